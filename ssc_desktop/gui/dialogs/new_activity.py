"""The few questions a new activity needs; the rest is filled in on its record."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.draft_places import place_of_new
from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.drafts import NewRecordDraft
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.icons import KIND_ICONS, icon
from ssc_desktop.gui.tab_order import in_reading_order
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at

ASKED = ("title", "start", "end", "country", "region", "city", "venue")


class KindButton(QToolButton):
    """One of the kinds: arrows choose the next and the one before, round and round."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with the arrows as they point, also on a mirrored screen."""
        onward = -1 if self.isRightToLeft() else 1
        keys = Qt.Key
        steps = {keys.Key_Down: 1, keys.Key_Up: -1, keys.Key_Right: onward, keys.Key_Left: -onward}
        if event.key() not in steps:
            super().keyPressEvent(event)
            return
        kinds = self.group().buttons()
        chosen = kinds[(kinds.index(self) + steps[keys(event.key())]) % len(kinds)]
        chosen.click()
        chosen.setFocus(Qt.FocusReason.TabFocusReason)


class NewActivityDialog(QDialog):
    """Asks for kind, title, dates and place; records the activity."""

    made = Signal(object)

    def __init__(
        self, parent: QWidget, desk: Desk, kind: str | None, day: date | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        language = desk.language
        self.setWindowTitle(language("New activity"))
        open_at(self, 880, 560)
        self.notice = ProblemBar(language)
        self._kinds = QButtonGroup(self)
        self.form = RecordForm(desk, Activity, only=ASKED)
        self.record = button(language("Record"), role="primary", icon_name="check")
        self.record.setDefault(True)
        self.record.clicked.connect(self.accept)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(language("New activity"), size="section"))
        whole.addWidget(self.notice)
        self._draft = NewRecordDraft(
            self, self.form, desk.drafts, place_of_new("activity"), lambda: {"kind": self.kind}
        )
        whole.addWidget(self._draft.words(language))
        whole.addLayout(self._choose_kind(kind or str(self._draft.typed.get("kind", "")) or None))
        self._kinds.idClicked.connect(lambda _id: self._draft.note())
        self._kinds.idToggled.connect(lambda _id, _on: self._stop_at_chosen())
        self._stop_at_chosen()
        whole.addWidget(self.form, 1)
        whole.addLayout(row(None, cancel, self.record))
        self._propose(day)
        self._draft.fill()
        self.form.boxes["title"].widget.setFocus()

    @property
    def kind(self) -> str:
        """The kind that is chosen."""
        return list(KIND_LABELS)[self._kinds.checkedId()]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes in reading order: the kind stands above the fields."""
        in_reading_order(self)
        return super().focusNextPrevChild(forward)

    def accept(self) -> None:
        """Record the activity; stay open when it cannot be."""
        values, kind = self.form.values(), self.kind
        if not values.get("title"):
            words = self._desk.language("Please give the activity a title.")
            self.form.boxes["title"].say_wrong(words)
            self.form.boxes["title"].widget.setFocus()
            return
        self.record.setEnabled(False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.add_activity(workspace.store, kind, values)

        touches = ("activity", "half_day")
        self._desk.ops.change(self, work, self._recorded, touches=touches, failed=self._refused)

    def _recorded(self, activity: Any) -> None:  # noqa: ANN401
        super().accept()
        self.made.emit(activity)

    def _refused(self, problem: Problem) -> None:
        self.record.setEnabled(True)
        if not self.form.show_problem(problem):
            self.notice.say(self._desk.text_of(problem))

    def _propose(self, day: date | None) -> None:
        country = self.form.boxes["country"].editor
        country.set_value(self._desk.workspace.office.country)
        country.left.emit()
        start, end = self.form.boxes["start"].editor, self.form.boxes["end"].editor

        def end_as_start() -> None:
            if not end.value():
                end.set_value(start.value())

        start.left.connect(end_as_start)
        for editor in (start, end):
            editor.set_value(day)
            editor.left.connect(self.check)
        if day is not None:
            self.check()

    def check(self) -> None:
        """Say beside the days what does not fit of them; whether they can be is said on recording."""
        kind = self.kind
        values = {
            name: self.form.boxes[name].editor.value()
            for name in ("start", "end")
            if isinstance(self.form.boxes[name].editor.value(), date)
        }

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activity_status

            return activity_status.check_draft(workspace.store, kind, values)

        self._desk.ops.read(self, work, self.form.show_findings, only_latest="check")

    def _stop_at_chosen(self) -> None:
        """Tab stops once at the kinds, at the one that is chosen; arrows choose among them."""
        policies = Qt.FocusPolicy
        for each in self._kinds.buttons():
            each.setFocusPolicy(policies.StrongFocus if each.isChecked() else policies.ClickFocus)

    def _choose_kind(self, kind: str | None) -> QHBoxLayout:
        made = QHBoxLayout()
        made.setSpacing(8)
        chosen = kind or next(iter(KIND_LABELS))
        for number, (name, words) in enumerate(KIND_LABELS.items()):
            each = KindButton()
            each.setText(f"\u2009\u2009{self._desk.language(words)}")
            each.setAccessibleName(self._desk.language(words))
            each.setIcon(icon(KIND_ICONS[name], "muted"))
            each.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            each.setCheckable(True)
            each.setProperty("role", "segment")
            each.setFixedHeight(34)
            each.setChecked(name == chosen)
            self._kinds.addButton(each, number)
            made.addWidget(each)
        made.addStretch()
        return made
