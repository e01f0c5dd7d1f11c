from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.office import Officer
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.workspaces import (
    Workspace,
    add_account,
    change_passphrase,
    create_workspace,
    describe_folder,
    evidence_path,
    list_accounts,
    open_with_recovery,
    open_workspace,
    reset_passphrase,
)
from ssc_desktop.storage import change_log
from ssc_desktop.storage.local import Account, Fact
from ssc_desktop.vault import sealed
from ssc_desktop.vault.keyfile import KeyFile
from tests.conftest import PASSPHRASE

SECOND = "une autre phrase"
OFFICE = {
    "edition": "office",
    "country": "CI",
    "office_name": "DEMO Bureau d'Abidjan",
    "office_code": "ABJ",
    "officer": "DEMO Koné Awa",
    "language": "fr",
    "passphrase": PASSPHRASE,
}

HOLD = """
import sys
from pathlib import Path
from ssc_desktop.services.workspaces import open_workspace
with open_workspace(Path(sys.argv[1]), sys.argv[2]):
    print("open", flush=True)
    sys.stdin.read()
"""
CREATE = """
import json, sys
from pathlib import Path
from ssc_desktop.services.workspaces import create_workspace
print("start", flush=True)
create_workspace(Path(sys.argv[1]), **json.loads(sys.argv[2])).close()
print("done", flush=True)
"""


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def codes(workspace: Workspace) -> list[str]:
    return [problem.code for problem in check_workspace(workspace).problems]


@pytest.fixture
def closed(office: Workspace) -> Path:
    """The folder of an office workspace that nobody has open."""
    office.close()
    return office.folder


def test_a_new_office_knows_itself(office: Workspace) -> None:
    assert (office.edition, office.language, office.is_headquarters) == ("office", "fr", False)
    assert (office.office.code, office.office.country) == ("ABJ", "CI")
    assert office.officer is not None
    assert office.officer.name == "DEMO Officer"
    assert office.recovery_secret is None
    assert office.device == office.identity.public.device
    assert sorted(os.listdir(office.folder.parent)) == ["office"]


def test_a_closed_workspace_opens_again_as_it_was(office: Workspace) -> None:
    office.close()
    with open_workspace(office.folder, PASSPHRASE) as again:
        assert (again.id, again.device, again.fingerprint, again.office, again.account) == (
            office.id, office.device, office.fingerprint, office.office, office.account,
        )  # fmt: skip


def test_everything_is_logged_under_this_laptop_and_officer(office: Workspace) -> None:
    assert office.officer is not None
    with office.store.writing() as db:
        db.add(Participant(family_name="DEMO Koné"))
    with office.store.reading() as db:
        assert change_log.own_source(db) == (office.device, 1)
        asked = text("SELECT author FROM change WHERE tbl = 'participant'")
        assert db.execute(asked).scalars().all() == [office.officer.id.hex]


def test_a_new_workspace_has_the_programme_to_record_for(office: Workspace) -> None:
    with office.store.reading() as db:
        assert db.execute(text("SELECT count(*) FROM programme")).scalar_one() == 1


def test_a_fresh_workspace_checks_ok(office: Workspace, headquarters: Workspace) -> None:
    assert check_workspace(office).ok
    assert check_workspace(headquarters).ok


def test_nothing_readable_lies_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    create_workspace(folder, **OFFICE).close()
    for data in content(folder).values():
        for secret in (b"Awa", b"Abidjan", b"SQLite format", PASSPHRASE.encode()):
            assert secret not in data


def test_a_wrong_passphrase_touches_nothing(closed: Path) -> None:
    before = content(closed)
    with pytest.raises(Problem, match="wrong-passphrase"):
        open_workspace(closed, "correct horse batteries")
    assert content(closed) == before
    open_workspace(closed, PASSPHRASE).close()


