"""Questions about printed sheets and what they count."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import PRESENT_STATES, Attendance, Registration
from ssc_desktop.domain.evidence import SheetPrint
from ssc_desktop.storage import merges


def by_number(db: Session, number: str) -> SheetPrint | None:
    """The printing that carries a sheet number."""
    asked = select(SheetPrint).where(SheetPrint.sheet_no == number)
    return db.scalars(asked.order_by(SheetPrint.id)).first()


def printings(db: Session, activity: UUID) -> list[SheetPrint]:
    """The printings of an activity, the oldest first."""
    asked = select(SheetPrint).where(
        SheetPrint.activity_id == activity, SheetPrint.removed.is_not(True)
    )
    return list(db.scalars(asked.order_by(SheetPrint.id)))


def last_version(db: Session, activity: UUID) -> int:
    """The highest version of an activity's sheets, removed ones included."""
    asked = select(func.max(SheetPrint.version)).where(SheetPrint.activity_id == activity)
    return db.scalar(asked) or 0


def attended_before(db: Session, activity: UUID, start: date) -> set[UUID]:
    """Those registered for an activity who attended another one that began earlier, under
    whatever key they were registered there."""
    lead = merges.of_people(db)
    registered = select(Registration.participant_id).where(Registration.activity_id == activity)
    people = {lead.standing(key) for key in db.scalars(registered)} if lead else set()
    others = {key for key, heir in lead.given_up.items() if heir in people} | people
    asked = (
        select(Attendance.participant_id)
        .join(Activity, Activity.id == Attendance.activity_id)
        .where(
            Activity.start < start,
            Activity.id != activity,
            Activity.removed.is_not(True),
            Attendance.state.in_(PRESENT_STATES),
            or_(
                Attendance.participant_id.in_(registered),
                Attendance.participant_id.in_(others) if others else false(),
            ),
        )
    )
    return {lead.standing(key) for key in db.scalars(asked.distinct())}
