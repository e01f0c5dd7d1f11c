"""The box one types a name into; tells once typing pauses."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from ssc_desktop.gui.actions import shortcut_text
from ssc_desktop.gui.icons import icon

PAUSE_MS = 120
# No narrower where a row is crowded; as wide as this where there is room.
LEAST_WIDTH, WISHED_WIDTH = 150, 280


class FindBox(QLineEdit):
    """Finds while one types."""

    asked = Signal(str)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({shortcut_text('Ctrl+F')})")
        self.setClearButtonEnabled(True)
        self.addAction(
            QAction(icon("search", "muted"), "", self), self.ActionPosition.LeadingPosition
        )
        self.setMinimumWidth(LEAST_WIDTH)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(lambda: self.asked.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._timer.start())

    def sizeHint(self) -> QSize:
        """Wide enough for a name."""
        return super().sizeHint().expandedTo(QSize(WISHED_WIDTH, 0))
