"""The pages of a PDF in memory, drawn one by one beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

POINTS_PER_INCH = 72.0
WHITE = 0xFFFFFFFF

Wanted = tuple[int, QSize]
"""A page, and how large it is wanted in pixels."""


class OpenPdf(QObject):
    """A PDF that lies in memory, with what draws it; nothing is written to be shown."""

    drawn = Signal(int, QSize, QImage)

    def __init__(self, data: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        count = self._document.pageCount()
        # Asked now: later Qt would wait for the page that is being drawn.
        self.sizes = [self._document.pagePointSize(number) for number in range(count)]
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._document)
        self._renderer.pageRendered.connect(self._arrived)

    def draw(self, page: int, size: QSize) -> None:
        """Draw a page in this size; ``drawn`` tells when it is there."""
        self._renderer.requestPage(page, size)

    def _arrived(self, page: int, size: QSize, image: QImage, *_: object) -> None:
        self.drawn.emit(page, size, on_white(image))


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who shows pages: says what it wants next and takes what was drawn."""

    wants: Callable[[], Wanted | None]
    takes: Callable[[int, QSize, QImage], None]


class PdfPages(QObject):
    """One page is drawn at a time, for whoever asks first; nothing waits that nobody looks at.

    Viewers are asked in the order they joined, each time anew: a page that was scrolled away
    is never drawn, and what is drawn of a PDF shown before never lands in the new one.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf: OpenPdf | None = None
        self._viewers: list[Viewer] = []
        self._drawing: tuple[Viewer, OpenPdf] | None = None
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._draw_next)

    @property
    def sizes(self) -> list[QSizeF]:
        """The size of each page in points."""
        return self._pdf.sizes if self._pdf is not None else []

    @property
    def is_idle(self) -> bool:
        """Whether everything that is looked at is drawn."""
        return self._drawing is None and not self._again.isActive()

    def join(self, viewer: Viewer) -> None:
        """Show pages to one more viewer."""
        self._viewers.append(viewer)

    def show_pdf(self, data: bytes) -> None:
        """Have another PDF; the one before goes once nothing of it is being drawn."""
        old, self._pdf = self._pdf, OpenPdf(data, self)
        self._pdf.drawn.connect(self._drawn)
        is_busy = self._drawing is not None and self._drawing[1] is old
        if old is not None and not is_busy:
            old.deleteLater()
        self.changed.emit()
        self.ask()

    def ask(self) -> None:
        """A viewer looks elsewhere: draw what it wants, in the next turn of the loop."""
        self._again.start()

    def _draw_next(self) -> None:
        if self._drawing is not None or self._pdf is None:
            return
        for viewer in self._viewers:
            wanted = viewer.wants()
            if wanted is not None:
                self._drawing = (viewer, self._pdf)
                self._pdf.draw(*wanted)
                return

    def _drawn(self, page: int, size: QSize, image: QImage) -> None:
        if self._drawing is None:
            return
        viewer, pdf = self._drawing
        self._drawing = None
        if pdf is self._pdf:
            viewer.takes(page, size, image)
        else:
            pdf.deleteLater()
        self.ask()


def on_white(image: QImage) -> QImage:
    """A drawn page on white paper: what a PDF leaves out is transparent."""
    page = QImage(image.size(), QImage.Format.Format_RGB32)
    page.fill(WHITE)
    painter = QPainter(page)
    painter.drawImage(0, 0, image)
    painter.end()
    return page
