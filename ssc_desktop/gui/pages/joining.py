"""Joining a headquarters without a file: its card typed or scanned, the request shown and printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.enrolment_code import EnrolmentCodeDialog
from ssc_desktop.gui.dialogs.typed_lines import TypedLinesDialog
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import Language


class Joining(QWidget):
    """Two buttons, of which one is of use at a time, and what headquarters certified."""

    read_card = Signal(str, object)
    """The lines of a card were typed; the dialog they were typed in is told what is wrong."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.type_button = button(language("Type or scan a card…"))
        self.type_button.clicked.connect(self.type_card)
        self.request_button = button(language("Show the request"), icon_name="qr-code")
        self.request_button.clicked.connect(self.show_request)
        self.certified = label(role="muted", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.certified)
        whole.addLayout(row(self.type_button, self.request_button, None))
        self.show_joined(is_joined=False)

    def show_joined(self, *, is_joined: bool) -> None:
        """Offer what is of use, and read what headquarters certified."""
        self.type_button.setVisible(not is_joined)
        self.request_button.setVisible(is_joined)
        self.certified.setVisible(is_joined)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import certificates

            return certificates.own_certificate(workspace.store) if workspace else None

        self._desk.ops.read(self, work, self._show_certificate, only_latest="certificate")

    def type_card(self) -> None:
        """Let the person type or scan the lines of headquarters' card."""
        title = self._desk.language("Card of headquarters")
        dialog = TypedLinesDialog(self, self._desk.language, title, self._typed)
        self.typing = dialog
        dialog.open()

    def show_request(self) -> None:
        """Show this laptop's request as a code and as lines."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment_papers

            return enrolment_papers.show_request(workspace)

        def show(found: Any) -> None:  # noqa: ANN401
            language = self._desk.language
            title = language("Request of a laptop")
            EnrolmentCodeDialog(self, language, title, found, self.print_request).open()

        self._desk.ops.read(self, work, show)

    def print_request(self, path: Path) -> None:
        """Write the request as a PDF, in the language of papers."""
        language = Language(self._desk.memory.settings.sheet_language())

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment_papers

            return enrolment_papers.print_request(workspace, language=language, path=path)

        def done(_: Any) -> None:  # noqa: ANN401
            self._desk.tell(self._desk.language("Written: {file}", file=path.name))

        self._desk.ops.read(self, work, done)

    def _typed(self, lines: str) -> None:
        self.read_card.emit(lines, self.typing)

    def _show_certificate(self, found: Any) -> None:  # noqa: ANN401
        language = self._desk.language
        if found is None:
            words = language("Not certified yet: the certificate comes with a bundle back.")
        elif found.revoked_from:
            words = language("Headquarters revoked this laptop. Ask headquarters.")
        else:
            words = language(
                "Certified as laptop {number} of {office} since {day}",
                number=language.number(found.number),
                office=found.office_code,
                day=language.date(found.since.astimezone().date(), "long"),
            )
        self.certified.setText(words)
