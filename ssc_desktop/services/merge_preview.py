"""What two records would say together, activity by activity: looked at before they are merged."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import PRESENT_STATES
from ssc_desktop.domain.merges import strongest
from ssc_desktop.storage import activities, attendance, participants
from ssc_desktop.storage.store import Db, Store


@dataclass(frozen=True, slots=True)
class Taken:
    """An activity that one of two people took part in: how many half-days each attended (None for
    who is not on its list), how many the two attend as one person, and in how many of them their
    marks differ."""

    activity: Activity
    one: int | None
    other: int | None
    together: int
    contradicted: int

    @property
    def is_shared(self) -> bool:
        """Whether both are on the list."""
        return self.one is not None and self.other is not None


def activities_of_both(store: Store, one: UUID, other: UUID) -> list[Taken]:
    """The activities of two people, the latest first, and what a merge makes of their marks."""
    with store.reading() as db:
        lists = [_activities(db, key) for key in (one, other)]
        found = [_taken(db, key, lists, (one, other)) for key in lists[0] | lists[1]]
        standing = [each for each in found if each is not None]
    standing.sort(key=lambda each: (str(each.activity.start or ""), each.activity.id), reverse=True)
    return standing


def _activities(db: Db, person: UUID) -> set[UUID]:
    return {each.activity_id for each in participants.registrations(db, participant=person)}


def _taken(db: Db, key: UUID, lists: list[set[UUID]], people: tuple[UUID, UUID]) -> Taken | None:
    activity = activities.by_key(db, key)
    if activity is None or activity.removed:
        return None
    states: list[dict[str, str]] = [{}, {}]
    for (person, slot), state in attendance.marks(db, key).items():
        if person in people:
            states[people.index(person)][slot] = state
    one, other = (
        _attended(said) if key in registered else None
        for said, registered in zip(states, lists, strict=True)
    )
    both = states[0].keys() & states[1].keys()
    merged = {**states[0], **states[1]}
    merged |= {slot: strongest(each[slot] for each in states) for slot in both}
    differing = sum(states[0][slot] != states[1][slot] for slot in both)
    return Taken(activity, one, other, _attended(merged), differing)


def _attended(states: dict[str, str]) -> int:
    return sum(state in PRESENT_STATES for state in states.values())
