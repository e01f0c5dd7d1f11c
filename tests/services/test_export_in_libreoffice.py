"""The workbook of a workspace opened by LibreOffice: every cell as the language writes it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from ssc_desktop.language import Language
from ssc_desktop.services.workspaces import Workspace
from tests.libreoffice import shown
from tests.services.exported import exported, training_and_pilot

AMOUNTS = {"fr": "1\u202f234\u202f567,50", "en": "1,234,567.50", "ar": "1.234.567,50"}


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_sheet_opens_and_shows_every_cell(
    office: Workspace, tmp_path: Path, language: str
) -> None:
    training_and_pilot(office)
    path = tmp_path / "book.xlsx"
    exported(office, "workbook", path, language=Language(language))
    book, found = openpyxl.load_workbook(path), shown(path)
    assert set(found) == set(book.sheetnames)
    days = 0
    for sheet in book.worksheets:
        rows = found[sheet.title]
        assert len(rows) == sheet.max_row
        for line, cells in zip(rows, sheet.iter_rows(values_only=True), strict=True):
            for told, cell in zip(line, cells, strict=True):
                assert told == _as_text(cell) or not isinstance(cell, str | None)
                if isinstance(cell, datetime):
                    days += 1
                    assert told.startswith(cell.strftime("%d/%m/%Y"))
    assert days > 10
    activities = [cell.replace("\xa0", "\u202f") for cell in found[book.sheetnames[0]][1]]
    assert AMOUNTS[language] in activities
    assert "16/08/2021" in activities


def _as_text(cell: object) -> str:
    # A cell of several lines keeps them; the ends of lines are those of the file.
    return "" if cell is None else str(cell)
