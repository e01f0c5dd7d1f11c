"""Where a record is seen, and records recalled by their keys."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import activities, organisations, participants
from ssc_desktop.services.merged_people import merge_people
from ssc_desktop.services.record_places import RecordPlace, place_of, recall
from ssc_desktop.services.recycle_bin import list_removed
from ssc_desktop.storage.store import Store

ENGLISH = Language("en")


@pytest.fixture
def workshop(store: Store) -> UUID:
    values = {"title": "Atelier DEMO", "start": "2021-08-16", "end": "2021-08-16"}
    return activities.add_activity(store, "workshop", values).id


def person(store: Store, name: str, activity: UUID | None = None) -> UUID:
    return participants.add_participant(store, {"family_name": name}, activity=activity).id


def test_what_belongs_to_an_activity_is_seen_there(store: Store, workshop: UUID) -> None:
    awa = person(store, "Awa", workshop)
    participants.unregister(store, workshop, awa)
    activities.remove_half_day(store, workshop, "2021-08-16/PM")
    removed = list_removed(store, ENGLISH)
    assert {each.noun for each in removed} == {"registration", "half_day"}
    for each in removed:
        assert place_of(store, each.noun, each.key) == RecordPlace("activity", workshop)


def test_a_record_of_its_own_is_seen_by_itself(store: Store, workshop: UUID) -> None:
    awa = person(store, "Awa")
    assert place_of(store, "participant", awa) == RecordPlace("participant", awa)
    assert place_of(store, "workshop", str(workshop)) == RecordPlace("activity", workshop)


def test_a_record_that_is_not_here_is_a_problem(store: Store) -> None:
    with pytest.raises(Problem, match="not-found"):
        place_of(store, "participant", uuid4())


def test_records_are_recalled_in_the_order_asked(store: Store, workshop: UUID) -> None:
    awa = person(store, "Awa")
    company = organisations.add_organisation(store, {"acronym": "ADEMO"}).id
    asked = [("organisation", company), ("participant", awa), ("activity", workshop)]
    found = recall(store, asked, ENGLISH)
    assert [(each.noun, each.key) for each in found] == asked
    assert [each.title for each in found] == ["ADEMO", "AWA", "Atelier DEMO"]


def test_what_was_merged_is_recalled_as_what_stands_and_what_is_gone_is_not(store: Store) -> None:
    one, other, gone = (person(store, name) for name in ("A", "B", "C"))
    merge_people(store, one, other)
    participants.remove_participant(store, gone)
    asked = [("participant", each) for each in (other, one, gone, uuid4())]
    assert [each.key for each in recall(store, asked, ENGLISH)] == [one]
