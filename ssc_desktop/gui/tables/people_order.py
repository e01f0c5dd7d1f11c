"""The lines of the participants grid in order, and the next one in which a text stands."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ssc_desktop.domain.names import fold
from ssc_desktop.gui.tables.people_columns import GridColumns
from ssc_desktop.gui.tables.people_lines import Line

SortedBy = tuple[int, Qt.SortOrder] | None


def in_order(lines: list[Line], columns: GridColumns, sorted_by: SortedBy) -> list[Line]:
    """Lines of recorded people by a column, those with nothing in it last; else as listed."""
    if sorted_by is None:
        return sorted(lines, key=_row_on_list)
    column, order = sorted_by
    name = columns.all[column].name
    keys = {id(line): columns.order(line, name) for line in lines}
    filled = [line for line in lines if not keys[id(line)][0]]
    empty = [line for line in lines if keys[id(line)][0]]
    filled.sort(key=lambda line: keys[id(line)], reverse=order == Qt.SortOrder.DescendingOrder)
    return filled + empty


def next_with(lines: list[Line], columns: GridColumns, typed: str, after: int) -> int:
    """The next row after one, and round again, in which a text stands; -1 when in none."""
    wanted = fold(typed)
    if not wanted or not lines:
        return -1
    rows = ((after + step) % len(lines) for step in range(1, len(lines) + 1))
    return next((row for row in rows if wanted in _folded(lines[row], columns)), -1)


def _folded(line: Line, columns: GridColumns) -> str:
    return fold(" ".join(columns.text(line, each.name) for each in columns.all))


def _row_on_list(line: Line) -> float:
    place = line.listed.registration
    return float("inf") if place is None or place.row is None else place.row
