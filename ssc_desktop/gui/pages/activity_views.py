"""The activities as a table, a calendar or a board: one of the three is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QMenu, QStackedWidget

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import KIND_ICONS, icon
from ssc_desktop.gui.pages.home import entries_of, holidays_in
from ssc_desktop.gui.tables.activity_board import ActivityBoard
from ssc_desktop.gui.tables.gauge import GaugeDelegate
from ssc_desktop.gui.tables.record_model import Column, columns_of
from ssc_desktop.gui.tables.record_table import RecordTable
from ssc_desktop.gui.tables.standing_column import WIDTH, StandingColumn
from ssc_desktop.gui.widgets.month import Month
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button
from ssc_desktop.language import Language

TABLE, MONTH, BOARD = "table", "month", "board"
UNSEEN = ("programme_id", "site_id")


class MonthOfActivities(Month):
    """The activities by month; a day without any begins one."""

    picked = Signal(object)
    begun = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__(language, is_large=True)
        self._has_shown = False
        self.grid.picked.connect(self.picked)
        self.grid.opened.connect(self.open_day)

    def show_rows(self, rows: Iterable[Any]) -> None:
        """Show other activities; the first time, the month in which there are some."""
        entries = entries_of(list(rows))
        self.grid.show_entries(entries)
        if entries and not self._has_shown:
            self._has_shown = True
            day = self.grid.day
            coming = [each.first for each in entries if each.last >= day]
            self.grid.go_to(min(coming) if coming else max(each.first for each in entries))

    def open_day(self, day: object) -> None:
        """Open the one activity of a day, offer them where there are several, or begin one."""
        there = self.grid.entries_on(self.grid.day)
        if not there:
            self.begun.emit(day)
        elif len(there) == 1:
            self.picked.emit(there[0].key)
        else:
            menu = QMenu(self)
            for each in there:
                made = menu.addAction(icon(each.icon, "muted"), each.title)
                made.triggered.connect(lambda _checked=False, key=each.key: self.picked.emit(key))
            place = self.grid.places.cell(self.grid.day).bottomLeft().toPoint()
            menu.popup(self.grid.mapToGlobal(place) if self.isVisible() else QCursor.pos())
            menu.setActiveAction(menu.actions()[0])


class ActivityViews(QStackedWidget):
    """The three views; the calendar and the board are made when they are first shown."""

    opened = Signal(object)
    begun = Signal(object)
    moved = Signal(object, str)

    def __init__(self, desk: Desk, table: RecordTable) -> None:
        super().__init__()
        self._desk = desk
        self.table = table
        self.month: MonthOfActivities | None = None
        self.board: ActivityBoard | None = None
        self._actions: tuple[QAction, ...] = ()
        self.addWidget(table)
        table.opened.connect(lambda activity: self.opened.emit(activity.id))

    def allow(self, *actions: QAction) -> None:
        """Offer actions in the context menu of a row or a card."""
        self._actions = actions
        self.table.allow(*actions)

    def turn_to(self, view: str) -> None:
        """Show one of the three."""
        made = {TABLE: lambda: self.table, MONTH: self._month, BOARD: self._board}
        self.setCurrentWidget(made[view]())

    def show_rows(self, rows: list[Any]) -> None:
        """Show other activities in the view that is shown."""
        self.currentWidget().show_rows(rows)  # type: ignore[union-attr]

    def chosen(self, found: Iterable[Any]) -> list[Any]:
        """The activities that are chosen: rows, cards, or those of the day."""
        if self.month is not None and self.currentWidget() is self.month:
            keys = {each.key for each in self.month.grid.entries_on(self.month.grid.day)}
            return [each for each in found if each.id in keys]
        return self.currentWidget().chosen_rows()  # type: ignore[union-attr]

    def take_focus(self) -> None:
        """Put the keyboard where one works."""
        if self.board is not None and self.currentWidget() is self.board:
            self.board.take_focus()
        elif self.month is not None and self.currentWidget() is self.month:
            self.month.setFocus()
        else:
            self.table.view.setFocus()

    def _month(self) -> MonthOfActivities:
        if self.month is None:
            self.month = MonthOfActivities(self._desk.language)
            self.month.picked.connect(self.opened)
            self.month.begun.connect(self.begun)
            self.month.grid.turned.connect(self._read_holidays)
            self.addWidget(self.month)
            self._read_holidays()
        return self.month

    def _read_holidays(self) -> None:
        if self.month is not None:
            show = self.month.grid.show_holidays
            self._desk.ops.read(self, holidays_in(self.month), show, only_latest="holidays")

    def _board(self) -> ActivityBoard:
        if self.board is None:
            statuses = self._desk.lists.options("activity_status")
            self.board = ActivityBoard(self._desk.language, statuses)
            self.board.opened.connect(lambda activity: self.opened.emit(activity.id))
            self.board.moved.connect(self.moved)
            self.board.allow(*self._actions)
            self.addWidget(self.board)
        return self.board


def table_of_activities(
    desk: Desk, complete: Mapping[UUID, Any], begin: Callable[[], None]
) -> RecordTable:
    """The table, with the kind and the gauge beside the declared fields."""
    language = desk.language
    columns = columns_of(Activity, Cells(language, desk.lists), language, unseen=UNSEEN)
    columns.insert(2, _kind_column(language))
    columns.insert(3, _gauge_column(language, complete))
    standing = StandingColumn(desk, "activity", lambda activity: activity.id)
    columns[4:4] = standing.columns
    start = button(language("New activity"), role="primary")
    start.clicked.connect(begin)
    empty = EmptyState(
        "calendar-days",
        language("No activity here"),
        language(
            "Record a workshop, a capacity-building session or a pilot activity; or clear "
            "the find box and the filters."
        ),
        start,
    )
    made = RecordTable("activities", columns, desk.memory, language("Activities"), empty)
    made.set_widths(code=172, title=270, kind=190, complete=136, activity_type=120, status=90,
                    start=112, end=112, country=110, city=110, headquarters=WIDTH)  # fmt: skip
    standing.follow(made)
    made.view.setItemDelegateForColumn(
        3, GaugeDelegate(made.view, lambda activity: _share(complete, activity))
    )
    return made


def _share(complete: Mapping[UUID, Any], activity: Any) -> float | None:  # noqa: ANN401
    found = complete.get(activity.id)
    return found.share if found is not None else None


def _kind_column(language: Language) -> Column:
    def text(activity: Activity) -> str:
        return language(KIND_LABELS[activity.kind])

    return Column(
        "kind",
        language("Kind"),
        text,
        lambda activity: (False, text(activity)),
        icon=lambda activity: icon(KIND_ICONS[activity.kind], "muted"),
    )


def _gauge_column(language: Language, complete: Mapping[UUID, Any]) -> Column:
    def text(activity: Activity) -> str:
        share = _share(complete, activity)
        return language.percent(share) if share is not None else ""

    def order(activity: Activity) -> tuple[bool, float]:
        share = _share(complete, activity)
        return share is None, share or 0.0

    return Column("complete", language("Complete"), text, order)
