"""A document being drawn: millimetres from the top leading corner, mirrored when it runs RTL."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from ssc_desktop.language import Language
from ssc_desktop.paper.embedding import EmbeddedFont
from ssc_desktop.paper.shaping import Run, ShapedLine
from ssc_desktop.paper.text import (
    ASCENT,
    LEADING,
    POINT,
    Fitted,
    Style,
    leading,
    line_of,
    line_width,
    runs_rtl,
    wrap,
)

A4 = (210.0, 297.0)
A4_LANDSCAPE = (297.0, 210.0)
_TO_POINTS = 1 / POINT
# Base-85 makes files a quarter larger, and slower, for mail programs of the last century.
rl_config.useA85 = 0


class Box(NamedTuple):
    """Where a line of text stands: physical millimetres from the top left of its page.

    ``where`` is the number of the page, or the name of a shared part.
    """

    where: int | str
    x: float
    y: float
    width: float
    height: float
    size: float


class _NoFont:
    """Stands in as ReportLab's first font: the default would put Helvetica into every file."""

    fontName = "ssc-none"
    _dynamicFont = 1
    _multiByte = 1

    class face:
        """What ReportLab reads of a font's face, under the name it reads it by."""

        name = "ssc-none"


pdfmetrics.registerFont(_NoFont())


