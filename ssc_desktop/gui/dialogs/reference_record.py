"""The programme, an action plan or a commitment: headquarters writes it, each field saved when left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.programme import ActionPlan, Commitment, Programme
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.new_record import NewRecordDialog
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.language import N_

CLASSES = {each.__tablename__: each for each in (Programme, ActionPlan, Commitment)}
TITLES = {
    "programme": N_("Programme"),
    "action_plan": N_("Action plan"),
    "commitment": N_("Reciprocal commitment"),
}
NEW = {"action_plan": N_("New action plan"), "commitment": N_("New commitment")}
ASKED = {
    "action_plan": ("code", "title_en", "title_fr", "title_ar", "countries", "adopted_on"),
    "commitment": (
        *("action_plan_id", "code", "text_en", "text_fr", "text_ar", "theme"),
        *("lead_organisation_id", "partner_organisation_id", "due_on", "state"),
    ),
}


class ReferenceDialog(QDialog):
    """One record's whole form."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        record: Any,  # noqa: ANN401
        then: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._then = then
        language = desk.language
        noun, self._key = record.__tablename__, record.id
        self._noun: str = noun
        title = language(TITLES[noun])
        self.setWindowTitle(title)
        open_at(self, 900, 620)
        self.notice = ProblemBar(language)
        self.form = RecordForm(desk, CLASSES[noun], self._saver)
        self.form.show_record(record)
        close = button(language("Close"), role="primary", icon_name="check")
        close.clicked.connect(self.accept)
        words = language(
            "What is written here travels to the offices with the next return bundles."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addWidget(self.form, 1)
        whole.addLayout(row(None, close))

    def done(self, result: int) -> None:
        """Save what is half typed, and show it behind."""
        self.form.leave()
        super().done(result)
        self._then()

    def _saver(self, values: dict[str, object]) -> Callable[[Any], Any]:
        noun, key = self._noun, self._key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import programmes

            return programmes.change_reference(workspace, noun, key, values)

        return work


def new_reference(
    parent: QWidget, desk: Desk, noun: str, plan: UUID | None, then: Callable[[], None]
) -> NewRecordDialog:
    """Ask for a new action plan or commitment; ``plan`` is the one a commitment belongs to."""

    def add(workspace: Any, values: dict[str, object]) -> Any:  # noqa: ANN401
        from ssc_desktop.services import programmes

        return programmes.add_reference(workspace, noun, values)

    title = desk.language(NEW[noun])
    dialog = NewRecordDialog(parent, desk, title, CLASSES[noun], ASKED[noun], add, (noun,))
    if plan is not None and "action_plan_id" in dialog.form.boxes:
        dialog.form.fill({"action_plan_id": plan})
    dialog.made.connect(lambda _record: then())
    dialog.open()
    return dialog
