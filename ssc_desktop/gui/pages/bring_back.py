"""The step that brings a workspace back from a safety copy: on a new laptop, or where one opens no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.new_workspace import labelled
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.passphrases import passphrase_line
from ssc_desktop.gui.widgets.path_rows import file_row, folder_row
from ssc_desktop.gui.widgets.plain import Picture, button, card, label, mark_wrong, row
from ssc_desktop.paths import documents_folder

KINDS = "*.sscbackup *.db"


class BringBack(QWidget):
    """Asks for the copy, the folder and the passphrase; what is there already is kept."""

    def __init__(
        self,
        desk: Desk,
        back: Callable[[], None],
        then: Callable[[Path, str], None],
        folder: Path | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._then = desk, then
        language = desk.language
        self.notice = ProblemBar(language)
        self.file, self.folder = QLineEdit(), QLineEdit()
        self.passphrase = passphrase_line(language("Passphrase"))
        self.passphrase.returnPressed.connect(self.bring)
        self.bring_button = button(language("Bring back"), role="primary", icon_name="check")
        self.bring_button.clicked.connect(self.bring)
        self._back = button(language("Back"))
        self._back.clicked.connect(back)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.hide()
        self.file.textChanged.connect(self._propose_folder)
        self.setFocusProxy(self.passphrase if folder else self.file)
        self._arrange()
        if folder is not None:
            self.folder.setText(str(folder))
            self.folder.setModified(True)
            desk.ops.read(self, lambda _: _newest(folder), self.file.setText)

    def _arrange(self) -> None:
        language = self._desk.language
        title = language("Bring back from a safety copy")
        words = language(
            "Choose the copy on the stick, and a new folder on this laptop. Where the folder holds "
            "a workspace, what it says now is kept among its safety copies."
        )
        copy, folder = language("Safety copy"), language("Folder")
        known = language("One that opened the workspace when the copy was made")
        inside = card(
            row(Picture("history", "accent", 28), label(title, size="title"), None, spacing=12),
            label(words, role="muted", wrap=True),
            self.notice,
            labelled(copy, file_row(self.file, copy, KINDS, language)),
            labelled(folder, folder_row(self.folder, folder, language)),
            labelled(language("Passphrase"), self.passphrase, known),
            self._busy,
            row(self._back, None, self.bring_button),
        )
        inside.setFixedWidth(560)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        # Beside gaps, not aligned: what is aligned gets no height for words that wrap.
        whole.addLayout(row(None, inside, None))
        whole.addStretch(2)

    def _propose_folder(self, name: str) -> None:
        if not self.folder.isModified():
            # Copies made by hand begin with the code of the office.
            code = Path(name).name.partition("-")[0]
            made = f"SSC {code}" if code.isupper() else "SSC Desktop"
            self.folder.setText(str(documents_folder() / made))

    def bring(self) -> None:
        """Put the copy into the folder, then open it there."""
        lines = (self.file, self.folder, self.passphrase)
        missing = next((each for each in lines if not each.text().strip()), None)
        for each in lines:
            mark_wrong(each, wrong=each is missing)
        if missing is not None:
            self.notice.say(self._desk.language("Please fill in this field."))
            missing.setFocus()
            return
        self._be_busy(busy=True)
        file, folder = Path(self.file.text().strip()), Path(self.folder.text().strip())
        secret = self.passphrase.text()
        self._desk.ops.read(
            self,
            lambda _: _bring_back(folder, file, secret),
            lambda _: self._then(folder, secret),
            failed=self._refused,
        )

    def _refused(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        self.notice.say(self._desk.text_of(problem))

    def _be_busy(self, *, busy: bool) -> None:
        self._busy.setVisible(busy)
        self.bring_button.setEnabled(not busy)
        self._back.setEnabled(not busy)
        if busy:
            self.notice.hide()


def _newest(folder: Path) -> str:
    from ssc_desktop.services import safety_copies

    return str(safety_copies.newest_copy(folder) or "")


def _bring_back(folder: Path, file: Path, passphrase: str) -> Any:  # noqa: ANN401
    from ssc_desktop.services import restoring

    return restoring.restore_backup(folder, file, passphrase)
