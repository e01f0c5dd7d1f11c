"""How large a dialog may open: as it wishes, where the screen leaves it so much."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

# What a window's title and borders take, and a little of what is behind it.
AROUND, ABOVE = 32, 64


def open_at(dialog: QWidget, width: int, height: int) -> None:
    """Open a dialog at this size; no larger than the screen, which is small where all is large."""
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, room.width() - AROUND), min(height, room.height() - ABOVE))


def at_least(dialog: QWidget, width: int) -> None:
    """Let a dialog be no narrower than this, where the screen is wider, and as high as its words
    need there."""
    dialog.setMinimumWidth(min(width, dialog.screen().availableGeometry().width() - AROUND))
    # What is laid out in it comes after this, and counts once it is shown.
    QTimer.singleShot(0, dialog, lambda: _hold_words(dialog))


def _hold_words(dialog: QWidget) -> None:
    needed = dialog.heightForWidth(dialog.width())
    if dialog.height() < needed:
        open_at(dialog, dialog.width(), needed)
