"""An activity in one line: its title, its days and its kind; Enter records it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.day_editor import DayEditor
from ssc_desktop.gui.icons import KIND_ICONS, icon
from ssc_desktop.gui.widgets.plain import button, mark_wrong, row
from ssc_desktop.gui.widgets.plain import card as card_of

LONGEST_TITLE = 300


class QuickAdd(QWidget):
    """Records an activity without leaving the page; the country is the office's."""

    made = Signal(object, int)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST_TITLE)
        self.title.setPlaceholderText(language("Title of a new activity"))
        self.title.setAccessibleName(language("Title of a new activity"))
        self.start, self.end = DayEditor(language), DayEditor(language)
        for editor, words in ((self.start, "Start date"), (self.end, "End date")):
            editor.setAccessibleName(language(words))
            editor.setToolTip(language(words))
            editor.setFixedWidth(152)
            editor.line.returnPressed.connect(self.record)
        self.start.left.connect(self._end_as_start)
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.kind.setMinimumContentsLength(14)
        self.kind.setAccessibleName(language("Kind"))
        for kind, words in KIND_LABELS.items():
            self.kind.addItem(icon(KIND_ICONS[kind], "muted"), language(words), kind)
        self.record_button = button(language("Record"), icon_name="check", tip=language("Record"))
        self.record_button.clicked.connect(self.record)
        self.title.returnPressed.connect(self.record)
        line = row(self.title, self.start, self.end, self.kind, self.record_button)
        line.setStretch(0, 1)
        around = row(card_of(line, margin=12))
        self.setLayout(around)

    def propose(self, day: date) -> None:
        """Begin one on a day: only its title is left to type."""
        self.start.set_value(day)
        self.end.set_value(day)
        self.title.setFocus()

    def record(self) -> None:
        """Record what is typed; say what is missing otherwise."""
        title = self.title.text().strip()
        mark_wrong(self.title, wrong=not title)
        if not title or not self.record_button.isEnabled():
            self.title.setFocus()
            return
        kind = self.kind.currentData()
        values = {
            "title": title,
            "start": self.start.value(),
            "end": self.end.value() or self.start.value(),
            "country": self._desk.workspace.office.country,
        }
        self.record_button.setEnabled(False)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities, undoing

            made = activities.add_activity(workspace.store, kind, values)
            return made, undoing.last_transaction(workspace.store)

        touches = ("activity", "half_day")
        self._desk.ops.change(self, work, self._recorded, touches=touches, failed=self._refused)

    def _recorded(self, made: tuple[Any, int]) -> None:
        self.record_button.setEnabled(True)
        self.title.clear()
        self.start.set_value(None)
        self.end.set_value(None)
        self._show_wrong("")
        self.title.setFocus()
        self.made.emit(*made)

    def _refused(self, problem: Problem) -> None:
        self.record_button.setEnabled(True)
        self._show_wrong(problem.field or "")
        self.refused.emit(problem)

    def _show_wrong(self, field: str) -> None:
        for name, line in (
            ("title", self.title),
            ("start", self.start.line),
            ("end", self.end.line),
        ):
            mark_wrong(line, wrong=name == field)
            if name == field:
                line.setFocus()

    def _end_as_start(self) -> None:
        if not self.end.value():
            self.end.set_value(self.start.value())
