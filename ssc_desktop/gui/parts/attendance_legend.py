"""The legend of the grid, whose buttons mark for those who prefer the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.attendance_marks import LETTERS, TOKENS, draw_shape
from ssc_desktop.gui.tables.attendance_words import GridWords
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.language import Language

_SHAPE = QSize(30, 18)
_WITH_WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_SHAPES_ALONE = Qt.ToolButtonStyle.ToolButtonIconOnly


class Legend(QWidget):
    """One button a state, drawn as the grid draws it."""

    chosen = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        words = GridWords(language)
        self._buttons = [self._button(state, words) for state in (*LETTERS, None)]
        self._with_words = 0
        self.setLayout(row(*self._buttons, spacing=0))

    def sizeHint(self) -> QSize:
        """Room for all words, also while there is too little of it to show them."""
        return QSize(self._with_words, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the shapes and letters."""
        return QSize(len(self._buttons) * _SHAPE.width(), super().minimumSizeHint().height())

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the words once they are set in the type of the window."""
        super().showEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the type changed."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All words or none: half a word helps nobody, and the letter stands beside each shape."""
        super().resizeEvent(event)
        self._write(_WITH_WORDS if self.width() >= self._with_words else _SHAPES_ALONE)

    def _measure(self) -> None:
        self._write(_WITH_WORDS)
        self._with_words = sum(each.sizeHint().width() for each in self._buttons)
        self.updateGeometry()
        self._write(_WITH_WORDS if self.width() >= self._with_words else _SHAPES_ALONE)

    def _write(self, style: Qt.ToolButtonStyle) -> None:
        for each in self._buttons:
            each.setToolButtonStyle(style)

    def draw(self) -> None:
        """Draw the shapes in the colours of now."""
        for each in self._buttons:
            each.setIcon(mark_icon(each.property("state") or None))

    def _button(self, state: str | None, words: GridWords) -> QToolButton:
        name = words.state(state)
        made = QToolButton()
        made.setText(name)
        made.setAccessibleName(name)
        made.setToolTip(f"{name} ({LETTERS.get(state or '', '-')})")
        made.setProperty("state", state or "")
        made.setProperty("role", "legend")
        made.setIcon(mark_icon(state))
        made.setIconSize(_SHAPE)
        made.setToolButtonStyle(_WITH_WORDS)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda: self.chosen.emit(state))
        return made


def mark_icon(state: str | None) -> QIcon:
    """The shape and letter of a state, as the grid draws them."""
    tokens = tokens_now()
    pixmap = QPixmap(60, 36)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    token = TOKENS[state][0] if state else "muted"
    painter.setPen(tokens.colour(token))
    if state is None:
        painter.drawText(4, 0, 24, 18, Qt.AlignmentFlag.AlignCenter, "–")
    else:
        draw_shape(painter, state, QPointF(8, 9), tokens.colour(token))
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(tokens.colour(token))
        painter.drawText(16, 0, 13, 18, Qt.AlignmentFlag.AlignCenter, LETTERS[state])
    painter.end()
    return QIcon(pixmap)
