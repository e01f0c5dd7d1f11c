"""Questions about what people are paid for coming."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.travel import TravelClaim


def claim(db: Session, activity: UUID, participant: UUID) -> TravelClaim | None:
    """One person's claim for one activity, removed or not."""
    return db.get(TravelClaim, (activity, participant))


def claims(db: Session, activity: UUID, *, removed: bool = False) -> dict[UUID, TravelClaim]:
    """The claims of an activity by participant; those taken away too where asked."""
    asked = select(TravelClaim).where(TravelClaim.activity_id == activity)
    if not removed:
        asked = asked.where(TravelClaim.removed.is_not(True))
    return {each.participant_id: each for each in db.scalars(asked)}
