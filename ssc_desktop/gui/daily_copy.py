"""The safety copy of the day, made by itself: some time after opening, and again after midnight."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QObject, QTimer

from ssc_desktop.domain.changes import Changes
from ssc_desktop.gui.desk import Desk

# Whoever opens a workspace wants to work in it first.
FIRST_MS, EVERY_MS = 30_000, 10 * 60_000

log = logging.getLogger(__name__)


class DailyCopy(QObject):
    """Asks the worker now and then whether the copy of today is there."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._told_on: object = None
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._first.timeout.connect(self.look)
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(self.look)
        desk.opened.connect(lambda _workspace: self.start())
        desk.closed.connect(self.stop)

    def start(self) -> None:
        """A workspace was opened."""
        self._told_on = None
        self._first.start()
        self._every.start()

    def stop(self) -> None:
        """The workspace was closed."""
        self._first.stop()
        self._every.stop()

    def look(self) -> None:
        """Make the copy of today unless it is there."""
        if self._desk.workspace is None:
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import safety_copies

            return safety_copies.make_daily(workspace) if workspace is not None else None

        self._desk.ops.read(self, work, self._made, failed=self._refused, only_latest="daily")

    def _made(self, copy: Any) -> None:  # noqa: ANN401
        if copy is not None:
            self._desk.ops.changed.emit(Changes.of({"safety_copy"}, 0), self)

    def _refused(self, problem: Any) -> None:  # noqa: ANN401
        """A copy that cannot be made is told once a day and keeps nobody from their work."""
        from datetime import date

        log.warning("daily copy: %s", problem.code)
        if self._told_on != date.today():
            self._told_on = date.today()
            self._desk.tell(self._desk.text_of(problem))
