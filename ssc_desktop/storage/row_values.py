"""Values as the change log tells them, turned into what the columns of their table hold."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import Column, Date, Integer, Table

from ssc_desktop.domain.all_records import synced_columns
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage import change_log

_RECORD_KEY = re.compile("[0-9a-f]{32}").fullmatch
_DAY = re.compile(r"\d{4}-\d\d-\d\d").fullmatch


def key_values(table: Table, key: str) -> tuple[object, ...]:
    """The key columns of a row, from its key in the log."""
    columns = list(table.primary_key.columns)
    # Only the last part of a key may itself hold a slash: the slot of a half-day.
    parts = key.split("/", len(columns) - 1)
    values = tuple(_bound(c, part) for c, part in zip(columns, parts, strict=False))
    if len(values) != len(columns) or None in values:
        raise _improper(table)
    return values


def cell_values(table: Table, values: Mapping[str, object]) -> tuple[object, ...]:
    """The synced columns of a row; a value that does not fit its column stays in the log only."""
    columns = synced_columns(table)
    cells = tuple(_bound(column, values.get(column.name)) for column in columns)
    if any(cell is None and not c.nullable for c, cell in zip(columns, cells, strict=True)):
        raise _improper(table)
    return cells


def _improper(table: Table) -> Problem:
    return Problem(
        "bundle-damaged",
        N_(
            "A record of {noun} in this bundle lacks what every record has. Nothing was imported."
            " Report it."
        ),
        noun=table.name,
    )


def _bound(column: Column[object], value: object) -> object:
    """A value as its column stores it, or None when it does not fit."""
    if value is None:
        return None
    if change_log.is_key_column(column):
        return octets(value) if isinstance(value, str) and _RECORD_KEY(value) else None
    stored = getattr(column.type, "impl", column.type)
    if isinstance(stored, Integer):
        return int(value) if isinstance(value, int) else None
    if isinstance(stored, Date):
        return value if isinstance(value, str) and _DAY(value) else None
    return value if isinstance(value, str) else None


def octets(key: str | None) -> bytes | None:
    """A record's key as it is stored."""
    return bytes.fromhex(key) if key else None
