"""One column of the board: the activities of a status as cards, to open, to choose, to drag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ssc_desktop.gui.icons import KIND_ICONS, paint_icon, tokens_now
from ssc_desktop.gui.tables.record_model import RECORD_ROLE
from ssc_desktop.gui.widgets.drawn_line import draw_line
from ssc_desktop.language import Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CARDS = "application/x-ssc-desktop-activities"
CARD_HEIGHT, GAP, MARGIN = 84, 8, 10
TITLE_LINES = 2


class CardsModel(QAbstractListModel):
    """The activities of one status; what is dropped here is asked for, not moved by the model."""

    dropped = Signal(object)

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.rows: list[Any] = []

    def show_rows(self, rows: Iterable[Any]) -> None:
        """Show other activities."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many cards there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The title; the rest of the card is told to those who hear it."""
        if not index.isValid():
            return None
        activity = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return activity.title or ""
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.about(activity)
        return activity if role == RECORD_ROLE else None

    def about(self, activity: Any) -> str:  # noqa: ANN401
        """The line below the title."""
        dates = self._language.dates(activity.start, activity.end)
        return " · ".join(each for each in (dates, activity.city) if each)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cards are dragged; the column takes them."""
        flags = super().flags(index)
        return flags | (
            Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled
        )

    def mimeTypes(self) -> list[str]:
        """What is carried: keys of activities, nothing that another program could read."""
        return [CARDS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The keys of the cards that are dragged."""
        made = QMimeData()
        keys = " ".join(str(self.rows[each.row()].id) for each in indexes)
        made.setData(CARDS, keys.encode())
        return made

    def supportedDropActions(self) -> Qt.DropAction:
        """A card is in one column."""
        return Qt.DropAction.MoveAction

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, _parent: Index
    ) -> bool:
        """Tell which cards were dropped; they go where the service says they stand."""
        keys = bytes(data.data(CARDS).data()).decode().split()
        self.dropped.emit([UUID(each) for each in keys])
        return False


class CardDelegate(QStyledItemDelegate):
    """Draws a card: two lines of title, its days and place, the picture of its kind."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All cards are of one height."""
        line = QFontMetricsF(option.font).lineSpacing()
        return QSize(0, int(line * (TITLE_LINES + 1)) + 2 * MARGIN + GAP + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the card in the colours of now."""
        tokens = tokens_now()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect).adjusted(1, 1, -1, 1 - GAP)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(tokens.colour("tint" if is_chosen else "surface"))
        painter.setPen(tokens.colour("accent" if is_chosen or is_hovered else "line"))
        painter.drawRoundedRect(place, 6, 6)
        inside = place.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        self._write(painter, option, index, inside)
        painter.restore()

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, inside: QRectF
    ) -> None:
        tokens, activity = tokens_now(), index.data(RECORD_ROLE)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        line = QFontMetricsF(option.font).lineSpacing()
        painter.setFont(option.font)
        painter.setPen(tokens.colour("text"))
        write_lines(painter, inside, activity.title or "", TITLE_LINES, mirrored=mirrored)
        below = QRectF(inside.left(), inside.bottom() - line, inside.width(), line)
        mark = QRectF(below.left(), below.center().y() - 7, 14, 14)
        words = below.adjusted(20, 0, 0, 0)
        if mirrored:
            mark.moveRight(below.right())
            words = below.adjusted(0, 0, -20, 0)
        paint_icon(painter, KIND_ICONS[activity.kind], mark, tokens.muted)
        painter.setPen(tokens.colour("muted"))
        model: Any = index.model()
        draw_line(painter, words, model.about(activity), mirrored=mirrored)


def write_lines(painter: QPainter, place: QRectF, text: str, lines: int, *, mirrored: bool) -> None:
    """Write a text in a few lines; the last one is cut where it does not fit."""
    layout = QTextLayout(text, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    begun, top = 0, place.top()
    height = QFontMetricsF(painter.font()).lineSpacing()
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(place.width())
        end = len(text) if number == lines - 1 else begun + line.textLength()
        where = QRectF(place.left(), top, place.width(), height)
        draw_line(painter, where, text[begun:end].strip(), mirrored=mirrored)
        begun, top = end, top + height
    layout.endLayout()


class BoardColumn(QListView):
    """The cards of a status. Left and right go to the neighbour, with Ctrl they take cards along."""

    opened = Signal(object)
    stepped = Signal(int)
    carried = Signal(int)
    entered = Signal()

    def __init__(self, name: str, language: Language) -> None:
        super().__init__()
        self.cards = CardsModel(language, self)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(name)
        self.setProperty("role", "board")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(RECORD_ROLE)))

    def chosen_rows(self) -> list[Any]:
        """The cards that are selected, from the top."""
        chosen = sorted(self.selectionModel().selectedRows(), key=lambda each: each.row())
        return [self.cards.rows[each.row()] for each in chosen]

    def choose(self, keys: Iterable[UUID]) -> None:
        """Select these cards, the first of them current."""
        wanted = set(keys)
        places = [n for n, each in enumerate(self.cards.rows) if each.id in wanted]
        self.clearSelection()
        for number in reversed(places):
            index = self.cards.index(number)
            self.selectionModel().setCurrentIndex(index, self.selectionModel().SelectionFlag.Select)

    def enter(self, line: int) -> None:
        """Take the keyboard, at about the height one comes from."""
        self.setFocus()
        if self.cards.rows:
            self.setCurrentIndex(self.cards.index(min(max(line, 0), len(self.cards.rows) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, left and right change the column."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex().data(RECORD_ROLE))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if (key == Qt.Key.Key_Right) != self.isRightToLeft() else -1
            carries = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.carried if carries else self.stepped).emit(step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the board which column is in use."""
        super().focusInEvent(event)
        self.entered.emit()
