"""Questions about organisations; one that was merged leads to the one it was merged into."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.merges import Merges
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.storage import merges, search

_NOUN = "organisation"


def listed(
    db: Session, *, typed: str = "", country: str | None = None, removed: bool = False
) -> list[Organisation]:
    """Organisations that match, by country and name."""
    lead = merges.of_organisations(db)
    asked = select(Organisation).where(
        Organisation.removed.is_(True) if removed else Organisation.removed.is_not(True)
    )
    asked = asked.where(text(merges.stand(_NOUN, lead)))
    if country:
        asked = asked.where(Organisation.country == country)
    if typed.strip():
        asked = asked.where(_matching(db, lead, typed))
    return list(
        db.scalars(asked.order_by(Organisation.country, Organisation.name_fr, Organisation.id))
    )


def _matching(db: Session, lead: Merges, typed: str) -> ColumnElement[bool]:
    """A condition for those that match, or into which one was merged that does."""
    condition, parameters = search.matching_keys(db, _NOUN, typed)
    matches = or_(false(), text(condition).bindparams(**parameters))
    given_up = lead.given_up
    if not given_up:
        return matches
    asked = select(Organisation.id).where(Organisation.id.in_(given_up), matches)
    heirs = {given_up[key] for key in db.scalars(asked)}
    return or_(matches, Organisation.id.in_(heirs)) if heirs else matches


def names(db: Session) -> dict[UUID, Organisation]:
    """All organisations by key, removed ones included: old records still name them. The key of one
    that was merged has the one that stands for it."""
    found = every(db)
    return {
        **found,
        **{key: found[heir] for key, heir in merges.of_organisations(db).given_up.items()},
    }


def named(db: Session, keys: Iterable[UUID]) -> dict[UUID, Organisation]:
    """These organisations by key; the key of one that was merged has the one that stands for it."""
    lead = merges.of_organisations(db)
    heirs = {key: lead.standing(key) for key in keys}
    asked = select(Organisation).where(Organisation.id.in_(set(heirs.values())))
    found = {each.id: each for each in db.scalars(asked)}
    return {key: found[heir] for key, heir in heirs.items() if heir in found}


def every(db: Session) -> dict[UUID, Organisation]:
    """All organisations by key, each as it was recorded."""
    return {each.id: each for each in db.scalars(select(Organisation))}


def count_people(db: Session, key: UUID) -> int:
    """How many people who are there name this organisation as theirs."""
    asked = select(func.count()).select_from(Participant)
    asked = asked.where(Participant.organisation_id == key, Participant.removed.is_not(True))
    return db.scalar(asked) or 0
