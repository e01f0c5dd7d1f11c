"""`consent`: answers are recorded of one person or of a whole list."""

from __future__ import annotations

from tests.cli.conftest import Cli


def test_answers_are_recorded_and_listed(pair: Cli, code: str) -> None:
    for family in ("DEMO un", "DEMO deux"):
        pair.at("abj", "participants", "add", "--activity", code, "--set", f"family_name={family}")
    people = [each["id"] for each in pair.at("abj", "participants", "list", "--activity", code)]
    given = pair.at("abj", "consent", "record", "photo", "given", "--activity", code,
                    "--set", "given_on=2021-08-16")  # fmt: skip
    assert [(each["participant"], each["state"]) for each in given] == [
        (each, "given") for each in people
    ]
    told = pair.at("abj", "consent", "record", "photo", "refused", "--participant", people[1])
    assert [(each["purpose"], each["state"], each["given_on"]) for each in told] == [
        ("photo", "refused", "2021-08-16")
    ]
    told = pair.at("abj", "consent", "list", "--activity", code)
    assert [each["state"] for each in told] == ["given", "refused"]
    assert "collector" not in told[0]


def test_trouble_is_told(pair: Cli, code: str) -> None:
    workspace = ("--workspace", pair.folder / "abj")
    nobody = pair("consent", "list", *workspace)
    assert (nobody.status, "nobody-named" in nobody.err) == (1, True)
    pair.at("abj", "participants", "add", "--activity", code, "--set", "family_name=DEMO")
    wrong = pair("consent", "record", "dance", "given", "--activity", code, *workspace)
    assert (wrong.status, "unknown-purpose" in wrong.err) == (1, True)
