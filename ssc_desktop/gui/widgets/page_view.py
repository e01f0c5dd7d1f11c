"""The pages of a PDF one below the other: scrolled, enlarged, turned over by keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.widgets.page_layout import AROUND, LARGEST, SMALLEST, PageStack, fitting
from ssc_desktop.gui.widgets.pdf_pages import PdfPages, Viewer, Wanted
from ssc_desktop.language import Language

STEP = 1.25
FIT_WIDTH, WHOLE_PAGE, OWN = "width", "page", "own"
# What one notch of a wheel turns, and how far an arrow scrolls.
WHEEL_NOTCH, LINE = 120, 40


class PageView(QAbstractScrollArea):
    """Draws the pages that are seen; a page that is not drawn yet shows what there is of it."""

    page_changed = Signal(int)
    zoom_changed = Signal()

    def __init__(self, pages: PdfPages, language: Language) -> None:
        super().__init__()
        self._pages = pages
        self._language = language
        self._pictures: dict[int, QImage] = {}
        self._page = 0
        self.stack = PageStack()
        self.fit, self.zoom = FIT_WIDTH, 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(language("Preview of the sheet"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._scrolled())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.viewport().update())
        pages.join(Viewer(self._wants, self._takes))
        pages.changed.connect(self._begin)

    # --- where one is -----------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page that is looked at, from 0."""
        return self._page

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        if self.stack.count:
            place = min(max(page, 0), self.stack.count - 1)
            self.verticalScrollBar().setValue(round(self.stack.tops[place]) - AROUND)
            self._set_page(place)

    def enlarge(self, factor: float) -> None:
        """Show the pages larger or smaller; what is in the middle stays there."""
        self.set_zoom(self.zoom * factor, OWN)

    def fit_to(self, fit: str) -> None:
        """Fit the pages to the width of the view, or a whole page into it."""
        page = self._page
        self.set_zoom(self._fitting(fit), fit)
        if fit == WHOLE_PAGE:
            self.go_to(page)

    def set_zoom(self, zoom: float, fit: str) -> None:
        """Show the pages in this size, 1 being the size on paper."""
        middle = self.viewport().height() / 2
        bar = self.verticalScrollBar()
        share = (bar.value() + middle) / max(self.stack.height, 1.0)
        self.fit, self.zoom = fit, min(max(zoom, SMALLEST), LARGEST)
        self._lay_out()
        bar.setValue(round(share * self.stack.height - middle))
        self.zoom_changed.emit()

    # --- layout -----------------------------------------------------------------------------

    def _begin(self) -> None:
        self._pictures.clear()
        self._page = 0
        if self.fit != OWN:
            self.zoom = self._fitting(self.fit)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit(0)

    def _lay_out(self) -> None:
        self.stack.lay(self._pages.sizes, self.zoom, self.logicalDpiX())
        seen = self.viewport().size()
        self._set_bar(self.verticalScrollBar(), self.stack.height, seen.height())
        self._set_bar(self.horizontalScrollBar(), self.stack.width + 2 * AROUND, seen.width())
        self.viewport().update()
        self._pages.ask()

    @staticmethod
    def _set_bar(bar: QScrollBar, whole: float, seen: int) -> None:
        bar.setPageStep(seen)
        bar.setSingleStep(LINE)
        bar.setRange(0, max(round(whole) - seen, 0))

    def _fitting(self, fit: str) -> float:
        sizes = self._pages.sizes
        if not sizes:
            return 1.0
        # Room for the scroll bar is always left: with it a page that just fits would jump.
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        if fit == WHOLE_PAGE:
            room = QSizeF(width, self.height())
            return fitting(sizes[self._page], room, self.logicalDpiX())
        widest = max(sizes, key=lambda each: each.width())
        return fitting(widest, QSizeF(width, 0), self.logicalDpiX())

    def _box(self, page: int) -> QRectF:
        size = self.stack.size(page)
        bar = self.horizontalScrollBar()
        moved = bar.maximum() - bar.value() if self.isRightToLeft() else bar.value()
        left = max((self.viewport().width() - size.width()) / 2, AROUND) - moved
        return QRectF(QPointF(left, self.stack.tops[page] - self.verticalScrollBar().value()), size)

    def _seen(self) -> range:
        return self.stack.seen(self.verticalScrollBar().value(), self.viewport().height())

    def _scrolled(self) -> None:
        third = self.verticalScrollBar().value() + self.viewport().height() / 3
        self._set_page(self.stack.page_at(third))
        self.viewport().update()
        self._pages.ask()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # --- drawing ----------------------------------------------------------------------------

    def _wanted_size(self, page: int) -> QSize:
        return (self.stack.size(page) * self.devicePixelRatioF()).toSize()

    def _wants(self) -> Wanted | None:
        if not self.isVisible():
            return None
        seen = self._seen()
        last = self.stack.count - 1
        # The next page too, so that it is there when one turns to it.
        for page in [*seen, *[each for each in (seen.stop,) if seen and each <= last]]:
            size = self._wanted_size(page)
            picture = self._pictures.get(page)
            if picture is None or picture.size() != size:
                return page, size
        return None

    def _takes(self, page: int, _size: QSize, image: QImage) -> None:
        near = self._seen()
        self._pictures[page] = image
        for other in [each for each in self._pictures if not near.start - 3 < each < near.stop + 3]:
            del self._pictures[other]
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages that are seen."""
        tokens = tokens_now()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), tokens.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._seen():
            box = self._box(page)
            painter.fillRect(box, Qt.GlobalColor.white)
            picture = self._pictures.get(page)
            if picture is not None:
                painter.drawImage(box, picture)
            painter.setPen(tokens.colour("edge"))
            painter.drawRect(box)
        painter.end()

    # --- keys and pointer -------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again; the page that is looked at stays."""
        super().resizeEvent(event)
        page = self._page
        if self.fit != OWN:
            self.zoom = self._fitting(self.fit)
            self.zoom_changed.emit()
        self._lay_out()
        if self.fit != OWN and page:
            self.go_to(page)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl the wheel enlarges, else it scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(STEP ** (event.angleDelta().y() / WHEEL_NOTCH))
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys turn pages where a whole page is shown; Home and End go to the ends."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Space: 1}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else self.stack.count - 1)
        elif key in steps and self.fit == WHOLE_PAGE:
            self.go_to(self._page + steps[key])
        else:
            super().keyPressEvent(event)
