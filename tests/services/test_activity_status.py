"""Statuses: what is said before they are moved, several moved at once, and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import activities, attendance, participants, printing, undoing
from ssc_desktop.services.activity_status import (
    check_activity,
    check_draft,
    check_move,
    move_activities,
)
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.store import Store

DAYS = {"title": "Formation", "start": "2021-08-16", "end": "2021-08-16"}
LATER = date(2021, 9, 1)


def record(store: Store, people: int = 2, **values: str) -> UUID:
    made = activities.add_activity(store, "capacity_session", {**DAYS, **values})
    for number in range(people):
        participants.add_participant(
            store,
            {"family_name": f"DEMO{number}", "given_names": "Awa", "sex": "FM"[number % 2]},
            activity=made.id,
        )
    return made.id


def codes(store: Store, key: UUID, today: date = LATER) -> set[str]:
    return {each.code for each in check_activity(store, key, today=today)}


def test_somebody_in_two_places_at_once_is_told_without_a_name(store: Store) -> None:
    one, other = record(store), record(store, people=0, title="Ailleurs")
    person = attendance.read_register(store, one).people[0].participant.id
    participants.register(store, other, person)
    assert codes(store, one) == set()
    for key in (one, other):
        attendance.mark(store, key, [(person, "2021-08-16/AM", "present")])
    assert "in-two-places" in codes(store, one)
    found = next(each for each in check_activity(store, one, today=LATER) if each.details)
    assert found.details == {"count": 1}
    attendance.mark(store, other, [(person, "2021-08-16/AM", "absent")])
    assert "in-two-places" not in codes(store, one)


def test_before_the_day_two_lists_are_enough(store: Store) -> None:
    one, other = record(store), record(store, people=0)
    people = [each.participant.id for each in attendance.read_register(store, one).people]
    for each in people:
        participants.register(store, other, each)
    early = date(2021, 8, 1)
    assert "in-two-places" in codes(store, one, early)
    activities.change_activity(store, other, {"status": "cancelled"})
    assert "in-two-places" not in codes(store, one, early)


def test_a_holiday_counts_where_there_are_half_days(store: Store) -> None:
    key = record(store, country="CI", start="2021-08-05", end="2021-08-07")
    assert "holiday" in codes(store, key)
    activities.remove_half_day(store, key, "2021-08-07/AM")
    assert "holiday" in codes(store, key)
    activities.remove_half_day(store, key, "2021-08-07/PM")
    assert "holiday" not in codes(store, key)
    values = {"title": "A", "country": "CI", "start": "2021-08-07", "end": "2021-08-07"}
    assert "holiday" in {each.code for each in check_draft(store, "workshop", values)}


def test_a_facilitator_on_the_list_of_participants_is_told(store: Store) -> None:
    key = record(store, trainers="Koné Issa, Awa DEMO0")
    assert "team-as-participants" in codes(store, key)
    person = attendance.read_register(store, key).people[0].participant
    participants.register(store, key, person.id, {"role": "facilitator"})
    assert "team-as-participants" not in codes(store, key)


def test_who_is_marked_and_taken_off_the_list_is_told(store: Store) -> None:
    key = record(store)
    person = attendance.read_register(store, key).people[0].participant.id
    attendance.mark(store, key, [(person, "2021-08-16/AM", "present")])
    participants.unregister(store, key, person)
    assert "more-present-than-registered" in codes(store, key)


def test_a_count_by_hand_is_held_against_the_marks_of_its_sheet(office: Workspace) -> None:
    store = office.store
    key = record(store)
    printing.print_attendance(store, key, language=Language("fr"))
    attendance.fill(store, key, "present")
    assert "hand-count-differs" not in codes(store, key)
    (sheet,) = printing.list_printings(store, key)
    with store.writing() as db:
        db.merge(sheet).counted_total = 3
    assert {"hand-count-differs", "more-counted-than-registered"} <= codes(store, key)
    with store.writing() as db:
        db.merge(sheet).difference_reason = "Un invité de plus"
    assert "hand-count-differs" not in codes(store, key)


def test_a_move_to_closed_tells_what_is_missing(office: Workspace, tmp_path: Path) -> None:
    store = office.store
    key, calm = record(store), record(store, people=0)
    found = check_move(store, [key], "closed", today=LATER)[key]
    assert [each.code for each in found] == ["unmarked", "closed-without-evidence"]
    assert found[0].details == {"count": 4}
    attendance.fill(store, key, "present")
    for kind in ("signed_attendance", "agenda", "test", "evaluation", "minutes"):
        file = tmp_path / f"{kind}.txt"
        file.write_text(kind, encoding="utf-8")
        add_evidence(office, file, {"evidence_type": kind}, activity=key)
    assert check_move(store, [key], "closed", today=LATER) == {}
    assert set(check_move(store, [key, calm], "closed", today=LATER)) == {calm}


def test_several_are_moved_at_once_and_back(store: Store) -> None:
    keys = [record(store), record(store, status="confirmed")]
    assert move_activities(store, keys, "cancelled", reason="COVID-19").count == 2
    assert {(each.status, each.status_reason) for each in activities.list_activities(store)} == {
        ("cancelled", "COVID-19")
    }
    undoing.undo_transaction(store, undoing.last_transaction(store))
    assert {(each.status, each.status_reason) for each in activities.list_activities(store)} == {
        ("planned", None), ("confirmed", None)
    }  # fmt: skip


def test_a_reason_goes_with_the_status_it_was_given_for(store: Store) -> None:
    key = record(store)
    move_activities(store, [key], "postponed", reason="Salle fermée")
    move_activities(store, [key], "cancelled")
    assert activities.show_activity(store, key).activity.status_reason == "Salle fermée"
    move_activities(store, [key], "confirmed")
    assert activities.show_activity(store, key).activity.status_reason is None


def test_a_status_nobody_knows_moves_nothing(store: Store) -> None:
    key = record(store)
    with pytest.raises(Problem) as refused:
        move_activities(store, [key], "frozen")
    assert refused.value.code == "unknown-code"
    with pytest.raises(Problem):
        move_activities(store, [key, UUID(int=3)], "done")
    assert activities.show_activity(store, key).activity.status == "planned"
