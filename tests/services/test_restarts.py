from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import restarts
from ssc_desktop.services.backups import create_backup
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.enrolment import approve, join, make_card
from ssc_desktop.services.exchange import export_bundle, import_bundles
from ssc_desktop.services.laptop_standing import laptop_standings
from ssc_desktop.services.pending_bundles import CLONED, pending_bundles
from ssc_desktop.services.restoring import restore_backup
from ssc_desktop.services.workspaces import Workspace, open_workspace
from ssc_desktop.storage import change_log
from tests.conftest import PASSPHRASE
from tests.services.replicas import changes_of


def record(workspace: Workspace, name: str = "DEMO") -> None:
    with workspace.store.writing() as db:
        db.add(Organisation(id=new_key(), name_fr=name))


def life(workspace: Workspace) -> int:
    with workspace.store.reading() as db:
        return change_log.own_source(db)[1]


def put_back(copy: Path, folder: Path) -> None:
    """An older copy of the file alone, as a synchronised folder or a careful colleague does it."""
    for ending in ("-wal", "-shm"):
        (folder / f"data.db{ending}").unlink(missing_ok=True)
    shutil.copy(copy, folder / "data.db")


@pytest.fixture
def copied(office: Workspace, tmp_path: Path) -> Path:
    """A copy of the closed office's database; the office has gone on since."""
    record(office)
    office.close()
    copy = Path(shutil.copy(office.folder / "data.db", tmp_path / "older.db"))
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert (again.notice, life(again)) == (None, 1)
        record(again, "DEMO later")
    return copy


def test_a_workspace_that_only_goes_on_keeps_its_life(office: Workspace) -> None:
    record(office)
    office.close()
    for _ in range(3):
        with open_workspace(office.folder, PASSPHRASE) as again:
            assert (again.notice, life(again)) == (None, 1)
            record(again)


def test_nothing_is_written_where_nothing_was_recorded(office: Workspace, own_home: Path) -> None:
    record(office)
    office.close()
    files = [office.folder / "data.db", *(own_home / "lives").iterdir()]
    before = [file.read_bytes() for file in files]
    open_workspace(office.folder, PASSPHRASE).close()
    assert [file.read_bytes() for file in files] == before


def test_an_older_copy_begins_a_new_life_by_itself_and_says_so_once(
    office: Workspace, copied: Path
) -> None:
    put_back(copied, office.folder)
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert again.notice is not None
        assert again.notice.code == "new-life"
        assert life(again) > 1
        before = life(again)
        record(again, "DEMO after")
        (after,) = [c for c in changes_of(again.store) if c.fields.get("name_fr") == "DEMO after"]
        assert (after.source.incarnation, after.seq) == (before, 1)
        assert check_workspace(again).ok
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert (again.notice, life(again)) == (None, before)


def test_a_copy_that_was_left_by_a_kill_is_no_older_copy(office: Workspace, tmp_path: Path) -> None:
    record(office)
    record(office)
    taken = Path(shutil.copytree(office.folder, tmp_path / "killed"))
    (taken / ".lock").unlink(missing_ok=True)
    with open_workspace(taken, PASSPHRASE) as again:
        assert (again.notice, life(again)) == (None, 1)


