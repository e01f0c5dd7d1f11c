"""How a mark is drawn and typed: by letter, by shape and by colour, never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.attendance_model import STATE_ROLE, Index
from ssc_desktop.gui.theme import Tokens

LETTERS = {
    "present": "P",
    "absent": "A",
    "excused": "E",
    "late": "L",
    "left_early": "D",
    "online": "O",
}
# The same keys on an Arabic keyboard give these letters.
ARABIC_KEYS = {"ح": "P", "ش": "A", "ث": "E", "م": "L", "ي": "D", "خ": "O"}
TOKENS = {
    "present": ("accent", "tint"),
    "absent": ("danger", "danger_tint"),
    "excused": ("warning", "warning_tint"),
    "late": ("warning", "tint"),
    "left_early": ("warning", "tint"),
    "online": ("accent", "tint"),
}
CLEARING = frozenset({"-", "–", "−", "_"})
_STATES = {letter: state for state, letter in LETTERS.items()}
SHAPE = 11.0


def state_typed(text: str) -> tuple[bool, str | None]:
    """Whether a key marks, and the state it marks; None is not marked."""
    if text in CLEARING:
        return True, None
    letter = ARABIC_KEYS.get(text, text.upper())
    return letter in _STATES, _STATES.get(letter)


def draw_shape(painter: QPainter, state: str, centre: QPointF, colour: QColor) -> None:
    """The shape of a state: full, empty or half circle, triangles, a screen."""
    half = SHAPE / 2
    box = QRectF(centre.x() - half, centre.y() - half, SHAPE, SHAPE)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(colour if state == "present" else Qt.BrushStyle.NoBrush)
    if state in ("present", "absent", "excused"):
        painter.drawEllipse(box)
    if state == "excused":
        painter.setBrush(colour)
        painter.drawPie(box, 90 * 16, 180 * 16)
    elif state in ("late", "left_early"):
        painter.setBrush(colour)
        side = 1 if state == "late" else -1
        tip = QPointF(centre.x() + side * half, centre.y())
        back = centre.x() - side * half * 0.7
        corners = [tip, QPointF(back, box.top()), QPointF(back, box.bottom())]
        painter.drawPolygon(QPolygonF(corners))
    elif state == "online":
        painter.drawRect(box.adjusted(0, 1, 0, -2))
        painter.drawLine(
            QPointF(box.left() + 2, box.bottom()), QPointF(box.right() - 2, box.bottom())
        )


class MarkDelegate(QStyledItemDelegate):
    """Paints the cells of the register."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the tint, the shape and the letter of a state."""
        tokens = tokens_now()
        state = index.data(STATE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._fill(painter, option, state, tokens)
        centre = QPointF(option.rect.center()) + QPointF(0.5, 0.5)
        if state is None:
            text = index.data(Qt.ItemDataRole.DisplayRole)
            painter.setPen(tokens.colour("text" if text else "edge"))
            words = text or "–"
            painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, words)
        else:
            self._draw_mark(painter, option, state, centre, tokens)
        painter.restore()

    def _fill(
        self, painter: QPainter, option: QStyleOptionViewItem, state: str | None, tokens: Tokens
    ) -> None:
        rect, flags = option.rect, option.state
        if state is not None:
            painter.fillRect(rect, tokens.colour(TOKENS[state][1]))
        if flags & QStyle.StateFlag.State_Selected:
            veil = tokens.colour("accent")
            veil.setAlpha(46)
            painter.fillRect(rect, veil)
        if flags & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))

    def _draw_mark(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        state: str,
        centre: QPointF,
        tokens: Tokens,
    ) -> None:
        colour = tokens.colour(TOKENS[state][0])
        step = QPointF(10, 0)
        draw_shape(painter, state, centre - step, colour)
        painter.setPen(colour)
        font = option.font
        font.setBold(True)
        painter.setFont(font)
        box = QRectF(centre.x() + 1, option.rect.top(), 18, option.rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, LETTERS[state])
