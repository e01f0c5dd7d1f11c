"""The strip of small pages beside a preview: where one is, and the way to another page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.widgets.pdf_pages import PdfPages, Viewer, Wanted
from ssc_desktop.language import Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
STRIP_WIDTH, SMALL_WIDTH, SMALL_HEIGHT, ABOVE, BELOW = 124, 92, 104, 8, 24
# Drawn larger and shrunk, lines of a third of a pixel become grey instead of black or nothing.
FINENESS = 2
PICTURE_ROLE = Qt.ItemDataRole.UserRole


class SmallPages(QAbstractListModel):
    """One row a page, with its small picture once it was drawn."""

    def __init__(self, pages: PdfPages, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._language = language
        self.pictures: dict[int, QImage] = {}
        pages.changed.connect(self._begin)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a page."""
        return 0 if parent.isValid() else len(self._pages.sizes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The number, the picture, and what a screen reader says."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._language.number(index.row() + 1)
        if role == PICTURE_ROLE:
            return self.pictures.get(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            number = self._language.number(index.row() + 1)
            return self._language("Page {number}", number=number)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(STRIP_WIDTH - 20, self.size_of(index.row()).height() + ABOVE + BELOW)
        return None

    def size_of(self, row: int) -> QSize:
        """How large the small page is drawn."""
        box = QSize(SMALL_WIDTH, SMALL_HEIGHT)
        scaled = self._pages.sizes[row].scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
        return scaled.toSize()

    def put(self, row: int, picture: QImage) -> None:
        """Show a picture that was drawn."""
        self.pictures[row] = picture
        self.dataChanged.emit(self.index(row), self.index(row), [PICTURE_ROLE])

    def _begin(self) -> None:
        self.beginResetModel()
        self.pictures.clear()
        self.endResetModel()


class SmallPageDelegate(QStyledItemDelegate):
    """Draws a small page with its number; the current one has a frame of the accent."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one page of the strip."""
        tokens = tokens_now()
        model: SmallPages = index.model()  # type: ignore[assignment]
        size = model.size_of(index.row())
        left = option.rect.center().x() - size.width() / 2
        page = QRectF(QPointF(left, option.rect.top() + ABOVE), size.toSizeF())
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(page, Qt.GlobalColor.white)
        picture = index.data(PICTURE_ROLE)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page, picture)
        colour, width = ("accent", 2.0) if is_current else ("edge", 1.0)
        painter.setPen(QPen(tokens.colour(colour), width))
        painter.drawRect(page)
        painter.setPen(tokens.colour("accent" if is_current else "muted"))
        below = QRectF(option.rect.left(), page.bottom(), option.rect.width(), BELOW)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the small page and its number."""
        size: QSize = index.data(Qt.ItemDataRole.SizeHintRole)
        return size


class PageStrip(QListView):
    """The small pages; a click, an arrow, Home or End goes to one."""

    chosen = Signal(int)

    def __init__(self, pages: PdfPages, language: Language) -> None:
        super().__init__()
        self._pages = pages
        self._follows = False
        self.pages_model = SmallPages(pages, language, self)
        self.setModel(self.pages_model)
        self.setItemDelegate(SmallPageDelegate(self))
        self.setFixedWidth(STRIP_WIDTH)
        self.setAccessibleName(language("Pages"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(False)
        self.selectionModel().currentChanged.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(lambda _value: pages.ask())
        pages.join(Viewer(self._wants, self._takes))

    def mark(self, page: int) -> None:
        """Mark the page that is shown; it is scrolled into view."""
        index = self.pages_model.index(page)
        if index.isValid() and index != self.currentIndex():
            self._follows = True
            self.setCurrentIndex(index)
            self._follows = False

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._follows:
            self.chosen.emit(current.row())

    def _wants(self) -> Wanted | None:
        if not self.isVisible():
            return None
        scale = FINENESS * self.devicePixelRatioF()
        for row in self._seen():
            if row not in self.pages_model.pictures:
                return row, self.pages_model.size_of(row) * scale
        return None

    def _seen(self) -> range:
        middle, foot = self.viewport().width() // 2, self.viewport().height() - 1
        first, last = self.indexAt(QPoint(middle, ABOVE)), self.indexAt(QPoint(middle, foot))
        end = last.row() + 1 if last.isValid() else self.pages_model.rowCount()
        return range(max(first.row(), 0), end)

    def _takes(self, page: int, _size: QSize, image: QImage) -> None:
        if page < self.pages_model.rowCount():
            self.pages_model.put(page, image)
