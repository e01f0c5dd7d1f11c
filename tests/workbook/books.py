"""Tables as tests write them, and workbooks as other programs read them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from ssc_desktop.language import Language
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.book import write_book
from ssc_desktop.workbook.table import Column, Row, Table

COLUMNS = (
    Column("Titre", kinds.TEXT, "title"),
    Column("Code", kinds.CODE, "code", "country"),
    Column("Nombre", kinds.WHOLE, "count"),
    Column("Année", kinds.YEAR, "year"),
    Column("Montant", kinds.DECIMAL, "amount"),
    Column("Taux", kinds.RATE, "rate"),
    Column("Date", kinds.DAY, "day"),
    Column("Moment", kinds.MOMENT, "at"),
    Column("Oui", kinds.YES_NO, "yes"),
)
DAY = date(2021, 8, 16)
AT = datetime(2021, 8, 16, 14, 30, tzinfo=UTC)
ROW: Row = (
    "لائحة الحضور",
    "CI",
    12345,
    1987,
    Decimal("1234567.5"),
    Decimal("655.957"),
    DAY,
    AT,
    True,
)
EMPTY: Row = (None, "", None, None, None, None, None, None, None)


def table(*rows: Row, title: str = "Activités") -> Table:
    return Table("activities", title, COLUMNS, rows)


def written(path: Path, *tables: Table, language: str = "fr") -> Workbook:
    """The workbook as another program reads it."""
    write_book(path, tables, Language(language))
    return openpyxl.load_workbook(path)
