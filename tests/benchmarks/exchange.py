"""Lists at an office's size, against the bare database doing the least it could."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import python_calamine
import sqlcipher3.dbapi2 as sqlcipher
import xlsxwriter

from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.participant_lists import import_list
from ssc_desktop.storage.store import Store
from tests.benchmarks.figures import Figure, in_turns, seconds

ROWS = 10_000
HEADINGS = ("N°", "Nom", "Prénom", "Sexe", "Institution", "Fonction", "Téléphone", "E-mail")
TABLES = ("participant", "registration", "attendance")
Tables = dict[str, tuple[int, list[tuple[Any, ...]]]]


def figures() -> Iterator[Figure]:
    """A list of 10,000 rows comes in."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _figures(Path(folder))


def _figures(folder: Path) -> Iterator[Figure]:
    path = folder / "list.xlsx"
    write_list(path)
    store = Store.create(folder / "data.db", bytes(32))
    values = {"title": "DEMO", "start": "2021-08-16", "end": "2021-08-16"}
    activity = add_activity(store, "workshop", values)
    took = seconds(lambda: import_list(store, path, activity.id))
    store.close()
    (bare,) = in_turns(lambda: seconds(lambda: _bare_list(path, folder)), times=3)
    yield Figure("list of 10,000 rows: read and imported", took, "s", 15.0, bare)


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
