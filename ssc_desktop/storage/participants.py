"""Questions about participants and their registrations."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.participant import Participant
from ssc_desktop.storage import search


def by_key(db: Session, key: UUID) -> Participant | None:
    """The participant of that key."""
    return db.get(Participant, key)


def listed(
    db: Session,
    *,
    activity: UUID | None = None,
    typed: str = "",
    limit: int | None = None,
    offset: int = 0,
    removed: bool = False,
) -> list[Participant]:
    """Participants that match, by name; of one activity where asked, in the order of its list."""
    asked = select(Participant)
    asked = asked.where(
        Participant.removed.is_(True) if removed else Participant.removed.is_not(True)
    )
    if activity:
        asked = asked.join(Registration, Registration.participant_id == Participant.id).where(
            Registration.activity_id == activity, Registration.removed.is_not(True)
        )
        asked = asked.order_by(Registration.row.is_(None), Registration.row)
    else:
        asked = asked.where(Participant.merged_into_id.is_(None))
    if typed.strip():
        condition, parameters = search.matching_keys("participant", typed)
        asked = asked.where(text(condition).bindparams(**parameters))
    asked = asked.order_by(
        func.lower(Participant.family_name), Participant.given_names, Participant.id
    )
    if limit is not None:
        asked = asked.limit(limit).offset(offset)
    return list(db.scalars(asked))


def everybody(db: Session) -> list[Participant]:
    """All participants that are there, those merged into another included: an old spelling
    still leads to the person."""
    return list(db.scalars(select(Participant).where(Participant.removed.is_not(True))))


def count(db: Session) -> int:
    """How many participants there are."""
    asked = select(func.count()).select_from(Participant)
    return db.scalar(asked.where(Participant.removed.is_not(True))) or 0


def registrations(
    db: Session, *, activity: UUID | None = None, participant: UUID | None = None
) -> list[Registration]:
    """The registrations of an activity, of a person, or of all."""
    asked = select(Registration).where(Registration.removed.is_not(True))
    if activity:
        asked = asked.where(Registration.activity_id == activity)
    if participant:
        asked = asked.where(Registration.participant_id == participant)
    return list(db.scalars(asked.order_by(Registration.row.is_(None), Registration.row)))


def places(db: Session, activity: UUID) -> dict[UUID, Registration]:
    """Every place ever given in an activity by participant, those taken back included."""
    asked = select(Registration).where(Registration.activity_id == activity)
    found = db.scalars(asked.order_by(Registration.row.is_(None), Registration.row))
    return {each.participant_id: each for each in found}


def registration(db: Session, activity: UUID, participant: UUID) -> Registration | None:
    """One person's place in one activity, removed or not."""
    return db.get(Registration, (activity, participant))


def last_row(db: Session, activity: UUID) -> int:
    """The highest row number given on the list of an activity."""
    asked = select(func.max(Registration.row)).where(Registration.activity_id == activity)
    return db.scalar(asked) or 0
