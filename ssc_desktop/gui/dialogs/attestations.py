"""Attestations: who attended enough, whose are printed, take one back, check one somebody shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.parts.paper_choices import PaperChoices
from ssc_desktop.gui.tables.record_model import Column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState, ProblemBar, announce
from ssc_desktop.gui.widgets.plain import Picture, button, card, column, label, left_to_right, row
from ssc_desktop.gui.widgets.room import at_least, open_at
from ssc_desktop.language import N_, Language

GENUINE, ALTERED, REVOKED = "genuine", "altered", "revoked"
LOOKS = {
    GENUINE: ("circle-check", "accent"),
    ALTERED: ("circle-alert", "danger"),
    REVOKED: ("ban", "danger"),
}
UNSURE = ("circle-question-mark", "warning")
NOT_YET, TO_HAND_OUT = N_("Not enough half-days"), N_("To hand out")


class AttestationsDialog(QDialog):
    """Everybody with the half-days attended; those chosen are printed, or all who qualify."""

    chosen = Signal(object)
    touched = Signal()

    def __init__(self, parent: QWidget, desk: Desk, key: UUID, people: tuple[UUID, ...]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._key = key
        self._chosen_before = frozenset(people)
        language = desk.language
        self.setWindowTitle(language("Attestations of attendance"))
        open_at(self, 880, 560)
        self.notice = ProblemBar(language)
        self.summary = label(role="muted")
        self.table = self._table()
        self.table.chosen.connect(self._allow)
        self.only_chosen = button(language("Print only those selected"), icon_name="check")
        self.only_chosen.clicked.connect(self._take_chosen)
        self.everybody = button(language("All who qualify"), role="primary", icon_name="users")
        self.everybody.clicked.connect(self._take_everybody)
        self.revoke_button = button(language("Revoke…"), icon_name="ban")
        self.revoke_button.clicked.connect(self.revoke)
        self.check_button = button(language("Check an attestation…"), icon_name="qr-code")
        self.check_button.clicked.connect(lambda: CheckAttestationDialog(self, desk).open())
        self._arrange()
        self._allow()
        self.read_again()

    def _arrange(self) -> None:
        language = self._desk.language
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Attestations of attendance"), size="section"))
        whole.addWidget(self.notice)
        whole.addLayout(row(self.summary, None, self.revoke_button, self.check_button))
        whole.addWidget(self.table, 1)
        whole.addLayout(row(None, cancel, self.only_chosen, self.everybody))
        self.table.view.setFocus()

    def read_again(self) -> None:
        """Read who attended how much."""
        key = self._key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import attestations

            return attestations.eligible(workspace, key)

        self._desk.ops.read(self, work, self._show, failed=self._refused)

    def revoke(self) -> None:
        """Ask for the reason, then take the attestation of the current row back."""
        standing = [each for each in self.table.chosen_rows() if each.is_attested]
        if len(standing) == 1:
            dialog = RevokeDialog(self, self._desk, standing[0])
            dialog.revoked.connect(self._revoked)
            dialog.open()

    def _revoked(self) -> None:
        self.read_again()
        self.touched.emit()

    def _take_chosen(self) -> None:
        people = tuple(
            each.participant.participant.id for each in self.table.chosen_rows() if may_have(each)
        )
        self.chosen.emit(people)
        self.accept()

    def _take_everybody(self) -> None:
        self.chosen.emit(())
        self.accept()

    def _show(self, people: list[Any]) -> None:
        language = self._desk.language
        self.table.show_rows(people)
        self._choose_again(people)
        qualified = sum(may_have(each) for each in people)
        handed = sum(each.is_attested for each in people)
        said = (
            language.plural("{count} person qualifies", "{count} people qualify", qualified),
            language.plural("{count} attestation handed out", "{count} attestations handed out",
                            handed),
        )  # fmt: skip
        self.summary.setText("  ·  ".join(said))
        self.everybody.setEnabled(bool(qualified))
        self._allow()

    def _choose_again(self, people: list[Any]) -> None:
        view = self.table.view
        view.clearSelection()
        for number, each in enumerate(self.table.model.rows if people else []):
            if each.participant.participant.id in self._chosen_before:
                mode = view.selectionModel().SelectionFlag
                index = self.table.model.index(number, 0)
                view.selectionModel().select(index, mode.Select | mode.Rows)

    def _allow(self) -> None:
        rows = self.table.chosen_rows()
        self.only_chosen.setEnabled(bool(rows) and all(may_have(each) for each in rows))
        self.revoke_button.setEnabled(len(rows) == 1 and rows[0].is_attested)

    def _refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))

    def _table(self) -> RecordTable:
        language = self._desk.language

        def share(each: Any) -> float:  # noqa: ANN401
            return float(each.attended / each.possible) if each.possible else 0.0

        def half_days(each: Any) -> str:  # noqa: ANN401
            counts = language("{count} of {total}", count=language.number(each.attended),
                              total=language.number(each.possible))  # fmt: skip
            return f"{counts} ({language.percent(share(each))})"

        def serial(each: Any) -> str:  # noqa: ANN401
            return (each.attestation.serial if each.attestation else None) or ""

        columns = [
            text_column(
                "name", language("Name"), lambda each: each.participant.participant.full_name
            ),
            Column(
                "half_days", language("Half-days attended"), half_days,
                lambda each: (False, share(each)), is_number=True,
            ),
            Column(
                "state", language("Attestation"), lambda each: state_of(each, language),
                lambda each: (False, state_of(each, language)), icon=state_icon,
            ),
            text_column("serial", language("Serial number"), serial),
        ]  # fmt: skip
        empty = EmptyState(
            "award",
            language("Nobody to attest"),
            language("Register people and mark who was there: those who attended enough qualify."),
        )
        made = RecordTable("attestations", columns, self._desk.memory, language("People"), empty)
        made.set_widths(name=260, half_days=170, state=240, serial=120)
        return made


def ask_for_people(part: Any, choices: PaperChoices, then: Callable[[], object]) -> None:  # noqa: ANN401
    """Ask whose attestations of the part's activity are printed."""
    dialog = AttestationsDialog(part, part.desk, part.key, choices.people)

    def take(people: tuple[UUID, ...]) -> None:
        choices.people = people
        then()

    dialog.chosen.connect(take)
    dialog.touched.connect(then)
    dialog.open()


