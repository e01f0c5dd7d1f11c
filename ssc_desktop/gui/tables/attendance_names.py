"""The names beside the register, with what tells namesakes apart or groups them at the line's end."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QWidget

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.attendance_model import AttendanceModel

PAD, GAP = 12, 10
# A name is read, what stands beside it is glanced at.
MOST_BESIDE = 0.42


class NamesHeader(QHeaderView):
    """Names as leading cells of the rows; the chosen row is tinted."""

    def __init__(self, register: AttendanceModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._register = register
        self.setSectionsClickable(True)
        self.setHighlightSections(True)

    def sizeHint(self) -> QSize:
        """As wide as it was made."""
        return QSize(self.width(), super().sizeHint().height())

    def follow(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tint the row that is current now."""
        for each in (current, previous):
            if each.isValid():
                self.updateSection(each.row())

    def paintSection(self, painter: QPainter, rect: QRect, row: int) -> None:
        """The name, then the group or organisation in muted letters."""
        if not 0 <= row < self._register.rowCount():
            return
        tokens, register = tokens_now(), self._register
        painter.save()
        chosen = self.selectionModel()
        is_chosen = chosen is not None and chosen.currentIndex().row() == row
        painter.fillRect(rect, tokens.colour("tint" if is_chosen else "surface"))
        painter.setPen(QPen(tokens.colour("line")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if register.begins_group(row):
            painter.setPen(QPen(tokens.colour("edge")))
            painter.drawLine(rect.topLeft(), rect.topRight())
        person = register.person(row)
        self._write(painter, rect, register.words.person(person),
                    register.words.beside(person, register.wish.order))  # fmt: skip
        painter.restore()

    def _write(self, painter: QPainter, rect: QRect, name: str, beside: str) -> None:
        tokens, metrics = tokens_now(), QFontMetrics(self.font())
        inside = rect.adjusted(PAD, 0, -PAD, 0)
        most = int(inside.width() * MOST_BESIDE)
        note = metrics.elidedText(beside, Qt.TextElideMode.ElideRight, most) if beside else ""
        taken = metrics.horizontalAdvance(note) + GAP if note else 0
        left = inside.width() - taken
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, left)
        painter.setFont(self.font())
        painter.setPen(tokens.colour("text"))
        self._put(painter, inside, shown, QRect(inside.left(), rect.top(), left, rect.height()))
        if note:
            painter.setPen(tokens.colour("muted"))
            place = QRect(inside.right() - taken + GAP, rect.top(), taken - GAP + 1, rect.height())
            self._put(painter, inside, note, place)

    def _put(self, painter: QPainter, around: QRect, words: str, place: QRect) -> None:
        direction = self.layoutDirection()
        side = Qt.AlignmentFlag.AlignLeft
        if direction == Qt.LayoutDirection.RightToLeft:
            side = Qt.AlignmentFlag.AlignRight
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        # A Latin name that is cut keeps its dots at its own end, whatever the language.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(QStyle.visualRect(direction, around, place), flags, words)


def fit_heads(header: QHeaderView, register: AttendanceModel, width: int) -> None:
    """Make the heads of half-days as high as their lines: Arabic letters are taller than Latin."""
    metrics, anywhere = header.fontMetrics(), QRect(0, 0, width, 1000)
    titles = (
        register.headerData(n, Qt.Orientation.Horizontal) for n in range(len(register.slots_))
    )
    centre = int(Qt.AlignmentFlag.AlignCenter)
    heights = [metrics.boundingRect(anywhere, centre, each).height() for each in titles]
    header.setFixedHeight(max(heights, default=50) + 8)
