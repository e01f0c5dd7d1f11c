"""The lean register of the grid says what the full one says; notes on its cells."""

from __future__ import annotations

from uuid import UUID

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import (
    activities,
    attendance,
    attendance_grid,
    organisations,
    participants,
)
from ssc_desktop.services.merged_people import merge_organisations, merge_people
from ssc_desktop.storage.store import Store

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


@pytest.fixture
def workshop(store: Store) -> UUID:
    values = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-16"}
    return activities.add_activity(store, "workshop", values).id


def _person(store: Store, workshop: UUID, name: str, **more: object) -> UUID:
    values = {"family_name": name, "sex": "F", **more}
    return participants.add_participant(store, values, activity=workshop).id


def _same(store: Store, workshop: UUID) -> None:
    """The two registers agree on everything both tell."""
    full = attendance.read_register(store, workshop)
    lean = attendance_grid.read_grid(store, workshop)
    assert [each.key for each in lean.people] == [each.participant.id for each in full.people]
    for one, other in zip(lean.people, full.people, strict=True):
        person = other.participant
        assert one.name == person.full_name
        assert one.sex == (person.sex or "X")
        assert one.role == other.role
        assert one.organisation == (other.organisation.short_name if other.organisation else "")
        assert (one.country, one.category) == (
            person.country or "",
            person.stakeholder_category or "",
        )
    marks = {(p.key, slot): state for p in lean.people for slot, state in p.marks.items()}
    assert marks == {place: state for place, state in full.marks.items() if place in marks}
    keys = {each.key for each in lean.people}
    assert {place for place in full.marks if place[0] in keys} == marks.keys()
    assert lean.contradicted == full.contradicted
    slots = [each.slot for each in full.half_days]
    assert [each.slot for each in lean.half_days] == slots


def test_it_says_what_the_full_register_says(store: Store, workshop: UUID) -> None:
    firm = organisations.add_organisation(store, {"name_fr": "Direction DEMO", "acronym": "DD"})
    people = [
        _person(store, workshop, "Traoré", given_names="Awa", country="ML"),
        _person(store, workshop, "Koné", organisation_id=str(firm.id), country="CI"),
        participants.add_participant(store, {"name_ar": "محمد"}, activity=workshop).id,
    ]
    participants.register(store, workshop, people[1], {"role": "facilitator"})
    attendance.mark(store, workshop, [(people[0], MORNING, "late"), (people[2], AFTERNOON, None)])
    _same(store, workshop)
    lean = attendance_grid.read_grid(store, workshop)
    assert [each.is_counted for each in lean.people] == [True, False, True]


def test_it_follows_merges_as_the_full_register_does(store: Store, workshop: UUID) -> None:
    first, second, third = (_person(store, workshop, f"DEMO{n}") for n in range(3))
    elsewhere = participants.add_participant(store, {"family_name": "DEMO9", "sex": "M"}).id
    attendance.mark(store, workshop, [(first, MORNING, "absent"), (second, MORNING, "present")])
    attendance.mark(store, workshop, [(third, AFTERNOON, "excused")])
    merge_people(store, first, second)
    merge_people(store, elsewhere, third)
    _same(store, workshop)
    lean = attendance_grid.read_grid(store, workshop)
    assert lean.contradicted == {(first, MORNING): ("present", "absent")}
    assert {each.key for each in lean.people} == {first, elsewhere}


def test_it_follows_merged_organisations_and_removals(store: Store, workshop: UUID) -> None:
    one, other = (
        organisations.add_organisation(store, {"name_fr": f"DEMO {n}"}).id for n in range(2)
    )
    kept = _person(store, workshop, "Sarr", organisation_id=str(one))
    gone = _person(store, workshop, "Fall")
    left = _person(store, workshop, "Diop")
    merge_organisations(store, other, one)
    participants.remove_participant(store, gone)
    participants.unregister(store, workshop, left)
    _same(store, workshop)
    people = attendance_grid.read_grid(store, workshop).people
    assert [(each.key, each.organisation) for each in people] == [(kept, "DEMO 1")]


def test_a_note_is_kept_beside_the_mark_and_taken_away(store: Store, workshop: UUID) -> None:
    person = _person(store, workshop, "Sarr")
    attendance_grid.write_note(store, workshop, person, MORNING, "Train en retard")
    attendance.mark(store, workshop, [(person, MORNING, "late")])
    grid = attendance_grid.read_grid(store, workshop)
    assert grid.notes == {(person, MORNING): "Train en retard"}
    assert grid.people[0].marks == {MORNING: "late"}
    attendance_grid.write_note(store, workshop, person, MORNING, "  ")
    grid = attendance_grid.read_grid(store, workshop)
    assert grid.notes == {}
    assert grid.people[0].marks == {MORNING: "late"}


def test_the_note_of_a_merged_person_is_the_one_written_last(store: Store, workshop: UUID) -> None:
    kept, given_up = (_person(store, workshop, f"DEMO{n}") for n in range(2))
    attendance_grid.write_note(store, workshop, given_up, MORNING, "of the other")
    merge_people(store, kept, given_up)
    assert attendance_grid.read_grid(store, workshop).notes == {(kept, MORNING): "of the other"}
    attendance_grid.write_note(store, workshop, kept, MORNING, "mine")
    assert attendance_grid.read_grid(store, workshop).notes == {(kept, MORNING): "mine"}
    attendance_grid.write_note(store, workshop, kept, MORNING, None)
    assert attendance_grid.read_grid(store, workshop).notes == {}


def test_a_note_needs_a_person_of_the_list_and_a_half_day(store: Store, workshop: UUID) -> None:
    person = _person(store, workshop, "Sarr")
    for key, slot, code in (
        (new_key(), MORNING, "not-registered"),
        (person, "2021-08-17/AM", "unknown-half-day"),
    ):
        with pytest.raises(Problem) as told:
            attendance_grid.write_note(store, workshop, key, slot, "x")
        assert told.value.code == code
