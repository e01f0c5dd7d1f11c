"""Accepting scanned pages: one or all that is sure, told with its undo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.scan_reading import ScanReading
from ssc_desktop.gui.pages.scan_recording import ScanRecording
from ssc_desktop.gui.tables.scan_model import Leaf


class ScanAccepting(QObject):
    """Has pages recorded, remembers what can be taken back, says what came of it."""

    done = Signal()
    """Pages were recorded, or were not: what is shown is to be drawn anew."""
    taken_back = Signal()

    def __init__(
        self, desk: Desk, reading: ScanReading, recording: ScanRecording, owner: QObject
    ) -> None:
        super().__init__(owner)
        self._desk = desk
        self._reading = reading
        self._recording = recording
        self._pending: list[Leaf] = []
        self.undone: list[Any] = []
        """What was recorded and can be taken back, the last one last."""
        recording.recorded.connect(self._tell)

    @property
    def waiting(self) -> list[Leaf]:
        """The pages that are not recorded yet, or of which a box was left."""
        leaves = self._reading.leaves
        return [each for each in leaves if each.proposal is not None and not each.is_done]

    def accept(self, leaves: Sequence[Leaf], unsigned: str | None) -> None:
        """Record pages as they stand; while one recording is on its way no other begins."""
        if self._pending or not leaves:
            return
        self._pending = list(leaves)
        self._recording.record(self._pending, unsigned)

    def refuse(self, _problem: Problem) -> None:
        """What was on its way was not recorded."""
        self._pending = []

    def take_back_last(self) -> bool:
        """Take back what was recorded last; False where nothing was."""
        if self.undone:
            self._take_back(self.undone[-1])
            return True
        return False

    def _tell(self, recorded: Any) -> None:  # noqa: ANN401
        for each in self._pending:
            each.is_done = not each.tally.open
        self._pending = []
        if recorded.tx:
            self.undone.append(recorded)
            self._desk.tell(self._result(recorded), lambda: self._take_back(recorded))
        self.done.emit()

    def _result(self, recorded: Any) -> str:  # noqa: ANN401
        language, count = self._desk.language, recorded.marked
        said = [language.plural("{count} mark recorded", "{count} marks recorded", count)]
        if recorded.walked_in:
            added = recorded.walked_in
            said.append(language.plural("{count} person added", "{count} people added", added))
        if recorded.differing:
            kept = language.number(recorded.differing)
            said.append(language("{count} kept as typed", count=kept))
        return language.list_of(said)

    def _take_back(self, recorded: Any) -> None:  # noqa: ANN401
        if recorded not in self.undone:
            return
        self.undone.remove(recorded)

        def then() -> None:
            for each in self._reading.leaves:
                each.is_done = False
            self.taken_back.emit()
            self._desk.tell(self._desk.language("Taken back: nothing of it is recorded"))

        self._recording.take_back(recorded, then)
