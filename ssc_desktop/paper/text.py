"""The one place where text is measured, wrapped, fitted and made ready to draw.

Measures are millimetres; sizes are points. Everything else in this room asks here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ssc_desktop.paper.bidi import RTL, paragraph_level
from ssc_desktop.paper.bidi_classes import bidi_class
from ssc_desktop.paper.shaping import ShapedLine, levels_to_draw, shape, shape_part

POINT = 25.4 / 72
LEADING = 1.36
# Share of the size that stands above the base line; with LEADING it places lines in a box.
ASCENT = 1.02
_LRI, _PDI = "\u2066", "\u2069"
_CODES = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail addresses
    r"|(?:https?://|www\.)[^\s،؛]+"
    r"|\+?\(?\d[\d\u00a0\u202f ().-]{5,}\d"  # telephone numbers
    r"|[A-Z][A-Z0-9]*(?:[-/][A-Z0-9]+)+"  # codes and reference numbers
)
_BREAK_AFTER = re.compile(r"(?<=[ \u2010\u2013/@_-])(?=[^ ])")
# Up to this length, words of both directions are a list of names rather than a sentence.
_FEW = 60


@dataclass(frozen=True, slots=True)
class Style:
    """How text looks: size in points, weight, grey (0 is black), and its language."""

    size: float = 9.0
    bold: bool = False
    grey: float = 0.0
    language: str = "en"
    rtl: bool = False

    def at(self, size: float) -> Style:
        """The same style at another size."""
        return style_of(size, self.bold, self.grey, self.language, self.rtl)


@lru_cache(4096)
def style_of(size: float, bold: bool, grey: float, language: str, rtl: bool) -> Style:
    """The one style with these traits: what is the same object is found faster."""
    return Style(size, bold, grey, language, rtl)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text made to fit a box: its lines, the size they need, whether something was cut."""

    lines: tuple[ShapedLine, ...]
    style: Style
    cut: bool = False

    @property
    def height(self) -> float:
        """Height of all lines together."""
        return len(self.lines) * leading(self.style)

    @property
    def width(self) -> float:
        """Width of the longest line."""
        return max((line_width(line, self.style.size) for line in self.lines), default=0.0)


def ltr(text: str) -> str:
    """Text that always runs left to right: a telephone number, a code, an address."""
    return f"{_LRI}{text}{_PDI}" if text else ""


def isolated(text: str) -> str:
    """Running text in which numbers to dial, addresses and codes keep their order."""
    return _CODES.sub(lambda found: ltr(found.group()), text)


@lru_cache(8192)
def runs_rtl(text: str, default: bool) -> bool:
    """Whether a value runs right to left: a sentence as its first letter does, a few words of
    both directions, or none at all, as the sheet does (``default``)."""
    sides = {kind == "L" for kind in map(bidi_class, text) if kind in ("L", "R", "AL")}
    if not sides or (len(sides) == 2 and len(text) <= _FEW):
        return default
    return paragraph_level(text) == RTL


def leading(style: Style) -> float:
    """Distance from one base line to the next."""
    return style.size * LEADING * POINT


def line_width(line: ShapedLine, size: float) -> float:
    """Width of a shaped line at a size."""
    return line.width * size * POINT / 1000


def line_of(text: str, style: Style) -> ShapedLine:
    """One line, shaped."""
    return shape(text, rtl=style.rtl, bold=style.bold, language=style.language)


def width_of(text: str, style: Style) -> float:
    """Width of one line of text."""
    return line_width(line_of(text, style), style.size)


def wrap(text: str, style: Style, width: float) -> tuple[ShapedLine, ...]:
    """Text in lines no wider than ``width``; new lines in the text are kept."""
    return tuple(
        line for part in text.split("\n") for line in _wrap(part.strip(), style, round(width, 3))
    )


@lru_cache(4096)
def _wrap(text: str, style: Style, width: float) -> tuple[ShapedLine, ...]:
    measured = _measured(text, style.at(1))
    wanted = width / (style.size * POINT / 1000)
    if measured.width <= wanted:
        return (line_of(text, style),)
    return tuple(measured.part(start, end) for start, end in measured.cuts(wanted))


class _Word(NamedTuple):
    """A stretch of text that stays together: its width without the blanks after it, and theirs."""

    start: int
    end: int
    width: float
    blanks: float


