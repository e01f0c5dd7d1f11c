"""Quiet tables without verticals: a head on light grey, hairlines below rows, small ones whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.tables import PADDING, Column, height_of, row
from ssc_desktop.paper.text import fit

_HEAD, _LEAST, _GAP = 5.0, 4.4, 2.0


@dataclass(frozen=True, slots=True)
class SmallTable:
    """A table that never leaves its page: its columns and rows, the last one a total or not."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False


@dataclass(frozen=True, slots=True)
class Sized:
    """A small table with the heights of its head, its rows and the gap below it."""

    table: SmallTable
    head: float
    rows: tuple[float, ...]
    gap: float

    @property
    def height(self) -> float:
        """All of it."""
        return self.head + sum(self.rows) + self.gap

    def draw(self, drawing: Drawing, x: float, y: float) -> None:
        """Draw it with its top at ``y``; a total is bold."""
        table = self.table
        width = sum(column.width for column in table.columns)
        quiet_head(drawing, (x, y), self.head, table.columns)
        y += self.head
        last = len(table.rows) - 1
        for at, (cells, height) in enumerate(zip(table.rows, self.rows, strict=True)):
            bold = table.has_total and at == last
            columns = [replace(each, bold=each.bold or bold) for each in table.columns]
            row(drawing, x, y, height, columns, cells)
            y += height
            hairline(drawing, x, y, width)


def sized_at(drawing: Drawing, table: SmallTable, scale: float) -> Sized:
    """A small table at a scale of the usual size of text."""
    columns = tuple(replace(each, size=each.size * scale) for each in table.columns)
    heights = (height_of(drawing, columns, cells, _LEAST * scale) for cells in table.rows)
    return Sized(replace(table, columns=columns), _HEAD * scale, tuple(heights), _GAP * scale)


def height_together(tables: Iterable[Sized]) -> float:
    """How much room tables take below each other."""
    return sum(each.height for each in tables)


def hairline(drawing: Drawing, x: float, y: float, width: float) -> None:
    """The line below a row."""
    drawing.rule(x, y, x + width, y, weight=0.35, grey=0.7)


def quiet_head(
    drawing: Drawing, place: tuple[float, float], height: float, columns: Sequence[Column]
) -> None:
    """Titles in bold on light grey, all of one size, each above its column as the column runs."""
    x, y = place
    drawing.fill(x, y, sum(column.width for column in columns), height, 0.93)
    usual = drawing.style(min(7.0, columns[0].size), bold=True)
    fitted = [
        fit(column.title, usual, column.width - 2 * PADDING, height - 0.4, 4.5)
        for column in columns
    ]
    style = usual.at(min(each.style.size for each in fitted))
    for column in columns:
        room = column.width - 2 * PADDING
        content = fit(column.title, style, room, height - 0.4, 4.5)
        drawing.fitted(x + PADDING, y, room, height, content, align=column.align)
        x += column.width