class Drawing:
    """Pages of one PDF. Leading is left, or right when the language runs right to left."""

    def __init__(
        self, size: tuple[float, float], language: Language, *, title: str, subject: str = ""
    ) -> None:
        self.width, self.height = size
        self.language = language
        self.rtl = language.is_rtl
        self.page = 1
        self.boxes: list[Box] = []
        self.shown: list[tuple[int, str]] = []
        self._shared = ""
        self._grey = 0.0
        self._file = io.BytesIO()
        self._fonts: dict[str, EmbeddedFont] = {}
        self._canvas: Any = Canvas(
            self._file,
            pagesize=(self.width * _TO_POINTS, self.height * _TO_POINTS),
            initialFontName=_NoFont.fontName,
            pageCompression=1,
            invariant=1,
            lang=language.code,
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("SSC Desktop")
        self._canvas.setCreator("SSC Desktop")
        self._canvas.setSubject(subject)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        if self.rtl:
            self._canvas.setViewerPreference("Direction", "R2L")

    def style(self, size: float = 9.0, *, bold: bool = False, grey: float = 0.0) -> Style:
        """A style in the language and direction of this document."""
        return Style(size, bold, grey, self.language.code, self.rtl)

    def value_style(
        self, value: str, size: float = 9.0, *, bold: bool = False, grey: float = 0.0
    ) -> Style:
        """A style for what people typed: it runs the way its own first letter runs."""
        return Style(size, bold, grey, self.language.code, runs_rtl(value, self.rtl))

    def physical(self, x: float, width: float = 0.0) -> float:
        """From the leading edge to the left edge of the page."""
        return self.width - x - width if self.rtl else x

    def box(self, x: float, y: float, width: float, height: float) -> list[float]:
        """A box in physical millimetres from the top left, as geometry files write it."""
        return [round(value, 3) for value in (self.physical(x, width), y, width, height)]

    # Text

    def text(
        self,
        x: float,
        y: float,
        words: str,
        style: Style,
        *,
        width: float = 0.0,
        align: str = "start",
    ) -> float:
        """One line with its base line at ``y``; returns how wide it is."""
        return self.line(x, y, line_of(words, style), style, width=width, align=align)

    def line(
        self,
        x: float,
        y: float,
        shaped: ShapedLine,
        style: Style,
        *,
        width: float = 0.0,
        align: str = "start",
        justified: bool = False,
    ) -> float:
        """One shaped line in an area ``width`` wide: at its start, its end, centred, or filling."""
        used = line_width(shaped, style.size)
        stretch = 0.0
        if justified and shaped.spaces:
            stretch = (width - used) / shaped.spaces / (style.size * POINT / 1000)
            used = width
        x += {"start": 0.0, "center": (width - used) / 2, "end": width - used}[align]
        left = self.physical(x, used)
        self._note(left, y, used, style)
        self._shade(style.grey)
        operators = " ".join(self._run(run, style.size, stretch) for run in shaped.runs)
        if operators:
            self._add(f"BT 1 0 0 1 {self._x(left)} {self._y(y)} Tm {operators} ET")
        return used

    def fitted(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        content: Fitted,
        *,
        align: str = "start",
        middle: bool = True,
    ) -> None:
        """Fitted lines in the box they were fitted to, from its top or in its middle."""
        step = leading(content.style)
        top = y + (height - content.height) / 2 if middle else y
        for at, shaped in enumerate(content.lines):
            base = top + at * step + content.style.size * ASCENT * POINT
            self.line(x, base, shaped, content.style, width=width, align=align)

    def paragraph(
        self, x: float, y: float, width: float, words: str, style: Style, *, justified: bool = False
    ) -> float:
        """Wrapped lines with their top at ``y``; returns where they end."""
        for part in words.split("\n"):
            lines = wrap(part, style, width)
            for at, shaped in enumerate(lines):
                full = justified and at < len(lines) - 1
                base = y + style.size * ASCENT * POINT
                self.line(x, base, shaped, style, width=width, justified=full)
                y += leading(style)
        return y

    def _note(self, left: float, base: float, width: float, style: Style) -> None:
        where = self._shared or self.page
        top = base - style.size * ASCENT * POINT
        self.boxes.append(Box(where, left, top, width, style.size * LEADING * POINT, style.size))

    def _run(self, run: Run, size: float, stretch: float) -> str:
        font = self._fonts.get(run.font)
        if font is None:
            font = self._fonts[run.font] = EmbeddedFont(self._canvas._doc, run.font)  # noqa: SLF001
        return f"{font.internal_name} {_number(size)} Tf {_show(font, run, size, stretch)}"

    # Lines and areas

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        weight: float = 0.5,
        grey: float = 0.0,
    ) -> None:
        """A straight line; ``weight`` in points."""
        self._add(
            f"{_number(grey)} G {_number(weight)} w {self._at(x1, y1)} m {self._at(x2, y2)} l S"
        )

    def grid(self, xs: Sequence[float], ys: Sequence[float], *, weight: float = 0.5) -> None:
        """The lines of a table: ``xs`` its verticals, ``ys`` its horizontals."""
        verticals = [f"{self._at(x, ys[0])} m {self._at(x, ys[-1])} l" for x in xs]
        horizontals = [f"{self._at(xs[0], y)} m {self._at(xs[-1], y)} l" for y in ys]
        self._add(f"0 G {_number(weight)} w {' '.join(verticals + horizontals)} S")

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        weight: float = 0.5,
        grey: float = 0.0,
        dashed: bool = False,
    ) -> None:
        """The outline of a box."""
        dash, solid = ("[2 2] 0 d ", " [] 0 d") if dashed else ("", "")
        self._add(
            f"{dash}{_number(grey)} G {_number(weight)} w {self._area(x, y, width, height)} S{solid}"
        )

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A box filled with grey."""
        self._add(f"q {_number(grey)} g {self._area(x, y, width, height)} f Q")

    def modules(self, left: float, y: float, size: float, rows: Iterable[Sequence[int]]) -> None:
        """Black squares of a code, at a PHYSICAL place: codes are never mirrored."""
        lines = [bytes(row) for row in rows]
        step = size / len(lines)
        areas = []
        for at, row in enumerate(lines):
            for start, end in _dark(row):
                bottom = self._y(y + (at + 1) * step)
                areas.append(
                    f"{self._x(left + start * step)} {bottom} "
                    f"{_number((end - start) * step * _TO_POINTS)} {_number(step * _TO_POINTS)} re"
                )
        self._add(f"q 0 g {' '.join(areas)} f Q")

    # Pages

    @contextmanager
    def shared(self, name: str) -> Iterator[None]:
        """Draw once what several pages show; ``show`` puts it on a page."""
        self._canvas.beginForm(name)
        self._shared, before, self._grey = name, self._grey, 0.0
        yield
        self._canvas.endForm()
        self._shared, self._grey = "", before

    def show(self, name: str) -> None:
        """Put a shared part on this page."""
        self._canvas.doForm(name)
        self.shown.append((self.page, name))

    def bookmark(self, key: str, title: str) -> None:
        """An entry of the outline that leads to this page."""
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def next_page(self) -> None:
        """Finish this page and begin another."""
        self._canvas.showPage()
        self.page += 1
        self._grey = 0.0

    def finish(self) -> bytes:
        """Finish the last page and give the whole document."""
        self._canvas.showPage()
        self._canvas.save()
        return self._file.getvalue()

    # Operators

    def _add(self, operators: str) -> None:
        self._canvas.addLiteral(operators)

    def _shade(self, grey: float) -> None:
        if grey != self._grey:
            self._add(f"{_number(grey)} g")
            self._grey = grey

    def _x(self, left: float) -> str:
        return _number(left * _TO_POINTS)

    def _y(self, y: float) -> str:
        return _number((self.height - y) * _TO_POINTS)

    def _at(self, x: float, y: float) -> str:
        return f"{self._x(self.physical(x))} {self._y(y)}"

    def _area(self, x: float, y: float, width: float, height: float) -> str:
        return (
            f"{self._x(self.physical(x, width))} {self._y(y + height)} "
            f"{_number(width * _TO_POINTS)} {_number(height * _TO_POINTS)} re"
        )


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _dark(row: bytes) -> Iterator[tuple[int, int]]:
    """Where dark modules start and end in a row."""
    start = None
    for at in range(len(row) + 1):
        dark = at < len(row) and row[at]
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at
            start = None


def _show(font: EmbeddedFont, run: Run, size: float, stretch: float) -> str:
    """The operators that show a run: strings, the moves between them, raised marks."""
    shown: list[str] = []
    row: list[str] = []
    codes = ""
    rise = 0.0
    for glyph, said, advance, x, y in run.glyphs:
        if abs(y - rise) > 0.01:
            shown.append(_row(row, codes))
            shown.append(f"{_number(y * size / 1000)} Ts")
            row, codes, rise = [], "", y
        if abs(x) > 0.01:
            row += [f"<{codes}>", _number(-x)] if codes else [_number(-x)]
            codes = ""
        codes += font.code((glyph, said))
        move = font.face.width(glyph) + x - advance
        if stretch and said == " ":
            move -= stretch
        if abs(move) > 0.01:
            row += [f"<{codes}>", _number(move)]
            codes = ""
    shown.append(_row(row, codes))
    if rise:
        shown.append("0 Ts")
    return " ".join(part for part in shown if part)


def _row(row: list[str], codes: str) -> str:
    if codes:
        row = [*row, f"<{codes}>"]
    return f"[{''.join(row)}] TJ" if row else ""
