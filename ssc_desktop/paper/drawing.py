"""A document being drawn: millimetres from the top leading corner, mirrored when it runs RTL."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from ssc_desktop.language import Language
from ssc_desktop.paper.archive import Facts, describe, written
from ssc_desktop.paper.embedding import WrittenLines
from ssc_desktop.paper.ink import TO_POINTS, Ink, number
from ssc_desktop.paper.shaping import ShapedLine
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
    style_of,
    wrap,
)

A4 = (210.0, 297.0)
A4_LANDSCAPE = (297.0, 210.0)
# What roundings of sizes add up to, in millimetres.
_SLACK = 0.05
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


class Drawing(Ink):
    """Pages of one PDF. Leading is left, or right when the language runs right to left.

    ``at`` is the moment of printing, which the file tells as its date; without it, it has none.
    ``boxes`` holds where every line stands, ``cut`` every place whose text was shortened with an
    ellipsis or does not fit where it was put: the test of a sheet asserts that nothing is in it.
    """

    def __init__(
        self,
        size: tuple[float, float],
        language: Language,
        *,
        title: str,
        subject: str = "",
        at: datetime | None = None,
    ) -> None:
        canvas = Canvas(
            io.BytesIO(),
            pagesize=(size[0] * TO_POINTS, size[1] * TO_POINTS),
            initialFontName=_NoFont.fontName,
            pageCompression=1,
            invariant=1,
            lang=language.code,
        )
        super().__init__(canvas, size, rtl=language.is_rtl)
        self.language = language
        self.page = 1
        self._boxes: list[tuple[int | str, float, float, float, float, float]] = []
        self.cut: list[Box] = []
        self.shown: list[tuple[int, str]] = []
        self._shared = ""
        self._grey = 0.0
        self._lines = WrittenLines(canvas._doc)  # noqa: SLF001
        self._title = title
        self._marked = False
        moment = at.replace(tzinfo=UTC) if at and not at.tzinfo else at
        describe(canvas._doc, Facts(title, subject, language.code, moment))  # noqa: SLF001
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.setViewerPreference("Direction", "R2L" if self.rtl else "L2R")

    def style(self, size: float = 9.0, *, bold: bool = False, grey: float = 0.0) -> Style:
        """A style in the language and direction of this document."""
        return style_of(size, bold, grey, self.language.code, self.rtl)

    def value_style(
        self, value: str, size: float = 9.0, *, bold: bool = False, grey: float = 0.0
    ) -> Style:
        """A style for what people typed: it runs the way its own first letter runs."""
        return style_of(size, bold, grey, self.language.code, runs_rtl(value, self.rtl))

    @property
    def boxes(self) -> list[Box]:
        """Where every line drawn so far stands."""
        return [Box(*each) for each in self._boxes]

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
        if align != "start":
            x += (width - used) * (0.5 if align == "center" else 1.0)
        left = self.physical(x, used)
        if width and used > width + _SLACK:
            self._note_cut(x, y - style.size * ASCENT * POINT, used, leading(style), style)
        self._note(left, y, used, style)
        self._shade(style.grey)
        operators = self._lines.operators(shaped, style.size, stretch)
        if operators:
            self._add(f"BT {self._x(left)} {self._y(y)} Td {operators} ET")
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
        if content.cut or content.height > height + _SLACK:
            self._note_cut(x, y, width, height, content.style)
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
        self._boxes.append((where, left, top, width, style.size * LEADING * POINT, style.size))

    def _note_cut(self, x: float, y: float, width: float, height: float, style: Style) -> None:
        where = self._shared or self.page
        self.cut.append(Box(where, self.physical(x, width), y, width, height, style.size))

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
        self._marked = True
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(title, key)

    def next_page(self) -> None:
        """Finish this page and begin another."""
        self._end_page()
        self.page += 1
        self._grey = 0.0

    def finish(self) -> bytes:
        """Finish the last page and give the whole document."""
        self._end_page()
        return written(self._canvas._doc, self._canvas)  # noqa: SLF001

    def _end_page(self) -> None:
        """Close a page; the first has an entry in the outline, if only the title of the paper."""
        if not self._marked:
            self.bookmark("start", self._title)
        self._canvas.showPage()

    def _shade(self, grey: float) -> None:
        if grey != self._grey:
            self._add(f"{number(grey)} g")
            self._grey = grey
