"""Writing a participant list the way an office keeps one: a plain worksheet, or an Excel CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

Row = Sequence[object]


def write_list(path: Path, rows: Sequence[Row], *, right_to_left: bool = False) -> None:
    """Write the rows to ``path``, whose suffix says how: ``.csv`` as a French Excel does, else xlsx.

    The row before the people is not marked in any way: a reader has to find it.
    """
    if path.suffix == ".csv":
        _write_csv(path, rows)
    else:
        _write_workbook(path, rows, right_to_left=right_to_left)


def _write_csv(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def _write_workbook(path: Path, rows: Sequence[Row], *, right_to_left: bool) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("لائحة" if right_to_left else "Liste")
        if right_to_left:
            sheet.right_to_left()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 8, 24)
