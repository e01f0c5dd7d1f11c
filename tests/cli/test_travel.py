from __future__ import annotations

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def people(pair: Cli, code: str) -> list[str]:
    """The ids of two people on the list."""
    for family in ("Traoré", "Koné"):
        pair.at("abj", "participants", "add", "--activity", code, "--set", f"family_name={family}")
    return [each["id"] for each in pair.at("abj", "participants", "list", "--activity", code)]


def test_claims_are_set_filled_and_listed(pair: Cli, code: str, people: list[str]) -> None:
    empty = pair.at("abj", "travel", "list", code)
    assert [(each["claimed"], each["total"]) for each in empty] == [(False, None)] * 2
    told = pair.at(
        "abj", "travel", "set", code, "--participant", people[0], "days=1.5", "rate=25000"
    )
    assert told[0]["participant"] == people[0]
    assert (told[0]["days"], told[0]["currency"], told[0]["total"]) == ("1.50", "XOF", "37500.00")
    pair.at("abj", "attendance", "fill", code, "--state", "present")
    told = pair.at("abj", "travel", "fill", code, "rate=10000", "meals=500")
    assert [each["days"] for each in told] == ["1.50", "2.00"]
    assert [each["total"] for each in told] == ["38000.00", "20500.00"]
    told = pair.at("abj", "travel", "fill", code, "rate=10000", "--overwrite")
    assert [each["total"] for each in told] == ["15500.00", "20500.00"]


def test_a_claim_is_taken_away_and_brought_back(pair: Cli, code: str, people: list[str]) -> None:
    one = ("--participant", people[0])
    told = pair.at("abj", "travel", "set", code, *one, "days=2", "rate=25000")
    gone = pair.at("abj", "travel", "remove", code, *one)
    assert [(each["claimed"], each["total"]) for each in gone] == [(False, None)] * 2
    assert pair.at("abj", "travel", "remove", code, *one, "--restore") == told
    other = ("travel", "remove", code, "--participant", people[1])
    assert pair.failing("abj", *other).code == "unknown-claim"


def test_a_document_of_identity_is_set_and_never_told(
    pair: Cli, code: str, people: list[str]
) -> None:
    arguments = ("--participant", people[0], "identity_document=CNI 0123", "lodging=500")
    told = pair.at("abj", "travel", "set", code, *arguments)
    assert "identity_document" not in told[0]
    assert "0123" not in str(told)


def test_a_person_reads_a_table(pair: Cli, code: str, people: list[str]) -> None:
    pair.at("abj", "travel", "set", code, "--participant", people[0], "lodging=120000")
    answer = pair("travel", "list", code, "--workspace", pair.folder / "abj")
    assert answer.status == 0
    assert "TRAORÉ" in answer.out
    assert "120,000" in answer.out
    assert "KONÉ" in answer.out


def test_trouble_is_told(pair: Cli, code: str, people: list[str]) -> None:
    one = ("--participant", people[0])
    cases = {
        ("travel", "list", "NONE"): "unknown-activity",
        ("travel", "set", code, *one, "rate=-5"): "negative-amount",
        ("travel", "set", code, *one, "rate=5.5"): "xof-decimals",
        ("travel", "set", code, "--participant", "x", "rate=5"): "not-a-participant",
        ("travel", "fill", code, "colour=red"): "unknown-field",
    }
    for arguments, expected in cases.items():
        assert pair.failing("abj", *arguments).code == expected
    assert pair("travel", "set", code, *one, "--workspace", pair.folder / "abj").status == 2
    assert not any(each["claimed"] for each in pair.at("abj", "travel", "list", code))
