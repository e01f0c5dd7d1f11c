"""Attendance: one register per person and half-day."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import activities, attendance, participants
from ssc_desktop.storage.store import Store

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


@pytest.fixture
def workshop(store: Store) -> UUID:
    values = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-16"}
    return activities.add_activity(store, "workshop", values).id


def _person(store: Store, workshop: UUID, sex: str, role: str = "participant") -> UUID:
    key = participants.add_participant(store, {"family_name": "DEMO", "sex": sex}).id
    participants.register(store, workshop, key, {"role": role})
    return key


def test_marks_are_read_back_changed_and_cleared(store: Store, workshop: UUID) -> None:
    person = _person(store, workshop, "F")
    attendance.mark(store, workshop, [(person, MORNING, "present"), (person, AFTERNOON, "late")])
    attendance.mark(store, workshop, [(person, MORNING, "excused"), (person, AFTERNOON, None)])
    assert attendance.read_register(store, workshop).marks == {(person, MORNING): "excused"}


def test_all_present_leaves_exceptions_alone(store: Store, workshop: UUID) -> None:
    one, other = _person(store, workshop, "F"), _person(store, workshop, "M")
    attendance.mark(store, workshop, [(one, MORNING, "absent")])
    attendance.fill(store, workshop, "present")
    marks = attendance.read_register(store, workshop).marks
    assert marks == {
        (one, MORNING): "absent",
        (one, AFTERNOON): "present",
        (other, MORNING): "present",
        (other, AFTERNOON): "present",
    }


def test_totals_count_people_once_and_leave_the_team_out(store: Store, workshop: UUID) -> None:
    woman, man = _person(store, workshop, "F"), _person(store, workshop, "M")
    trainer = _person(store, workshop, "F", role="facilitator")
    attendance.fill(store, workshop, "present")
    attendance.mark(store, workshop, [(man, AFTERNOON, "left_early"), (woman, MORNING, "absent")])
    totals = attendance.read_register(store, workshop).totals
    assert trainer
    assert (totals.registered, totals.attended) == (2, 2)
    assert totals.by_sex == {"F": 1, "M": 1, "X": 0}
    assert totals.by_half_day[MORNING] == {"F": 0, "M": 1, "X": 0, "all": 1}
    assert totals.by_half_day[AFTERNOON]["all"] == 2
    assert totals.participant_days == 1.5


@pytest.mark.parametrize(
    ("slot", "state", "registered", "code"),
    [
        ("2021-08-17/AM", "present", True, "unknown-half-day"),
        (MORNING, "asleep", True, "unknown-state"),
        (MORNING, "present", False, "not-registered"),
    ],
)
def test_a_bad_mark_is_refused_with_all_that_came_with_it(
    store: Store, workshop: UUID, slot: str, state: str, registered: bool, code: str
) -> None:
    good = _person(store, workshop, "F")
    person = _person(store, workshop, "M") if registered else new_key()
    with pytest.raises(Problem) as told:
        attendance.mark(store, workshop, [(good, MORNING, "present"), (person, slot, state)])
    assert told.value.code == code
    assert attendance.read_register(store, workshop).marks == {}


def test_marking_the_same_again_is_no_change(store: Store, workshop: UUID) -> None:
    person = _person(store, workshop, "F")
    for _ in range(3):
        attendance.mark(store, workshop, [(person, MORNING, "present")])
    with store.reading() as db:
        logged = db.scalar(text("SELECT count(*) FROM change WHERE tbl = 'attendance'"))
    assert logged == 1


def test_a_person_taken_off_the_list_and_put_back_keeps_the_marks(
    store: Store, workshop: UUID
) -> None:
    person = _person(store, workshop, "F")
    attendance.mark(store, workshop, [(person, MORNING, "present")])
    participants.unregister(store, workshop, person)
    assert attendance.read_register(store, workshop).people == ()
    participants.register(store, workshop, person)
    register = attendance.read_register(store, workshop)
    assert register.marks == {(person, MORNING): "present"}
    assert len(register.people) == 1
