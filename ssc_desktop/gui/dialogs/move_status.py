"""Before a status is changed: what does not fit, and the reason where one is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import Picture, button, column, label, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.gui.widgets.scrolling import scrolling

MOST_TOLD = 8


class MoveStatusDialog(QDialog):
    """Nothing here refuses: one moves all the same, knowing what is missing, or goes back."""

    agreed = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        status: str,
        told: Iterable[tuple[str, list[Any]]],
        *,
        asks_reason: bool,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        language = desk.language
        name = desk.lists.name("activity_status", status)
        title = language("Set the status to “{status}”", status=name)
        self.setWindowTitle(title)
        at_least(self, 520)
        self.reason = QLineEdit()
        self.reason.setMaxLength(300)
        self.reason.setAccessibleName(language("Reason"))
        self.move_button = button(language("Set the status"), role="primary", icon_name="check")
        self.move_button.setDefault(True)
        self.move_button.clicked.connect(self.accept)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        self.findings = list(self._lines(list(told)))
        if self.findings:
            inside = QWidget()
            inside.setLayout(column(*self.findings, None, spacing=10))
            whole.addWidget(scrolling(inside), 1)
        if asks_reason:
            words = label(language("Why it was postponed or cancelled."))
            words.setBuddy(self.reason)
            whole.addLayout(column(words, self.reason, spacing=4))
            self.reason.setFocus()
        whole.addLayout(row(None, cancel, self.move_button))

    def accept(self) -> None:
        """Agree, with the reason."""
        self.agreed.emit(self.reason.text().strip())
        super().accept()

    def _lines(self, told: list[tuple[str, list[Any]]]) -> Iterable[QWidget]:
        for title, findings in told[:MOST_TOLD]:
            words = "\n".join(self._words(each) for each in findings)
            made = QWidget()
            text = column(label(title, bold=True, wrap=True), label(words, wrap=True), spacing=0)
            line = row(Picture("triangle-alert", "warning", 18), text, spacing=10)
            line.setStretch(1, 1)
            made.setLayout(line)
            made.setAccessibleName(self._desk.language.labelled(title, words))
            yield made
        if len(told) > MOST_TOLD:
            more = len(told) - MOST_TOLD
            words = self._desk.language.plural("{count} more", "{count} more", more)
            yield label(words, role="muted")

    def _words(self, finding: Any) -> str:  # noqa: ANN401
        language, lists = self._desk.language, self._desk.lists
        words = finding.told(language)
        types = [lists.name("evidence_type", each) for each in finding.details.get("missing", ())]
        return f"{words} {language.list_of(types)}" if types else words
