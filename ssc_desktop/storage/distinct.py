"""Questions about records that were told apart."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.distinct import Distinct
from ssc_desktop.domain.merges import Merges


def told_apart(db: Session, noun: str, lead: Merges) -> set[tuple[UUID, UUID]]:
    """The pairs somebody told apart, under the keys they lead to today, the smaller first."""
    asked = select(Distinct.one, Distinct.other).where(
        Distinct.noun == noun, Distinct.removed.is_not(True)
    )
    pairs = ((lead.standing(row.one), lead.standing(row.other)) for row in db.execute(asked))
    return {(min(pair), max(pair)) for pair in pairs}


def tell(db: Session, noun: str, one: UUID, other: UUID, *, apart: bool) -> None:
    """Remember that two records are two, or take it back."""
    key = (min(one, other), max(one, other))
    known = db.get(Distinct, key)
    if known is None and apart:
        db.add(Distinct(one=key[0], other=key[1], noun=noun))
    elif known is not None and bool(known.removed) == apart:
        known.removed = not apart
