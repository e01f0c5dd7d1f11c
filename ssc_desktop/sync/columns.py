"""The columns of a bundle: the cells of many rows under one name, in the shortest of a few codings.

Texts of 32 hexadecimal digits are record keys and travel as 16 bytes, or as numbers into one sorted
table of keys where that is smaller. FORMAT.md tells the coding byte by byte.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import sub
from typing import Annotated, Any, NamedTuple

import msgspec

from ssc_desktop.sync.change import Mark, Source, Value

MAX_TEXT = 1_000_000
MAX_REPEATED = 64 * 1024 * 1024
MAX_NUMBER = 2**63 - 1
MAX_FLOAT = 1e308

Integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=MAX_NUMBER)]
Count = Annotated[int, msgspec.Meta(ge=0, le=MAX_NUMBER)]
Scalar = Value | bytes

_KEY_LENGTH = 32
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


class RecordKeys(NamedTuple):
    """A column of record keys whose coding is not chosen yet."""

    cells: Sequence[str]
    data: bytes

    def coded(self, number: Mapping[str, int] | None) -> Keys | Numbered:
        """As numbers where the keys have numbers, else as they are."""
        if number is None:
            return Keys(self.data)
        return Numbered(list(map(number.__getitem__, self.cells)))


Written = Same | Plain | RecordKeys


def column(cells: Sequence[Value]) -> Written:
    """The shortest way to write these cells."""
    kinds = set(map(type, cells))
    if len(kinds) == 1 and cells[1:] == cells[:-1]:
        return Same(_packed(cells[0]))
    if str not in kinds:
        return Plain(list(cells))
    # Most texts need not be looked at: their length tells that they are no key.
    all_texts = kinds == {str}
    lengths = set(map(len, cells if all_texts else [c for c in cells if type(c) is str]))  # type: ignore[arg-type]
    if all_texts and lengths == {_KEY_LENGTH}:
        keys = _record_keys(cells)  # type: ignore[arg-type]
        if keys:
            return keys
    if _KEY_LENGTH not in lengths:
        return Plain(list(cells))
    return Plain([_packed(cell) for cell in cells])


def _record_keys(cells: Sequence[str]) -> RecordKeys | None:
    """The cells as record keys, when all of them are."""
    told = "".join(cells)
    try:
        data = bytes.fromhex(told)
    except ValueError:
        return None
    # Capitals and blanks are taken for digits; such a text would not come back as it was.
    return RecordKeys(cells, data) if data.hex() == told else None


def coded(cells: Written, number: Mapping[str, int] | None = None) -> Column:
    """A column as it is written; its record keys as numbers where they have numbers."""
    return cells.coded(number) if isinstance(cells, RecordKeys) else cells


def _packed(value: Value) -> Scalar:
    if isinstance(value, str) and len(value) == _KEY_LENGTH and _RECORD_KEY(value):
        return bytes.fromhex(value)
    return value


def steps(numbers: list[int]) -> list[int]:
    """The first number, then the difference of each to the one before."""
    return [numbers[0], *map(sub, numbers[1:], numbers)]


def parents_of(rows: list[list[Mark]], sources: dict[Source, int]) -> OneParent | AnyParents:
    """What the rows replace; sources are numbered as they come."""
    first = rows[0][0].source if rows[0] else None
    if all(len(marks) == 1 and marks[0].source == first for marks in rows):
        assert first is not None
        number = sources.setdefault(first, len(sources))
        return OneParent(number, steps([marks[0].seq for marks in rows]))
    return AnyParents(
        [
            [n for mark in marks for n in (sources.setdefault(mark.source, len(sources)), mark.seq)]
            for marks in rows
        ]
    )


# --- reading ------------------------------------------------------------------------------------


def keys_in(data: bytes) -> list[str]:
    """Record keys of 16 bytes each as texts; a ValueError where bytes are left over."""
    if len(data) % 16:
        raise ValueError
    return data.hex("/", 16).split("/") if data else []


def numbers_of(told: list[int], count: int, least: int) -> list[int]:
    """The numbers that ``steps`` told; a ValueError unless they are so many and none too small."""
    numbers = list(accumulate(told))
    if len(numbers) != count or min(numbers) < least or max(numbers) > MAX_NUMBER:
        raise ValueError
    return numbers


def cells_of(told: Column, count: int, table: list[str]) -> list[Value]:
    """The cells of a column, each of them checked; a ValueError unless they are so many."""
    if isinstance(told, Same):
        if isinstance(told.value, str) and len(told.value) * count > MAX_REPEATED:
            raise ValueError
        return [_shown(told.value)] * count
    cells: list[Value]
    if isinstance(told, Plain):
        cells = _all_shown(told.values)
    elif isinstance(told, Keys):
        cells = list(keys_in(told.data))
    else:
        cells = _looked_up(told.numbers, table)
    if len(cells) != count:
        raise ValueError
    return cells


def _looked_up(numbers: list[Count | None], table: list[str]) -> list[Value]:
    if None in numbers:
        return [None if n is None else table[n] for n in numbers]
    return list(map(table.__getitem__, numbers))  # type: ignore[arg-type]


def texts_of(told: Column, count: int, table: list[str]) -> list[str]:
    """The cells of a column that all databases can keep as a part of a key; a ValueError where one
    is no text, or holds what PostgreSQL does not keep."""
    cells = cells_of(told, count, table)
    if set(map(type, cells)) != {str}:
        raise ValueError
    # Record keys are digits, whichever way they came.
    if isinstance(told, Same | Plain) and "\0" in "".join(set(cells)):  # type: ignore[arg-type]
        raise ValueError
    return cells  # type: ignore[return-value]


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


def marks_of(told: OneParent | AnyParents, count: int, sources: list[Source]) -> list[list[Mark]]:
    """What each row replaces; a ValueError unless they are so many."""
    if isinstance(told, OneParent):
        source = sources[told.source]
        return [[Mark(source, seq)] for seq in numbers_of(told.steps, count, 1)]
    if len(told.pairs) != count or any(len(row) % 2 for row in told.pairs):
        raise ValueError
    return [
        [Mark(sources[row[at]], row[at + 1]) for at in range(0, len(row), 2)] for row in told.pairs
    ]
