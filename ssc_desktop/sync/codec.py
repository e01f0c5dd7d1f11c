"""Changes as columns: rows of one table, kind and set of fields lie side by side, names written once.

FORMAT.md tells the coding byte by byte. Texts of 32 hexadecimal digits are record keys and travel
as 16 bytes, or as numbers into one sorted table of keys where that is smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise
from typing import Annotated, Any

import msgspec

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.sync.change import Change, Mark, Source, Value

MAX_CHANGES = 2_000_000
MAX_CELLS = 40_000_000
MAX_GROUPS = 100_000
MAX_TEXT = 1_000_000
MAX_REPEATED = 64 * 1024 * 1024
MAX_NUMBER = 2**63 - 1
MAX_FLOAT = 1e308

Integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=MAX_NUMBER)]
Name = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,62}$")]
Device = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]
Scalar = Value | bytes

_RECORD_KEY = re.compile("[0-9a-f]{32}").fullmatch


class Same(msgspec.Struct, array_like=True, tag=0, gc=False):
    """Every row has this value."""

    value: Any


class Plain(msgspec.Struct, array_like=True, tag=1, gc=False):
    """One value for each row; 16 bytes stand for a record key."""

    values: list[Any]


class Keys(msgspec.Struct, array_like=True, tag=2, gc=False):
    """Record keys of 16 bytes, one after another."""

    data: bytes


class Numbered(msgspec.Struct, array_like=True, tag=3, gc=False):
    """Record keys as numbers into the table of keys, counted from 0; none is no value."""

    numbers: list[Count | None]


Column = Same | Plain | Keys | Numbered


class OneParent(msgspec.Struct, array_like=True, tag=0, gc=False):
    """Every row replaces one change of one source; its numbers as differences."""

    source: Count
    steps: list[Integer]


class AnyParents(msgspec.Struct, array_like=True, tag=1, gc=False):
    """For each row the replaced changes: source, number, source, number, …"""

    pairs: list[list[Count]]


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


def encode(changes: Iterable[Change], *, numbered: bool) -> dict[str, bytes]:
    """The sections that carry ``changes``; ``numbered`` puts record keys into a table of their own."""
    sources: dict[Source, int] = {}
    batches: dict[tuple[Any, ...], list[Change]] = {}
    for change in changes:
        shape = (
            change.source,
            change.table,
            change.kind,
            change.key.count("/"),
            *change.fields,
            "|",
            *change.parents,
        )
        batches.setdefault(shape, []).append(change)
    groups = [_group(rows, sources) for rows in batches.values()]
    ids = b""
    if numbered:
        ids = _number_keys(groups)
    data = _encoder.encode(Changes([(s.device, s.incarnation) for s in sources], groups))
    return {"changes": data, "ids": ids} if ids else {"changes": data}


def _group(rows: list[Change], sources: dict[Source, int]) -> Group:
    first = rows[0]
    return Group(
        source=sources.setdefault(first.source, len(sources)),
        table=first.table,
        kind=first.kind,
        seq=_steps([row.seq for row in rows]),
        hlc=_steps([row.hlc for row in rows]),
        tx=_steps([row.tx for row in rows]),
        author=_column([row.author for row in rows]),
        key=[_column(part) for part in zip(*(row.key.split("/") for row in rows), strict=True)],
        fields=list(first.fields),
        values=[_column([row.fields[name] for row in rows]) for name in first.fields],
        parents=[
            (name, _parents([row.parents[name] for row in rows], sources)) for name in first.parents
        ],
    )


def _steps(numbers: list[int]) -> list[int]:
    return [numbers[0], *(b - a for a, b in pairwise(numbers))]


def _column(values: Iterable[Value]) -> Column:
    cells = list(values)
    if cells[1:] == cells[:-1] and len({type(cell) for cell in cells}) == 1:
        return Same(_packed(cells[0]))
    if all(isinstance(cell, str) and _RECORD_KEY(cell) for cell in cells):
        return Keys(bytes.fromhex("".join(cells)))  # type: ignore[arg-type]
    return Plain([_packed(cell) for cell in cells])


def _packed(value: Value) -> Scalar:
    return bytes.fromhex(value) if isinstance(value, str) and _RECORD_KEY(value) else value


def _parents(rows: list[list[Mark]], sources: dict[Source, int]) -> OneParent | AnyParents:
    if all(len(marks) == 1 and marks[0].source == rows[0][0].source for marks in rows):
        number = sources.setdefault(rows[0][0].source, len(sources))
        return OneParent(number, _steps([marks[0].seq for marks in rows]))
    return AnyParents(
        [
            [n for mark in marks for n in (sources.setdefault(mark.source, len(sources)), mark.seq)]
            for marks in rows
        ]
    )


def _number_keys(groups: list[Group]) -> bytes:
    """Replace key columns by numbers into one sorted table, and return that table."""
    columns = [column for group in groups for column in (*group.key, *group.values)]
    table = sorted({key for c in columns if isinstance(c, Keys) for key in _cut(c.data)})
    number = {key: n for n, key in enumerate(table)}
    for group in groups:
        group.key = [_numbered(column, number) for column in group.key]
        group.values = [_numbered(column, number) for column in group.values]
    return b"".join(table)


def _numbered(column: Column, number: Mapping[bytes, int]) -> Column:
    if not isinstance(column, Keys):
        return column
    return Numbered([number[key] for key in _cut(column.data)])


def _cut(data: bytes) -> list[bytes]:
    return [data[at : at + 16] for at in range(0, len(data), 16)]


def decode(sections: Mapping[str, bytes]) -> Iterator[Change]:
    """The changes in ``sections``, checked cell by cell against what may be in a bundle."""
    try:
        content = _decoder.decode(sections["changes"])
        sources = [Source(*pair) for pair in content.sources]
        table = [key.hex() for key in _cut(_whole(sections.get("ids", b"")))]
        _within_limits(content.groups)
    except (msgspec.MsgspecError, KeyError, ValueError, RecursionError) as error:
        raise _damaged() from error
    for group in content.groups:
        try:
            rows = list(_rows(group, sources, table))
        except (ValueError, IndexError, TypeError) as error:
            raise _damaged() from error
        yield from rows


def _damaged() -> Problem:
    return Problem(
        "bundle-damaged",
        N_("This bundle's content is damaged. Nothing was imported. Ask for it to be sent again."),
    )


def _whole(data: bytes) -> bytes:
    if len(data) % 16:
        raise ValueError
    return data


def _within_limits(groups: list[Group]) -> None:
    changes = sum(len(group.seq) for group in groups)
    cells = sum(len(g.seq) * (len(g.key) + len(g.values) + len(g.parents)) for g in groups)
    if changes > MAX_CHANGES or cells > MAX_CELLS:
        raise ValueError


def _rows(group: Group, sources: list[Source], table: list[str]) -> Iterator[Change]:
    count, source = len(group.seq), sources[group.source]
    names = tuple(group.fields)
    parent_names = tuple(name for name, _ in group.parents)
    _check_shape(group, names, parent_names)
    keys = [_texts(_cells(column, count, table)) for column in group.key]
    values = [_cells(column, count, table) for column in group.values]
    parents = [_marks(column, count, sources) for _, column in group.parents]
    columns = (
        _numbers(group.seq, count, 1),
        _numbers(group.hlc, count, 0),
        _numbers(group.tx, count, 0),
        _texts(_cells(group.author, count, table)),
        map("/".join, zip(*keys, strict=True)),
        zip(*values, strict=True) if values else [()] * count,
        zip(*parents, strict=True) if parents else [()] * count,
    )
    for seq, hlc, tx, author, key, row, marks in zip(*columns, strict=True):
        yield Change(
            source,
            seq,
            hlc,
            tx,
            author,
            group.table,
            key,
            group.kind,
            dict(zip(names, row, strict=True)),
            dict(zip(parent_names, marks, strict=True)),
        )


def _check_shape(group: Group, names: tuple[str, ...], parent_names: tuple[str, ...]) -> None:
    doubled = len(set(names)) != len(names) or len(set(parent_names)) != len(parent_names)
    if doubled or not group.seq or not group.key or len(names) != len(group.values):
        raise ValueError


def _numbers(steps: list[int], count: int, least: int) -> list[int]:
    numbers = list(accumulate(steps))
    if len(numbers) != count or min(numbers) < least or max(numbers) > MAX_NUMBER:
        raise ValueError
    return numbers


def _cells(column: Column, count: int, table: list[str]) -> list[Value]:
    if isinstance(column, Same):
        if isinstance(column.value, str) and len(column.value) * count > MAX_REPEATED:
            raise ValueError
        return [_shown(column.value)] * count
    if isinstance(column, Plain):
        cells = [_shown(value) for value in column.values]
    elif isinstance(column, Keys):
        cells = [key.hex() for key in _cut(_whole(column.data))]
    else:
        cells = [None if n is None else table[n] for n in column.numbers]
    if len(cells) != count:
        raise ValueError
    return cells


def _shown(value: object) -> Value:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return value
    if isinstance(value, bytes) and len(value) == 16:
        return value.hex()
    if isinstance(value, int) and -MAX_NUMBER - 1 <= value <= MAX_NUMBER:
        return value
    if isinstance(value, float) and -MAX_FLOAT < value < MAX_FLOAT:
        return value
    raise ValueError


def _texts(cells: list[Value]) -> list[str]:
    if not all(isinstance(cell, str) for cell in cells):
        raise ValueError
    return cells  # type: ignore[return-value]


def _marks(
    column: OneParent | AnyParents, count: int, sources: list[Source]
) -> Iterable[list[Mark]]:
    if isinstance(column, OneParent):
        source = sources[column.source]
        return [[Mark(source, seq)] for seq in _numbers(column.steps, count, 1)]
    if len(column.pairs) != count or any(len(row) % 2 for row in column.pairs):
        raise ValueError
    return [
        [Mark(sources[row[at]], row[at + 1]) for at in range(0, len(row), 2)]
        for row in column.pairs
    ]
