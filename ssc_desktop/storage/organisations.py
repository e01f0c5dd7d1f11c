"""Questions about organisations."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.storage import search


def listed(
    db: Session, *, typed: str = "", country: str | None = None, removed: bool = False
) -> list[Organisation]:
    """Organisations that match, by country and name."""
    asked = select(Organisation).where(
        Organisation.removed.is_(True) if removed else Organisation.removed.is_not(True)
    )
    if country:
        asked = asked.where(Organisation.country == country)
    if typed.strip():
        condition, parameters = search.matching_keys("organisation", typed)
        asked = asked.where(text(condition).bindparams(**parameters))
    return list(
        db.scalars(asked.order_by(Organisation.country, Organisation.name_fr, Organisation.id))
    )


def names(db: Session) -> dict[UUID, Organisation]:
    """All organisations by key, removed ones included: old records still name them."""
    return {each.id: each for each in db.scalars(select(Organisation))}
