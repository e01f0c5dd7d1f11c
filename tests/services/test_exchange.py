from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from ssc_desktop.domain import copies_kept
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import bundle_writing, exchange
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.enrolment import approve, join, make_card, revoke
from ssc_desktop.services.exchange import (
    Exported,
    Imported,
    bundle_status,
    import_bundles,
    inspect_bundle,
    list_conflicts,
    show_conflict,
)
from ssc_desktop.services.participants import add_participant
from ssc_desktop.services.transfer_basis import record_basis
from ssc_desktop.services.workspaces import Workspace, create_workspace, open_workspace
from ssc_desktop.storage import foreign_names
from ssc_desktop.storage.local import write_fact
from ssc_desktop.sync.older import SCHEMA
from ssc_desktop.vault.durable import write_whole
from tests.conftest import PASSPHRASE
from tests.services.copies import copy_of
from tests.services.replicas import changes_of, digest_of, hand_over, rows_of

ON_EVERY_DATABASE = True

# What these tests compare is every value; levels have tests of their own.
export_bundle = partial(exchange.export_bundle, level="identified")
WORKSHOP = {"title": "DEMO Atelier", "start": "2021-08-16", "end": "2021-08-17"}


@pytest.fixture
def bamako(tmp_path: Path) -> Iterator[Workspace]:
    with create_workspace(
        tmp_path / "bamako",
        edition="office",
        country="ML",
        office_name="Bureau de Bamako",
        office_code="BKO",
        officer="DEMO Second officer",
        language="fr",
        passphrase=PASSPHRASE,
    ) as workspace:
        record_basis(workspace, "DEMO authorisation 2")
        yield workspace


def enrol(office: Workspace, headquarters: Workspace, folder: Path) -> None:
    """Join and be approved."""
    card = make_card(headquarters, folder / "HQ.sscard").file
    approve(headquarters, join(office, card, folder / f"{office.office.code}.sscreq").file)


@pytest.fixture
def enrolled(office: Workspace, headquarters: Workspace, tmp_path: Path) -> Workspace:
    enrol(office, headquarters, tmp_path)
    return office


def record(workspace: Workspace, title: str = "DEMO Atelier") -> UUID:
    """A workshop with one participant."""
    activity = add_activity(workspace.store, "workshop", {**WORKSHOP, "title": title})
    add_participant(workspace.store, {"family_name": "DEMO", "country": "CI"}, activity=activity.id)
    return activity.id


def statuses(results: list[Imported]) -> list[str]:
    return [result.status for result in results]


def held(workspace: Workspace) -> set[Any]:
    return {(change.source, change.seq) for change in changes_of(workspace.store)}


# Out


