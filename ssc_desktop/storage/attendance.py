"""Questions about attendance, the marks of merged records read as those of one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.merges import Merges, strongest
from ssc_desktop.domain.record import now, officer_at_work
from ssc_desktop.storage import dialects, merges

Mark = tuple[UUID, str, str | None]
Place = tuple[UUID, str]
"""A person and a half-day."""


def marks(db: Session, activity: UUID) -> dict[Place, str]:
    """The state of every marked (participant, half-day) of an activity."""
    return {place: strongest(states) for place, states in _stated(db, activity).items()}


def contradictions(db: Session, activity: UUID) -> dict[Place, tuple[str, ...]]:
    """Where the records of one person say different things, all they say, what is shown first."""
    return {
        place: tuple(sorted(set(states), key=lambda state: (state != strongest(states), state)))
        for place, states in _stated(db, activity).items()
        if len(set(states)) > 1
    }


def _stated(db: Session, activity: UUID) -> dict[Place, list[str]]:
    lead = merges.of_people(db)
    rows = db.execute(
        select(Attendance.participant_id, Attendance.slot, Attendance.state).where(
            Attendance.activity_id == activity, Attendance.state.is_not(None)
        )
    )
    found: dict[Place, list[str]] = defaultdict(list)
    for person, slot, state in rows:
        if state:
            found[lead.standing(person) if lead else person, slot].append(state)
    return found


def write(db: Session, activity: UUID, new: Iterable[Mark]) -> int:
    """Write marks in one statement; a state of None clears a mark, its row stays.

    A mark is written under the key a person leads to. What other keys of the person say for the
    half-day, and would be shown instead, is cleared.
    """
    lead = merges.of_people(db)
    wanted = _by_standing(lead, new)
    outdone = _outdone(db, activity, lead, wanted) if lead else ()
    _upsert(db, activity, [*((*place, state) for place, state in wanted.items()), *outdone])
    return len(wanted)


def _by_standing(lead: Merges, new: Iterable[Mark]) -> dict[Place, str | None]:
    """What is to be written, once for each person; of two keys of one, the stronger mark."""
    last = {(person, slot): state for person, slot, state in new}
    if not lead:
        return last
    found: dict[Place, list[str | None]] = defaultdict(list)
    for (person, slot), state in last.items():
        found[lead.standing(person), slot].append(state)
    stated = {place: [state for state in found[place] if state] for place in found}
    return {place: strongest(states) if states else None for place, states in stated.items()}


def _outdone(
    db: Session, activity: UUID, lead: Merges, wanted: dict[Place, str | None]
) -> Iterator[Mark]:
    people = {person for person, _ in wanted}
    others = [key for key, heir in lead.given_up.items() if heir in people]
    rows = db.execute(
        select(Attendance.participant_id, Attendance.slot, Attendance.state).where(
            Attendance.activity_id == activity,
            Attendance.participant_id.in_(others),
            Attendance.state.is_not(None),
        )
    )
    for key, slot, state in rows:
        place = lead.standing(key), slot
        if state and place in wanted:
            shown = wanted[place]
            if shown is None or strongest((shown, state)) != shown:
                yield key, slot, None


def _upsert(db: Session, activity: UUID, new: Sequence[Mark]) -> None:
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
        return
    statement = dialects.of(db).insertion(Attendance)
    written = statement.on_conflict_do_update(
        index_elements=["activity_id", "participant_id", "slot"],
        set_={
            "state": statement.excluded.state,
            "changed_at": statement.excluded.changed_at,
            "changed_by": statement.excluded.changed_by,
        },
        where=Attendance.state.is_distinct_from(statement.excluded.state),
    )
    db.execute(written, rows)
