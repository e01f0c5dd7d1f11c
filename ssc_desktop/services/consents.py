"""Consents: what a person answered for each purpose, and when they took it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from ssc_desktop.domain import reference
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.evidence import Consent
from ssc_desktop.domain.merges import speaking
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.storage import consents as stored
from ssc_desktop.storage import merges
from ssc_desktop.storage.records import assign, find
from ssc_desktop.storage.store import Store


def consents_of(store: Store, people: Iterable[UUID]) -> dict[UUID, dict[str, Consent]]:
    """For each person, the answer to each purpose that was asked.

    What was answered under records merged into one counts for the one: see ``domain.merges``.
    """
    with store.reading() as db:
        lead = merges.of_people(db)
        asked = {key: lead.standing(key) for key in people}
        every = [key for person in set(asked.values()) for key in lead.same(person)]
        answers: dict[UUID, dict[str, list[Consent]]] = defaultdict(lambda: defaultdict(list))
        for each in stored.of_people(db, every):
            answers[lead.standing(each.participant_id)][each.purpose].append(each)
    speak = {
        person: {purpose: speaking(given, person) for purpose, given in by_purpose.items()}
        for person, by_purpose in answers.items()
    }
    return {key: speak[person] for key, person in asked.items() if person in speak}


def record_consent(
    store: Store, participant: UUID, purpose: str, values: Mapping[str, object]
) -> Changes:
    """Write a person's answer for one purpose; a new answer replaces the last, which stays in
    the history, also where it was given under a record merged into this one."""
    if purpose not in reference.codes("consent_purpose"):
        raise Problem(
            "unknown-purpose",
            N_(
                "Nobody is asked for consent to “{purpose}”. Nothing was saved. Choose one of: {known}."
            ),
            field="purpose",
            purpose=purpose,
            known=", ".join(sorted(reference.codes("consent_purpose"))),
        )
    read = read_values(Consent, values)
    with store.writing() as db:
        find(db, Participant, participant)
        person, *others = merges.of_people(db).same(participant)
        for each in stored.of_people(db, others):
            if each.purpose == purpose:
                each.removed = True
        consent = db.get(Consent, (person, purpose))
        if consent is None:
            consent = Consent(participant_id=person, purpose=purpose)
            db.add(consent)
        if consent.removed:
            consent.removed = False
        assign(consent, read)
    return Changes.of({"consent"})
