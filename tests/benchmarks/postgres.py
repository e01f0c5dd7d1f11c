"""A bundle taken in by a headquarters on PostgreSQL, against the same rows copied straight in (P6).

The safety copy before it, a file of the whole database, is no part of taking in and is told apart.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from ssc_desktop.domain.record import Recorded
from ssc_desktop.services import attendance, enrolment, safety_copies
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.exchange import export_bundle
from ssc_desktop.services.participant_lists import import_list
from ssc_desktop.services.receiving import import_bundles
from ssc_desktop.services.transfer_basis import record_basis
from ssc_desktop.services.workspaces import Workspace, create_workspace
from ssc_desktop.storage import dialects
from ssc_desktop.storage.row_values import shape_of
from ssc_desktop.storage.store import Store
from tests.benchmarks.exchange import TABLES, write_list
from tests.benchmarks.figures import Figure, in_turns, part, seconds
from tests.postgres_server import binaries, new_database

ROWS = 10_000
_KINDS = {int: "int8", bytes: "bytea", str: "text"}
Columns = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def figures(rows: int = ROWS) -> Iterator[Figure]:
    """A list comes in at an office, is marked, handed over and merged."""
    if binaries() is None:
        print("postgres: PostgreSQL is not installed, so nothing was measured", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield from _figures(Path(folder), rows)


def _figures(folder: Path, rows: int) -> Iterator[Figure]:
    office = _workspace(folder / "office", "office", "ABJ", None)
    headquarters = _workspace(folder / "hq", "headquarters", "RBT", new_database())
    with office, headquarters:
        bundle = _bundle(office, headquarters, folder, rows)
        with part(safety_copies.BeforeImport, "make") as safe:
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
        yield Figure("postgres: full import, to bare COPY", importing, "s", 3.0, copying)
        yield Figure("postgres: safety copy before it", sum(safe), "s", 5.0)
        yield Figure("postgres: rows written, to bare COPY", writing, "s", 3.0, copying)
        yield Figure("postgres: rows written over, to bare COPY", updating, "s", 3.0, copying)
        again = seconds(lambda: import_bundles(headquarters, [bundle]))
        yield Figure("postgres: the same bundle again", again, "s", 0.05)


def _workspace(folder: Path, edition: str, code: str, database: str | None) -> Workspace:
    return create_workspace(
        folder,
        edition=edition,
        country="CI",
        office_name="DEMO",
        office_code=code,
        officer="DEMO",
        language="fr",
        passphrase="correct horse battery",
        database=database,
    )


def _bundle(office: Workspace, headquarters: Workspace, folder: Path, rows: int) -> Path:
    record_basis(office, "DEMO authorisation")
    enrolment.make_card(headquarters, folder / "HQ.sscard")
    enrolment.join(office, folder / "HQ.sscard", folder / "ABJ.sscreq")
    enrolment.approve(headquarters, folder / "ABJ.sscreq")
    write_list(folder / "list.xlsx", rows)
    values = {"title": "DEMO", "start": "2021-08-16", "end": "2021-08-16"}
    activity = add_activity(office.store, "workshop", values)
    import_list(office.store, folder / "list.xlsx", activity.id)
    attendance.fill(office.store, activity.id, "present")
    return export_bundle(office, level="identified", output=folder / "bundle.sscb").file


def _tables(workspace: Workspace) -> Columns:
    """All rows of the tables that a list and its marks fill, and the kinds of their values."""
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