@dataclass(frozen=True, slots=True)
class _Measured:
    """A paragraph whose words are measured once, in thousandths of any size."""

    text: str
    levels: tuple[int, ...] | None
    style: Style
    width: float
    words: tuple[_Word, ...]

    def part(self, start: int, end: int) -> ShapedLine:
        """A stretch of the text as a line, without the blanks at its end."""
        return _part(self.text, self.levels, start, end, self.style)

    def cuts(self, wanted: float) -> Iterator[tuple[int, int]]:
        """Where lines start and end: greedy, at blanks, hyphens and slashes, else in a word."""
        start = end = 0
        used = 0.0
        for word in self.words:
            width = word.width
            if end > start and used + width > wanted:
                yield start, end
                start, used = word.start, 0.0
            while used == 0 and width > wanted:
                cut = self._longest(start, word.end, wanted)
                if cut >= word.end:
                    break
                yield start, cut
                start = cut
                width = self.part(start, word.end).width
            end = word.end
            used += width + word.blanks
        if end > start:
            yield start, end

    def _longest(self, start: int, end: int, wanted: float) -> int:
        """The furthest cut of a long word that still fits; never less than one character."""
        low, high = start + 1, end
        while low < high:
            middle = (low + high + 1) // 2
            if self.part(start, middle).width <= wanted:
                low = middle
            else:
                high = middle - 1
        return low


@lru_cache(8192)
def _measured(text: str, style: Style) -> _Measured:
    text_levels = levels_to_draw(text, rtl=style.rtl)
    blank = shape(" ", rtl=False, bold=style.bold, language=style.language).width
    words = []
    for start, end in _words(text):
        blanks = end - start - len(text[start:end].rstrip(" "))
        width = _part(text, text_levels, start, end, style).width
        words.append(_Word(start, end, width, blanks * blank))
    return _Measured(text, text_levels, style, line_of(text, style).width, tuple(words))


def _part(
    text: str, text_levels: Sequence[int] | None, start: int, end: int, style: Style
) -> ShapedLine:
    kept = text[start:end].rstrip(" ")
    kept_levels = text_levels and text_levels[start : start + len(kept)]
    return shape_part(kept, kept_levels, bold=style.bold, language=style.language)


def _words(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for word in _BREAK_AFTER.split(text):
        yield start, start + len(word)
        start += len(word)


def fit(text: str, style: Style, width: float, height: float, smallest: float = 5.0) -> Fitted:
    """Text in a box: shrunk a little, then wrapped, then shrunk further, at last cut with "…"."""
    return _fit(text, style, round(width, 3), round(height, 3), smallest)


@lru_cache(8192)
def _fit(text: str, style: Style, width: float, height: float, smallest: float) -> Fitted:
    lines = text.split("\n")
    if len(lines) == 1:
        line = line_of(text, style)
        shrunk = style.at(_floor(style.size * width / max(line_width(line, style.size), 0.001)))
        if line_width(line, style.size) <= width:
            return Fitted((line,), style)
        if shrunk.size >= style.size * 0.85:
            return Fitted((line,), shrunk)
    parts = [_measured(part.strip(), style.at(1)) for part in lines]
    widest = max((word.width for part in parts for word in part.words), default=0.0)
    for size in _sizes(style.size, smallest):
        tried = style.at(size)
        wanted = width / (size * POINT / 1000)
        if widest > wanted:
            continue
        count = sum(_count(part, wanted) for part in parts)
        if count * leading(tried) <= height + 0.01:
            return Fitted(wrap(text, tried, width), tried)
    return _cut(text, style.at(min(style.size, smallest)), width, height)


def _count(part: _Measured, wanted: float) -> int:
    """How many lines a paragraph takes."""
    return 1 if part.width <= wanted else sum(1 for _ in part.cuts(wanted))


def _floor(size: float) -> float:
    return int(size * 20) / 20


def _sizes(largest: float, smallest: float) -> Iterator[float]:
    size = largest
    while size > smallest:
        yield _floor(size)
        size *= 0.94
    yield min(largest, smallest)


def _cut(text: str, style: Style, width: float, height: float) -> Fitted:
    """As many lines as the box holds, the last one ending in an ellipsis when text is left."""
    room = max(1, int((height + 0.01) / leading(style)))
    lines = wrap(text, style, width)
    if len(lines) <= room:
        return Fitted(lines, style)
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if len(wrap(text[:middle].rstrip() + "…", style, width)) <= room:
            low = middle
        else:
            high = middle - 1
    return Fitted(wrap(text[:low].rstrip() + "…", style, width), style, cut=True)
