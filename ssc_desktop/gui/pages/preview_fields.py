"""What bundles would change of each record: the field, what it says now, what it would say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.record_model import text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import label
from ssc_desktop.language import N_

# More than anybody looks through before taking a bundle in.
MOST = 200
ACTS = {"added": N_("Added"), "changed": N_("Changed")}


class PreviewFields(QWidget):
    """Read when a sum is chosen, for the records it counts."""

    read = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.words = label(role="muted", wrap=True)
        self.table = self._table()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.words)
        whole.addWidget(self.table, 1)
        self.words.hide()

    def look(self, files: Sequence[Path], records: Sequence[Any]) -> None:
        """Read what these bundles would make of these records."""
        language, shown = self._desk.language, records[:MOST]

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import preview_details

            return preview_details.preview_fields(workspace, files, shown, language)

        def show(found: list[Any]) -> None:
            self.table.show_rows(found)
            self.words.setText(
                language("The first {count} records are shown", count=language.number(MOST))
            )
            self.words.setVisible(len(records) > MOST)
            self.read.emit()

        self._desk.ops.read(self, work, show, only_latest="preview_fields")

    def forget(self) -> None:
        """Show nothing, where no sum or several are chosen."""
        self.table.show_rows([])
        self.words.hide()

    def _table(self) -> RecordTable:
        language = self._desk.language
        cells = Cells(language, self._desk.lists)

        def value(each: Any, said: object) -> str:  # noqa: ANN401
            if said in (None, "", ()):
                return ""
            return cells.text(each.field, said) if each.field else str(said)

        def act(each: Any) -> str:  # noqa: ANN401
            return language("In conflict") if each.in_conflict else language(ACTS[each.act])

        columns = [
            text_column("record", language("Which record"), lambda each: each.title),
            text_column("about", language("About it"), lambda each: each.line),
            text_column(
                "field",
                language("Field"),
                lambda each: language(each.field.facts.label) if each.field else each.name,
            ),
            text_column("old", language("Says now"), lambda each: value(each, each.old)),
            text_column("new", language("Would say"), lambda each: value(each, each.new)),
            text_column("act", language("State"), act),
        ]
        words = language("Choose a line above: what would change is shown here, field by field.")
        empty = EmptyState("search", language("No record chosen"), words)
        title = language("What would change, record by record")
        made = RecordTable("preview_fields", columns, self._desk.memory, title, empty)
        made.set_widths(record=220, about=180, field=160, old=180, new=180, act=110)
        return made
