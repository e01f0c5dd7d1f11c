"""A bundle in numbered part files, for mail that takes no large ones. FORMAT.md, section 9.

Each part tells which bundle it is of, which part it is and what the whole hashes to, so that parts
may come in any order, twice, and in several mails. The signature is over the whole bundle inside.
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.sync.bundle import MAX_HEADER
from ssc_desktop.sync.manifest import MAX_RAW

MAGIC = b"SSCBPART"
VERSION = 1
SUFFIX = ".sscpart"
SMALLEST = 64 * 1024
"""The smallest size of a part: smaller ones are a nuisance to whoever sends them."""
MOST = 999
MAX_WHOLE = MAX_RAW + MAX_HEADER + 80
_HEAD = struct.Struct("<8sHHH16sQ32sI32s")
_BLOCK = 1 << 20


Whole = tuple[bytes, str, int, int]
"""What all parts of one bundle have in common: its id, its SHA-256, how many parts, its size."""


class Part(NamedTuple):
    """One part: of which bundle, which of how many, what the whole is, and its own bytes."""

    bundle: bytes
    number: int
    of: int
    size: int
    sha256: str
    length: int
    digest: bytes

    @property
    def whole(self) -> Whole:
        """What all parts of one bundle have in common."""
        return self.bundle, self.sha256, self.of, self.size


def split(data: bytes, bundle: bytes, size: int) -> Iterator[bytes]:
    """The part files of a bundle, each at most ``size`` bytes long."""
    room = max(size, SMALLEST) - _HEAD.size
    pieces = [data[start : start + room] for start in range(0, len(data), room)]
    if len(pieces) > MOST:
        raise Problem(
            "parts-too-many",
            N_("The parts would be too many. Nothing was written. Choose larger parts."),
            field="part_size",
        )
    whole = hashlib.sha256(data)
    for number, piece in enumerate(pieces, 1):
        part = Part(bundle, number, len(pieces), len(data), whole.hexdigest(), len(piece), b"")
        yield _head(part._replace(digest=_digest(part, piece))) + piece


def _head(part: Part) -> bytes:
    return _HEAD.pack(
        MAGIC,
        VERSION,
        part.number,
        part.of,
        part.bundle,
        part.size,
        bytes.fromhex(part.sha256),
        part.length,
        part.digest,
    )


def _digest(part: Part, piece: bytes) -> bytes:
    """The hash that shows damage in this very part, its numbers included."""
    told = _head(part._replace(digest=bytes(32)))
    return hashlib.blake2b(told + piece, digest_size=32).digest()


def is_part(path: Path) -> bool:
    """Whether a file begins as a part does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def read_part(file: BinaryIO) -> Part:
    """What a part says of itself, once its bytes were found whole."""
    part = _read_head(file)
    piece = file.read(part.length + 1)
    if len(piece) != part.length or _digest(part, piece) != part.digest:
        raise _damaged(part.number, part.of)
    return part


def _read_head(file: BinaryIO) -> Part:
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(MAGIC):
        raise _damaged(0, 0)
    _, version, number, count, bundle, whole, sha256, length, digest = _HEAD.unpack(head)
    if version != VERSION:
        raise Problem(
            "part-newer",
            N_("This part was made by a newer version. Nothing was imported. Update the program."),
        )
    if not (1 <= number <= count <= MOST and 0 < length < whole + 1 <= MAX_WHOLE + 1):
        raise _damaged(0, 0)
    if size != _HEAD.size + length:
        raise _damaged(number, count)
    return Part(bundle, number, count, whole, sha256.hex(), length, digest)


def join(files: Mapping[int, Path], wanted: Part, target: BinaryIO) -> None:
    """Write the bundle that these parts make, and refuse it unless it is the one that was cut."""
    digest, size = hashlib.sha256(), 0
    for number in sorted(files):
        with files[number].open("rb") as file:
            file.seek(_HEAD.size)
            while block := file.read(_BLOCK):
                digest.update(block)
                size += len(block)
                target.write(block)
    if (digest.hexdigest(), size) != (wanted.sha256, wanted.size):
        raise Problem(
            "parts-do-not-fit",
            N_(
                "The parts of this bundle do not make the bundle that was cut. Nothing was"
                " imported. Ask for all of its parts again."
            ),
        )


def _damaged(number: int, count: int) -> Problem:
    if not number:
        return Problem(
            "part-damaged",
            N_("This part of a bundle is damaged. Nothing was imported. Ask for it again."),
        )
    return Problem(
        "part-damaged",
        N_(
            "Part {number} of {count} of this bundle is damaged. Nothing was imported."
            " Ask for this part again."
        ),
        number=number,
        count=count,
    )
