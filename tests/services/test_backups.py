from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.activities import add_activity, change_activity, show_activity
from ssc_desktop.services.backups import create_backup, verify_backup
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.restoring import restore_backup
from ssc_desktop.services.safety_copies import list_copies
from ssc_desktop.services.workspaces import (
    Workspace,
    add_account,
    change_passphrase,
    open_workspace,
)
from ssc_desktop.storage import change_log
from ssc_desktop.storage.backup import copy_to
from tests.conftest import PASSPHRASE


@pytest.fixture
def recorded(office: Workspace) -> Workspace:
    """An office with one activity, changed once."""
    activity = add_activity(office.store, "workshop", {"title": "One", "start": "2021-08-16"})
    change_activity(office.store, activity.id, {"code": "ONE", "city": "Abidjan"})
    return office


def city(workspace: Workspace) -> str | None:
    return show_activity(workspace.store, "ONE").activity.city


def set_city(workspace: Workspace, name: str) -> None:
    change_activity(
        workspace.store, show_activity(workspace.store, "ONE").activity.id, {"city": name}
    )


def test_a_backup_holds_what_was_saved_and_opens_with_the_same_passphrase(
    recorded: Workspace, tmp_path: Path
) -> None:
    made = create_backup(recorded, tmp_path / "one.sscbackup")
    restored = restore_backup(tmp_path / "elsewhere", made.file, PASSPHRASE)
    with open_workspace(restored.folder, PASSPHRASE) as again:
        assert again.id == recorded.id
        assert again.device == recorded.device
        assert city(again) == "Abidjan"
        assert check_workspace(again).ok


def test_backups_lie_in_the_workspace_the_newest_first(recorded: Workspace) -> None:
    one, two = create_backup(recorded), create_backup(recorded)
    assert [each.file for each in list_copies(recorded)] == [two.file, one.file]
    assert one.file.parent == recorded.folder / "backups"
    assert sorted(recorded.folder.glob("backups/*")) == [one.file, two.file]


def test_nothing_in_a_backup_can_be_read_without_the_key(
    recorded: Workspace, tmp_path: Path
) -> None:
    document = tmp_path / "Awa.txt"
    document.write_text("signed by Awa")
    add_evidence(recorded, document)
    data = create_backup(recorded, tmp_path / "one.sscbackup").file.read_bytes()
    for secret in (b"Abidjan", b"Awa", b"SQLite format", b"CREATE TABLE"):
        assert secret not in data


def test_a_file_that_is_there_is_not_overwritten(recorded: Workspace, tmp_path: Path) -> None:
    taken = tmp_path / "one.sscbackup"
    taken.write_text("mine")
    with pytest.raises(Problem) as refused:
        create_backup(recorded, taken)
    assert refused.value.code == "file-exists"
    assert taken.read_text() == "mine"


def test_the_replaced_database_is_kept_and_can_be_put_back_itself(recorded: Workspace) -> None:
    made = create_backup(recorded)
    set_city(recorded, "Bouaké")
    recorded.close()
    first = restore_backup(recorded.folder, made.file, PASSPHRASE)
    with open_workspace(recorded.folder, PASSPHRASE) as again:
        assert city(again) == "Abidjan"
    assert first.replaced is not None
    second = restore_backup(recorded.folder, first.replaced, PASSPHRASE)
    with open_workspace(recorded.folder, PASSPHRASE) as again:
        assert city(again) == "Bouaké"
        assert check_workspace(again).ok
    assert second.incarnation > first.incarnation


def test_a_restored_workspace_is_a_new_source_and_its_past_keeps_its_numbers(
    recorded: Workspace,
) -> None:
    with recorded.store.reading() as db:
        device, incarnation = change_log.own_source(db)
        before = change_log.vector(db)
    made = create_backup(recorded)
    recorded.close()
    restored = restore_backup(recorded.folder, made.file, PASSPHRASE)
    with open_workspace(recorded.folder, PASSPHRASE) as again:
        with again.store.reading() as db:
            assert change_log.own_source(db) == (device, restored.incarnation)
            assert change_log.vector(db) == before
        set_city(again, "Bouaké")
        with again.store.reading() as db:
            vector = change_log.vector(db)
            parents = db.execute(
                text("SELECT parents FROM change WHERE source = 1 AND seq = 1")
            ).scalar_one()
            names = change_log.sources(db)
        assert vector == before | {(device, restored.incarnation): 1}
        # The change before it is named under the laptop's earlier life.
        ((source, seq),) = json.loads(parents)["city"]
        assert names[source] == (device, incarnation)
        assert seq <= before[device, incarnation]
        assert check_workspace(again).ok


