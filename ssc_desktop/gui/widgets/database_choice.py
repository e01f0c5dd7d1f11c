"""Where the records of a headquarters are to lie: in its folder, or on a PostgreSQL server."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import button, label, mark_wrong, row

EXAMPLE = "postgresql+psycopg://name@server/database"


class DatabaseChoice(QWidget):
    """An address that may be left empty, and a button that tries it; nothing is written there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.line = QLineEdit()
        self.line.setPlaceholderText(EXAMPLE)
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.textEdited.connect(self._forget)
        self.try_button = button(language("Try"))
        self.try_button.clicked.connect(self.try_address)
        self.told = label(role="muted", wrap=True)
        self.told.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        line = row(self.line, self.try_button)
        line.setStretch(0, 1)
        whole.addLayout(line)
        whole.addWidget(self.told)
        self._forget()

    @property
    def address(self) -> str | None:
        """The address of the database; None where the records are to lie in the folder."""
        return self.line.text().strip() or None

    def try_address(self) -> None:
        """Reach the server and look whether a headquarters can begin there."""
        address = self.address
        if address is None:
            return
        self.try_button.setEnabled(False)

        def work(_: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import server_choice

            server_choice.try_server(address)

        self._desk.ops.read(self, work, lambda _: self._fits(), failed=self.refuse)

    def refuse(self, problem: Problem) -> None:
        """Say why nothing can begin there."""
        self._tell(self._desk.text_of(problem), wrong=True)

    def _fits(self) -> None:
        self._tell(self._desk.language("The server answers, and its database is empty."))

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self.told.setText(words)
        self.told.show()
        mark_wrong(self.line, wrong=wrong)
        self.try_button.setEnabled(self.address is not None)

    def _forget(self) -> None:
        self.told.hide()
        mark_wrong(self.line, wrong=False)
        self.try_button.setEnabled(self.address is not None)
