from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import inspect, select, text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.activities import change_activity
from ssc_desktop.services.attendance import mark
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.exchange import bundle_status, export_bundle, import_bundles
from ssc_desktop.services.participants import change_participant
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.local import Device
from tests.services.exchanging import (
    enrol,
    hand_back,
    hand_in,
    made,
    person,
    record,
    round_trip,
)
from tests.services.replicas import assert_says_what_its_changes_say, changes_of, rows_of

ON_EVERY_DATABASE = True


@pytest.fixture
def bamako(tmp_path: Path) -> Iterator[Workspace]:
    with made(tmp_path / "bamako", "BKO", "ML") as workspace:
        yield workspace


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Workspace]:
    """Another laptop of the office in Abidjan."""
    with made(tmp_path / "second", "ABJ", "CI") as workspace:
        yield workspace


@pytest.fixture
def abidjan(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    enrol(office, headquarters, tmp_path)
    return office


@pytest.fixture
def both(
    abidjan: Workspace, bamako: Workspace, headquarters: Workspace, tmp_path: Path
) -> tuple[Workspace, Workspace]:
    enrol(bamako, headquarters, tmp_path)
    return abidjan, bamako


def held(workspace: Workspace) -> set[Any]:
    return {(change.source, change.seq) for change in changes_of(workspace.store)}


def everything_in(workspace: Workspace) -> str:
    """Every cell of every table of the decrypted database, as one text."""
    told = []
    with workspace.store.reading() as db:
        for name in inspect(db.connection()).get_table_names():
            for row in db.execute(text(f'SELECT * FROM "{name}"')):
                told += [c.hex() if isinstance(c, bytes) else str(c) for c in row]
    return "\n".join(told)


def test_a_round_trip_acknowledges_and_the_next_export_starts_above(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    record(abidjan)
    assert hand_in(abidjan, headquarters).status == "imported"
    (back,) = hand_back(headquarters, abidjan)
    assert (back.status, back.code) == ("imported", "")
    assert bundle_status(abidjan).not_yet_received == 0
    assert export_bundle(abidjan).changes == 0
    record(abidjan, "DEMO Autre")
    assert export_bundle(abidjan).changes == bundle_status(abidjan).not_yet_received > 0
    assert check_workspace(abidjan).problems == ()


def test_headquarters_changes_reach_the_office_and_come_back(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    activity = record(abidjan)
    round_trip(headquarters, abidjan)
    change_activity(headquarters.store, activity, {"title": "DEMO Corrigé"})
    round_trip(headquarters, abidjan)
    assert rows_of(abidjan.store)["activity"] == rows_of(headquarters.store)["activity"]
    change_activity(abidjan.store, activity, {"city": "Bouaké"})
    assert hand_in(abidjan, headquarters).conflicts == 0
    assert rows_of(abidjan.store)["activity"] == rows_of(headquarters.store)["activity"]


def test_a_lost_return_heals_with_the_next_and_a_doubled_one_does_nothing(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    activity = record(abidjan)
    hand_in(abidjan, headquarters)
    change_activity(headquarters.store, activity, {"title": "DEMO Corrigé"})
    export_return(headquarters, "ABJ")
    change_activity(headquarters.store, activity, {"city": "Bouaké"})
    file = export_return(headquarters, "ABJ").file
    (first,) = import_bundles(abidjan, [file])
    (again,) = import_bundles(abidjan, [file])
    assert (first.status, again.status, again.changes) == ("imported", "duplicate", 0)
    assert rows_of(abidjan.store)["activity"] == rows_of(headquarters.store)["activity"]


def test_an_older_return_after_a_newer_one_takes_no_acknowledgement_back(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    record(abidjan)
    hand_in(abidjan, headquarters)
    older = export_return(headquarters, "ABJ").file
    record(abidjan, "DEMO Autre")
    hand_in(abidjan, headquarters)
    hand_back(headquarters, abidjan)
    before = bundle_status(abidjan).last_acknowledged
    import_bundles(abidjan, [older])
    assert bundle_status(abidjan).last_acknowledged == before
    assert bundle_status(abidjan).not_yet_received == 0


def test_a_return_is_for_the_laptops_of_one_office_and_for_nobody_else(
    both: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    abidjan, bamako = both
    record(abidjan)
    hand_in(abidjan, headquarters)
    file = export_return(headquarters, "ABJ").file
    (refused,) = import_bundles(bamako, [file])
    assert (refused.status, refused.code) == ("refused", "sealed-for-others")
    (refused,) = import_bundles(headquarters, [file])
    assert refused.code == "own-bundle"
    (refused,) = import_bundles(bamako, [export_bundle(abidjan).file])
    assert (refused.status, refused.code) == ("refused", "for-headquarters")
    with pytest.raises(Problem, match="unknown-office"):
        export_return(headquarters, "XYZ")
    with pytest.raises(Problem, match="headquarters-only"):
        export_return(abidjan, "ABJ")


def test_two_laptops_of_one_office_read_the_same_file(
    abidjan: Workspace, second: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(second, headquarters, tmp_path)
    mine, theirs = record(abidjan), record(second, "DEMO Autre")
    someone = person(second, "DEMO Tounkara", theirs)
    for laptop in (abidjan, second):
        hand_in(laptop, headquarters)
    results = hand_back(headquarters, abidjan, second)
    assert [each.status for each in results] == ["imported", "imported"]
    for noun in ("activity", "participant", "registration"):
        assert rows_of(abidjan.store)[noun] == rows_of(second.store)[noun]
    assert len(rows_of(abidjan.store)["activity"]) == 2
    assert rows_of(abidjan.store)["participant"]
    change_activity(abidjan.store, theirs, {"city": "Bouaké"})
    change_participant(abidjan.store, someone, {"given_names": "DEMO"})
    change_activity(second.store, mine, {"city": "Man"})
    for laptop in (abidjan, second):
        hand_in(laptop, headquarters)
    hand_back(headquarters, abidjan, second)
    assert rows_of(abidjan.store) == rows_of(second.store)
    for laptop in (abidjan, second):
        assert check_workspace(laptop).problems == ()


NAMES = ("Tounkara", "Kouyaté", "توري", "77123456", "tounkara@example.org", "Facilitator Diarra")


def fill(bamako: Workspace) -> tuple[UUID, UUID]:
    """A workshop in Mali with somebody in it, and personal data in every corner."""
    activity = record(bamako, "DEMO Bamako", facilitators="Facilitator Diarra")
    someone = person(
        bamako,
        "Tounkara",
        activity,
        given_names="Kouyaté",
        name_ar="توري",
        phone="+22377123456",
        email="tounkara@example.org",
    )
    mark(bamako.store, activity, [(someone, "2021-08-16/AM", "present")])
    return activity, someone


def test_people_of_another_country_stay_at_headquarters_and_their_numbers_are_counted(
    both: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    abidjan, bamako = both
    activity, someone = fill(bamako)
    record(abidjan)
    round_trip(headquarters, bamako, abidjan)
    everything = everything_in(abidjan)
    for name in NAMES:
        assert name not in everything, name
        assert name in everything_in(headquarters)
    assert someone.hex not in everything.lower()
    rows = rows_of(abidjan.store)
    assert len(rows["activity"]) == 2
    assert (rows["participant"], rows["registration"], rows["attendance"]) == ([], [], [])
    assert rows["half_day"] == rows_of(headquarters.store)["half_day"]
    assert check_workspace(abidjan).problems == ()
    assert_says_what_its_changes_say(abidjan.store)
    held_there = bundle_status(headquarters).vector
    told = bundle_status(abidjan).vector
    assert {name: told[name] for name in held_there} == held_there
    assert activity.hex in everything.lower()


def test_what_was_withheld_is_not_handed_on_and_never_lost_at_headquarters(
    both: tuple[Workspace, Workspace], headquarters: Workspace, tmp_path: Path
) -> None:
    abidjan, bamako = both
    fill(bamako)
    record(abidjan)
    round_trip(headquarters, bamako, abidjan)
    with made(tmp_path / "other-hq", "HQ2", "MA", "headquarters") as other:
        from ssc_desktop.services.enrolment import approve, join, make_card

        card = make_card(other, tmp_path / "HQ2.sscard").file
        request = join(abidjan, card, tmp_path / "again.sscreq", replace=True).file
        approve(other, request)
        (result,) = import_bundles(
            other, [export_bundle(abidjan, level="identified", full=True).file]
        )
        assert result.status == "imported"
        everything = everything_in(other)
        assert all(name not in everything for name in NAMES)
        assert check_workspace(other).problems == ()
        assert len(rows_of(other.store)["activity"]) == 2


def test_a_person_who_comes_to_a_workshop_of_the_office_is_given_after_all(
    both: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    from ssc_desktop.services.participants import register

    abidjan, bamako = both
    _, someone = fill(bamako)
    mine = record(abidjan)
    round_trip(headquarters, bamako, abidjan)
    hand_in(abidjan, headquarters)
    assert "Tounkara" not in everything_in(abidjan)
    register(headquarters.store, mine, someone)
    (back,) = hand_back(headquarters, abidjan)
    assert back.status == "imported"
    rows = rows_of(abidjan.store)
    assert rows["participant"] == rows_of(headquarters.store)["participant"]
    assert len(rows["registration"]) == 1
    assert rows["attendance"] == []
    assert check_workspace(abidjan).problems == ()
    assert_says_what_its_changes_say(abidjan.store)


def test_headquarters_restored_is_filled_again_by_its_offices(
    both: tuple[Workspace, Workspace], headquarters: Workspace, tmp_path: Path
) -> None:
    from ssc_desktop.services.backups import create_backup
    from ssc_desktop.services.restoring import restore_backup
    from ssc_desktop.services.workspaces import open_workspace
    from tests.conftest import PASSPHRASE

    abidjan, bamako = both
    record(abidjan)
    round_trip(headquarters, abidjan, bamako)
    backup = create_backup(headquarters, tmp_path / "hq.sscbackup").file
    activity, _ = fill(bamako)
    round_trip(headquarters, bamako, abidjan)
    older = export_return(headquarters, "BKO").file
    change_activity(headquarters.store, activity, {"city": "Ségou"})
    round_trip(headquarters, bamako, abidjan)
    wanted = rows_of(headquarters.store)
    before = held(headquarters)
    headquarters.close()
    restore_backup(headquarters.folder, backup, PASSPHRASE)
    with open_workspace(headquarters.folder, PASSPHRASE) as restored:
        assert not before <= held(restored)
        for laptop in (abidjan, bamako):
            hand_back(restored, laptop)
        import_bundles(bamako, [older])
        # The office that was not given everything comes first: it leaves gaps, which are filled.
        hand_in(abidjan, restored)
        assert check_workspace(restored).problems == ()
        for laptop in (abidjan, bamako):
            hand_back(restored, laptop)
        hand_in(bamako, restored)
        assert before <= held(restored)
        assert rows_of(restored.store) == wanted
        assert check_workspace(restored).problems == ()
        hand_back(restored, bamako)
        assert rows_of(bamako.store)["activity"] == wanted["activity"]


def test_a_restored_laptop_gets_everything_again(
    abidjan: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    from ssc_desktop.services.backups import create_backup
    from ssc_desktop.services.restoring import restore_backup
    from ssc_desktop.services.workspaces import open_workspace
    from tests.conftest import PASSPHRASE

    backup = create_backup(abidjan, tmp_path / "abj.sscbackup").file
    activity = record(abidjan)
    person(abidjan, "DEMO Tounkara", activity)
    round_trip(headquarters, abidjan)
    wanted = rows_of(abidjan.store)
    abidjan.close()
    restore_backup(abidjan.folder, backup, PASSPHRASE)
    with open_workspace(abidjan.folder, PASSPHRASE) as restored:
        assert rows_of(restored.store) != wanted
        round_trip(headquarters, restored)
        assert rows_of(restored.store) == wanted
        assert check_workspace(restored).problems == ()


def test_an_inbox_copy_taken_again_changes_nothing(
    abidjan: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    record(abidjan)
    round_trip(headquarters, abidjan)
    copy = shutil.copy(next((abidjan.folder / "inbox").glob("*.sscb")), tmp_path / "copy.sscb")
    (result,) = import_bundles(abidjan, [Path(copy)])
    assert result.status == "duplicate"


def test_an_activity_that_moves_to_the_country_is_given_whole_with_its_people(
    both: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    abidjan, bamako = both
    activity, _ = fill(bamako)
    round_trip(headquarters, bamako, abidjan)
    assert "Facilitator Diarra" not in everything_in(abidjan)
    hand_in(abidjan, headquarters)
    change_activity(headquarters.store, activity, {"country": "CI"})
    hand_back(headquarters, abidjan)
    rows, wanted = rows_of(abidjan.store), rows_of(headquarters.store)
    for noun in ("activity", "participant", "registration", "attendance"):
        assert rows[noun] == wanted[noun]
        assert rows[noun]
    assert check_workspace(abidjan).problems == ()
    assert_says_what_its_changes_say(abidjan.store)
    with abidjan.store.reading() as db:
        assert db.execute(text("SELECT 1 FROM withheld")).all() == []
    assert hand_in(abidjan, headquarters).code == ""


def test_an_erasure_reaches_whoever_was_given_the_person_and_nobody_else(
    both: tuple[Workspace, Workspace], headquarters: Workspace
) -> None:
    from ssc_desktop.services.erasure import erase_participant

    abidjan, bamako = both
    _, someone = fill(bamako)
    mine = person(abidjan, "DEMO Koffi", record(abidjan))
    round_trip(headquarters, bamako, abidjan)
    # A person who moves away is followed all the same where the data is.
    change_participant(headquarters.store, mine, {"country": "SN"})
    for each in (someone, mine):
        erase_participant(headquarters.store, each, "Asked for it", confirm=True)
    for laptop in (bamako, abidjan):
        hand_back(headquarters, laptop)
    assert "Koffi" not in everything_in(abidjan)
    assert "Tounkara" not in everything_in(bamako)
    assert len(rows_of(abidjan.store)["erasure"]) == 1
    for laptop in (headquarters, bamako, abidjan):
        assert check_workspace(laptop).problems == ()


def test_what_headquarters_wrote_of_reference_data_stands_and_nobody_is_asked(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    from ssc_desktop.domain.programme import Programme
    from ssc_desktop.services.conflicts import list_conflicts

    def write(workspace: Workspace, donors: str) -> None:
        with workspace.store.writing() as db:
            db.scalars(select(Programme)).first().funders = donors  # type: ignore[union-attr]

    round_trip(headquarters, abidjan)
    write(headquarters, "DEMO earlier")
    write(abidjan, "DEMO later")
    round_trip(headquarters, abidjan)
    for workspace in (abidjan, headquarters):
        assert list_conflicts(workspace.store) == []
        with workspace.store.reading() as db:
            assert db.scalars(select(Programme.funders)).first() == "DEMO earlier"


def test_a_return_bundle_is_previewed_at_the_office(
    abidjan: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    from ssc_desktop.services.previewing import preview_bundles

    activity = record(abidjan)
    round_trip(headquarters, abidjan)
    change_activity(headquarters.store, activity, {"title": "DEMO Corrigé"})
    file = export_return(headquarters, "ABJ", tmp_path / "back").file
    broken = tmp_path / "back" / "broken.sscb"
    broken.write_bytes(file.read_bytes()[:-1])
    found = preview_bundles(abidjan, [tmp_path / "back"])
    told = {each.file.name: (each.status, each.code) for each in found.files}
    assert told == {file.name: ("imported", ""), "broken.sscb": ("refused", "bundle-cut-short")}
    (changed,) = [each for each in found.records if each.noun == "activity"]
    assert (changed.act, changed.fields, changed.office) == ("changed", ("title",), "HQ")
    assert bundle_status(abidjan).waiting == ()
    assert show_title(abidjan, activity) == "DEMO Atelier"


def show_title(workspace: Workspace, activity: UUID) -> str | None:
    from ssc_desktop.services.activities import show_activity

    return show_activity(workspace.store, activity).activity.title


def test_an_office_that_joins_another_headquarters_tells_it_everything(
    abidjan: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    from ssc_desktop.services.enrolment import approve, join, make_card

    record(abidjan)
    round_trip(headquarters, abidjan)
    left = export_return(headquarters, "ABJ").file
    with made(tmp_path / "other-hq", "HQ2", "MA", "headquarters") as other:
        card = make_card(other, tmp_path / "HQ2.sscard").file
        approve(other, join(abidjan, card, tmp_path / "again.sscreq", replace=True).file)
        assert bundle_status(abidjan).last_acknowledged is None
        (refused,) = import_bundles(abidjan, [left])
        assert (refused.status, refused.code) == ("refused", "former-headquarters")
        round_trip(other, abidjan)
        assert rows_of(other.store)["activity"] == rows_of(abidjan.store)["activity"]
        assert bundle_status(abidjan).not_yet_received == 0


def test_what_headquarters_counts_and_never_was_given_is_only_here(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    from ssc_desktop.services.record_standing import record_standing

    activity = record(abidjan)
    someone = person(abidjan, "DEMO Tounkara", activity)
    between = record(abidjan, "DEMO Autre")
    person(abidjan, "DEMO Koffi", between)
    file = export_bundle(abidjan, level="aggregate").file
    import_bundles(headquarters, [file])
    hand_back(headquarters, abidjan)
    for each in (activity, between):
        assert record_standing(abidjan, "activity", each).state == "at-headquarters"
    assert record_standing(abidjan, "participant", someone).state == "only-here"
    round_trip(headquarters, abidjan)
    assert record_standing(abidjan, "participant", someone).state == "at-headquarters"


def test_an_office_of_many_laptops_gets_one_bundle_that_each_of_them_opens(
    headquarters: Workspace, tmp_path: Path
) -> None:
    with ExitStack() as opened:
        laptops = [
            opened.enter_context(made(tmp_path / f"laptop {number}", "ABJ", "CI"))
            for number in range(9)
        ]
        for each in laptops:
            enrol(each, headquarters, tmp_path)
        record(headquarters, country="CI")
        back = hand_back(headquarters, *laptops)
        assert [each.status for each in back] == ["imported"] * 9
        assert len({len(rows_of(each.store)["activity"]) for each in laptops}) == 1


def test_an_office_of_more_laptops_than_a_header_names_is_told(
    abidjan: Workspace, headquarters: Workspace
) -> None:
    with headquarters.store.writing() as db:
        (known,) = db.scalars(select(Device))
        for number in range(63):
            facts = {c.key: getattr(known, c.key) for c in inspect(Device).columns}
            db.add(Device(**{**facts, "device": f"{number:016x}"}))
    with pytest.raises(Problem, match="too-many-laptops"):
        export_return(headquarters, "ABJ")
