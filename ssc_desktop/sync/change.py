"""One change as it travels: who made it, which number it has, what it set and what it replaced."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from sys import intern
from typing import NamedTuple, TypeVar

import msgspec

Value = None | bool | int | float | str


class Source(NamedTuple):
    """A laptop and its incarnation; a laptop restored from a copy counts as a new source."""

    device: str
    incarnation: int


class Mark(NamedTuple):
    """The identity of a change: its source and its number there."""

    source: Source
    seq: int


class Change(msgspec.Struct, frozen=True, gc=False):
    """What one transaction did to one row: ``I`` created it, ``U`` set some of its fields.

    ``parents`` names, field by field, the changes this one replaces. A removal names every change
    that stood in its row; an edit of a row that was already removed names that removal, under the
    field ``removed`` that it does not touch.
    """

    source: Source
    seq: int
    hlc: int
    tx: int
    author: str
    table: str
    key: str
    kind: str
    fields: dict[str, Value]
    parents: dict[str, list[Mark]] = {}

    @property
    def mark(self) -> Mark:
        """The identity of this change."""
        return Mark(self.source, self.seq)

    @property
    def order(self) -> tuple[int, str, int, int]:
        """Decides which of several standing values is shown: the clock, then the source."""
        return (self.hlc, self.source.device, self.source.incarnation, self.seq)

    def saying(self, fields: dict[str, Value]) -> Change:
        """The same change with other values under its names."""
        return msgspec.structs.replace(self, fields=fields)


Line = tuple[int, int, int, int, str | None, str, str, str, str, str]
"""A change as the change log holds it: the number its source has there, seq, hlc, tx, author, table,
key, kind, fields and parents; the last two are JSON, and parents name sources by that number."""

_fields = msgspec.json.Decoder(dict[str, Value])
_parents = msgspec.json.Decoder(dict[str, list[tuple[int, int]]])
_encode = msgspec.json.Encoder().encode
# Marks by the hundred thousand say the same few things: they share what they say.
_MOST_SHARED = 1024
_NO_PARENTS: dict[str, list[Mark]] = {}
Key = TypeVar("Key")
Told = TypeVar("Told")


def from_log(lines: Iterable[Line], source_of: Mapping[int, tuple[str, int]]) -> Iterator[Change]:
    """Lines of a change log as changes; ``source_of`` tells what its source numbers mean."""
    sources = {number: Source(*name) for number, name in source_of.items()}
    said: dict[str, dict[str, Value]] = {}
    for number, seq, hlc, tx, author, table, key, kind, fields, parents in lines:
        values = said.get(fields)
        if values is None:
            values = _fields.decode(fields)
            _share(said, fields, values)
        yield Change(
            sources[number],
            seq,
            hlc,
            tx,
            author or "",
            table,
            key,
            kind,
            values,
            _NO_PARENTS if parents == "{}" else _marks(_parents.decode(parents), sources),
        )


def _share(said: dict[Key, Told], key: Key, told: Told) -> None:
    """Keep what may be said again. People, each of whom says something else, come before the marks:
    they must not take all the room for good."""
    if len(said) >= _MOST_SHARED:
        said.clear()
    said[key] = told


def _marks(
    parents: dict[str, list[tuple[int, int]]], sources: Mapping[int, Source]
) -> dict[str, list[Mark]]:
    return {
        name: [Mark(sources[number], seq) for number, seq in marks]
        for name, marks in parents.items()
    }


def to_log(changes: Iterable[Change], number_of: Mapping[tuple[str, int], int]) -> Iterator[Line]:
    """Changes as lines for a change log that has these numbers for their sources."""
    source, number = Source("", 0), 0
    said: dict[int, tuple[dict[str, Value], str]] = {}
    for change in changes:
        if change.source is not source:
            source, number = change.source, number_of[change.source]
        fields = change.fields
        # What is shared is written once; what is kept beside its text is not let go meanwhile.
        known = said.get(id(fields))
        if known is None:
            known = fields, intern(_encode(fields).decode())
            _share(said, id(fields), known)
        parents = {
            name: [(number_of[mark.source], mark.seq) for mark in marks]
            for name, marks in change.parents.items()
        }
        yield (
            number,
            change.seq,
            change.hlc,
            change.tx,
            change.author or None,
            change.table,
            change.key,
            change.kind,
            known[1],
            _encode(parents).decode() if parents else "{}",
        )


def sources_in(changes: Iterable[Change]) -> set[Source]:
    """Every source named in ``changes``, as author or among the replaced."""
    found: set[Source] = set()
    for change in changes:
        found.add(change.source)
        for marks in change.parents.values():
            found.update(mark.source for mark in marks)
    return found


@contextmanager
def many_changes() -> Iterator[None]:
    """Hold the garbage collector while changes are made by the hundred thousand: they hold no
    circles, and looking for some takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
