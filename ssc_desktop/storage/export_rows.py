"""Questions an export asks of all activities at once, each person read as one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.attendance import Attendance, Registration
from ssc_desktop.domain.merges import Merges, strongest
from ssc_desktop.domain.participant import Participant
from ssc_desktop.storage import merges, participants

Place = tuple[UUID, UUID, str]
"""An activity, a person and a half-day."""


class Marked(NamedTuple):
    """What is recorded of one person for one half-day of an activity."""

    activity: UUID
    person: UUID
    slot: str
    state: str
    signed: bool | None
    sheet_no: str | None


def registrations(db: Session, activities: Collection[UUID]) -> list[Registration]:
    """Who is on the lists of these activities, by activity and row."""
    found = [each for each in participants.registrations(db) if each.activity_id in activities]
    return sorted(found, key=_by_row)


def _by_row(each: Registration) -> tuple[bytes, float, bytes]:
    row = float("inf") if each.row is None else each.row
    return each.activity_id.bytes, row, each.participant_id.bytes


def people(db: Session, wanted: Collection[UUID] | None) -> list[Participant]:
    """These people, or all who were not erased; each once, in an order that tells no names."""
    lead = merges.of_people(db)
    erased = participants.erased(db)
    found = db.scalars(select(Participant).where(Participant.removed.is_not(True)))
    return sorted(
        (
            each
            for each in found
            if lead.standing(each.id) == each.id
            and (each.id not in erased if wanted is None else each.id in wanted)
        ),
        key=lambda each: each.id.bytes,
    )


def marks(db: Session, activities: Collection[UUID]) -> Iterator[Marked]:
    """Every mark of these activities by half-day; of merged records the strongest."""
    lead = merges.of_people(db)
    asked = select(
        Attendance.activity_id,
        Attendance.participant_id,
        Attendance.slot,
        Attendance.state,
        Attendance.signed,
        Attendance.sheet_no,
    ).where(Attendance.state.is_not(None))
    ordered = asked.order_by(Attendance.activity_id, Attendance.slot, Attendance.participant_id)
    rows = (_marked(*row) for row in db.execute(ordered) if row[0] in activities)
    yield from _united(lead, rows) if lead else rows


def _marked(
    activity: UUID,
    person: UUID,
    slot: str,
    state: str | None,
    signed: bool | None,
    sheet_no: str | None,
) -> Marked:
    return Marked(activity, person, slot, state or "", signed, sheet_no)


def _united(lead: Merges, rows: Iterator[Marked]) -> Iterator[Marked]:
    found: dict[Place, Marked] = {}
    for row in rows:
        person = lead.standing(row.person)
        place = row.activity, person, row.slot
        before = found.get(place)
        if before is None or strongest((before.state, row.state)) != before.state:
            found[place] = row._replace(person=person)
    yield from found.values()
