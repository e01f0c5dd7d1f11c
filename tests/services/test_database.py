"""A headquarters moves its records to PostgreSQL, and works there as it did in its folder."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from sqlalchemy.engine import make_url

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.activities import add_activity, change_activity, list_activities
from ssc_desktop.services.backups import create_backup
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.database import database_of, move_database
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.restoring import (
    last_replaced,
    preview_restore,
    restore_backup,
    restore_open,
)
from ssc_desktop.services.state_digest import digest_of_heads, digest_of_log
from ssc_desktop.services.workspaces import (
    Workspace,
    create_workspace,
    open_workspace,
)
from ssc_desktop.storage import change_log, copying, signpost
from ssc_desktop.storage.store import Store
from ssc_desktop.sync.change import Source
from ssc_desktop.vault.keyfile import DATABASE
from tests.conftest import PASSPHRASE
from tests.postgres_server import new_database
from tests.services.copies import copy_of
from tests.services.importing_child import import_when_told
from tests.services.replicas import digest_of, rows_of
from tests.services.test_exchange import enrol, record
from tests.services.test_kill_exchange import KILLS, killed

# A fifth of those that an import into a file has to stand.
KILLED = max(4, KILLS // 5)


@pytest.fixture
def url() -> str:
    return new_database()


def _state(workspace: Workspace) -> tuple[bytes, bytes]:
    """The digests that bundles carry."""
    with workspace.store.reading() as db:
        counts = {Source(*name): upto for name, upto in change_log.vector(db).items()}
        return digest_of_log(db, counts), digest_of_heads(db)


def test_everything_moves_and_work_goes_on_there(
    office: Workspace, headquarters: Workspace, url: str, tmp_path: Path
) -> None:
    enrol(office, headquarters, tmp_path)
    record(office)
    import_bundles(headquarters, [export_bundle(office, level="identified").file])
    before, digest = _state(headquarters), digest_of(headquarters.store)
    moved = move_database(headquarters, url)
    assert (_state(headquarters), digest_of(headquarters.store)) == (before, digest)
    assert make_url(str(database_of(headquarters))) == make_url(url)
    record(office, "DEMO Second")
    import_bundles(headquarters, [export_bundle(office, level="identified").file])
    assert _state(headquarters) != before
    assert check_workspace(headquarters).problems == ()
    after = _state(headquarters)
    headquarters.close()
    with open_workspace(headquarters.folder, PASSPHRASE) as again:
        assert make_url(str(database_of(again))) == make_url(url)
        assert _state(again) == after
        kept = Store.open(moved.kept, again.key)
        assert digest_of(kept) == digest
        kept.close()


@pytest.mark.parametrize("seed", range(3))
def test_the_same_bundles_in_any_order_give_the_same_state_in_both(
    office: Workspace, headquarters: Workspace, url: str, tmp_path: Path, seed: int
) -> None:
    enrol(office, headquarters, tmp_path)
    files = []
    for number in range(4):
        activity = record(office, f"DEMO {number}")
        files.append(export_bundle(office, level="identified", since_last=True).file)
        change_activity(office.store, activity, {"city": f"DEMO {number}"})
        files.append(export_bundle(office, level="identified", since_last=True).file)
    headquarters.close()
    copy_of(headquarters, tmp_path / "other")
    found = []
    for folder, moves in ((headquarters.folder, False), (tmp_path / "other", True)):
        Random(seed).shuffle(files)
        with open_workspace(folder, PASSPHRASE) as workspace:
            if moves:
                move_database(workspace, url)
            # Twice: what waited for an earlier one follows, what is known changes nothing.
            import_bundles(workspace, files)
            import_bundles(workspace, files)
            assert check_workspace(workspace).problems == ()
            found.append((_state(workspace), rows_of(workspace.store)))
    assert found[0] == found[1]


def test_an_import_killed_at_any_moment_leaves_the_old_or_the_new_state(
    office: Workspace, headquarters: Workspace, url: str, tmp_path: Path
) -> None:
    enrol(office, headquarters, tmp_path)
    with office.store.writing() as db:
        db.add_all(Organisation(id=new_key(), name_fr=f"DEMO {row}") for row in range(600))
    file = export_bundle(office, level="identified").file
    move_database(headquarters, url)
    old, found = digest_of(headquarters.store), []
    headquarters.close()
    folder = copy_of(headquarters, tmp_path / "whole")
    whole = killed(import_when_told, folder, file, None)
    new = _digest_in(folder)
    for number in range(1, KILLED + 1):
        folder = copy_of(headquarters, tmp_path / f"killed-{number}")
        killed(import_when_told, folder, file, whole * number / KILLED)
        found.append(_digest_in(folder))
        with open_workspace(folder, PASSPHRASE) as workspace:
            (result, *_) = import_bundles(workspace, [file])
            assert result.status in ("imported", "duplicate")
            assert digest_of(workspace.store) == new
    assert {old} <= set(found) <= {old, new}


def _digest_in(folder: Path) -> str:
    with open_workspace(folder, PASSPHRASE) as workspace:
        assert check_workspace(workspace).problems == ()
        return digest_of(workspace.store)


def test_an_office_keeps_its_file(office: Workspace, url: str) -> None:
    with pytest.raises(Problem) as told:
        move_database(office, url)
    assert told.value.code == "headquarters-only"
    assert database_of(office) is None


def test_a_move_that_wrote_something_else_leaves_all_as_it_was(
    headquarters: Workspace, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest_of(headquarters.store)
    copied = copying.into_empty

    def lose_a_row(*connections: copying.Connection) -> None:
        copied(*connections)
        connections[1].exec_driver_sql("UPDATE sync_state SET applying = 1")
        connections[1].exec_driver_sql("DELETE FROM officer")
        connections[1].exec_driver_sql("UPDATE sync_state SET applying = 0")

    with monkeypatch.context() as patch:
        patch.setattr(copying, "into_empty", lose_a_row)
        with pytest.raises(Problem) as told:
            move_database(headquarters, url)
    assert told.value.code == "move-differs"
    assert database_of(headquarters) is None
    assert digest_of(headquarters.store) == before
    move_database(headquarters, url)
    assert digest_of(headquarters.store) == before


def test_a_server_that_is_away_leaves_all_as_it_was(headquarters: Workspace) -> None:
    before = digest_of(headquarters.store)
    with pytest.raises(Problem) as told:
        move_database(headquarters, f"postgresql+psycopg://ssc@/x?host={headquarters.folder}")
    assert told.value.code == "database-unreachable"
    assert digest_of(headquarters.store) == before


def test_a_workspace_that_could_not_be_made_leaves_nothing_in_the_database(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ssc_desktop.services import founding

    def fail(store: Store) -> None:
        raise OSError

    def make(folder: Path) -> Workspace:
        return create_workspace(
            folder,
            edition="headquarters",
            country="MA",
            office_name="Siège",
            office_code="HQ",
            officer="DEMO Headquarters",
            language="fr",
            passphrase=PASSPHRASE,
            database=url,
        )

    with monkeypatch.context() as patch:
        patch.setattr(founding, "seed", fail)
        with pytest.raises(Problem):
            make(tmp_path / "failed")
    with make(tmp_path / "made") as workspace:
        assert check_workspace(workspace).problems == ()


def test_a_backup_of_the_server_is_put_back_on_the_server(
    office: Workspace, headquarters: Workspace, url: str, tmp_path: Path
) -> None:
    enrol(office, headquarters, tmp_path)
    move_database(headquarters, url)
    record(office)
    file = export_bundle(office, level="identified").file
    import_bundles(headquarters, [file])
    made, before = create_backup(headquarters, tmp_path / "copy.sscbackup"), rows_of(office.store)
    add_activity(headquarters.store, "workshop", {"title": "DEMO later"})
    life = _life(headquarters)
    headquarters.close()
    restored = restore_backup(headquarters.folder, made.file, PASSPHRASE)
    assert restored.incarnation > life
    with open_workspace(headquarters.folder, PASSPHRASE) as again:
        assert database_of(again) == make_url(url).render_as_string()
        assert again.notice is None
        assert check_workspace(again).problems == ()
        assert rows_of(again.store)["activity"] == before["activity"]
        assert [each.status for each in import_bundles(again, [file])] == ["duplicate"]
        # What it replaced is kept, and put back the restore is undone.
        replaced = last_replaced(again)
        assert replaced is not None
        assert preview_restore(again, replaced).holds["activity"] == len(before["activity"]) + 1
        back = restore_open(again, replaced)
        assert back.notice is not None
        assert back.notice.code == "restored"
        titles = {each.title for each in list_activities(back.store)}
        assert "DEMO later" in titles
        assert database_of(back) is not None
        assert check_workspace(back).problems == ()
        back.close()


def _life(workspace: Workspace) -> int:
    with workspace.store.reading() as db:
        return change_log.own_source(db)[1]


def test_a_restore_that_the_server_breaks_off_leaves_it_as_it_was(
    headquarters: Workspace, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move_database(headquarters, url)
    made = create_backup(headquarters, tmp_path / "copy.sscbackup")
    add_activity(headquarters.store, "workshop", {"title": "DEMO later"})
    headquarters.close()

    def broken(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(copying, "_batches", broken)
        with pytest.raises(Problem):
            restore_backup(headquarters.folder, made.file, PASSPHRASE)
    with open_workspace(headquarters.folder, PASSPHRASE) as again:
        assert [each.title for each in list_activities(again.store)] == ["DEMO later"]
        assert check_workspace(again).problems == ()


def test_without_its_server_a_copy_is_put_back_into_a_new_folder(
    headquarters: Workspace, tmp_path: Path
) -> None:
    add_activity(headquarters.store, "workshop", {"title": "DEMO"})
    made = create_backup(headquarters, tmp_path / "copy.sscbackup")
    key, folder = headquarters.key, headquarters.folder
    headquarters.close()
    (folder / DATABASE).unlink()
    signpost.write(folder / DATABASE, key, "postgresql+psycopg://ssc@/no?host=/nowhere/at/all")
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(Problem, match="restore-server-away"):
        restore_backup(folder, made.file, PASSPHRASE)
    assert (folder / DATABASE).read_bytes() == before
    restore_backup(tmp_path / "new", made.file, PASSPHRASE)
    with open_workspace(tmp_path / "new", PASSPHRASE) as again:
        assert database_of(again) is None
        assert [each.title for each in list_activities(again.store)] == ["DEMO"]
        assert move_database(again, new_database()).rows > 0
        assert check_workspace(again).problems == ()


def test_the_folder_tells_nobody_where_the_server_is(headquarters: Workspace, url: str) -> None:
    move_database(headquarters, url)
    files = [path for path in headquarters.folder.rglob("*") if path.is_file()]
    assert headquarters.folder / DATABASE in files
    assert signpost.read(headquarters.folder / DATABASE, headquarters.key) == url
    assert all(b"postgresql" not in path.read_bytes() for path in files)
