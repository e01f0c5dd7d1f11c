"""The activities: as a table, a calendar or a board; found, narrowed, duplicated, moved."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QToolButton

from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.gui.actions import button_for, tip, tool_for
from ssc_desktop.gui.activity_deeds import ActivityDeeds
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.new_activity import NewActivityDialog
from ssc_desktop.gui.icons import KIND_ICONS, icon
from ssc_desktop.gui.pages.activity_views import (
    BOARD,
    MONTH,
    TABLE,
    ActivityViews,
    table_of_activities,
)
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.tables.activity_filters import ActivityFilters, period_of
from ssc_desktop.gui.tables.kind_sections import KindSections
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.language import N_

VIEWS = (TABLE, MONTH, BOARD)
KEPT_VIEW = "activities/view"
# How many are weighed at once: what else is asked for meanwhile does not wait for thousands.
AT_ONCE = 100


@in_navigation
class ActivitiesPage(Page):
    """All activities of the workspace."""

    name: ClassVar[str] = "activities"
    title: ClassVar[str] = N_("Activities")
    icon: ClassVar[str] = "calendar-days"
    order: ClassVar[int] = 20
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"activity", "half_day", "attendance", "registration", "evidence", "sheet_print"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.deeds = ActivityDeeds(self)
        self.complete: dict[UUID, Any] = {}
        self.found: list[Any] = []
        self.filters = ActivityFilters(desk)
        self.find_box = self.filters.find_box
        self.kinds = KindSections(self.language)
        self.table = table_of_activities(desk, self.complete, lambda: self.begin(None))
        self.views = ActivityViews(desk, self.table)
        self._set_up_actions()
        switch = self._switch()
        self._connect()
        self.body.addLayout(row(self.kinds, None, *switch, spacing=4))
        self.body.addLayout(row(self.filters, self._chooser))
        self.body.addWidget(self.views, 1)
        kept = (desk.memory.words(KEPT_VIEW) or [TABLE])[0]
        self.turn_to(TABLE)
        if kept != TABLE:
            # To make the month or the board takes a turn of the loop of its own.
            QTimer.singleShot(0, self, lambda: self.turn_to(kept))

    def _connect(self) -> None:
        self.filters.changed.connect(self.read_again)
        self.kinds.currentChanged.connect(lambda _index: self._show_rows())
        self.views.opened.connect(lambda key: self.desk.go("activity", key))
        self.views.begun.connect(lambda day: self.begin(None, day))
        self.views.moved.connect(self._move_cards)

    # --- what is shown ------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read the activities that match what is typed and chosen."""
        asked: dict[str, Any] = self.filters.values()
        typed, period = asked.pop("typed", ""), asked.pop("period", None)
        since, until = period_of(period, date.today())

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            store = workspace.store
            return activities.list_activities(
                store, typed, since=since, until=until, **asked
            ), activities.years_and_countries(store)

        self.read(work, self._show, only_latest="list")

    def _show(self, read: Any) -> None:  # noqa: ANN401
        self.found, (years, countries) = read
        self.filters.offer(years, countries)
        self.kinds.tell(self.found)
        self._show_rows()

    def _show_rows(self) -> None:
        rows = self.kinds.of_kind(self.found)
        self.say_below(self.language.plural("{count} activity", "{count} activities", len(rows)))
        self.views.show_rows(rows)
        if self.views.currentWidget() is self.table:
            self._weigh(rows)

    def _weigh(self, rows: list[Any]) -> None:
        """Read how complete the activities are, some at a time."""
        part, rest = rows[:AT_ONCE], rows[AT_ONCE:]
        if not part:
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import completeness

            return completeness.completeness_of_many(workspace.store, part)

        def weighed(found: dict[UUID, Any]) -> None:
            self.complete.update(found)
            self.table.view.viewport().update()
            self._weigh(rest)

        self.read(work, weighed, only_latest="weigh")

    def arrive(self, what: object) -> None:
        """Begin a new activity when asked for one."""
        if what == "new":
            self.begin(None)
        self.views.take_focus()

    def turn_to(self, view: str) -> None:
        """Show the activities as a table, a month or a board; remember it."""
        wanted = view if view in VIEWS else TABLE
        self.views.turn_to(wanted)
        self._switches[wanted].setChecked(True)
        self._chooser.setVisible(wanted == TABLE)
        self.desk.memory.keep_words(KEPT_VIEW, [wanted])
        self._show_rows()
        if self.isVisible():
            self.views.take_focus()

    # --- what is done -------------------------------------------------------------------------

    def chosen_rows(self) -> list[Any]:
        """The activities that are chosen in the view that is shown."""
        return self.views.chosen(self.found)

    def begin(self, kind: str | None, day: date | None = None) -> None:
        """Ask for what a new activity needs, record it and open it."""
        dialog = NewActivityDialog(self, self.desk, kind, day)
        dialog.made.connect(lambda activity: self.desk.go("activity", activity.id))
        dialog.open()

    def remove_chosen(self) -> None:
        """Take the chosen activities off the list; they can be brought back."""
        self.deeds.remove([each.id for each in self.chosen_rows()])

    def duplicate_chosen(self) -> None:
        """Record the first of the chosen activities again."""
        for each in self.chosen_rows()[:1]:
            self.deeds.duplicate(each)

    def move_chosen(self, status: str) -> None:
        """Give all chosen activities another status."""
        self.deeds.move(self.chosen_rows(), status)

    def _move_cards(self, keys: list[UUID], status: str) -> None:
        self.deeds.move([each for each in self.found if each.id in keys], status)

    # --- made once ----------------------------------------------------------------------------

    def _switch(self) -> list[QToolButton]:
        group = QButtonGroup(self)
        self._switches: dict[str, QToolButton] = {}
        for view in VIEWS:
            made = tool_for(self.action(f"as_{view}", partial(self.turn_to, view)))
            made.setCheckable(True)
            group.addButton(made)
            self._switches[view] = made
        return list(self._switches.values())

    def _set_up_actions(self) -> None:
        self.add_head(self._new_button())
        self._chooser = self.table.chooser_button(self.action("columns", lambda: None))
        self.action("find", self.find_box.setFocus)
        menu = self._status_menu()
        status = self.action("set_status", lambda: self._pop_up(menu))
        status.setMenu(menu)
        duplicate = self.action("duplicate", self.duplicate_chosen)
        self._of_a_row = (duplicate, status, self.action("remove", self.remove_chosen))
        self.views.allow(*self._of_a_row)

    def _status_menu(self) -> QMenu:
        made = QMenu(self)
        for code, words in self.desk.lists.options("activity_status"):
            each = made.addAction(words)
            each.triggered.connect(lambda _checked=False, code=code: self.move_chosen(code))
        return made

    def _pop_up(self, menu: QMenu) -> None:
        if self.chosen_rows():
            menu.popup(self.views.mapToGlobal(self.views.rect().center()))

    def _new_button(self) -> QPushButton:
        new = self.action("new_activity", lambda: self.begin(None))
        made = button_for(new, role="primary")
        menu = QMenu(made)
        for kind, words in KIND_LABELS.items():
            each = menu.addAction(icon(KIND_ICONS[kind]), self.language(words))
            each.triggered.connect(lambda _checked=False, kind=kind: self.begin(kind))
        made.clicked.disconnect()
        made.setMenu(menu)
        made.setToolTip(tip(new))
        return made
