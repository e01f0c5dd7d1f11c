"""The unlock step: whose workspace it is, and the passphrase that opens it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import Picture, button, card, label, mark_wrong, row

# What a safety copy helps against: everything else is not about the files of the workspace.
HELPED = frozenset({"unreadable-database", "database-damaged", "not-a-workspace", "damaged-keys"})


class Unlock(QWidget):
    """Asks for the passphrase; the derivation of the key runs beside the window."""

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        found: Any,  # noqa: ANN401
        back: Callable[[], None],
        bring_back: Callable[[Path], None],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._folder = folder
        self._notice: Problem | None = None
        language = desk.language
        self.notice = ProblemBar(language)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.passphrase.setAccessibleName(language("Passphrase"))
        self.passphrase.returnPressed.connect(self.unlock)
        self._open = button(language("Open"), role="primary", icon_name="key-round")
        self._open.clicked.connect(self.unlock)
        self._back = button(language("Back"))
        self._back.clicked.connect(back)
        self.forgotten = button(language("Passphrase forgotten…"), role="link")
        self.forgotten.clicked.connect(self.ask_recovery_key)
        # A workspace that joined no headquarters yet has nobody who could open it again.
        self.forgotten.setVisible(bool(getattr(found, "recoverable", False)))
        self.from_copy = button(language("Bring back from a safety copy…"), role="link")
        self.from_copy.clicked.connect(lambda: bring_back(folder))
        self.from_copy.hide()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.hide()
        self.setFocusProxy(self.passphrase)
        self._arrange(title_of(found, folder))

    def _arrange(self, title: str) -> None:
        language = self._desk.language
        path = label(str(self._folder), role="muted", wrap=True)
        path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        inside = card(
            row(Picture("lock", "accent", 28), label(title, size="title"), None, spacing=12),
            path,
            self.notice,
            label(language("Passphrase"), bold=True),
            self.passphrase,
            self._busy,
            row(self.from_copy, None),
            row(self._back, self.forgotten, None, self._open),
        )
        inside.setFixedWidth(460)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        # Beside gaps, not aligned: what is aligned gets no height for words that wrap.
        whole.addLayout(row(None, inside, None))
        whole.addStretch(2)

    def unlock(self) -> None:
        """Try to open the workspace with what was typed."""
        passphrase, folder = self.passphrase.text(), self._folder
        if not passphrase:
            return
        self._be_busy(busy=True)

        def work(_: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import workspaces

            return workspaces.open_workspace(folder, passphrase)

        self._desk.ops.open(self, work, self._opened, self._refused)

    def ask_recovery_key(self) -> None:
        """Let headquarters' recovery key open the workspace, and go in with a new passphrase."""
        from ssc_desktop.gui.dialogs.forgotten import ForgottenDialog

        ForgottenDialog(self, self._desk, self._folder, self.go_in).open()

    def go_in(self, passphrase: str, notice: Problem | None = None) -> None:
        """Open the workspace with a passphrase that is known; ``notice`` is told once it is open."""
        self._notice = notice
        self.passphrase.setText(passphrase)
        self.unlock()

    def _opened(self, workspace: Any) -> None:  # noqa: ANN401
        self._desk.memory.remember_workspace(self._folder)
        workspace.notice = self._notice or workspace.notice
        self._desk.opened.emit(workspace)

    def _refused(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        self.notice.say(self._desk.text_of(problem))
        self.from_copy.setVisible(problem.code in HELPED)
        mark_wrong(self.passphrase, wrong=problem.code not in HELPED)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _be_busy(self, *, busy: bool) -> None:
        self._busy.setVisible(busy)
        for each in (self.passphrase, self._open, self._back, self.forgotten):
            each.setEnabled(not busy)
        if busy:
            self.notice.hide()
            mark_wrong(self.passphrase, wrong=False)


def title_of(found: Any, folder: Path) -> str:  # noqa: ANN401
    """The office's name where the folder tells it, else the folder's."""
    return str(getattr(found, "office_name", "") or folder.name)
