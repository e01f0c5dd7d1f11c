"""An activity recorded again: what is copied, what is not, and that it can be taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services import (
    activities,
    attendance,
    followup,
    participants,
    printing,
    questions,
    undoing,
)
from ssc_desktop.services.activity_copies import duplicate_activity
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.store import Store

VALUES = {
    "title": "Formation en gestion de projet", "start": "2021-08-16", "end": "2021-08-18",
    "country": "CI", "city": "Abidjan", "themes": "MD,DR", "trainers": "DEMO Awa",
    "objectives": "Savoir faire", "status": "closed", "results": "Réussie", "budget_planned": "900",
    "budget_spent": "800", "currency": "XOF", "post_test_mean": "15",
}  # fmt: skip


@pytest.fixture
def first(store: Store) -> Activity:
    made = activities.add_activity(store, "capacity_session", VALUES)
    activities.change_half_day(store, made.id, "2021-08-16/AM", {"topic": "Ouverture"})
    activities.change_half_day(store, made.id, "2021-08-18/PM", {"topic": "Clôture"})
    activities.remove_half_day(store, made.id, "2021-08-17/PM")
    return made


def copied(store: Store, first: Activity, start: object, **wishes: Any) -> Any:
    made = duplicate_activity(store, first.id, start, **wishes)
    return activities.show_activity(store, made.id)


def test_the_description_is_copied_and_what_happened_is_not(store: Store, first: Activity) -> None:
    made = copied(store, first, "2022-01-10").activity
    assert (made.title, made.city, made.themes) == (first.title, "Abidjan", ("DR", "MD"))
    assert (made.trainers, made.objectives) == ("DEMO Awa", "Savoir faire")
    assert (made.start, made.end) == (date(2022, 1, 10), date(2022, 1, 12))
    assert made.status == "planned"
    assert made.code != first.code
    assert made.code.split("-")[2] == "2022"
    assert (made.results, made.budget_spent, made.post_test_mean) == (None, None, None)
    assert made.budget_planned == 900
    assert activities.show_activity(store, first.id).activity.results == "Réussie"


def test_half_days_move_along_with_their_topics(store: Store, first: Activity) -> None:
    made = copied(store, first, "2022-01-10")
    assert made.slots == (
        "2022-01-10/AM", "2022-01-10/PM", "2022-01-11/AM", "2022-01-12/AM", "2022-01-12/PM"
    )  # fmt: skip
    assert (made.half_days[0].topic, made.half_days[-1].topic) == ("Ouverture", "Clôture")


def test_a_longer_or_shorter_copy_has_the_half_days_of_its_days(
    store: Store, first: Activity
) -> None:
    longer = copied(store, first, "2022-01-10", end="2022-01-13")
    assert longer.slots[-2:] == ("2022-01-13/AM", "2022-01-13/PM")
    assert len(longer.slots) == 7
    shorter = copied(store, first, "2022-01-10", end="2022-01-10", title="Autre")
    assert shorter.slots == ("2022-01-10/AM", "2022-01-10/PM")
    assert shorter.activity.title == "Autre"


def test_an_activity_without_dates_gets_the_half_days_of_its_days(store: Store) -> None:
    idea = activities.add_activity(store, "workshop", {"title": "Idée"})
    assert copied(store, idea, "2022-01-10").slots == ("2022-01-10/AM", "2022-01-10/PM")


def test_people_come_along_only_where_asked_and_never_with_marks(
    store: Store, first: Activity
) -> None:
    people = [
        participants.add_participant(store, {"family_name": name}, activity=first.id)
        for name in ("B", "A")
    ]
    participants.register(store, first.id, people[0].id, {"role": "facilitator"})
    attendance.fill(store, first.id, "present")
    alone = copied(store, first, "2022-01-10").activity
    assert attendance.read_register(store, alone.id).people == ()
    made = copied(store, first, "2022-01-10", people=True).activity
    register = attendance.read_register(store, made.id)
    before = attendance.read_register(store, first.id)
    assert [(each.participant.id, each.role) for each in register.people] == [
        (each.participant.id, each.role) for each in before.people
    ]
    assert register.marks == {}
    assert before.marks


def test_prints_stay_with_the_first_and_questions_come_along(office: Workspace) -> None:
    store = office.store
    days = {name: VALUES[name] for name in ("title", "start", "end")}
    made = activities.add_activity(store, "pilot_activity", days)
    questions.write_questions(store, made.id, [{"text": "Qui ?", "points": 2}])
    followup.add_follow_up(
        store, "milestone", made.id, {"title": "Début", "planned_on": "2021-08-20", "progress": 50}
    )
    participants.add_participant(store, {"family_name": "A"}, activity=made.id)
    printing.print_attendance(store, made.id, language=Language("fr"))
    other = duplicate_activity(store, made.id, "2021-08-17")
    assert [each.text for each in questions.list_questions(store, other.id)] == ["Qui ?"]
    (milestone,) = followup.list_follow_ups(store, "milestone", other.id)
    assert milestone.planned_on == date(2021, 8, 21)  # type: ignore[attr-defined]
    assert milestone.progress is None  # type: ignore[attr-defined]
    assert printing.list_printings(store, other.id) == []
    assert len(printing.list_printings(store, made.id)) == 1


def test_a_copy_is_taken_back_whole(store: Store, first: Activity) -> None:
    participants.add_participant(store, {"family_name": "A"}, activity=first.id)
    made = duplicate_activity(store, first.id, "2022-01-10", people=True)
    undone = undoing.undo_transaction(store, undoing.last_transaction(store))
    assert undone.left == ()
    assert [each.id for each in activities.list_activities(store)] == [first.id]
    again = undoing.undo_transaction(store, undone.tx)
    assert again.left == ()
    assert {each.id for each in activities.list_activities(store)} == {first.id, made.id}


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [("soon", None, "not-a-date"), (None, None, "needed"), ("2022-01-10", "2022-01-01", "end-before-start")],
)  # fmt: skip
def test_days_that_cannot_be_are_refused(
    store: Store, first: Activity, start: object, end: object, code: str
) -> None:
    with pytest.raises(Problem) as refused:
        duplicate_activity(store, first.id, start, end=end)
    assert refused.value.code == code
    assert len(activities.list_activities(store)) == 1
