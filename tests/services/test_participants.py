"""Participants: one person, whatever the number of activities."""

from __future__ import annotations

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import activities, organisations, participants
from ssc_desktop.storage.store import Store


def test_a_mononym_or_an_arabic_name_is_a_name(store: Store) -> None:
    for name in ({"family_name": "Penda"}, {"given_names": "Awa"}, {"name_ar": "مريم"}):
        assert participants.add_participant(store, name).id
    assert participants.count_participants(store) == 3


def test_a_person_without_any_name_is_refused(store: Store) -> None:
    with pytest.raises(Problem) as told:
        participants.add_participant(store, {"phone": "+22365012345"})
    assert told.value.code == "name-missing"


def test_a_telephone_is_kept_as_typed_and_read_where_it_is_certain(store: Store) -> None:
    values = {"family_name": "A", "country": "ML", "phone": "65 01 23 45"}
    read = participants.add_participant(store, values)
    assert (read.phone, read.phone_as_typed) == ("+22365012345", "65 01 23 45")
    old = participants.add_participant(
        store, {"family_name": "B", "country": "CI", "phone": "07 01 23 45"}
    )
    assert (old.phone, old.phone_as_typed) == (None, "07 01 23 45")


def test_the_list_of_an_activity_keeps_its_order_and_names_the_organisation(
    store: Store,
) -> None:
    cigem = organisations.add_organisation(store, {"name_fr": "CIGEM", "country": "ML"})
    activity = activities.add_activity(store, "workshop", {"title": "A", "start": "2021-08-16"})
    for name in ("Zongo", "Aka"):
        participants.add_participant(
            store, {"family_name": name, "organisation_id": cigem.id}, activity=activity.id
        )
    listed = participants.list_participants(store, activity.id)
    assert [each.participant.family_name for each in listed] == ["Zongo", "Aka"]
    assert {each.organisation.name_fr for each in listed if each.organisation} == {"CIGEM"}
    assert [each.participant.family_name for each in participants.list_participants(store)] == [
        "Aka",
        "Zongo",
    ]


def test_a_removed_person_comes_back(store: Store) -> None:
    key = participants.add_participant(store, {"family_name": "A"}).id
    participants.remove_participant(store, key)
    assert participants.list_participants(store) == []
    participants.restore_participant(store, key)
    assert len(participants.list_participants(store)) == 1


def test_a_changed_field_is_the_only_one_that_changes(store: Store) -> None:
    person = participants.add_participant(store, {"family_name": "A", "function": "Chef"})
    participants.change_participant(store, person.id, {"function": "Directrice"})
    shown = participants.show_participant(store, person.id).participant
    assert (shown.family_name, shown.function) == ("A", "Directrice")


def test_an_unknown_person_is_a_problem(store: Store) -> None:
    with pytest.raises(Problem) as told:
        participants.show_participant(store, new_key())
    assert told.value.code == "unknown-participant"
