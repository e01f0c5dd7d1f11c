"""One piece of long work of a dialog: its progress, and the button that stops it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.widgets.plain import button, row


class WorkBar(QWidget):
    """Asks the worker for one thing at a time; hidden while nothing is being done."""

    busy_changed = Signal(bool)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._job: Job | None = None
        self.progress = QProgressBar()
        self.progress.setAccessibleName(desk.language("Progress"))
        self.progress.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.stop = button(desk.language("Stop"))
        self.stop.clicked.connect(self.cancel)
        inside = row(self.progress, self.stop, spacing=12)
        self.setLayout(inside)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self._job is not None

    def read(self, work: Callable[..., Any], then: Callable[[Any], None]) -> None:
        """Ask for something; the work is given the workspace and what tells its progress."""
        done, failed = self._begin(then)
        self._job = self._desk.ops.read(self, work, done, failed=failed, told=self._progressed)
        self.busy_changed.emit(True)

    def change(
        self,
        work: Callable[..., Any],
        then: Callable[[Any], None],
        *,
        touches: tuple[str, ...] = (),
    ) -> None:
        """Change something; the work is given the workspace and what tells its progress."""
        done, failed = self._begin(then)
        self._job = self._desk.ops.change(
            self, work, done, touches=touches, failed=failed, told=self._progressed
        )
        self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Stop what is being done; nothing of it stays."""
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _begin(
        self, then: Callable[[Any], None]
    ) -> tuple[Callable[[Any], None], Callable[[Problem], None]]:
        def done(found: Any) -> None:  # noqa: ANN401
            self._end()
            then(found)

        def failed(problem: Problem) -> None:
            self._end()
            self.refused.emit(problem)

        if self._job is not None:
            self._job.cancel()
        self.progress.setRange(0, 0)
        self.show()
        return done, failed

    def _end(self) -> None:
        self._job = None
        self.hide()
        self.busy_changed.emit(False)

    def _progressed(self, done: int, total: int) -> None:
        if self._job is not None:
            self.progress.setRange(0, total)
            self.progress.setValue(done)
