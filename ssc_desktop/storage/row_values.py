"""Values as the change log tells them, turned into what the columns of their table hold."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy import Column, Date, Integer, Table

from ssc_desktop.domain.all_records import synced_columns
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage import change_log
from ssc_desktop.storage.change_log import Line

_RECORD_KEY = re.compile("[0-9a-f]{32}").fullmatch
_DAY = re.compile(r"\d{4}-\d\d-\d\d").fullmatch
Bind = Callable[[object], object]
"""A value as its column stores it, or None when it does not fit."""

_KEY_LENGTH = 16
_STAMPS = ("created_at", "created_by", "changed_at", "changed_by")


class Written(NamedTuple):
    """When and by whom: the clock of a change and its author (32 hexadecimal digits or None)."""

    hlc: int
    author: str | None


class Shape:
    """How the rows of one table are filled: worked out once, used for every row of an import."""

    def __init__(self, table: Table) -> None:
        columns = synced_columns(table)
        self.noun = table.name
        self._key_parts = tuple(_binder(column) for column in table.primary_key.columns)
        self._places = {c.name: (n, _binder(c)) for n, c in enumerate(columns)}
        self._required = tuple(n for n, c in enumerate(columns) if not c.nullable)
        self.keys = tuple(column.name for column in table.primary_key.columns)
        # The table of a kind has no stamps: its row goes with the activity's own.
        self._stamps = _STAMPS if "changed_at" in table.columns else ()
        self.names = (*self.keys, *(column.name for column in columns), *self._stamps)
        # Marks by the hundred thousand say the same few things.
        self._told = lru_cache(1024)(lambda fields: tuple(self._cells(json.loads(fields))))

    def row(
        self, key: str, values: Mapping[str, object], created: Written, last: Written
    ) -> tuple[object, ...]:
        """The row as the SQL takes it, from its key and its values in the log."""
        return self._row(key, self._cells(values), created, last)

    def rows_as_told(self, lines: Sequence[Line]) -> tuple[list[tuple[object, ...]], list[str]]:
        """The rows that one creation each tells of, all of it, and the keys of those that lack
        what every record has."""
        rows: list[tuple[object, ...]] = []
        improper = []
        for line, found in zip(lines, self._keys([line[6] for line in lines]), strict=True):
            try:
                key, cells = found or self._key(line[6]), self._told(line[8])
            except Problem:
                improper.append(line[6])
                continue
            at, by = line[2] >> 16, octets(line[4])
            rows.append((*key, *cells, at, by, at, by) if self._stamps else (*key, *cells))
        return rows, improper

    def _keys(self, keys: Sequence[str]) -> Iterable[tuple[object, ...] | None]:
        """The keys of many rows, looked at as a whole; none where some need a look each."""
        last = len(self._key_parts) - 1
        parts = [key.split("/", last) for key in keys]
        if set(map(len, parts)) != {last + 1}:
            return [None] * len(keys)
        columns = [
            _as_keys(told) if bind is _as_key else [bind(each) for each in told]
            for bind, told in zip(self._key_parts, zip(*parts, strict=True), strict=True)
        ]
        if any(None in column for column in columns):
            return [None] * len(keys)
        return zip(*columns, strict=True)

    def _row(
        self, key: str, cells: Sequence[object], created: Written, last: Written
    ) -> tuple[object, ...]:
        if not self._stamps:
            return (*self._key(key), *cells)
        made, changed = created.hlc >> 16, last.hlc >> 16
        stamps = made, octets(created.author), changed, octets(last.author)
        return (*self._key(key), *cells, *stamps)

    def stored(self, values: Mapping[str, object]) -> dict[str, object]:
        """Values in the log by name, as their columns store them."""
        binds = {name: self._places[name][1] for name in values if name in self._places}
        return {
            name: None if values[name] is None else bind(values[name])
            for name, bind in binds.items()
        }

    def _key(self, key: str) -> tuple[object, ...]:
        # Only the last part of a key may itself hold a slash: the slot of a half-day.
        parts = key.split("/", len(self._key_parts) - 1)
        if len(parts) != len(self._key_parts):
            raise self._improper()
        values = [bind(part) for bind, part in zip(self._key_parts, parts, strict=True)]
        if None in values:
            raise self._improper()
        return tuple(values)

    def _cells(self, values: Mapping[str, object]) -> list[object]:
        cells: list[object] = [None] * len(self._places)
        for name, value in values.items():
            if name in self._places and value is not None:
                place, bind = self._places[name]
                cells[place] = bind(value)
        if any(cells[place] is None for place in self._required):
            raise self._improper()
        return cells

    def _improper(self) -> Problem:
        return Problem(
            "bundle-damaged",
            N_(
                "A record of {noun} in this bundle lacks what every record has. Nothing was"
                " imported. Report it."
            ),
            noun=self.noun,
        )


@cache
def shape_of(table: Table) -> Shape:
    """The shape of a table's rows."""
    return Shape(table)


def _binder(column: Column[object]) -> Bind:
    if change_log.is_key_column(column):
        return _as_key
    stored = getattr(column.type, "impl", column.type)
    if isinstance(stored, Integer):
        return _as_number
    return _as_day if isinstance(stored, Date) else _as_text


def _as_key(value: object) -> object:
    return bytes.fromhex(value) if isinstance(value, str) and _RECORD_KEY(value) else None


def _as_keys(told: Sequence[str]) -> Sequence[object]:
    """Texts as keys; none of them where some is no key."""
    whole = "".join(told)
    try:
        data = bytes.fromhex(whole)
    except ValueError:
        return [None]
    # Capitals and blanks are taken for digits, and keys of a wrong length may fit together.
    if data.hex() != whole or set(map(len, told)) != {2 * _KEY_LENGTH}:
        return [None]
    return [data[at : at + _KEY_LENGTH] for at in range(0, len(data), _KEY_LENGTH)]


def _as_number(value: object) -> object:
    return int(value) if isinstance(value, int) else None


def _as_day(value: object) -> object:
    if not isinstance(value, str) or not _DAY(value):
        return None
    try:
        date.fromisoformat(value)
    except ValueError:
        # Of the right shape and not in the calendar.
        return None
    return value


def _as_text(value: object) -> object:
    if not isinstance(value, str):
        return None
    # PostgreSQL keeps no such character, and rows must say the same everywhere.
    return value.replace("\0", "") if "\0" in value else value


@lru_cache(1024)
def octets(key: str | None) -> bytes | None:
    """A record's key as it is stored."""
    return bytes.fromhex(key) if key else None