class RevokeDialog(QDialog):
    """Says whose attestation is taken back, and asks why."""

    revoked = Signal()

    def __init__(self, parent: QWidget, desk: Desk, standing: Any) -> None:  # noqa: ANN401
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._attestation = standing.attestation.id
        language = desk.language
        self.setWindowTitle(language("Revoke an attestation"))
        at_least(self, 520)
        self.notice = ProblemBar(language)
        words = language(
            "{name}, number {serial}. The number stays known and is told to be revoked; this "
            "cannot be taken back.",
            name=standing.participant.participant.full_name,
            serial=standing.attestation.serial,
        )
        self.reason = QLineEdit()
        self.reason.setAccessibleName(language("Reason for the revocation"))
        self.reason.setMaxLength(300)
        self.revoke_button = button(language("Revoke"), role="primary", icon_name="ban")
        self.revoke_button.clicked.connect(self.revoke)
        self.reason.returnPressed.connect(self.revoke)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Revoke an attestation"), size="section"))
        whole.addWidget(self.notice)
        whole.addWidget(label(words, wrap=True))
        reason = label(language("Reason for the revocation"))
        whole.addLayout(column(reason, self.reason, spacing=4))
        whole.addLayout(row(None, cancel, self.revoke_button))

    def revoke(self) -> None:
        """Take the attestation back; without a reason it is told that one is needed."""
        key, reason = self._attestation, self.reason.text()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import attestations

            return attestations.revoke_attestation(workspace, key, reason)

        self._desk.ops.change(self, work, lambda _: self._done(), failed=self._refused)

    def _done(self) -> None:
        self.revoked.emit()
        self.accept()

    def _refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))
        self.reason.setFocus()


