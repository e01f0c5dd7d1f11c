"""The participants: a table with a find box; a row opens beside it; a list is imported."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QFileDialog

from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.consent import ConsentDialog
from ssc_desktop.gui.dialogs.import_list import ImportListDialog
from ssc_desktop.gui.dialogs.new_record import new_participant
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.pages.people_table import table_of_people
from ssc_desktop.gui.places import PARTICIPANT
from ssc_desktop.gui.removing import Removing
from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.widgets.person_panel import PersonPanel
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.gui.widgets.side_panel import beside
from ssc_desktop.language import N_, Language

# More than anybody scrolls through; the find box reaches the others.
MOST_SHOWN = 2000


@in_navigation
class ParticipantsPage(Page):
    """Everybody who is known, whatever the number of activities."""

    name: ClassVar[str] = "participants"
    title: ClassVar[str] = N_("Participants")
    icon: ClassVar[str] = "users"
    order: ClassVar[int] = 30
    nouns: ClassVar[frozenset[str]] = frozenset({"participant", "organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.find_box = FindBox(self.language("Find by name, telephone or organisation"))
        self.find_box.asked.connect(lambda _text: self.read_again())
        self.more = label(role="muted")
        self._new = self.action("new_participant", self.new_person)
        self._import = self.action("import_list", self.import_list)
        self.table = table_of_people(desk, self._import)
        self.table.opened.connect(lambda listed: self.show_person(listed.participant.id))
        self._export = self.action("export_person", self.export_person)
        self._erase = self.action("erase_person", self.erase_person)
        self._history = self.action("history", self.show_history)
        self._merge = self.action("merge", self.merge_chosen)
        self._duplicates = self.action("duplicates", self.review)
        self._consent = self.action("consent", self.record_consent)
        self.table.allow(
            *(self._history, self._merge, self._consent, self._export, self._erase),
            self.action("remove", self.remove_chosen),
        )
        self.table.chosen.connect(self._allow)
        self.panel = PersonPanel(desk)
        self.panel.saved.connect(lambda _key: self.read_again())
        self.panel.add_head(tool_for(self._history))
        self.panel.shown.connect(self._allow)
        self.panel.erased.connect(self.read_again)
        self.action("find", self.find_box.setFocus)
        chooser = self.table.chooser_button(self.action("columns", lambda: None))
        self.add_head(
            tool_for(self._duplicates),
            tool_for(self._export),
            button_for(self._import),
            button_for(self._new, role="primary"),
        )
        self._allow()
        self.body.addLayout(row(self.find_box, self.more, None, chooser))
        self.body.addWidget(beside(self.table, self.panel), 1)

    def read_again(self) -> None:
        """Read the people that match what is typed."""
        typed = self.find_box.text().strip()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participants

            found = participants.list_participants(
                workspace.store, None, typed, limit=MOST_SHOWN + 1
            )
            return found, participants.count_participants(workspace.store)

        self.read(work, self._show, only_latest="list")
        if self.panel.isVisible():
            self.show_person(self.panel.key)

    def arrive(self, what: object) -> None:
        """Show a person beside the table, or begin a new one."""
        if isinstance(what, UUID):
            self.show_person(what)
        elif what == "new":
            self.new_person()
        else:
            self.table.view.setFocus()

    def standing(self) -> object:
        """The record beside the table, where one is open."""
        return self.panel.key if self.panel.isVisible() else None

    def leave(self) -> None:
        """Save what is half typed."""
        self.panel.leave()

    def show_person(self, key: UUID) -> None:
        """Show a person's record beside the table."""
        self.panel.show_person(key)

    def show_history(self) -> None:
        """Show what happened to the person whose record is open, or who is chosen."""
        people = [each.participant for each in self.table.chosen_rows()]
        if self.panel.isVisible():
            self.panel.show_history(self.panel.key, self.panel.heading)
        elif people:
            self.panel.show_history(people[0].id, people[0].full_name)

    def merge_chosen(self) -> None:
        """Make the two chosen records one person."""
        people = [each.participant for each in self.table.chosen_rows()]
        if len(people) == 2:
            self.panel.merge(*((each.id, each.full_name) for each in people))

    def review(self) -> None:
        """Go through the people who may be one."""
        self.desk.go("duplicates", PARTICIPANT)

    def new_person(self) -> None:
        """Record somebody new."""
        new_participant(self, self.desk, None, lambda person: self._made(person))

    def import_list(self) -> None:
        """Take people in from an office's list, for an activity that is chosen there."""
        dialog = ImportListDialog(self, self.desk, None)
        dialog.imported.connect(self.read_again)
        dialog.open()

    def export_person(self) -> None:
        """Ask for a folder, and write there everything recorded of the person that is meant."""
        key = self._meant()
        if key is None:
            return
        title = self.language("Folder for the data of this person")
        folder = QFileDialog.getExistingDirectory(self, title)
        if folder:
            self.write_person(key, Path(folder))

    def write_person(self, key: UUID, folder: Path) -> None:
        """Write everything recorded of a person, to read and to take away; it is noted who did."""
        spoken = Language(self.desk.memory.settings.sheet_language())

        def work(workspace: Any) -> str:  # noqa: ANN401
            from ssc_desktop.services import data_subjects

            printed = data_subjects.export_subject(
                workspace, key, language=spoken, pdf=folder, data=folder
            )
            return printed.path.name if printed.path else ""

        def done(name: str) -> None:
            self.desk.tell(
                self.language("Saved: {file}, and the same as data beside it", file=name)
            )

        self.change(work, done)

    def erase_person(self) -> None:
        """Ask whether the data of the person that is meant is to be erased."""
        key = self._meant()
        if key is not None:
            self.panel.erase(key)

    def _meant(self) -> UUID | None:
        """Whose data is meant: of the person whose record one is in, else of the one chosen."""
        if self.panel.isVisible() and self.panel.isAncestorOf(self.window().focusWidget()):
            return self.panel.key
        chosen = [each.participant.id for each in self.table.chosen_rows()]
        return chosen[0] if len(chosen) == 1 else None

    def record_consent(self) -> None:
        """Record what the chosen people answered when they were asked for consent."""
        chosen = [each.participant.id for each in self.table.chosen_rows()]
        if chosen:
            ConsentDialog(self, self.desk, chosen, self.read_again).open()

    def remove_chosen(self) -> None:
        """Take the chosen people off the lists; they can be brought back."""
        chosen = [each.participant.id for each in self.table.chosen_rows()]
        if chosen:
            removing = Removing(
                self, self.desk, "participant", _set_removed, self._said, self._removed
            )
            removing.remove(chosen)

    def _said(self, count: int) -> str:
        return self.language.plural(
            "{count} participant removed", "{count} participants removed", count
        )

    def _removed(self) -> None:
        self.panel.close_record()
        self.read_again()

    def _allow(self) -> None:
        count = len(self.table.chosen_rows())
        self._export.setEnabled(count == 1 or self.panel.isVisible())
        self._consent.setEnabled(count > 0)
        self._merge.setEnabled(count == 2)
        self._erase.setEnabled(count == 1 or self.panel.isVisible())
        self._history.setEnabled(count == 1 or self.panel.isVisible())

    def _made(self, person: Any) -> None:  # noqa: ANN401
        self.read_again()
        self.show_person(person.id)

    def _show(self, found: tuple[list[Any], int]) -> None:
        people, total = found
        self.table.show_rows(people[:MOST_SHOWN])
        self._allow()
        self.say_below(self.language.plural("{count} participant", "{count} participants", total))
        is_more = len(people) > MOST_SHOWN
        words = self.language("The first {count} are shown: type to find others",
                              count=self.language.number(MOST_SHOWN))  # fmt: skip
        self.more.setText(words if is_more else "")


def _set_removed(workspace: Any, key: UUID, removed: bool) -> object:  # noqa: ANN401
    from ssc_desktop.services import participants as services

    return (services.remove_participant if removed else services.restore_participant)(
        workspace.store, key
    )