def test_every_restoring_begins_a_life_of_its_own(recorded: Workspace) -> None:
    made = create_backup(recorded)
    recorded.close()
    lives = [restore_backup(recorded.folder, made.file, PASSPHRASE).incarnation for _ in range(3)]
    assert len(set(lives)) == 3
    assert lives == sorted(lives)


def test_a_database_that_is_broken_is_put_back(recorded: Workspace) -> None:
    made = create_backup(recorded)
    recorded.close()
    database = recorded.folder / "data.db"
    database.write_bytes(b"\0" * 20_000)
    with pytest.raises(Problem):
        open_workspace(recorded.folder, PASSPHRASE)
    restored = restore_backup(recorded.folder, made.file, PASSPHRASE)
    assert restored.replaced is not None
    assert restored.replaced.read_bytes() == b"\0" * 20_000
    with open_workspace(recorded.folder, PASSPHRASE) as again:
        assert city(again) == "Abidjan"
        assert check_workspace(again).ok


def test_lost_or_broken_keys_come_back_too(recorded: Workspace) -> None:
    made = create_backup(recorded)
    recorded.close()
    keys = recorded.folder / "keys.json"
    for harm in (lambda: keys.unlink(), lambda: keys.write_text("{ssc-desktop-keys")):
        harm()
        restore_backup(recorded.folder, made.file, PASSPHRASE)
        with open_workspace(recorded.folder, PASSPHRASE) as again:
            assert city(again) == "Abidjan"


def test_todays_accounts_stay_whichever_passphrase_opens_the_backup(recorded: Workspace) -> None:
    made = create_backup(recorded)
    change_passphrase(recorded, PASSPHRASE, "a whole new passphrase")
    recorded.close()
    for passphrase in ("a whole new passphrase", PASSPHRASE):
        restore_backup(recorded.folder, made.file, passphrase)
        with pytest.raises(Problem):
            open_workspace(recorded.folder, PASSPHRASE)
        with open_workspace(recorded.folder, "a whole new passphrase") as again:
            assert city(again) == "Abidjan"


def test_a_wrong_passphrase_changes_nothing(recorded: Workspace) -> None:
    made = create_backup(recorded)
    recorded.close()
    before = snapshot(recorded.folder)
    with pytest.raises(Problem) as refused:
        restore_backup(recorded.folder, made.file, "incorrect horse battery")
    assert refused.value.code == "wrong-passphrase"
    assert snapshot(recorded.folder) == before


def test_a_refused_restoring_leaves_a_new_folder_as_it_was(
    recorded: Workspace, tmp_path: Path
) -> None:
    made = create_backup(recorded)
    with pytest.raises(Problem):
        restore_backup(tmp_path / "new", made.file, "incorrect horse battery")
    assert not (tmp_path / "new").exists()


def test_a_folder_of_other_things_is_not_restored_into(recorded: Workspace, tmp_path: Path) -> None:
    made = create_backup(recorded)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("mine")
    with pytest.raises(Problem) as refused:
        restore_backup(mine, made.file, PASSPHRASE)
    assert refused.value.code == "folder-not-empty"
    assert [each.name for each in mine.iterdir()] == ["letter.txt"]


def test_what_a_killed_backup_left_is_swept_away(recorded: Workspace) -> None:
    left = recorded.folder / "backups" / ".backup-killed"
    left.mkdir(parents=True)
    (left / "data.db").write_bytes(b"half")
    made = create_backup(recorded)
    assert list((recorded.folder / "backups").iterdir()) == [made.file]


def test_a_place_that_takes_no_backup_is_told(recorded: Workspace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Problem) as refused:
        create_backup(recorded, tmp_path / "file" / "one.sscbackup")
    assert refused.value.code == "backup-not-written"
    assert check_workspace(recorded).ok


def test_a_workspace_in_use_is_not_replaced(recorded: Workspace) -> None:
    made = create_backup(recorded)
    with pytest.raises(Problem) as refused:
        restore_backup(recorded.folder, made.file, PASSPHRASE)
    assert refused.value.code == "workspace-in-use"
    assert city(recorded) == "Abidjan"


def test_the_backup_of_another_workspace_is_refused(
    recorded: Workspace, headquarters: Workspace
) -> None:
    made = create_backup(headquarters)
    with pytest.raises(Problem) as refused:
        verify_backup(recorded, made.file)
    assert refused.value.code == "backup-of-another"
    recorded.close()
    with pytest.raises(Problem) as refused:
        restore_backup(recorded.folder, made.file, PASSPHRASE)
    assert refused.value.code == "backup-of-another"


