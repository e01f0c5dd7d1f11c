"""Changes as columns: rows of one table, kind and set of fields lie side by side, names written once.

FORMAT.md tells the coding byte by byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

import msgspec

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.sync.change import Change, Mark, Source, Value
from ssc_desktop.sync.columns import (
    AnyParents,
    Column,
    Count,
    Integer,
    OneParent,
    RecordKeys,
    Written,
    cells_of,
    coded,
    column,
    keys_in,
    marks_of,
    numbers_of,
    parents_of,
    steps,
    texts_of,
)

MAX_CHANGES = 2_000_000
MAX_CELLS = 40_000_000
MAX_GROUPS = 100_000

Name = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,62}$")]
Device = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]

# Marks by the hundred thousand say the same few things: they share what they say.
_MOST_SHARED = 1024
_NO_PARENTS: dict[str, list[Mark]] = {}
# Above this the table of keys pays always, and trying both ways only takes time.
_MANY = 50_000


class Group(msgspec.Struct, array_like=True):
    """Rows of one source, table and kind that set the same fields."""

    source: Count
    table: Name
    kind: Annotated[str, msgspec.Meta(pattern="^[IU]$")]
    seq: list[Integer]
    hlc: list[Integer]
    tx: list[Integer]
    author: Column
    key: Annotated[list[Column], msgspec.Meta(max_length=8)]
    fields: Annotated[list[Name], msgspec.Meta(max_length=500)]
    values: Annotated[list[Column], msgspec.Meta(max_length=500)]
    parents: Annotated[list[tuple[Name, OneParent | AnyParents]], msgspec.Meta(max_length=500)] = []


class Changes(msgspec.Struct, array_like=True):
    """The section ``changes``: the sources named in it, then the groups."""

    sources: Annotated[list[tuple[Device, Count]], msgspec.Meta(max_length=100_000)]
    groups: Annotated[list[Group], msgspec.Meta(max_length=MAX_GROUPS)]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Changes)
_seq, _hlc, _tx, _author, _key, _fields = map(
    attrgetter, ("seq", "hlc", "tx", "author", "key", "fields")
)


def encode(changes: Iterable[Change], *, numbered: bool) -> dict[str, bytes]:
    """The sections that carry ``changes``; ``numbered`` puts record keys into a table of their own."""
    return Grouped(changes).sections(numbered=numbered)


class Grouped:
    """Changes laid side by side once, to be written in one way or the other."""

    def __init__(self, changes: Iterable[Change]) -> None:
        batches = _batches(list(changes))
        self._sources: dict[Source, int] = {}
        self._groups = [_side_by_side(rows, self._sources) for rows in batches]
        self._count = sum(map(len, batches))
        self._columns = [
            each.cells
            for group in self._groups
            for each in (*group.key, *group.values)
            if isinstance(each, RecordKeys)
        ]
        self._keys = sorted(set[str]().union(*self._columns))

    def ways(self) -> Iterator[dict[str, bytes]]:
        """The ways to write these changes of which one is the shortest."""
        # A table of keys costs every key once more: few mentions of each do not pay for it.
        mentions = sum(map(len, self._columns))
        pays = self._count > _MANY
        if not pays:
            yield self.sections(numbered=False)
        if pays or 2 * mentions > 3 * len(self._keys):
            yield self.sections(numbered=True)

    def sections(self, *, numbered: bool) -> dict[str, bytes]:
        """The sections that carry the changes."""
        number = {key: n for n, key in enumerate(self._keys)} if numbered else None
        groups = [group.coded(number) for group in self._groups]
        data = _encoder.encode(Changes([(s.device, s.incarnation) for s in self._sources], groups))
        ids = bytes.fromhex("".join(self._keys)) if numbered else b""
        return {"changes": data, "ids": ids} if ids else {"changes": data}


def _batches(changes: list[Change]) -> Iterable[list[Change]]:
    """The changes of one source, table and kind that set the same fields and replace something of
    the same fields, together."""
    batches: dict[tuple[Any, ...], list[Change]] = {}
    shapes: dict[int, tuple[str, ...]] = {}
    last: tuple[Any, ...] = ()
    for change in changes:
        # What many changes say is shared by them: its names are looked at once.
        shape = shapes.get(id(change.fields))
        if shape is None:
            shape = shapes[id(change.fields)] = tuple(change.fields)
        replaced = tuple(change.parents) if change.parents else ()
        place = change.source, change.table, change.kind, change.key.count("/"), shape, replaced
        if place != last:
            batch, last = batches.setdefault(place, []), place
        batch.append(change)
    return batches.values()


class _Side(NamedTuple):
    """The rows of one group column by column; how its keys are written is open."""

    first: Change
    source: int
    numbers: tuple[list[int], list[int], list[int]]
    author: Written
    key: list[Written]
    values: list[Written]
    parents: list[tuple[str, OneParent | AnyParents]]

    def coded(self, number: Mapping[str, int] | None) -> Group:
        """The group as it is written."""
        return Group(
            self.source,
            self.first.table,
            self.first.kind,
            *self.numbers,
            coded(self.author),
            [coded(each, number) for each in self.key],
            list(self.first.fields),
            [coded(each, number) for each in self.values],
            self.parents,
        )


def _side_by_side(rows: list[Change], sources: dict[Source, int]) -> _Side:
    first, fields = rows[0], list(map(_fields, rows))
    return _Side(
        first,
        sources.setdefault(first.source, len(sources)),
        (steps(list(map(_seq, rows))), steps(list(map(_hlc, rows))), steps(list(map(_tx, rows)))),
        column(list(map(_author, rows))),
        [column(part) for part in _key_parts(list(map(_key, rows)))],
        [column([told[name] for told in fields]) for name in first.fields],
        [
            (name, parents_of([row.parents[name] for row in rows], sources))
            for name in first.parents
        ],
    )


def _key_parts(keys: Sequence[str]) -> list[list[str]]:
    """The keys of a group part by part: all have as many."""
    width = keys[0].count("/") + 1
    parts = "/".join(keys).split("/")
    return [parts[at::width] for at in range(width)]


def decode(sections: Mapping[str, bytes]) -> Iterator[Change]:
    """The changes in ``sections``, checked cell by cell against what may be in a bundle."""
    for group, columns in _checked(sections):
        yield from _changes(group, columns)


def numbers_in(sections: Mapping[str, bytes]) -> Iterator[tuple[Source, list[int]]]:
    """The source and numbers of the changes in ``sections``, every cell checked as by ``decode``."""
    for _, columns in _checked(sections):
        yield columns.source, columns.seq


def _checked(sections: Mapping[str, bytes]) -> Iterator[tuple[Group, _Columns]]:
    try:
        content = _decoder.decode(sections["changes"])
        sources = [Source(*pair) for pair in content.sources]
        table = keys_in(sections.get("ids", b""))
        _within_limits(content.groups)
    except (msgspec.MsgspecError, KeyError, ValueError, RecursionError) as error:
        raise _damaged() from error
    groups = content.groups
    groups.reverse()
    # Each group is let go once it was read: unpacked, it takes many times its size.
    while groups:
        group = groups.pop()
        try:
            columns = _columns(group, sources, table)
        except (ValueError, IndexError, TypeError) as error:
            raise _damaged() from error
        yield group, columns


def _damaged() -> Problem:
    return Problem(
        "bundle-damaged",
        N_("This bundle's content is damaged. Nothing was imported. Ask for it to be sent again."),
    )


def _within_limits(groups: list[Group]) -> None:
    changes = sum(len(group.seq) for group in groups)
    cells = sum(len(g.seq) * (len(g.key) + len(g.values) + len(g.parents)) for g in groups)
    if changes > MAX_CHANGES or cells > MAX_CELLS:
        raise ValueError


class _Columns(NamedTuple):
    """What a group holds, unpacked and checked, as long as each other."""

    source: Source
    seq: list[int]
    hlc: list[int]
    tx: list[int]
    author: list[str]
    key: list[list[str]]
    values: list[list[Value]]
    parents: list[list[list[Mark]]]


def _columns(group: Group, sources: list[Source], table: list[str]) -> _Columns:
    count = len(group.seq)
    _check_shape(group)
    return _Columns(
        sources[group.source],
        numbers_of(group.seq, count, 1),
        numbers_of(group.hlc, count, 0),
        numbers_of(group.tx, count, 0),
        texts_of(group.author, count, table),
        [texts_of(each, count, table) for each in group.key],
        [cells_of(each, count, table) for each in group.values],
        [marks_of(each, count, sources) for _, each in group.parents],
    )


def _changes(group: Group, columns: _Columns) -> Iterator[Change]:
    count = len(columns.seq)
    names = tuple(group.fields)
    parent_names = tuple(name for name, _ in group.parents)
    rows = zip(
        columns.seq,
        columns.hlc,
        _shared(columns.tx),
        columns.author,
        map("/".join, zip(*columns.key, strict=True)),
        zip(*columns.values, strict=True) if names else [()] * count,
        zip(*columns.parents, strict=True) if parent_names else [()] * count,
        strict=True,
    )
    source, noun, kind = columns.source, group.table, group.kind
    known: dict[tuple[Value, ...], dict[str, Value]] = {}
    most = _MOST_SHARED if all(map(_tells_apart, columns.values)) else 0
    for seq, hlc, tx, author, key, row, marks in rows:
        # As long as their names, all of them: that was checked for the whole group.
        fields = known.get(row) or dict(zip(names, row))  # noqa: B905
        if len(known) < most:
            known[row] = fields
        parents = dict(zip(parent_names, marks)) if marks else _NO_PARENTS  # noqa: B905
        yield Change(source, seq, hlc, tx, author, noun, key, kind, fields, parents)


def _tells_apart(cells: list[Value]) -> bool:
    """Whether cells that are equal are the same: 1, True and 1.0 are equal."""
    kinds = set(map(type, cells)) - {str, type(None)}
    return len(kinds) < 2 and float not in kinds


def _check_shape(group: Group) -> None:
    names, parent_names = group.fields, [name for name, _ in group.parents]
    doubled = len(set(names)) != len(names) or len(set(parent_names)) != len(parent_names)
    if doubled or not group.seq or not group.key or len(names) != len(group.values):
        raise ValueError


def _shared(numbers: list[int]) -> list[int]:
    """The same numbers, each kept once: many changes belong to one transaction."""
    kept = {number: number for number in numbers}
    return [kept[number] for number in numbers] if 2 * len(kept) < len(numbers) else numbers
