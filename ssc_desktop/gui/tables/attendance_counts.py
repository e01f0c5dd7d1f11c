"""The marks of a register and what they count up to, kept up to date mark by mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ssc_desktop.domain.attendance import PRESENT_STATES
from ssc_desktop.language import N_

FACETS = {
    "sex": N_("Sex"),
    "country": N_("Country"),
    "category": N_("Stakeholder category"),
    "organisation": N_("Organisation"),
    "role": N_("Role"),
}
"""What people are counted, grouped and filtered by."""


@dataclass(slots=True)
class Share:
    """Of the people who have something in common: how many are on the list, attended, for how
    many half-days."""

    registered: int = 0
    attended: int = 0
    half_days: int = 0


@dataclass(slots=True)
class Remarks:
    """What is noted about cells, and where merged records say two things; by person and slot."""

    notes: dict[Any, str] = field(default_factory=dict)
    contradicted: dict[Any, tuple[str, ...]] = field(default_factory=dict)

    def are_on(self, cell: Any) -> bool:  # noqa: ANN401
        """Whether there is something to remark about a cell."""
        return cell in self.notes or cell in self.contradicted

    def write(self, cell: Any, note: str) -> bool:  # noqa: ANN401
        """Write a note, an empty one takes it away; False when it says so already."""
        if note == self.notes.get(cell, ""):
            return False
        self.notes[cell] = note
        if not note:
            del self.notes[cell]
        return True


@dataclass(slots=True)
class Counts:
    """Marks by person and half-day, both by number, and the counts of them. The team has marks
    and is not counted."""

    people: Sequence[Any] = ()
    slots: Sequence[str] = ()
    marks: list[list[str | None]] = field(default_factory=list)
    attended_by: list[int] = field(default_factory=list)
    present: list[Counter[str]] = field(default_factory=list)
    shares: dict[str, dict[str, Share]] = field(default_factory=dict)
    whole: Share = field(default_factory=Share)
    marked: int = 0

    @classmethod
    def of(cls, people: Sequence[Any], slots: Sequence[str]) -> Counts:
        """The counts of a register that was read."""
        made = cls(people, slots)
        made.marks = [[each.marks.get(slot) for slot in slots] for each in people]
        made._count_all()
        return made

    @property
    def unmarked(self) -> int:
        """How many cells say nothing."""
        return len(self.people) * len(self.slots) - self.marked

    def write(self, person: int, column: int, state: str | None) -> str | None:
        """Mark a cell; what it said before comes back."""
        before = self.marks[person][column]
        if before == state:
            return before
        self.marks[person][column] = state
        self.marked += (state is not None) - (before is not None)
        step = (state in PRESENT_STATES) - (before in PRESENT_STATES)
        if step:
            self._follow(person, column, step)
        return before

    def attended(self) -> Counter[str]:
        """How many people attended at least one half-day, by sex."""
        return Counter({sex: share.attended for sex, share in self.shares.get("sex", {}).items()})

    def _follow(self, person: int, column: int, step: int) -> None:
        self.attended_by[person] += step
        each = self.people[person]
        if not each.is_counted:
            return
        self.present[column][each.sex] += step
        # The first half-day a person attends makes the person one who attended; the last, none.
        turned = step if self.attended_by[person] == (step > 0) else 0
        for share in (self.whole, *self._shares_of(each)):
            share.half_days += step
            share.attended += turned

    def _count_all(self) -> None:
        self.present = [Counter() for _ in self.slots]
        self.shares = {name: {} for name in FACETS}
        for each, row in zip(self.people, self.marks, strict=True):
            there = [column for column, state in enumerate(row) if state in PRESENT_STATES]
            self.marked += len(row) - row.count(None)
            self.attended_by.append(len(there))
            if each.is_counted:
                self._add(each, there)

    def _add(self, each: Any, there: list[int]) -> None:  # noqa: ANN401
        sex, count = each.sex, len(there)
        for column in there:
            self.present[column][sex] += 1
        for share in (self.whole, *self._shares_of(each)):
            share.registered += 1
            share.half_days += count
            share.attended += count > 0

    def _shares_of(self, each: Any) -> Iterator[Share]:  # noqa: ANN401
        for name, shares in self.shares.items():
            value = getattr(each, name)
            if value not in shares:
                shares[value] = Share()
            yield shares[value]
