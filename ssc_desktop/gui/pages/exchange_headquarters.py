"""The exchange of a headquarters: its card, laptops to approve, bundles to take in, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QTabWidget, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.compare import CompareDialog
from ssc_desktop.gui.tables.record_model import Column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.fingerprint import Fingerprint
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar
from ssc_desktop.gui.widgets.plain import Picture, button, card, column, label, row
from ssc_desktop.language import N_

STATUSES = {
    "imported": N_("Taken in"),
    "duplicate": N_("Known already"),
    "waiting": N_("Waiting for an earlier bundle"),
    "quarantined": N_("Laptop not approved yet"),
    "refused": N_("Refused"),
    "requested": N_("Asks to be approved"),
    "approved": N_("Approved"),
    "revoked": N_("Revoked"),
}
NOUNS = {
    "activity": N_("Activity"),
    "participant": N_("Participant"),
    "organisation": N_("Organisation"),
    "attendance": N_("Attendance"),
    "registration": N_("Registration"),
    "half_day": N_("Half-day"),
}


class DropZone(QFrame):
    """Where bundles are dropped; also a button, for those who do not drag."""

    def __init__(self, content: HeadquartersExchange, words: str, below: str) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._content = content
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 14, 18, 14)
        texts = column(label(words, bold=True), label(below, role="muted", wrap=True), spacing=2)
        inside.addLayout(row(Picture("inbox", "accent", 28), texts, spacing=14))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files only."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files in."""
        paths = [Path(each.toLocalFile()) for each in event.mimeData().urls()]
        event.acceptProposedAction()
        self._content.take_in([each for each in paths if str(each) != "."])


