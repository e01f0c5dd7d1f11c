"""Hand counts of printed sheets beside the marks of their half-days."""

from __future__ import annotations

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import attendance
from ssc_desktop.services.hand_counts import list_counts, write_count
from ssc_desktop.services.printing import print_attendance
from ssc_desktop.services.workspaces import Workspace
from tests.services.trainings import keys, training

MORNING, AFTERNOON, LATER = "2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM"


@pytest.fixture
def code(office: Workspace) -> str:
    return training(office)


def printed(office: Workspace, code: str, day: int) -> str:
    made = print_attendance(office.store, code, language=Language("fr"), day=day)
    assert made.sheet_number
    return made.sheet_number


def test_a_sheet_is_counted_by_its_own_half_days_and_without_the_team(
    office: Workspace, code: str
) -> None:
    number = printed(office, code, 1)
    woman, man, other, trainer = keys(office, code)
    attendance.mark(
        office.store,
        code,
        [(woman, MORNING, "present"), (woman, AFTERNOON, "late"), (man, AFTERNOON, "absent"),
         (other, LATER, "present"), (trainer, MORNING, "present")],
    )  # fmt: skip
    (found,) = list_counts(office.store, code)
    assert found.slots == (MORNING, AFTERNOON)
    assert (found.sheet.number, found.sheet.women, found.sheet.total) == (number, None, None)
    marked = (found.sheet.marked_women, found.sheet.marked_men, found.sheet.marked_total)
    assert marked == (1, 0, 1)
    assert not found.is_counted
    assert found.differences == ()


def test_a_difference_is_open_until_it_is_explained(office: Workspace, code: str) -> None:
    number = printed(office, code, 1)
    attendance.fill(office.store, code, "present")
    write_count(office.store, number, women=1, men=1, total=2)
    (found,) = list_counts(office.store, code)
    assert [(each.what, each.counted, each.marked) for each in found.differences] == [
        ("men", 1, 2),
        ("total", 2, 3),
    ]
    assert found.is_open
    write_count(office.store, number, women=1, men=1, total=2, reason="Signé après le comptage")
    (found,) = list_counts(office.store, code)
    assert not found.is_open
    assert found.differences
    assert found.reason == "Signé après le comptage"
    write_count(office.store, number, women=1, men=2, total=3)
    (found,) = list_counts(office.store, code)
    assert found.differences == ()
    assert found.is_counted


def test_nothing_differs_while_nothing_of_the_sheet_is_marked(office: Workspace, code: str) -> None:
    number = printed(office, code, 2)
    attendance.fill(office.store, code, "present", slots=[MORNING])
    write_count(office.store, number, total=3)
    (found,) = list_counts(office.store, code)
    assert not found.is_marked
    assert found.differences == ()


def test_the_latest_printing_comes_first_and_a_number_may_be_grouped(
    office: Workspace, code: str
) -> None:
    first, second = printed(office, code, 1), printed(office, code, 1)
    write_count(office.store, f"{first[:4]}-{first[4:]}".lower(), total=0)
    found = list_counts(office.store, code)
    assert [each.sheet.number for each in found] == [second, first]
    assert [each.sheet.total for each in found] == [None, 0]
    assert found[1].is_counted


def test_those_who_did_not_say_are_counted_beside_the_marks(office: Workspace, code: str) -> None:
    number = printed(office, code, 1)
    attendance.fill(office.store, code, "present")
    write_count(office.store, number, women=1, men=2, not_stated=0, total=3)
    (found,) = list_counts(office.store, code)
    assert (found.sheet.not_stated, found.sheet.marked_not_stated) == (0, 0)
    assert found.differences == ()
    write_count(office.store, number, women=1, men=1, not_stated=1, total=3)
    (found,) = list_counts(office.store, code)
    assert [each.what for each in found.differences] == ["men", "not_stated"]
    assert found.sheet.adds_up
    write_count(office.store, number, not_stated=1)
    (found,) = list_counts(office.store, code)
    assert found.is_counted
    assert [each.what for each in found.differences] == ["not_stated"]


@pytest.mark.parametrize(
    ("numbers", "code_told"),
    [
        ({"total": -1}, "count-below-zero"),
        ({"not_stated": -1}, "count-below-zero"),
        ({"women": 2, "men": 2, "total": 3}, "count-above-total"),
        ({"women": 1, "men": 1, "not_stated": 2, "total": 3}, "count-above-total"),
        ({"women": "beaucoup"}, None),
    ],
)
def test_impossible_counts_are_refused_and_what_was_counted_stays(
    office: Workspace, code: str, numbers: dict[str, object], code_told: str | None
) -> None:
    number = printed(office, code, 1)
    write_count(office.store, number, women=1, total=3)
    with pytest.raises(Problem) as told:
        write_count(office.store, number, **numbers)
    assert code_told in (None, told.value.code)
    (found,) = list_counts(office.store, code)
    assert (found.sheet.women, found.sheet.men, found.sheet.total) == (1, None, 3)


def test_an_unknown_sheet_is_told(office: Workspace) -> None:
    with pytest.raises(Problem) as told:
        write_count(office.store, "0000000", total=1)
    assert told.value.code == "unknown-sheet"
