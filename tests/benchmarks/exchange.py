"""Lists and bundles at an office's size, against the bare database doing the least it could."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import python_calamine
import sqlcipher3.dbapi2 as sqlcipher
import xlsxwriter

from ssc_desktop.services import attendance, enrolment
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.exchange import export_bundle
from ssc_desktop.services.participant_lists import import_list
from ssc_desktop.services.receiving import import_bundles
from ssc_desktop.services.workspaces import Workspace, create_workspace
from tests.benchmarks.figures import Figure, in_turns, seconds

ROWS = 10_000
HEADINGS = ("N°", "Nom", "Prénom", "Sexe", "Institution", "Fonction", "Téléphone", "E-mail")
TABLES = ("participant", "registration", "attendance")
Tables = dict[str, tuple[int, list[tuple[Any, ...]]]]


def figures() -> Iterator[Figure]:
    """A list of 10,000 rows comes in; it is marked, handed over, and merged."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _figures(Path(folder))


def _figures(folder: Path) -> Iterator[Figure]:
    path = folder / "list.xlsx"
    write_list(path)
    office, headquarters = _enrolled(folder)
    with office, headquarters:
        values = {"title": "DEMO", "start": "2021-08-16", "end": "2021-08-16"}
        activity = add_activity(office.store, "workshop", values)
        took = seconds(lambda: import_list(office.store, path, activity.id))
        (bare,) = in_turns(lambda: seconds(lambda: _bare_list(path, folder)), times=3)
        yield Figure("list of 10,000 rows: read and imported", took, "s", 15.0, bare)
        attendance.fill(office.store, activity.id, "present")
        tables = _tables(office)
        exporting, reading = in_turns(
            lambda: seconds(
                lambda: export_bundle(office, full=True, level="identified", output=folder / "out")
            ),
            lambda: seconds(lambda: _tables(office)),
            times=3,
        )
        yield Figure("bundle: full export, to reading all rows", exporting, "s", 3.0, reading)
        bundle = sorted((folder / "out").iterdir())[0]
        importing = seconds(lambda: import_bundles(headquarters, [bundle]))
        (writing,) = in_turns(lambda: seconds(lambda: _bare_write(tables, folder)), times=3)
        yield Figure("bundle: full import, to executemany", importing, "s", 2.0, writing)
        again = seconds(lambda: import_bundles(headquarters, [bundle]))
        yield Figure("bundle: the same one again", again, "s", 0.01)
        rows = sum(len(each) for _, each in tables.values())
        yield Figure("bundle: bytes per row", bundle.stat().st_size / rows, "B", 7.5)


def write_list(path: Path, rows: int = ROWS) -> None:
    """A participant list of so many people who do not exist."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    for row in range(rows):
        name = _letters(row)
        organisation = f"Commune DEMO {row % 300}"
        mail = f"demo{row}@exemple.ci"
        cells = (row + 1, f"KONÉ {name}", f"Awa {name}", "HF"[row % 2], organisation, "Agent")
        sheet.write_row(row + 1, 0, (*cells, f"+225 07 {row:08d}", mail))
    book.close()


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in f"{number:05d}").capitalize()


def _enrolled(folder: Path) -> tuple[Workspace, Workspace]:
    office, headquarters = (
        create_workspace(
            folder / edition,
            edition=edition,
            country="CI",
            office_name="DEMO",
            office_code=code,
            officer="DEMO",
            language="fr",
            passphrase="correct horse battery",
        )
        for edition, code in (("office", "ABJ"), ("headquarters", "RBT"))
    )
    enrolment.make_card(headquarters, folder / "HQ.sscard")
    enrolment.join(office, folder / "HQ.sscard", folder / "ABJ.sscreq")
    enrolment.approve(headquarters, folder / "ABJ.sscreq")
    (folder / "out").mkdir()
    return office, headquarters


def _tables(workspace: Workspace) -> Tables:
    """All rows of the tables that a list and its marks fill, as the database gives them."""
    found: Tables = {}
    with workspace.store.reading() as db:
        connection = db.connection()
        for table in TABLES:
            rows = connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()
            found[table] = (len(rows[0]), [tuple(row) for row in rows])
    return found


def _database(folder: Path) -> sqlcipher.Connection:
    (folder / "bare.db").unlink(missing_ok=True)
    connection = sqlcipher.connect(str(folder / "bare.db"), isolation_level=None)
    connection.execute(f"""PRAGMA key = "x'{"00" * 32}'" """)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _bare_write(tables: Tables, folder: Path) -> None:
    connection = _database(folder)
    connection.execute("BEGIN")
    for table, (width, rows) in tables.items():
        _insert(connection, table, width, rows)
    connection.execute("COMMIT")
    connection.close()


def _insert(
    connection: sqlcipher.Connection, table: str, width: int, rows: Sequence[tuple[Any, ...]]
) -> None:
    columns = ", ".join(f"c{number}" for number in range(width))
    connection.execute(f"CREATE TABLE {table} ({columns})")
    for number in range(3):
        connection.execute(f"CREATE INDEX {table}_{number} ON {table} (c{number})")
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _bare_list(path: Path, folder: Path) -> None:
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    _bare_write({"participant": (len(HEADINGS), [tuple(row) for row in rows])}, folder)
