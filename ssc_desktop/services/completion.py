"""Known people offered while a name, a telephone number or an e-mail address is being typed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.services.finding import survivors
from ssc_desktop.storage import finding as stored
from ssc_desktop.storage.records import loaded
from ssc_desktop.storage.store import Db, Store


@dataclass(frozen=True, slots=True)
class Completed:
    """A person who may be meant, with what tells namesakes apart."""

    participant: Participant
    organisation: Organisation | None
    is_registered: bool

    @property
    def key(self) -> UUID:
        """The key of the person."""
        return self.participant.id


def complete(
    store: Store, typed: str, *, activity: UUID | None = None, limit: int = 8
) -> list[Completed]:
    """The people who may be meant by what was typed so far, the likeliest first; those who are on
    the list of ``activity`` already come after all others."""
    with store.reading() as db:
        people = _people(db, typed, limit, activity)
        if activity and len(people) < limit:
            people |= {each.id: each for each in _people(db, typed, limit * 2, None).values()}
        there = stored.registered(db, activity, list(people)) if activity else set()
        firms = [each.organisation_id for each in people.values() if each.organisation_id]
        organisations = loaded(db, Organisation, firms)
        offered = sorted(people.values(), key=lambda each: each.id in there)[:limit]
        return [_completed(each, organisations, there) for each in offered]


def _people(db: Db, typed: str, limit: int, activity: UUID | None) -> dict[UUID, Participant]:
    hits = stored.hits(db, "participant", typed, limit, not_registered_in=activity)
    found = survivors(db, "participant", [hit.key for hit in hits])
    return {each.id: each for each in found if isinstance(each, Participant)}


def _completed(
    person: Participant, organisations: dict[UUID, Organisation], there: set[UUID]
) -> Completed:
    company = organisations.get(person.organisation_id) if person.organisation_id else None
    return Completed(person, company, person.id in there)
