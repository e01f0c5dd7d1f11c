"""The exchange of an office: joining its headquarters, making bundles, what was handed over."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.compare import CompareDialog
from ssc_desktop.gui.dialogs.typed_lines import TypedLinesDialog
from ssc_desktop.gui.pages.export_choices import ExportChoices
from ssc_desktop.gui.pages.joining import Joining
from ssc_desktop.gui.pages.office_lists import OfficeLists
from ssc_desktop.gui.pages.return_bundles import ReturnBundles
from ssc_desktop.gui.widgets.fingerprint import Fingerprint
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import Picture, button, card, column, label, row
from ssc_desktop.gui.widgets.standing_sign import recently
from ssc_desktop.language import Language


class _Found(NamedTuple):
    """All that the page shows, read together."""

    card: Any
    status: Any
    fingerprint: str
    files: list[Any]
    decisions: list[Any]
    basis: str


class OfficeExchange(QWidget):
    """Says where the hand-over stands and offers the next step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.notice = ProblemBar(language)
        self._state_picture = Picture("shield-check", "muted", 24)
        self._state = label(bold=True, wrap=True)
        self._below = label(role="muted", wrap=True)
        self._theirs = Fingerprint(language("Fingerprint of headquarters"))
        self._own = Fingerprint(language("Fingerprint of this laptop"))
        self._join = button(language("Join a headquarters…"), icon_name="key-round")
        self._join.clicked.connect(self.choose_card)
        self.joining = Joining(desk)
        self.joining.read_card.connect(self.show_card)
        self.returned = ReturnBundles(self, desk)
        self.returned.taken.connect(self.notice.hide)
        self.returned.taken.connect(self.read_again)
        self.returned.troubled.connect(self.show_problem)
        self._count = label(size="title")
        self._count_below = label(role="muted", wrap=True)
        self.choices = ExportChoices(desk)
        self.lists = OfficeLists(desk)
        self.table = self.lists.outbox
        self.table.changed.connect(self.read_again)
        self._arrange()

    def _arrange(self) -> None:
        words = column(self._state, self._below, spacing=2)
        state = card(
            row(self._state_picture, words, spacing=12),
            self._theirs,
            self._own,
            row(self._join, self.returned.button, None),
            self.joining,
            margin=18,
        )
        outgoing = card(self._count, self._count_below, self.choices, gap(), margin=18, spacing=6)
        top = row(state, outgoing, spacing=16)
        top.setStretch(0, 3)
        top.setStretch(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        whole.addWidget(self.notice)
        whole.addLayout(top)
        whole.addWidget(self.lists, 1)

    def read_again(self) -> None:
        """Read enrolment, counts and the outbox."""
        language = self._desk.language
        self._desk.ops.read(
            self, lambda workspace: _read(workspace, language), self._show, only_latest="all"
        )

    # --- joining ----------------------------------------------------------------------------

    def choose_card(self) -> None:
        """Let the person choose headquarters' card, then compare its fingerprint."""
        language = self._desk.language
        name, _ = QFileDialog.getOpenFileName(
            self, language("Card of headquarters"), "", "*.sscard"
        )
        if name:
            self.show_card(Path(name))

    def show_card(self, source: Path | str, typing: TypedLinesDialog | None = None) -> None:
        """Show the fingerprint of a card and ask whether it is the right one; ``source`` is its
        file, or its lines as they were typed into the dialog ``typing``."""

        def work(_: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment

            return enrolment.read_card(source)

        def show(found: Any) -> None:  # noqa: ANN401
            if typing is not None:
                typing.accept()
            self._compare(source, found)

        failed = typing.show_problem if typing is not None else None
        self._desk.ops.read(self, work, show, failed=failed)

    def _compare(self, source: Path | str, found: Any) -> None:  # noqa: ANN401
        language = self._desk.language
        text = language(
            "This card says it is from {name}. Compare its fingerprint with the one printed on "
            "paper or read to you on the telephone.",
            name=found.name,
        )
        theirs = (language("Fingerprint on the card"), found.keys.fingerprint)
        dialog = CompareDialog(
            self, language, language("Join a headquarters"), text, [theirs], language("Join")
        )
        dialog.accepted.connect(lambda: self.join(source))
        dialog.open()

    def join(self, source: Path | str) -> None:
        """Join, and write the request that headquarters approves."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment

            return enrolment.join(workspace, source, workspace.folder / "outbox")

        def joined(made: Any) -> None:  # noqa: ANN401
            self.read_again()
            language = self._desk.language
            self._desk.tell(language("Request written: {file}", file=made.file.name))
            self.open_outbox()

        self._desk.ops.change(self, work, joined, touches=("exchange",))

    # --- bundles ----------------------------------------------------------------------------

    def export(self) -> None:
        """Write a bundle of everything headquarters is not known to have."""
        chosen = self.choices.chosen()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import exchange

            return exchange.export_bundle(workspace, **chosen)

        self._desk.ops.change(
            self, work, self._exported, touches=("exchange",), failed=self._refuse_export
        )

    def _refuse_export(self, problem: Problem) -> None:
        self.show_problem(problem)
        if problem.field == "basis":
            self.choices.ask_basis()

    def _exported(self, made: Any) -> None:  # noqa: ANN401
        self.notice.hide()
        self.read_again()
        language = self._desk.language
        self._desk.tell(
            language.plural(
                "Bundle {file}: {count} change. It lies in the outbox.",
                "Bundle {file}: {count} changes. It lies in the outbox.",
                made.changes,
                file=made.file.name,
            )
        )

    def open_outbox(self) -> None:
        """Show the outbox in the system's own window of files."""
        folder = self._desk.workspace.folder / "outbox"
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # --- showing ----------------------------------------------------------------------------

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong."""
        self.notice.say(self._desk.text_of(problem))

    def _show(self, found: _Found) -> None:
        card_, status, language = found.card, found.status, self._desk.language
        self._own.show_digits(found.fingerprint)
        if card_ is None:
            self._state_picture.show_icon("info", "warning")
            self._state.setText(language("This office has not joined a headquarters yet"))
            self._below.setText(
                language("Ask headquarters for its card (a small file), then join with it.")
            )
            self._theirs.show_digits("")
        else:
            self._state_picture.show_icon("shield-check", "accent")
            self._state.setText(language("Joined: {name}", name=card_.name))
            self._below.setText(
                language("Bundles are sealed: nobody but headquarters can open them.")
            )
            self._theirs.show_digits(card_.keys.fingerprint)
        self._join.setVisible(card_ is None)
        self.returned.button.setVisible(card_ is not None)
        self.joining.show_joined(is_joined=card_ is not None)
        count = status.not_yet_received
        self._count.setText(language.plural("{count} change only here",
                                            "{count} changes only here", count))  # fmt: skip
        self._count_below.setText(words_of_acknowledgement(status.acknowledged_at, language))
        self._desk.waiting_changed.emit(count)
        self.choices.show_basis(found.basis)
        self.lists.show_lists(found.files, found.decisions)


def gap() -> QVBoxLayout:
    """A gap that grows."""
    made = QVBoxLayout()
    made.addStretch()
    return made


def words_of_acknowledgement(since: datetime | None, language: Language) -> str:
    """Up to when headquarters has everything that was written here."""
    if since is None:
        return language("Headquarters has acknowledged nothing yet")
    moment = recently(since, language)
    return language("Headquarters has everything up to {moment}", moment=moment)


def _read(workspace: Any, language: Language) -> _Found:  # noqa: ANN401
    """Everything the page shows; on the worker."""
    from ssc_desktop.services import (
        enrolment,
        exchange,
        headquarters_desk,
        outbox,
        transfer_basis,
    )

    return _Found(
        enrolment.joined_card(workspace.store),
        exchange.bundle_status(workspace),
        workspace.fingerprint,
        outbox.list_outbox(workspace),
        headquarters_desk.named_decisions(workspace.store, language),
        transfer_basis.recorded_basis(workspace),
    )