class CheckAttestationDialog(QDialog):
    """Reads what a scanner types, or a number; answers in words and with what is attested."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        language = desk.language
        self.setWindowTitle(language("Check an attestation"))
        at_least(self, 600)
        self.notice = ProblemBar(language)
        self.text, self.name = QLineEdit(), QLineEdit()
        left_to_right(self.text)
        self._picture = Picture("circle-check", "accent", 28)
        self.answer = label(bold=True, wrap=True)
        self.details = label(wrap=True)
        head = row(self._picture, self.answer)
        head.setStretch(1, 1)
        self._card = card(head, self.details, margin=16)
        self._card.hide()
        self.check_button = button(language("Check"), role="primary", icon_name="qr-code")
        self.check_button.clicked.connect(self.check)
        self.text.returnPressed.connect(self.check)
        self.name.returnPressed.connect(self.check)
        self._arrange()

    def _arrange(self) -> None:
        language = self._desk.language
        words = language(
            "Scan the code printed on the attestation, or type the number below it. The name on "
            "the paper may be typed too: it is compared with the one that was signed."
        )
        close = button(language("Close"))
        close.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Check an attestation"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        for editor, named in (
            (self.text, language("Code or number")),
            (self.name, language("Name on the paper (optional)")),
        ):
            editor.setAccessibleName(named)
            whole.addLayout(column(label(named), editor, spacing=4))
        whole.addWidget(self._card)
        whole.addLayout(row(None, close, self.check_button))

    def check(self) -> None:
        """Ask what is known of the code or number; nothing is changed."""
        text, name = self.text.text(), self.name.text()
        if not text.strip():
            self.text.setFocus()
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import attestations

            return attestations.check_attestation(workspace, text, printed_name=name)

        self._desk.ops.read(self, work, self._show, failed=self._refused, only_latest="check")

    def _show(self, checked: Any) -> None:  # noqa: ANN401
        self.notice.hide()
        self._picture.show_icon(*LOOKS.get(checked.state, UNSURE))
        self.answer.setText(self._desk.language(checked.message))
        lines = lines_of(checked, self._desk.language)
        self.details.setText("\n".join(lines))
        self.details.setVisible(bool(lines))
        self._card.show()
        self.adjustSize()
        announce(self, self.answer.text())
        self.text.selectAll()
        self.text.setFocus()

    def _refused(self, problem: Problem) -> None:
        self._card.hide()
        self.notice.say(self._desk.text_of(problem))


def lines_of(checked: Any, language: Language) -> list[str]:  # noqa: ANN401
    """What a checked attestation attests, a line each."""
    activity = " · ".join(each for each in (checked.activity, checked.title) if each)
    pairs = [
        (N_("Serial number"), checked.serial),
        (N_("Name"), checked.holder),
        (N_("Activity"), activity),
        (N_("Half-days attended"), _share(checked, language)),
        (N_("Issued on"), language.date(checked.issued_on) if checked.issued_on else ""),
        (N_("Office"), checked.office),
        (N_("Revoked on"), language.date(checked.revoked_on) if checked.revoked_on else ""),
        (N_("Reason for the revocation"), checked.revoked_reason),
    ]
    return [language.labelled(language(words), value) for words, value in pairs if value]


def _share(checked: Any, language: Language) -> str:  # noqa: ANN401
    if checked.attended is None or checked.possible is None:
        return ""
    return language("{count} of {total}", count=language.number(checked.attended),
                    total=language.number(checked.possible))  # fmt: skip


def may_have(standing: Any) -> bool:  # noqa: ANN401
    """Whether a person's attestation can be printed."""
    return bool(standing.is_attested or standing.reached)


def state_of(standing: Any, language: Language) -> str:  # noqa: ANN401
    """Where a person stands, in words."""
    attestation = standing.attestation
    if standing.is_attested:
        return language("Issued on {date}", date=language.date(attestation.issued_on))
    if attestation is not None:
        return language("Revoked on {date}", date=language.date(attestation.revoked_on))
    return language(TO_HAND_OUT if standing.reached else NOT_YET)


def state_icon(standing: Any) -> Any:  # noqa: ANN401
    """Where a person stands, as an icon."""
    if standing.is_attested:
        return icon("circle-check", "accent")
    if standing.attestation is not None:
        return icon("ban", "danger")
    return icon("award", "accent") if standing.reached else icon("info", "muted")
