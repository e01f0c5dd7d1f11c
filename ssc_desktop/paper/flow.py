"""Blocks that flow down pages: headings, facts, paragraphs, tables, with no heading left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.shaping import ShapedLine
from ssc_desktop.paper.tables import Column, edges, head, height_of, row
from ssc_desktop.paper.text import ASCENT, POINT, Style, fit, isolated, leading, wrap

_HEADING = 6.6
_GAP = 2.0
_LABEL = 3.2
_HEAD_ROW = 5.6
_ACROSS = 4


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; a long one takes the whole width."""

    label: str
    value: str
    is_long: bool = False


class Flow:
    """A cursor that moves down the page and on to the next one."""

    def __init__(
        self,
        drawing: Drawing,
        area: tuple[float, float, float],
        begin_page: Callable[[], float],
    ) -> None:
        self.drawing = drawing
        self.x, self.width, self.end = area
        self.y = begin_page()
        self._begin_page = begin_page
        self._waiting = ""

    def heading(self, words: str) -> None:
        """The title of the next block; it is drawn together with the block's first part."""
        self._waiting = words

    def facts(self, facts: Sequence[Fact]) -> None:
        """Short facts three beside each other, long ones below over the whole width."""
        short = [fact for fact in facts if not fact.is_long]
        for start in range(0, len(short), _ACROSS):
            self._facts_row(short[start : start + _ACROSS])
        for fact in facts:
            if fact.is_long:
                self.paragraph(fact.label, fact.value)

    def paragraph(self, label: str, words: str) -> None:
        """A label and text in lines; at least two lines stay together."""
        style = self.drawing.value_style(words, 8.2)
        lines = wrap(isolated(words), style, self.width)
        step = leading(style)
        first = (_LABEL if label else 0) + step * min(2, len(lines))
        self._room(first)
        if label:
            self._label(self.x, label, self.width)
            self.y += _LABEL
        for at, line in enumerate(lines):
            left = len(lines) - at
            self._room(step * 2 if left == 2 else step)
            self._line(line, style, alone=len(lines) == 1)
        self.y += 0.8

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], least: float = 5.0
    ) -> None:
        """A table whose rows are never split; its head stands again on every page."""
        heights = [height_of(self.drawing, columns, cells, least) for cells in rows]
        top = None
        for cells, height in zip(rows, heights, strict=True):
            if top is None or self.y + height > self.end:
                self._room(_HEAD_ROW + height)
                top = self.y
                head(self.drawing, self.x, self.y, _HEAD_ROW, columns)
                self._outline(columns, _HEAD_ROW)
            row(self.drawing, self.x, self.y, height, columns, cells)
            self._outline(columns, height)
        self.y += _GAP

    def reserve(self, height: float) -> float:
        """Room for a part laid out by hand; returns its top."""
        self._room(height)
        top = self.y
        self.y += height
        return top

    def _room(self, height: float) -> None:
        """Go to the next page unless this much, with a waiting heading, still fits."""
        needed = height + (_HEADING if self._waiting else 0)
        if self.y + needed > self.end:
            self.y = self._begin_page()
        if self._waiting:
            self._draw_heading(self._waiting)
            self._waiting = ""

    def _draw_heading(self, words: str) -> None:
        style = self.drawing.style(9, bold=True)
        self.drawing.fill(self.x, self.y + 0.6, self.width, 5.0, 0.92)
        content = fit(words, style, self.width - 3, 5)
        self.drawing.fitted(self.x + 1.5, self.y + 0.6, self.width - 3, 5.0, content)
        self.y += _HEADING

    def _facts_row(self, facts: Sequence[Fact]) -> None:
        drawing = self.drawing
        width = self.width / _ACROSS
        values = []
        for fact in facts:
            style = drawing.value_style(fact.value, 8.2)
            values.append((style, wrap(isolated(fact.value), style, width - 3)))
        height = _LABEL + max(len(lines) * leading(style) for style, lines in values)
        self._room(height)
        for at, (fact, (style, lines)) in enumerate(zip(facts, values, strict=True)):
            x = self.x + at * width
            self._label(x, fact.label, width - 3)
            for number, line in enumerate(lines):
                base = self.y + _LABEL + number * leading(style) + style.size * ASCENT * POINT
                drawing.line(x, base, line, style)
        self.y += height + 0.8

    def _label(self, x: float, words: str, width: float) -> None:
        content = fit(words, self.drawing.style(6.5, grey=0.4), width, _LABEL)
        self.drawing.fitted(x, self.y, width, _LABEL, content)

    def _line(self, line: ShapedLine, style: Style, *, alone: bool) -> None:
        # Text that runs against the page starts at its own side, as people read it.
        align = "start" if alone or style.rtl == self.drawing.rtl else "end"
        base = self.y + style.size * ASCENT * POINT
        self.drawing.line(self.x, base, line, style, width=self.width, align=align)
        self.y += leading(style)

    def _outline(self, columns: Sequence[Column], height: float) -> None:
        self.drawing.grid(edges(self.x, columns), [self.y, self.y + height], weight=0.35)
        self.y += height


def shares(width: float, *parts: float) -> list[float]:
    """A width cut into parts of these proportions."""
    whole = sum(parts)
    return [width * part / whole for part in parts]
