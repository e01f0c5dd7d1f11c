"""Consents: what a person answered for each purpose, and when they took it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from ssc_desktop.domain import reference
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.evidence import Consent
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.merges import speaking
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.storage import consents as stored
from ssc_desktop.storage import merges
from ssc_desktop.storage.records import assign, find
from ssc_desktop.storage.store import Db, Store


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


class Answer(NamedTuple):
    """What a person had answered for a purpose; without values nobody had asked."""

    person: UUID
    values: dict[str, object] | None


def record_consent(
    store: Store, participant: UUID, purpose: str, values: Mapping[str, object]
) -> Changes:
    """Write a person's answer for one purpose; a new answer replaces the last, which stays in
    the history, also where it was given under a record merged into this one."""
    record_consents(store, [participant], purpose, values)
    return Changes.of({"consent"})


def record_consents(
    store: Store, people: Sequence[UUID], purpose: str, values: Mapping[str, object]
) -> list[Answer]:
    """Write the same answer of many people, all or none; what each had answered before."""
    read = _checked(purpose, values)
    answers = consents_of(store, people)
    with store.writing() as db:
        for each in people:
            _write(db, each, purpose, read)
    return [_answer(each, answers.get(each, {}).get(purpose)) for each in people]


def put_back(store: Store, purpose: str, answers: Sequence[Answer]) -> Changes:
    """Let people have answered again what they had before."""
    with store.writing() as db:
        for each in answers:
            if each.values is None:
                _take_away(db, each.person, purpose)
            else:
                _write(db, each.person, purpose, each.values)
    return Changes.of({"consent"})


def _answer(person: UUID, given: Consent | None) -> Answer:
    if given is None:
        return Answer(person, None)
    return Answer(person, {each.name: getattr(given, each.name) for each in fields_of(Consent)})


def _checked(purpose: str, values: Mapping[str, object]) -> dict[str, object]:
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
    return read_values(Consent, values)


def _take_away(db: Db, participant: UUID, purpose: str) -> None:
    person, *_ = merges.of_people(db).same(participant)
    consent = db.get(Consent, (person, purpose))
    if consent is not None:
        consent.removed = True


def _write(db: Db, participant: UUID, purpose: str, values: Mapping[str, object]) -> None:
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
    assign(consent, values)
