from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services.activities import change_activity, remove_activity, show_activity
from ssc_desktop.services.attendance import mark
from ssc_desktop.services.bundle_undo import undo_import, undoable_imports
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.conflicts import list_conflicts, list_settled_marks, show_conflict
from ssc_desktop.services.deciding import (
    decide_conflict,
    decide_conflicts,
    note_decision,
    undo_decisions,
)
from ssc_desktop.services.decision_log import list_decisions
from ssc_desktop.services.exchange import bundle_status, export_bundle, import_bundles
from ssc_desktop.services.laptop_standing import laptop_standings
from ssc_desktop.services.participants import change_participant
from ssc_desktop.services.previewing import preview_bundles
from ssc_desktop.services.record_standing import record_standing, record_standings
from ssc_desktop.services.refused_records import list_refused
from ssc_desktop.services.undoing import undo_transaction
from ssc_desktop.services.workspaces import Workspace
from tests.services.exchanging import enrol, hand_back, hand_in, made, person, record, round_trip
from tests.services.replicas import assert_says_what_its_changes_say, digest_of, rows_of

SLOT = "2021-08-16/AM"


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Workspace]:
    """Another laptop of the office in Abidjan."""
    with made(tmp_path / "second", "ABJ", "CI") as workspace:
        yield workspace


@pytest.fixture
def laptops(
    office: Workspace, second: Workspace, headquarters: Workspace, tmp_path: Path
) -> tuple[Workspace, Workspace]:
    for each in (office, second):
        enrol(each, headquarters, tmp_path)
    return office, second


@pytest.fixture
def contested(laptops: tuple[Workspace, Workspace], headquarters: Workspace) -> UUID:
    """An activity that both laptops and headquarters hold, its city in conflict at headquarters."""
    one, two = laptops
    activity = record(one, city="Abidjan")
    round_trip(headquarters, one, two)
    change_activity(one.store, activity, {"city": "Bouaké"})
    change_activity(two.store, activity, {"city": "Man"})
    hand_in(one, headquarters)
    assert hand_in(two, headquarters).conflicts == 1
    return activity


def city(workspace: Workspace, activity: UUID) -> str | None:
    return show_activity(workspace.store, activity).activity.city


def open_ids(workspace: Workspace) -> list[str]:
    return [each.id for each in list_conflicts(workspace.store)]


def everywhere(headquarters: Workspace, laptops: tuple[Workspace, ...]) -> None:
    for each in laptops:
        hand_in(each, headquarters)
    hand_back(headquarters, *laptops)


@pytest.mark.parametrize("chosen", ["Bouaké", "Man", "Korhogo"])
def test_a_decision_travels_and_clears_the_conflict_on_every_laptop(
    laptops: tuple[Workspace, ...], headquarters: Workspace, contested: UUID, chosen: str
) -> None:
    hand_back(headquarters, *laptops)
    (conflict,) = list_conflicts(laptops[0].store)
    assert open_ids(laptops[1]) == open_ids(headquarters) == [conflict.id]
    assert conflict.shown == "Man"
    made = decide_conflict(headquarters.store, conflict.id, chosen, "Seen on the sheet")
    assert made.decided == (conflict.id,)
    hand_back(headquarters, *laptops)
    for each in (headquarters, *laptops):
        assert open_ids(each) == []
        assert city(each, contested) == chosen
        assert check_workspace(each).problems == ()
        assert_says_what_its_changes_say(each.store)
        (logged,) = list_decisions(each.store)
        assert (logged.noun, logged.key, logged.field) == ("activity", str(contested), "city")
        assert logged.verdict == ("accepted" if chosen == "Man" else "corrected")
        assert (logged.reason, logged.office) == ("Seen on the sheet", "HQ")
    assert rows_of(laptops[0].store) == rows_of(laptops[1].store)


def test_a_decision_concurrent_with_a_new_edit_is_a_conflict_again(
    laptops: tuple[Workspace, ...], headquarters: Workspace, contested: UUID
) -> None:
    hand_back(headquarters, *laptops)
    decide_conflict(headquarters.store, open_ids(headquarters)[0], "Man")
    change_activity(laptops[0].store, contested, {"city": "Daloa"})
    everywhere(headquarters, laptops)
    for each in (headquarters, *laptops):
        (conflict,) = list_conflicts(each.store)
        assert {standing.value for standing in conflict.values} == {"Man", "Daloa"}
    decide_conflict(laptops[0].store, open_ids(laptops[0])[0], "Daloa")
    everywhere(headquarters, laptops)
    for each in (headquarters, *laptops):
        assert (open_ids(each), city(each, contested)) == ([], "Daloa")


