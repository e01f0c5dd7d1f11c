"""The legend of the grid, whose buttons mark for those who prefer the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.attendance_marks import LETTERS, TOKENS, draw_shape
from ssc_desktop.gui.tables.attendance_words import GridWords
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.language import Language


class Legend(QWidget):
    """One button a state, drawn as the grid draws it."""

    chosen = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        words = GridWords(language)
        self._buttons = [self._button(state, words) for state in (*LETTERS, None)]
        self.setLayout(row(*self._buttons, spacing=0))

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
        made.setIcon(mark_icon(state))
        made.setIconSize(QSize(30, 18))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
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
