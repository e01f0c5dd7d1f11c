"""Another officer of this laptop: name, role, and a passphrase only they know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.passphrases import passphrase_line, wrong_choice
from ssc_desktop.gui.widgets.plain import button, column, label, mark_wrong, row
from ssc_desktop.gui.widgets.room import at_least

USUAL_ROLE = "officer"


class NewOfficerDialog(QDialog):
    """Stays open until the officer is added; the passphrase is typed twice by the officer."""

    def __init__(self, parent: QWidget, desk: Desk, then: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._then = desk, then
        language = desk.language
        self.setWindowTitle(language("Add an officer"))
        at_least(self, 460)
        self.notice = ProblemBar(language)
        self.name = QLineEdit()
        self.name.setAccessibleName(language("Name"))
        self.role = QComboBox()
        self.role.setAccessibleName(language("Role"))
        for code, words in desk.lists.options("officer_role"):
            self.role.addItem(words, code)
        self.role.setCurrentIndex(max(0, self.role.findData(USUAL_ROLE)))
        self.passphrase = passphrase_line(language("Passphrase"))
        self.again = passphrase_line(language("Passphrase, once more"))
        self.add_button = button(language("Add"), role="primary", icon_name="check")
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self.accept)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        words = language("The officer types the passphrase: nobody else needs to know it.")
        fields = (self.name, self.role, self.passphrase, self.again)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(language("Add an officer"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        for each in fields:
            whole.addLayout(column(label(each.accessibleName()), each, spacing=4))
        whole.addLayout(row(None, cancel, self.add_button))

    def accept(self) -> None:
        """Add the officer; stay open where something is missing or refused."""
        wrong = self._first_wrong()
        for each in (self.name, self.passphrase, self.again):
            mark_wrong(each, wrong=wrong is not None and each is wrong[0])
        if wrong is not None:
            self.notice.say(wrong[1])
            wrong[0].setFocus()
            return
        self.add_button.setEnabled(False)
        name, role, secret = self.name.text(), self.role.currentData(), self.passphrase.text()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import workspaces

            return workspaces.add_account(workspace, name, role, secret)

        self._desk.ops.change(self, work, self._added, touches=("officer",), failed=self._refused)

    def _first_wrong(self) -> tuple[QLineEdit, str] | None:
        language = self._desk.language
        if not self.name.text().strip():
            return self.name, language("Please fill in this field.")
        return wrong_choice(self.passphrase, self.again, language)

    def _added(self, officer: Any) -> None:  # noqa: ANN401
        super().accept()
        self._then(officer.name)

    def _refused(self, problem: Problem) -> None:
        self.add_button.setEnabled(True)
        self.notice.say(self._desk.text_of(problem))
