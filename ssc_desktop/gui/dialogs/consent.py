"""What people answered when they were asked for consent: one purpose, one person or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.evidence import Consent
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.gui.widgets.room import open_at

ASKED = ("state", "given_on", "language", "medium", "form_version", "collector")
PHOTO, CONSENT = "photo", "consent"


class ConsentDialog(QDialog):
    """Records one answer of everybody who was chosen; an undo gives each their own back."""

    def __init__(
        self, parent: QWidget, desk: Desk, people: Sequence[UUID], then: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._people, self._then = desk, list(people), then
        language = desk.language
        title = language.plural(
            "Consent of {count} person", "Consent of {count} people", len(people)
        )
        self.setWindowTitle(title)
        open_at(self, 880, 440)
        self.notice = ProblemBar(language)
        self.purpose = QComboBox()
        self.purpose.setAccessibleName(language("For what"))
        for code, words in desk.lists.options("consent_purpose"):
            self.purpose.addItem(words, code)
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(PHOTO)))
        self.form = RecordForm(desk, Consent, only=ASKED)
        self.form.fill(
            {
                "state": "given",
                "given_on": date.today(),
                "language": desk.memory.settings.sheet_language(),
            }
        )
        self.record = button(language("Record"), role="primary", icon_name="check")
        self.record.setDefault(True)
        self.record.clicked.connect(self.accept)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(self.notice)
        whole.addLayout(column(label(self.purpose.accessibleName()), self.purpose, spacing=4))
        whole.addWidget(self.form, 1)
        whole.addLayout(row(None, cancel, self.record))

    def accept(self) -> None:
        """Record the answer; stay open when it cannot be."""
        people, purpose = self._people, self.purpose.currentData()
        values = {**self.form.values(), "basis": CONSENT}
        self.record.setEnabled(False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import consents

            return consents.record_consents(workspace.store, people, purpose, values)

        self._desk.ops.change(
            self,
            work,
            lambda before: self._recorded(purpose, before),
            touches=("consent",),
            failed=self._refused,
        )

    def _recorded(self, purpose: str, before: Any) -> None:  # noqa: ANN401
        super().accept()
        desk, then = self._desk, self._then

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import consents

            return consents.put_back(workspace.store, purpose, before)

        def undo() -> None:
            desk.ops.change(None, work, lambda _: then())

        words = desk.language.plural(
            "{count} answer recorded", "{count} answers recorded", len(before)
        )
        desk.tell(words, undo)
        then()

    def _refused(self, problem: Problem) -> None:
        self.record.setEnabled(True)
        if not self.form.show_problem(problem):
            self.notice.say(self._desk.text_of(problem))
