"""The way of papers to the printer: one job, every page at its true size and the right way round."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from ssc_desktop.gui.widgets.pdf_pages import POINTS_PER_INCH, on_white

# Finer than this a laser printer shows no difference and the page takes its time.
FINEST_DPI = 300

Told = Callable[[int, int], object]
"""Told how many pages went out, and how many there are."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many pages went out of how many; fewer when the person or the printer stopped."""

    printed: int
    wanted: int

    @property
    def is_whole(self) -> bool:
        """Whether every page went out."""
        return self.printed == self.wanted


class Papers:
    """Several PDFs as one run of pages; on the worker."""

    def __init__(self, papers: Sequence[bytes]) -> None:
        self._opened = [_opened(data) for data in papers]
        self._pages = [
            (document, number)
            for document, _buffer in self._opened
            for number in range(document.pageCount())
        ]

    @property
    def count(self) -> int:
        """How many pages there are in all."""
        return len(self._pages)

    def size(self, page: int) -> QSizeF:
        """The size of a page in points, from 0."""
        document, number = self._pages[page]
        return document.pagePointSize(number)

    def draw(self, painter: QPainter, page: int, resolution: int) -> None:
        """Draw a page at its true size on a printer of this resolution."""
        document, number = self._pages[page]
        points = self.size(page)
        dpi = min(resolution, FINEST_DPI)
        drawn = document.render(number, (points * (dpi / POINTS_PER_INCH)).toSize())
        scale = resolution / POINTS_PER_INCH
        target = QRectF(0, 0, points.width() * scale, points.height() * scale)
        painter.drawImage(target, on_white(drawn))


def first_page_of(data: bytes) -> QSizeF:
    """The size of a PDF's first page in points."""
    document, _buffer = _opened(data)
    return document.pagePointSize(0)


def make_ready(printer: QPrinter, points: QSizeF) -> None:
    """Give the printer this paper, without margins of its own: true size."""
    printer.setFullPage(True)
    printer.setPageLayout(layout_of(points))


def layout_of(points: QSizeF) -> QPageLayout:
    """The paper of a page, upright or lying, without margins."""
    sides = points.width(), points.height()
    upright = QSizeF(min(sides), max(sides))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    lies = points.width() > points.height()
    turned = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    return QPageLayout(size, turned, QMarginsF())


def offer_pages(dialog: QPrintDialog, count: int, current: int) -> None:
    """Let the dialog offer a range of the pages, the current one, copies and their order."""
    options = QPrintDialog.PrintDialogOption
    dialog.setMinMax(1, max(count, 1))
    dialog.setFromTo(1, max(count, 1))
    for option in (options.PrintPageRange, options.PrintCollateCopies):
        dialog.setOption(option)
    dialog.setOption(options.PrintCurrentPage, current > 0)
    dialog.setPrintRange(QPrintDialog.PrintRange.AllPages)


def put_on_paper(
    printer: QPrinter,
    papers: Sequence[bytes],
    *,
    current: int = 1,
    told: Told | None = None,
    stops: Callable[[], bool] = lambda: False,
) -> Outcome:
    """Print papers as one job, each page on its own paper; on the worker.

    Copies, range and order are those the person chose. Between two pages ``stops`` may end it.
    """
    pages = Papers(papers)
    run = list(_run(printer, pages.count, current))
    if not run or stops():
        return Outcome(0, len(run))
    make_ready(printer, pages.size(run[0]))
    painter = QPainter()
    if not painter.begin(printer):
        return Outcome(0, len(run))
    try:
        return Outcome(_print(printer, painter, pages, run, told, stops), len(run))
    finally:
        painter.end()


def _print(
    printer: QPrinter,
    painter: QPainter,
    pages: Papers,
    run: Sequence[int],
    told: Told | None,
    stops: Callable[[], bool],
) -> int:
    for done, page in enumerate(run):
        if told is not None:
            told(done, len(run))
        if stops():
            return done
        if done:
            printer.setPageLayout(layout_of(pages.size(page)))
            if not printer.newPage():
                return done
        pages.draw(painter, page, printer.resolution())
    return len(run)


def _run(printer: QPrinter, count: int, current: int) -> Iterator[int]:
    """The pages in the order in which they go out; copies that the printer does not make itself."""
    chosen = list(_chosen(printer, count, current))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        for _ in range(copies):
            yield from chosen
    else:
        for page in chosen:
            yield from [page] * copies


def _chosen(printer: QPrinter, count: int, current: int) -> Iterable[int]:
    kind, ranges = printer.printRange(), printer.pageRanges()
    if kind == QPrinter.PrintRange.CurrentPage:
        return range(current - 1, min(current, count))
    if kind == QPrinter.PrintRange.PageRange and not ranges.isEmpty():
        return [page for page in range(count) if ranges.contains(page + 1)]
    return range(count)


def _opened(data: bytes) -> tuple[QPdfDocument, QBuffer]:
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document, buffer
