"""The lists of the check-in: who may be meant, and who is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.attendance_model import NO_INDEX, Index
from ssc_desktop.gui.tables.attendance_words import STATE_NAMES
from ssc_desktop.gui.tables.copying import offer
from ssc_desktop.language import N_, Language

PERSON_ROLE = Qt.ItemDataRole.UserRole
NOT_ON_LIST = N_("Not on the list")
PAD, TALL, LOW = 14, 52, 40


class PeopleModel(QAbstractListModel):
    """Candidates in the order given; a text in their place stands for adding that name."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.rows: list[Any] = []

    def show_people(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def add(self, rows: Sequence[Any], before_last: int = 0) -> None:
        """Add some at the end, or before the last ones."""
        if rows:
            place = len(self.rows) - before_last
            self.beginInsertRows(NO_INDEX, place, place + len(rows) - 1)
            self.rows[place:place] = rows
            self.endInsertRows()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a person."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The name, the line below it, or the person."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == PERSON_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(row)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = (self.name(row), self.about(row), self.remark(row))
            return ", ".join(each for each in parts if each)
        return None

    def name(self, row: Any) -> str:  # noqa: ANN401
        """The name of a person, or what a text would do."""
        if isinstance(row, str):
            return self._language("Add “{name}”, who walked in", name=row)
        return row.name or self._language("No name")

    def about(self, row: Any) -> str:  # noqa: ANN401
        """Organisation and function."""
        if isinstance(row, str):
            return self._language("A new person, put on the list and marked present")
        return " · ".join(each for each in (row.organisation, row.function) if each)

    def remark(self, row: Any) -> str:  # noqa: ANN401
        """What is marked already, or that the person is not on the list."""
        if isinstance(row, str):
            return ""
        if not row.is_registered:
            return self._language(NOT_ON_LIST)
        return self._language(STATE_NAMES[row.state]) if row.state in STATE_NAMES else ""


class PeopleDelegate(QStyledItemDelegate):
    """A name large enough to be read standing, and below it what tells namesakes apart."""

    def __init__(self, model: PeopleModel, parent: QObject, *, points: int, tall: int) -> None:
        super().__init__(parent)
        self._model = model
        self._points = points
        self._tall = tall

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Alike for all, so that a thousand are laid out at once."""
        return QSize(80, self._tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one person."""
        row = self._model.rows[index.row()]
        tokens, rect = tokens_now(), option.rect
        painter.save()
        flags = option.state
        is_chosen = bool(flags & QStyle.StateFlag.State_Selected)
        if is_chosen or flags & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, tokens.colour("tint" if is_chosen else "hover"))
        remark = self._model.remark(row)
        width = self._draw_remark(painter, option, remark, row) if remark else 0
        inside = rect.adjusted(PAD, 0, -PAD, 0)
        half = rect.height() // 2
        font = QFont(option.font)
        font.setPointSize(self._points)
        name, about = self._model.name(row), self._model.about(row)
        top = QRect(inside.left(), rect.top(), inside.width() - width, half + 3)
        if not about:
            top.setHeight(rect.height())
        self._write(painter, option, font, "text", name, top)
        below = QRect(inside.left(), rect.top() + half, inside.width() - width, half - 2)
        self._write(painter, option, option.font, "muted", about, below)
        painter.setPen(QPen(tokens.colour("line")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _draw_remark(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        remark: str,
        row: Any,  # noqa: ANN401
    ) -> int:
        token = "accent" if row.is_there else "warning"
        width = QFontMetrics(option.font).horizontalAdvance(remark) + PAD
        rect = option.rect
        place = QRect(rect.right() - PAD - width, rect.top(), width, rect.height())
        self._write(painter, option, option.font, token, remark, place)
        return width

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        font: QFont,
        token: str,
        words: str,
        place: QRect,
    ) -> None:
        is_rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(tokens_now().colour(token))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(QStyle.visualRect(option.direction, option.rect, place), flags, shown)


class PeopleList(QListView):
    """People one below the other."""

    def __init__(self, language: Language, title: str, *, points: int, tall: int) -> None:
        super().__init__()
        self.people = PeopleModel(language, self)
        self.setModel(self.people)
        self.setItemDelegate(PeopleDelegate(self.people, self, points=points, tall=tall))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(title)
        offer(self, language)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def person_now(self) -> Any:  # noqa: ANN401
        """The person, or the text, of the current row; None without one."""
        index = self.currentIndex()
        return index.data(PERSON_ROLE) if index.isValid() else None

    def choose_row(self, row: int) -> None:
        """Make a row the current one; none for a row that is not there."""
        index = self.people.index(row, 0) if 0 <= row < self.people.rowCount() else QModelIndex()
        self.setCurrentIndex(index)
