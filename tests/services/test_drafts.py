"""Drafts and whereabouts: kept in the database, no changes, gone when they should be."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from ssc_desktop.domain.draft_places import place_of_new, place_of_record
from ssc_desktop.domain.record import new_key, now
from ssc_desktop.language import Language
from ssc_desktop.services import activities, drafts, exchange, participants
from ssc_desktop.services.drafts import Whereabouts
from ssc_desktop.services.erasure import erase_participant
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.storage.change_log import vector
from ssc_desktop.storage.local import Draft
from tests.conftest import PASSPHRASE
from tests.services.test_kept import PASSPHRASE as OF_THAT_TIME

ENGLISH = Language("en")
TYPED = {
    "family_name": "TRAORÉ",
    "name_ar": "تراوري",
    "start": date(2021, 8, 16),
    "organisation_id": new_key(),
    "themes": ("MD", "MO"),
    "nothing": None,
    "sure": True,
}


def test_a_draft_comes_back_as_it_was_typed(office: Workspace) -> None:
    drafts.keep_draft(office.store, place_of_new("participant"), {"family_name": "TRA"})
    drafts.keep_draft(office.store, place_of_new("participant"), TYPED)
    (found,) = drafts.list_drafts(office.store, ENGLISH)
    assert found.values == TYPED
    assert found.record is None


def test_a_draft_survives_closing_and_is_never_seen_in_the_folder(office: Workspace) -> None:
    drafts.keep_draft(office.store, place_of_new("participant"), TYPED)
    folder = office.folder
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert not any("TRAORÉ".encode() in each.read_bytes() for each in files)
    office.close()
    with open_workspace(folder, PASSPHRASE) as again:
        assert [each.values for each in drafts.list_drafts(again.store, ENGLISH)] == [TYPED]


def test_a_draft_of_a_record_names_it_and_goes_with_it(office: Workspace) -> None:
    made = activities.add_activity(office.store, "workshop", {"title": "Atelier DEMO"})
    place = place_of_record("workshop", made.id)
    drafts.keep_draft(office.store, place, {"venue": "Sal"})
    (found,) = drafts.list_drafts(office.store, ENGLISH)
    assert (found.about, found.record) == ("Atelier DEMO", ("workshop", made.id))
    activities.remove_activity(office.store, made.id)
    assert drafts.list_drafts(office.store, ENGLISH) == []


def test_a_draft_of_somebody_new_names_the_activity_and_goes_with_it(office: Workspace) -> None:
    made = activities.add_activity(office.store, "workshop", {"title": "Atelier DEMO"})
    drafts.keep_draft(office.store, place_of_new("participant", made.id), {"family_name": "A"})
    (found,) = drafts.list_drafts(office.store, ENGLISH)
    assert (found.about, found.record) == ("Atelier DEMO", None)
    activities.remove_activity(office.store, made.id)
    assert drafts.list_drafts(office.store, ENGLISH) == []


def test_forgotten_drafts_are_gone(office: Workspace) -> None:
    for place in (place_of_new("activity"), place_of_new("participant")):
        drafts.keep_draft(office.store, place, {"title": "A"})
    drafts.forget_drafts(office.store, place_of_new("activity"), place_of_new("organisation"))
    assert [each.place for each in drafts.list_drafts(office.store, ENGLISH)] == [
        place_of_new("participant")
    ]


def test_a_field_that_was_recorded_is_forgotten_alone(office: Workspace) -> None:
    place = place_of_new("activity")
    drafts.keep_draft(office.store, place, {"title": "A", "start": date(2021, 8, 16)})
    drafts.forget_field(office.store, place, "title")
    (found,) = drafts.list_drafts(office.store, ENGLISH)
    assert found.values == {"start": date(2021, 8, 16)}
    drafts.forget_field(office.store, place, "start")
    assert drafts.list_drafts(office.store, ENGLISH) == []


def test_drafts_are_those_of_the_officer_at_work(office: Workspace) -> None:
    drafts.keep_draft(office.store, place_of_new("activity"), {"title": "A"})
    office.store.officer_id = new_key().hex
    assert drafts.list_drafts(office.store, ENGLISH) == []


def test_what_is_too_old_is_let_go(office: Workspace) -> None:
    drafts.keep_draft(office.store, place_of_new("activity"), {"title": "A"})
    with office.store.connecting(write=True) as connection:
        long_ago = now() - timedelta(days=drafts.KEPT_DAYS + 1)
        connection.execute(Draft.__table__.update().values(at=long_ago))  # type: ignore[attr-defined]
    assert drafts.list_drafts(office.store, ENGLISH) == []


def test_what_is_typed_of_an_erased_person_is_erased(office: Workspace) -> None:
    person = participants.add_participant(office.store, {"family_name": "DEMO"})
    place = place_of_record("participant", person.id)
    drafts.keep_draft(office.store, place, {"phone": "+225 07 01"})
    erase_participant(office.store, person.id, "Asked for", confirm=True)
    with office.store.reading() as db:
        assert db.get(Draft, place) is None


def test_drafts_and_whereabouts_are_no_changes(office: Workspace) -> None:
    before = exchange.bundle_status(office)
    with office.store.reading() as db:
        earlier = vector(db)
    drafts.keep_draft(office.store, place_of_new("activity"), {"title": "A"})
    drafts.keep_whereabouts(office.store, Whereabouts("home"))
    with office.store.reading() as db:
        assert vector(db) == earlier
    assert exchange.bundle_status(office).not_yet_received == before.not_yet_received


def test_whereabouts_come_back_while_the_record_is_there(office: Workspace) -> None:
    assert drafts.read_whereabouts(office.store) is None
    made = activities.add_activity(office.store, "workshop", {"title": "Atelier DEMO"})
    told = Whereabouts("activity", made.id, "attendance", {"grid": 120}, {"grid": "3"})
    drafts.keep_whereabouts(office.store, told)
    assert drafts.read_whereabouts(office.store) == told
    activities.remove_activity(office.store, made.id)
    assert drafts.read_whereabouts(office.store) is None


@pytest.mark.parametrize("page", ["home", "settings"])
def test_whereabouts_without_a_record_come_back(office: Workspace, page: str) -> None:
    drafts.keep_whereabouts(office.store, Whereabouts(page))
    found = drafts.read_whereabouts(office.store)
    assert found is not None
    assert found.page == page


def test_a_workspace_of_an_earlier_schema_gets_the_table(tmp_path: Path) -> None:
    kept = Path(__file__).parents[1] / "kept" / "schema-1" / "abj"
    shutil.copytree(kept, tmp_path / "abj")
    with open_workspace(tmp_path / "abj", OF_THAT_TIME) as opened:
        drafts.keep_draft(opened.store, place_of_new("activity"), {"title": "A"})
        assert len(drafts.list_drafts(opened.store, ENGLISH)) == 1
