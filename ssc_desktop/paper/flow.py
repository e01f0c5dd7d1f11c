"""Blocks that flow down pages: headings, facts, paragraphs, tables, with no heading left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.shaping import ShapedLine
from ssc_desktop.paper.small_tables import (
    Sized,
    SmallTable,
    hairline,
    height_together,
    quiet_head,
    sized_at,
)
from ssc_desktop.paper.tables import Column, height_of, row
from ssc_desktop.paper.text import ASCENT, POINT, Style, fit, isolated, leading, width_of, wrap

# The size of text when there is room; everything else is measured from it.
TEXT = 8.2
_BADGE = 5.0
_ACROSS = 4
_GUTTER = 3.0


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; a long one takes the whole width. ``name`` is that of its field."""

    label: str
    value: str
    is_long: bool = False
    name: str = ""


class Flow:
    """A cursor that moves down the page and on to the next one; ``text`` is the size of text."""

    def __init__(
        self,
        drawing: Drawing,
        area: tuple[float, float, float],
        begin_page: Callable[[], float],
        text: float = TEXT,
    ) -> None:
        self.drawing = drawing
        self.x, self.width, self.end = area
        self.text = text
        self.y = begin_page()
        self._begin_page = begin_page
        self._waiting: tuple[str, int] | None = None

    def measure(self, usual: float) -> float:
        """A distance that shrinks with the text."""
        return usual * self.text / TEXT

    def heading(self, words: str, number: int = 0) -> None:
        """The title of the next block, drawn together with its first part; no words take it back."""
        self._waiting = (words, number) if words else None

    def facts(self, facts: Sequence[Fact]) -> None:
        """Short facts beside each other in four columns, long ones below over the whole width."""
        line: list[tuple[Fact, int]] = []
        used = 0
        for fact in facts:
            if fact.is_long:
                continue
            span = self._span(fact)
            if used + span > _ACROSS:
                self._facts_row(line)
                line, used = [], 0
            line.append((fact, span))
            used += span
        if line:
            self._facts_row(line)
        for fact in facts:
            if fact.is_long:
                self.paragraph(fact.label, fact.value)

    def figures(self, facts: Sequence[Fact]) -> None:
        """Numbers to be seen at once: large, with their labels below."""
        if not facts:
            return
        drawing, width = self.drawing, self.width / max(_ACROSS, len(facts))
        large, label = self.measure(6.0), self.measure(3.4)
        top = self.reserve(large + label + self.measure(1.4))
        for at, fact in enumerate(facts):
            x, room = self.x + at * width, width - _GUTTER
            style = drawing.style(self.measure(12.5), bold=True)
            drawing.fitted(x, top, room, large, fit(fact.value, style, room, large))
            content = fit(fact.label, drawing.style(self.measure(6.5), grey=0.4), room, label)
            drawing.fitted(x, top + large, room, label, content)

    def paragraph(self, label: str, words: str) -> None:
        """A label and text in lines; at least two lines stay together."""
        style = self.drawing.value_style(words, self.text)
        lines = wrap(isolated(words), style, self.width)
        step, above = leading(style), self.measure(3.2) if label else 0.0
        self._room(above + step * min(2, len(lines)))
        if label:
            self._label(self.x, label, self.width)
            self.y += above
        for at, line in enumerate(lines):
            left = len(lines) - at
            self._room(step * 2 if left == 2 else step)
            self._line(line, style, alone=len(lines) == 1)
        self.y += self.measure(0.8)

    def note(self, words: str) -> None:
        """A short remark in grey, over as many lines as it needs."""
        style = self.drawing.style(self.text - 0.8, grey=0.4)
        lines = wrap(words, style, self.width)
        self._room(leading(style) * len(lines))
        for line in lines:
            self._line(line, style, alone=True)
        self.y += self.measure(0.8)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], least: float = 4.8
    ) -> None:
        """A table whose rows are never split; its head stands again on every page."""
        columns = [replace(column, size=self.measure(column.size)) for column in columns]
        least, over = self.measure(least), self.measure(5.0)
        top = None
        for cells in rows:
            height = height_of(self.drawing, columns, cells, least)
            if top is None or self.y + height > self.end:
                self._room(over + height)
                top = self.y
                quiet_head(self.drawing, (self.x, self.y), over, columns)
                self.y += over
            row(self.drawing, self.x, self.y, height, columns, cells)
            self.y += height
            hairline(self.drawing, self.x, self.y, self.width)
        self.y += self.measure(1.6)

    def beside(self, tables: Sequence[SmallTable]) -> None:
        """Small tables in two columns: all together where there is room, else pair by pair."""
        sized = [sized_at(self.drawing, each, self.text / TEXT) for each in tables]
        columns: tuple[list[Sized], list[Sized]] = ([], [])
        for each in sized:
            min(columns, key=height_together).append(each)
        if (
            self.y + height_together(max(columns, key=height_together)) + self.measure(7.2)
            <= self.end
        ):
            self._side_by_side(columns)
            return
        for start in range(0, len(sized), 2):
            self._side_by_side((sized[start : start + 1], sized[start + 1 : start + 2]))

    def _side_by_side(self, columns: Sequence[Sequence[Sized]]) -> None:
        if not any(columns):
            return
        top = self.reserve(max(map(height_together, columns)))
        for at, column in enumerate(columns):
            x, y = self.x + at * (halves(self.width) + _GUTTER), top
            for each in column:
                each.draw(self.drawing, x, y)
                y += each.height

    def reserve(self, height: float) -> float:
        """Room for a part laid out by hand; returns its top."""
        self._room(height)
        top = self.y
        self.y += height
        return top

    def _room(self, height: float) -> None:
        """Go to the next page unless this much, with a waiting heading, still fits."""
        needed = height + (self.measure(7.2) if self._waiting else 0)
        if self.y + needed > self.end:
            self.y = self._begin_page()
        if self._waiting:
            words, number = self._waiting
            self._waiting = None
            self._draw_heading(words, number)

    def _draw_heading(self, words: str, number: int) -> None:
        """A title on a hairline; a numbered one has its number in white on dark before it."""
        drawing, top, height = self.drawing, self.y + self.measure(1.2), self.measure(4.4)
        x = self.x
        if number:
            drawing.fill(x, top, _BADGE, height, 0.25)
            badge = replace(drawing.style(self.measure(7.4), bold=True), grey=1.0)
            content = fit(str(number), badge, _BADGE, height)
            drawing.fitted(x, top, _BADGE, height, content, align="center")
            x += _BADGE + 1.8
        room = self.x + self.width - x
        content = fit(words, drawing.style(self.measure(9), bold=True), room, height)
        drawing.fitted(x, top, room, height, content)
        self.y = top + height
        drawing.rule(self.x, self.y, self.x + self.width, self.y, weight=0.6, grey=0.25)
        self.y += self.measure(1.6)

    def _span(self, fact: Fact) -> int:
        style = self.drawing.value_style(fact.value, self.text)
        needed = width_of(isolated(fact.value), style) + _GUTTER
        return min(_ACROSS, max(1, ceil(needed / (self.width / _ACROSS))))

    def _facts_row(self, line: Sequence[tuple[Fact, int]]) -> None:
        drawing, above, used = self.drawing, self.measure(3.2), 0
        values = []
        for fact, span in line:
            style = drawing.value_style(fact.value, self.text)
            room = self.width * span / _ACROSS - _GUTTER
            values.append((style, wrap(isolated(fact.value), style, room), room))
        height = above + max(len(lines) * leading(style) for style, lines, _ in values)
        self._room(height)
        for (fact, span), (style, lines, room) in zip(line, values, strict=True):
            x = self.x + used * self.width / _ACROSS
            self._label(x, fact.label, room)
            for number, words in enumerate(lines):
                base = self.y + above + number * leading(style) + style.size * ASCENT * POINT
                drawing.line(x, base, words, style)
            used += span
        self.y += height + self.measure(0.8)

    def _label(self, x: float, words: str, width: float) -> None:
        height = self.measure(3.2)
        content = fit(words, self.drawing.style(self.measure(6.5), grey=0.4), width, height)
        self.drawing.fitted(x, self.y, width, height, content)

    def _line(self, line: ShapedLine, style: Style, *, alone: bool) -> None:
        # Text that runs against the page starts at its own side, as people read it.
        align = "start" if alone or style.rtl == self.drawing.rtl else "end"
        base = self.y + style.size * ASCENT * POINT
        self.drawing.line(self.x, base, line, style, width=self.width, align=align)
        self.y += leading(style)


def shares(width: float, *parts: float) -> list[float]:
    """A width cut into parts of these proportions."""
    whole = sum(parts)
    return [width * part / whole for part in parts]


def halves(width: float) -> float:
    """The width of each of two parts beside each other."""
    return (width - _GUTTER) / 2
