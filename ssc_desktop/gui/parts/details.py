"""The sheet of an activity: how complete it is, and its form, built from the fields of its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.parts.indicator_proposal import offer_proposal
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.widgets.completeness_bar import CompletenessBar
from ssc_desktop.language import N_

PATIENCE_MS = 30


class DetailsPart(Part):
    """The form; each kind's is made when the first activity of the kind is shown."""

    name: ClassVar[str] = "details"
    title: ClassVar[str] = N_("Description")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stack = QStackedWidget()
        self._forms: dict[str, RecordForm] = {}
        self._activity: Any = None
        self.completeness = CompletenessBar(desk.language, desk.lists)
        self.completeness.asked.connect(self.go_to)
        self.completeness.hide()
        self.body.addWidget(self.completeness)
        self.body.addWidget(self._stack, 1)

    @property
    def form(self) -> RecordForm:
        """The form that is shown."""
        return self._stack.currentWidget()  # type: ignore[return-value]

    def read_again(self) -> None:
        """Read the activity, then what does not fit in it and what is missing."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.show_activity(workspace.store, key)

        self.read(work, self._show)

    def leave(self) -> None:
        """Save the field the person is in."""
        if self._forms:
            self.form.leave()

    def go_to(self, part: str, field: str) -> None:
        """Go where something is done: to another part of the record, or to a field of the form."""
        if part and part != self.name:
            self.desk.go("activity", (self.key, part))
        elif field in self.form.boxes:
            self.form.boxes[field].widget.setFocus()
        elif field and not self.form.is_complete:
            # A form is built a few fields at a time.
            QTimer.singleShot(PATIENCE_MS, self, lambda: self.go_to(part, field))

    def _show(self, found: Any) -> None:  # noqa: ANN401
        self._activity = found.activity
        kind = found.activity.kind
        if kind not in self._forms:
            self._forms[kind] = RecordForm(self.desk, ALL_KINDS[kind], self._saver)
            self._forms[kind].saved.connect(lambda _name: self._saved())
            offer_proposal(self._forms[kind], self.desk, lambda: self._activity)
            self._stack.addWidget(self._forms[kind])
        self._stack.setCurrentWidget(self._forms[kind])
        self._forms[kind].show_record(found.activity, found.findings)
        self._weigh()

    def _weigh(self) -> None:
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activity_status, completeness

            store = workspace.store
            return (
                completeness.completeness_of(store, key),
                activity_status.check_activity(store, key),
            )

        self.read(work, self._show_weight, only_latest="weigh")

    def _show_weight(self, found: Any) -> None:  # noqa: ANN401
        complete, findings = found
        self.completeness.show_completeness(complete)
        self.completeness.show_findings([each for each in findings if not each.field])
        self.completeness.show()
        self.form.show_findings(each for each in findings if each.field)

    def _saver(self, values: dict[str, object]) -> Callable[[Any], Any]:
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.change_activity(workspace.store, key, values)

        return work

    def _saved(self) -> None:
        self.read_again()
        self.renewed.emit()