def test_a_foreign_folder_is_told_and_not_touched(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"PK\x03\x04")
    before = content(tmp_path)
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Problem, match="not-a-workspace"):
            open_workspace(folder, PASSPHRASE)
        with pytest.raises(Problem, match="not-a-workspace"):
            open_with_recovery(folder, "AGE-SECRET-KEY-1")
        with pytest.raises(Problem, match="not-a-workspace"):
            describe_folder(folder)
    assert content(tmp_path) == before
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("how", ["cut", "emptied", "altered", "lost", "newer"])
def test_broken_keys_are_told_and_not_touched(closed: Path, how: str) -> None:
    path = closed / "keys.json"
    text_ = path.read_bytes()
    record = json.loads(text_)
    broken = {
        "cut": text_[:200],
        "emptied": b"",
        "altered": text_.replace(b'"office"', b'"headquarters"'),
        "newer": json.dumps({**record, "version": 2}).encode(),
    }
    if how == "lost":
        path.unlink()
    else:
        path.write_bytes(broken[how])
    before = content(closed)
    with pytest.raises(Problem, match="newer-workspace" if how == "newer" else "damaged-keys"):
        open_workspace(closed, PASSPHRASE)
    assert content(closed) == before


def test_a_foreign_database_is_told_and_not_touched(closed: Path) -> None:
    (closed / "data.db").write_bytes(b"not a database at all" * 500)
    before = content(closed)
    with pytest.raises(Problem, match="unreadable-database"):
        open_workspace(closed, PASSPHRASE)
    assert content(closed) == before


def test_the_database_of_another_workspace_is_told_and_not_touched(
    closed: Path, headquarters: Workspace
) -> None:
    headquarters.close()
    (closed / "data.db").write_bytes((headquarters.folder / "data.db").read_bytes())
    before = content(closed)
    with pytest.raises(Problem, match="unreadable-database"):
        open_workspace(closed, PASSPHRASE)
    assert content(closed) == before


