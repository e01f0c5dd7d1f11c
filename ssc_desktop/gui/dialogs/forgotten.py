"""A forgotten passphrase: headquarters' recovery key opens the workspace, the officer chooses anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.passphrases import passphrase_line, wrong_choice
from ssc_desktop.gui.widgets.plain import button, column, label, mark_wrong, row
from ssc_desktop.gui.widgets.room import at_least

# A file that holds the key is a line of text; more than this is another file.
LONGEST_FILE = 4096


class ForgottenDialog(QDialog):
    """First the key, which tells the officers there are; then a new passphrase for one of them."""

    def __init__(
        self, parent: QWidget, desk: Desk, folder: Path, then: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._folder, self._then = desk, folder, then
        language = desk.language
        title = language("Choose a new passphrase")
        self.setWindowTitle(title)
        at_least(self, 520)
        self.notice = ProblemBar(language)
        self.key = QLineEdit()
        self.key.setAccessibleName(language("Recovery key"))
        self.key.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.key.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.from_file = button(language("From a file…"), icon_name="folder-open")
        self.from_file.clicked.connect(self._choose_file)
        self.officer = QComboBox()
        self.officer.setAccessibleName(language("Officer"))
        self.passphrase = passphrase_line(language("New passphrase"))
        self.again = passphrase_line(language("New passphrase, once more"))
        self.go_on = button(language("Go on"), role="primary", icon_name="check")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.accept)
        self._choice = QWidget()
        self._arrange(title)

    def _arrange(self, title: str) -> None:
        language = self._desk.language
        words = language(
            "Headquarters keeps the recovery key in its safe. Whoever holds it types it here; then "
            "the officer chooses a new passphrase. Nothing that was recorded is lost."
        )
        fields = (self.officer, self.passphrase, self.again)
        lines = [column(label(each.accessibleName()), each, spacing=4) for each in fields]
        self._choice.setLayout(column(*lines, spacing=12))
        self._choice.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        self._choice.hide()
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addLayout(
            column(label(self.key.accessibleName()), row(self.key, self.from_file), spacing=4)
        )
        whole.addWidget(self._choice)
        whole.addLayout(row(None, cancel, self.go_on))

    def accept(self) -> None:
        """Look whether the key opens the workspace; once it did, set the new passphrase."""
        secret, folder = _as_written(self.key.text()), self._folder
        if not secret:
            self._point_at(self.key, self._desk.language("Please fill in this field."))
        elif self._choice.isHidden():
            self._be_busy(busy=True)
            self._desk.ops.read(
                self, lambda _: _officers(folder, secret), self._ask, failed=self._refused
            )
        else:
            self._set(secret)

    def _ask(self, officers: list[tuple[str, str]]) -> None:
        """The key is right: whose passphrase was forgotten?"""
        self._be_busy(busy=False)
        self.key.setEnabled(False)
        self.from_file.hide()
        for slot, name in officers:
            self.officer.addItem(name, slot)
        self._choice.show()
        self.go_on.setText(self._desk.language("Set the passphrase"))
        self.adjustSize()
        (self.officer if len(officers) > 1 else self.passphrase).setFocus()

    def _set(self, secret: str) -> None:
        wrong = wrong_choice(self.passphrase, self.again, self._desk.language)
        if wrong is not None:
            self._point_at(*wrong)
            return
        folder, slot, new = self._folder, self.officer.currentData(), self.passphrase.text()
        self._be_busy(busy=True)
        self._desk.ops.read(
            self,
            lambda _: _reset(folder, secret, slot, new),
            lambda _: self._done(new),
            failed=self._refused,
        )

    def _done(self, new: str) -> None:
        super().accept()
        self._then(new)

    def _refused(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        self._point_at(self.key, self._desk.text_of(problem))

    def _point_at(self, line: QLineEdit, words: str) -> None:
        for each in (self.key, self.passphrase, self.again):
            mark_wrong(each, wrong=each is line)
        self.notice.say(words)
        line.setFocus()

    def _be_busy(self, *, busy: bool) -> None:
        self.go_on.setEnabled(not busy)
        if busy:
            self.notice.hide()

    def _choose_file(self) -> None:
        title = self._desk.language("Recovery key")
        chosen, _ = QFileDialog.getOpenFileName(self, title)
        if chosen:
            self._desk.ops.read(
                self, lambda _: _read(Path(chosen)), self.key.setText, failed=self._refused
            )


def _as_written(typed: str) -> str:
    """A key as it was made: whoever copies one from paper leaves blanks and writes small letters."""
    return "".join(typed.split()).upper()


def _read(file: Path) -> str:
    from ssc_desktop.services.receiving import unreadable

    try:
        with file.open("rb") as source:
            told = source.read(LONGEST_FILE).decode("utf-8", "replace")
    except OSError as error:
        raise unreadable() from error
    return next((line.strip() for line in told.splitlines() if line.strip()), "")


def _officers(folder: Path, secret: str) -> list[tuple[str, str]]:
    """The account and name of every officer of a workspace that the key opens."""
    from ssc_desktop.services import workspaces

    with workspaces.open_with_recovery(folder, secret) as workspace:
        return [(slot, name) for slot, name, _ in workspaces.list_accounts(workspace)]


def _reset(folder: Path, secret: str, account: str, new: str) -> Any:  # noqa: ANN401
    from ssc_desktop.services import workspaces

    with workspaces.open_with_recovery(folder, secret) as workspace:
        return workspaces.reset_passphrase(workspace, account, new)