def test_an_older_copy_is_known_after_an_export_without_closing(
    office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    enrol(office, headquarters, tmp_path)
    office.close()
    copy = Path(shutil.copy(office.folder / "data.db", tmp_path / "older.db"))
    with open_workspace(office.folder, PASSPHRASE) as again:
        export_bundle(again, level="identified")
    put_back(copy, office.folder)
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert again.notice is not None


def enrol(office: Workspace, headquarters: Workspace, folder: Path) -> None:
    card = make_card(headquarters, folder / "HQ.sscard").file
    approve(headquarters, join(office, card, folder / f"{office.office.code}.sscreq").file)


def test_a_restore_by_the_command_is_not_taken_for_another_one(
    office: Workspace, tmp_path: Path
) -> None:
    record(office)
    backup = create_backup(office, tmp_path / "office.sscbackup").file
    record(office)
    office.close()
    restored = restore_backup(office.folder, backup, PASSPHRASE)
    for _ in range(2):
        with open_workspace(office.folder, PASSPHRASE) as again:
            assert (again.notice, life(again)) == (None, restored.incarnation)
            record(again)


def test_a_workspace_moved_to_another_computer_begins_a_new_life(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(office)
    office.close()
    monkeypatch.setenv("SSC_DESKTOP_HOME", str(tmp_path / "another home"))
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert again.notice is not None
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert again.notice is None


def test_where_no_counter_can_be_kept_nothing_is_ever_taken_for_a_copy(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"")
    record(office)
    office.close()
    monkeypatch.setenv("SSC_DESKTOP_HOME", str(blocked))
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert again.notice is not None
        record(again)
        before = life(again)
    for _ in range(2):
        with open_workspace(office.folder, PASSPHRASE) as again:
            assert (again.notice, life(again)) == (None, before)
            record(again)


def test_a_power_cut_between_counter_and_mark_is_no_sign_of_a_copy(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(office)

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(restarts, "write_fact", cut)
        with pytest.raises(KeyboardInterrupt):
            restarts.keep_counter(office.store, office.id)
    office.lock.release()
    office.store.close()
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert (again.notice, life(again)) == (None, 1)


@pytest.fixture
def clone(
    office: Workspace, headquarters: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Workspace]:
    """A second laptop with the first one's whole disk: settings and counter as well."""
    enrol(office, headquarters, tmp_path)
    record(office)
    import_bundles(headquarters, [export_bundle(office, level="identified").file])
    office.close()
    home = Path(shutil.copytree(restarts.user_folder(), tmp_path / "home of the clone"))
    folder = Path(shutil.copytree(office.folder, tmp_path / "clone"))

    def make() -> Workspace:
        monkeypatch.setenv("SSC_DESKTOP_HOME", str(home))
        return open_workspace(folder, PASSPHRASE)

    return make


@pytest.mark.parametrize("since_last", [False, True])
def test_of_a_cloned_laptop_what_contradicts_the_first_is_set_aside_and_the_rest_goes_on(
    office: Workspace,
    headquarters: Workspace,
    clone: Callable[[], Workspace],
    *,
    since_last: bool,
) -> None:
    with open_workspace(office.folder, PASSPHRASE) as first:
        record(first, "DEMO first")
        one = export_bundle(first, level="identified", since_last=since_last).file
        record(first, "DEMO first again")
        last = export_bundle(first, level="identified", since_last=since_last).file
    with clone() as second:
        assert second.notice is None
        record(second, "DEMO second")
        export_bundle(second, level="identified")
        record(second, "DEMO second again")
        other = export_bundle(second, level="identified", since_last=since_last).file
    assert [each.status for each in import_bundles(headquarters, [one])] == ["imported"]
    (result,) = import_bundles(headquarters, [other])
    assert (result.status, result.code, result.changes) == ("quarantined", "cloned-laptop", 0)
    (standing,) = laptop_standings(headquarters)
    assert standing.cloned
    assert [each.help for each in pending_bundles(headquarters)] == [CLONED]
    assert names(headquarters) == {"DEMO", "DEMO first"}
    results = import_bundles(headquarters, [last])
    assert results[0].status == "imported"
    assert names(headquarters) == {"DEMO", "DEMO first", "DEMO first again"}
    assert check_workspace(headquarters).ok
    assert (headquarters.folder / "inbox" / result.archived.name).is_file()  # type: ignore[union-attr]


def names(workspace: Workspace) -> set[str]:
    changes = changes_of(workspace.store)
    told = {str(c.fields["name_fr"]) for c in changes if c.table == "organisation"}
    return {name for name in told if name.startswith("DEMO")}
