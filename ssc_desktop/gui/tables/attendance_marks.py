"""How a mark is drawn and typed: by letter, by shape and by colour, never by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.attendance_model import AttendanceModel, Index
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
ARABIC_N = "ى"
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
SHAPE, CORNER = 11.0, 9.0


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
    """Paints the cells of the register: each look once, then as a picture."""

    def __init__(self, register: AttendanceModel, parent: QObject) -> None:
        super().__init__(parent)
        self._register = register
        self._pictures: dict[tuple[object, ...], QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the tint, the shape and the letter of a state; a corner for a note."""
        register, row, column = self._register, index.row(), index.column()
        if column == len(register.slots_):
            self._paint_total(painter, option, register.data(index))
            return
        flags = option.state
        look = (
            register.state(row, column),
            register.is_remarkable(row, column),
            bool(flags & QStyle.StateFlag.State_Selected),
            bool(flags & QStyle.StateFlag.State_HasFocus),
        )
        rect = option.rect
        painter.drawPixmap(rect.topLeft(), self._picture(look, rect.size(), painter, option))
        if register.begins_group(row):
            painter.setPen(QPen(tokens_now().colour("edge"), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _paint_total(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        painter.setPen(tokens_now().colour("text"))
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, text)

    def _picture(
        self,
        look: tuple[str | None, bool, bool, bool],
        size: QSize,
        painter: QPainter,
        option: QStyleOptionViewItem,
    ) -> QPixmap:
        scale, tokens = painter.device().devicePixelRatioF(), tokens_now()
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        key = (look, size.width(), size.height(), scale, tokens.background, mirrored)
        if key not in self._pictures:
            made = QPixmap(size * scale)
            made.setDevicePixelRatio(scale)
            made.fill(Qt.GlobalColor.transparent)
            pen = QPainter(made)
            pen.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen.setFont(option.font)
            _draw_cell(pen, QRectF(0, 0, size.width(), size.height()), look, tokens, mirrored)
            pen.end()
            self._pictures[key] = made
        return self._pictures[key]


def _draw_cell(
    painter: QPainter,
    box: QRectF,
    look: tuple[str | None, bool, bool, bool],
    tokens: Tokens,
    mirrored: bool,
) -> None:
    state, is_remarkable, is_selected, has_focus = look
    if state is not None:
        painter.fillRect(box, tokens.colour(TOKENS[state][1]))
    if is_selected:
        veil = tokens.colour("accent")
        veil.setAlpha(46)
        painter.fillRect(box, veil)
    if has_focus:
        painter.setPen(QPen(tokens.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    if is_remarkable:
        _draw_corner(painter, box, tokens, mirrored)
    if state is None:
        painter.setPen(tokens.colour("edge"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "–")
    else:
        _draw_mark(painter, box, state, tokens)


def _draw_corner(
    painter: QPainter,
    box: QRectF,
    tokens: Tokens,
    mirrored: bool,
) -> None:
    """A small triangle at the end of the line: there is a note."""
    x, towards = (box.left(), 1) if mirrored else (box.right(), -1)
    corners = [
        QPointF(x, box.top()),
        QPointF(x + towards * CORNER, box.top()),
        QPointF(x, box.top() + CORNER),
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour("warning"))
    painter.drawPolygon(QPolygonF(corners))


def _draw_mark(painter: QPainter, box: QRectF, state: str, tokens: Tokens) -> None:
    colour, centre = tokens.colour(TOKENS[state][0]), box.center()
    draw_shape(painter, state, centre - QPointF(10, 0), colour)
    painter.setPen(colour)
    font = painter.font()
    font.setBold(True)
    painter.setFont(font)
    letter = QRectF(centre.x() + 1, box.top(), 18, box.height())
    painter.drawText(letter, Qt.AlignmentFlag.AlignCenter, LETTERS[state])
