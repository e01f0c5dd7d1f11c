"""A workbook opened by LibreOffice: dates, numbers and scripts as each language writes them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.libreoffice import converted, shown
from tests.workbook.books import EMPTY, ROW, table, written

SHOWN = {
    "fr": ("12\u202f345", "1\u202f234\u202f567,50", "655,957"),
    "en": ("12,345", "1,234,567.50", "655.957"),
    "ar": ("12.345", "1.234.567,50", "655,957"),
}


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_cells_are_shown_as_the_language_writes_them(tmp_path: Path, language: str) -> None:
    book = tmp_path / "book.xlsx"
    sheets = (table(ROW, ("=1+1", *EMPTY[1:])), table(ROW, title="لائحة"))
    written(book, *sheets, language=language)
    found = shown(book)
    # Some versions write the separator of thousands as a plain hard space.
    rows = [[each.replace("\xa0", "\u202f") for each in row] for row in found["Activités"]]
    count, amount, rate = SHOWN[language]
    assert rows[1] == [
        *("لائحة الحضور", "CI", count, "1987", amount, rate),
        *("16/08/2021", "16/08/2021 14:30", "TRUE"),
    ]
    assert rows[2][0] == "=1+1"
    assert set(found) == {"Activités", "لائحة"}


def test_arabic_prints_shaped_and_from_right_to_left(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    written(book, table(ROW), language="ar")
    page = pypdfium2.PdfDocument(converted(book, "pdf")[0])[0]
    text = page.get_textpage()
    words = text.get_text_range()
    assert "الحضور" in words
    # The first column stands at the right of the second.
    first, second = (_left_of(text, words, each) for each in ("Titre", "Code"))
    assert first > second


def _left_of(text: pypdfium2.PdfTextPage, words: str, sought: str) -> float:
    return float(text.get_charbox(words.index(sought))[0])
