"""The papers of an activity as a list: an icon, a name, and why one cannot be printed yet."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ssc_desktop.gui.icons import paint_icon, tokens_now
from ssc_desktop.gui.theme import font_of
from ssc_desktop.language import Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
ICONS = {
    "attendance": "list-checks",
    "badges": "id-card",
    "activity": "clipboard-list",
    "pilot": "sprout",
    "perdiem": "banknote",
    "test": "clipboard-check",
    "evaluation": "star",
    "attestations": "award",
}
OFFERED_ROLE = Qt.ItemDataRole.UserRole
HIGH, LOW, SIDE, ICON_SIZE = 52, 40, 12, 20
SMALL_POINTS = 9
# What is left of a line for a title; a longer one takes two.
ROOM = 182


class PapersModel(QAbstractListModel):
    """One row a paper, in the order in which an activity needs them."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self._metrics = QFontMetrics(QApplication.font())
        self.offered: list[Any] = []

    def show_papers(self, offered: list[Any]) -> None:
        """Show the papers of an activity."""
        self.beginResetModel()
        self.offered = list(offered)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a paper."""
        return 0 if parent.isValid() else len(self.offered)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The name of the paper, what it is for, and what it still lacks."""
        if not index.isValid():
            return None
        offered = self.offered[index.row()]
        title = self._language(offered.paper.title)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == OFFERED_ROLE:
            return offered
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._language(offered.reason or offered.paper.about)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}. {self._language(offered.reason)}" if offered.reason else title
        if role == Qt.ItemDataRole.SizeHintRole:
            is_long = self._metrics.horizontalAdvance(title) > ROOM
            return QSize(200, HIGH if offered.reason or is_long else LOW)
        return None

    def place_of(self, name: str) -> int:
        """Where a paper stands; -1 when the activity has no such paper."""
        names = [each.paper.name for each in self.offered]
        return names.index(name) if name in names else -1


class PaperDelegate(QStyledItemDelegate):
    """Draws a paper; one that cannot be printed yet is muted and says why."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line of the list."""
        tokens, offered = tokens_now(), index.data(OFFERED_ROLE)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_chosen or is_over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("tint" if is_chosen else "hover"))
            painter.drawRoundedRect(option.rect, 6, 6)
        token = "muted" if offered.reason else "accent" if is_chosen else "text"
        self._draw(painter, option, index, token, offered.reason)
        if option.state & QStyle.StateFlag.State_HasFocus and is_chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def _draw(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, token: str, reason: str
    ) -> None:
        tokens, rect = tokens_now(), option.rect
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = rect.right() - SIDE - ICON_SIZE if mirrored else rect.left() + SIDE
        middle = rect.center().y() - ICON_SIZE // 2
        box = QRectF(left, middle, ICON_SIZE, ICON_SIZE)
        paint_icon(painter, ICONS[index.data(OFFERED_ROLE).paper.name], box, getattr(tokens, token))
        room = rect.adjusted(SIDE + ICON_SIZE + 10, 0, -SIDE, 0)
        if mirrored:
            room = rect.adjusted(SIDE, 0, -SIDE - ICON_SIZE - 10, 0)
        painter.setPen(tokens.colour(token))
        painter.setFont(option.font)
        high = room.height() * 3 // 5 if reason else room.height()
        upper = QRect(room.left(), room.top(), room.width(), high)
        self._write(painter, upper, str(index.data()), mirrored=mirrored)
        if reason:
            painter.setFont(font_of(SMALL_POINTS))
            painter.setPen(tokens.colour("muted"))
            lower = QRect(room.left(), room.top() + high - 4, room.width(), room.height() - high)
            self._write(painter, lower, first_sentence(self._language(reason)), mirrored=mirrored)

    @staticmethod
    def _write(painter: QPainter, rect: QRect, text: str, *, mirrored: bool) -> None:
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        at = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        metrics = painter.fontMetrics()
        if rect.height() >= 2 * metrics.height():
            painter.drawText(rect, int(at) | int(Qt.TextFlag.TextWordWrap), text)
            return
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, at, shown)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Higher where there is something to explain."""
        size: QSize = index.data(Qt.ItemDataRole.SizeHintRole)
        return size


class PaperList(QListView):
    """The papers to choose from; arrows go through them, also those that lack something."""

    chosen = Signal(str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._is_filling = False
        self.papers = PapersModel(language, self)
        self.setModel(self.papers)
        self.setItemDelegate(PaperDelegate(language, self))
        self.setAccessibleName(language("Papers of the activity"))
        self.setSpacing(1)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "plain")
        self.selectionModel().currentChanged.connect(self._choose)

    @property
    def offered(self) -> Any:  # noqa: ANN401
        """The paper that is chosen, with what it lacks; None before the list was read."""
        return self.currentIndex().data(OFFERED_ROLE)

    def show_papers(self, offered: list[Any], chosen: str) -> None:
        """Show the papers of an activity, this one chosen where there is one of its name."""
        self._is_filling = True
        self.papers.show_papers(offered)
        self.setCurrentIndex(self.papers.index(max(self.papers.place_of(chosen), 0)))
        self._is_filling = False

    def choose(self, name: str) -> None:
        """Choose a paper by its name."""
        place = self.papers.place_of(name)
        if place >= 0:
            self.setCurrentIndex(self.papers.index(place))

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._is_filling:
            self.chosen.emit(current.data(OFFERED_ROLE).paper.name)


def first_sentence(text: str) -> str:
    """What happened, without what was kept and what to do."""
    return text.partition(". ")[0].rstrip(".")
