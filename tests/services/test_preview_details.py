"""A preview record by record: the field, what it says now, what it would say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ssc_desktop.language import Language
from ssc_desktop.services.activities import change_activity
from ssc_desktop.services.attendance import mark
from ssc_desktop.services.exporting import export_bundle
from ssc_desktop.services.preview_details import PreviewedField, preview_fields
from ssc_desktop.services.previewing import Preview, preview_bundles
from ssc_desktop.services.workspaces import Workspace
from tests.services.exchanging import enrol, made, person, record, round_trip
from tests.services.replicas import digest_of

ON_EVERY_DATABASE = True
ENGLISH = Language("en")


@pytest.fixture
def abidjan(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    """An office that headquarters knows."""
    enrol(office, headquarters, tmp_path)
    return office


def previewed(
    headquarters: Workspace, *offices: Workspace
) -> tuple[list[Path], Preview, list[PreviewedField]]:
    files = [export_bundle(each, level="identified").file for each in offices]
    found = preview_bundles(headquarters, files)
    return files, found, preview_fields(headquarters, files, found.records, ENGLISH)


def said(fields: list[PreviewedField], noun: str) -> dict[str, Any]:
    return {each.name: (each.old, each.new) for each in fields if each.noun == noun}


def test_a_changed_record_tells_what_it_says_now_and_what_it_would_say(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    activity = record(abidjan)
    round_trip(headquarters, abidjan)
    change_activity(abidjan.store, activity, {"city": "Bouaké"})
    change_activity(abidjan.store, activity, {"city": "Man", "agenda": "DEMO"})
    before = digest_of(headquarters.store)
    _, found, fields = previewed(headquarters, abidjan)
    assert said(fields, "activity") == {"city": (None, "Man"), "agenda": (None, "DEMO")}
    assert {(each.title, each.act) for each in fields} == {("DEMO Atelier", "changed")}
    city = next(each for each in fields if each.name == "city")
    assert city.field is not None
    assert not city.in_conflict
    assert digest_of(headquarters.store) == before
    assert [each.noun for each in found.records] == ["activity"]


def test_a_record_that_would_be_added_has_its_name_before_it_is_there(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    activity = record(abidjan, "DEMO Nouveau")
    someone = person(abidjan, "DEMO Tounkara", activity, birth_year=1990)
    mark(abidjan.store, activity, [(someone, "2021-08-16/AM", "present")])
    _, _, fields = previewed(headquarters, abidjan)
    titles = {each.noun: each.title for each in fields}
    assert titles["activity"] == "DEMO Nouveau"
    assert titles["participant"] == "DEMO TOUNKARA"
    assert "16/08/2021, morning" in titles["attendance"]
    assert said(fields, "participant")["birth_year"] == (None, 1990)
    assert {each.act for each in fields} == {"added"}


def test_values_of_two_bundles_that_contradict_each_other_are_both_told(
    abidjan: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    with made(tmp_path / "second", "ABJ", "CI") as second:
        enrol(second, headquarters, tmp_path)
        activity = record(abidjan)
        round_trip(headquarters, abidjan, second)
        change_activity(abidjan.store, activity, {"title": "DEMO Un"})
        change_activity(second.store, activity, {"title": "DEMO Deux"})
        _, _, fields = previewed(headquarters, abidjan, second)
    told = [(each.new, each.in_conflict) for each in fields if each.name == "title"]
    assert told == [("DEMO Un", True), ("DEMO Deux", True)]


def test_a_field_of_a_kind_is_told_with_its_activity(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    activity = record(abidjan)
    round_trip(headquarters, abidjan)
    change_activity(abidjan.store, activity, {"agenda": "DEMO Guide"})
    _, _, fields = previewed(headquarters, abidjan)
    (told,) = fields
    assert (told.noun, told.name, told.new) == ("activity", "agenda", "DEMO Guide")
    assert told.field is not None
