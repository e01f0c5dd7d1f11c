"""What happened to a record is told as people read it, and can be written back."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import Language
from ssc_desktop.services.activities import (
    add_activity,
    change_activity,
    remove_activity,
    restore_activity,
    show_activity,
)
from ssc_desktop.services.attendance import fill, mark
from ssc_desktop.services.conflicts import list_conflicts
from ssc_desktop.services.history import (
    count_parts,
    history_of,
    history_of_parts,
    recent_bulk,
    restore_value,
)
from ssc_desktop.services.organisations import add_organisation, change_organisation
from ssc_desktop.services.participants import (
    add_participant,
    change_participant,
    register,
    show_participant,
)
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import change_log
from ssc_desktop.storage.store import Store
from tests.services.replicas import changes_of, hand_over

ON_EVERY_DATABASE = True

FR, AR = Language("fr"), Language("ar")
WORKSHOP = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-17", "country": "CI"}


def test_every_change_is_told_by_whom_when_and_where(office: Workspace) -> None:
    activity = add_activity(office.store, "workshop", WORKSHOP)
    change_activity(office.store, activity.id, {"title": "Séminaire", "agenda": "Accueil"})
    remove_activity(office.store, activity.id)
    restore_activity(office.store, activity.id)
    steps = history_of(office.store, "activity", activity.id, FR)
    assert [step.kind for step in steps] == ["restored", "removed", "changed", "created"]
    assert {(step.by, step.office, step.is_own) for step in steps} == {
        ("DEMO Officer", "ABJ", True)
    }
    assert [step.at for step in steps] == sorted((step.at for step in steps), reverse=True)
    changed = {each.field: (each.label, each.before, each.after) for each in steps[2].fields}
    assert changed == {
        "title": (FR("Title"), "Atelier", "Séminaire"),
        "agenda": (FR("Agenda"), "", "Accueil"),
    }
    assert steps == history_of(office.store, "workshop", str(activity.id), FR)


def test_values_are_told_as_people_read_them(office: Workspace) -> None:
    company = add_organisation(office.store, {"name_fr": "Centre", "acronym": "CEM"})
    values = {
        "budget_planned": "1500000",
        "currency": "XOF",
        "status": "planned",
        "themes": "MD",
        "host_organisation_id": company.id,
        "interpretation": "oui",
    }
    activity = add_activity(office.store, "workshop", {**WORKSHOP, **values})
    (step,) = history_of(office.store, "activity", activity.id, FR)
    told = {each.field: each.after for each in step.fields}
    assert told["start"] == "16/08/2021"
    assert (
        told["budget_planned"].replace("\u202f", " ").replace("\xa0", " ").startswith("1 500 000")
    )
    assert told["host_organisation_id"] == "Centre"
    assert told["interpretation"] == FR("Yes")
    assert told["country"] == name_of("country", "CI", FR)
    (step,) = history_of(office.store, "activity", activity.id, AR)
    assert {each.field: each.after for each in step.fields}["interpretation"] == AR("Yes")


def test_an_old_value_is_written_again_as_an_ordinary_change(office: Workspace) -> None:
    activity = add_activity(office.store, "workshop", WORKSHOP)
    change_activity(office.store, activity.id, {"end": "2021-08-18", "title": "Séminaire"})
    step = history_of(office.store, "activity", activity.id, FR)[0]
    changes = restore_value(office, "activity", activity.id, "end", step.id)
    assert "activity" in changes.nouns
    found = show_activity(office.store, activity.id)
    assert (str(found.activity.end), found.activity.title) == ("2021-08-17", "Séminaire")
    # The half-days follow the dates, as after any edit.
    assert len(found.slots) == 4
    latest = history_of(office.store, "activity", activity.id, FR)[0]
    (told,) = latest.fields
    assert (told.before, told.after) == ("18/08/2021", "17/08/2021")


def test_a_value_of_a_person_is_written_again_as_it_was(office: Workspace) -> None:
    first = {"family_name": "Koné", "phone": "07 07 12 34 56", "country": "CI"}
    person = add_participant(office.store, first)
    change_participant(office.store, person.id, {"phone": "+22365012345", "person_statuses": ()})
    step = history_of(office.store, "participant", person.id, FR)[0]
    restore_value(office, "participant", person.id, "phone", step.id)
    assert show_participant(office.store, person.id).participant.phone == "+2250707123456"


@pytest.mark.parametrize(
    ("field", "code"),
    [("titel", "unknown-field"), ("city", "unknown-step"), ("code", "needed")],
)
def test_what_cannot_be_written_again_is_told(office: Workspace, field: str, code: str) -> None:
    activity = add_activity(office.store, "workshop", WORKSHOP)
    (step,) = history_of(office.store, "activity", activity.id, FR)
    with pytest.raises(Problem) as told:
        restore_value(office, "activity", activity.id, field, step.id)
    assert told.value.code == code
    assert len(history_of(office.store, "activity", activity.id, FR)) == 1


def test_a_record_nobody_knows_has_no_history(office: Workspace) -> None:
    for noun, key, code in (
        ("activity", UUID(int=7), "not-found"),
        ("nonsense", UUID(int=7), "unknown-noun"),
        ("activity", "abc", "not-a-key"),
    ):
        with pytest.raises(Problem) as told:
            history_of(office.store, noun, key, FR)
        assert told.value.code == code


@pytest.fixture
def laptops(tmp_path: Path) -> tuple[Store, Store]:
    """Two laptops that start from the same organisation."""
    path = tmp_path / "one.db"
    store = Store.create(path, bytes(range(32)))
    with store.writing() as db:
        change_log.name_own_source(db, "a" * 16)
    store.close()
    shutil.copy(path, tmp_path / "two.db")
    one, two = (Store.open(tmp_path / f"{n}.db", bytes(range(32))) for n in ("one", "two"))
    with two.writing() as db:
        change_log.name_own_source(db, "b" * 16)
    return one, two


def _exchange(one: Store, two: Store) -> None:
    for giver, taker in ((one, two), (two, one)):
        hand_over(changes_of(giver), taker)


def test_concurrent_edits_are_told_until_and_after_somebody_decided(
    laptops: tuple[Store, Store],
) -> None:
    one, two = laptops
    key = add_organisation(one, {"name_fr": "Centre"}).id
    _exchange(one, two)
    change_organisation(one, key, {"name_fr": "Centre A", "acronym": "CA"})
    change_organisation(two, key, {"name_fr": "Centre B"})
    _exchange(one, two)
    histories = [history_of(store, "organisation", key, FR) for store in laptops]
    ids = [[(step.id, step.kind, step.fields) for step in steps] for steps in histories]
    assert ids[0] == ids[1]
    states = [{each.field: each.state for each in step.fields} for step in histories[0]]
    assert states[0] == {"name_fr": "contested"}
    assert states[1] == {"name_fr": "contested", "acronym": ""}
    assert states[2] == {"name_fr": ""}
    # Both wrote over the same value, whatever came first.
    assert [step.fields[0].before for step in histories[0]] == ["Centre", "Centre", ""]
    assert [step.is_own for step in histories[0]] != [step.is_own for step in histories[1]]
    change_organisation(one, key, {"name_fr": "Centre C"})
    assert list_conflicts(one) == []
    steps = history_of(one, "organisation", key, FR)
    assert [step.fields[0].state for step in steps] == ["", "concurrent", "concurrent", ""]
    for store in laptops:
        store.close()


def test_a_value_written_back_decides_the_conflict(laptops: tuple[Store, Store]) -> None:
    one, two = laptops
    key = add_organisation(one, {"name_fr": "Centre"}).id
    _exchange(one, two)
    change_organisation(one, key, {"name_fr": "Centre A"})
    change_organisation(two, key, {"name_fr": "Centre B"})
    _exchange(one, two)
    step = history_of(one, "organisation", key, FR)[0]
    workspace: Any = SimpleNamespace(store=one, is_headquarters=False)
    restore_value(workspace, "organisation", key, "name_fr", step.id)
    _exchange(one, two)
    assert [list_conflicts(store) for store in laptops] == [[], []]
    assert history_of(two, "organisation", key, FR)[0].fields[0].after == "Centre"
    for store in laptops:
        store.close()


def test_the_parts_of_an_activity_are_counted_and_paged(office: Workspace) -> None:
    activity = add_activity(office.store, "workshop", WORKSHOP)
    other = add_activity(office.store, "workshop", WORKSHOP)
    people = [add_participant(office.store, {"family_name": f"Koné {n}"}) for n in range(3)]
    for person in people:
        register(office.store, activity.id, person.id)
        register(office.store, other.id, person.id)
    fill(office.store, activity.id, "present")
    fill(office.store, other.id, "present")
    mark(office.store, activity.id, [(people[0].id, "2021-08-16/AM", "absent")])
    assert count_parts(office.store, "activity", activity.id) == {
        "half_day": 4,
        "registration": 3,
        "attendance": 13,
    }
    assert count_parts(office.store, "participant", people[0].id) == {
        "registration": 2,
        "attendance": 9,
    }
    assert count_parts(office.store, "organisation", activity.id) == {}
    pages = [
        history_of_parts(
            office.store, "activity", activity.id, "attendance", FR, limit=5, offset=offset
        )
        for offset in (0, 5, 10)
    ]
    assert [len(page) for page in pages] == [5, 5, 3]
    steps = [step for page in pages for step in page]
    assert len({step.id for step in steps}) == 13
    assert steps[0].kind == "changed"
    (told,) = steps[0].fields
    assert (told.before, told.after) == tuple(
        name_of("attendance_state", state, FR) for state in ("present", "absent")
    )
    assert steps[0].about.startswith("KONÉ 0 · 16/08/2021")
    with pytest.raises(Problem) as refused:
        history_of_parts(office.store, "activity", activity.id, "officer", FR)
    assert refused.value.code == "unknown-part"


def test_transactions_of_many_records_are_listed(office: Workspace) -> None:
    activity = add_activity(office.store, "workshop", WORKSHOP)
    for n in range(5):
        person = add_participant(office.store, {"family_name": f"Koné {n}"}, activity=activity.id)
    fill(office.store, activity.id, "present")
    change_participant(office.store, person.id, {"function": "Agent"})
    found = recent_bulk(office.store)
    assert [each.counts for each in found[:1]] == [{"attendance": {"created": 20}}]
    assert found[0].by == "DEMO Officer"
    assert len(recent_bulk(office.store, least=1, limit=3)) == 3
