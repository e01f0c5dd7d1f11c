"""A chart on paper: its title, what it shows, the drawing, and all numbers below as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from ssc_desktop.domain.chart import Chart, Numbers
from ssc_desktop.gui.theme import LIGHT_TOKENS
from ssc_desktop.gui.widgets.chart_paint import Look, height_of, paint_chart
from ssc_desktop.gui.widgets.drawn_line import draw_line
from ssc_desktop.language import Language

# All is laid out in dots of a screen; letters stand where they belong on a much finer grid.
DPI, FINER = 96, 10
POINTS_PER_INCH = 72
MARGIN_MM = 16.0
TITLE, TEXT = 15, 9
LINE_HEIGHT, GAP = 22.0, 14.0
# A column of words is as wide as so many columns of numbers.
WIDE = 3.0


def chart_paper(charts: Sequence[Chart], language: Language, font: QFont) -> bytes:
    """The PDF of charts, A4 upright, each on a page of its own; drawn on the worker."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI * FINER)
    writer.setTitle(charts[0].title if charts else "")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    upright = QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, upright, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    painter.scale(FINER, FINER)
    try:
        for number, each in enumerate(charts):
            if number:
                writer.newPage()
            _Sheet(writer, painter, language, font).draw(each)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def sized(font: QFont, points: int, *, bold: bool = False) -> QFont:
    """A font of so many points on the grid all is laid out on."""
    made = QFont(font)
    made.setPixelSize(round(points * DPI / POINTS_PER_INCH))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setBold(bold)
    return made


class _Sheet:
    """The pages of one chart, filled from the top."""

    def __init__(
        self, writer: QPdfWriter, painter: QPainter, language: Language, font: QFont
    ) -> None:
        self._writer = writer
        self._painter = painter
        self._mirrored = language.is_rtl
        self._font = sized(font, TEXT)
        self._look = Look(LIGHT_TOKENS, self._font, self._mirrored, language.number)
        self._width = writer.width() / FINER
        self._bottom = writer.height() / FINER
        self._y = 0.0

    def draw(self, chart: Chart) -> None:
        """Draw the chart and its table."""
        self._words(chart.title, TITLE, bold=True)
        self._words(chart.told, TEXT)
        self._y += GAP
        if not chart.shape.is_empty:
            high = height_of(chart.shape)
            if self._y + high > self._bottom and self._y > self._bottom / 2:
                self._turn()
            # A chart of very many bars is made to fit what is left of the page.
            scale = min((self._bottom - self._y) / high, 1.0)
            self._painter.save()
            self._painter.translate(0, self._y)
            self._painter.scale(1.0, scale)
            paint_chart(self._painter, QRectF(0, 0, self._width, high), chart.shape, self._look)
            self._painter.restore()
            self._y += high * scale + GAP
        self._table(chart.numbers)

    def _words(self, text: str, points: int, *, bold: bool = False) -> None:
        font = sized(self._font, points, bold=bold)
        self._painter.setFont(font)
        self._painter.setPen(self._look.tokens.colour("text"))
        side = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        how = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap)
        metrics = QFontMetricsF(font)
        room = metrics.boundingRect(QRectF(0, 0, self._width, self._bottom), how, text)
        self._painter.drawText(QRectF(0, self._y, self._width, room.height()), how, text)
        self._y += room.height() + 6

    def _table(self, numbers: Numbers) -> None:
        self._line(numbers, numbers.heads, bold=True)
        for each in numbers.rows:
            if self._y + LINE_HEIGHT > self._bottom:
                self._turn()
                self._line(numbers, numbers.heads, bold=True)
            self._line(numbers, each)

    def _line(self, numbers: Numbers, cells: Sequence[str], *, bold: bool = False) -> None:
        self._painter.setFont(sized(self._font, TEXT, bold=bold))
        shares = [WIDE if at < numbers.words else 1.0 for at in range(len(cells))]
        x = 0.0
        for at, (share, words) in enumerate(zip(shares, cells, strict=True)):
            width = self._width * share / sum(shares)
            left = self._width - x - width if self._mirrored else x
            place = QRectF(left + 3, self._y, width - 6, LINE_HEIGHT)
            self._painter.setPen(self._look.tokens.colour("text"))
            is_number = at >= numbers.words
            draw_line(self._painter, place, words, mirrored=self._mirrored, at_end=is_number)
            x += width
        self._y += LINE_HEIGHT
        self._painter.setPen(QPen(self._look.tokens.colour("line"), 1))
        self._painter.drawLine(0, round(self._y), round(self._width), round(self._y))

    def _turn(self) -> None:
        self._writer.newPage()
        self._y = 0.0
