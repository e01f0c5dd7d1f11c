"""Writes a table as comma-separated text that every program reads: UTF-8, ISO dates, points."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from ssc_desktop.workbook.book import LIKE_FORMULA
from ssc_desktop.workbook.table import Row


def write_separated(path: Path, heads: Iterable[Sequence[str]], rows: Iterable[Row]) -> int:
    """Write lines of headings, then the rows; returns how many rows. The mark at the beginning
    tells Excel that it is UTF-8."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(heads)
        for row in rows:
            writer.writerow([plain(value) for value in row])
            count += 1
    return count


def plain(value: object) -> object:
    """A value as text files tell it; a text that a spreadsheet would calculate gets a mark."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f"'{value}" if value.startswith(LIKE_FORMULA) else value
    return value
