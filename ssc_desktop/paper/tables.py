"""Tables on paper: heads, rows of cells that shrink, wrap and end in an ellipsis, never overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ssc_desktop.language import Language
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.text import Fitted, Style, fit, leading, wrap

PADDING = 0.9
_HEAD_GREY = 0.92


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in millimetres, how its cells look.

    ``smallest`` is how far a text shrinks before it is cut.
    """

    title: str
    width: float
    align: str = "start"
    bold: bool = False
    size: float = 8.0
    smallest: float = 5.0


def name_cell(language: Language, latin: str, arabic: str) -> str:
    """A name in both scripts, the sheet's own first."""
    if sorted(latin.split()) == sorted(arabic.split()):
        # Lists in Arabic script fill both; nobody wants to read a name twice.
        return arabic
    scripts = [name for name in (latin, arabic) if name]
    return "\n".join(reversed(scripts) if language.is_rtl else scripts)


def edges(x: float, columns: Sequence[Column]) -> list[float]:
    """Where the vertical lines stand, from the leading edge."""
    return list(accumulate((column.width for column in columns), initial=x))


def head(drawing: Drawing, x: float, y: float, height: float, columns: Sequence[Column]) -> None:
    """The head of a table: titles in bold on grey, columns of one width in one size."""
    drawing.fill(x, y, sum(column.width for column in columns), height, _HEAD_GREY)
    sizes: dict[float, float] = {}
    for column in columns:
        fitted = _title(drawing, column, height, 7)
        sizes[column.width] = min(fitted.style.size, sizes.get(column.width, 7))
    for left, column in zip(edges(x, columns), columns, strict=False):
        content = _title(drawing, column, height, sizes[column.width])
        room = column.width - 2 * PADDING
        drawing.fitted(left + PADDING, y, room, height, content, align="center")


def _title(drawing: Drawing, column: Column, height: float, size: float) -> Fitted:
    style = drawing.style(size, bold=True)
    return fit(column.title, style, column.width - 2 * PADDING, height - 0.6, 4.5)


def cell_style(drawing: Drawing, column: Column, value: str) -> Style:
    """The style of a value in a column."""
    return drawing.value_style(value, column.size, bold=column.bold)


def row(
    drawing: Drawing,
    x: float,
    y: float,
    height: float,
    columns: Sequence[Column],
    cells: Sequence[str],
) -> None:
    """The texts of one row of a fixed height; an empty text leaves its cell blank."""
    left = x
    for column, value in zip(columns, cells, strict=True):
        if value:
            room = column.width - 2 * PADDING
            style = cell_style(drawing, column, value)
            content = fit(value, style, room, height - 0.6, column.smallest)
            drawing.fitted(left + PADDING, y, room, height, content, align=column.align)
        left += column.width


def height_of(
    drawing: Drawing, columns: Sequence[Column], cells: Sequence[str], least: float = 5.0
) -> float:
    """The height a row needs when its cells wrap and nothing shrinks."""
    tallest = 0.0
    for column, value in zip(columns, cells, strict=True):
        style = cell_style(drawing, column, value)
        lines = wrap(value, style, column.width - 2 * PADDING)
        tallest = max(tallest, len(lines) * leading(style))
    return max(least, tallest + 1.2)
