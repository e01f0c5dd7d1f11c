"""Changes as columns: rows of one table, kind and set of fields lie side by side, names written once.

FORMAT.md tells the coding byte by byte. Texts of 32 hexadecimal digits are record keys and travel
as 16 bytes, or as numbers into one sorted table of keys where that is smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Annotated, Any, NamedTuple

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

_KEY_LENGTH = 32
_RECORD_KEY = re.compile("[0-9a-f]{32}").fullmatch
# Marks by the hundred thousand say the same few things: they share what they say.
_MOST_SHARED = 1024
_NO_PARENTS: dict[str, list[Mark]] = {}
_RECORD_KEYS = re.compile("[0-9a-f]+").fullmatch


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
            tuple(change.fields),
            tuple(change.parents),
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
        key=[_column(part) for part in _key_parts([row.key for row in rows])],
        fields=list(first.fields),
        values=[_column([row.fields[name] for row in rows]) for name in first.fields],
        parents=[
            (name, _parents([row.parents[name] for row in rows], sources)) for name in first.parents
        ],
    )


def _steps(numbers: list[int]) -> list[int]:
    return [numbers[0], *(b - a for a, b in pairwise(numbers))]


def _key_parts(keys: list[str]) -> list[list[str]]:
    """The keys of a group part by part: all have as many."""
    width = keys[0].count("/") + 1
    parts = "/".join(keys).split("/")
    return [parts[at::width] for at in range(width)]


def _column(cells: Sequence[Value]) -> Column:
    kinds = set(map(type, cells))
    if len(kinds) == 1 and cells[1:] == cells[:-1]:
        return Same(_packed(cells[0]))
    if kinds == {str} and set(map(len, cells)) == {_KEY_LENGTH}:  # type: ignore[arg-type]
        keys = "".join(cells)  # type: ignore[arg-type]
        if _RECORD_KEYS(keys):
            return Keys(bytes.fromhex(keys))
    return Plain([_packed(cell) for cell in cells])


def _packed(value: Value) -> Scalar:
    # Most texts need not be looked at: their length tells that they are no key.
    if isinstance(value, str) and len(value) == _KEY_LENGTH and _RECORD_KEY(value):
        return bytes.fromhex(value)
    return value


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
        table = [key.hex() for key in _cut(_whole(sections.get("ids", b"")))]
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


def _whole(data: bytes) -> bytes:
    if len(data) % 16:
        raise ValueError
    return data


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
        _numbers(group.seq, count, 1),
        _numbers(group.hlc, count, 0),
        _shared(_numbers(group.tx, count, 0)),
        _texts(_cells(group.author, count, table)),
        [_texts(_cells(column, count, table)) for column in group.key],
        [_cells(column, count, table) for column in group.values],
        [_marks(column, count, sources) for _, column in group.parents],
    )


def _changes(group: Group, columns: _Columns) -> Iterator[Change]:
    count = len(columns.seq)
    names = tuple(group.fields)
    parent_names = tuple(name for name, _ in group.parents)
    rows = zip(
        columns.seq,
        columns.hlc,
        columns.tx,
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


def _numbers(steps: list[int], count: int, least: int) -> list[int]:
    numbers = list(accumulate(steps))
    if len(numbers) != count or min(numbers) < least or max(numbers) > MAX_NUMBER:
        raise ValueError
    return numbers


def _shared(numbers: list[int]) -> list[int]:
    """The same numbers, each kept once: many changes belong to one transaction."""
    kept = {number: number for number in numbers}
    return [kept[number] for number in numbers] if 2 * len(kept) < len(numbers) else numbers


def _cells(column: Column, count: int, table: list[str]) -> list[Value]:
    if isinstance(column, Same):
        if isinstance(column.value, str) and len(column.value) * count > MAX_REPEATED:
            raise ValueError
        return [_shown(column.value)] * count
    if isinstance(column, Plain):
        cells = _all_shown(column.values)
    elif isinstance(column, Keys):
        cells = [key.hex() for key in _cut(_whole(column.data))]
    else:
        cells = [None if n is None else table[n] for n in column.numbers]
    if len(cells) != count:
        raise ValueError
    return cells


def _all_shown(values: list[Any]) -> list[Value]:
    if set(map(type, values)) == {str}:
        # A column of texts alone is looked at as a whole.
        if max(map(len, values)) > MAX_TEXT:
            raise ValueError
        return values
    return [_shown(value) for value in values]


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
    if set(map(type, cells)) != {str}:
        raise ValueError
    return cells  # type: ignore[return-value]


def _marks(column: OneParent | AnyParents, count: int, sources: list[Source]) -> list[list[Mark]]:
    if isinstance(column, OneParent):
        source = sources[column.source]
        return [[Mark(source, seq)] for seq in _numbers(column.steps, count, 1)]
    if len(column.pairs) != count or any(len(row) % 2 for row in column.pairs):
        raise ValueError
    return [
        [Mark(sources[row[at]], row[at + 1]) for at in range(0, len(row), 2)]
        for row in column.pairs
    ]
