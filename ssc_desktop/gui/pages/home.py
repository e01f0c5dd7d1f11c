"""The first page: what to do next, a line to add an activity, the month and what is coming."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ssc_desktop.domain.progress import ASIDE
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import KIND_ICONS
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.widgets.agenda import line_of_activity, line_of_step
from ssc_desktop.gui.widgets.month import Month
from ssc_desktop.gui.widgets.month_days import Entry
from ssc_desktop.gui.widgets.plain import Picture, button, card, clear, column, label, row
from ssc_desktop.gui.widgets.quick_add import QuickAdd
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import N_

MOST_SHOWN = 5
STEPS_AT_ONCE = 7


@in_navigation
class HomePage(Page):
    """Where an officer begins the day."""

    name: ClassVar[str] = "home"
    title: ClassVar[str] = N_("Home")
    icon: ClassVar[str] = "house"
    order: ClassVar[int] = 10
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"activity", "half_day", "attendance", "registration", "participant", "exchange",
         "evidence", "sheet_print", "conflict"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        name = desk.workspace.officer.name if desk.workspace.officer else ""
        self.heading.setText(
            self.language("Hello, {name}", name=name) if name else self.heading.text()
        )
        self._found: Any = None
        self._most_steps = STEPS_AT_ONCE
        self._steps = column(spacing=2)
        self._agenda = column(spacing=2)
        self._agenda_title = label(bold=True)
        self.month = Month(self.language)
        self.quick_add = QuickAdd(desk)
        self._connect()
        begin = self.action("new_activity", lambda: desk.go("activities", "new"))
        self.add_head(button_for(begin, role="primary"))
        self.body.addWidget(scrolling(self._arranged()), 1)

    def _connect(self) -> None:
        self.month.grid.turned.connect(self._read_month)
        self.month.grid.chosen.connect(lambda _day: self._show_agenda())
        self.month.grid.opened.connect(self.open_day)
        self.quick_add.made.connect(self._made)
        self.quick_add.refused.connect(self.show_problem)

    def _arranged(self) -> QWidget:
        steps = card(label(self.language("What is next"), size="section"), self._steps,
                     margin=18, spacing=8)  # fmt: skip
        month = card(self.month, self._agenda_title, self._agenda, margin=18, spacing=8)
        for each in (steps, month):
            each.layout().addStretch()  # type: ignore[union-attr]
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(steps, 3)
        sides.addWidget(month, 2)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 8)
        whole.setSpacing(16)
        whole.addWidget(self.quick_add)
        whole.addLayout(sides)
        whole.addStretch()
        return inside

    # --- reading ------------------------------------------------------------------------------

    def read_again(self) -> None:
        """Read what is next, and the month that is shown."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import next_steps

            return next_steps.overview(workspace)

        self.read(work, self._show, only_latest="all")
        self._read_month()

    def _read_month(self) -> None:
        first, last = self.month.grid.period

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.list_activities(workspace.store, since=first, until=last)

        self.read(work, self._show_month, only_latest="month")
        self.read(holidays_in(self.month), self.month.grid.show_holidays, only_latest="holidays")

    # --- showing ------------------------------------------------------------------------------

    def _show(self, found: Any) -> None:  # noqa: ANN401
        self._found = found
        language = self.language
        counted = (
            language.date(date.today(), "full"),
            language.plural("{count} activity", "{count} activities", found.activities),
            language.plural("{count} participant", "{count} participants", found.participants),
        )
        self.say_below(" · ".join(counted))
        self._show_steps()
        self._show_agenda()
        if not self.desk.is_headquarters:
            self.desk.waiting_changed.emit(found.waiting)

    def _show_steps(self) -> None:
        clear(self._steps)
        steps = self._found.steps
        shown = steps[: self._most_steps]
        for step in shown:
            made = line_of_step(step, self.language, self.desk.lists)
            made.clicked.connect(lambda _checked=False, step=step: self.take(step))
            self._steps.addWidget(made)
        if len(shown) < len(steps):
            rest = self.language.number(len(steps) - len(shown))
            more = button(self.language("Show more ({count})", count=rest), role="link")
            more.clicked.connect(self._show_more)
            self._steps.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        if not steps:
            words = self.language("Nothing is waiting. Well done.")
            done = row(Picture("circle-check", "accent"), label(words, role="muted"), None)
            self._steps.addLayout(done)

    def _show_more(self) -> None:
        self._most_steps += STEPS_AT_ONCE
        self._show_steps()

    def take(self, step: Any) -> None:  # noqa: ANN401
        """Go where a step is done."""
        if step.code == "first-activity":
            self.quick_add.title.setFocus()
        elif step.activity is not None:
            self.desk.go(step.page, (step.activity.id, step.part))
        else:
            self.desk.go(step.page)

    # --- the month ----------------------------------------------------------------------------

    def _show_month(self, found: list[Any]) -> None:
        self.month.grid.show_entries(entries_of(found))
        self._listed = {each.id: each for each in found}
        self._show_agenda()

    def _show_agenda(self) -> None:
        """The activities of the chosen day; where it has none, those that are coming."""
        clear(self._agenda)
        listed = getattr(self, "_listed", {})
        day = self.month.grid.day
        there = [listed[each.key] for each in self.month.grid.entries_on(day)]
        if there:
            self._agenda_title.setText(self.language.date(day, "full"))
        else:
            self._agenda_title.setText(self.language("Coming activities"))
            there = list(self._found.coming[:MOST_SHOWN]) if self._found else []
        for each in there:
            made = line_of_activity(each, self.language)
            made.clicked.connect(lambda _checked=False, key=each.id: self.desk.go("activity", key))
            self._agenda.addWidget(made)
        if not there and self._found:
            words = self.language("No activity in the coming weeks.")
            self._agenda.addWidget(label(words, role="muted", wrap=True))

    def open_day(self, day: date) -> None:
        """Open the activity of a day, go to its list where there are several, or begin one."""
        there = self.month.grid.entries_on(day)
        if len(there) == 1:
            self.desk.go("activity", there[0].key)
        elif there:
            self._first_line().setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.quick_add.propose(day)

    def _first_line(self) -> QWidget:
        item = self._agenda.itemAt(0)
        shown = item.widget() if item is not None else None
        return shown or self.month

    def _made(self, activity: Any, tx: int) -> None:  # noqa: ANN401
        if activity.start is not None:
            self.month.grid.go_to(activity.start)
        self.read_again()

        def undo() -> None:
            self.change(lambda workspace: take_back(workspace, tx), lambda _: self.read_again())

        words = self.language("“{title}” was recorded", title=activity.title)
        self.desk.tell(words, undo)


def holidays_in(month: Month) -> Callable[[Any], dict[date, str]]:
    """What reads the public holidays of the days a month shows; on the worker."""
    (first, last), language = month.grid.period, month.language

    def work(workspace: Any) -> dict[date, str]:  # noqa: ANN401
        from ssc_desktop.services import public_holidays

        return public_holidays.holidays_between(workspace, first, last, language)

    return work


def take_back(workspace: Any, tx: int) -> Any:  # noqa: ANN401
    """Undo a transaction; on the worker."""
    from ssc_desktop.services import undoing

    return undoing.undo_transaction(workspace.store, tx)


def entries_of(found: list[Any]) -> list[Entry]:
    """Activities as a calendar shows them; those without a date are not on it."""
    return [
        Entry(
            each.id,
            each.title or "",
            each.start,
            each.end or each.start,
            KIND_ICONS[each.kind],
            each.status in ASIDE,
        )
        for each in found
        if each.start is not None
    ]
