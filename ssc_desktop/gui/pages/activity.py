"""The record of one activity: its sheet, half-days, participants, attendance and papers."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QObject, QSignalBlocker, QTimer
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.followup import FOLLOW_UPS
from ssc_desktop.domain.kinds import KIND_LABELS
from ssc_desktop.gui.actions import button_for, tool_for
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.page import Page, in_navigation
from ssc_desktop.gui.parts.attendance import AttendancePart
from ssc_desktop.gui.parts.check_in import CheckInPart
from ssc_desktop.gui.parts.details import DetailsPart
from ssc_desktop.gui.parts.evidence import EvidencePart
from ssc_desktop.gui.parts.follow_up import FollowUpPart
from ssc_desktop.gui.parts.half_days import HalfDaysPart
from ssc_desktop.gui.parts.papers import PapersPart
from ssc_desktop.gui.parts.part import NO_KEY, Part
from ssc_desktop.gui.parts.people import PeoplePart
from ssc_desktop.gui.parts.travel import TravelPart
from ssc_desktop.gui.widgets.reported_totals import words_of_totals
from ssc_desktop.gui.widgets.standing_line import StandingLine
from ssc_desktop.language import N_

# To add a part: its class here; the tabs follow.
PARTS: tuple[type[Part], ...] = (
    DetailsPart, HalfDaysPart, PeoplePart, AttendancePart, CheckInPart, TravelPart, FollowUpPart, PapersPart, EvidencePart,
)  # fmt: skip


@in_navigation
class ActivityPage(Page):
    """Shows one activity, part by part; each part reads when it is shown."""

    name: ClassVar[str] = "activity"
    title: ClassVar[str] = N_("Activity")
    order: ClassVar[int] = 21
    under: ClassVar[str] = "activities"
    nouns: ClassVar[frozenset[str]] = frozenset(
        {
            "activity",
            "half_day",
            "registration",
            "attendance",
            "participant",
            "sheet_print",
            "travel_claim",
            "attestation",
            "evidence",
            *FOLLOW_UPS,
        }
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.key = NO_KEY
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.parts: dict[str, Part] = {}
        self._holders: dict[str, QVBoxLayout] = {}
        for each in PARTS:
            holder = QWidget()
            self._holders[each.name] = QVBoxLayout(holder)
            self._holders[each.name].setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, self.language(each.title))
        self.tabs.currentChanged.connect(lambda _index: self._show_part())
        self.at_headquarters = StandingLine(desk, "activity")
        self.body.addWidget(self.at_headquarters)
        self.body.addWidget(self.tabs, 1)
        self._set_up_actions()

    def _set_up_actions(self) -> None:
        back = tool_for(self.action("back", lambda: self.desk.go("activities")))
        self.add_before_title(back)
        remove = tool_for(self.action("remove", self.remove))
        history = tool_for(self.action("history", self.show_history))
        self._print_button = button_for(self.action("print", self.print_papers), role="primary")
        self.add_head(history, remove, self._print_button)
        self.action("scan", self.read_sheets)
        self.action("next_tab", lambda: self._step(1))
        self.action("previous_tab", lambda: self._step(-1))

    @property
    def part(self) -> Part:
        """The part that is shown; made when it is first shown."""
        wanted = PARTS[self.tabs.currentIndex()]
        if wanted.name not in self.parts:
            made = self.parts[wanted.name] = wanted(self.desk)
            made.renewed.connect(self._read_head)
            made.turn_to(self.key)
            self._holders[wanted.name].addWidget(made)
        return self.parts[wanted.name]

    def arrive(self, what: object) -> None:
        """Show the activity of that key, and the part of it that is named."""
        key, part = what if isinstance(what, tuple) else (what, "")
        if isinstance(key, UUID) and key != self.key:
            self.leave()
            self.key = key
            self.notice.hide()
            for each in self.parts.values():
                each.turn_to(key)
            part = part or PARTS[0].name
        # What is shown is read once, below.
        with QSignalBlocker(self.tabs):
            self.show_part(str(part))
        self.read_again()

    def show_part(self, name: str) -> None:
        """Show a part by its name."""
        names = [each.name for each in PARTS]
        if name in names:
            self.tabs.setCurrentIndex(names.index(name))

    def standing(self) -> object:
        """The activity, and the part of it that is shown."""
        return self.key, PARTS[self.tabs.currentIndex()].name

    def print_papers(self) -> None:
        """Show the papers; where they are shown, print the one that is chosen."""
        if isinstance(self.part, PapersPart):
            self.part.print_sheet()
        else:
            self.show_part(PapersPart.name)

    def read_sheets(self) -> None:
        """Read signed sheets of the activity back."""
        self.desk.go("scan", self.key)

    def show_history(self) -> None:
        """Show what happened to the activity and to what belongs to it."""
        from ssc_desktop.gui.dialogs.history import HistoryDialog

        self.leave()
        HistoryDialog(self, self.desk, "activity", self.key, self.heading.text()).open()

    def leave(self) -> None:
        """Save what is half typed."""
        for part in self.parts.values():
            part.leave()

    def read_again(self) -> None:
        """Read the head and the part that is shown; the others read when they are."""
        for part in self.parts.values():
            part.is_stale = True
        self._show_part()
        self._read_head()

    def hear(self, changes: Changes, initiator: QObject | None) -> None:
        """What one part changed, the others read again when they are shown."""
        if changes.nouns & self.nouns:
            for part in self.parts.values():
                is_own = isinstance(initiator, QWidget) and part.isAncestorOf(initiator)
                part.is_stale = part.is_stale or not (part is initiator or is_own)
        super().hear(changes, initiator)

    def remove(self) -> None:
        """Take the activity off the lists and return to them, with an undo."""
        key = self.key
        title = self.heading.text()

        def work(workspace: Any, *, removed: bool = True) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            do = activities.remove_activity if removed else activities.restore_activity
            return do(workspace.store, key)

        def undo() -> None:
            self.desk.ops.change(None, lambda workspace: work(workspace, removed=False))

        def done(_: Any) -> None:  # noqa: ANN401
            self.desk.go("activities")
            self.desk.tell(self.language("“{title}” was removed", title=title), undo)

        self.desk.ops.change(None, work, done)

    def _read_head(self) -> None:
        key = self.key
        if key == NO_KEY:
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities, totals

            reported = totals.reported_totals(workspace.store, key)
            return activities.show_activity(workspace.store, key).activity, reported

        self.read(work, self._show_head, only_latest="head")
        self.at_headquarters.look(key)

    def _show_head(self, found: tuple[Any, list[Any]]) -> None:
        activity, reported = found
        self.heading.setText(activity.title or self.language("Activity without a title"))
        lists = self.desk.lists
        said = (
            activity.code,
            self.language(KIND_LABELS[activity.kind]),
            self.language.dates(activity.start, activity.end),
            activity.city,
            lists.name("activity_status", activity.status),
            *(words_of_totals(each, self.language) for each in reported),
        )
        self.say_below(" · ".join(each for each in said if each))

    def _show_part(self) -> None:
        # The papers have a button of their own for it: one primary action a page.
        self._print_button.setVisible(PARTS[self.tabs.currentIndex()] is not PapersPart)
        if self.key == NO_KEY:
            return
        if PARTS[self.tabs.currentIndex()].name in self.parts:
            self.part.refresh()
        else:
            # To make a part takes a turn of the loop of its own.
            QTimer.singleShot(0, self, lambda: self.part.refresh())

    def _step(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())
        # Whoever comes by keyboard goes on by keyboard, once the part was made.
        QTimer.singleShot(0, self, lambda: self.part.take_keyboard())

    def undo(self) -> bool:
        """Take back the last thing done in the part that is shown."""
        return bool(self.part.undo())
