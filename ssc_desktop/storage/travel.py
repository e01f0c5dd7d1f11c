"""Questions about what people are paid for coming."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.merges import foremost
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.storage import merges


def claim(db: Session, activity: UUID, participant: UUID) -> TravelClaim | None:
    """One person's claim for one activity, removed or not: the person's own, else that of a
    record merged into the person."""
    same = merges.of_people(db).same(participant)
    asked = select(TravelClaim).where(
        TravelClaim.activity_id == activity, TravelClaim.participant_id.in_(same)
    )
    found = list(db.scalars(asked))
    return foremost(found, same[0]) if found else None


def claims(db: Session, activity: UUID, *, removed: bool = False) -> dict[UUID, TravelClaim]:
    """The claims of an activity by participant; those taken away too where asked."""
    asked = select(TravelClaim).where(TravelClaim.activity_id == activity)
    if not removed:
        asked = asked.where(TravelClaim.removed.is_not(True))
    lead = merges.of_people(db)
    found: dict[UUID, list[TravelClaim]] = defaultdict(list)
    for each in db.scalars(asked):
        found[lead.standing(each.participant_id)].append(each)
    return {person: foremost(claims, person) for person, claims in found.items()}