class HeadquartersExchange(QWidget):
    """Bundles, laptops and conflicts, one tab each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.notice = ProblemBar(language)
        self.progress = QProgressBar()
        self.progress.hide()
        self._cancel = button(language("Cancel"))
        self._cancel.hide()
        self.results = self._results_table()
        self.devices = self._devices_table()
        self.conflicts = self._conflicts_table()
        self._own = Fingerprint(language("Fingerprint of headquarters, to print beside its card"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._bundles(), language("Bundles"))
        self.tabs.addTab(self._laptops(), language("Laptops"))
        self.tabs.addTab(self.conflicts, language("Conflicts"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.notice)
        whole.addWidget(self.tabs, 1)

    def read_again(self) -> None:
        """Read laptops, waiting bundles and conflicts."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment, exchange

            store = workspace.store
            devices = [
                (each, enrolment.fingerprint_of(each)) for each in enrolment.list_devices(store)
            ]
            conflicts = exchange.list_conflicts(store)
            status = exchange.bundle_status(workspace)
            return devices, conflicts, status, workspace.fingerprint

        self._desk.ops.read(self, work, self._show, only_latest="all")

    # --- bundles ----------------------------------------------------------------------------

    def choose_bundles(self) -> None:
        """Let the person choose bundles to take in."""
        title = self._desk.language("Take in bundles")
        names, _ = QFileDialog.getOpenFileNames(self, title, "", "*.sscb")
        if names:
            self.take_in([Path(each) for each in names])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take bundles in, each whole or not at all."""
        self.notice.hide()
        self.tabs.setCurrentIndex(0)
        self._be_busy(busy=True)

        def work(workspace: Any, told: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import exchange

            return exchange.import_bundles(workspace, list(paths), progress=told)

        touches = (*RECORDS_BY_NOUN, "exchange", "conflict")
        job = self._desk.ops.change(
            self, work, self._taken, touches=touches, failed=self._refused, told=self._step
        )
        self._cancel.clicked.connect(job.cancel)

    def _step(self, done: int, total: int) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def _taken(self, results: list[Any]) -> None:
        self._be_busy(busy=False)
        self.results.show_rows(results)
        taken = sum(each.status == "imported" for each in results)
        self._desk.tell(
            self._desk.language.plural("{count} bundle taken in", "{count} bundles taken in", taken)
        )
        self.read_again()

    def _refused(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        self.show_problem(problem)

    def _be_busy(self, *, busy: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)

    # --- laptops ----------------------------------------------------------------------------

    def make_card(self) -> None:
        """Write the card by which offices get to know this headquarters."""
        title = self._desk.language("Where should the card be written?")
        folder = QFileDialog.getExistingDirectory(self, title)
        if not folder:
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment

            return enrolment.make_card(workspace, Path(folder))

        def made(found: Any) -> None:  # noqa: ANN401
            language = self._desk.language
            self._desk.tell(language("Card written: {file}", file=found.file.name))

        self._desk.ops.read(self, work, made)

    def choose_request(self) -> None:
        """Let the person choose the request of an office."""
        title = self._desk.language("Request of an office")
        name, _ = QFileDialog.getOpenFileName(self, title, "", "*.sscreq")
        if name:
            self.show_request(Path(name))

    def show_request(self, path: Path) -> None:
        """Show the fingerprint of a request and ask whether it is the right one."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment

            return enrolment.read_request(workspace, path)

        def compare(found: Any) -> None:  # noqa: ANN401
            language = self._desk.language
            text = language(
                "This request says it is from {office}. Compare its fingerprint with the one on "
                "the office's own screen.",
                office=found.office_name,
            )
            theirs = (language("Fingerprint of the laptop"), found.keys.fingerprint)
            title, go_on = language("Approve a laptop"), language("Approve")
            dialog = CompareDialog(self, language, title, text, [theirs], go_on)
            dialog.accepted.connect(lambda: self.approve(path))
            dialog.open()

        self._desk.ops.read(self, work, compare)

    def approve(self, path: Path) -> None:
        """Take the bundles of this laptop from now on, those that wait included."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment, exchange

            device = enrolment.approve(workspace, path)
            exchange.import_bundles(workspace, [])
            return device

        def approved(device: Any) -> None:  # noqa: ANN401
            self.read_again()
            words = self._desk.language("Approved: {office}", office=device.office_name)
            self._desk.tell(words)

        touches = (*RECORDS_BY_NOUN, "exchange")
        self._desk.ops.change(self, work, approved, touches=touches)

    # --- showing ----------------------------------------------------------------------------

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.notice.say(self._desk.text_of(problem))

    def _show(self, found: tuple[list[Any], list[Any], Any, str]) -> None:
        devices, conflicts, status, fingerprint = found
        self._own.show_digits(fingerprint)
        self.devices.show_rows(devices)
        self.conflicts.show_rows(conflicts)
        language = self._desk.language
        count = language.number(len(conflicts))
        words = language("Conflicts ({count})", count=count) if conflicts else ""
        self.tabs.setTabText(2, words or language("Conflicts"))
        if not self.results.model.rows:
            self.results.show_rows(status.waiting)

    def _bundles(self) -> QWidget:
        language = self._desk.language
        holder = QWidget()
        words = language("Drop the bundles of the offices here")
        below = language(
            "Or choose them with the button above. Each is taken in whole or not at all; the same "
            "bundle twice changes nothing."
        )
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(DropZone(self, words, below))
        whole.addLayout(row(self.progress, self._cancel))
        whole.addWidget(self.results, 1)
        return holder

    def _laptops(self) -> QWidget:
        language = self._desk.language
        make = button(language("Write the card…"), icon_name="key-round")
        make.clicked.connect(self.make_card)
        approve = button(language("Approve a request…"), role="primary", icon_name="laptop")
        approve.clicked.connect(self.choose_request)
        holder = QWidget()
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(card(row(self._own, None, make, approve), margin=16))
        whole.addWidget(self.devices, 1)
        return holder

    def _results_table(self) -> RecordTable:
        language = self._desk.language

        def why(each: Any) -> str:  # noqa: ANN401
            return self._desk.text_of(each.problem) if each.problem else ""

        columns = [
            _column("file", language("File"), lambda each: each.file.name),
            _column("status", language("State"), lambda each: language(STATUSES[each.status])),
            _number("changes", language("Changes"), lambda each: each.changes, language.number),
            _number("conflicts", language("Conflicts"), lambda each: each.conflicts,
                    language.number),
            _column("why", language("Why"), why),
        ]  # fmt: skip
        words = language("What became of each bundle is told here.")
        empty = EmptyState("inbox", language("No bundle taken in yet"), words)
        made = RecordTable("received", columns, self._desk.memory, language("Bundles"), empty)
        made.set_widths(file=320, status=190, changes=100, conflicts=100, why=260)
        return made

    def _devices_table(self) -> RecordTable:
        language = self._desk.language
        columns = [
            _column("office", language("Office"), lambda each: each[0].office_name or ""),
            _column("officer", language("Officer"), lambda each: each[0].officer or ""),
            _column("status", language("State"), lambda each: language(STATUSES[each[0].status])),
            _column("fingerprint", language("Fingerprint"), lambda each: each[1]),
        ]
        words = language(
            "Write the card, give it to the offices, and approve the requests they send back."
        )
        empty = EmptyState("laptop", language("No laptop yet"), words)
        made = RecordTable("laptops", columns, self._desk.memory, language("Laptops"), empty)
        made.set_widths(office=240, officer=200, status=160, fingerprint=380)
        return made

    def _conflicts_table(self) -> RecordTable:
        language = self._desk.language

        def values(each: Any) -> str:  # noqa: ANN401
            told = (f"{value.value} ({value.office})" for value in each.values)
            return "  ≠  ".join(told)

        columns = [
            _column(
                "noun",
                language("Which record"),
                lambda each: language(NOUNS.get(each.noun, each.noun)),
            ),
            _column("field", language("Field"), self._field_label),
            _column("values", language("Values"), values),
            _column("shown", language("Shown"), lambda each: str(each.shown)),
        ]
        words = language("Two officers who write the same field differently appear here.")
        empty = EmptyState("git-merge", language("No conflict"), words)
        made = RecordTable("conflicts", columns, self._desk.memory, language("Conflicts"), empty)
        made.set_widths(noun=130, field=190, values=480, shown=200)
        return made

    def _field_label(self, conflict: Any) -> str:  # noqa: ANN401
        field = field_named(RECORDS_BY_NOUN[conflict.noun], conflict.field)
        return self._desk.language(field.facts.label) if field else str(conflict.field)


def _column(name: str, title: str, text: Any) -> Column:  # noqa: ANN401
    return Column(name, title, text, lambda each: (not text(each), text(each)))


def _number(name: str, title: str, count: Any, written: Any) -> Column:  # noqa: ANN401
    return Column(
        name,
        title,
        lambda each: written(count(each)) if count(each) else "",
        lambda each: (False, count(each)),
        is_number=True,
    )
