"""A table to be written: columns that say what they hold, and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

TEXT, CODE, WHOLE, YEAR, DECIMAL, RATE, DAY, MOMENT, YES_NO = (
    *("text", "code", "whole number", "year", "decimal number", "rate"),
    *("date", "date and time", "yes or no"),
)

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading in the reader's language, what it holds, the name other programs know
    it by, the code list its codes are of, and a sentence that explains it."""

    heading: str
    kind: str = TEXT
    name: str = ""
    code_list: str = ""
    help: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the title of its sheet; ``name`` is what other programs know it by."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]

    def with_rows(self, rows: Iterable[Row]) -> Table:
        """The same table with other rows."""
        return replace(self, rows=rows)
