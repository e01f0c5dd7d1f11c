"""Writes tables as a workbook: real dates and numbers, the language's formats and direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from ssc_desktop.language import Language
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.table import Column, Row, Table

# What a spreadsheet holds at most: rows of a sheet, letters of a cell, letters of a sheet's title.
MOST_ROWS = 1_048_576
LONGEST_TEXT, LONGEST_TITLE = 32_767, 31
# A cell that begins so is taken for a formula by a program that reads it carelessly.
LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# The separators of the language, whatever that of the spreadsheet program, where the program heeds
# it. Morocco writes 1.234,56 as Germany does; by its own number programs take Eastern separators.
_PLACES = {"fr": "[$-40C]", "en": "[$-809]", "ar": "[$-407]"}
_PATTERNS = {
    kinds.WHOLE: "#,##0",
    kinds.DECIMAL: "#,##0.00",
    kinds.RATE: "#,##0.00####",
    kinds.YEAR: "0",
    kinds.DAY: r"dd\/mm\/yyyy",
    kinds.MOMENT: r"dd\/mm\/yyyy hh:mm",
}
_WIDTHS = {kinds.TEXT: 28, kinds.CODE: 14, kinds.MOMENT: 17}
_NARROW, _WIDEST, _ARROW = 12, 44, 4
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
# Excel counts days from 1900; what is earlier is told as text.
_FIRST_DAY, _DAY_ZERO = date(1900, 3, 1), date(1899, 12, 30)
_TOLD_EVERY = 2_000
_A4 = 9

Progress = Callable[[int, int], None]


def write_book(
    path: Path,
    tables: Sequence[Table],
    language: Language,
    *,
    progress: Progress | None = None,
    plain: bool = False,
) -> int:
    """Write one sheet for each table, more where one is too small; returns how many rows.

    ``plain`` leaves out what is only for the eye: other programs want the first row in peace. Rows
    are written as they come, so that a workbook may be larger than memory.
    """
    options = {"constant_memory": True, "tmpdir": str(path.parent), "remove_timezone": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        return _Book(book, language, progress, plain=plain).write(tables)


class _Book:
    """One workbook while it is written: its looks, its titles, how far it is."""

    def __init__(
        self,
        book: Any,  # noqa: ANN401
        language: Language,
        progress: Progress | None,
        *,
        plain: bool,
    ) -> None:
        self._book = book
        self._language = language
        self._progress = progress
        self._plain = plain
        self._titles: set[str] = set()
        self._done = 0
        place = _PLACES[language.code]
        self._looks = {
            kind: book.add_format({"num_format": place + pattern, "valign": "top"})
            for kind, pattern in _PATTERNS.items()
        }
        self._text = book.add_format({"valign": "top"})
        # Typed over, such a text stays a text.
        self._quoted = book.add_format({"valign": "top", "quote_prefix": True})
        self._heading = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#0B6E4F",
                "font_color": "#FFFFFF",
                "border_color": "#FFFFFF",
                "right": 1,
            }
        )

    def write(self, tables: Sequence[Table]) -> int:
        """Write every table; returns the number of rows."""
        for table in tables:
            rows = iter(table.rows)
            while self._sheet(table, rows):
                pass
        return self._done

    def _sheet(self, table: Table, rows: Iterable[Row]) -> bool:
        """Write one sheet; whether rows may be left for another."""
        begun = table.title in self._titles
        first = next(iter(islice(rows, 1)), None)
        if begun and first is None:
            return False
        sheet = self._book.add_worksheet(self._title(table.title))
        if self._language.is_rtl:
            sheet.right_to_left()
        self._head(sheet, table.columns)
        count = 0
        if first is not None:
            self._row(sheet, 1, table.columns, first)
            count = 1
        for row in islice(rows, MOST_ROWS - 1 - count):
            count += 1
            self._row(sheet, count, table.columns, row)
        if not self._plain:
            sheet.autofilter(0, 0, max(count, 1), len(table.columns) - 1)
        return count == MOST_ROWS - 1

    def _title(self, title: str) -> str:
        plain = _FORBIDDEN.sub(" ", title).strip("'")[:LONGEST_TITLE]
        self._titles.add(title)
        found, number = plain, 1
        while found.casefold() in {each.casefold() for each in self._book.sheetnames}:
            number += 1
            found = f"{plain[: LONGEST_TITLE - 4]} {number}"
        return found

    def _head(self, sheet: Any, columns: Sequence[Column]) -> None:  # noqa: ANN401
        look = None if self._plain else self._heading
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _width(column))
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column.heading, look)
        if not self._plain:
            sheet.freeze_panes(1, 0)
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.repeat_rows(0)

    def _row(self, sheet: Any, line: int, columns: Sequence[Column], row: Row) -> None:  # noqa: ANN401
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            if value is not None and value != "":
                self._cell(sheet, line, at, column.kind, value)
        self._done += 1
        if self._progress is not None and self._done % _TOLD_EVERY == 0:
            self._progress(self._done, 0)

    def _cell(self, sheet: Any, line: int, at: int, kind: str, value: object) -> None:  # noqa: ANN401
        look = self._looks.get(kind, self._text)
        if isinstance(value, bool):
            sheet.write_boolean(line, at, value, self._text)
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(line, at, value, look)
        elif isinstance(value, datetime):
            sheet.write_datetime(line, at, value.astimezone(UTC).replace(tzinfo=None), look)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            # The number a spreadsheet keeps for a day: quicker than telling it each time.
            sheet.write_number(line, at, (value - _DAY_ZERO).days, look)
        else:
            text = _shortened(str(value))
            quoted = text.startswith(LIKE_FORMULA)
            sheet.write_string(line, at, text, self._quoted if quoted else self._text)


def _width(column: Column) -> int:
    usual = _WIDTHS.get(column.kind, _NARROW)
    longest_word = max((len(word) for word in column.heading.split()), default=0)
    return min(max(usual, longest_word + _ARROW), _WIDEST)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
