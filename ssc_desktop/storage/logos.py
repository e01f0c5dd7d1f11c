"""Questions about the logos of the visibility band."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.logo import Logo

# The order the donors require; a place nobody knows yet comes last.
PLACES = ("emblem", "donor", "agency", "partner")


def listed(db: Session, *, removed: bool = False) -> list[Logo]:
    """The logos in the order of the band, or the removed ones."""
    asked = select(Logo).where(Logo.removed.is_(True) if removed else Logo.removed.is_not(True))
    return sorted(db.scalars(asked), key=_place)


def _place(logo: Logo) -> tuple[int, int, str]:
    known = PLACES.index(logo.place) if logo.place in PLACES else len(PLACES)
    return known, logo.position or 0, logo.id.hex


def of_picture(db: Session, fingerprint: str, place: str | None) -> Logo | None:
    """The logo with this very picture in a place, removed or not."""
    asked = select(Logo).where(Logo.sha256 == fingerprint, Logo.place == place)
    return db.scalar(asked.order_by(Logo.id).limit(1))
