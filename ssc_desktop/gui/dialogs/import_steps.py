"""The steps of importing a list: what its columns hold, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from ssc_desktop.domain.fields import field_named
from ssc_desktop.domain.participant import Participant
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import Column, number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import Picture, button, card, clear, column, label, row
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import N_, Language

# What a column of a list can hold; the names of fields are those of a participant.
MEANINGS = {
    "ignored": N_("Leave aside"),
    "full_name": N_("Whole name"),
    "family_name": "",
    "given_names": "",
    "name_ar": "",
    "title": "",
    "sex": "",
    "sex_f": N_("Mark if a woman"),
    "sex_m": N_("Mark if a man"),
    "birth": N_("Year or date of birth"),
    "age": N_("Age or age group"),
    "nationality": "",
    "country": "",
    "region": "",
    "city": "",
    "place": N_("Place (city and country)"),
    "organisation": N_("Organisation"),
    "function": "",
    "phone": "",
    "email": "",
    "contact": N_("Contact (telephone or e-mail)"),
    "role": N_("Role"),
    "language": N_("Preferred language"),
    "number": N_("Number of the row"),
}
SHOWN = ("family_name", "given_names", "name_ar", "sex", "country", "organisation", "function",
         "phone", "email")  # fmt: skip
WIDTHS = {"family_name": 120, "given_names": 130, "name_ar": 120, "sex": 80, "country": 90,
          "organisation": 150, "function": 130, "phone": 120, "email": 160}  # fmt: skip


def meaning_label(name: str, language: Language) -> str:
    """What a column holds, in words."""
    words = MEANINGS.get(name, "")
    field = field_named(Participant, name)
    return language(words or (field.facts.label if field else name))


class MappingStep(QWidget):
    """Headings with what each column holds, and the people as they were understood."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._told: dict[str, str] = {}
        self._sheet: str | None = None
        language = desk.language
        self._summary = label(bold=True, wrap=True)
        self._sheets = QComboBox()
        self._sheets.setAccessibleName(language("Sheet of the workbook"))
        self._sheets.activated.connect(self._choose_sheet)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(6)
        inside = QWidget()
        inside.setLayout(column(self._grid, None))
        area = scrolling(inside)
        area.setFixedWidth(360)
        self.people = RecordTable(
            "import_people",
            self._person_columns(),
            desk.memory,
            language("People as understood"),
            EmptyState("users", language("No people found"), ""),
        )
        self.people.set_widths(**WIDTHS)
        self.rejected = rejected_table(desk, "import_preview")
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self.people, language("People"))
        self._tabs.addTab(self.rejected, language("Reports"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        head = row(self._summary, self._sheets)
        head.setStretch(0, 1)
        whole.addLayout(head)
        sides = row(area, self._tabs, spacing=16)
        sides.setStretch(1, 1)
        whole.addLayout(sides, 1)

    @property
    def columns(self) -> dict[str, str] | None:
        """What the person said of the columns."""
        return dict(self._told) or None

    @property
    def sheet(self) -> str | None:
        """The sheet the person chose."""
        return self._sheet

    def forget(self) -> None:
        """Forget what was said: another file."""
        self._told.clear()
        self._sheet = None

    def show_preview(self, found: Any, name: str) -> None:  # noqa: ANN401
        """Show what was understood."""
        language = self._desk.language
        said = [
            language.plural(
                "{file}: {count} person", "{file}: {count} people", len(found.rows), file=name
            )
        ]
        if found.outcome is not None:
            said += _counts(found.outcome, language)
        self._summary.setText("  ·  ".join(said))
        self._show_sheets(found)
        self._show_mapping(found.mapping)
        self.people.show_rows(found.rows)
        self.rejected.show_rows(found.rejected)
        count = language.number(len(found.rejected))
        self._tabs.setTabText(1, language("Reports ({count})", count=count))

    def _show_sheets(self, found: Any) -> None:  # noqa: ANN401
        self._sheets.clear()
        self._sheets.addItems(list(found.sheets))
        self._sheets.setCurrentText(found.sheet)
        self._sheets.setVisible(len(found.sheets) > 1)

    def _choose_sheet(self, _index: int) -> None:
        self._sheet = self._sheets.currentText()
        self._told.clear()
        self.changed.emit()

    def _show_mapping(self, mapping: dict[str, str]) -> None:
        clear(self._grid)
        language = self._desk.language
        self._grid.addWidget(label(language("Column of the list"), role="muted"), 0, 0)
        self._grid.addWidget(label(language("Holds"), role="muted"), 0, 1)
        for number, (heading, name) in enumerate(mapping.items(), start=1):
            words = label(heading.replace("\n", " ")[:40] or language("(no heading)"), wrap=True)
            words.setToolTip(heading)
            self._grid.addWidget(words, number, 0)
            self._grid.addWidget(self._meaning_box(heading, name, words), number, 1)
        self._grid.setColumnStretch(0, 1)

    def _meaning_box(self, heading: str, name: str, words: QLabel) -> QComboBox:
        box = QComboBox()
        for each in MEANINGS:
            box.addItem(meaning_label(each, self._desk.language), each)
        box.setCurrentIndex(max(box.findData(name or "ignored"), 0))
        box.setAccessibleName(words.text())
        box.setFixedWidth(180)
        box.activated.connect(lambda _index: self._tell(heading, str(box.currentData())))
        return box

    def _tell(self, heading: str, name: str) -> None:
        self._told[heading] = name
        self.changed.emit()

    def _person_columns(self) -> list[Column]:
        made = []
        for name in SHOWN:

            def text(person: Any, name: str = name) -> str:  # noqa: ANN401
                value = str(getattr(person, name) or "")
                if name == "phone":
                    return value or person.phone_as_typed
                return self._desk.lists.name(name, value) if name in ("sex", "country") else value

            title = meaning_label(name, self._desk.language)
            made.append(text_column(name, title, text))
        return made


class ResultStep(QWidget):
    """What came of it, and the rows to correct."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.counts = label(size="section", wrap=True)
        self._below = label(role="muted", wrap=True)
        self.save = button(language("Save as a workbook to correct…"), icon_name="save")
        self._saved = label(role="accent")
        self.rejected = rejected_table(desk, "import_result")
        words = column(self.counts, self._below, spacing=4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(
            card(row(Picture("circle-check", "accent", 28), words, spacing=14), margin=16)
        )
        whole.addLayout(row(self.save, self._saved, None))
        whole.addWidget(self.rejected, 1)

    def show_result(self, outcome: Any, save: Callable[[], None]) -> None:  # noqa: ANN401
        """Show what came of an import."""
        language = self._desk.language
        said = [
            language.plural("{count} person read", "{count} people read", outcome.read),
            *_counts(outcome, language),
        ]
        self.counts.setText("  ·  ".join(said))
        self._below.setText(_doubles(outcome.possible_duplicates, language))
        self._below.setVisible(bool(self._below.text()))
        self.rejected.show_rows(outcome.rejected)
        self.save.setVisible(bool(outcome.rejected))
        self.save.clicked.connect(save)

    def say_saved(self, text: str) -> None:
        """Say where the workbook lies."""
        self._saved.setText(text)


def _counts(outcome: Any, language: Language) -> Iterable[str]:  # noqa: ANN401
    yield language("{count} new", count=language.number(outcome.imported))
    yield language("{count} known", count=language.number(outcome.matched))
    if outcome.skipped:
        yield language("{count} listed before", count=language.number(outcome.skipped))


def _doubles(possible: tuple[Any, ...], language: Language) -> str:
    if not possible:
        return ""
    return language.plural(
        "{count} person resembles somebody known; both were kept. Compare them under Participants.",
        "{count} people resemble somebody known; all were kept. Compare them under Participants.",
        len({each.participant for each in possible}),
    )


def rejected_table(desk: Desk, name: str) -> RecordTable:
    """A table of cells that could not be taken, or not without doubt."""
    language = desk.language
    columns = [
        number_column("row", language("Row"), lambda each: each.row, language),
        text_column("column", language("Column"), lambda each: each.column),
        text_column("value", language("Value"), lambda each: each.value),
        text_column("why", language("Why"), lambda each: language(each.message)),
    ]
    words = language("Every row of the list was taken in as it stands.")
    empty = EmptyState("circle-check", language("Nothing to report"), words)
    made = RecordTable(name, columns, desk.memory, language("Reports"), empty)
    made.set_widths(row=60, column=150, value=180, why=420)
    return made
