from __future__ import annotations

from tests.cli.conftest import Cli


def test_a_declaration_is_set_and_listed(pair: Cli) -> None:
    assert [each["authority"] for each in pair.at("abj", "declaration", "list")] == [
        "CNDP", "CDP", "ARTCI", "APDP",
    ]  # fmt: skip
    (told,) = pair.at(
        "abj",
        *("declaration", "set", "ci", "--set", "formality=authorisation"),
        *("--set", "receipt_no=2021-0456", "--set", "declared_on=2021-03-02"),
    )
    assert (told["country"], told["receipt_no"]) == ("CI", "2021-0456")
    assert told["declared_on"] == "2021-03-02"
    assert pair.at("abj", "declaration", "list")[2] == told
    shown = pair("declaration", "list", "--workspace", pair.folder / "abj")
    assert "2021-0456" in shown.out


def test_trouble_is_told(pair: Cli) -> None:
    pairs = ("--set", "receipt_no=1")
    assert pair.failing("abj", "declaration", "set", "FR", *pairs).code == "unknown-country"
    wrong = pair.failing("abj", "declaration", "set", "CI", "--set", "formality=x")
    assert wrong.code == "unknown-code"
    assert pair("declaration", "set", "CI").status == 2
