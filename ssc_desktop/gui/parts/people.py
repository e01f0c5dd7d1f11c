"""The participants of an activity, typed as in a spreadsheet: new people, known ones, whole lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QProgressBar

from ssc_desktop.domain.participant import Participant
from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.parts.people_finding import LineFinder
from ssc_desktop.gui.parts.people_known import KnownPeople
from ssc_desktop.gui.parts.people_menu import record_consent, show_menu
from ssc_desktop.gui.parts.people_pasting import PeoplePasting
from ssc_desktop.gui.parts.people_saving import PeopleSaving
from ssc_desktop.gui.tables.people_grid import PeopleGrid
from ssc_desktop.gui.tables.people_lines import ALIKE, DOUBTFUL, REFUSED, summary_of
from ssc_desktop.gui.tables.record_model import Column, columns_of, text_column
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import N_

UNSEEN = ("merged_into_id", "organisation_id", "phone_as_typed")


class PeoplePart(Part):
    """Who is registered, in the order of the list, and the line in which the next one is typed."""

    name: ClassVar[str] = "people"
    title: ClassVar[str] = N_("Participants")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = PeopleGrid(desk.lists, desk.memory, self.language)
        self.saving = PeopleSaving(self, self.table.model)
        self.progress = QProgressBar()
        self.cancel_button = button(self.language("Cancel"))
        self.pasting = PeoplePasting(self, self.table, self.saving)
        self.known = KnownPeople(self, self.table, self.saving)
        self._waiting: Sequence[Any] | None = None
        self._register = self.action("add_people", self.choose_people)
        self._new = self.action("new_participant", self.new_person)
        self._import = self.action("import_list", self.import_list)
        self.action("consent", partial(record_consent, self))
        self._columns = self.action("columns", self.choose_columns)
        self.find_box = LineFinder(self.language("Find in the list"), self.table)
        self.action("find", self.find_box.enter)
        self.count = label(role="muted")
        self.hint = label(
            self.language(
                "Down and Enter take somebody known, Enter begins the next line, "
                "Ctrl+D fills down, Ctrl+V pastes from Excel."
            ),
            role="muted",
            wrap=True,
        )
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self._chooser = tool_for(self._columns)
        for each in (self.progress, self.cancel_button):
            each.hide()
        self.body.addLayout(
            row(
                self.find_box,
                None,
                self.progress,
                self.cancel_button,
                self._chooser,
                button_for(self._import),
                button_for(self._register),
                button_for(self._new, role="primary"),
            )
        )
        self.body.addWidget(self.table, 1)
        foot = row(self.hint, self.count, spacing=24)
        foot.setStretch(0, 1)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        view = self.table.view
        view.line_left.connect(self.saving.record)
        view.pasted.connect(self.pasting.paste)
        view.taken_off.connect(self.unregister_chosen)
        view.editing_ended.connect(self._show_waiting)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(partial(show_menu, self))
        self.table.same.connect(self.saving.same_person)
        self.table.two.connect(self.saving.two_people)
        self.table.model.counted.connect(self._count)
        self.saving.changed_list.connect(self.renewed)

    # --- reading ----------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read who is registered, after everything that is on its way."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import people_entry

            return people_entry.list_lines(workspace.store, key)

        self.read(work, self._show)

    def turn_to(self, key: UUID) -> None:
        """Belong to another activity from now on."""
        super().turn_to(key)
        self.saving.forget()
        self.table.model.empty()

    def leave(self) -> None:
        """Save what is half typed, and record who is half entered."""
        self.table.view.finish_editing()
        for line in list(self.table.model.lines):
            if line.is_draft and not line.is_empty and not line.refused:
                self.saving.record(line)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another section is shown: nothing stays unsaved behind it."""
        self.leave()
        super().hideEvent(event)

    def take_keyboard(self) -> None:
        """Go on in the grid."""
        self.table.view.setFocus()

    def undo(self) -> bool:
        """Take back the last thing done here."""
        return self.saving.undo()

    def _show(self, entries: Sequence[Any]) -> None:
        if self.table.view.is_editing:
            # Rows that came or went meanwhile are shown once the cell is left.
            self._waiting = entries
            return
        self.table.model.show_entries(entries)
        if not self.table.view.currentIndex().isValid():
            self.table.view.go_to_new(focus=False)

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting = None
            self.read_again()

    def _count(self) -> None:
        states = summary_of(self.table.model.lines)
        language, plural = self.language, self.language.plural
        said = [
            plural(
                "{count} person registered",
                "{count} people registered",
                len(self.table.model.rows),
            )
        ]
        for state, words in (
            (REFUSED, N_("{count} to correct")),
            (DOUBTFUL, N_("{count} to check")),
            (ALIKE, N_("Possible duplicates: {count}")),
        ):
            if states[state]:
                said.append(language(words, count=language.number(states[state])))
        self.count.setText("  ·  ".join(said))

    # --- what is asked for by button, menu or key -------------------------------------------

    def choose_people(self) -> None:
        """Choose among the people who are known."""
        from ssc_desktop.gui.dialogs.choose_people import ChoosePeopleDialog

        self.leave()
        on_list = {each.key for each in self.table.model.rows}
        dialog = ChoosePeopleDialog(self, self.desk, on_list)
        dialog.chosen.connect(self.register)
        dialog.open()

    def new_person(self) -> None:
        """Go to the empty line."""
        self.table.view.finish_editing()
        self.table.view.go_to_new()

    def import_list(self) -> None:
        """Take people in from an office's list."""
        from ssc_desktop.gui.dialogs.import_list import ImportListDialog

        self.leave()
        dialog = ImportListDialog(self, self.desk, self.key)
        dialog.imported.connect(self._renew)
        dialog.open()

    def choose_columns(self) -> None:
        """Choose the columns that are shown."""
        self.table.show_chooser(self._chooser.mapToGlobal(QPoint(0, self._chooser.height())))

    def register(self, people: list[UUID]) -> None:
        """Register known people."""
        done = self.saving.register(people)
        plural, count = self.language.plural, len(people)
        words = plural("{count} person registered", "{count} people registered", count)
        self.desk.tell(words, lambda: self.saving.take_back(done))

    def unregister_chosen(self) -> None:
        """Take the chosen people off the list of the activity; they stay known."""
        people = [each.key for each in self.table.view.chosen_lines()]
        if people:
            done = self.saving.unregister(people)
            words = self.language.plural(
                "{count} person taken off the list",
                "{count} people taken off the list",
                len(people),
            )
            self.desk.tell(words, lambda: self.saving.take_back(done))

    def set_all(self, name: str, value: str) -> None:
        """Write a value into a column of the chosen people."""
        chosen = self.table.view.chosen_lines()
        self.table.model.put([(line, name, value) for line in chosen])

    def _renew(self) -> None:
        self.read_again()
        self.renewed.emit()


def people_columns(desk: Desk, record: Callable[[Any], Any]) -> list[Column]:
    """The columns of a table of people."""
    cells = Cells(desk.language, desk.lists)
    columns = columns_of(Participant, cells, desk.language, record, unseen=UNSEEN)

    def company(listed: Any) -> str:  # noqa: ANN401
        return listed.organisation.short_name if listed.organisation else ""

    place = next(number for number, each in enumerate(columns) if each.name == "function")
    title = desk.language("Organisation")
    made = text_column("organisation", title, company)
    columns.insert(place, made)
    return columns
