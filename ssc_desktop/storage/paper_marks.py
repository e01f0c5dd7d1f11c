"""Questions about marks that stand on signed paper: the sheet and the line they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.record import now, officer_at_work
from ssc_desktop.storage import attendance, dialects, merges
from ssc_desktop.storage.attendance import Place


@dataclass(frozen=True, slots=True)
class Signed:
    """What a sheet says of a person's half-day: the state with it, and where on the sheet."""

    state: str | None
    signed: bool
    sheet: str
    row: int


def on_paper(db: Session, activity: UUID) -> dict[Place, Signed]:
    """Every mark of an activity that was read from a sheet."""
    lead = merges.of_people(db)
    asked = select(
        Attendance.participant_id,
        Attendance.slot,
        Attendance.state,
        Attendance.signed,
        Attendance.sheet_no,
        Attendance.row_no,
    ).where(Attendance.activity_id == activity, Attendance.sheet_no.is_not(None))
    return {
        (lead.standing(person), slot): Signed(state, bool(signed), sheet or "", row or 0)
        for person, slot, state, signed, sheet, row in db.execute(asked)
    }


def of_sheet(db: Session, activity: UUID, number: str) -> set[Place]:
    """The places whose mark was read from this sheet."""
    return {place for place, each in on_paper(db, activity).items() if each.sheet == number}


def write(db: Session, activity: UUID, read: Mapping[Place, Signed]) -> None:
    """Write what sheets say, states and all; other keys of a merged person no longer contradict."""
    _upsert(db, activity, read.items())
    attendance.write(db, activity, ((*place, each.state) for place, each in read.items()))


def _upsert(db: Session, activity: UUID, read: Iterable[tuple[Place, Signed]]) -> None:
    officer = officer_at_work.get()
    by, at = UUID(officer) if officer else None, now()
    rows = [
        {
            "activity_id": activity,
            "participant_id": person,
            "slot": slot,
            "state": each.state,
            "signed": each.signed,
            "sheet_no": each.sheet,
            "row_no": each.row,
            "created_at": at,
            "created_by": by,
            "changed_at": at,
            "changed_by": by,
        }
        for (person, slot), each in read
    ]
    if not rows:
        return
    statement = dialects.of(db).insertion(Attendance)
    told = ("state", "signed", "sheet_no", "row_no", "changed_at", "changed_by")
    written = statement.on_conflict_do_update(
        index_elements=["activity_id", "participant_id", "slot"],
        set_={name: getattr(statement.excluded, name) for name in told},
    )
    db.execute(written, rows)
