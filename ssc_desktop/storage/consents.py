"""Questions about consents."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.evidence import Consent


def of_people(db: Session, people: Iterable[UUID]) -> list[Consent]:
    """Everything these people answered, by person and purpose."""
    asked = select(Consent).where(Consent.participant_id.in_(list(people)))
    asked = asked.where(Consent.removed.is_not(True))
    return list(db.scalars(asked.order_by(Consent.participant_id, Consent.purpose)))
