"""The laptops a headquarters knows: its card for them, their requests, their approval."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.compare import CompareDialog
from ssc_desktop.gui.tables.record_model import text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.fingerprint import Fingerprint
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, card, row
from ssc_desktop.language import N_

STATUSES = {
    "requested": N_("Asks to be approved"),
    "approved": N_("Approved"),
    "revoked": N_("Revoked"),
}


class Laptops(QWidget):
    """Writes the card and approves requests, fingerprints compared."""

    approved = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self._own = Fingerprint(language("Fingerprint of headquarters, to print beside its card"))
        self.devices = self._table()
        make = button(language("Write the card…"), icon_name="key-round")
        make.clicked.connect(self.choose_folder)
        approve = button(language("Approve a request…"), role="primary", icon_name="laptop")
        approve.clicked.connect(self.choose_request)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(card(row(self._own, None, make, approve), margin=16))
        whole.addWidget(self.devices, 1)

    def show_laptops(self, devices: Sequence[tuple[Any, str]], fingerprint: str) -> None:
        """Show the laptops with their fingerprints, and headquarters' own."""
        self._own.show_digits(fingerprint)
        self.devices.show_rows(devices)

    def choose_folder(self) -> None:
        """Let the person choose where the card goes."""
        title = self._desk.language("Where should the card be written?")
        folder = QFileDialog.getExistingDirectory(self, title)
        if folder:
            self.make_card(Path(folder))

    def make_card(self, folder: Path) -> None:
        """Write the card by which offices get to know this headquarters."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment

            return enrolment.make_card(workspace, folder)

        def made(found: Any) -> None:  # noqa: ANN401
            language = self._desk.language
            self._desk.tell(language("Card written: {file}", file=found.file.name))

        self._desk.ops.read(self, work, made, failed=self.refused.emit)

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

        self._desk.ops.read(
            self, work, lambda found: self._compare(path, found), failed=self.refused.emit
        )

    def _compare(self, path: Path, found: Any) -> None:  # noqa: ANN401
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

    def approve(self, path: Path) -> None:
        """Take the bundles of this laptop from now on, those that wait included."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment, exchange

            device = enrolment.approve(workspace, path)
            exchange.import_bundles(workspace, [])
            return device

        def done(device: Any) -> None:  # noqa: ANN401
            words = self._desk.language("Approved: {office}", office=device.office_name)
            self._desk.tell(words)
            self.approved.emit()

        touches = (*RECORDS_BY_NOUN, "exchange", "conflict")
        self._desk.ops.change(self, work, done, touches=touches, failed=self.refused.emit)

    def show_problem(self, problem: Problem) -> None:
        """Hand a problem on to where it is told."""
        self.refused.emit(problem)

    def _table(self) -> RecordTable:
        language = self._desk.language
        columns = [
            text_column("office", language("Office"), lambda each: each[0].office_name or ""),
            text_column("officer", language("Officer"), lambda each: each[0].officer or ""),
            text_column(
                "status", language("State"), lambda each: language(STATUSES[each[0].status])
            ),
            text_column("fingerprint", language("Fingerprint"), lambda each: each[1]),
        ]
        words = language(
            "Write the card, give it to the offices, and approve the requests they send back."
        )
        empty = EmptyState("laptop", language("No laptop yet"), words)
        made = RecordTable("laptops", columns, self._desk.memory, language("Laptops"), empty)
        made.set_widths(office=240, officer=200, status=160, fingerprint=380)
        return made
