"""The sheet of an activity: its form, built from the fields of its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.language import N_


class DetailsPart(Part):
    """The form; each kind's is made when the first activity of the kind is shown."""

    name: ClassVar[str] = "details"
    title: ClassVar[str] = N_("Description")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stack = QStackedWidget()
        self._forms: dict[str, RecordForm] = {}
        self.body.addWidget(self._stack, 1)

    @property
    def form(self) -> RecordForm:
        """The form that is shown."""
        return self._stack.currentWidget()  # type: ignore[return-value]

    def read_again(self) -> None:
        """Read the activity and what does not fit in it."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.show_activity(workspace.store, key)

        self.read(work, self._show)

    def leave(self) -> None:
        """Save the field the person is in."""
        if self._forms:
            self.form.leave()

    def _show(self, found: Any) -> None:  # noqa: ANN401
        kind = found.activity.kind
        if kind not in self._forms:
            self._forms[kind] = RecordForm(self.desk, ALL_KINDS[kind], self._saver)
            self._forms[kind].saved.connect(lambda _name: self._saved())
            self._stack.addWidget(self._forms[kind])
        self._stack.setCurrentWidget(self._forms[kind])
        self._forms[kind].show_record(found.activity, found.findings)

    def _saver(self, values: dict[str, object]) -> Callable[[Any], Any]:
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.change_activity(workspace.store, key, values)

        return work

    def _saved(self) -> None:
        self.read_again()
        self.renewed.emit()
