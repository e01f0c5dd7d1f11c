"""The bundles a headquarters takes in: dropped or chosen, each with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.pages.return_bundles import FILES
from ssc_desktop.gui.tables.record_model import number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import Picture, button, column, label, row
from ssc_desktop.language import N_

STATUSES = {
    "imported": N_("Taken in"),
    "duplicate": N_("Known already"),
    "waiting": N_("Waiting for an earlier bundle"),
    "quarantined": N_("Laptop not approved yet"),
    "refused": N_("Refused"),
}


def _status(result: Any) -> str:  # noqa: ANN401
    """What became of a file; one that waits says what for."""
    is_part = result.code == "waiting-for-parts"
    return N_("Waiting for other parts") if is_part else STATUSES[result.status]


class DropZone(QFrame):
    """Where bundles are dropped."""

    dropped = Signal(list)

    def __init__(self, words: str, below: str) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 14, 18, 14)
        texts = column(label(words, bold=True), label(below, role="muted", wrap=True), spacing=2)
        line = row(Picture("inbox", "accent", 28), texts, spacing=14)
        line.setStretch(1, 1)
        inside.addLayout(line)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the dropped files on."""
        event.acceptProposedAction()
        names = [each.toLocalFile() for each in event.mimeData().urls()]
        self.dropped.emit([Path(each) for each in names if each])


class ReceivedBundles(QWidget):
    """Takes bundles in and tells what became of each."""

    taken = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self._job: Job | None = None
        self.progress = QProgressBar()
        self._cancel = button(language("Stop"))
        self._cancel.clicked.connect(self.stop)
        self.results = self._table()
        zone = DropZone(
            language("Drop the bundles of the offices here"),
            language(
                "Or choose them with the button above. Each is taken in whole or not at all; the "
                "same bundle twice changes nothing."
            ),
        )
        zone.dropped.connect(self.take_in)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(zone)
        whole.addLayout(row(self.progress, self._cancel))
        whole.addWidget(self.results, 1)
        self._be_busy(busy=False)

    def choose(self) -> None:
        """Let the person choose bundles to take in."""
        title = self._desk.language("Take in bundles")
        names, _ = QFileDialog.getOpenFileNames(self, title, "", FILES)
        if names:
            self.take_in([Path(each) for each in names])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take bundles in, each whole or not at all."""
        self._be_busy(busy=True)

        def work(workspace: Any, told: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import exchange

            return exchange.import_bundles(workspace, list(paths), progress=told)

        self._job = self._desk.ops.change(
            self,
            work,
            self._show_taken,
            touches=(*RECORDS_BY_NOUN, "exchange", "conflict"),
            failed=self._refuse,
            told=self._step,
        )

    def stop(self) -> None:
        """Take no further bundle in; those that came in stay."""
        if self._job is not None:
            self._job.cancel()
        self._be_busy(busy=False)
        self.taken.emit()

    def show_waiting(self, waiting: Sequence[Any]) -> None:
        """Show what waits, unless what was just taken in is shown."""
        if not self.results.model.rows:
            self.results.show_rows(waiting)

    def _step(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _show_taken(self, results: list[Any]) -> None:
        self._be_busy(busy=False)
        self.results.show_rows(results)
        taken = sum(each.status == "imported" for each in results)
        self._desk.tell(
            self._desk.language.plural("{count} bundle taken in", "{count} bundles taken in", taken)
        )
        self.taken.emit()

    def _refuse(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        self.refused.emit(problem)

    def _be_busy(self, *, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self._cancel.setVisible(busy)

    def _table(self) -> RecordTable:
        language = self._desk.language

        def why(each: Any) -> str:  # noqa: ANN401
            return self._desk.text_of(each.problem) if each.problem else ""

        columns = [
            text_column("file", language("File"), lambda each: each.file.name),
            text_column("status", language("State"), lambda each: language(_status(each))),
            number_column("changes", language("Changes"), lambda each: each.changes, language),
            number_column(
                "conflicts", language("Conflicts"), lambda each: each.conflicts, language
            ),
            text_column("why", language("Why"), why),
        ]
        words = language("What became of each bundle is told here.")
        empty = EmptyState("inbox", language("No bundle taken in yet"), words)
        made = RecordTable("received", columns, self._desk.memory, language("Bundles"), empty)
        made.set_widths(file=320, status=190, changes=100, conflicts=100, why=260)
        return made
