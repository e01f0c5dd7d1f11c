"""An activity again on other days: its title, its days, and whether its people come along."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at

ASKED = ("start", "end", "title")


class DuplicateDialog(QDialog):
    """The half-days move along; attendance, evidence, prints and results stay with the first."""

    made = Signal(object, int)

    def __init__(self, parent: QWidget, desk: Desk, activity: Any) -> None:  # noqa: ANN401
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._activity = activity
        language = desk.language
        self.setWindowTitle(language("Duplicate an activity"))
        open_at(self, 880, 430)
        self.notice = ProblemBar(language)
        self.form = RecordForm(desk, Activity, only=ASKED)
        self.people = QCheckBox(language("Register the same people"))
        self.record = button(language("Record"), role="primary", icon_name="check")
        self.record.setDefault(True)
        self.record.clicked.connect(self.accept)
        self._propose()
        self._arrange()
        self.form.boxes["start"].widget.setFocus()

    def _arrange(self) -> None:
        language = self._desk.language
        words = language(
            "The description and the half-days are copied and move along; attendance, evidence, "
            "prints and results are not."
        )
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(language("Duplicate an activity"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addWidget(self.form, 1)
        whole.addWidget(self.people)
        whole.addLayout(row(None, cancel, self.record))

    def accept(self) -> None:
        """Record the copy; stay open when it cannot be."""
        key, people = self._activity.id, self.people.isChecked()
        start, end, title = (self.form.boxes[name].editor.value() for name in ASKED)
        self.record.setEnabled(False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activity_copies, undoing

            made = activity_copies.duplicate_activity(
                workspace.store, key, start, end=end, title=str(title or ""), people=people
            )
            return made, undoing.last_transaction(workspace.store)

        touches = ("activity", "half_day", "registration")
        self._desk.ops.change(self, work, self._recorded, touches=touches, failed=self._refused)

    def _recorded(self, made: tuple[Any, int]) -> None:
        super().accept()
        self.made.emit(*made)

    def _refused(self, problem: Problem) -> None:
        self.record.setEnabled(True)
        if not self.form.show_problem(problem):
            self.notice.say(self._desk.text_of(problem))

    def _propose(self) -> None:
        self.form.boxes["title"].editor.set_value(self._activity.title)
        for name in ("start", "end"):
            self.form.boxes[name].editor.left.connect(self._days_typed)

    def _days_typed(self) -> None:
        """The end follows the start, at the length of the first activity; say what does not fit."""
        first, last = self._activity.start, self._activity.end or self._activity.start
        start, end = (self.form.boxes[name].editor for name in ("start", "end"))
        day = start.value()
        if isinstance(day, date) and not end.value():
            end.set_value(day + (last - first) if first else day)
        days = {"start": day, "end": end.value()}
        values = {name: each for name, each in days.items() if isinstance(each, date)}

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activity_status

            return activity_status.check_draft(workspace.store, self._activity.kind, values)

        self._desk.ops.read(self, work, self.form.show_findings, only_latest="check")
