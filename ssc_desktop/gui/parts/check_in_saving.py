"""What the check-in hands on to be saved, and how it is taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ssc_desktop.domain.badge_code import read_badge_code
from ssc_desktop.domain.problems import Problem

MOST_UNDONE = 200


@dataclass(eq=False, slots=True)
class Deed:
    """One check-in: who, for which half-day, and what the service said it did."""

    person: Any
    slot: str
    before: str | None = None
    done: Any = None


class CheckInSaving:
    """Shows every check-in at once and saves it after; Undo takes them back one by one."""

    def __init__(self, part: Any) -> None:  # noqa: ANN401
        self._part = part
        self._on_way = 0
        self._must_read = False
        self._deeds: list[Deed] = []
        self._namesake = ""

    @property
    def is_ahead(self) -> bool:
        """Whether the list shows check-ins that are not in the database yet."""
        return bool(self._on_way)

    def read_when_done(self) -> None:
        """Read again once everything that is on its way has arrived."""
        self._must_read = True

    def forget(self) -> None:
        """Keep nothing to undo: another activity is shown."""
        self._deeds.clear()
        self._namesake = ""

    # --- somebody comes ---------------------------------------------------------------------

    def check_in(self, person: Any) -> None:  # noqa: ANN401
        """Mark a candidate present; who is not on the list is put on it first."""
        part = self._part
        if person.is_there:
            part.say(part.answer.say_known, person)
            return
        if not person.is_registered:
            self._register(person)
            return
        deed = Deed(
            replace(person, state=part.choice.arriving_state), part.choice.slot, person.state
        )
        self._deeds = [*self._deeds[-MOST_UNDONE:], deed]
        part.put(person.key, deed.slot, deed.person.state)
        part.say(part.answer.say_done, deed.person)
        self._change(self._checking_in(deed, register=False), lambda _: None)

    def scan(self, scanned: str) -> None:
        """Answer the code of a badge."""
        part = self._part
        key = read_badge_code(scanned)
        if key is not None and (person := self._on_roll(key)) is not None:
            self.check_in(person)
            return
        activity = part.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.whose_badge(workspace.store, activity, scanned)

        part.read(work, self._meet, only_latest="")

    def add(self, name: str) -> None:
        """Add somebody new by name; a namesake of somebody on the list only when asked twice."""
        part = self._part
        key, slot, state = part.key, part.choice.slot, part.choice.arriving_state
        twice, self._namesake = name == self._namesake, ""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.walk_in(
                workspace.store, key, slot, name, state=state, even_namesake=twice
            )

        def refused(problem: Problem) -> None:
            self._on_way -= 1
            if problem.code == "name-on-list":
                self._namesake = name
            part.show_problem(problem)

        self._change(work, self._added, refused)

    # --- taking back ------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take back the last check-in; False when there is none."""
        if not self._deeds:
            return False
        part, deed = self._part, self._deeds.pop()
        activity = part.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            return check_in.take_back(workspace.store, activity, deed.done) if deed.done else None

        is_new = deed.done is not None and deed.done.is_new_on_list
        if not is_new:
            part.put(deed.person.key, deed.slot, deed.before)
        part.say(part.answer.say_taken_back, deed.person)
        self._change(work, lambda _: part.read_again() if is_new else None)
        return True

    # --- on the way -------------------------------------------------------------------------

    def _register(self, person: Any) -> None:  # noqa: ANN401
        part = self._part
        state = part.choice.arriving_state
        deed = Deed(replace(person, state=state, is_registered=True), part.choice.slot)
        self._change(self._checking_in(deed, register=True), self._added)

    def _checking_in(self, deed: Deed, *, register: bool) -> Any:  # noqa: ANN401
        activity = self._part.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import check_in

            deed.done = check_in.check_in(
                workspace.store, activity, deed.slot, deed.person.key,
                state=deed.person.state, register=register,
            )  # fmt: skip
            return deed.done

        return work

    def _added(self, done: Any) -> None:  # noqa: ANN401
        """Somebody was put on the list: the list is read again, with the person at its end."""
        part = self._part
        self._deeds = [*self._deeds[-MOST_UNDONE:], Deed(done.person, done.slot, None, done)]
        part.say(part.answer.say_done, done.person)
        part.read_again()
        part.renewed.emit()

    def _meet(self, holder: Any) -> None:  # noqa: ANN401
        part, person = self._part, holder.person
        if person.is_registered:
            self.check_in(self._on_roll(person.key) or person)
        else:
            part.say(part.answer.say_offer, person, holder.elsewhere)

    def _on_roll(self, key: UUID) -> Any:  # noqa: ANN401
        from ssc_desktop.services import check_in

        part = self._part
        found = next((each for each in part.roll.grid.people if each.key == key), None)
        return check_in.candidate(found, part.choice.slot) if found else None

    def _change(self, work: Any, then: Any, failed: Any = None) -> None:  # noqa: ANN401
        def done(result: Any) -> None:  # noqa: ANN401
            self._on_way -= 1
            then(result)
            if self._must_read and not self._on_way:
                self._must_read = False
                self._part.read_again()

        self._on_way += 1
        self._part.desk.ops.change(
            self._part, work, done, touches=("attendance",), failed=failed or self._refused
        )

    def _refused(self, problem: Problem) -> None:
        self._on_way -= 1
        self._part.show_problem(problem)
        self._part.read_again()
