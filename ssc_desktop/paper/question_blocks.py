"""Questions on paper: their text, boxes to tick or lines to write on, packed on pages unsplit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.text import ASCENT, POINT, Style, fit, isolated, leading, width_of, wrap

_NUMBER, _POINTS = 8.0, 22.0
_TEXT, _CHOICE, _LINE = 9.6, 9.0, 8.6
_TICK, GAP = 3.6, 3.4
_ANSWER_LINES = 3
# Where no question was typed, the trainer dictates them.
DICTATED, _DICTATED_LINES = 10, 2


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its text, answers to tick (none: lines to write on), its points."""

    text: str
    choices: tuple[str, ...] = ()
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A question laid out: how high it is."""

    number: int
    asked: Asked
    height: float


class Questions:
    """Lays questions out between a left edge and a width, and draws them."""

    def __init__(self, drawing: Drawing, left: float, width: float) -> None:
        self.drawing = drawing
        self.left, self.width = left, width
        self._text = drawing.style(_TEXT, bold=True)

    def block(self, number: int, asked: Asked) -> Block:
        """A question laid out under its number."""
        if not asked.text:
            return Block(number, asked, _DICTATED_LINES * _LINE + GAP)
        lines = wrap(isolated(asked.text), self._style(asked.text), self._room(asked))
        height = len(lines) * leading(self._text) + 0.8
        if asked.choices:
            rows = -(-len(asked.choices) // self._across(asked))
            height += rows * self._choice_height(asked)
        else:
            height += _ANSWER_LINES * _LINE
        return Block(number, asked, height + GAP)

    def _style(self, words: str) -> Style:
        return self.drawing.value_style(words, _TEXT, bold=True)

    def _room(self, asked: Asked) -> float:
        return self.width - _NUMBER - (_POINTS if asked.points else 0)

    def _across(self, asked: Asked) -> int:
        """Two answers beside each other where every one of them is short."""
        half = (self.width - _NUMBER) / 2 - _TICK - 5
        style = self.drawing.style(_CHOICE)
        return 2 if all(width_of(each, style) <= half for each in asked.choices) else 1

    def _choice_height(self, asked: Asked) -> float:
        room = (self.width - _NUMBER) / self._across(asked) - _TICK - 5
        style = self.drawing.style(_CHOICE)
        most = max(len(wrap(each, style, room)) for each in asked.choices)
        return max(5.6, most * leading(style) + 1.2)

    def draw(self, block: Block, top: float) -> None:
        """A question with its top at a height."""
        drawing, asked, style = self.drawing, block.asked, self._style(block.asked.text)
        base = top + _TEXT * ASCENT * POINT
        drawing.text(self.left, base, f"{block.number}.", drawing.style(_TEXT, bold=True))
        x = self.left + _NUMBER
        if not asked.text:
            self._lines(x, top - 2.6, _DICTATED_LINES)
            return
        if asked.points:
            words = self.drawing.language.plural("{count} point", "{count} points", asked.points)
            small = drawing.style(7.4, grey=0.35)
            drawing.text(self.left, base, words, small, width=self.width, align="end")
        lines = wrap(isolated(asked.text), style, self._room(asked))
        # Text that runs against the page starts at its own side, as people read it.
        align = "start" if style.rtl == drawing.rtl or len(lines) == 1 else "end"
        for line in lines:
            base = top + _TEXT * ASCENT * POINT
            drawing.line(x, base, line, style, width=self._room(asked), align=align)
            top += leading(style)
        if asked.choices:
            self._choices(asked, x, top + 0.8)
        else:
            self._lines(x, top, _ANSWER_LINES)

    def _choices(self, asked: Asked, x: float, top: float) -> None:
        drawing, across, step = self.drawing, self._across(asked), self._choice_height(asked)
        width = (self.width - _NUMBER) / across
        for at, choice in enumerate(asked.choices):
            left, y = x + at % across * width, top + at // across * step
            drawing.tick_box(left, y + (step - _TICK) / 2, _TICK, ticked=False)
            room = width - _TICK - 5
            content = fit(isolated(choice), drawing.value_style(choice, _CHOICE), room, step)
            drawing.fitted(left + _TICK + 2, y, room, step, content)

    def _lines(self, x: float, top: float, count: int) -> None:
        for at in range(1, count + 1):
            y = top + at * _LINE
            self.drawing.rule(x, y, self.left + self.width, y, weight=0.35, grey=0.55)


def packed(blocks: Sequence[Block], first: float, others: float) -> list[list[Block]]:
    """Questions on pages, none of them split."""
    pages: list[list[Block]] = [[]]
    room = first
    for block in blocks:
        needed = block.height - GAP
        if needed > room and pages[-1]:
            pages.append([])
            room = others
        pages[-1].append(block)
        room -= block.height
    return pages
