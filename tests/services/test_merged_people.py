"""Two records made one and two again; every list, register and count reads them as one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services import activities, attendance, consents, organisations, participants
from ssc_desktop.services.erasure import erase_participant
from ssc_desktop.services.merged_people import (
    differences,
    merge_organisations,
    merge_people,
    merged_into,
    standing_people,
    unmerge,
    unmerge_organisation,
)
from ssc_desktop.storage import change_log, merges
from ssc_desktop.storage.store import Store
from tests.services.laptops import exchange, laptops, refusals
from tests.services.replicas import assert_says_what_its_changes_say, rows_of

ON_EVERY_DATABASE = True

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


@pytest.fixture
def workshop(store: Store) -> UUID:
    values = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-16"}
    return activities.add_activity(store, "workshop", values).id


def person(store: Store, family_name: str = "DEMO", **values: object) -> UUID:
    return participants.add_participant(store, {"family_name": family_name, **values}).id


def shown(store: Store, key: UUID) -> Any:
    return participants.show_participant(store, key).participant


def rows(store: Store, table: str) -> list[Any]:
    with store.reading() as db:
        return [tuple(row) for row in db.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2, 3"))]


def test_the_chosen_values_are_written_and_the_rest_stays(store: Store) -> None:
    one = person(store, "Idrissi", given_names="Mohammed", phone="+212661234567")
    other = person(store, "El Idrissi", given_names="Mohamed", disability=True)
    found = {each.field.name: each.suggested for each in differences(store, one, other)}
    assert found["family_name"] == "Idrissi"
    assert found["disability"] is True
    done = merge_people(store, one, other, {"family_name": "El Idrissi", "disability": True})
    assert (done.survivor, done.loser) == (one, other)
    assert set(done.written) == {"family_name", "disability"}
    kept = shown(store, one)
    assert (kept.family_name, kept.given_names, kept.disability) == ("El Idrissi", "Mohammed", True)
    assert shown(store, other).id == one
    assert [each.id for each in merged_into(store, one)] == [other]
    with store.reading() as db:
        told = change_log.history(db, "participant", one.hex)
    assert '"family_name":"Idrissi"' in str(told[0]["fields"])


def test_a_list_a_search_and_a_count_have_the_person_once(store: Store) -> None:
    one, other = person(store, "Sissoko"), person(store, "Cissokho")
    merge_people(store, one, other)
    assert [each.participant.id for each in participants.list_participants(store)] == [one]
    assert participants.count_participants(store) == 1
    by_old_name = participants.list_participants(store, typed="cissokho")
    assert [each.participant.id for each in by_old_name] == [one]
    by_old_name = participants.list_participants(store, typed="sissoko")
    assert [each.participant.id for each in by_old_name] == [one]


def test_two_registrations_of_one_activity_are_one_place(store: Store, workshop: UUID) -> None:
    one, third, other = person(store), person(store, "Aka"), person(store)
    for key, role in ((other, "facilitator"), (third, "participant"), (one, "participant")):
        participants.register(store, workshop, key, {"role": role})
    before = rows(store, "registration")
    merge_people(store, one, other)
    assert rows(store, "registration") == before
    listed = participants.list_participants(store, workshop)
    assert [each.participant.id for each in listed] == [one, third]
    assert [each.role for each in listed] == ["participant", "participant"]
    register = attendance.read_register(store, workshop)
    assert [each.participant.id for each in register.people] == [one, third]
    assert register.totals.registered == 2
    assert [each.activity_id for each in participants.registrations_of(store, other)] == [workshop]


def test_presence_beats_absence_and_both_are_told(store: Store, workshop: UUID) -> None:
    one, other = person(store, sex="F"), person(store, sex="F")
    for key in (one, other):
        participants.register(store, workshop, key)
    attendance.mark(store, workshop, [(one, MORNING, "absent"), (other, MORNING, "present")])
    attendance.mark(store, workshop, [(one, AFTERNOON, "late"), (other, AFTERNOON, "late")])
    merge_people(store, one, other)
    register = attendance.read_register(store, workshop)
    assert register.marks == {(one, MORNING): "present", (one, AFTERNOON): "late"}
    assert register.contradicted == {(one, MORNING): ("present", "absent")}
    assert register.totals.attended == 1
    assert register.totals.by_half_day[MORNING]["all"] == 1
    unmerge(store, other)
    marks = attendance.read_register(store, workshop).marks
    assert marks[one, MORNING] == "absent"
    assert marks[other, MORNING] == "present"


@pytest.mark.parametrize("state", ["present", "absent", None])
def test_what_is_marked_afterwards_is_what_is_read(
    store: Store, workshop: UUID, state: str | None
) -> None:
    one, other = person(store), person(store)
    participants.register(store, workshop, other)
    attendance.mark(store, workshop, [(other, MORNING, "present")])
    merge_people(store, one, other)
    attendance.mark(store, workshop, [(one, MORNING, state)])
    marks = attendance.read_register(store, workshop).marks
    assert marks == ({(one, MORNING): state} if state else {})


def test_a_mark_for_a_key_of_an_old_sheet_goes_to_the_survivor(
    store: Store, workshop: UUID
) -> None:
    one, other = person(store), person(store)
    for key in (one, other):
        participants.register(store, workshop, key)
    merge_people(store, one, other)
    assert standing_people(store, [one, other]) == {one: one, other: one}
    attendance.mark(store, workshop, [(other, MORNING, "present"), (one, MORNING, "absent")])
    with store.reading() as db:
        written = db.execute(text("SELECT participant_id, state FROM attendance")).all()
    assert [(UUID(bytes=row[0]), row[1]) for row in written] == [(one, "present")]


def test_a_place_taken_back_is_gone_under_both_keys(store: Store, workshop: UUID) -> None:
    one, other = person(store), person(store)
    participants.register(store, workshop, other, {"role": "speaker"})
    merge_people(store, one, other)
    participants.unregister(store, workshop, one)
    assert participants.list_participants(store, workshop) == []
    participants.register(store, workshop, one)
    (listed,) = participants.list_participants(store, workshop)
    assert (listed.participant.id, listed.role) == (one, "speaker")


def test_consents_of_the_two_are_read_together_and_a_new_answer_replaces_both(
    store: Store,
) -> None:
    one, other = person(store), person(store)
    consents.record_consent(store, one, "photo", {"state": "given"})
    consents.record_consent(store, other, "photo", {"state": "refused"})
    merge_people(store, one, other)
    assert consents.consents_of(store, [one])[one]["photo"].state == "refused"
    consents.record_consent(store, one, "photo", {"state": "given"})
    assert consents.consents_of(store, [other])[other]["photo"].state == "given"


def test_undoing_brings_back_exactly_what_was(store: Store) -> None:
    one = person(store, "Idrissi", country="MA", sex="M", note="a")
    other = person(store, "El Idrissi", country="CI", email="m@exemple.test")
    before = rows_of(store)
    chosen = {"family_name": "El Idrissi", "email": "m@exemple.test", "note": None}
    merge_people(store, one, other, {**chosen, "person_statuses": "elected"})
    done = unmerge(store, other)
    assert done.restored == ("email", "family_name", "note", "person_statuses")
    assert done.left == ()
    assert rows_of(store) == before
    assert_says_what_its_changes_say(store)


def test_a_field_changed_since_is_left_and_told(store: Store) -> None:
    one, other = person(store, "Idrissi"), person(store, "El Idrissi", city="Fès")
    merge_people(store, one, other, {"family_name": "El Idrissi", "city": "Fès"})
    participants.change_participant(store, one, {"family_name": "Al Idrissi"})
    done = unmerge(store, other)
    assert (done.restored, done.left) == (("city",), ("family_name",))
    assert shown(store, one).family_name == "Al Idrissi"
    assert shown(store, one).city is None


def test_a_merge_made_on_another_laptop_is_undone_here() -> None:
    with laptops(2) as (one, two):
        kept, given_up = person(one, "Idrissi"), person(one, "El Idrissi")
        before = rows_of(one)
        merge_people(one, kept, given_up, {"family_name": "El Idrissi"})
        exchange(one, two)
        assert [each.participant.id for each in participants.list_participants(two)] == [kept]
        assert unmerge(two, given_up).restored == ("family_name",)
        exchange(one, two)
        assert rows_of(one) == rows_of(two) == before


def test_a_chain_and_a_circle_come_apart_again(store: Store) -> None:
    one, two, three = (person(store, name) for name in ("A", "B", "C"))
    merge_people(store, two, three)
    merge_people(store, one, three)
    assert set(standing_people(store, [one, two, three]).values()) == {one}
    unmerge(store, two)
    assert standing_people(store, [one, two, three]) == {one: one, two: two, three: two}


def test_two_offices_that_merge_each_way_agree_and_can_undo() -> None:
    with laptops(2) as (one, two):
        a, b = person(one, "A"), person(one, "B")
        exchange(one, two)
        merge_people(one, a, b)
        merge_people(two, b, a)
        exchange(one, two)
        for store in (one, two):
            assert standing_people(store, [a, b]) == {a: min(a, b), b: min(a, b)}
            assert len(participants.list_participants(store)) == 1
        unmerge(two, max(a, b))
        exchange(one, two)
        for store in (one, two):
            assert standing_people(store, [a, b]) == {a: a, b: b}
            assert len(participants.list_participants(store)) == 2


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("itself", "already-one"),
        ("again", "already-one"),
        ("removed", "merge-removed"),
        ("register", "unknown-field"),
        ("erased", "person-erased"),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_changes(
    store: Store, case: str, code: str
) -> None:
    one, other = person(store, "A"), person(store, "B")
    if case == "again":
        merge_people(store, one, other)
    if case == "removed":
        participants.remove_participant(store, other)
    if case == "erased":
        erase_participant(store, other, "asked", confirm=True)
    before = rows_of(store)
    values = {"merged_into_id": other} if case == "register" else {}
    with pytest.raises(Problem) as told:
        merge_people(store, one, one if case == "itself" else other, values)
    assert told.value.code == code
    assert rows_of(store) == before


def test_what_was_never_merged_cannot_be_undone(store: Store) -> None:
    with pytest.raises(Problem) as told:
        unmerge(store, person(store, "A"))
    assert told.value.code == "not-merged"


def test_a_merged_organisation_is_named_by_the_one_that_stands(store: Store) -> None:
    one = organisations.add_organisation(store, {"name_fr": "CIGEM", "country": "ML"}).id
    other = organisations.add_organisation(store, {"name_fr": "Centre CIGEM"}).id
    key = person(store, organisation_id=other)
    done = merge_organisations(store, one, other, {"acronym": "CIGEM"})
    assert done.written == ("acronym",)
    assert [each.id for each in organisations.list_organisations(store)] == [one]
    assert [each.id for each in organisations.list_organisations(store, "centre")] == [one]
    company = participants.show_participant(store, key).organisation
    assert company is not None
    assert (company.id, company.acronym) == (one, "CIGEM")
    assert unmerge_organisation(store, other).restored == ("acronym",)
    assert len(organisations.list_organisations(store)) == 2
    company = participants.show_participant(store, key).organisation
    assert company is not None
    assert company.name_fr == "Centre CIGEM"


step = st.tuples(
    st.sampled_from(["merge", "merge", "merge", "undo", "mark", "hand"]),
    st.integers(0, 1),
    st.integers(0, 3),
    st.integers(0, 3),
)


@settings(max_examples=20)
@given(st.lists(step, max_size=10))
def test_merges_made_on_two_laptops_at_once_end_alike(
    steps: list[tuple[str, int, int, int]],
) -> None:
    with laptops(2) as stores:
        values = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-16"}
        workshop = activities.add_activity(stores[0], "workshop", values).id
        people = [person(stores[0], name, sex="F") for name in "ABCD"]
        for key in people:
            participants.register(stores[0], workshop, key)
        exchange(*stores)
        for act, laptop, one, other in steps:
            with refusals("already-one", "not-merged"):
                act_on(stores, stores[laptop], act, workshop, people, one, other)
        exchange(*stores)
        exchange(*stores)
        told = []
        for store in stores:
            register = attendance.read_register(store, workshop)
            with store.reading() as db:
                lead = merges.of_people(db)
            leads = [lead.standing(key) for key in people]
            assert {each.participant.id for each in register.people} == set(leads)
            assert {key for key, _ in register.marks} <= set(leads)
            assert participants.count_participants(store) == len(set(leads))
            told.append((leads, register.marks, register.contradicted, rows_of(store)))
        assert told[0] == told[1]


def act_on(
    stores: list[Store],
    store: Store,
    act: str,
    workshop: UUID,
    people: list[UUID],
    one: int,
    other: int,
) -> None:
    if act == "merge":
        merge_people(store, people[one], people[other], {"city": "ABCD"[one]})
    elif act == "undo":
        unmerge(store, people[one])
    elif act == "mark":
        state = ("present", "absent", "late", None)[other]
        attendance.mark(store, workshop, [(people[one], MORNING, state)])
    else:
        exchange(*stores)
