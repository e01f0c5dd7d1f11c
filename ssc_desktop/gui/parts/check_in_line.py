"""The line of the check-in: letters are typed into it, and a reader types badges into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.theme import font_of
from ssc_desktop.language import Language

POINTS = 18
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}


class CheckInLine(QLineEdit):
    """Enter answers, the arrows choose among the people below, Escape begins anew."""

    entered = Signal(str)
    added = Signal(str)
    moved = Signal(int)
    given_up = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        words = language("Type a name or scan a badge")
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setFont(font_of(POINTS))
        self.setClearButtonEnabled(True)
        self.addAction(icon("qr-code", "muted"), self.ActionPosition.LeadingPosition)

    def listen_beside(self, widget: QWidget) -> None:
        """Take letters typed beside the line: a reader cannot look where the focus was left."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letters typed into what stands beside belong here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = event.text()
            if text.isprintable() and text.strip():
                self.setFocus()
                self.insert(text)
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Undo belongs to the check-in while nothing is typed."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and not self.text()
            and event.matches(QKeySequence.StandardKey.Undo)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Ctrl+Enter, arrows and Escape; everything else is typed."""
        key = event.key()
        if key in _ENTER:
            is_adding = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.added if is_adding else self.entered).emit(self.text().strip())
        elif key in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
