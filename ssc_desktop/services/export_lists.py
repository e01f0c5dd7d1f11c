"""Writes one table as a workbook or as comma-separated text, as the name of the file says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from ssc_desktop.language import Language
from ssc_desktop.workbook.book import Progress, write_book
from ssc_desktop.workbook.separated import write_separated
from ssc_desktop.workbook.table import Row, Table

CSV = ".csv"


def write_list(
    path: Path, table: Table, language: Language, progress: Progress, *, tagged: bool = False
) -> int:
    """Write a table; returns how many rows. ``tagged`` puts the tags of the columns, as HXL wants
    them, in a row below the headings."""
    tags = [[each.tag for each in table.columns]] if tagged else []
    if path.suffix.lower() == CSV:
        heads = [[each.heading for each in table.columns], *tags]
        return write_separated(path, heads, table.rows)
    rows: Iterator[Row] = chain(tags, table.rows)
    written = write_book(path, [table.with_rows(rows)], language, progress=progress, plain=tagged)
    return written - len(tags)
