"""`account`: another officer opens the workspace with a passphrase of their own."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def test_another_officer_works_under_their_own_name(pair: Cli, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("quatre mots bien choisis\n", "utf-8")
    added = pair.at("abj", "account", "add", "DEMO Moussa", "--new-passphrase-file", secret)
    assert added == {"officer": "DEMO Moussa", "role": "officer"}
    assert "DEMO Moussa" in [each["officer"] for each in pair.at("abj", "account", "list")]
    workspace = ("--workspace", pair.folder / "abj", "--passphrase-file", secret)
    made = pair("activity", "add", "workshop", "--title", "DEMO", "--start", "2021-08-16",
                "--end", "2021-08-16", "--json", *workspace)  # fmt: skip
    assert made.status == 0
    code = made.json["code"]
    told = pair.at("abj", "history", "show", "activity", code)
    assert "DEMO Moussa" in str(told)


def test_a_role_nobody_knows_and_a_short_passphrase_are_refused(pair: Cli, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("court", "utf-8")
    given = ("--new-passphrase-file", secret, "--workspace", pair.folder / "abj")
    refused = pair("account", "add", "DEMO", *given)
    assert (refused.status, "passphrase" in refused.err) == (1, True)
    refused = pair("account", "add", "DEMO", "--role", "king", *given)
    assert (refused.status, "unknown-role" in refused.err) == (1, True)


def test_access_is_taken_away_when_confirmed_and_given_again(pair: Cli, tmp_path: Path) -> None:
    secret, new = tmp_path / "secret.txt", tmp_path / "new.txt"
    secret.write_text("quatre mots bien choisis\n", "utf-8")
    new.write_text("cinq mots tout nouveaux\n", "utf-8")
    pair.at("abj", "account", "add", "DEMO Moussa", "--new-passphrase-file", secret)
    own, theirs = (each["id"] for each in pair.at("abj", "account", "list"))
    assert pair.failing("abj", "account", "remove", theirs).code == "not-confirmed"
    assert pair.failing("abj", "account", "remove", own, "--yes").code == "own-access"
    left = pair.at("abj", "account", "remove", theirs, "--yes")
    assert [(each["officer"], each["opens"]) for each in left] == [
        ("DEMO Abidjan", True),
        ("DEMO Moussa", False),
    ]
    assert [each["id"] for each in pair.at("abj", "account", "list")] == [own]
    assert [each["id"] for each in pair.at("abj", "account", "list", "--all")] == [own, theirs]
    given = ("--workspace", pair.folder / "abj", "--passphrase-file")
    assert pair("activity", "list", *given, secret).code == "wrong-passphrase"
    pair.at("abj", "account", "restore", theirs, "--new-passphrase-file", new)
    assert pair("activity", "list", *given, new).status == 0
    shown = pair("account", "list", "--workspace", pair.folder / "abj").out
    assert "DEMO Moussa" in shown
