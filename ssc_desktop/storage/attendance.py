"""Questions about attendance."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.record import now, officer_at_work

Mark = tuple[UUID, str, str | None]


def marks(db: Session, activity: UUID) -> dict[tuple[UUID, str], str]:
    """The state of every marked (participant, half-day) of an activity."""
    rows = db.execute(
        select(Attendance.participant_id, Attendance.slot, Attendance.state).where(
            Attendance.activity_id == activity, Attendance.state.is_not(None)
        )
    )
    return {(person, slot): state for person, slot, state in rows if state}


def write(db: Session, activity: UUID, new: Iterable[Mark]) -> int:
    """Write marks in one statement; a state of None clears a mark, its row stays."""
    officer = officer_at_work.get()
    by = UUID(officer) if officer else None
    at = now()
    rows = [
        {
            "activity_id": activity,
            "participant_id": person,
            "slot": slot,
            "state": state,
            "created_at": at,
            "created_by": by,
            "changed_at": at,
            "changed_by": by,
        }
        for person, slot, state in new
    ]
    if not rows:
        return 0
    statement = insert(Attendance)
    written = statement.on_conflict_do_update(
        index_elements=["activity_id", "participant_id", "slot"],
        set_={
            "state": statement.excluded.state,
            "changed_at": statement.excluded.changed_at,
            "changed_by": statement.excluded.changed_by,
        },
        where=Attendance.state.is_not(statement.excluded.state),
    )
    db.execute(written, rows)
    return len(rows)
