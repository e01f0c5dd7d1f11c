"""The check of everything: a button, how far it has come, what was found."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import button, label, row


class CheckRow(QWidget):
    """Checks the workspace off the window's thread; the way to the safety copies stands beside."""

    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.check_button = button(language("Check the workspace"), icon_name="shield-check")
        self.check_button.clicked.connect(self.check)
        self.copies_button = button(language("Safety copies"), icon_name="save")
        self.copies_button.clicked.connect(lambda: desk.go("safety_copies"))
        self.result = label(role="muted", wrap=True)
        self.result.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(row(self.check_button, self.copies_button, None))
        whole.addWidget(self.result)

    def check(self) -> None:
        """Look at everything in the workspace and say what was found."""
        self.check_button.setEnabled(False)
        self.result.setText(self._desk.language("Checking…"))
        self.result.show()

        def work(workspace: Any, told: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import checking

            return checking.check_workspace(workspace, told)

        self._desk.ops.read(self, work, self._show, failed=self._refuse, told=self._tell)

    def _tell(self, done: int, of_all: int) -> None:
        """How far the check has come; documents and bundles take their time."""
        share = self._desk.language.percent(done / of_all)
        self.result.setText(self._desk.language("Checking… {share}", share=share))

    def _show(self, check: Any) -> None:  # noqa: ANN401
        self.check_button.setEnabled(True)
        found = [self._desk.text_of(each) for each in check.problems]
        good = self._desk.language(
            "Everything is in order: keys, pages, change log, words, documents, bundles, copies."
        )
        self.result.setText("\n".join(found) or good)

    def _refuse(self, problem: Problem) -> None:
        self.check_button.setEnabled(True)
        self.result.hide()
        self.refused.emit(problem)
