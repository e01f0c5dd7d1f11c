"""A workspace put back from the window: previewed, the present state kept, undone again."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.restoring import (
    last_replaced,
    preview_restore,
    restore_backup,
    restore_open,
)
from ssc_desktop.services.safety_copies import BEFORE_RESTORE, list_copies, make_copy
from ssc_desktop.services.workspaces import Workspace, add_account, open_workspace
from tests.conftest import PASSPHRASE


def codes(workspace: Workspace) -> set[str]:
    from ssc_desktop.services.activities import list_activities

    return {each.code or "" for each in list_activities(workspace.store)}


def added(workspace: Workspace, code: str) -> None:
    add_activity(workspace.store, "workshop", {"code": code, "title": f"DEMO {code}"})


def test_what_a_copy_holds_and_what_would_go_back_is_told_before(
    office: Workspace, tmp_path: Path
) -> None:
    added(office, "ONE")
    copy = make_copy(office)
    added(office, "TWO")
    added(office, "THREE")
    (tmp_path / "report.txt").write_text("DEMO")
    add_evidence(office, tmp_path / "report.txt")
    told = preview_restore(office, copy.file)
    assert (told.holds["activity"], told.present["activity"]) == (1, 3)
    assert told.goes_back["activity"] == 2
    assert told.goes_back["evidence"] == 1
    assert told.changes >= 3
    assert codes(office) == {"ONE", "TWO", "THREE"}
    assert preview_restore(office, make_copy(office).file).changes == 0


def test_a_restore_from_the_window_reopens_and_is_undone_by_what_it_replaced(
    office: Workspace,
) -> None:
    added(office, "ONE")
    copy = make_copy(office)
    added(office, "TWO")
    lock = office.lock
    restored = restore_open(office, copy.file)
    assert codes(restored) == {"ONE"}
    assert restored.notice is not None
    assert restored.notice.code == "restored"
    assert not lock.is_locked
    assert restored.officer is not None
    assert restored.account == office.account
    replaced = last_replaced(restored)
    assert replaced is not None
    assert BEFORE_RESTORE in [each.why for each in list_copies(restored)]
    back = restore_open(restored, replaced)
    assert codes(back) == {"ONE", "TWO"}
    added(back, "FOUR")
    assert check_workspace(back).ok
    back.close()
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert codes(again) == {"ONE", "TWO", "FOUR"}
        assert again.notice is None


def test_a_damaged_copy_leaves_the_workspace_open_as_it_was(office: Workspace) -> None:
    added(office, "ONE")
    copy = make_copy(office)
    copy.file.write_bytes(copy.file.read_bytes()[:-500])
    with pytest.raises(Problem):
        preview_restore(office, copy.file)
    opened = restore_open(office, copy.file)
    assert opened.notice is not None
    assert opened.notice.code == "backup-damaged"
    assert codes(opened) == {"ONE"}
    assert last_replaced(opened) is None
    opened.close()


def test_the_copy_of_another_workspace_is_refused(
    office: Workspace, headquarters: Workspace
) -> None:
    added(office, "ONE")
    foreign = make_copy(headquarters).file
    with pytest.raises(Problem) as refused:
        preview_restore(office, foreign)
    assert refused.value.code == "backup-of-another"
    opened = restore_open(office, foreign)
    assert opened.notice is not None
    assert opened.notice.code == "backup-of-another"
    assert codes(opened) == {"ONE"}
    opened.close()


def test_whoever_has_no_account_in_so_old_a_copy_is_let_back_in(office: Workspace) -> None:
    added(office, "ONE")
    copy = make_copy(office)
    added(office, "TWO")
    add_account(office, "DEMO Second", "officer", "another good passphrase")
    office.close()
    second = open_workspace(office.folder, "another good passphrase")
    opened = restore_open(second, copy.file)
    assert opened.notice is not None
    assert opened.notice.code == "account-unfinished"
    assert codes(opened) == {"ONE", "TWO"}
    assert opened.officer is not None
    opened.close()


def test_documents_added_after_the_copy_are_kept(office: Workspace, tmp_path: Path) -> None:
    copy = make_copy(office)
    (tmp_path / "report.txt").write_text("DEMO")
    add_evidence(office, tmp_path / "report.txt")
    opened = restore_open(office, copy.file)
    assert len(list((office.folder / "evidence").iterdir())) == 1
    replaced = last_replaced(opened)
    assert replaced is not None
    back = restore_open(opened, replaced)
    assert check_workspace(back).ok
    back.close()


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes, as on a disk that fills up."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


@pytest.mark.parametrize("size", [1_000, 100_000, 300_000])
def test_on_a_disk_that_fills_up_everything_is_as_it_was(office: Workspace, size: int) -> None:
    added(office, "ONE")
    copy = make_copy(office)
    added(office, "TWO")
    folder = office.folder
    office.close()
    with small_disk(size), pytest.raises(Problem) as refused:
        restore_backup(folder, copy.file, PASSPHRASE)
    assert refused.value.code in ("restore-not-done", "backup-damaged", "backup-not-written")
    with open_workspace(folder, PASSPHRASE) as again:
        assert codes(again) == {"ONE", "TWO"}
        with small_disk(size), pytest.raises(Problem) as untold:
            make_copy(again)
        assert untold.value.code in ("backup-not-written", "copy-damaged")
        assert [each.why for each in list_copies(again)] == ["by-hand"]
        assert check_workspace(again).ok


def test_a_copy_from_a_stick_brings_its_documents(office: Workspace, tmp_path: Path) -> None:
    from ssc_desktop.services.safety_copies import copy_to_stick

    (tmp_path / "report.txt").write_text("DEMO")
    add_evidence(office, tmp_path / "report.txt")
    made = copy_to_stick(office, tmp_path)
    shutil.rmtree(office.folder / "evidence")
    (office.folder / "evidence").mkdir()
    opened = restore_open(office, made.file)
    assert check_workspace(opened).ok
    opened.close()
