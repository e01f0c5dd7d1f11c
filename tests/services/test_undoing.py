"""An import or a change of many records is taken back; what others did since is left."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
import xlsxwriter

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services.activities import add_activity, change_activity, list_activities
from ssc_desktop.services.attendance import fill, mark, read_register
from ssc_desktop.services.finding import find
from ssc_desktop.services.history import recent_bulk
from ssc_desktop.services.organisations import (
    add_organisation,
    change_organisation,
    list_organisations,
)
from ssc_desktop.services.participant_lists import import_list
from ssc_desktop.services.participants import (
    change_participant,
    list_participants,
    register,
)
from ssc_desktop.services.undoing import last_transaction, undo_transaction
from ssc_desktop.services.workspaces import Workspace
from tests.services.replicas import assert_says_what_its_changes_say, rows_of

WORKSHOP = {"title": "Atelier", "start": "2021-08-16", "end": "2021-08-17", "country": "CI"}


@pytest.fixture
def activity(office: Workspace) -> Activity:
    return add_activity(office.store, "workshop", WORKSHOP)


def _import(office: Workspace, activity: Activity, folder: Path, people: int = 6) -> int:
    """Takes a list in; the number of its transaction."""
    path = folder / "list.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("Nom", "Prénom", "Sexe", "Institution", "Téléphone"))
    for n in range(people):
        row = (f"KONÉ {'abcdefgh'[n]}", "Awa", "F", f"Commune {n % 2}", f"+225 07 0{n} 12 34 56")
        sheet.write_row(n + 1, 0, row)
    book.close()
    import_list(office.store, path, activity.id)
    return recent_bulk(office.store)[0].tx


def test_an_import_is_taken_back_whole_and_that_taken_back_too(
    office: Workspace, activity: Activity, tmp_path: Path
) -> None:
    store = office.store
    tx = _import(office, activity, tmp_path)
    bulk = recent_bulk(store)[0]
    assert bulk.counts["participant"] == {"created": 6}
    before = rows_of(store)
    undone = undo_transaction(store, tx)
    assert undone.left == ()
    assert {"participant", "registration"} <= undone.changes.nouns
    assert list_participants(store) == []
    assert read_register(store, activity.id).people == ()
    assert find(store, "kone", Language("fr")) == []
    assert_says_what_its_changes_say(store)
    again = undo_transaction(store, tx)
    assert (again.changes.count, again.left) == (0, ())
    redone = undo_transaction(store, undone.tx)
    assert redone.left == ()
    assert len(read_register(store, activity.id).people) == 6
    for noun, rows in rows_of(store).items():
        assert rows == before[noun]
    assert_says_what_its_changes_say(store)


def test_whoever_was_edited_or_used_since_stays(
    office: Workspace, activity: Activity, tmp_path: Path
) -> None:
    store = office.store
    tx = _import(office, activity, tmp_path)
    people = sorted(list_participants(store), key=lambda each: each.participant.full_name)
    keys = [each.participant.id for each in people]
    other = add_activity(store, "workshop", WORKSHOP)
    change_participant(store, keys[0], {"function": "Agent"})
    register(store, other.id, keys[1])
    mark(store, activity.id, [(keys[2], "2021-08-16/AM", "present")])
    undone = undo_transaction(store, tx)
    stayed = {each.participant.id for each in list_participants(store)}
    assert stayed == set(keys[:3])
    left = {(each.noun, each.key) for each in undone.left}
    assert ("participant", str(keys[0])) in left
    assert ("participant", str(keys[1])) in left
    assert ("registration", f"{activity.id}/{keys[2]}") in left
    # Of their places on the list only the marked one stays.
    register_now = read_register(store, activity.id)
    assert [each.participant.id for each in register_now.people] == [keys[2]]
    assert len(register_now.marks) == 1
    # The organisations of those who stayed stay as well.
    assert all(each.organisation for each in list_participants(store))
    standing = {each.name_fr for each in list_organisations(store, "commune")}
    assert standing == {each.organisation.name_fr for each in people[:3] if each.organisation}
    assert_says_what_its_changes_say(store)


def test_a_filled_register_is_cleared_again(
    office: Workspace, activity: Activity, tmp_path: Path
) -> None:
    store = office.store
    _import(office, activity, tmp_path)
    person = list_participants(store)[0].participant.id
    mark(store, activity.id, [(person, "2021-08-16/AM", "absent")])
    fill(store, activity.id, "present")
    tx = last_transaction(store)
    mark(store, activity.id, [(person, "2021-08-17/PM", "late")])
    undone = undo_transaction(store, tx)
    assert read_register(store, activity.id).marks == {
        (person, "2021-08-16/AM"): "absent",
        (person, "2021-08-17/PM"): "late",
    }
    assert [(each.noun, each.field) for each in undone.left] == [("attendance", "")]
    assert_says_what_its_changes_say(store)


def test_fields_go_back_to_what_they_said(office: Workspace, activity: Activity) -> None:
    store = office.store
    change_activity(
        store,
        activity.id,
        {"title": "Deux", "budget_planned": "1500", "themes": "MD", "agenda": "Accueil"},
    )
    tx = last_transaction(store)
    change_activity(store, activity.id, {"title": "Trois"})
    undone = undo_transaction(store, tx)
    assert [(each.noun, each.key, each.field) for each in undone.left] == [
        ("activity", str(activity.id), "title")
    ]
    (found,) = list_activities(store)
    assert (found.title, found.budget_planned, found.themes) == ("Trois", None, ())
    assert found.agenda is None  # type: ignore[attr-defined]
    assert found.changed_by == UUID(store.officer_id)
    assert_says_what_its_changes_say(store)


def test_a_new_activity_goes_unless_its_kind_was_filled_in(
    office: Workspace, activity: Activity
) -> None:
    store = office.store
    tx = last_transaction(store)
    change_activity(store, activity.id, {"agenda": "Accueil"})
    undone = undo_transaction(store, tx)
    assert [(each.noun, each.field) for each in undone.left] == [("activity", "")]
    assert len(list_activities(store)) == 1
    second = add_activity(store, "workshop", WORKSHOP)
    tx = last_transaction(store)
    assert undo_transaction(store, tx).left == ()
    assert second.id not in {each.id for each in list_activities(store)}


def test_a_field_that_was_emptied_is_filled_again(office: Workspace) -> None:
    store = office.store
    key = add_organisation(store, {"name_fr": "Centre"}).id
    change_organisation(store, key, {"name_fr": None, "acronym": "CEM"})
    undo_transaction(store, last_transaction(store))
    (found,) = (each for each in list_organisations(store) if each.id == key)
    assert (found.name_fr, found.acronym) == ("Centre", None)


def test_a_transaction_of_nobody_is_told(office: Workspace) -> None:
    with pytest.raises(Problem) as told:
        undo_transaction(office.store, 987)
    assert told.value.code == "unknown-transaction"
