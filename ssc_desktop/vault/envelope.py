"""JSON text files of the vault: size, format and version are checked before anything is believed."""

from __future__ import annotations

import binascii
import json
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from ssc_desktop.domain.problems import Problem

LARGEST = 64 * 1024
LONGEST_NAME = 200

Fault: TypeAlias = tuple[str, str]


class Malformed(ValueError):
    """A value is missing or is not what the format says."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One kind of file: its format name, newest known version, and what to say when it is not that."""

    format: str
    version: int
    foreign: Fault
    newer: Fault
    damaged: Fault

    def read(self, data: bytes) -> dict[str, object]:
        """The record in ``data``, or a Problem that says why this file cannot be taken."""
        try:
            record = parsed(data)
        except Malformed:
            ours = self.format.encode() in data[:LARGEST]
            raise Problem(*(self.damaged if ours else self.foreign)) from None
        if record.get("format") != self.format:
            raise Problem(*self.foreign)
        version = record.get("version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise Problem(*self.damaged)
        if version > self.version:
            raise Problem(*self.newer)
        return record

    @contextmanager
    def believing(self) -> Iterator[None]:
        """Whatever in this block is not as the format says makes the file a damaged one."""
        try:
            yield
        except ValueError:
            raise Problem(*self.damaged) from None

    def write(self, body: Mapping[str, object]) -> bytes:
        """The text of a file of this kind, indented for the eye, in UTF-8."""
        record = {"format": self.format, "version": self.version, **body}
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def parsed(data: bytes) -> dict[str, object]:
    """The JSON object in ``data``, which comes from anywhere."""
    if len(data) > LARGEST:
        raise Malformed("size")
    try:
        record = json.loads(data.decode())
    except (ValueError, RecursionError):
        raise Malformed("text") from None
    if not isinstance(record, dict):
        raise Malformed("object")
    return record


def canonical(record: Mapping[str, object]) -> bytes:
    """The one byte string that a record is signed or hashed as."""
    return json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def packed(data: bytes) -> str:
    """Bytes as base64 text."""
    return b64encode(data).decode()


def section(record: Mapping[str, object], name: str) -> dict[str, object]:
    """The object called ``name``."""
    found = record.get(name)
    if not isinstance(found, dict):
        raise Malformed(name)
    return found


def octets(record: Mapping[str, object], name: str, shortest: int, longest: int) -> bytes:
    """The bytes called ``name``, written in base64."""
    found = record.get(name)
    if not isinstance(found, str) or len(found) > 2 * longest + 4:
        raise Malformed(name)
    try:
        data = b64decode(found, validate=True)
    except (binascii.Error, ValueError):
        raise Malformed(name) from None
    if not shortest <= len(data) <= longest:
        raise Malformed(name)
    return data


def text(record: Mapping[str, object], name: str, longest: int = LONGEST_NAME) -> str:
    """The text called ``name``: not empty, no control characters."""
    found = record.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= longest:
        raise Malformed(name)
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in found):
        raise Malformed(name)
    return found


def whole(record: Mapping[str, object], name: str, least: int, most: int) -> int:
    """The whole number called ``name``, between two bounds."""
    found = record.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        raise Malformed(name)
    return found
