"""The laptops a headquarters knows: their requests, approval, certificates, revocation."""

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
from ssc_desktop.gui.dialogs.revoke import RevokeDialog
from ssc_desktop.gui.dialogs.typed_lines import TypedLinesDialog
from ssc_desktop.gui.pages.headquarters_card import HeadquartersCard
from ssc_desktop.gui.tables.record_model import text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, row
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
        self._states: dict[str, Any] = {}
        language = desk.language
        self.card = HeadquartersCard(desk)
        self.card.refused.connect(self.refused)
        self.devices = self._table()
        typed = button(language("Type a request…"))
        typed.clicked.connect(self.type_request)
        approve = button(language("Approve a request…"), role="primary", icon_name="laptop")
        approve.clicked.connect(self.choose_request)
        self.revoke_button = button(language("Revoke this laptop…"), icon_name="ban")
        self.revoke_button.clicked.connect(self.ask_to_revoke)
        self.devices.chosen.connect(self._allow)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.card)
        whole.addWidget(self.devices, 1)
        whole.addLayout(row(self.revoke_button, None, typed, approve))
        self._allow()

    def show_laptops(self, devices: Sequence[tuple[Any, str]], fingerprint: str) -> None:
        """Show the laptops with their fingerprints, and headquarters' own."""
        self.card.show_digits(fingerprint)
        self.devices.show_rows(devices)
        self._allow()
        self._read_certificates()

    def _read_certificates(self) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import certificates

            return certificates.certificate_states(workspace)

        def show(found: Any) -> None:  # noqa: ANN401
            self._states = found
            self.devices.show_rows(self.devices.model.rows)

        self._desk.ops.read(self, work, show, failed=self.refused.emit, only_latest="certificates")

    def _allow(self) -> None:
        chosen = self.devices.chosen_rows()
        self.revoke_button.setEnabled(len(chosen) == 1 and chosen[0][0].status != "revoked")

    def ask_to_revoke(self) -> None:
        """Ask from which change on the chosen laptop is revoked."""
        chosen = self.devices.chosen_rows()
        if len(chosen) != 1:
            return
        device = chosen[0][0]
        dialog = RevokeDialog(self, self._desk.language, device.office_name)
        dialog.accepted.connect(lambda: self.revoke(device.device, dialog.from_number()))
        dialog.open()

    def revoke(self, device: str, from_number: int | None) -> None:
        """Take no more of a laptop from now on, or from one of its changes on."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment

            return enrolment.revoke(workspace, device, from_number)

        def done(revoked: Any) -> None:  # noqa: ANN401
            words = self._desk.language("Revoked: {office}", office=revoked.office_name)
            self._desk.tell(words)
            self.approved.emit()

        self._desk.ops.change(self, work, done, touches=("exchange",), failed=self.refused.emit)

    def choose_request(self) -> None:
        """Let the person choose the request of an office."""
        title = self._desk.language("Request of an office")
        name, _ = QFileDialog.getOpenFileName(self, title, "", "*.sscreq")
        if name:
            self.show_request(Path(name))

    def type_request(self) -> None:
        """Let the person type or scan the lines of a printed request."""
        title = self._desk.language("Request of an office")
        self.typing = TypedLinesDialog(self, self._desk.language, title, self._typed)
        self.typing.open()

    def _typed(self, lines: str) -> None:
        dialog = self.typing
        self.show_request(lines, dialog)

    def show_request(self, source: Path | str, typing: TypedLinesDialog | None = None) -> None:
        """Show the fingerprint of a request and ask whether it is the right one."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment

            return enrolment.read_request(workspace, source)

        def show(found: Any) -> None:  # noqa: ANN401
            if typing is not None:
                typing.accept()
            self._compare(source, found)

        failed = typing.show_problem if typing is not None else self.refused.emit
        self._desk.ops.read(self, work, show, failed=failed)

    def _compare(self, source: Path | str, found: Any) -> None:  # noqa: ANN401
        language = self._desk.language
        text = language(
            "This request says it is from {office}. Compare its fingerprint with the one on "
            "the office's own screen.",
            office=found.office_name,
        )
        theirs = (language("Fingerprint of the laptop"), found.keys.fingerprint)
        title, go_on = language("Approve a laptop"), language("Approve")
        dialog = CompareDialog(self, language, title, text, [theirs], go_on)
        dialog.accepted.connect(lambda: self.approve(source))
        dialog.open()

    def approve(self, source: Path | str) -> None:
        """Take the bundles of this laptop from now on, those that wait included."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment, exchange

            device = enrolment.approve(workspace, source)
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
            text_column("certificate", language("Certificate"), self._certificate),
            text_column("fingerprint", language("Fingerprint"), lambda each: each[1]),
        ]
        words = language(
            "Write the card, give it to the offices, and approve the requests they send back."
        )
        empty = EmptyState("laptop", language("No laptop yet"), words)
        made = RecordTable("laptops", columns, self._desk.memory, language("Laptops"), empty)
        made.set_widths(office=160, officer=150, status=100, certificate=230, fingerprint=310)
        return made

    def _certificate(self, each: tuple[Any, str]) -> str:
        """The number of a laptop, and whether its office was sent its certificate."""
        language, state = self._desk.language, self._states.get(each[0].device)
        if state is None:
            return ""
        number = language.number(state.number)
        if state.sent_at is None:
            return language("No. {number}, goes with the next bundle", number=number)
        day = language.date(state.sent_at.astimezone().date(), "long")
        return language("No. {number}, sent on {day}", number=number, day=day)
