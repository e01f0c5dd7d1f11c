"""Attendance: the register of an activity, marked by keys, saved mark by mark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.parts.attendance_bar import ArrangeBar
from ssc_desktop.gui.parts.attendance_foot import AttendanceFoot
from ssc_desktop.gui.parts.attendance_legend import Legend
from ssc_desktop.gui.parts.attendance_saving import AttendanceSaving
from ssc_desktop.gui.parts.attendance_side import AttendanceSide
from ssc_desktop.gui.parts.nobody_yet import nobody_yet
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.parts.walk_in_line import WalkInLine
from ssc_desktop.gui.tables.attendance_copying import days_menu, days_to_copy_to
from ssc_desktop.gui.tables.attendance_counts import Counts
from ssc_desktop.gui.tables.attendance_grid import AttendanceGrid
from ssc_desktop.gui.tables.attendance_order import Wish
from ssc_desktop.gui.tables.copying import offer
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.language import N_

CODE_LISTS = {"country": "country", "category": "stakeholder_category", "role": "role"}
_SIDE_HIDDEN = "attendance/side_hidden"


class AttendancePart(Part):
    """The grid with its legend, the totals beside it, a line for walk-ins below it."""

    name: ClassVar[str] = "attendance"
    title: ClassVar[str] = N_("Attendance")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = desk.language
        self.grid = AttendanceGrid(language, self._name)
        self.saving = AttendanceSaving(self)
        self.legend = Legend(language)
        self._more = QPushButton(language("More"))
        self.bar = ArrangeBar(self.grid.model, language, self._more)
        self.side = AttendanceSide(self.grid.model, language)
        self.walk_in = WalkInLine(language)
        self.foot = AttendanceFoot(language)
        self._stack = QStackedWidget()
        self._set_up_actions()
        self._arrange()
        self._connect()

    def read_again(self) -> None:
        """Read the whole register and the sheets, after every mark that is on its way."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import attendance_grid, hand_counts

            grid = attendance_grid.read_grid(workspace.store, key)
            counts = Counts.of(grid.people, [each.slot for each in grid.half_days])
            return grid, counts, hand_counts.list_counts(workspace.store, key, grid)

        self.read(work, lambda found: self._show(*found))

    def turn_to(self, key: UUID) -> None:
        """Belong to another activity: what was arranged and may be undone is forgotten."""
        self.saving.hand_on()
        super().turn_to(key)
        self.grid.view.forget()
        self.bar.clear()
        self.grid.model.arrange_by(self.bar.wish)

    def take_keyboard(self) -> None:
        """Go on in the grid."""
        self.grid.view.setFocus()

    def undo(self) -> bool:
        """Take back the last thing done in the grid."""
        return self.grid.view.undo()

    def leave(self) -> None:
        """Save what is on its way, and a number that is half typed."""
        self.saving.hand_on()
        if self.side.isAncestorOf(QApplication.focusWidget() or self):
            self.setFocus()

    # --- what is shown ----------------------------------------------------------------------

    def _show(self, grid: Any, counts: Counts, sheets: list[Any]) -> None:  # noqa: ANN401
        if self.saving.is_ahead:
            # An answer that left before the last key must not take back what was typed since.
            self.saving.read_when_done()
            return
        self._keeping_place(lambda: self.grid.model.show_register(grid, counts))
        has_cells = bool(grid.people and grid.half_days)
        self._stack.setCurrentIndex(0 if has_cells else 1)
        for each in (self.legend, self.bar, self.walk_in):
            each.setVisible(has_cells)
        self.side.show_counts(sheets)
        self._show_side()

    def _keeping_place(self, do: Callable[[], None]) -> None:
        """Do what resets the grid; the cursor stays with its person where the person is shown."""
        view, model = self.grid.view, self.grid.model
        place = view.currentIndex()
        person = model.person(place.row()).key if place.isValid() else None
        do()
        found = model.row_of(person) if person else None
        row_, column = found or 0, max(place.column(), 0)
        if model.hasIndex(row_, column):
            view.setCurrentIndex(model.index(row_, column))
        self.bar.say_shown()

    def _arrange_by(self, wish: Wish) -> None:
        self._keeping_place(lambda: self.grid.model.arrange_by(wish))

    def _name(self, facet: str, value: str) -> str:
        return self.desk.lists.name(CODE_LISTS[facet], value) if facet in CODE_LISTS else value

    def _show_side(self) -> None:
        hidden = self.desk.memory.flag(_SIDE_HIDDEN)
        has_cells = self._stack.currentIndex() == 0
        self.side.setVisible(has_cells and not hidden)
        # What the totals beside the grid say already is not said twice.
        self.foot.summary.setVisible(has_cells and hidden)
        self.totals.setChecked(not hidden)

    def _turn_side(self) -> None:
        hidden = not self.desk.memory.flag(_SIDE_HIDDEN)
        self.desk.memory.keep_flag(_SIDE_HIDDEN, value=hidden)
        self._show_side()

    def _lead_to_open(self) -> None:
        if self.desk.memory.flag(_SIDE_HIDDEN):
            self._turn_side()
        self.side.show_open()

    # --- what is done -----------------------------------------------------------------------

    def choose_days(self) -> None:
        """Ask to which days the day of the cursor is copied."""
        view = self.grid.view
        days = days_to_copy_to(self.grid.model.slots_, view.day)
        if not days:
            self.notice.say(self.language("There is no other day to copy to."))
            return
        below = view.visualRect(view.currentIndex()).bottomLeft()
        menu = days_menu(self, self.language, days, view.copy_day)
        menu.popup(view.viewport().mapToGlobal(below))

    # --- how it is put together -------------------------------------------------------------

    def _set_up_actions(self) -> None:
        view = self.grid.view
        self._all_present = self.action("all_present", view.mark_all_present)
        self._copy = self.action("copy_day", self.choose_days)
        self._evening = self.action("evening", self.saving.add_evening)
        self.action("walk_in", self.walk_in.setFocus)
        self.action("find", self.bar.finder.setFocus)
        self.totals: QAction = self.action("totals", self._turn_side)
        self.totals.setCheckable(True)

    def _arrange(self) -> None:
        menu = QMenu(self._more)
        for each in (self._copy, self.grid.view.filling, self.grid.view.noting, self._evening):
            menu.addAction(each)
        self._more.setAutoDefault(False)
        self._more.setMenu(menu)
        offer(self.grid.view, self.language, self._all_present, self._copy, self._evening)
        totals = tool_for(self.totals)
        totals.setCheckable(True)
        self.totals.toggled.connect(totals.setChecked)
        present = button_for(self._all_present)
        self.body.addLayout(row(self.legend, None, self._scan_button(), present, totals))
        self.body.addWidget(self.bar)
        self._stack.addWidget(self._sheet())
        self._stack.addWidget(nobody_yet(self, "list-checks", self.language("Nobody to mark yet")))
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.foot)
        self.body.setSpacing(8)

    def _scan_button(self) -> QToolButton:
        # An icon alone: the words of the legend need the room.
        made, words = QToolButton(), self.language("Read signed sheets…")
        made.setIcon(icon("clipboard-check"))
        made.setToolTip(words)
        made.setAccessibleName(words)
        made.clicked.connect(lambda: self.desk.go("scan", self.key))
        return made

    def _sheet(self) -> QWidget:
        made = QWidget()
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.grid, 1)
        left.addWidget(self.walk_in)
        whole = row(left, self.side, spacing=12)
        whole.setStretch(0, 1)
        made.setLayout(whole)
        return made

    def _connect(self) -> None:
        grid, saving = self.grid, self.saving
        grid.model.marked.connect(saving.save_marks)
        grid.model.noted.connect(saving.save_note)
        grid.model.counted.connect(lambda: self.foot.count(grid.model.counts))
        grid.view.bulk_done.connect(self.desk.tell)
        self.legend.chosen.connect(grid.view.mark_chosen)
        self.bar.wished.connect(self._arrange_by)
        self.side.facet_chosen.connect(self.bar.show_only)
        self.side.counted.connect(saving.save_count)
        self.side.opened.connect(self.foot.warn)
        self.walk_in.added.connect(saving.add_walk_in)
        self.walk_in.known_chosen.connect(saving.add_known)
        self.walk_in.asked.connect(saving.offer_known)
        self.foot.explained.connect(self._lead_to_open)
        self.desk.theme.changed.connect(self.legend.draw)

    def show_refused(self, problem: Problem) -> None:
        """Say what was refused, and show what is recorded."""
        self.show_problem(problem)
        self.read_again()
