"""Where records that were merged lead, and what the rows of one person say together.

A merge writes one register: ``merged_into_id`` of the record that is given up names the one that
survives. Nothing else is rewritten, so a merge can be undone and two offices may merge at once.
Whoever reads goes by these rules, which need no order of events and so hold alike on every laptop:

- Registers are followed to their end. Where two offices closed a circle, its smallest key survives.
  A register that names a record which is not here is not followed.
- Of several places on one list the survivor's own row speaks; what it leaves empty is filled in
  from the others, by key. Rows that were removed speak only where no other does.
- Of several claims for one activity the survivor's own stands alone: no sum is made up from two.
- Of several marks for one half-day presence beats absence: see ``STRONGEST_FIRST``.
- Of several answers to one purpose the refusal speaks, unless a consent is dated later than all.

An officer who writes for the person writes the survivor's row; what would outdo it in the rows of
the others is cleared at the same time, so that what is read is what was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from ssc_desktop.domain.evidence import Consent
from ssc_desktop.domain.record import Fact

STRONGEST_FIRST = ("present", "late", "left_early", "online", "excused", "absent")
"""Of contradictory marks the first of these is shown; who signed anywhere was there."""

GIVEN = "given"
F = TypeVar("F", bound=Fact)


class Merges:
    """The registers of all records of one kind that were merged, by key."""

    def __init__(self, registers: Mapping[UUID, UUID]) -> None:
        self._registers = dict(registers)

    def __bool__(self) -> bool:
        return bool(self._registers)

    def standing(self, key: UUID) -> UUID:
        """The key of the record that this one leads to: itself when it was never merged."""
        met = {key: 0}
        while (following := self._registers.get(key)) is not None:
            if following in met:
                return min(each for each in met if met[each] >= met[following])
            met[following] = len(met)
            key = following
        return key

    def same(self, key: UUID) -> tuple[UUID, ...]:
        """Every key that stands for this record, the surviving one first."""
        standing = self.standing(key)
        return (standing, *self._given_up_for.get(standing, ()))

    @property
    def given_up(self) -> dict[UUID, UUID]:
        """The records that lead to another, each with the one it leads to."""
        return {key: self.standing(key) for key in self._registers if self.standing(key) != key}

    @property
    def in_circles(self) -> frozenset[UUID]:
        """Records that survive although their register is written: two offices closed a circle."""
        return frozenset(key for key in self._registers if self.standing(key) == key)

    @cached_property
    def _given_up_for(self) -> dict[UUID, list[UUID]]:
        found: dict[UUID, list[UUID]] = defaultdict(list)
        for key, standing in sorted(self.given_up.items()):
            found[standing].append(key)
        return found


def strongest(states: Iterable[str]) -> str:
    """What several marks of one person for one half-day say together."""
    return min(states, key=_strength)


def _strength(state: str) -> tuple[int, str]:
    known = state in STRONGEST_FIRST
    return STRONGEST_FIRST.index(state) if known else len(STRONGEST_FIRST), state


def foremost(rows: Sequence[F], person: UUID) -> F:
    """Of several rows of one person, the one that speaks first."""
    return min(rows, key=lambda row: _rank(row, person))


def united(rows: Sequence[F], person: UUID) -> F:
    """What several rows of one person say together: the row itself where there is only one of the
    person's own, else a copy that names the person and belongs to no database."""
    first, *others = sorted(rows, key=lambda row: _rank(row, person))
    if not others and _owner(first) == person:
        return first
    standing = [row for row in (first, *others) if bool(row.removed) == bool(first.removed)]
    # A table knows its columns under the names of the attributes here.
    values = {
        column.key: next((v for row in standing if _said(v := getattr(row, column.key))), None)
        for column in first.__table__.columns
    }
    return type(first)(**{**values, "participant_id": person})


def _rank(row: Fact, person: UUID) -> tuple[bool, bool, UUID]:
    return bool(row.removed), _owner(row) != person, _owner(row)


def _owner(row: Fact) -> UUID:
    owner: UUID = row.participant_id  # type: ignore[attr-defined]
    return owner


def _said(value: object) -> bool:
    return value not in (None, "", ())


def speaking(answers: Sequence[Consent], person: UUID) -> Consent:
    """Of a person's answers to one purpose, the one that counts."""
    ordered = sorted(answers, key=lambda each: _rank(each, person))
    against = [each for each in ordered if each.state and each.state != GIVEN]
    given = [each for each in ordered if each.state == GIVEN]
    if against:
        latest = max(each.given_on or date.max for each in against)
        given = [each for each in given if (each.given_on or date.min) > latest]
    return max(given or against or ordered, key=lambda each: each.given_on or date.max)
