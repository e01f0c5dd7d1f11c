"""Questions about many activities at once: who is on their lists, what is marked, printed, kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.activity import Activity, HalfDay
from ssc_desktop.domain.attendance import PRESENT_STATES, TEAM_ROLES, Attendance, Registration
from ssc_desktop.domain.evidence import Evidence, SheetPrint
from ssc_desktop.domain.participant import Participant
from ssc_desktop.storage import merges
from ssc_desktop.storage.attendance import Place


class Guest(NamedTuple):
    """A person on a list: in what role, and the sex a count goes by."""

    role: str | None
    sex: str

    @property
    def is_counted(self) -> bool:
        """Whether the person counts; the team does not."""
        return self.role not in TEAM_ROLES


@dataclass(slots=True)
class Rows:
    """What is recorded around one activity."""

    slots: list[str] = field(default_factory=list)
    guests: dict[UUID, Guest] = field(default_factory=dict)
    marks: dict[Place, bool] = field(default_factory=dict)
    """Whether a marked person was there."""
    printed: int = 0
    counted: list[SheetPrint] = field(default_factory=list)
    """The printed sheets on which somebody counted by hand."""
    evidence: Counter[str] = field(default_factory=Counter)


def rows_around(db: Session, activities: Collection[UUID]) -> dict[UUID, Rows]:
    """What is recorded around each of these activities."""
    found = {key: Rows() for key in activities}
    keys = list(found)
    for activity, slot in _half_days(db, keys):
        found[activity].slots.append(slot)
    _add_guests(db, keys, found)
    _add_marks(db, keys, found)
    _add_sheets(db, keys, found)
    kept = select(Evidence.activity_id, Evidence.evidence_type)
    for owner, kind in db.execute(
        kept.where(Evidence.activity_id.in_(keys), Evidence.removed.is_not(True))
    ):
        if owner is not None:
            found[owner].evidence[kind or "other"] += 1
    return found


def in_other_activities(
    db: Session, activity: UUID, slots: Iterable[str]
) -> tuple[set[Place], set[Place]]:
    """Who is marked as present, and who is registered, in another activity that has one of these
    half-days: the person and the half-day."""
    others: dict[UUID, set[str]] = defaultdict(set)
    asked = (
        select(HalfDay.activity_id, HalfDay.slot)
        .join(Activity, Activity.id == HalfDay.activity_id)
        .where(
            HalfDay.slot.in_(list(slots)),
            HalfDay.removed.is_not(True),
            HalfDay.activity_id != activity,
            Activity.removed.is_not(True),
            Activity.status.is_distinct_from("cancelled"),
            Activity.status.is_distinct_from("postponed"),
        )
    )
    for other, slot in db.execute(asked):
        others[other].add(slot)
    around = rows_around(db, others)
    present = {
        place for each in around.values() for place, was_there in each.marks.items() if was_there
    }
    registered = {
        (person, slot)
        for other, each in around.items()
        for person in each.guests
        for slot in others[other]
    }
    return present, registered


def names_of(db: Session, people: Collection[UUID]) -> dict[UUID, str]:
    """The names of people as one line each, to compare them with names in a text."""
    asked = select(Participant.id, Participant.given_names, Participant.family_name)
    rows = db.execute(asked.where(Participant.id.in_(list(people))))
    return {key: " ".join(filter(None, (given, family))) for key, given, family in rows}


def _half_days(db: Session, keys: list[UUID]) -> Iterable[tuple[UUID, str]]:
    asked = select(HalfDay.activity_id, HalfDay.slot)
    asked = asked.where(HalfDay.activity_id.in_(keys), HalfDay.removed.is_not(True))
    return [(row[0], row[1]) for row in db.execute(asked)]


def _add_guests(db: Session, keys: list[UUID], found: dict[UUID, Rows]) -> None:
    lead = merges.of_people(db)
    asked = (
        select(
            Registration.activity_id,
            Registration.participant_id,
            Registration.role,
            Participant.sex,
            Participant.removed,
        )
        .join(Participant, Participant.id == Registration.participant_id)
        .where(Registration.activity_id.in_(keys), Registration.removed.is_not(True))
    )
    for activity, person, role, sex, removed in db.execute(asked):
        heir = lead.standing(person) if lead else person
        if heir == person and not removed:
            found[activity].guests[person] = Guest(role, sex or "X")
        elif heir != person:
            survivor = db.get(Participant, heir)
            if survivor is not None and not survivor.removed:
                found[activity].guests.setdefault(heir, Guest(role, survivor.sex or "X"))


def _add_marks(db: Session, keys: list[UUID], found: dict[UUID, Rows]) -> None:
    lead = merges.of_people(db)
    asked = select(
        Attendance.activity_id, Attendance.participant_id, Attendance.slot, Attendance.state
    ).where(Attendance.activity_id.in_(keys), Attendance.state.is_not(None))
    for activity, person, slot, state in db.execute(asked):
        place = (lead.standing(person) if lead else person), slot
        marks = found[activity].marks
        marks[place] = marks.get(place, False) or state in PRESENT_STATES


def _add_sheets(db: Session, keys: list[UUID], found: dict[UUID, Rows]) -> None:
    standing = (SheetPrint.activity_id.in_(keys), SheetPrint.removed.is_not(True))
    printed = select(SheetPrint.activity_id, func.count()).where(*standing)
    for activity, count in db.execute(printed.group_by(SheetPrint.activity_id)):
        if activity is not None:
            found[activity].printed = count
    # The geometry of a sheet is long: only those that were counted are read whole.
    by_hand = or_(
        SheetPrint.counted_women.is_not(None),
        SheetPrint.counted_men.is_not(None),
        SheetPrint.counted_not_stated.is_not(None),
        SheetPrint.counted_total.is_not(None),
    )
    counted = select(SheetPrint.activity_id, SheetPrint).where(*standing, by_hand)
    for activity, sheet in db.execute(counted.order_by(SheetPrint.id)):
        if activity is not None:
            found[activity].counted.append(sheet)
