"""Every row of a database written into another one: from the file to the server, and back.

A copy holds the log, the records and what belongs to this laptop alone. Only the index of words is
left out: it is made anew when the copy is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Date, inspect
from sqlalchemy.engine.interfaces import ReflectedColumn

from ssc_desktop.storage import dialects, sqlite, upgrade

_BATCH = 5000
_INDEX = "search_"
_REVISION = "alembic_version"


def to_file(connection: Connection, target: Path, key: bytes) -> None:
    """Write a copy of a database to a new file, encrypted under a raw 32-byte key."""
    if connection.dialect.name == "sqlite":
        sqlite.copy_to(connection, target)
        return
    engine = sqlite.engine(target, key)
    try:
        with sqlite.writer(engine).begin() as made:
            into_empty(connection, made)
    finally:
        engine.dispose()


def into_empty(source: Connection, target: Connection) -> None:
    """Make the tables of a database in an empty one, of the same revision, and copy every row."""
    present = upgrade.revision(source)
    assert present is not None
    upgrade.migrate(target, present)
    dialect = dialects.of(target)
    for table, columns in _tables(source).items():
        # What the first migration wrote is replaced by what is here.
        target.exec_driver_sql(f"DELETE FROM {table}")
        names = [name for name, _ in columns]
        asked = f"SELECT {', '.join(each for _, each in columns)} FROM {table}"
        for rows in _batches(source, asked):
            dialect.insert(target, table, names, rows)
    dialect.settle(target)
    if present == upgrade.newest():
        dialect.install_triggers(target)


def _tables(connection: Connection) -> dict[str, list[tuple[str, str]]]:
    """The tables as they are in the database, which may be older than this program: by name, each
    column as it is asked for."""
    found = inspect(connection).get_multi_columns()
    return {
        name: [_asked(column) for column in columns]
        for (_, name), columns in found.items()
        if not name.startswith((_INDEX, _REVISION))
    }


def _asked(column: ReflectedColumn) -> tuple[str, str]:
    name = column["name"]
    # A day goes as it is written: each database reads that for itself.
    is_day = isinstance(column["type"], Date)
    return name, f'CAST("{name}" AS text)' if is_day else f'"{name}"'


def _batches(connection: Connection, asked: str) -> Iterator[list[tuple[Any, ...]]]:
    rows = connection.execution_options(yield_per=_BATCH).exec_driver_sql(asked)
    for batch in rows.partitions():
        yield [tuple(row) for row in batch]


class Digest(NamedTuple):
    """How many rows a database holds, and one hash of everything they say."""

    rows: int
    sha256: str


def digest_of(connection: Connection) -> Digest:
    """The digest of every row of every table that is copied, alike in every database."""
    rows, told, dialect = 0, hashlib.sha256(), dialects.of(connection)
    for table, columns in sorted(_tables(connection).items()):
        # Nothing can be said of the order of columns: a migration adds them at the end.
        listed = sorted(columns)
        keys = ", ".join(f'"{name}"' for name in dialect.key_of(connection, table))
        asked = f"SELECT {', '.join(each for _, each in listed)} FROM {table} ORDER BY {keys}"
        told.update(repr((table, [name for name, _ in listed])).encode())
        for batch in _batches(connection, asked):
            rows += len(batch)
            for row in batch:
                told.update(repr(row).encode("utf-8", "surrogatepass"))
    return Digest(rows, told.hexdigest())
