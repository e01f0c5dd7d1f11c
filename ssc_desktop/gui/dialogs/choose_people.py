"""Choosing among the people who are known, by any part of a name in any script."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.tables.record_model import text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at

MOST_SHOWN = 200


class ChoosePeopleDialog(QDialog):
    """Finds while one types; Enter registers who is selected."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, desk: Desk, on_list: Collection[UUID] = ()) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._on_list = on_list
        language = desk.language
        self.setWindowTitle(language("Register people"))
        open_at(self, 760, 520)
        self.find_box = FindBox(language("Find by name, telephone or organisation"))
        self.find_box.asked.connect(lambda _text: self.read_again())
        self.find_box.returnPressed.connect(self._choose)
        self.table = self._table()
        self.table.opened.connect(lambda _row: self._choose())
        self._register = button(language("Register"), role="primary", icon_name="user-plus")
        self._register.clicked.connect(self._choose)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        hint = label(language("Ctrl or Shift with a click selects several people"), role="muted")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(language("Register people"), size="section"))
        whole.addWidget(self.find_box)
        whole.addWidget(self.table, 1)
        whole.addLayout(row(hint, None, cancel, self._register))
        self.find_box.setFocus()
        self.read_again()

    def read_again(self) -> None:
        """Read the people that match."""
        typed = self.find_box.text().strip()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participants

            return participants.list_participants(workspace.store, None, typed, limit=MOST_SHOWN)

        self._desk.ops.read(self, work, self.table.show_rows, only_latest="list")

    def _choose(self) -> None:
        chosen = [each.participant.id for each in self.table.chosen_rows()]
        people = [each for each in chosen if each not in self._on_list]
        if people:
            self.chosen.emit(people)
            self.accept()

    def _table(self) -> RecordTable:
        language, lists = self._desk.language, self._desk.lists
        texts = (
            ("name", language("Name"), lambda each: each.participant.full_name),
            ("name_ar", language("Name in Arabic"), lambda each: each.participant.name_ar or ""),
            (
                "organisation",
                language("Organisation"),
                lambda each: each.organisation.short_name if each.organisation else "",
            ),
            (
                "country",
                language("Country"),
                lambda each: lists.name("country", each.participant.country),
            ),
            (
                "place",
                language("On the list"),
                lambda each: language("Yes") if each.participant.id in self._on_list else "",
            ),
        )
        columns = [text_column(name, title, text) for name, title, text in texts]
        empty = EmptyState(
            "search",
            language("Nobody by that name"),
            language("Try fewer letters, or record the person as new."),
        )
        made = RecordTable("choose_people", columns, self._desk.memory, language("People"), empty)
        made.set_widths(name=206, name_ar=140, organisation=150, country=110, place=80)
        return made
