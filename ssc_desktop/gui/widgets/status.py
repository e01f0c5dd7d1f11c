"""The status bar: saved or saving, the workspace, the changes not yet at headquarters."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.notices import announce
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
        desk.refused_changed.connect(self._show_state)
        self._is_saving = False
        self._saved_at: datetime | None = None
        self._show_state()

    @property
    def is_saved(self) -> bool:
        """Whether the bar says that everything is saved."""
        return not (self._is_saving or self._desk.ops.unsaved or self._desk.refused)

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
        self._is_saving = self._is_saving or bool(self._desk.ops.unsaved)
        if not self._timer.isActive():
            self._timer.start()

    def _show_state(self) -> None:
        language, refused = self._desk.language, self._desk.refused
        if self._desk.ops.unsaved:
            self._say(language("Saving…"), "save", "muted")
            self._is_saving = True
            self._timer.start()
        elif refused:
            words = language.plural(
                "Not saved: {count} value to correct",
                "Not saved: {count} values to correct",
                refused,
            )
            self._say(words, "circle-alert", "danger")
        else:
            if self._is_saving:
                self._saved_at = datetime.now().astimezone()
            self._is_saving = False
            self._say(self._words_of_saved(), "circle-check", "accent")

    def _words_of_saved(self) -> str:
        language = self._desk.language
        if self._saved_at is None:
            return language("Saved")
        return language("Saved at {time}", time=f"{self._saved_at:%H:%M}")

    def _say(self, words: str, icon: str, token: str) -> None:
        if words == self._saved.text():
            return
        self._saved.setText(words)
        self._picture.show_icon(icon, token)
        if token == "danger":
            announce(self, words)