@pytest.mark.parametrize("chosen", ["Man", "Bouaké"])
def test_undoing_a_decision_opens_the_conflict_again_everywhere(
    laptops: tuple[Workspace, ...], headquarters: Workspace, contested: UUID, chosen: str
) -> None:
    (before,) = list_conflicts(headquarters.store)
    decided = decide_conflict(headquarters.store, before.id, chosen)
    hand_back(headquarters, *laptops)
    undo_decisions(headquarters.store, decided.tx)
    hand_back(headquarters, *laptops)
    for each in (headquarters, *laptops):
        (conflict,) = list_conflicts(each.store)
        assert conflict.id == before.id
        assert {standing.value for standing in conflict.values} == {"Man", "Bouaké"}
        assert conflict.shown == before.shown
        assert list_decisions(each.store) == []
        assert_says_what_its_changes_say(each.store)
    with pytest.raises(Problem, match="unknown-decision"):
        undo_decisions(headquarters.store, 999_999)


@pytest.mark.parametrize(("said", "gone"), [("keep", False), ("remove", True)])
def test_an_edit_against_a_removal_is_decided_and_undone(
    laptops: tuple[Workspace, ...], headquarters: Workspace, said: str, gone: bool
) -> None:
    one, two = laptops
    activity = record(one)
    round_trip(headquarters, one, two)
    remove_activity(one.store, activity)
    change_activity(two.store, activity, {"city": "Man"})
    everywhere(headquarters, laptops)
    (conflict,) = list_conflicts(headquarters.store)
    assert (conflict.kind, conflict.shown) == ("removal", 0)
    with pytest.raises(Problem, match="keep-or-remove"):
        decide_conflict(headquarters.store, conflict.id, "perhaps")
    decided = decide_conflict(headquarters.store, conflict.id, said)
    hand_back(headquarters, *laptops)
    for each in (headquarters, *laptops):
        assert open_ids(each) == []
        assert bool(show_activity(each.store, activity).activity.removed) is gone
        assert list_decisions(each.store)[0].verdict == ("rejected" if gone else "accepted")
    undo_decisions(headquarters.store, decided.tx)
    hand_back(headquarters, *laptops)
    for each in (headquarters, *laptops):
        assert open_ids(each) == [conflict.id]
        assert_says_what_its_changes_say(each.store)


