"""The card by which offices get to know a headquarters: as a file, on the screen, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.enrolment_code import EnrolmentCodeDialog
from ssc_desktop.gui.widgets.fingerprint import Fingerprint
from ssc_desktop.gui.widgets.plain import button, card, row
from ssc_desktop.language import Language


class HeadquartersCard(QWidget):
    """Shows the fingerprint and hands the card out."""

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self._own = Fingerprint(language("Fingerprint of headquarters, to print beside its card"))
        make = button(language("Write the card…"), icon_name="key-round")
        make.clicked.connect(self.choose_folder)
        show = button(language("Show the card"), icon_name="qr-code")
        show.clicked.connect(self.show_card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card(row(self._own, None, make, show), margin=16))

    def show_digits(self, fingerprint: str) -> None:
        """Show headquarters' fingerprint."""
        self._own.show_digits(fingerprint)

    def show_problem(self, problem: Problem) -> None:
        """Hand a problem on to where it is told."""
        self.refused.emit(problem)

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

    def show_card(self) -> None:
        """Show the card as a code and as lines, for offices no file can reach."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment_papers

            return enrolment_papers.show_card(workspace)

        def show(found: Any) -> None:  # noqa: ANN401
            title = self._desk.language("Card of headquarters")
            language = self._desk.language
            EnrolmentCodeDialog(self, language, title, found, self.print_card).open()

        self._desk.ops.read(self, work, show, failed=self.refused.emit)

    def print_card(self, path: Path) -> None:
        """Write the card as a PDF, in the language of papers."""
        language = Language(self._desk.memory.settings.sheet_language())

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import enrolment_papers

            return enrolment_papers.print_card(workspace, language=language, path=path)

        def done(_: Any) -> None:  # noqa: ANN401
            self._desk.tell(self._desk.language("Written: {file}", file=path.name))

        self._desk.ops.read(self, work, done, failed=self.refused.emit)
