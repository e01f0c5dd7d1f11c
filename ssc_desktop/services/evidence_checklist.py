"""What an activity is expected to keep as evidence, and whom its photos must not show."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.expected_evidence import expected_evidence
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.consents import consents_of
from ssc_desktop.services.participants import list_participants
from ssc_desktop.storage import evidence as stored
from ssc_desktop.storage.store import Store

PHOTO = "photo"
_REFUSED = frozenset({"refused", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Expected:
    """Types of evidence of which one is enough, and how many documents of them are kept."""

    types: tuple[str, ...]
    kept: int


def checklist_of(store: Store, activity: str | UUID) -> list[Expected]:
    """The evidence an activity of its kind is expected to keep, with what there is."""
    with store.reading() as db:
        found = find_activity(db, activity)
        held = [document.evidence_type for document, _ in stored.listed(db, found.id)]
    return [
        Expected(types, sum(each in types for each in held)) for types in expected_evidence(found)
    ]


def photo_refusals(store: Store, activity: UUID) -> list[str]:
    """The names of the people of an activity who refused photos, or took their consent back."""
    people = {each.participant.id: each.participant for each in list_participants(store, activity)}
    answers = consents_of(store, people)
    return [
        person.full_name
        for key, person in people.items()
        if (given := answers.get(key, {}).get(PHOTO)) is not None and given.state in _REFUSED
    ]