def test_one_code_for_two_activities_is_listed_and_the_later_gets_another(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    first, later = (record(each) for each in laptops)
    everywhere(headquarters, laptops)
    (conflict,) = list_conflicts(headquarters.store)
    assert (conflict.kind, conflict.field, conflict.key) == ("same-code", "code", str(later))
    assert [each.record for each in conflict.values] == [str(later), str(first)]
    taken = str(conflict.shown)
    with pytest.raises(Problem, match="code-still-taken"):
        decide_conflict(headquarters.store, conflict.id, taken)
    decided = decide_conflict(headquarters.store, conflict.id, "SSC-CI-2021-W-777")
    hand_back(headquarters, *laptops)
    for each in (headquarters, *laptops):
        assert open_ids(each) == []
        codes = {str(key): show_activity(each.store, key).activity.code for key in (first, later)}
        assert codes == {str(first): taken, str(later): "SSC-CI-2021-W-777"}
    undo_decisions(headquarters.store, decided.tx)
    assert open_ids(headquarters) == [conflict.id]


def test_many_are_decided_at_once_or_none(
    laptops: tuple[Workspace, ...], headquarters: Workspace, contested: UUID
) -> None:
    for place, venue in zip(laptops, ("Mairie", "Hôtel"), strict=True):
        change_activity(place.store, contested, {"venue": venue})
    everywhere(headquarters, laptops)
    conflicts = {each.field: each for each in list_conflicts(headquarters.store)}
    assert set(conflicts) == {"city", "venue"}
    before = digest_of(headquarters.store)
    with pytest.raises(Problem, match="unknown-conflict"):
        decide_conflicts(headquarters.store, {conflicts["city"].id: "Man", "0000000000": "x"})
    assert digest_of(headquarters.store) == before
    chosen = {conflicts["city"].id: "Bouaké", conflicts["venue"].id: "Hôtel"}
    assert decide_conflicts(headquarters.store, chosen, "Bulk").changes.count == 2
    assert open_ids(headquarters) == []
    assert len(list_decisions(headquarters.store)) == 2
    with pytest.raises(Problem, match="unknown-conflict"):
        show_conflict(headquarters.store, conflicts["city"].id)


def test_a_decision_obeys_the_rules_of_every_edit(
    laptops: tuple[Workspace, ...], headquarters: Workspace, contested: UUID
) -> None:
    for place, end in zip(laptops, ("2021-08-18", "2021-08-19"), strict=True):
        change_activity(place.store, contested, {"end": end})
    everywhere(headquarters, laptops)
    (conflict,) = [each for each in list_conflicts(headquarters.store) if each.field == "end"]
    before = digest_of(headquarters.store)
    with pytest.raises(Problem, match="end-before-start"):
        decide_conflict(headquarters.store, conflict.id, "2021-08-01")
    with pytest.raises(Problem, match="unknown-verdict"):
        decide_conflict(headquarters.store, conflict.id, "2021-08-19", verdict="perhaps")
    assert digest_of(headquarters.store) == before
    decide_conflict(headquarters.store, conflict.id, "2021-08-18")
    assert str(show_activity(headquarters.store, contested).activity.end) == "2021-08-18"


# Attendance and refused records


def test_the_mark_of_the_assigned_officer_is_shown_and_listed_to_be_looked_at(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    one, two = laptops
    activity = record(one)
    someone = person(one, "DEMO Tounkara", activity)
    round_trip(headquarters, one, two)
    mark(one.store, activity, [(someone, SLOT, "present")])
    mark(two.store, activity, [(someone, SLOT, "absent")])
    everywhere(headquarters, laptops)
    for each in (headquarters, *laptops):
        assert list_conflicts(each.store) == []
        (settled,) = list_settled_marks(each.store)
        assert (settled.shown, settled.settled) == ("present", True)
        assert {standing.value for standing in settled.values} == {"present", "absent"}
        assert rows_of(each.store)["attendance"] == rows_of(headquarters.store)["attendance"]
        assert_says_what_its_changes_say(each.store)
    decide_conflicts(headquarters.store, {settled.id: "absent"}, "Sheet read again")
    hand_back(headquarters, *laptops)
    for each in (headquarters, *laptops):
        assert list_settled_marks(each.store) == []
        with each.store.reading() as db:
            assert db.scalars(text("SELECT state FROM attendance")).all() == ["absent"]


def test_marks_that_agree_are_nobodys_business(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    one, two = laptops
    activity = record(one)
    someone = person(one, "DEMO Tounkara", activity)
    round_trip(headquarters, one, two)
    for each in laptops:
        mark(each.store, activity, [(someone, SLOT, "present")])
    everywhere(headquarters, laptops)
    assert list_settled_marks(headquarters.store) == list_conflicts(headquarters.store) == []


def test_two_officers_of_equal_right_are_asked(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    activity = record(headquarters, country="CI")
    someone = person(headquarters, "DEMO Tounkara", activity, country="CI")
    round_trip(headquarters, *laptops)
    for place, state in zip(laptops, ("present", "absent"), strict=True):
        mark(place.store, activity, [(someone, SLOT, state)])
    everywhere(headquarters, laptops)
    (conflict,) = list_conflicts(headquarters.store)
    assert (conflict.noun, conflict.field, conflict.settled) == ("attendance", "state", False)


def test_a_note_is_never_asked_about_and_the_loser_is_in_the_history(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    one, two = laptops
    someone = person(one, "DEMO Tounkara", record(one))
    round_trip(headquarters, one, two)
    change_participant(one.store, someone, {"note": "earlier"})
    change_participant(two.store, someone, {"note": "later"})
    everywhere(headquarters, laptops)
    assert list_conflicts(headquarters.store) == []
    with headquarters.store.reading() as db:
        assert db.scalars(text("SELECT note FROM participant")).all() == ["later"]
        told = db.scalars(text("SELECT fields FROM change WHERE tbl = 'participant'")).all()
    assert any("earlier" in fields for fields in told)


def test_a_record_that_breaks_a_rule_is_kept_with_the_reason_and_the_rest_is_imported(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    one, two = laptops
    activity, sound = record(one), record(one, "DEMO Autre")
    with one.store.connecting(write=True) as connection:
        asked = text(
            "UPDATE change SET fields = json_set(fields, '$.end', '2021-08-01') "
            "WHERE tbl = 'activity' AND key = :key"
        )
        connection.execute(asked, {"key": activity.hex})
    result = hand_in(one, headquarters)
    assert (result.status, result.code) == ("imported", "records-refused")
    (refused,) = list_refused(headquarters.store, Language("en"))
    assert (refused.noun, refused.key, refused.code) == (
        "activity",
        str(activity),
        "end-before-start",
    )
    assert refused.office == "ABJ"
    assert show_activity(headquarters.store, sound).activity.title == "DEMO Autre"
    with pytest.raises(Problem, match="unknown-activity"):
        show_activity(headquarters.store, activity)
    assert check_workspace(headquarters).problems == ()
    change_activity(one.store, activity, {"end": "2021-08-20"})
    hand_in(one, headquarters)
    assert list_refused(headquarters.store, Language("en")) == []
    assert str(show_activity(headquarters.store, activity).activity.end) == "2021-08-20"
    hand_back(headquarters, two)
    assert check_workspace(two).problems == ()
    change_activity(one.store, activity, {"end": "2021-08-19"})
    with one.store.connecting(write=True) as connection:
        asked = text(
            "UPDATE change SET fields = replace(fields, '2021-08-19', '2021-08-01') "
            "WHERE tbl = 'activity' AND key = :key"
        )
        connection.execute(asked, {"key": activity.hex})
    hand_in(one, headquarters)
    assert len(list_refused(headquarters.store, Language("en"))) == 1
    assert check_workspace(headquarters).problems == ()


# Where a record stands


def test_an_officer_sees_where_each_record_stands(
    laptops: tuple[Workspace, ...], headquarters: Workspace, contested: UUID
) -> None:
    one, two = laptops
    fresh = record(one, "DEMO Neuf")
    assert record_standing(one, "activity", fresh).state == "only-here"
    before = record_standing(one, "activity", contested)
    assert before.state == "only-here"
    hand_back(headquarters, *laptops)
    shown = record_standings(one, "activity", [fresh, contested])
    assert shown[fresh].state == "only-here"
    acknowledged = bundle_status(one).acknowledged_at
    assert shown[contested].state == "at-headquarters"
    assert shown[contested].since == acknowledged is not None
    decide_conflict(headquarters.store, open_ids(headquarters)[0], "Bouaké", "As on the sheet")
    everywhere(headquarters, laptops)
    for each in laptops:
        standing = record_standing(each, "activity", contested)
        assert (standing.state, standing.verdict) == ("corrected", "corrected")
        assert (standing.reason, standing.field) == ("As on the sheet", "city")
    assert record_standing(one, "activity", fresh).state == "at-headquarters"
    first = record_standing(one, "activity", fresh).since
    round_trip(headquarters, one, two)
    assert record_standing(one, "activity", fresh).since == first
    assert record_standing(headquarters, "activity", fresh).state == "at-headquarters"


def test_what_headquarters_edits_merges_or_rejects_is_seen_at_the_office(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    one, _ = laptops
    edited, gone, noted = record(one), record(one, "DEMO B"), record(one, "DEMO C")
    round_trip(headquarters, *laptops)
    change_activity(headquarters.store, edited, {"title": "DEMO Corrigé"})
    remove_activity(headquarters.store, gone)
    note_decision(headquarters.store, "activity", noted, "rejected", "Not of the programme")
    hand_back(headquarters, *laptops)
    shown = record_standings(one, "activity", [edited, gone, noted])
    assert [(each.state, each.verdict) for each in shown.values()] == [
        ("corrected", "corrected"),
        ("corrected", "rejected"),
        ("corrected", "rejected"),
    ]
    assert shown[noted].reason == "Not of the programme"


# Headquarters' view


def test_headquarters_sees_every_laptop_and_what_is_missing(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    one, two = laptops
    record(one)
    hand_in(one, headquarters)
    record(one, "DEMO Autre")
    lost = export_bundle(one, level="identified")
    record(one, "DEMO Encore")
    hand_in(one, headquarters)
    shown = {each.device: each for each in laptop_standings(headquarters)}
    assert set(shown) == {one.device, two.device}
    first, other = shown[one.device], shown[two.device]
    assert (first.last_number, first.missing, first.office) == (3, (lost.number,), "ABJ")
    assert first.unacknowledged > 0
    assert first.last_returned is None
    assert (other.last_number, other.last_written, other.missing) == (0, None, ())
    hand_in(two, headquarters)
    hand_back(headquarters, *laptops)
    shown = {each.device: each for each in laptop_standings(headquarters)}
    assert [each.unacknowledged for each in shown.values()] == [0, 0]
    assert shown[one.device].last_returned is not None
    assert shown[two.device].not_there > 0
    round_trip(headquarters, one, two)
    assert laptop_standings(one) == []


def test_a_preview_tells_what_would_change_and_writes_nothing(
    laptops: tuple[Workspace, ...], headquarters: Workspace, contested: UUID
) -> None:
    one, two = laptops
    hand_back(headquarters, one)
    change_activity(two.store, contested, {"title": "DEMO Deux"})
    change_activity(one.store, contested, {"title": "DEMO Un"})
    someone = person(one, "DEMO Tounkara", contested)
    files = [export_bundle(each, level="identified").file for each in laptops]
    before = digest_of(headquarters.store)
    inbox = sorted((headquarters.folder / "inbox").iterdir())
    seen: list[tuple[int, int]] = []
    found = preview_bundles(headquarters, files, lambda done, total: seen.append((done, total)))
    assert digest_of(headquarters.store) == before
    assert sorted((headquarters.folder / "inbox").iterdir()) == inbox
    assert seen[-1] == (2, 2)
    assert [each.status for each in found.files] == ["imported", "imported"]
    assert {each.office for each in found.files} == {"ABJ"}
    told = {(each.noun, each.key): each for each in found.records}
    assert told["participant", str(someone)].act == "added"
    changed = told["activity", str(contested)]
    assert (changed.act, changed.conflicts) == ("changed", ("title",))
    assert found.counts["ABJ"]["activity"] == {"changed": 1, "conflicts": 1}
    results = import_bundles(headquarters, files)
    assert [each.changes for each in results] == [each.changes for each in found.files]
    again = preview_bundles(headquarters, files)
    assert [each.status for each in again.files] == ["duplicate", "duplicate"]
    assert again.records == ()


def test_a_whole_import_is_taken_back_as_later_changes_and_the_taking_back_too(
    laptops: tuple[Workspace, ...], headquarters: Workspace
) -> None:
    one, _ = laptops
    kept = record(one, city="Abidjan")
    hand_in(one, headquarters)
    change_activity(one.store, kept, {"city": "Bouaké", "venue": "Mairie"})
    gone = record(one, "DEMO Autre")
    someone = person(one, "DEMO Tounkara", gone)
    file = export_bundle(one, level="identified").file
    import_bundles(headquarters, [file])
    change_activity(headquarters.store, kept, {"venue": "Hôtel"})
    with headquarters.store.reading() as db:
        sha256 = db.scalar(text("SELECT sha256 FROM bundle_file ORDER BY at DESC LIMIT 1"))
    assert undoable_imports(headquarters)[str(sha256)] > 0
    undone = undo_import(headquarters, str(sha256))
    assert (city(headquarters, kept), _venue(headquarters, kept)) == ("Abidjan", "Hôtel")
    assert [(each.noun, each.field) for each in undone.left] == [("activity", "venue")]
    assert show_activity(headquarters.store, gone).activity.removed
    assert _removed(headquarters, someone)
    hand_back(headquarters, *_reported(headquarters, laptops))
    assert city(one, kept) == "Abidjan"
    assert show_activity(one.store, gone).activity.removed
    again = undo_transaction(headquarters.store, undone.tx)
    assert again.left == ()
    assert city(headquarters, kept) == "Bouaké"
    assert not show_activity(headquarters.store, gone).activity.removed
    with pytest.raises(Problem, match="nothing-to-undo"):
        undo_import(headquarters, "0" * 64)


def _venue(workspace: Workspace, activity: UUID) -> Any:
    return show_activity(workspace.store, activity).activity.venue


def _removed(workspace: Workspace, someone: UUID) -> bool:
    with workspace.store.reading() as db:
        asked = text("SELECT removed FROM participant WHERE id = :id")
        return bool(db.scalar(asked, {"id": someone.bytes}))


def _reported(headquarters: Workspace, laptops: tuple[Workspace, ...]) -> tuple[Workspace, ...]:
    for each in laptops[1:]:
        hand_in(each, headquarters)
    return laptops


def test_taking_an_import_back_leaves_the_value_that_stood_beside(
    laptops: tuple[Workspace, ...], headquarters: Workspace, contested: UUID
) -> None:
    assert city(headquarters, contested) == "Man"
    with headquarters.store.reading() as db:
        sha256 = db.scalar(text("SELECT sha256 FROM bundle_file ORDER BY at DESC LIMIT 1"))
    undone = undo_import(headquarters, str(sha256))
    assert (undone.left, city(headquarters, contested)) == ((), "Bouaké")
    assert open_ids(headquarters) == []
    everywhere(headquarters, laptops)
    assert [city(each, contested) for each in laptops] == ["Bouaké", "Bouaké"]
    assert_says_what_its_changes_say(headquarters.store)