def test_a_second_window_is_told_and_touches_nothing(closed: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(closed), PASSPHRASE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"open\n"
        before = content(closed)
        with pytest.raises(Problem, match="workspace-in-use"):
            open_workspace(closed, PASSPHRASE)
        assert content(closed) == before
        window.communicate()
    open_workspace(closed, PASSPHRASE).close()


def test_a_database_that_cannot_be_written_to_keeps_the_workspace_shut(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = os.access

    def access(path: str | Path, mode: int) -> bool:
        # Whoever runs the tests may be allowed everything, whatever the file says.
        return allowed(path, mode) and (mode != os.W_OK or bool(os.stat(path).st_mode & 0o200))

    monkeypatch.setattr(os, "access", access)
    (closed / "data.db").chmod(0o400)
    before = content(closed)
    with pytest.raises(Problem, match="workspace-read-only"):
        open_workspace(closed, PASSPHRASE)
    assert content(closed) == before
    (closed / "data.db").chmod(0o600)
    open_workspace(closed, PASSPHRASE).close()


def test_a_second_opening_in_the_same_program_is_told(office: Workspace) -> None:
    with pytest.raises(Problem, match="workspace-in-use"):
        open_workspace(office.folder, PASSPHRASE)
    assert check_workspace(office).ok


def test_a_killed_window_does_not_keep_the_next_one_out(closed: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(closed), PASSPHRASE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as window:
        assert window.stdout is not None
        window.stdout.readline()
        window.kill()
    with open_workspace(closed, PASSPHRASE) as workspace:
        assert check_workspace(workspace).ok


def test_killing_a_creation_leaves_a_whole_workspace_or_none(tmp_path: Path) -> None:
    outcomes = set()
    for trial in range(4):
        folder = tmp_path / f"ws{trial}"
        command = [sys.executable, "-c", CREATE, str(folder), json.dumps(OFFICE)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as creation:
            assert creation.stdout is not None
            creation.stdout.readline()
            time.sleep(0.12 * trial)
            creation.kill()
        outcomes.add(folder.exists())
        if folder.exists():
            with open_workspace(folder, PASSPHRASE) as workspace:
                assert check_workspace(workspace).ok
        else:
            with pytest.raises(Problem, match="not-a-workspace"):
                open_workspace(folder, PASSPHRASE)
    assert False in outcomes


def test_what_a_killed_creation_left_is_swept_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / ".ws.new-abandoned"
    fresh = tmp_path / ".ws.new-another"
    other = tmp_path / ".ws2.new-abandoned"
    for folder in (left, fresh, other):
        folder.mkdir()
        (folder / "data.db").write_bytes(b"half")
    for folder in (left, other):
        os.utime(folder, (0, 0))
    create_workspace(tmp_path / "ws", **OFFICE).close()
    assert sorted(os.listdir(tmp_path)) == [fresh.name, other.name, "ws"]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (OSError(28, "No space left on device"), Problem),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_a_creation_that_fails_leaves_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: BaseException,
    told: type[BaseException],
) -> None:
    def failing(self: KeyFile, folder: Path) -> None:
        raise trouble

    monkeypatch.setattr(KeyFile, "save", failing)
    with pytest.raises(told):
        create_workspace(tmp_path / "ws", **OFFICE)
    assert os.listdir(tmp_path) == []


def test_an_empty_folder_may_become_a_workspace_and_parents_are_made(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    create_workspace(tmp_path / "empty", **OFFICE).close()
    create_workspace(tmp_path / "a" / "b" / "مكتب", **OFFICE).close()
    assert describe_folder(tmp_path / "a" / "b" / "مكتب").edition == "office"


def test_taken_folders_are_refused_and_not_touched(closed: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "note.txt").write_text("mine")
    before = content(tmp_path)
    for folder, code in (
        (closed, "workspace-exists"),
        (taken, "folder-not-empty"),
        (taken / "note.txt", "folder-not-empty"),
        (taken / "note.txt" / "below", "folder-unusable"),
    ):
        with pytest.raises(Problem, match=code):
            create_workspace(folder, **OFFICE)
    assert content(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("edition", "branch", "unknown-edition"),
        ("country", "XX", "unknown-country"),
        ("office_code", "abj", "bad-office-code"),
        ("office_code", "../ABJ", "bad-office-code"),
        ("office_name", "  ", "name-needed"),
        ("officer", "", "name-needed"),
        ("language", "de", "unknown-language"),
        ("passphrase", "short", "weak-passphrase"),
    ],
)
def test_a_wrong_answer_is_told_with_its_field_and_makes_nothing(
    tmp_path: Path, name: str, value: str, code: str
) -> None:
    with pytest.raises(Problem, match=code) as problem:
        create_workspace(tmp_path / "ws", **{**OFFICE, name: value})
    assert problem.value.field == name
    assert os.listdir(tmp_path) == []


def test_a_folder_is_described_without_its_passphrase(
    office: Workspace, headquarters: Workspace
) -> None:
    one, other = describe_folder(office.folder), describe_folder(headquarters.folder)
    assert (one.id, one.edition, one.accounts, one.recoverable) == (office.id, "office", 1, False)
    assert (other.edition, other.recoverable) == ("headquarters", True)


def test_two_officers_open_one_workspace_each_as_themselves(office: Workspace) -> None:
    add_account(office, "DEMO Diop Moussa", "coordinator", SECOND)
    assert [(name, role) for _, name, role in list_accounts(office)] == [
        ("DEMO Officer", "officer"),
        ("DEMO Diop Moussa", "coordinator"),
    ]
    office.close()
    with open_workspace(office.folder, SECOND) as theirs:
        assert theirs.officer is not None
        assert theirs.officer.name == "DEMO Diop Moussa"
        assert theirs.store.officer_id == theirs.officer.id.hex
        assert check_workspace(theirs).ok
    with open_workspace(office.folder, PASSPHRASE) as ours:
        assert ours.account == office.account


def test_an_account_that_cannot_be_added_changes_nothing(office: Workspace) -> None:
    before = (office.folder / "keys.json").read_bytes()
    for officer, role, passphrase, code in (
        ("DEMO B", "officer", PASSPHRASE, "passphrase-taken"),
        ("DEMO B", "officer", "short", "weak-passphrase"),
        ("DEMO B", "king", SECOND, "unknown-role"),
        (" ", "officer", SECOND, "name-needed"),
    ):
        with pytest.raises(Problem, match=code):
            add_account(office, officer, role, passphrase)
    assert (office.folder / "keys.json").read_bytes() == before
    assert len(list_accounts(office)) == 1
    with office.store.reading() as db:
        assert db.execute(text("SELECT count(*) FROM officer")).scalar_one() == 1


def test_an_account_is_not_half_added_when_the_database_refuses(office: Workspace) -> None:
    before = (office.folder / "keys.json").read_bytes()
    with office.store.connecting(write=True) as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full AFTER INSERT ON search_upto BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        connection.exec_driver_sql("DELETE FROM search_upto")
    with pytest.raises(Exception, match="full"):
        add_account(office, "DEMO B", "officer", SECOND)
    assert (office.folder / "keys.json").read_bytes() == before
    assert len(list_accounts(office)) == len(office.keys.accounts) == 1


def test_an_account_cut_short_is_told_and_can_be_added_again(office: Workspace) -> None:
    office.keys.with_account(office.key, SECOND).save(office.folder)
    office.close()
    with pytest.raises(Problem, match="account-unfinished"):
        open_workspace(office.folder, SECOND)
    with open_workspace(office.folder, PASSPHRASE) as workspace:
        assert codes(workspace) == ["accounts-differ"]
        add_account(workspace, "DEMO B", "officer", SECOND)
        assert check_workspace(workspace).ok
    open_workspace(office.folder, SECOND).close()


def test_a_passphrase_is_changed_by_who_knows_the_old_one(office: Workspace) -> None:
    with pytest.raises(Problem, match="wrong-passphrase"):
        change_passphrase(office, "not the old one", SECOND)
    change_passphrase(office, PASSPHRASE, SECOND)
    office.close()
    with pytest.raises(Problem, match="wrong-passphrase"):
        open_workspace(office.folder, PASSPHRASE)
    with open_workspace(office.folder, SECOND) as workspace:
        assert workspace.account == office.account


def test_one_officer_cannot_change_the_passphrase_of_another(office: Workspace) -> None:
    add_account(office, "DEMO B", "officer", SECOND)
    before = (office.folder / "keys.json").read_bytes()
    with pytest.raises(Problem, match="wrong-passphrase"):
        change_passphrase(office, SECOND, "a third passphrase")
    with pytest.raises(Problem, match="recovery-only"):
        reset_passphrase(office, office.keys.accounts[1].id, "a third passphrase")
    assert (office.folder / "keys.json").read_bytes() == before


def test_the_recovery_secret_of_headquarters_is_given_once_and_stored_nowhere(
    headquarters: Workspace,
) -> None:
    secret = headquarters.recovery_secret
    assert secret is not None
    with headquarters.store.reading() as db:
        values = db.execute(text("SELECT value FROM local_fact")).scalars().all()
    assert not any(secret.encode() in bytes(value) for value in values)
    headquarters.close()
    assert not any(secret.encode() in data for data in content(headquarters.folder).values())
    with open_workspace(headquarters.folder, PASSPHRASE) as again:
        assert again.recovery_secret is None


def test_recovery_opens_without_an_officer_and_sets_a_new_passphrase(
    headquarters: Workspace,
) -> None:
    secret, account = headquarters.recovery_secret, headquarters.account
    assert secret is not None
    assert account is not None
    headquarters.close()
    with open_with_recovery(headquarters.folder, secret) as recovered:
        assert recovered.officer is None
        assert recovered.account is None
        with pytest.raises(Problem, match="no-account"):
            change_passphrase(recovered, PASSPHRASE, SECOND)
        with pytest.raises(Problem, match="unknown-account"):
            reset_passphrase(recovered, "0000", SECOND)
        reset_passphrase(recovered, account, SECOND)
    with open_workspace(headquarters.folder, SECOND) as workspace:
        assert workspace.account == account


def test_a_wrong_recovery_secret_touches_nothing(headquarters: Workspace) -> None:
    headquarters.close()
    before = content(headquarters.folder)
    with pytest.raises(Problem, match="wrong-recovery-key"):
        open_with_recovery(headquarters.folder, sealed.new_key()[0])
    with pytest.raises(Problem, match="bad-secret-key"):
        open_with_recovery(headquarters.folder, "my cat's name")
    assert content(headquarters.folder) == before


def test_an_office_that_joined_nobody_cannot_be_recovered(closed: Path) -> None:
    with pytest.raises(Problem, match="no-recovery"):
        open_with_recovery(closed, sealed.new_key()[0])


def test_a_damaged_page_is_found_or_keeps_the_workspace_shut(office: Workspace) -> None:
    with office.store.writing() as db:
        db.add_all(Participant(family_name=f"DEMO {number:04}") for number in range(2000))
    office.close()
    path = office.folder / "data.db"
    data = bytearray(path.read_bytes())
    data[len(data) * 3 // 4] ^= 1
    path.write_bytes(data)
    with open_workspace(office.folder, PASSPHRASE) as workspace:
        assert "database-damaged" in codes(workspace)


def test_a_missing_rule_of_the_change_log_is_found(office: Workspace) -> None:
    with office.store.connecting(write=True) as connection:
        connection.exec_driver_sql("DROP TRIGGER log_participant_insert")
    with office.store.writing() as db:
        db.add(Participant(family_name="DEMO Unlogged"))
    assert codes(office) == ["change-log-off", "row-without-change", "index-differs"]


def test_a_gap_in_the_change_numbers_is_found(office: Workspace) -> None:
    with office.store.writing() as db:
        db.add_all([Organisation(name_fr="DEMO A"), Organisation(name_fr="DEMO B")])
    with office.store.connecting(write=True) as connection:
        connection.exec_driver_sql(
            "DELETE FROM change WHERE source = 1 AND seq = (SELECT seq - 1 FROM sync_state)"
        )
    assert "change-gap" in codes(office)


def test_a_reference_to_nothing_is_found(office: Workspace) -> None:
    with office.store.writing() as db:
        db.add(Participant(family_name="DEMO A", organisation_id=new_key()))
    [problem] = check_workspace(office).problems
    assert problem.code == "orphan-reference"
    assert problem.details == {"noun": "participant", "field_name": "organisation_id", "count": 1}


def test_lost_and_damaged_evidence_is_found(office: Workspace) -> None:
    document = b"%PDF DEMO signed sheet"
    fingerprint = sha256(document).hexdigest()
    path = evidence_path(office.folder, fingerprint)
    with office.store.writing() as db:
        db.add(Evidence(file_name="sheet.pdf", sha256=fingerprint))
    assert codes(office) == ["evidence-missing"]
    path.write_bytes(sealed.seal(document, [office.identity.public.recipient]))
    assert codes(office) == []
    path.write_bytes(sealed.seal(document + b"!", [office.identity.public.recipient]))
    assert codes(office) == ["evidence-altered"]
    path.write_bytes(b"rubbish")
    assert codes(office) == ["evidence-altered"]


def test_keys_changed_under_an_open_workspace_are_found(headquarters: Workspace) -> None:
    _, stranger = sealed.new_key()
    headquarters.keys.with_recovery(headquarters.key, stranger).save(headquarters.folder)
    assert codes(headquarters) == ["recovery-differs"]
    (headquarters.folder / "keys.json").write_bytes(b"{}")
    assert codes(headquarters) == ["damaged-keys"]


def test_problems_name_no_person_and_no_passphrase(office: Workspace) -> None:
    with office.store.writing() as db:
        officer = db.get(Officer, office.officer.id if office.officer else None)
        assert officer is not None
        db.delete(db.get(Account, office.account))
        db.delete(db.get(Fact, "recovery_recipient"))
    for problem in check_workspace(office).problems:
        assert "DEMO" not in str(problem.details)
        assert PASSPHRASE not in str(problem.details)
