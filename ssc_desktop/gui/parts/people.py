"""The participants of an activity: register known people, record new ones, import a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu

from ssc_desktop.domain.participant import Participant
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.choose_people import ChoosePeopleDialog
from ssc_desktop.gui.dialogs.import_list import ImportListDialog
from ssc_desktop.gui.dialogs.new_record import new_participant
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.tables.record_model import Column, columns_of, text_column
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.language import N_

UNSEEN = ("merged_into_id", "organisation_id", "phone_as_typed")


class PeoplePart(Part):
    """Who is registered, in the order of the list, with each person's role."""

    name: ClassVar[str] = "people"
    title: ClassVar[str] = N_("Participants")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._register = self.action("add_people", self.choose_people)
        self._new = self.action("new_participant", self.new_person)
        self._import = self.action("import_list", self.import_list)
        self._remove = self.action("remove", self.unregister_chosen)
        self.count = label(role="muted")
        self.table = self._table()
        self.table.allow(self._role_action(), self._remove)
        self.table.opened.connect(lambda listed: desk.go("participants", listed.participant.id))
        self.body.addLayout(
            row(
                self.count,
                None,
                button_for(self._import),
                button_for(self._register),
                button_for(self._new, role="primary"),
            )
        )
        self.body.addWidget(self.table, 1)

    def read_again(self) -> None:
        """Read who is registered."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import participants

            return participants.list_participants(workspace.store, key)

        self.read(work, self._show)

    def choose_people(self) -> None:
        """Choose among the people who are known."""
        dialog = ChoosePeopleDialog(self, self.desk)
        dialog.chosen.connect(self.register)
        dialog.open()

    def new_person(self) -> None:
        """Record somebody new and register the person."""
        new_participant(self, self.desk, self.key, lambda _: self._renew())

    def import_list(self) -> None:
        """Take people in from an office's list."""
        dialog = ImportListDialog(self, self.desk, self.key)
        dialog.imported.connect(self._renew)
        dialog.open()

    def register(self, people: list[Any]) -> None:
        """Register known people."""
        key = self.key

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import participants

            for person in people:
                participants.register(workspace.store, key, person)

        def done(_: Any) -> None:  # noqa: ANN401
            self._renew()
            self.desk.tell(
                self.language.plural(
                    "{count} person registered", "{count} people registered", len(people)
                ),
                lambda: self.unregister(people),
            )

        self.change(work, done, touches=("registration",))

    def unregister_chosen(self) -> None:
        """Take the chosen people off the list of the activity; they stay known."""
        people = [each.participant.id for each in self.table.chosen_rows()]
        if people:
            self.unregister(people)

    def unregister(self, people: list[Any]) -> None:
        """Take people off the list of the activity."""
        key = self.key

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import participants

            for person in people:
                participants.unregister(workspace.store, key, person)

        def done(_: Any) -> None:  # noqa: ANN401
            self._renew()
            self.desk.tell(
                self.language.plural(
                    "{count} person taken off the list",
                    "{count} people taken off the list",
                    len(people),
                ),
                lambda: self.register(people),
            )

        self.change(work, done, touches=("registration",))

    def set_role(self, role: str) -> None:
        """Give the chosen people a role in the activity."""
        key = self.key
        people = [each.participant.id for each in self.table.chosen_rows()]

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import participants

            for person in people:
                participants.register(workspace.store, key, person, {"role": role})

        self.change(work, lambda _: self._renew(), touches=("registration",))

    def _show(self, people: list[Any]) -> None:
        self.table.show_rows(people)
        self.count.setText(
            self.language.plural(
                "{count} person registered", "{count} people registered", len(people)
            )
        )

    def _renew(self) -> None:
        self.read_again()
        self.renewed.emit()

    def _role_action(self) -> Any:  # noqa: ANN401
        menu = QMenu(self.language("Role"), self)
        menu.aboutToShow.connect(lambda: self._fill_roles(menu))
        return menu.menuAction()

    def _fill_roles(self, menu: QMenu) -> None:
        menu.clear()
        for role, words in self.desk.lists.options("role"):
            each = menu.addAction(words)
            each.triggered.connect(lambda _checked=False, role=role: self.set_role(role))

    def _table(self) -> RecordTable:
        language, lists = self.language, self.desk.lists
        columns = people_columns(self.desk, lambda listed: listed.participant)

        def role(listed: Any) -> str:  # noqa: ANN401
            return lists.name("role", listed.role)

        columns.insert(3, text_column("role", language("Role"), role))
        empty = EmptyState(
            "users",
            language("Nobody is registered yet"),
            language(
                "Import the list the office keeps (Excel or CSV), choose among the people you "
                "know, or record them one by one."
            ),
            button_for(self._register),
            button_for(self._import, role="primary"),
        )
        made = RecordTable("registered", columns, self.desk.memory, language(self.title), empty)
        made.set_widths(family_name=150, given_names=160, name_ar=150, role=130, sex=80,
                        country=120, function=180, phone=150, email=190)  # fmt: skip
        return made


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
