from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ssc_desktop.cli import opening
from ssc_desktop.cli.call import Call
from ssc_desktop.cli.program import program
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import Language
from tests.cli.conftest import Cli
from tests.conftest import PASSPHRASE

ABIDJAN = (
    *("--edition", "office", "--country", "CI", "--office-name", "Bureau d’Abidjan"),
    *("--office-code", "ABJ", "--officer", "DEMO Abidjan"),
)
SIEGE = (
    *("--edition", "headquarters", "--country", "MA", "--office-name", "Siège"),
    *("--office-code", "HQ", "--officer", "DEMO Siège"),
)


def typing(monkeypatch: pytest.MonkeyPatch, *arguments: object, typed: str) -> Result:
    """A command whose questions are answered by a person."""
    monkeypatch.delenv("SSC_DESKTOP_PASSPHRASE", raising=False)
    monkeypatch.setattr(opening, "somebody_types", lambda: True)
    return CliRunner().invoke(
        program, [str(each) for each in arguments], input=typed, obj=Call(Language("en"))
    )


def test_init_answers_as_agreed(cli: Cli) -> None:
    made = cli.json("init", cli.folder / "abj", *ABIDJAN)
    assert made.keys() == {"workspace", "edition", "office", "device", "fingerprint"}
    assert made["workspace"] == str(cli.folder / "abj")
    assert made["edition"] == "office"
    assert made["office"] == {"code": "ABJ", "name": "Bureau d’Abidjan", "country": "CI"}
    assert len(made["device"]) == 16
    assert len(made["fingerprint"].split()) == 8


def test_a_headquarters_shows_its_recovery_key_this_once(cli: Cli) -> None:
    told = cli("init", cli.folder / "hq", *SIEGE)
    assert told.status == 0
    assert "AGE-SECRET-KEY-" in told.err
    assert "AGE-SECRET-KEY-" not in told.out
    made = cli.json("init", cli.folder / "hq2", *SIEGE)
    assert made["recovery_key"].startswith("AGE-SECRET-KEY-")


def test_the_recovery_key_goes_into_a_new_file_of_its_owner_alone(cli: Cli) -> None:
    file = cli.folder / "recovery.txt"
    answer = cli("init", cli.folder / "hq", *SIEGE, "--recovery-key", file, "--json")
    assert answer.status == 0
    assert "AGE-SECRET-KEY-" not in answer.out + answer.err
    assert file.read_text("utf-8").startswith("AGE-SECRET-KEY-")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = cli("init", cli.folder / "hq2", *SIEGE, "--recovery-key", file)
    assert (again.status, again.code) == (1, "file-exists")
    assert not (cli.folder / "hq2").exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (("--edition", "branch"), "unknown-edition"),
        (("--country", "XX"), "unknown-country"),
        (("--office-code", "not a code"), "bad-office-code"),
        (("--officer", " "), "name-needed"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    cli: Cli, wrong: tuple[str, str], code: str
) -> None:
    answer = cli("init", cli.folder / "abj", *ABIDJAN, *wrong)
    assert (answer.status, answer.code) == (1, code)
    assert not (cli.folder / "abj").exists()


def test_a_folder_that_is_taken_is_left_alone(pair: Cli) -> None:
    before = (pair.folder / "abj" / "keys.json").read_bytes()
    answer = pair("init", pair.folder / "abj", *ABIDJAN)
    assert (answer.status, answer.code) == (1, "workspace-exists")
    assert (pair.folder / "abj" / "keys.json").read_bytes() == before


def test_a_short_passphrase_is_refused(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", "short")
    answer = cli("init", cli.folder / "abj", *ABIDJAN)
    assert (answer.status, answer.code) == (1, "weak-passphrase")


def test_a_wrong_passphrase_opens_nothing_and_touches_nothing(
    pair: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {p: p.read_bytes() for p in (pair.folder / "abj").iterdir() if p.is_file()}
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", "incorrect horse battery")
    assert pair.failing("abj", "activity", "list").code == "wrong-passphrase"
    assert files == {p: p.read_bytes() for p in (pair.folder / "abj").iterdir() if p.is_file()}


def test_the_passphrase_may_come_from_a_file_which_comes_first(
    pair: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pair.folder / "passphrase.txt"
    file.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\nsecond line\r\n")
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", "incorrect horse battery")
    assert pair.at("abj", "activity", "list", "--passphrase-file", file) == []
    missing = pair.failing("abj", "activity", "list", "--passphrase-file", pair.folder / "none")
    assert missing.code == "file-unreadable"


def test_nobody_is_asked_where_nobody_types(pair: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSC_DESKTOP_PASSPHRASE")
    assert pair.failing("abj", "activity", "list").code == "no-passphrase"


def test_a_person_is_asked_once_to_open(pair: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    result = typing(
        monkeypatch,
        *("activity", "list", "--json", "--workspace", pair.folder / "abj"),
        typed=f"{PASSPHRASE}\n",
    )
    assert result.exit_code == 0
    assert result.stdout == "[]\n"
    assert PASSPHRASE not in result.output


def test_a_person_is_asked_twice_to_create(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = cli.folder / "abj"
    result = typing(
        monkeypatch,
        *("init", folder, *ABIDJAN),
        typed=f"{PASSPHRASE}\n{PASSPHRASE} typo\n{PASSPHRASE}\n{PASSPHRASE}\n",
    )
    assert result.exit_code == 0, result.output
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", PASSPHRASE)
    assert cli.at("abj", "check")["ok"] is True


def test_no_passphrase_is_asked_for_a_folder_that_is_no_workspace(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = typing(monkeypatch, "check", "--workspace", cli.folder, typed="")
    assert isinstance(result.exception, Problem)
    assert result.exception.code == "not-a-workspace"


def test_a_workspace_must_be_named(cli: Cli) -> None:
    answer = cli("activity", "list")
    assert (answer.status, answer.code) == (1, "no-workspace")


def test_check_tells_what_is_wrong_and_ends_with_1(pair: Cli, tmp_path: Path) -> None:
    assert pair.at("abj", "check") == {"ok": True, "problems": []}
    document = tmp_path / "report.txt"
    document.write_text("a report")
    kept = pair.at("abj", "evidence", "add", document)
    (pair.folder / "abj" / "evidence" / f"{kept['sha256']}.age").unlink()
    answer = pair("check", "--json", "--workspace", pair.folder / "abj")
    assert answer.status == 1
    assert answer.json["ok"] is False
    assert [each["code"] for each in answer.json["problems"]] == ["evidence-missing"]
    assert answer.err.startswith("evidence-missing: ")


def test_the_recovery_key_gives_an_account_a_new_passphrase(
    pair: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", "a whole new passphrase")
    key = pair.folder / "recovery.txt"
    answer = pair.at("abj", "recover", "--recovery-key", key)
    assert answer["account"] == answer["accounts"][0]["id"]
    assert answer["accounts"][0]["officer"] == "DEMO Abidjan"
    assert pair.at("abj", "check")["ok"] is True
    monkeypatch.setenv("SSC_DESKTOP_PASSPHRASE", PASSPHRASE)
    assert pair.failing("abj", "check").code == "wrong-passphrase"


def test_another_key_recovers_nothing(pair: Cli, tmp_path: Path) -> None:
    made = pair.json("init", pair.folder / "other", *SIEGE)
    key = tmp_path / "other.txt"
    key.write_text(made["recovery_key"])
    assert pair.failing("abj", "recover", "--recovery-key", key).code == "wrong-recovery-key"
    assert pair.at("abj", "check")["ok"] is True
