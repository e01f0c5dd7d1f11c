"""One printed sheet beside the grid: what was counted by hand, what is marked, why they differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout

from ssc_desktop.domain.attendance import PRESENT_STATES
from ssc_desktop.domain.rules import DO_NOT_ADD_UP
from ssc_desktop.gui.tables.attendance_counts import Counts
from ssc_desktop.gui.tables.attendance_words import PARTS
from ssc_desktop.gui.widgets.plain import Card, Picture, column, label, mark_wrong, row
from ssc_desktop.language import N_, Language

FIELDS = {
    "women": N_("Women"),
    "men": N_("Men"),
    "not_stated": N_("Not stated"),
    "total": N_("Total"),
}
ACROSS = 2


class HandCountCard(Card):
    """Four numbers and a reason, saved when a field is left."""

    typed = Signal(str, object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.count: Any = None
        self._title = label(bold=True)
        self._about = label(role="muted", wrap=True)
        self.fields = {name: self._field(words) for name, words in FIELDS.items()}
        self._marked = {name: label(role="muted") for name in FIELDS}
        self._picture = Picture("triangle-alert", "warning", 18)
        self.difference = label(role="warning", wrap=True)
        self.difference.setContentsMargins(3, 0, 3, 0)
        self.reason = QLineEdit()
        self.reason.setMaxLength(300)
        self.reason.setPlaceholderText(language("Reason for the difference"))
        self.reason.setAccessibleName(language("Reason for the difference"))
        self.reason.editingFinished.connect(self._tell)
        self._arrange()

    def show_count(self, count: Any) -> None:  # noqa: ANN401
        """Show a sheet; what is being typed is left alone."""
        language = self._language
        self.count = count
        title = language("Sheet {number}", number=count.sheet.number)
        self._title.setText(title)
        self._about.setText(self._days(count.slots))
        for name, field in self.fields.items():
            number = getattr(count.sheet, name)
            field.setAccessibleName(f"{language(FIELDS[name])}, {title}")
            self._put(field, "" if number is None else str(number))
        self._put(self.reason, count.reason)
        self._say()

    def follow(self, counts: Counts) -> None:
        """Count the marks of the sheet's half-days anew."""
        self.count = recounted(self.count, counts)
        self._say()

    def focus_what_is_open(self) -> None:
        """Put the cursor where the reason is to be written."""
        self.reason.setFocus()

    def _put(self, field: QLineEdit, text: str) -> None:
        if not field.hasFocus() or not field.isModified():
            field.setText(text)

    def _say(self) -> None:
        language, count = self._language, self.count
        for name, said in self._marked.items():
            number = getattr(count.sheet, f"marked_{name}")
            said.setText(language("marked: {count}", count=language.number(number)))
        differs = differences_in_words(count, language)
        sums = "" if count.sheet.adds_up else language(DO_NOT_ADD_UP, sheet=count.sheet.number)
        told = " ".join(filter(None, (sums, differs)))
        self.difference.setText(told)
        for each in (self.difference, self._picture):
            each.setVisible(bool(told))
        warns = bool(sums) or count.is_open
        self._picture.show_icon("triangle-alert" if warns else "info",
                                "warning" if warns else "muted")  # fmt: skip
        self.reason.setVisible(bool(differs or count.reason))
        mark_wrong(self.reason, wrong=count.is_open)

    def _tell(self) -> None:
        typed = {name: field.text().strip() or None for name, field in self.fields.items()}
        typed["reason"] = self.reason.text().strip() or None
        sheet = self.count.sheet
        kept = {name: getattr(sheet, name) for name in FIELDS}
        before = {name: None if value is None else str(value) for name, value in kept.items()}
        if typed != {**before, "reason": self.count.reason or None}:
            for each in (*self.fields.values(), self.reason):
                each.setModified(False)
            self.typed.emit(sheet.number, typed)

    def _days(self, slots: tuple[str, ...]) -> str:
        parts = [
            f"{slot[8:10]}/{slot[5:7]} {self._language(PARTS.get(slot[11:], slot[11:]))}"
            for slot in slots
        ]
        return self._language.list_of(parts)

    def _field(self, words: str) -> QLineEdit:
        made = QLineEdit()
        made.setMaxLength(6)
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setToolTip(self._language(words))
        made.editingFinished.connect(self._tell)
        return made

    def _arrange(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(12, 10, 12, 12)
        inside.setSpacing(6)
        inside.addWidget(self._title)
        inside.addWidget(self._about)
        counts = QGridLayout()
        counts.setHorizontalSpacing(12)
        counts.setVerticalSpacing(6)
        for number, (name, words) in enumerate(FIELDS.items()):
            said = label(self._language(words))
            cell = column(said, self.fields[name], self._marked[name], spacing=2)
            counts.addLayout(cell, *divmod(number, ACROSS))
        inside.addLayout(counts)
        line = row(self._picture, self.difference)
        line.setStretch(1, 1)
        line.setAlignment(self._picture, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(line)
        inside.addWidget(self.reason)


def differences_in_words(count: Any, language: Language) -> str:  # noqa: ANN401
    """Every difference of a sheet in words."""
    return " ".join(
        language(
            each.text, counted=language.number(each.counted), marked=language.number(each.marked)
        )
        for each in count.differences
    )


def recounted(count: Any, counts: Counts) -> Any:  # noqa: ANN401
    """A sheet's count with the marks of now."""
    columns = [n for n, slot in enumerate(counts.slots) if slot in count.slots]
    sexes = {"F": 0, "M": 0, "X": 0}
    is_marked = False
    for person, marks in zip(counts.people, counts.marks, strict=True):
        states = [marks[n] for n in columns if marks[n] is not None]
        is_marked = is_marked or bool(states)
        if person.is_counted and not PRESENT_STATES.isdisjoint(states):
            sexes[person.sex] = sexes.get(person.sex, 0) + 1
    sheet = replace(
        count.sheet,
        marked_women=sexes["F"],
        marked_men=sexes["M"],
        marked_total=sum(sexes.values()),
    )
    return replace(count, sheet=sheet, is_marked=is_marked)
