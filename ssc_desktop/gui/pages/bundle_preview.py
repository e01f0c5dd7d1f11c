"""What bundles would change, shown before they are taken in: by office and kind of record."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.domain.nouns import NOUN_LABELS
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.preview_fields import PreviewFields
from ssc_desktop.gui.tables.record_model import number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, label, row


class _Sum(NamedTuple):
    """How many records of a kind an office would add and change, how many values would clash."""

    office: str
    noun: str
    added: int
    changed: int
    conflicts: int


class BundlePreview(QWidget):
    """The sums of what would change, and the choice to take it in or not."""

    accepted = Signal()
    rejected = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._preview: Any = None
        language = desk.language
        self.words = label(bold=True, wrap=True)
        self.table = self._table()
        self.fields = PreviewFields(desk)
        self.table.chosen.connect(self._look)
        self.take = button(language("Take in"), role="primary", icon_name="check")
        self.take.clicked.connect(self.accepted)
        self.leave = button(language("Leave them"))
        self.leave.clicked.connect(self.rejected)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.words)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.fields, 1)
        whole.addLayout(row(None, self.leave, self.take))

    def show_preview(self, preview: Any) -> None:  # noqa: ANN401
        """Show what would come of an import."""
        language = self._desk.language
        self._preview = preview
        self.table.show_rows(
            _Sum(
                office,
                noun,
                told.get("added", 0),
                told.get("changed", 0),
                told.get("conflicts", 0),
            )
            for office, nouns in sorted(preview.counts.items())
            for noun, told in sorted(nouns.items())
        )
        coming = sum(each.status == "imported" for each in preview.files)
        others = len(preview.files) - coming
        said = [language.plural("{count} bundle brings what is new here",
                                "{count} bundles bring what is new here", coming)]  # fmt: skip
        if others:
            said.append(language.plural("{count} does not, see below why",
                                        "{count} do not, see below why", others))  # fmt: skip
        self.words.setText(" · ".join(said))
        self.take.setFocus()

    def _look(self) -> None:
        """Show the records of the chosen sum, one by one."""
        chosen = self.table.chosen_rows()
        if self._preview is None or len(chosen) != 1:
            self.fields.forget()
            return
        office, noun = chosen[0].office, chosen[0].noun
        files = [
            each.file
            for each in self._preview.files
            if each.office == office and each.status == "imported"
        ]
        records = [e for e in self._preview.records if (e.office, e.noun) == (office, noun)]
        self.fields.look(files, records)

    def _table(self) -> RecordTable:
        language = self._desk.language

        def noun(each: _Sum) -> str:
            return language(NOUN_LABELS.get(each.noun, each.noun))

        columns = [
            text_column("office", language("Office"), lambda each: each.office),
            text_column("noun", language("Kind of record"), noun),
            number_column("added", language("Added"), lambda each: each.added, language),
            number_column("changed", language("Changed"), lambda each: each.changed, language),
            number_column(
                "conflicts", language("Conflicts"), lambda each: each.conflicts, language
            ),
        ]
        words = language("Taking these bundles in would change nothing.")
        empty = EmptyState("inbox", language("Nothing new"), words)
        title = language("What would change")
        made = RecordTable("bundle_preview", columns, self._desk.memory, title, empty)
        made.set_widths(office=140, noun=260, added=120, changed=120, conflicts=120)
        return made