def test_an_export_lies_in_the_outbox_and_carries_everything(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    made = export_bundle(enrolled)
    assert made.file.parent == enrolled.folder / "outbox"
    assert made.file.name == f"ABJ-{enrolled.device}-00001.sscb"
    assert (made.number, made.bytes) == (1, made.file.stat().st_size)
    (result,) = import_bundles(headquarters, [made.file])
    assert (result.status, result.code) == ("imported", "")
    assert result.changes == made.changes
    assert held(enrolled) <= held(headquarters)
    assert check_workspace(headquarters).problems == ()
    theirs, ours = rows_of(headquarters.store), rows_of(enrolled.store)
    for noun in ("workshop", "activity", "half_day", "participant", "registration"):
        assert theirs[noun] == ours[noun]
        assert ours[noun]


def test_no_name_of_a_person_is_in_the_file_or_its_name(enrolled: Workspace) -> None:
    add_participant(enrolled.store, {"family_name": "DEMO Tounkara", "country": "ML"})
    made = export_bundle(enrolled)
    data = made.file.read_bytes()
    assert b"Tounkara" not in data
    assert b"ABJ" not in data
    assert "Tounkara" not in made.file.name


def test_headquarters_opens_it_and_the_recovery_key_opens_it_too(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    from ssc_desktop.sync import bundle
    from ssc_desktop.vault import sealed, signatures

    record(enrolled)
    made = export_bundle(enrolled)
    secret = headquarters.recovery_secret
    assert secret

    def unseal(data: bytes) -> bytes:
        return sealed.open_sealed(data, secret)

    clear, content = bundle.read_whole(made.file, signatures.verify, unseal)
    assert len(bundle.changes_in(content)) == made.changes
    assert len(clear.header.recipients) == 2


def test_nothing_is_taken_for_delivered_because_it_was_sent(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    first = export_bundle(enrolled)
    record(enrolled, "DEMO Autre")
    second = export_bundle(enrolled)
    assert (second.number, second.changes > first.changes) == (2, True)
    assert statuses(import_bundles(headquarters, [second.file])) == ["imported"]
    assert held(enrolled) <= held(headquarters)


def test_since_last_carries_only_what_the_last_export_did_not(enrolled: Workspace) -> None:
    record(enrolled)
    first = export_bundle(enrolled)
    activity = record(enrolled, "DEMO Autre")
    second = export_bundle(enrolled, since_last=True)
    assert 0 < second.changes < first.changes
    change_activity(enrolled.store, activity, {"title": "DEMO Encore"})
    assert export_bundle(enrolled, since_last=True).changes == 1
    assert export_bundle(enrolled, since_last=True).changes == 0


def test_what_headquarters_acknowledged_is_not_sent_again_unless_all_is_asked(
    enrolled: Workspace,
) -> None:
    record(enrolled)
    first = export_bundle(enrolled)
    known = bundle_status(enrolled).vector
    with enrolled.store.writing() as db:
        write_fact(db, bundle_writing.ACKNOWLEDGED, json.dumps(known).encode())
    assert bundle_status(enrolled).not_yet_received == 0
    record(enrolled, "DEMO Autre")
    second = export_bundle(enrolled)
    assert second.changes == bundle_status(enrolled).not_yet_received
    assert export_bundle(enrolled, full=True).changes == first.changes + second.changes


def test_an_export_may_go_to_a_folder_or_a_file_and_never_over_another_bundle(
    enrolled: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    first = export_bundle(enrolled, output=stick)
    assert first.file.parent == stick
    (stick / f"ABJ-{enrolled.device}-00002.sscb").write_bytes(b"another")
    assert export_bundle(enrolled, output=stick).file.name.endswith("-00002-1.sscb")
    assert export_bundle(enrolled, output=stick / "mine.sscb").file == stick / "mine.sscb"
    assert sorted(path.suffix for path in stick.iterdir()) == [".sscb"] * 4


def test_an_unknown_level_is_refused(enrolled: Workspace) -> None:
    with pytest.raises(Problem) as caught:
        export_bundle(enrolled, level="secret")
    assert caught.value.code == "unknown-level"
    assert list((enrolled.folder / "outbox").iterdir()) == []


def test_an_office_without_headquarters_has_nobody_to_write_to(
    office: Workspace, headquarters: Workspace
) -> None:
    with pytest.raises(Problem) as caught:
        export_bundle(office)
    assert caught.value.code == "not-enrolled"
    with pytest.raises(Problem) as caught:
        export_bundle(headquarters)
    assert caught.value.code == "office-only"


def test_a_stick_that_cannot_be_written_or_reads_back_differently_is_told(
    enrolled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    with pytest.raises(Problem) as caught:
        export_bundle(enrolled, output=blocked / "folder")
    assert caught.value.code == "bundle-not-written"

    def failing(path: Path, data: bytes) -> None:
        write_whole(path, data[:-1] + b"\0\0")

    monkeypatch.setattr(bundle_writing, "write_whole", failing)
    with pytest.raises(Problem) as caught:
        export_bundle(enrolled, output=tmp_path / "stick")
    assert caught.value.code == "bundle-not-readable"
    assert list((tmp_path / "stick").iterdir()) == []
    monkeypatch.undo()
    assert export_bundle(enrolled).number == 1


# In


def test_a_bundle_twice_is_a_duplicate_and_changes_nothing(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    record(enrolled)
    made = export_bundle(enrolled)
    import_bundles(headquarters, [made.file])
    before = digest_of(headquarters.store)
    renamed = shutil.copy(made.file, tmp_path / "renamed.sscb")
    assert statuses(import_bundles(headquarters, [made.file, Path(renamed)])) == ["duplicate"] * 2
    again = export_bundle(enrolled, full=True)
    assert statuses(import_bundles(headquarters, [again.file])) == ["duplicate"]
    assert digest_of(headquarters.store) == before


@pytest.fixture
def replicas(
    enrolled: Workspace, bamako: Workspace, headquarters: Workspace, tmp_path: Path
) -> Iterator[Callable[[], Workspace]]:
    """Copies of headquarters as it is now, each to take bundles in its own order."""
    enrol(bamako, headquarters, tmp_path)
    headquarters.close()
    opened: list[Workspace] = []

    def make() -> Workspace:
        folder = tmp_path / f"replica-{len(opened)}"
        copy_of(headquarters, folder)
        opened.append(open_workspace(folder, PASSPHRASE))
        return opened[-1]

    yield make
    for workspace in opened:
        workspace.close()


def three_bundles_each(one: Workspace, two: Workspace) -> list[Exported]:
    made = []
    for office in (one, two):
        activity = record(office)
        made.append(export_bundle(office, since_last=True))
        change_activity(office.store, activity, {"title": "DEMO Changed"})
        made.append(export_bundle(office, since_last=True))
        if office is two:
            hand_over(changes_of(one.store), two.store)
        with office.store.writing() as db:
            for company in db.query(Organisation).filter_by(name_fr="DEMO Mairie"):
                company.city = office.office.code
            db.add(Organisation(id=new_key(), name_fr="DEMO Mairie"))
        made.append(export_bundle(office, since_last=True))
    return made


@pytest.mark.parametrize(
    "order", [[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [2, 5, 0, 3, 3, 1, 2, 4], [4, 1, 0, 5, 3, 2]]
)
def test_bundles_in_any_order_and_more_than_once_give_the_same_database(
    enrolled: Workspace, bamako: Workspace, replicas: Callable[[], Workspace], order: list[int]
) -> None:
    made = [each.file for each in three_bundles_each(enrolled, bamako)]
    plain, other = replicas(), replicas()
    assert set(statuses(import_bundles(plain, made))) == {"imported"}
    for place in order:
        import_bundles(other, [made[place]])
    assert digest_of(other.store) == digest_of(plain.store)
    assert bundle_status(other).waiting == ()
    assert check_workspace(other).problems == ()


def test_a_bundle_before_its_earlier_one_waits_and_then_follows(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    first = export_bundle(enrolled, since_last=True)
    record(enrolled, "DEMO Autre")
    second = export_bundle(enrolled, since_last=True)
    (result,) = import_bundles(headquarters, [second.file])
    assert (result.status, result.code) == ("waiting", "waiting-for-earlier")
    status = bundle_status(headquarters)
    assert [(each.status, each.changes) for each in status.waiting] == [("waiting", second.changes)]
    assert status.not_yet_received == first.changes + second.changes
    assert len(rows_of(headquarters.store)["activity"]) == 0
    second.file.unlink()
    results = import_bundles(headquarters, [first.file])
    assert statuses(results) == ["imported", "imported"]
    assert held(enrolled) <= held(headquarters)
    assert bundle_status(headquarters).waiting == ()
    assert bundle_status(headquarters).not_yet_received == 0


def test_a_file_that_waited_and_followed_in_one_go_is_told_once(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    first = export_bundle(enrolled, since_last=True)
    record(enrolled, "DEMO Autre")
    second = export_bundle(enrolled, since_last=True)
    seen: list[tuple[int, int]] = []
    results = import_bundles(
        headquarters, [second.file, first.file], lambda done, total: seen.append((done, total))
    )
    assert [(r.file, r.status) for r in results] == [
        (second.file, "imported"),
        (first.file, "imported"),
    ]
    assert seen == [(0, 2), (1, 2), (2, 2)]


def test_a_folder_stands_for_the_bundles_in_it(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    record(enrolled)
    export_bundle(enrolled, output=stick)
    export_bundle(enrolled, output=stick)
    (stick / "notes.txt").write_text("not a bundle")
    assert statuses(import_bundles(headquarters, [stick])) == ["imported", "duplicate"]


def test_an_unknown_laptop_is_quarantined_unopened_and_imported_on_approval(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    card = make_card(headquarters, tmp_path / "HQ.sscard").file
    request = join(office, card, tmp_path / "ABJ.sscreq").file
    record(office)
    made = export_bundle(office)
    before = digest_of(headquarters.store)
    (result,) = import_bundles(headquarters, [made.file])
    assert (result.status, result.code) == ("quarantined", "unknown-signer")
    assert digest_of(headquarters.store) == before
    assert statuses(import_bundles(headquarters, [made.file])) == ["quarantined"]
    assert statuses(list(bundle_status(headquarters).waiting)) == ["quarantined"]
    assert import_bundles(headquarters, []) == []
    approve(headquarters, request)
    made.file.unlink()
    (result,) = import_bundles(headquarters, [])
    assert (result.status, result.changes) == ("imported", made.changes)
    assert held(office) <= held(headquarters)


def test_a_revoked_laptop_is_refused_from_its_number_on(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    first = export_bundle(enrolled)
    import_bundles(headquarters, [first.file])
    revoke(headquarters, enrolled.device)
    record(enrolled, "DEMO Autre")
    second = export_bundle(enrolled)
    (result,) = import_bundles(headquarters, [second.file])
    assert (result.status, result.code) == ("refused", "sender-revoked")
    assert len(rows_of(headquarters.store)["activity"]) == 1


def test_bundles_for_others_of_our_own_and_missing_ones_are_refused(
    enrolled: Workspace, bamako: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(bamako, headquarters, tmp_path)
    record(enrolled)
    made = export_bundle(enrolled)
    (own,) = import_bundles(enrolled, [made.file])
    assert (own.status, own.code) == ("refused", "own-bundle")
    (gone,) = import_bundles(headquarters, [tmp_path / "gone.sscb"])
    assert (gone.status, gone.code) == ("refused", "file-not-read")
    with bamako.store.writing() as db, headquarters.store.reading() as theirs:
        from ssc_desktop.storage.local import Device

        db.merge(theirs.get(Device, enrolled.device))
    (foreign,) = import_bundles(bamako, [made.file])
    assert (foreign.status, foreign.code) == ("refused", "for-headquarters")
    assert made.file.exists()
    assert list((bamako.folder / "inbox").iterdir()) == []


def test_every_byte_changed_is_refused_and_the_database_is_the_same_to_the_byte(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    add_participant(enrolled.store, {"family_name": "DEMO", "country": "CI"})
    data = export_bundle(enrolled).file.read_bytes()
    headquarters.close()
    database = headquarters.folder / "data.db"
    before = hashlib.sha256(database.read_bytes()).digest()
    with open_workspace(headquarters.folder, PASSPHRASE) as workspace:
        step = 1 if os.environ.get("SSC_DESKTOP_EVERY_BYTE") else 97
        places = {*range(300), *range(300, len(data), step), len(data) - 1}
        stick = tmp_path / "stick"
        stick.mkdir()
        for place in places:
            damaged = bytearray(data)
            damaged[place] ^= 0x20
            (stick / f"{place:06}.sscb").write_bytes(damaged)
        (stick / "short.sscb").write_bytes(data[:-1])
        (stick / "long.sscb").write_bytes(data + b"\0")
        results = import_bundles(workspace, [stick])
        assert len(results) == len(places) + 2
        assert set(statuses(results)) == {"refused"}
        assert all(result.problem and result.code for result in results)
        assert hashlib.sha256(database.read_bytes()).digest() == before
        assert list((headquarters.folder / "inbox").iterdir()) == []
        assert list((headquarters.folder / "backups").glob("before-import-*")) == []
    assert hashlib.sha256(database.read_bytes()).digest() == before


def test_a_refusal_from_inside_leaves_the_database_as_it_was(
    enrolled: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    record(enrolled)
    import_bundles(headquarters, [export_bundle(enrolled).file])
    record(enrolled, "DEMO Autre")
    with enrolled.store.connecting(write=True) as connection:
        # Later work of headquarters than headquarters itself has: it is an older copy.
        ahead = max(seq for _, seq in held(headquarters)) + 1
        connection.execute(
            text(
                "INSERT INTO source(id, device, incarnation, upto) VALUES (77, :device, 1, :upto)"
            ),
            {"device": headquarters.device, "upto": ahead},
        )
        connection.execute(
            text(
                "INSERT INTO change(source, seq, hlc, tx, author, tbl, key, kind, fields, parents) "
                "SELECT 77, :seq, hlc, 1, NULL, tbl, key, kind, fields, '{}' FROM change "
                "WHERE source = 1 AND tbl = 'activity' LIMIT 1"
            ),
            {"seq": ahead},
        )
    made = export_bundle(enrolled)
    headquarters.close()
    database = headquarters.folder / "data.db"
    before = database.read_bytes()
    with open_workspace(headquarters.folder, PASSPHRASE) as workspace:
        (result,) = import_bundles(workspace, [made.file])
        assert (result.status, result.code) == ("refused", "older-copy")
    assert database.read_bytes() == before


def test_a_received_file_is_archived_and_the_database_copied_before_it_is_applied(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    for number in range(copies_kept.BEFORE_EACH + 2):
        record(enrolled, f"DEMO {number}")
        made = export_bundle(enrolled)
        import_bundles(headquarters, [made.file])
    inbox = list((headquarters.folder / "inbox").iterdir())
    assert made.file.read_bytes() in [path.read_bytes() for path in inbox]
    assert len(inbox) == copies_kept.BEFORE_EACH + 2
    copies = sorted((headquarters.folder / "backups").glob("before-import-*.db"))
    assert len(copies) == copies_kept.BEFORE_EACH
    from ssc_desktop.storage.store import Store

    copy = Store.open(copies[-1], headquarters.key)
    known, total = len(rows_of(copy)["activity"]), len(rows_of(headquarters.store)["activity"])
    assert known == total - 1
    copy.close()


def test_an_office_and_headquarters_editing_one_field_is_a_conflict_with_both_values(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    activity = record(enrolled)
    import_bundles(headquarters, [export_bundle(enrolled).file])
    change_activity(headquarters.store, activity, {"title": "DEMO At headquarters"})
    change_activity(enrolled.store, activity, {"title": "DEMO In Abidjan", "city": "Abidjan"})
    (result,) = import_bundles(headquarters, [export_bundle(enrolled).file])
    assert (result.status, result.conflicts) == ("imported", 1)
    (conflict,) = list_conflicts(headquarters.store)
    assert conflict.record == f"activity/{activity}"
    assert conflict.shown == "DEMO In Abidjan"
    told = [(s.value, s.by, s.office) for s in conflict.values]
    assert told == [
        ("DEMO In Abidjan", "DEMO Officer", "ABJ"),
        ("DEMO At headquarters", "DEMO Headquarters", "HQ"),
    ]
    assert show_conflict(headquarters.store, conflict.id) == conflict
    with pytest.raises(Problem) as caught:
        show_conflict(headquarters.store, "0" * 10)
    assert caught.value.code == "unknown-conflict"


def test_two_offices_editing_the_same_shipped_record_is_a_conflict(
    enrolled: Workspace, bamako: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(bamako, headquarters, tmp_path)
    from ssc_desktop.domain.programme import Programme

    for office, title in ((enrolled, "DEMO A"), (bamako, "DEMO B")):
        with office.store.writing() as db:
            programme = db.query(Programme).first()
            assert programme
            programme.short_title = title
        import_bundles(headquarters, [export_bundle(office).file])
    (conflict,) = list_conflicts(headquarters.store)
    assert (conflict.noun, conflict.field) == ("programme", "short_title")
    assert {standing.value for standing in conflict.values} == {"DEMO A", "DEMO B"}
    assert {standing.office for standing in conflict.values} == {"ABJ", "BKO"}


def test_names_of_a_newer_version_are_kept_and_everything_else_is_shown(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    with enrolled.store.connecting(write=True) as connection:
        connection.execute(
            text(
                "UPDATE change SET fields = json_set(fields, '$.orbit', 'low') "
                "WHERE source = 1 AND tbl = 'activity'"
            )
        )
    (result,) = import_bundles(headquarters, [export_bundle(enrolled).file])
    assert (result.status, result.code) == ("imported", "newer-fields")
    assert rows_of(headquarters.store)["activity"] == rows_of(enrolled.store)["activity"]
    assert [c.fields["orbit"] for c in changes_of(headquarters.store) if "orbit" in c.fields] == [
        "low"
    ]
    with headquarters.store.reading() as db:
        assert foreign_names.foreign_names(db) == {"activity": {"orbit"}}


def test_a_laptop_whose_clock_runs_ahead_is_imported_and_told(
    enrolled: Workspace, headquarters: Workspace
) -> None:
    with enrolled.store.connecting(write=True) as connection:
        connection.execute(text("UPDATE sync_state SET hlc = hlc + 7 * 86400000 * 65536"))
    record(enrolled)
    (result,) = import_bundles(headquarters, [export_bundle(enrolled).file])
    assert (result.status, result.code) == ("imported", "clock-ahead")


# Inspect


def test_inspecting_tells_what_this_workspace_may_read_and_changes_nothing(
    enrolled: Workspace, bamako: Workspace, headquarters: Workspace
) -> None:
    record(enrolled)
    made = export_bundle(enrolled)
    before = digest_of(headquarters.store)
    found = inspect_bundle(headquarters, made.file)
    assert (found.sender, found.office, found.number) == (enrolled.device, "ABJ", 1)
    assert (found.schema, found.changes, found.level) == (SCHEMA, made.changes, "identified")
    assert found.signature == "approved"
    assert digest_of(headquarters.store) == before
    closed = inspect_bundle(bamako, made.file)
    assert (closed.sender, closed.number, closed.signature) == (enrolled.device, None, "unknown")
    assert inspect_bundle(None, made.file).signature == "unknown"
    assert inspect_bundle(enrolled, made.file).signature == "own"
    with pytest.raises(Problem) as caught:
        inspect_bundle(None, made.file.with_name("gone.sscb"))
    assert caught.value.code == "file-not-read"