def test_the_copy_an_upgrade_makes_can_be_verified_and_put_back(
    recorded: Workspace, tmp_path: Path
) -> None:
    copy = tmp_path / "before-upgrade.db"
    copy_to(recorded.store, copy)
    assert verify_backup(recorded, copy).changes > 0
    set_city(recorded, "Bouaké")
    recorded.close()
    restore_backup(recorded.folder, copy, PASSPHRASE)
    with open_workspace(recorded.folder, PASSPHRASE) as again:
        assert city(again) == "Abidjan"
    with pytest.raises(Problem) as keyless:
        restore_backup(tmp_path / "new", copy, PASSPHRASE)
    assert keyless.value.code == "keys-missing"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != ".lock"
    }


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, Path]]:
    """An open workspace and its backup, never changed by a test."""
    from ssc_desktop.services.workspaces import create_workspace

    folder = tmp_path_factory.mktemp("kept")
    with create_workspace(
        folder / "office",
        edition="office",
        country="CI",
        office_name="Bureau",
        office_code="ABJ",
        officer="DEMO",
        language="fr",
        passphrase=PASSPHRASE,
    ) as workspace:
        yield workspace, create_backup(workspace, folder / "one.sscbackup").file


@given(data=st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_backup_with_any_byte_of_its_parts_changed_is_refused(
    kept: tuple[Workspace, Path], tmp_path: Path, data: st.DataObject
) -> None:
    workspace, file = kept
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        part = archive.getinfo(data.draw(st.sampled_from(["data.db", "keys.json"])))
    start = part.header_offset + 30 + len(part.filename)
    content[start + data.draw(st.integers(0, part.file_size - 1))] ^= data.draw(st.integers(1, 255))
    damaged = tmp_path / "damaged.sscbackup"
    damaged.write_bytes(content)
    with pytest.raises(Problem) as refused:
        verify_backup(workspace, damaged)
    assert refused.value.code == "backup-damaged"


@pytest.mark.parametrize("length", [0, 10, 1000, -1, -100])
def test_a_backup_that_was_cut_is_refused(
    kept: tuple[Workspace, Path], tmp_path: Path, length: int
) -> None:
    workspace, file = kept
    cut = tmp_path / "cut.sscbackup"
    cut.write_bytes(file.read_bytes()[:length])
    before = snapshot(workspace.folder)
    with pytest.raises(Problem) as refused:
        verify_backup(workspace, cut)
    assert refused.value.code == "backup-damaged"
    assert snapshot(workspace.folder) == before


def test_a_backup_that_would_write_elsewhere_is_refused(
    kept: tuple[Workspace, Path], tmp_path: Path
) -> None:
    workspace, file = kept
    forged = tmp_path / "forged.sscbackup"
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(forged, "w") as written:
        manifest = json.loads(archive.read("manifest.json"))
        digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
        manifest["parts"]["evidence/../../climbed"] = digest
        written.writestr("manifest.json", json.dumps(manifest))
        for name in ("data.db", "keys.json"):
            written.writestr(name, archive.read(name))
        written.writestr("evidence/../../climbed", b"a")
    with pytest.raises(Problem) as refused:
        verify_backup(workspace, forged)
    assert refused.value.code == "backup-damaged"
    assert not list(workspace.folder.rglob("climbed"))


def test_a_backup_of_a_newer_program_says_so(kept: tuple[Workspace, Path], tmp_path: Path) -> None:
    workspace, file = kept
    newer = tmp_path / "newer.sscbackup"
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(newer, "w") as written:
        manifest = json.loads(archive.read("manifest.json")) | {"version": 2}
        written.writestr("manifest.json", json.dumps(manifest))
    with pytest.raises(Problem) as refused:
        verify_backup(workspace, newer)
    assert refused.value.code == "newer-backup"


def test_accounts_and_documents_come_along(recorded: Workspace, tmp_path: Path) -> None:
    add_account(recorded, "DEMO Second", "officer", "another good passphrase")
    document = tmp_path / "report.txt"
    document.write_text("a report")
    add_evidence(recorded, document)
    made = create_backup(recorded, tmp_path)
    assert made.documents == 1
    restored = restore_backup(tmp_path / "new", made.file, "another good passphrase")
    with open_workspace(restored.folder, PASSPHRASE) as again:
        assert check_workspace(again).ok
    shutil.rmtree(restored.folder)
