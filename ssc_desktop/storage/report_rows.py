"""Questions reports ask of all activities at once: who was there, of which organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import Record
from ssc_desktop.storage import merges
from ssc_desktop.storage.records import every

R = TypeVar("R", bound=Record)


def organisation_of_people(db: Session) -> dict[UUID, UUID]:
    """The organisation of every person who has one; of merged organisations the one that stands."""
    lead = merges.of_organisations(db)
    asked = select(Participant.id, Participant.organisation_id)
    rows = db.execute(asked.where(Participant.organisation_id.is_not(None)))
    return {person: lead.standing(company) for person, company in rows if company}


def by_activity(
    db: Session, record_class: type[R], activities: Iterable[UUID]
) -> dict[UUID, list[R]]:
    """The records of a class that belong to these activities, by activity, the oldest first."""
    wanted = set(activities)
    found: dict[UUID, list[R]] = defaultdict(list)
    for each in every(db, record_class):
        owner = getattr(each, "activity_id", None)
        if owner in wanted:
            found[owner].append(each)
    return found
