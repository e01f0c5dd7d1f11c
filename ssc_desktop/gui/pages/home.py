"""The first page: what to do next, what is coming, how much there is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.gui.actions import button_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import KIND_ICONS
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.widgets.plain import Panel, Picture, card, clear, column, label, row
from ssc_desktop.gui.widgets.scrolling import scrolling
from ssc_desktop.language import N_

MOST_SHOWN = 6
OPEN = frozenset({"planned", "confirmed", "under_way", "done"})


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: what, for which activity, and where it is done."""

    icon: str
    text: str
    about: str
    page: str
    what: object = None


@dataclass(slots=True)
class Overview:
    """What the first page needs to know."""

    activities: list[Any] = field(default_factory=list)
    upcoming: list[Any] = field(default_factory=list)
    unmarked: list[tuple[Any, int]] = field(default_factory=list)
    participants: int = 0
    waiting: int = 0
    is_enrolled: bool = True


@in_navigation
class HomePage(Page):
    """Where an officer begins the day."""

    name: ClassVar[str] = "home"
    title: ClassVar[str] = N_("Home")
    icon: ClassVar[str] = "house"
    order: ClassVar[int] = 10
    nouns: ClassVar[frozenset[str]] = frozenset(
        {"activity", "half_day", "attendance", "registration", "participant", "exchange"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        name = desk.workspace.officer.name if desk.workspace.officer else ""
        self.heading.setText(
            self.language("Hello, {name}", name=name) if name else self.heading.text()
        )
        self.say_below(self.language.date(date.today(), "full"))
        self._steps = column(spacing=2)
        self._upcoming = column(spacing=2)
        self._figures = row(spacing=16)
        begin = self.action("new_activity", lambda: desk.go("activities", "new"))
        self.add_head(button_for(begin, role="primary"))
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(self._side(N_("What is next"), self._steps), 3)
        sides.addWidget(self._side(N_("Coming activities"), self._upcoming), 2)
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 8)
        whole.setSpacing(16)
        whole.addLayout(self._figures)
        whole.addLayout(sides)
        whole.addStretch()
        self.body.addWidget(scrolling(inside), 1)

    def read_again(self) -> None:
        """Read what is next."""
        today = date.today()
        self.read(lambda workspace: overview(workspace, today), self._show, only_latest="all")

    def steps_of(self, found: Overview) -> list[Step]:
        """What to do next, the most pressing first."""
        language = self.language
        made = []
        if not found.activities and not self.desk.is_headquarters:
            words = language("Record your first activity")
            made.append(Step("plus", words, "", "activities", "new"))
        for each in found.upcoming[:2]:
            words = language("Print the sheets of “{title}”", title=each.title or "")
            about = language.dates(each.start, each.end)
            made.append(Step("printer", words, about, "activity", (each.id, "papers")))
        for each, count in found.unmarked[:3]:
            words = language("Type the attendance of “{title}”", title=each.title or "")
            about = language.plural("{count} cell not marked", "{count} cells not marked", count)
            made.append(Step("list-checks", words, about, "activity", (each.id, "attendance")))
        return [*made, *self._exchange_steps(found)]

    def _exchange_steps(self, found: Overview) -> list[Step]:
        language = self.language
        if self.desk.is_headquarters:
            return [Step("inbox", language("Take in the bundles of the offices"), "", "exchange")]
        if not found.is_enrolled:
            about = language("Bundles need its card")
            return [Step("key-round", language("Join a headquarters"), about, "exchange")]
        if found.waiting:
            about = language.plural(
                "{count} change not yet at headquarters",
                "{count} changes not yet at headquarters",
                found.waiting,
            )
            return [Step("package", language("Make a bundle for headquarters"), about, "exchange")]
        return []

    def _show(self, found: Overview) -> None:
        clear(self._steps)
        clear(self._upcoming)
        clear(self._figures)
        steps = self.steps_of(found)
        for step in steps:
            self._steps.addWidget(self._step_button(step))
        if not steps:
            words = self.language("Nothing is waiting. Well done.")
            self._steps.addWidget(label(words, role="muted"))
        for each in found.upcoming[:MOST_SHOWN]:
            self._upcoming.addWidget(self._activity_button(each))
        if not found.upcoming:
            words = self.language("No activity in the coming weeks.")
            self._upcoming.addWidget(label(words, role="muted", wrap=True))
        self._show_figures(found)
        if not self.desk.is_headquarters:
            self.desk.waiting_changed.emit(found.waiting)

    def _show_figures(self, found: Overview) -> None:
        language = self.language
        figures = (
            (found.activities, N_("Activities"), "activities"),
            (found.participants, N_("Participants"), "participants"),
            (found.waiting, N_("Changes not yet at headquarters"), "exchange"),
        )
        for value, words, page in figures[: 2 if self.desk.is_headquarters else 3]:
            count = value if isinstance(value, int) else len(value)
            made = Line(language.number(count), language(words), "", large=True)
            made.clicked.connect(lambda _checked=False, page=page: self.desk.go(page))
            self._figures.addWidget(made)

    def _step_button(self, step: Step) -> QPushButton:
        made = Line(step.text, step.about, step.icon)
        made.clicked.connect(lambda: self.desk.go(step.page, step.what))
        return made

    def _activity_button(self, activity: Any) -> QPushButton:  # noqa: ANN401
        dates = self.language.dates(activity.start, activity.end)
        kind = self.language(KIND_LABELS[activity.kind])
        about = " · ".join(each for each in (dates, activity.city, kind) if each)
        made = Line(activity.title or "", about, KIND_ICONS[activity.kind])
        made.clicked.connect(lambda: self.desk.go("activity", activity.id))
        return made

    def _side(self, title: str, content: QVBoxLayout) -> QWidget:
        made = card(label(self.language(title), size="section"), content, margin=18, spacing=8)
        made.layout().addStretch()  # type: ignore[union-attr]
        return made


class Line(Panel):
    """A button of two lines: what, and about what."""

    def __init__(self, text: str, about: str, icon_name: str, *, large: bool = False) -> None:
        super().__init__("figure" if large else "line", 18 if large else 10, 12)
        self.setAccessibleName(f"{about}: {text}" if large else text)
        self.setAccessibleDescription(about)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = column(label(text, size="title" if large else "", wrap=True), spacing=0)
        if about:
            words.addWidget(label(about, role="muted", wrap=True))
        pieces = [Picture(icon_name, "accent")] if icon_name else []
        self.fill(*pieces, words)
        self.inside.setStretch(len(pieces), 1)


def overview(workspace: Any, today: date) -> Overview:  # noqa: ANN401
    """Read what the first page shows; on the worker."""
    from ssc_desktop.services import activities, attendance, enrolment, exchange, participants

    store = workspace.store
    found = Overview(activities=activities.list_activities(store))
    dated = [each for each in found.activities if each.start and each.status in OPEN]
    coming = [each for each in dated if (each.end or each.start) >= today]
    found.upcoming = sorted(coming, key=lambda each: each.start)
    begun = [each for each in dated if each.start <= today]
    for each in sorted(begun, key=lambda each: each.start, reverse=True)[:8]:
        count = _unmarked(attendance.read_register(store, each.id), today)
        if count:
            found.unmarked.append((each, count))
    found.participants = participants.count_participants(store)
    found.waiting = exchange.bundle_status(workspace).not_yet_received
    if not workspace.is_headquarters:
        found.is_enrolled = enrolment.joined_card(store) is not None
    return found


def _unmarked(register: Any, today: date) -> int:  # noqa: ANN401
    """How many cells of half-days that are over have no mark."""
    slots = {each.slot for each in register.half_days if each.day <= today}
    people: set[UUID] = {each.participant.id for each in register.people}
    marked = sum(person in people and slot in slots for person, slot in register.marks)
    return len(slots) * len(people) - marked
