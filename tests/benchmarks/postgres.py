"""A bundle taken in by a headquarters on PostgreSQL, against the same rows copied straight in (P6).

The safety copy before it, a file of the whole database, is no part of taking in and is told apart.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg

from ssc_desktop.domain.record import Recorded
from ssc_desktop.services import safety_copies
from ssc_desktop.services.exchange import IDENTIFIED, export_bundle
from ssc_desktop.services.receiving import import_bundles
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import dialects, search
from ssc_desktop.storage.row_values import shape_of
from ssc_desktop.storage.store import Store
from tests.benchmarks.figures import Figure, in_turns, part, seconds
from tests.benchmarks.sync_data import TABLES, enrolled, fill, own_home
from tests.postgres_server import binaries, new_database

_KINDS = {int: "int8", bytes: "bytea", str: "text", date: "date"}
Columns = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def figures() -> Iterator[Figure]:
    """An office at its full size hands everything over."""
    if binaries() is None:
        print("postgres: PostgreSQL is not installed, so nothing was measured", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as name, own_home(Path(name)):
        yield from _figures(Path(name))


def _figures(folder: Path) -> Iterator[Figure]:
    office, headquarters = enrolled(folder, new_database())
    with office, headquarters:
        fill(office.store, random.Random(2021))
        bundle = export_bundle(office, full=True, level=IDENTIFIED, output=folder / "all.sscb").file
        with (
            part(safety_copies.BeforeImport, "make") as safe,
            part(search, "refresh") as indexing,
        ):
            importing = seconds(lambda: import_bundles(headquarters, [bundle])) - sum(safe)
        tables = _tables(headquarters)
        bare, filled = new_database(), Store.create(folder / "bare.db", bytes(32), new_database())
        copying, writing, updating = in_turns(
            lambda: seconds(lambda: _copy(tables, bare)),
            lambda: seconds(lambda: _write(tables, filled, anew=True)),
            lambda: seconds(lambda: _write(tables, filled, anew=False)),
            times=3,
        )
        filled.close()
        yield Figure("P6 full import, to bare COPY", importing, "s", 3.0, copying)
        yield Figure("P6 of which the index of words", sum(indexing), "s", 3.0, copying)
        yield Figure("P6 safety copy before it", sum(safe), "s", 5.0)
        yield Figure("P6 rows written, to bare COPY", writing, "s", 3.0, copying)
        yield Figure("P6 rows written over, to bare COPY", updating, "s", 3.0, copying)
        again = seconds(lambda: import_bundles(headquarters, [bundle]))
        yield Figure("P6 the same bundle again", again, "s", 0.05)


def _tables(workspace: Workspace) -> Columns:
    """All rows of the tables that were filled, and the kinds of their values."""
    found: Columns = {}
    with workspace.store.reading() as db:
        connection = db.connection()
        for table in TABLES:
            names = ", ".join(
                f'"{name}"' for name in shape_of(Recorded.metadata.tables[table]).names
            )
            asked = f"SELECT {names} FROM {table}"
            rows = [tuple(row) for row in connection.exec_driver_sql(asked)]
            kinds = [next((_KINDS[type(v)] for v in column if v is not None), "text")
                     for column in zip(*rows, strict=True)]  # fmt: skip
            found[table] = (kinds, rows)
    return found


def _write(tables: Columns, store: Store, *, anew: bool) -> None:
    """What an import does once it knows the rows: into empty tables, or over what is there."""
    with store.connecting(write=True) as connection:
        dialect = dialects.of(connection)
        connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
        for table in TABLES:
            shape = shape_of(Recorded.metadata.tables[table])
            if anew:
                connection.exec_driver_sql(f"TRUNCATE {table}")
                dialect.insert(connection, table, shape.names, tables[table][1], keep=True)
            else:
                dialect.upsert(connection, table, shape.keys, shape.names, tables[table][1])
        connection.exec_driver_sql("UPDATE sync_state SET applying = 0")


def _copy(tables: Columns, url: str) -> None:
    """The least PostgreSQL can do: each table made with three indexes, filled by one COPY."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        for table, (kinds, rows) in tables.items():
            columns = ", ".join(f"c{number} {kind}" for number, kind in enumerate(kinds))
            connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute(f"CREATE TABLE {table} ({columns})")
            for number in range(3):
                connection.execute(f"CREATE INDEX ON {table} (c{number})")
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY {table} FROM STDIN (FORMAT binary)") as copy,
            ):
                copy.set_types(kinds)
                for row in rows:
                    copy.write_row(row)
