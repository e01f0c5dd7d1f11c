"""The bundles a headquarters takes in: dropped or chosen, each with what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.ops import Cancelled, Job
from ssc_desktop.gui.pages.bundle_preview import BundlePreview
from ssc_desktop.gui.pages.pending_help import PendingHelp
from ssc_desktop.gui.pages.return_bundles import FILES
from ssc_desktop.gui.pages.watched_folder import WatchedFolder
from ssc_desktop.gui.tables.record_model import number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import OneLine, Picture, button, column, label, row
from ssc_desktop.language import N_

TOUCHED = (*RECORDS_BY_NOUN, "exchange", "conflict")
"""What bundles may change."""

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


class Stopped(NamedTuple):
    """A person stopped an import after so many of so many files; these came in and stay."""

    done: int
    total: int


def take_until(
    stopping: Event,
    workspace: Any,  # noqa: ANN401
    paths: Sequence[Path],
    told: Callable[..., None],
) -> list[Any] | Stopped:
    """Take bundles in until a person stops it, which is heeded between two of them."""
    from ssc_desktop.services import exchange

    place = Stopped(0, len(paths))

    def step(done: int, total: int) -> None:
        nonlocal place
        place = Stopped(done, total)
        if stopping.is_set() and done < total:
            raise Cancelled
        told(done, total)

    try:
        return exchange.import_bundles(workspace, list(paths), progress=step)
    except Cancelled:
        return place


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
    """Tells what bundles would change, takes them in, and tells what became of each."""

    taken = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self._job: Job | None = None
        self._offices: list[str] = []
        self._offered: list[Path] = []
        self._is_looking = False
        self._stopping = Event()
        self.progress = QProgressBar()
        self.progress.setAccessibleName(language("Taking bundles in…"))
        self.step = OneLine(role="muted")
        self._cancel = button(language("Stop"))
        self._cancel.clicked.connect(self.stop)
        self.watched = WatchedFolder(desk)
        self.watched.offered.connect(self.offer)
        self.preview = BundlePreview(desk)
        self.preview.accepted.connect(self._accept)
        self.preview.rejected.connect(self._leave)
        self.results = _results_table(desk)
        self.results.chosen.connect(self._allow)
        self.help = PendingHelp(desk)
        self._lay_out()
        self._be_busy(busy=False)
        self._allow()

    def _lay_out(self) -> None:
        language = self._desk.language
        zone = DropZone(
            language("Drop the bundles of the offices here, or a folder of them"),
            language(
                "What they would change is shown first. Each is taken in whole or not at all; the "
                "same bundle twice changes nothing."
            ),
        )
        zone.dropped.connect(self.offer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(zone)
        whole.addWidget(self.watched)
        whole.addLayout(row(self.progress, self.step, self._cancel))
        whole.addWidget(self.preview, 1)
        whole.addWidget(self.results, 1)
        whole.addWidget(self.help)
        self.preview.hide()

    def choose(self) -> None:
        """Let the person choose bundles to take in."""
        title = self._desk.language("Take in bundles")
        names, _ = QFileDialog.getOpenFileNames(self, title, "", FILES)
        if names:
            self.offer([Path(each) for each in names])

    def offer(self, paths: Sequence[Path]) -> None:
        """Show what taking these bundles in would change; nothing is written."""
        self._be_busy(busy=True)
        self._is_looking = True

        def work(workspace: Any, told: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import previewing

            return previewing.preview_bundles(workspace, list(paths), progress=told)

        self._job = self._desk.ops.read(
            self, work, self._show_preview, failed=self._refuse, told=self._look
        )

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take bundles in, each whole or not at all."""
        self.preview.hide()
        self._show_results(shown=True)
        self._be_busy(busy=True)

        stopping = self._stopping = Event()

        def work(workspace: Any, told: Callable[..., None]) -> Any:  # noqa: ANN401
            return take_until(stopping, workspace, paths, told)

        self._job = self._desk.ops.change(
            self,
            work,
            self._show_taken,
            touches=TOUCHED,
            failed=self._refuse,
            told=self._step,
        )

    def stop(self) -> None:
        """Look no further, or take no further bundle in; those that came in stay."""
        self._stopping.set()
        if self._is_looking and self._job is not None:
            self._job.cancel()
            self._be_busy(busy=False)

    def show_waiting(self, waiting: Sequence[Any], pending: Sequence[Any] = ()) -> None:
        """Show what waits, unless what was just taken in is shown, and learn what helps it on."""
        self.help.know(pending)
        if not self.results.model.rows:
            self.results.show_rows(waiting)
        self._allow()

    def _accept(self) -> None:
        self.take_in(self._offered)

    def _leave(self) -> None:
        self.preview.hide()
        self._show_results(shown=True)
        self.results.show_rows([])
        self.taken.emit()

    def _allow(self) -> None:
        self.help.show_chosen(self.results.chosen_rows())

    def _look(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _step(self, done: int, total: int) -> None:
        self._look(done, total)
        language = self._desk.language
        words = language(
            "Bundle {number} of {total}",
            number=language.number(min(done + 1, total)),
            total=language.number(total),
        )
        office = self._offices[done] if done < len(self._offices) else ""
        self.step.setText(language.list_of([words, office]) if office else words)

    def _show_preview(self, preview: Any) -> None:  # noqa: ANN401
        self._be_busy(busy=False)
        files = list(preview.files)
        self._offered = [each.file for each in files]
        self._offices = [each.office for each in files if each.code != "part-of-bundle"]
        self.preview.show()
        self.preview.show_preview(preview)
        others = [each for each in files if each.status != "imported"]
        self.results.show_rows(others)
        self._show_results(shown=bool(others))

    def _show_results(self, *, shown: bool) -> None:
        """While a preview is looked at, what would come of other files takes no room."""
        self.results.setVisible(shown)
        self.help.setVisible(shown)

    def _show_taken(self, results: list[Any] | Stopped) -> None:
        self._be_busy(busy=False)
        if isinstance(results, Stopped):
            self._show_stopped(results)
            return
        self.results.show_rows(results)
        self._allow()
        taken = sum(each.status == "imported" for each in results)
        self._desk.tell(
            self._desk.language.plural("{count} bundle taken in", "{count} bundles taken in", taken)
        )
        self.taken.emit()

    def _show_stopped(self, stopped: Stopped) -> None:
        language = self._desk.language
        self.results.show_rows([])
        self._desk.tell(
            language(
                "Stopped after {done} of {total}. What came in stays; the others were not touched.",
                done=language.number(stopped.done),
                total=language.number(stopped.total),
            )
        )
        self.taken.emit()

    def _refuse(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        self.refused.emit(problem)

    def _be_busy(self, *, busy: bool) -> None:
        self._is_looking = False
        self.step.setText("")
        self.progress.setRange(0, 0)
        for each in (self.progress, self.step, self._cancel):
            each.setVisible(busy)


def _results_table(desk: Desk) -> RecordTable:
    """A line a file: what became of it, and why."""
    language = desk.language

    def why(each: Any) -> str:  # noqa: ANN401
        return desk.text_of(each.problem) if each.problem else ""

    columns = [
        text_column("file", language("File"), lambda each: each.file.name),
        text_column("status", language("State"), lambda each: language(_status(each))),
        number_column("changes", language("Changes"), lambda each: each.changes, language),
        number_column(
            "conflicts",
            language("Conflicts"),
            lambda each: getattr(each, "conflicts", 0),
            language,
        ),
        text_column("why", language("Why"), why),
    ]
    words = language("What became of each bundle is told here.")
    empty = EmptyState("inbox", language("No bundle taken in yet"), words)
    made = RecordTable("received", columns, desk.memory, language("Bundles"), empty)
    made.set_widths(file=320, status=190, changes=100, conflicts=100, why=260)
    return made
