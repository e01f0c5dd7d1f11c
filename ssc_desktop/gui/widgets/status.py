"""The status bar: saved or saving, the workspace, the changes not yet at headquarters."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import Picture, label

# A change is saved in some milliseconds; a state shown shorter than this would only flicker.
SETTLE_MS = 250


class StatusBar(QFrame):
    """Tells whether all that was typed is in the database, and where that is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._picture = Picture("circle-check", "accent", 16)
        self._saved = label()
        self._where = label(role="muted")
        self._outgoing = label(role="muted")
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._timer.timeout.connect(self._show_state)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(16, 4, 16, 5)
        inside.setSpacing(8)
        inside.addWidget(self._picture)
        inside.addWidget(self._saved)
        inside.addSpacing(16)
        inside.addWidget(self._where)
        inside.addStretch()
        inside.addWidget(self._outgoing)
        desk.ops.counted.connect(self._count)
        desk.waiting_changed.connect(self.show_waiting)
        self._show_state()

    @property
    def saved_text(self) -> str:
        """What the save state reads."""
        return self._saved.text()

    @property
    def waiting_text(self) -> str:
        """What is said of changes not yet at headquarters."""
        return self._outgoing.text()

    def show_where(self, text: str) -> None:
        """Say which workspace is open and who is at work."""
        self._where.setText(text)

    def show_waiting(self, count: int) -> None:
        """Say how many changes headquarters has not got."""
        language = self._desk.language
        if count:
            self._outgoing.setText(
                language.plural(
                    "{count} change not yet at headquarters",
                    "{count} changes not yet at headquarters",
                    count,
                )
            )
        else:
            self._outgoing.setText(language("Everything is at headquarters"))
        self._outgoing.setVisible(not self._desk.is_headquarters)

    def _count(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _show_state(self) -> None:
        language = self._desk.language
        if self._desk.ops.unsaved:
            self._saved.setText(language("Saving…"))
            self._picture.show_icon("save", "muted")
            self._timer.start()
        else:
            self._saved.setText(language("Saved"))
            self._picture.show_icon("circle-check", "accent")
