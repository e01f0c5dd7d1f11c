"""The rules of the sync room and the triggers of the store, held against each other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.services.conflicts import list_conflicts
from ssc_desktop.storage import change_log
from ssc_desktop.storage.store import Store
from tests.services.replicas import (
    assert_says_what_its_changes_say,
    changes_of,
    hand_over,
    rows_of,
)

COMPANY = UUID("0192f3a4-b5c6-7d8e-9fa0-b1c2d3e4f506")
SLOT = "2021-08-16/AM"
Laptops = list[Store]


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[Callable[[str], Store]]:
    opened: list[Store] = []
    empty = tmp_path / "empty.db"
    Store.create(empty, bytes(range(32))).close()

    def make(device: str) -> Store:
        copy = shutil.copy(empty, tmp_path / f"{len(opened)}.db")
        store = Store.open(Path(copy), bytes(range(32)))
        opened.append(store)
        with store.writing() as db:
            change_log.name_own_source(db, device * 16)
        return store

    yield make
    for store in opened:
        store.close()


def write(store: Store, **values: Any) -> None:
    with store.writing() as db:
        company = db.get(Organisation, COMPANY)
        if company is None:
            company = Organisation(id=COMPANY)
            db.add(company)
        for name, value in values.items():
            setattr(company, name, value)


def mark(store: Store, state: str | None, **others: Any) -> None:
    with store.writing() as db:
        place = {"activity_id": COMPANY, "participant_id": COMPANY, "slot": SLOT}
        known = db.get(Attendance, (COMPANY, COMPANY, SLOT)) or Attendance(**place)
        known.state = state
        for name, value in others.items():
            setattr(known, name, value)
        db.add(known)


def shown(store: Store) -> tuple[Any, ...]:
    with store.reading() as db:
        asked = "SELECT name_fr, country, COALESCE(removed, 0) FROM organisation"
        return tuple(db.execute(text(asked)).one())


def test_rows_written_by_orm_core_and_bulk_travel_alike(new_store: Any) -> None:
    one, two = new_store("a"), new_store("b")
    write(one, name_fr="Mairie")
    with one.writing() as db:
        db.connection().exec_driver_sql(
            "INSERT INTO organisation(id, name_fr) VALUES (?, ?)",
            [(bytes([n]) * 16, f"DEMO {n}") for n in range(1, 200)],
        )
        db.execute(text("UPDATE organisation SET country = 'CI' WHERE name_fr LIKE 'DEMO 1%'"))
    taken = hand_over(changes_of(one), two)
    assert taken.touched == {"organisation": 200}
    assert rows_of(two) == rows_of(one)
    assert_says_what_its_changes_say(two)


def test_an_edit_made_after_the_other_was_seen_is_no_conflict(new_store: Any) -> None:
    one, two = new_store("a"), new_store("b")
    write(one, name_fr="Mairie")
    hand_over(changes_of(one), two)
    write(two, name_fr="Mairie de Bamako")
    taken = hand_over(changes_of(two), one)
    assert taken.conflicts == 0
    assert shown(one)[0] == "Mairie de Bamako"
    assert list_conflicts(one) == []


def test_two_offices_editing_one_field_are_listed_and_both_values_are_kept(new_store: Any) -> None:
    one, two = new_store("a"), new_store("b")
    write(one, name_fr="Mairie", country="CI")
    hand_over(changes_of(one), two)
    write(one, name_fr="Mairie d'Abidjan")
    write(two, name_fr="Mairie de Bamako", country="ML")
    assert hand_over(changes_of(two), one).conflicts == 1
    hand_over(changes_of(one), two)
    assert shown(one) == shown(two) == ("Mairie de Bamako", "ML", 0)
    (conflict,) = list_conflicts(one)
    assert (conflict.noun, conflict.key, conflict.field) == (
        "organisation",
        str(COMPANY),
        "name_fr",
    )
    assert [standing.value for standing in conflict.values] == [
        "Mairie de Bamako",
        "Mairie d'Abidjan",
    ]
    assert [standing.device for standing in conflict.values] == ["b" * 16, "a" * 16]
    assert list_conflicts(two) == [conflict]
    write(one, name_fr="Mairie d'Abidjan")
    hand_over(changes_of(one), two)
    assert list_conflicts(two) == []
    assert shown(two)[0] == "Mairie d'Abidjan"


def test_an_edit_that_comes_before_the_creation_is_shown_when_that_comes(new_store: Any) -> None:
    one, two, three = (new_store(device) for device in "abc")
    write(one, name_fr="Mairie")
    hand_over(changes_of(one), two)
    write(two, name_fr="Mairie de Bamako")
    creation, edit = changes_of(one), [c for c in changes_of(two) if c.kind == "U"]
    hand_over(edit, three)
    hand_over(creation, three)
    assert shown(three) == shown(two)
    assert_says_what_its_changes_say(three)


def test_an_edit_against_a_removal_keeps_the_row_and_asks(new_store: Any) -> None:
    one, two = new_store("a"), new_store("b")
    write(one, name_fr="Mairie")
    hand_over(changes_of(one), two)
    write(one, removed=True)
    write(two, name_fr="Mairie de Bamako")
    hand_over(changes_of(one), two)
    hand_over(changes_of(two), one)
    assert shown(one) == shown(two) == ("Mairie de Bamako", None, 0)
    (conflict,) = list_conflicts(two)
    assert (conflict.field, conflict.shown) == ("removed", 0)
    write(two, removed=True)
    hand_over(changes_of(two), one)
    assert shown(one) == shown(two) == ("Mairie de Bamako", None, 1)
    assert list_conflicts(one) == list_conflicts(two) == []


def test_editing_a_removed_row_does_not_bring_it_back_elsewhere(new_store: Any) -> None:
    one, two = new_store("a"), new_store("b")
    write(one, name_fr="Mairie")
    hand_over(changes_of(one), two)
    write(one, removed=True)
    hand_over(changes_of(one), two)
    write(two, name_fr="Mairie de Bamako")
    hand_over(changes_of(two), one)
    assert shown(one) == shown(two) == ("Mairie de Bamako", None, 1)
    assert list_conflicts(one) == []


def test_two_officers_marking_the_same_agree_and_differing_marks_are_a_conflict(
    new_store: Any,
) -> None:
    one, two = new_store("a"), new_store("b")
    mark(one, "present", signed=True, sheet_no="A-1")
    mark(two, "present", signed=False, note="par téléphone")
    assert hand_over(changes_of(two), one).conflicts == 0
    assert list_conflicts(one) == []
    mark(two, "absent")
    hand_over(changes_of(two), one)
    (conflict,) = list_conflicts(one)
    assert {standing.value for standing in conflict.values} == {"present", "absent"}
    assert conflict.key.endswith(SLOT)


step = st.tuples(
    st.sampled_from(["name", "name", "country", "remove", "restore", "mark", "note", "hand", "hand",
                     "some", "some"]),
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from(["x", "y", None]),
)  # fmt: skip


def act(laptops: Laptops, what: str, who: int, other: int, value: str | None) -> None:
    store = laptops[who]
    if what == "name":
        write(store, name_fr=value)
    elif what == "country":
        write(store, country=value)
    elif what in ("remove", "restore"):
        write(store, removed=what == "remove")
    elif what == "mark":
        mark(store, value)
    elif what == "note":
        mark(store, "present", note=value)
    elif who != other:
        changes = changes_of(store)
        hand_over(changes[: len(changes) // 2] if what == "some" else changes, laptops[other])


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(step, min_size=4, max_size=14))
def test_laptops_that_have_heard_of_everything_agree_whatever_came_before(
    new_store: Any, steps: list[tuple[str, int, int, str | None]]
) -> None:
    laptops = [new_store(device) for device in "abc"]
    for each in steps:
        act(laptops, *each)
    for _ in range(2):
        for store in laptops:
            for other in laptops:
                if other is not store:
                    hand_over(changes_of(store), other)
    assert rows_of(laptops[0]) == rows_of(laptops[1]) == rows_of(laptops[2])
    conflicts = [list_conflicts(store) for store in laptops]
    assert conflicts[0] == conflicts[1] == conflicts[2]
    for store in laptops:
        assert_says_what_its_changes_say(store)
    fresh = [new_store(device) for device in "de"]
    known = changes_of(laptops[0])
    hand_over(known, fresh[0])
    for change in sorted(known, key=lambda change: (change.seq, change.source)):
        hand_over([change], fresh[1])
    assert rows_of(fresh[0]) == rows_of(fresh[1]) == rows_of(laptops[0])
