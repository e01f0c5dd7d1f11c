"""The pages of a PDF one below the other: scrolled, enlarged, turned over by keys."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.widgets.pdf_pages import POINTS_PER_INCH, PdfPages, Viewer, Wanted
from ssc_desktop.language import Language

AROUND, BETWEEN = 12, 12
STEP, SMALLEST, LARGEST = 1.25, 0.1, 3.0
FIT_WIDTH, WHOLE_PAGE, OWN = "width", "page", "own"
WHEEL_NOTCH = 120


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
        self._tops: list[float] = []
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
        if self._tops:
            place = min(max(page, 0), len(self._tops) - 1)
            self.verticalScrollBar().setValue(round(self._tops[place]) - AROUND)
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
        share = (bar.value() + middle) / max(self._height(), 1.0)
        self.fit, self.zoom = fit, min(max(zoom, SMALLEST), LARGEST)
        self._lay_out()
        bar.setValue(round(share * self._height() - middle))
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

    def _size(self, page: int) -> QSizeF:
        return self._pages.sizes[page] * (self.zoom * self.logicalDpiX() / POINTS_PER_INCH)

    def _height(self) -> float:
        count = len(self._pages.sizes)
        return self._tops[-1] + self._size(count - 1).height() + AROUND if self._tops else 0.0

    def _width(self) -> float:
        return max((self._size(n).width() for n in range(len(self._tops))), default=0.0)

    def _lay_out(self) -> None:
        self._tops = []
        top = float(AROUND)
        for number in range(len(self._pages.sizes)):
            self._tops.append(top)
            top += self._size(number).height() + BETWEEN
        seen = self.viewport().size()
        self._set_bar(self.verticalScrollBar(), self._height(), seen.height())
        self._set_bar(self.horizontalScrollBar(), self._width() + 2 * AROUND, seen.width())
        self.viewport().update()
        self._pages.ask()

    @staticmethod
    def _set_bar(bar: object, whole: float, seen: int) -> None:
        bar.setPageStep(seen)  # type: ignore[attr-defined]
        bar.setSingleStep(40)  # type: ignore[attr-defined]
        bar.setRange(0, max(round(whole) - seen, 0))  # type: ignore[attr-defined]

    def _fitting(self, fit: str) -> float:
        if not self._pages.sizes:
            return 1.0
        scale = self.logicalDpiX() / POINTS_PER_INCH
        # Room for the scroll bar is always left: with it a page that just fits would jump.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * AROUND
        widest = max(each.width() for each in self._pages.sizes) * scale
        wide = room / widest
        if fit == FIT_WIDTH:
            return max(wide, SMALLEST)
        high = (self.height() - 2 * AROUND) / (self._pages.sizes[self._page].height() * scale)
        return max(min(wide, high), SMALLEST)

    def _box(self, page: int) -> QRectF:
        size = self._size(page)
        bar = self.horizontalScrollBar()
        moved = bar.maximum() - bar.value() if self.isRightToLeft() else bar.value()
        left = max((self.viewport().width() - size.width()) / 2, AROUND) - moved
        return QRectF(QPointF(left, self._tops[page] - self.verticalScrollBar().value()), size)

    def _seen(self) -> range:
        if not self._tops:
            return range(0)
        top = self.verticalScrollBar().value()
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(first, max(last, first + 1))

    def _scrolled(self) -> None:
        if self._tops:
            third = self.verticalScrollBar().value() + self.viewport().height() / 3
            self._set_page(max(bisect_right(self._tops, third) - 1, 0))
        self.viewport().update()
        self._pages.ask()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    # --- drawing ----------------------------------------------------------------------------

    def _wanted_size(self, page: int) -> QSize:
        return (self._size(page) * self.devicePixelRatioF()).toSize()

    def _wants(self) -> Wanted | None:
        if not self.isVisible():
            return None
        seen = self._seen()
        last = len(self._tops) - 1
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
            self.go_to(0 if key == Qt.Key.Key_Home else len(self._tops) - 1)
        elif key in steps and self.fit == WHOLE_PAGE:
            self.go_to(self._page + steps[key])
        else:
            super().keyPressEvent(event)
