"""A sheet on the screen as it will lie on the table, and its way to the printer at true size."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from ssc_desktop.gui.icons import icon, tokens_now
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.language import Language

POINTS_PER_INCH = 72.0
# Finer than this a laser printer shows no difference and the page takes its time.
FINEST_DPI = 300
STEP = 1.25


class PdfPreview(QWidget):
    """Shows a PDF that lies in memory; nothing is written to be shown."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView(self)
        self.view.setDocument(self._document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName(language("Preview of the sheet"))
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, tokens_now().colour("line"))
        self.view.setPalette(palette)
        self._pages = label(role="muted")
        closer = self._tool("zoom-in", language("Larger"), lambda: self._zoom(STEP))
        farther = self._tool("zoom-out", language("Smaller"), lambda: self._zoom(1 / STEP))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(row(self._pages, None, farther, closer))
        whole.addWidget(self.view, 1)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount()

    def show_pdf(self, data: bytes) -> None:
        """Show another PDF, from its first page."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._pages.setText(self._language.plural("{count} page", "{count} pages", self.page_count))

    def _zoom(self, factor: float) -> None:
        zoom = self.view.zoomFactor()
        if self.view.zoomMode() == QPdfView.ZoomMode.FitToWidth and self.page_count:
            width = self._document.pagePointSize(0).width() * self.logicalDpiX() / POINTS_PER_INCH
            zoom = self.view.viewport().width() / width
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(zoom * factor, 0.2), 5))

    def _tool(self, icon_name: str, words: str, done: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon(icon_name))
        made.setToolTip(words)
        made.setAccessibleName(words)
        made.clicked.connect(lambda _checked=False: done())
        return made


def make_ready(printer: QPrinter, data: bytes) -> None:
    """Give the printer the paper of the sheet, without margins of its own: true size."""
    document, _buffer = _opened(data)
    points = document.pagePointSize(0)
    landscape = points.width() > points.height()
    upright = QSizeF(min(points.width(), points.height()), max(points.width(), points.height()))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation
    turned = orientation.Landscape if landscape else orientation.Portrait
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF()))
    printer.setFullPage(True)
    printer.setPrintRange(QPrinter.PrintRange.AllPages)


def put_on_paper(printer: QPrinter, data: bytes) -> int:
    """Print every page at true size; on the worker. How many pages were printed."""
    document, _buffer = _opened(data)
    dpi = min(printer.resolution(), FINEST_DPI)
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    try:
        for number in range(document.pageCount()):
            if number:
                printer.newPage()
            points = document.pagePointSize(number)
            image = _drawn(document, number, points, dpi)
            scale = printer.resolution() / POINTS_PER_INCH
            target = QRectF(0, 0, points.width() * scale, points.height() * scale)
            painter.drawImage(target, image)
        return document.pageCount()
    finally:
        painter.end()


def _drawn(document: QPdfDocument, number: int, points: QSizeF, dpi: int) -> QImage:
    size = (points * (dpi / POINTS_PER_INCH)).toSize()
    drawn = document.render(number, size)
    page = QImage(size, QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return page


def _opened(data: bytes) -> tuple[QPdfDocument, QBuffer]:
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document, buffer
