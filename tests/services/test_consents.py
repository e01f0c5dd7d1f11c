"""What people answered is kept by person and purpose, with its history."""

from __future__ import annotations

from uuid import UUID

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import consents, participants
from ssc_desktop.storage import change_log
from ssc_desktop.storage.store import Store


@pytest.fixture
def person(store: Store) -> UUID:
    return participants.add_participant(store, {"family_name": "Sidibé DEMO"}).id


def test_each_purpose_has_its_own_answer(store: Store, person: UUID) -> None:
    consents.record_consent(store, person, "photo", {"state": "refused"})
    consents.record_consent(store, person, "contact_list", {"state": "given"})
    found = consents.consents_of(store, [person])[person]
    assert {purpose: each.state for purpose, each in found.items()} == {
        "photo": "refused",
        "contact_list": "given",
    }


def test_a_withdrawal_replaces_the_answer_and_the_history_keeps_both(
    store: Store, person: UUID
) -> None:
    consents.record_consent(store, person, "photo", {"state": "given", "given_on": "2021-10-11"})
    consents.record_consent(store, person, "photo", {"state": "withdrawn"})
    assert consents.consents_of(store, [person])[person]["photo"].state == "withdrawn"
    with store.reading() as db:
        changes = change_log.history(db, "consent", f"{person.hex}/photo")
    assert [each["kind"] for each in changes] == ["I", "U"]


def test_nobody_asked_means_no_answer(store: Store, person: UUID) -> None:
    assert consents.consents_of(store, [person]) == {}


def test_an_unknown_purpose_or_person_is_refused(store: Store, person: UUID) -> None:
    with pytest.raises(Problem) as refused:
        consents.record_consent(store, person, "advertising", {"state": "given"})
    assert refused.value.code == "unknown-purpose"
    with pytest.raises(Problem) as refused:
        consents.record_consent(store, new_key(), "photo", {"state": "given"})
    assert refused.value.code == "not-found"


def test_many_answer_together_and_each_gets_their_own_answer_back(store: Store) -> None:
    people = [
        participants.add_participant(store, {"family_name": f"DEMO {n}"}).id for n in range(3)
    ]
    consents.record_consent(store, people[0], "photo", {"state": "refused", "medium": "paper"})
    before = consents.record_consents(store, people, "photo", {"state": "given"})
    states = [each["photo"].state for each in consents.consents_of(store, people).values()]
    assert states == ["given"] * 3
    consents.put_back(store, "photo", before)
    found = consents.consents_of(store, people)
    assert (found[people[0]]["photo"].state, found[people[0]]["photo"].medium) == (
        *("refused", "paper"),
    )
    assert set(found) == {people[0]}


def test_where_one_is_unknown_nobody_answers(store: Store, person: UUID) -> None:
    with pytest.raises(Problem):
        consents.record_consents(store, [person, new_key()], "photo", {"state": "given"})
    assert consents.consents_of(store, [person]) == {}
