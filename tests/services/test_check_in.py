"""Check-in: found by letters or badge, marked present, taken back; walk-ins."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from ssc_desktop.domain.activity import HalfDay
from ssc_desktop.domain.badge_code import badge_code, may_be_badge_code, read_badge_code
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import activities, attendance, check_in, participants
from ssc_desktop.services.attendance_grid import read_grid
from ssc_desktop.services.merged_people import merge_people
from ssc_desktop.services.workspaces import Workspace
from tests.services.trainings import keys, training

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"
# What an American keyboard's keys give where a French (AZERTY) or an Arabic layout is in use.
FRENCH = str.maketrans("1234567890:AQM;", "&é\"'(-è_çàMQA?m")
ARABIC = {"S": "\u064d", "C": "}", "P": "؛", "A": "\u0650", "B": "لآ", "D": "]", "E": "\u064f",
          "F": "["}  # fmt: skip


@pytest.fixture
def code(office: Workspace) -> str:
    return training(office)


def marks(office: Workspace, code: str) -> dict[tuple[UUID, str], str]:
    return attendance.read_register(office.store, code).marks


@pytest.mark.parametrize(
    "typed", ["tra", "TRAO", "awa tr", "trâore", "عوا", "0701020304", "225 07"]
)
def test_three_letters_in_any_script_or_digits_find_the_person(
    office: Workspace, code: str, typed: str
) -> None:
    found = check_in.candidates(office.store, code, typed)
    assert [each.name for each in found] == ["TRAORÉ Awa"]
    assert found[0].is_registered


def test_those_who_are_missing_come_before_those_who_are_there(
    office: Workspace, code: str
) -> None:
    twin = participants.add_participant(
        office.store, {"family_name": "Traoré", "given_names": "Zina", "sex": "F"}
    ).id
    participants.register(office.store, code_key(office, code), twin)
    first = keys(office, code)[0]
    check_in.check_in(office.store, code, MORNING, first)
    found = check_in.candidates(office.store, code, "traore", slot=MORNING)
    assert [(each.key, each.is_there) for each in found] == [(twin, False), (first, True)]


def code_key(office: Workspace, code: str) -> UUID:
    return read_grid(office.store, code).activity


def test_known_people_who_are_not_on_the_list_are_offered_after_it(
    office: Workspace, code: str
) -> None:
    participants.add_participant(office.store, {"family_name": "Traoré", "given_names": "Oumar"})
    found = check_in.candidates(office.store, code, "traore")
    assert [(each.name, each.is_registered) for each in found] == [
        ("TRAORÉ Awa", True),
        ("TRAORÉ Oumar", False),
    ]


def test_a_check_in_marks_present_and_is_taken_back(office: Workspace, code: str) -> None:
    person = keys(office, code)[0]
    attendance.mark(office.store, code, [(person, MORNING, "excused")])
    done = check_in.check_in(office.store, code, MORNING, person)
    assert (done.before, done.person.state, done.is_new_on_list) == ("excused", "present", False)
    assert marks(office, code) == {(person, MORNING): "present"}
    check_in.take_back(office.store, code, done)
    assert marks(office, code) == {(person, MORNING): "excused"}


def test_who_is_there_already_stays_as_marked(office: Workspace, code: str) -> None:
    person = keys(office, code)[0]
    attendance.mark(office.store, code, [(person, MORNING, "online")])
    done = check_in.check_in(office.store, code, MORNING, person)
    assert (done.before, done.person.state) == ("online", "online")
    assert not done.changes.count
    assert marks(office, code) == {(person, MORNING): "online"}


def test_somebody_known_is_put_on_the_list_only_when_asked(office: Workspace, code: str) -> None:
    stranger = participants.add_participant(office.store, {"family_name": "Sarr"}).id
    with pytest.raises(Problem) as told:
        check_in.check_in(office.store, code, MORNING, stranger)
    assert told.value.code == "not-registered"
    done = check_in.check_in(office.store, code, MORNING, stranger, register=True)
    assert done.is_new_on_list
    listed = participants.list_participants(office.store, code_key(office, code))
    assert listed[-1].participant.id == stranger
    assert listed[-1].registration is not None
    assert listed[-1].registration.invitation == "walk_in"
    check_in.take_back(office.store, code, done)
    assert stranger not in keys(office, code)
    assert marks(office, code) == {}
    assert participants.show_participant(office.store, stranger).participant.removed is not True


def test_registering_somebody_on_the_list_changes_nothing_of_the_place(
    office: Workspace, code: str
) -> None:
    person = keys(office, code)[1]
    done = check_in.check_in(office.store, code, MORNING, person, register=True)
    assert not done.is_new_on_list
    check_in.take_back(office.store, code, done)
    assert person in keys(office, code)


@pytest.mark.parametrize(
    ("typed", "family", "given", "arabic"),
    [
        ("SARR Awa", "SARR", "Awa", None),
        ("Sarr Awa", "Sarr", "Awa", None),
        ("Adama", "Adama", None, None),
        ("محمد العلوي", None, None, "محمد العلوي"),
    ],
)
def test_a_walk_in_is_one_line(
    office: Workspace, code: str, typed: str, family: str | None, given: str | None,
    arabic: str | None,
) -> None:  # fmt: skip
    done = check_in.walk_in(office.store, code, MORNING, typed)
    register = attendance.read_register(office.store, code)
    person = register.people[-1].participant
    assert (person.family_name, person.given_names, person.name_ar) == (family, given, arabic)
    assert register.marks == {(person.id, MORNING): "present"}
    check_in.take_back(office.store, code, done)
    assert len(keys(office, code)) == 4
    assert participants.count_participants(office.store) == 4


def test_a_namesake_is_told_before_a_second_one_is_added(office: Workspace, code: str) -> None:
    with pytest.raises(Problem) as told:
        check_in.walk_in(office.store, code, MORNING, "Awa  TRAORE")
    assert told.value.code == "name-on-list"
    assert len(keys(office, code)) == 4
    check_in.walk_in(office.store, code, MORNING, "Awa  TRAORE", even_namesake=True)
    assert len(keys(office, code)) == 5


@pytest.mark.parametrize("typed", ["", "   ", "12345", "--"])
def test_a_walk_in_without_a_name_is_refused(office: Workspace, code: str, typed: str) -> None:
    with pytest.raises(Problem) as told:
        check_in.walk_in(office.store, code, MORNING, typed)
    assert told.value.code == "name-missing"


def test_nothing_is_recorded_of_a_walk_in_for_an_unknown_half_day(
    office: Workspace, code: str
) -> None:
    with pytest.raises(Problem):
        check_in.walk_in(office.store, code, "2022-01-01/AM", "SARR Awa")
    assert participants.list_participants(office.store, typed="sarr") == []


def test_a_badge_is_read_as_typed_by_readers_on_other_layouts() -> None:
    key = UUID("0123456789abcdefa0b1c2d3e4f56789")
    code = badge_code(key)
    assert code == "SSCP1:0123456789ABCDEFA0B1C2D3E4F56789"
    arabic = "".join(ARABIC.get(letter, letter) for letter in code)
    for scanned in (code, f"  {code}\n", code.lower(), code.translate(FRENCH), arabic):
        assert read_badge_code(scanned) == key
        assert may_be_badge_code(scanned.strip()[:20])
    for text in ("", "SSCP1:", "SSC1:7K3M9QXZ:001/001", code[:-1], code + "0", "Traoré Awa"):
        assert read_badge_code(text) is None
    assert not may_be_badge_code("Traoré Awa")


def test_a_badge_tells_whose_it_is_and_where_the_person_belongs(
    office: Workspace, code: str
) -> None:
    person = keys(office, code)[0]
    here = check_in.whose_badge(office.store, code, badge_code(person))
    assert here.person.key == person
    assert here.person.is_registered
    assert here.elsewhere == ()
    values = {"title": "DEMO", "start": "2021-09-01", "end": "2021-09-01"}
    other = activities.add_activity(office.store, "workshop", values)
    there = check_in.whose_badge(office.store, other.id, badge_code(person))
    assert not there.person.is_registered
    assert there.elsewhere == (code,)


def test_the_badge_of_a_merged_person_leads_to_the_one_who_stands(
    office: Workspace, code: str
) -> None:
    kept, given_up = keys(office, code)[:2]
    merge_people(office.store, kept, given_up)
    assert check_in.whose_badge(office.store, code, badge_code(given_up)).person.key == kept
    done = check_in.check_in(office.store, code, MORNING, given_up)
    assert done.person.key == kept
    assert marks(office, code) == {(kept, MORNING): "present"}


def test_what_is_no_badge_and_whose_nobody_knows_are_told_apart(
    office: Workspace, code: str
) -> None:
    removed = keys(office, code)[2]
    participants.remove_participant(office.store, removed)
    for scanned, expected in (
        ("https://example.org", "not-a-badge"),
        (badge_code(new_key()), "unknown-badge"),
        (badge_code(removed), "unknown-badge"),
    ):
        with pytest.raises(Problem) as told:
            check_in.whose_badge(office.store, code, scanned)
        assert told.value.code == expected


def half_day(slot: str, starts: str | None = None, ends: str | None = None) -> HalfDay:
    return HalfDay(slot=slot, starts_at=starts, ends_at=ends)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2021-08-15T09:00", "2021-08-16/AM"),
        ("2021-08-16T07:00", "2021-08-16/AM"),
        ("2021-08-16T12:59", "2021-08-16/AM"),
        ("2021-08-16T13:00", "2021-08-16/PM"),
        ("2021-08-16T17:31", "2021-08-16/EV"),
        ("2021-08-16T23:59", "2021-08-16/EV"),
        ("2021-08-17T08:00", "2021-08-18/AM"),
        ("2022-01-01T08:00", "2021-08-18/AM"),
    ],
)
def test_the_clock_chooses_the_half_day(moment: str, expected: str) -> None:
    days = [
        half_day("2021-08-16/AM"),
        half_day("2021-08-16/PM", "14:00", "17:30"),
        half_day("2021-08-16/EV"),
        half_day("2021-08-18/AM"),
    ]
    assert check_in.slot_now(days, datetime.fromisoformat(moment)) == expected


def test_without_half_days_the_clock_chooses_none() -> None:
    assert check_in.slot_now([], datetime(2021, 8, 16, 9, 0)) is None


@pytest.mark.parametrize(
    ("moment", "minutes", "starts", "expected"),
    [
        ("2021-08-16T09:15", 15, "9:00", "present"),
        ("2021-08-16T09:16", 15, "09:00", "late"),
        ("2021-08-16T09:16", None, "09:00", "present"),
        ("2021-08-16T09:16", 15, None, "present"),
        ("2021-08-17T09:16", 15, "09:00", "present"),
    ],
)
def test_late_is_who_comes_so_many_minutes_after_the_beginning(
    moment: str, minutes: int | None, starts: str | None, expected: str
) -> None:
    found = check_in.state_on_arrival(
        half_day(MORNING, starts), datetime.fromisoformat(moment), minutes
    )
    assert found == expected
