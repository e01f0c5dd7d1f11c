"""Questions about attestations."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attestation import Attestation


def listed(db: Session, activity: UUID | None = None) -> list[tuple[Attestation, str | None]]:
    """Attestations with the code of their activity, the oldest first."""
    asked = select(Attestation, Activity.code).outerjoin(
        Activity, Activity.id == Attestation.activity_id
    )
    asked = asked.where(Attestation.removed.is_not(True))
    if activity:
        asked = asked.where(Attestation.activity_id == activity)
    return [(row[0], row[1]) for row in db.execute(asked.order_by(Attestation.id))]


def by_serial(db: Session, serial: str) -> list[Attestation]:
    """The attestations that carry a number: one, unless two laptops drew the same."""
    asked = select(Attestation).where(Attestation.serial == serial)
    return list(db.scalars(asked.order_by(Attestation.id)))


def of_people(db: Session, people: Iterable[UUID]) -> list[Attestation]:
    """Everything these people were handed, the oldest first."""
    asked = select(Attestation).where(Attestation.participant_id.in_(list(people)))
    return list(db.scalars(asked.order_by(Attestation.id)))
