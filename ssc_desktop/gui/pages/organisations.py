"""The organisations: a table with a find box; a row opens beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.history import HistoryDialog
from ssc_desktop.gui.dialogs.merge_people import MergeDialog
from ssc_desktop.gui.dialogs.new_record import new_organisation
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.places import ORGANISATION, remember
from ssc_desktop.gui.removing import Removing
from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.tables.record_model import columns_of
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.gui.widgets.side_panel import SidePanel, beside
from ssc_desktop.language import N_


@in_navigation
class OrganisationsPage(Page):
    """Institutions, associations and agencies."""

    name: ClassVar[str] = "organisations"
    title: ClassVar[str] = N_("Organisations")
    icon: ClassVar[str] = "building-2"
    order: ClassVar[int] = 40
    nouns: ClassVar[frozenset[str]] = frozenset({"organisation"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._known: dict[UUID, Organisation] = {}
        self.find_box = FindBox(self.language("Find by name or acronym"))
        self.find_box.asked.connect(lambda _text: self.read_again())
        self._new = self.action("new_organisation", self.new_organisation)
        self.table = self._table()
        self.table.opened.connect(self.show_organisation)
        self._history = self.action("history", self.show_history)
        self._merge = self.action("merge", self.merge_chosen)
        self._duplicates = self.action("duplicates", self.review)
        self.table.allow(self._history, self._merge, self.action("remove", self.remove_chosen))
        self.table.chosen.connect(self._allow)
        self.panel = SidePanel(desk, Organisation, self._saver)
        self.panel.saved.connect(lambda _key: self.read_again())
        self.panel.add_head(tool_for(self._history))
        self.action("find", self.find_box.setFocus)
        chooser = self.table.chooser_button(self.action("columns", lambda: None))
        self.add_head(tool_for(self._duplicates), button_for(self._new, role="primary"))
        self._allow()
        self.body.addLayout(row(self.find_box, None, chooser))
        self.body.addWidget(beside(self.table, self.panel), 1)

    def read_again(self) -> None:
        """Read the organisations that match what is typed."""
        typed = self.find_box.text().strip()

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import organisations

            return organisations.list_organisations(workspace.store, typed)

        self.read(work, self._show, only_latest="list")

    def arrive(self, what: object) -> None:
        """Show an organisation beside the table, or begin a new one."""
        if isinstance(what, UUID):
            self.show_key(what)
        elif what == "new":
            self.new_organisation()
        else:
            self.table.view.setFocus()

    def standing(self) -> object:
        """The record beside the table, where one is open."""
        return self.panel.key if self.panel.isVisible() else None

    def leave(self) -> None:
        """Save what is half typed."""
        self.panel.leave()

    def show_key(self, key: UUID) -> None:
        """Show the record of that key beside the table, whatever the find box says."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import organisations

            return organisations.list_organisations(workspace.store)

        def show(found: list[Any]) -> None:
            for each in found:
                if each.id == key:
                    self.show_organisation(each)

        self.read(work, show, only_latest="one")

    def show_history(self) -> None:
        """Show what happened to the organisation that is open, or is chosen."""
        chosen = self.table.chosen_rows()
        if self.panel.isVisible():
            title, key = self.panel.heading, self.panel.key
        elif chosen:
            title, key = chosen[0].short_name, chosen[0].id
        else:
            return
        self.leave()
        HistoryDialog(self, self.desk, ORGANISATION, key, title).open()

    def merge_chosen(self) -> None:
        """Make the two chosen organisations one."""
        chosen = [(each.id, each.short_name) for each in self.table.chosen_rows()]
        if len(chosen) == 2:
            self.leave()
            MergeDialog(self, self.desk, ORGANISATION, *chosen).open()

    def review(self) -> None:
        """Go through the organisations that may be one."""
        self.desk.go("duplicates", ORGANISATION)

    def _allow(self) -> None:
        count = len(self.table.chosen_rows())
        self._merge.setEnabled(count == 2)
        self._history.setEnabled(count == 1 or self.panel.isVisible())

    def show_organisation(self, organisation: Any) -> None:  # noqa: ANN401
        """Show an organisation's record beside the table."""
        heading = organisation.short_name
        below = self.desk.lists.name("country", organisation.country)
        self.panel.show_record(organisation, heading, below)
        remember(self.desk, ORGANISATION, organisation.id)
        self._allow()

    def new_organisation(self) -> None:
        """Record a new organisation."""
        new_organisation(self, self.desk, self._made)

    def remove_chosen(self) -> None:
        """Take the chosen organisations off the lists; records that name them keep them."""
        chosen = [each.id for each in self.table.chosen_rows()]
        if chosen:
            removing = Removing(
                self, self.desk, "organisation", _set_removed, self._said, self._removed
            )
            removing.remove(chosen)

    def _said(self, count: int) -> str:
        return self.language.plural(
            "{count} organisation removed", "{count} organisations removed", count
        )

    def _removed(self) -> None:
        self.panel.close_record()
        self.read_again()

    def _saver(self, values: dict[str, object]) -> Callable[[Any], Any]:
        key = self.panel.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import organisations

            return organisations.change_organisation(workspace.store, key, values)

        return work

    def _made(self, organisation: Any) -> None:  # noqa: ANN401
        self.read_again()
        self.show_organisation(organisation)

    def _show(self, found: list[Any]) -> None:
        self._known = {each.id: each for each in found}
        self.table.show_rows(found)
        self.say_below(
            self.language.plural("{count} organisation", "{count} organisations", len(found))
        )
        if self.panel.isVisible() and self.panel.key in self._known:
            self.show_organisation(self._known[self.panel.key])

    def _table(self) -> RecordTable:
        language = self.language
        cells = Cells(language, self.desk.lists)
        columns = columns_of(Organisation, cells, language, unseen=("merged_into_id",))
        empty = EmptyState(
            "building-2",
            language("No organisation here"),
            language("Record the institutions and associations people come from."),
            button_for(self._new, role="primary"),
        )
        title = language(self.title)
        made = RecordTable("organisations", columns, self.desk.memory, title, empty)
        made.set_widths(name_fr=380, acronym=120, country=130, kind=190, level=120)
        return made


def _set_removed(workspace: Any, key: UUID, removed: bool) -> object:  # noqa: ANN401
    from ssc_desktop.services import organisations as services

    return (services.remove_organisation if removed else services.restore_organisation)(
        workspace.store, key
    )
