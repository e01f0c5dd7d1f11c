"""What the columns of a pasted block hold: guessed, corrected once, remembered for its headings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QGridLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.names import fold
from ssc_desktop.domain.participant import Participant
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.people_block import Block, width_of
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import N_, Language

IGNORED = "ignored"
# What a column can hold that no field of a participant is called by.
WORDS = {
    IGNORED: N_("Leave aside"),
    "full_name": N_("Whole name"),
    "sex_f": N_("Mark if a woman"),
    "sex_m": N_("Mark if a man"),
    "birth": N_("Year or date of birth"),
    "age": N_("Age or age group"),
    "place": N_("Place (city and country)"),
    "organisation": N_("Organisation"),
    "contact": N_("Contact (telephone or e-mail)"),
    "role": N_("Role"),
}
HOLDS = (
    IGNORED, "full_name", "family_name", "given_names", "name_ar", "title", "sex", "sex_f", "sex_m",
    "birth", "age", "nationality", "country", "region", "city", "place", "organisation", "function",
    "phone", "email", "contact", "role",
)  # fmt: skip
NAMES = frozenset({"full_name", "family_name", "given_names", "name_ar"})
SAMPLES, COLUMN_WIDTH, LONGEST_SAMPLE = 5, 168, 24


class PasteColumnsDialog(QDialog):
    """Shows the first rows of a block under what each column is taken for; Enter pastes."""

    chosen = Signal(object, int)

    def __init__(self, parent: QWidget, desk: Desk, block: Block, guess: Any) -> None:  # noqa: ANN401
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._block = block
        self._guess = guess
        language = desk.language
        self.setWindowTitle(language("Paste people"))
        self.notice = ProblemBar(language)
        self.boxes = [self._box(number) for number in range(width_of(block))]
        self.headed = QCheckBox(language("The first row holds headings"))
        self.headed.setChecked(bool(guess.heading_row))
        self.headed.toggled.connect(lambda _on: self._count())
        self._counted = label(role="muted")
        self.paste_button = button(language("Paste"), role="primary", icon_name="check")
        self.paste_button.setDefault(True)
        self.paste_button.clicked.connect(self.accept)
        self._recall()
        self._arrange()
        self._count()
        open_at(self, min(len(self.boxes), 6) * (COLUMN_WIDTH + 12) + 72, 430)
        self.paste_button.setFocus()

    @property
    def fields(self) -> tuple[str, ...]:
        """What each column holds."""
        return tuple(str(each.currentData()) for each in self.boxes)

    @property
    def heading_row(self) -> int:
        """The number of the row of headings; 0 for none."""
        return (self._guess.heading_row or 1) if self.headed.isChecked() else 0

    def accept(self) -> None:
        """Hand on what was said, once a column holds the name."""
        if not NAMES & set(self.fields):
            self.notice.say(
                self._desk.language("No column holds the name yet. Say which one does.")
            )
            return
        if self.headed.isChecked():
            self._desk.memory.keep_words(self._remembered_as(), list(self.fields))
        self.chosen.emit(self.fields, self.heading_row)
        super().accept()

    def _recall(self) -> None:
        """What was said before of the same headings goes before any guess."""
        told = self._desk.memory.words(self._remembered_as()) if self._guess.heading_row else []
        fields = told if len(told) == len(self.boxes) else list(self._guess.fields)
        for box, name in zip(self.boxes, fields, strict=False):
            box.setCurrentIndex(max(box.findData(name), 0))

    def _remembered_as(self) -> str:
        headings = "\t".join(fold(each) for each in self._guess.headings)
        return f"paste/{hashlib.sha256(headings.encode()).hexdigest()[:16]}"

    def _arrange(self) -> None:
        language = self._desk.language
        words = language(
            "Say what each column holds. People who are known are recognised, nobody is doubled; "
            "what cannot be read is marked in the grid, to be corrected there."
        )
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        inside = QWidget()
        inside.setLayout(column(self._table(), None))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Paste people"), size="section"))
        whole.addWidget(label(words, role="muted", wrap=True))
        whole.addWidget(self.notice)
        whole.addWidget(scrolling(inside), 1)
        whole.addLayout(row(self.headed, self._counted, None, cancel, self.paste_button))

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        below = self._block[self._guess.heading_row :][:SAMPLES]
        for number, box in enumerate(self.boxes):
            heading = _cell(self._guess.headings, number)
            title = heading or self._desk.language("Column {number}", number=number + 1)
            grid.addWidget(label(_short(title), bold=True), 0, number)
            grid.addWidget(box, 1, number)
            for line, cells in enumerate(below, start=2):
                grid.addWidget(label(_short(_cell(cells, number)), role="muted"), line, number)
        return grid

    def _box(self, number: int) -> QComboBox:
        made = QComboBox()
        for each in HOLDS:
            made.addItem(words_of(each, self._desk.language), each)
        heading = _cell(self._guess.headings, number)
        made.setAccessibleName(heading or self._desk.language("Column {number}", number=number + 1))
        made.setFixedWidth(COLUMN_WIDTH)
        made.activated.connect(lambda _index: self.notice.hide())
        return made

    def _count(self) -> None:
        rows = self._block[self.heading_row :]
        self._counted.setText(self._desk.language.plural("{count} row", "{count} rows", len(rows)))


def words_of(name: str, language: Language) -> str:
    """What a column holds, in words."""
    field = field_named(Participant, name)
    return language(WORDS.get(name) or (field.facts.label if field else name))


def _cell(cells: Sequence[str], number: int) -> str:
    return cells[number] if number < len(cells) else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SAMPLE else f"{line[: LONGEST_SAMPLE - 1]}…"
