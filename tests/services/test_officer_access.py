"""An officer's access is taken away for good on this laptop, and given again as a new one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from ssc_desktop.domain.office import Officer
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.backups import create_backup
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.history import history_of
from ssc_desktop.services.officer_access import give_access, list_access, take_access
from ssc_desktop.services.restoring import restore_backup, restore_open
from ssc_desktop.services.safety_copies import make_copy
from ssc_desktop.services.workspaces import (
    Workspace,
    add_account,
    list_accounts,
    open_with_recovery,
    open_workspace,
    reset_passphrase,
)
from ssc_desktop.storage.local import Access
from ssc_desktop.vault.keyfile import KeyFile
from tests.conftest import PASSPHRASE

SECOND, THIRD = "une autre phrase", "encore une autre phrase"


@pytest.fixture
def shared(office: Workspace) -> Workspace:
    """An office that two officers open; the first of them is at work."""
    add_account(office, "DEMO Second", "coordinator", SECOND)
    return office


def second(workspace: Workspace) -> str:
    """The account of the second officer."""
    return next(each.account for each in list_access(workspace) if not each.at_work)


def test_a_passphrase_opens_nothing_once_its_access_is_taken_away(shared: Workspace) -> None:
    account = second(shared)
    gone = take_access(shared, account)
    assert gone.name == "DEMO Second"
    assert [each.id for each in KeyFile.load(shared.folder).accounts] == [shared.account]
    assert [name for _, name, _ in list_accounts(shared)] == ["DEMO Officer"]
    assert [(each.officer, each.opens, each.at_work) for each in list_access(shared)] == [
        ("DEMO Officer", True, True),
        ("DEMO Second", False, False),
    ]
    assert check_workspace(shared).ok
    shared.close()
    with pytest.raises(Problem, match="wrong-passphrase"):
        open_workspace(shared.folder, SECOND)
    open_workspace(shared.folder, PASSPHRASE).close()


def test_what_they_recorded_keeps_their_name(shared: Workspace) -> None:
    shared.close()
    with open_workspace(shared.folder, SECOND) as theirs:
        activity = add_activity(theirs.store, "workshop", {"title": "DEMO"})
    with open_workspace(shared.folder, PASSPHRASE) as ours:
        take_access(ours, second(ours))
        told = history_of(ours.store, "activity", activity.id, Language("en"))
        assert {step.by for step in told} == {"DEMO Second"}


def test_it_is_noted_by_whom_and_of_whom_without_a_name(shared: Workspace) -> None:
    account = second(shared)
    officer = take_access(shared, account)
    give_access(shared, account, THIRD)
    with shared.store.reading() as db:
        asked = select(Access).where(Access.noun == "officer").order_by(Access.id)
        noted = [(each.officer_id, each.act, each.subject) for each in db.scalars(asked)]
    assert shared.officer is not None
    by, of = shared.officer.id, str(officer.id)
    assert noted == [(by, "take-access", of), (by, "give-access", of)]


def test_access_is_given_again_to_the_officer_they_were(shared: Workspace) -> None:
    account = second(shared)
    officer = take_access(shared, account)
    with pytest.raises(Problem, match="passphrase-taken"):
        give_access(shared, account, PASSPHRASE)
    with pytest.raises(Problem, match="weak-passphrase"):
        give_access(shared, account, "short")
    assert give_access(shared, account, THIRD).id == officer.id
    with pytest.raises(Problem, match="access-there"):
        give_access(shared, account, SECOND)
    shared.close()
    with pytest.raises(Problem, match="wrong-passphrase"):
        open_workspace(shared.folder, SECOND)
    with open_workspace(shared.folder, THIRD) as theirs:
        assert theirs.officer is not None
        assert theirs.officer.id == officer.id
        assert check_workspace(theirs).ok
        with theirs.store.reading() as db:
            assert len(list(db.scalars(select(Officer)))) == 2


def test_nobody_is_shut_out_by_mistake(shared: Workspace) -> None:
    assert shared.account is not None
    before = (shared.folder / "keys.json").read_bytes()
    for account, code in ((shared.account, "own-access"), ("0000", "unknown-account")):
        with pytest.raises(Problem, match=code):
            take_access(shared, account)
    assert (shared.folder / "keys.json").read_bytes() == before
    account = second(shared)
    take_access(shared, account)
    with pytest.raises(Problem, match="no-access"):
        take_access(shared, account)
    with pytest.raises(Problem, match="unknown-account"):
        give_access(shared, "0000", THIRD)


def test_nothing_is_destroyed_where_the_database_refuses(shared: Workspace) -> None:
    account, before = second(shared), (shared.folder / "keys.json").read_bytes()
    with shared.store.connecting(write=True) as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full AFTER INSERT ON access BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(Exception, match="full"):
        take_access(shared, account)
    assert (shared.folder / "keys.json").read_bytes() == before
    assert shared.keys == KeyFile.load(shared.folder)


def test_a_slot_of_no_account_does_not_count_as_somebody_who_is_left(
    headquarters: Workspace,
) -> None:
    secret, account = headquarters.recovery_secret, headquarters.account
    assert secret is not None
    assert account is not None
    headquarters.keys.with_account(headquarters.key, SECOND).save(headquarters.folder)
    headquarters.close()
    with (
        open_with_recovery(headquarters.folder, secret) as recovered,
        pytest.raises(Problem, match="last-access"),
    ):
        take_access(recovered, account)
    open_workspace(headquarters.folder, PASSPHRASE).close()


def test_recovery_still_opens_and_sets_no_passphrase_of_an_access_taken_away(
    headquarters: Workspace,
) -> None:
    secret = headquarters.recovery_secret
    assert secret is not None
    add_account(headquarters, "DEMO Second", "monitoring", SECOND)
    account = second(headquarters)
    take_access(headquarters, account)
    headquarters.close()
    with open_with_recovery(headquarters.folder, secret) as recovered:
        with pytest.raises(Problem, match="unknown-account"):
            reset_passphrase(recovered, account, THIRD)
        give_access(recovered, account, THIRD)
        own = next(slot for slot, _, _ in list_accounts(recovered) if slot != account)
        take_access(recovered, own)
    with open_workspace(headquarters.folder, THIRD) as theirs:
        assert theirs.account == account


def test_a_copy_put_back_gives_no_access_again(shared: Workspace) -> None:
    copy = make_copy(shared)
    take_access(shared, second(shared))
    opened = restore_open(shared, copy.file)
    try:
        assert [each.opens for each in list_access(opened)] == [True, False]
        assert check_workspace(opened).ok
        # The copy knows nothing of it, and the access can still be given again.
        give_access(opened, second(opened), THIRD)
    finally:
        opened.close()
    with pytest.raises(Problem, match="wrong-passphrase"):
        open_workspace(shared.folder, SECOND)
    open_workspace(shared.folder, THIRD).close()


def test_access_given_again_after_a_copy_outlives_the_copy(shared: Workspace) -> None:
    copy = make_copy(shared)
    account = second(shared)
    take_access(shared, account)
    give_access(shared, account, THIRD)
    restore_open(shared, copy.file).close()
    with open_workspace(shared.folder, THIRD) as theirs:
        assert theirs.officer is not None
        assert theirs.officer.name == "DEMO Second"


def test_an_old_backup_is_opened_by_the_old_passphrase_only_elsewhere(
    shared: Workspace, tmp_path: Path
) -> None:
    file = create_backup(shared, tmp_path).file
    take_access(shared, second(shared))
    shared.close()
    with pytest.raises(Problem, match="access-taken"):
        restore_backup(shared.folder, file, SECOND)
    restore_backup(shared.folder, file, PASSPHRASE)
    with pytest.raises(Problem, match="wrong-passphrase"):
        open_workspace(shared.folder, SECOND)
    # As the confirmation says: nothing can change a backup that was made before.
    elsewhere = restore_backup(tmp_path / "elsewhere", file, SECOND)
    open_workspace(elsewhere.folder, SECOND).close()
    shutil.rmtree(elsewhere.folder)


def test_a_backup_made_afterwards_is_not_opened_by_the_old_passphrase(
    shared: Workspace, tmp_path: Path
) -> None:
    take_access(shared, second(shared))
    file = create_backup(shared, tmp_path).file
    with pytest.raises(Problem, match="wrong-passphrase"):
        restore_backup(tmp_path / "elsewhere", file, SECOND)
