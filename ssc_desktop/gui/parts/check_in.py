"""Check-in on the day: a name or a badge, Enter, and the person is present."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.domain.badge_code import may_be_badge_code, read_badge_code
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.parts.check_in_answer import Answer
from ssc_desktop.gui.parts.check_in_half_day import HalfDayChoice
from ssc_desktop.gui.parts.check_in_line import CheckInLine
from ssc_desktop.gui.parts.check_in_lists import PERSON_ROLE, TALL, PeopleList
from ssc_desktop.gui.parts.check_in_missing import Missing
from ssc_desktop.gui.parts.check_in_saving import CheckInSaving
from ssc_desktop.gui.parts.nobody_yet import nobody_yet
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.language import N_

MOST_OFFERED, MOST_STRANGERS, SHORTEST = 8, 3, 3


class CheckInPart(Part):
    """A large line to type or scan into, a large answer, and who is still missing."""

    name: ClassVar[str] = "check_in"
    title: ClassVar[str] = N_("Check-in")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = self.language
        self.roll: Any = None
        self.saving = CheckInSaving(self)
        self.choice = HalfDayChoice(language)
        self.line = CheckInLine(language)
        self.offered = PeopleList(language, language("People found"), points=14, tall=TALL)
        self.answer = Answer(language)
        self.missing = Missing(language)
        self._front = QStackedWidget()
        self._stack = QStackedWidget()
        self._arrange()
        self._connect()

    # --- reading ----------------------------------------------------------------------------

    def turn_to(self, key: UUID) -> None:
        """Belong to another activity."""
        super().turn_to(key)
        self.roll = None
        self.choice.forget()
        self.saving.forget()
        self._begin_anew()

    def read_again(self) -> None:
        """Read the list, after every check-in that is on its way."""
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.read_roll(workspace.store, key)

        self.read(work, self._show)

    def refresh(self) -> None:
        """Be ready for the next person whenever the part is shown."""
        super().refresh()
        self.line.setFocus()

    def undo(self) -> bool:
        """Take back the last check-in."""
        return self.saving.undo()

    def leave(self) -> None:
        """Nothing is half done: what is typed is only looked for."""
        self.line.clear()

    def show_problem(self, problem: Any) -> None:  # noqa: ANN401
        """Say what could not be done where everybody looks."""
        self._front.setCurrentIndex(0)
        self.answer.say_refused(self.desk.text_of(problem))

    def _show(self, roll: Any) -> None:  # noqa: ANN401
        # An answer that left before the last check-in must not take it back.
        if self.saving.is_ahead:
            self.saving.read_when_done()
            return
        self.roll = roll
        self.choice.show_half_days(roll.grid.half_days)
        self._stack.setCurrentIndex(0 if roll.grid.people and roll.grid.half_days else 1)
        self._recount()

    # --- finding ----------------------------------------------------------------------------

    def _find(self, typed: str) -> None:
        typed = typed.strip()
        self.answer.offer = None
        if self.roll is None or not typed or may_be_badge_code(typed):
            self._front.setCurrentIndex(0)
            return
        from ssc_desktop.services import check_in

        slot = self.choice.slot
        found = check_in.among(self.roll, typed, slot=slot, limit=MOST_OFFERED)
        shown = [check_in.candidate(each, slot) for each in found]
        self.offered.people.show_people([*shown, typed])
        # Nobody new is recorded by mistake: only somebody on the list is chosen beforehand.
        self.offered.choose_row(0 if shown else -1)
        self._front.setCurrentIndex(1)
        if len(typed) >= SHORTEST:
            self._find_strangers(typed)

    def _find_strangers(self, typed: str) -> None:
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.strangers(workspace.store, key, typed, limit=MOST_STRANGERS)

        def arrived(people: list[Any]) -> None:
            if self.line.text().strip() == typed and self.offered.people.rows[-1:] == [typed]:
                self.offered.people.add(people, before_last=1)

        self.read(work, arrived, only_latest="strangers")

    def _move(self, step: int) -> None:
        last = self.offered.people.rowCount() - 1
        self.offered.choose_row(max(0, min(self.offered.currentIndex().row() + step, last)))

    # --- answering --------------------------------------------------------------------------

    def enter(self, typed: str) -> None:
        """Enter was pressed, by a hand or by a reader."""
        if self.roll is None or not self.choice.slot:
            return
        if not typed:
            self.answer.take_offer()
        elif read_badge_code(typed) is not None or may_be_badge_code(typed):
            self.line.clear()
            self.saving.scan(typed)
        elif self.offered.person_now() is None:
            self._front.setCurrentIndex(0)
            self.answer.say_nobody(typed)
        else:
            self._take(self.offered.person_now())

    def _take(self, person: Any) -> None:  # noqa: ANN401
        self.line.clear()
        self.line.setFocus()
        if isinstance(person, str):
            self.saving.add(person)
        else:
            self.saving.check_in(person)

    def _take_row(self, index: QModelIndex) -> None:
        self._take(index.data(PERSON_ROLE))

    def _begin_anew(self) -> None:
        self._front.setCurrentIndex(0)
        self.answer.be_ready()

    def say(self, tell: Any, *told: Any) -> None:  # noqa: ANN401
        """Answer in front of everything else."""
        self._front.setCurrentIndex(0)
        tell(*told)

    # --- counting ---------------------------------------------------------------------------

    def put(self, person: UUID, slot: str, state: str | None) -> None:
        """Show a mark at once."""
        from ssc_desktop.services import check_in

        self.roll = check_in.with_mark(self.roll, person, slot, state)
        self._recount()

    def _recount(self) -> None:
        if self.roll is None:
            return
        from ssc_desktop.services import check_in

        people, slot = self.roll.grid.people, self.choice.slot
        self.missing.show_people([check_in.candidate(each, slot) for each in people])

    def _turn_half_day(self) -> None:
        self.line.clear()
        self._begin_anew()
        self._recount()
        self.line.setFocus()

    # --- how it is put together -------------------------------------------------------------

    def _arrange(self) -> None:
        self._front.addWidget(self.answer)
        self._front.addWidget(self.offered)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(row(self.choice, None))
        left.addWidget(self.line)
        left.addWidget(self._front, 1)
        whole = row(left, self.missing, spacing=24)
        whole.setStretch(0, 1)
        sheet = QWidget()
        sheet.setLayout(whole)
        self._stack.addWidget(sheet)
        self._stack.addWidget(nobody_yet(self, "qr-code", self.language("Nobody to check in yet")))
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._find)
        self.line.entered.connect(self.enter)
        self.line.added.connect(lambda typed: self._take(typed) if typed else None)
        self.line.moved.connect(self._move)
        self.line.given_up.connect(self._begin_anew)
        self.offered.clicked.connect(self._take_row)
        self.missing.list.activated.connect(self._take_row)
        self.answer.undo_pressed.connect(self.undo)
        self.answer.offer_taken.connect(lambda person: self.saving.check_in(person))
        self.choice.changed.connect(self._turn_half_day)
        for each in (self.offered, self.missing.list, self.answer.press):
            self.line.listen_beside(each)
