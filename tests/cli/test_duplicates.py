"""Doubles from the command line: listed, compared, told apart, merged, two again, erased."""

from __future__ import annotations

from tests.cli.conftest import Cli


def add(pair: Cli, code: str, *pairs: str) -> str:
    told = [part for each in pairs for part in ("--set", each)]
    return str(pair.at("abj", "participants", "add", "--activity", code, *told)["id"])


def two(pair: Cli, code: str) -> tuple[str, str]:
    one = add(pair, code, "family_name=Sissoko", "given_names=Awa", "phone=+22365000001")
    other = add(
        pair,
        code,
        *("family_name=Cissokho", "given_names=Awa", "phone=+22365000001", "city=Kayes"),
        *("sex=F", "disability=yes"),
    )
    return one, other


def test_a_pair_is_listed_with_its_reasons_and_compared(pair: Cli, code: str) -> None:
    one, other = two(pair, code)
    (found,) = pair.at("abj", "duplicates", "list")
    assert (found["one"]["id"], found["other"]["id"]) == (one, other)
    assert found["score"] > 4
    assert {"name-variant", "phone-same"} <= set(found["reasons"])
    shown = pair.at("abj", "duplicates", "show", other, one)
    fields = {each["field"]: (each["one"], each["other"]) for each in shown["differences"]}
    assert fields["city"] == (None, "Kayes")
    assert "disability" not in fields
    told = pair("duplicates", "list", "--workspace", pair.folder / "abj")
    assert "same telephone" in told.out
    assert "SISSOKO Awa" in told.out
    assert pair("duplicates", "show", one, other, "--workspace", pair.folder / "abj").status == 0


def test_a_pair_told_apart_is_not_listed_until_it_is_taken_back(pair: Cli, code: str) -> None:
    one, other = two(pair, code)
    assert pair.at("abj", "duplicates", "dismiss", one, other)["distinct"] is True
    assert pair.at("abj", "duplicates", "list") == []
    assert pair.at("abj", "duplicates", "dismiss", one, other, "--undo")["distinct"] is False
    assert len(pair.at("abj", "duplicates", "list")) == 1


def test_two_are_merged_and_two_again(pair: Cli, code: str) -> None:
    one, other = two(pair, code)
    slot = ("--half-day", "2021-08-16/AM", "--state")
    pair.at("abj", "attendance", "mark", code, "--participant", one, *slot, "absent")
    pair.at("abj", "attendance", "mark", code, "--participant", other, *slot, "present")
    done = pair.at(
        "abj",
        *("participants", "merge", one, other, "--take", "city", "--set", "function=Juge"),
    )
    assert done == {"survivor": one, "merged": other, "written": ["city", "function"]}
    (listed,) = pair.at("abj", "participants", "list", "--activity", code)
    assert listed["id"] == one
    shown = pair.at("abj", "attendance", "show", code)
    assert shown["marks"] == [{"participant": one, "half_day": "2021-08-16/AM", "state": "present"}]
    (contradicted,) = shown["contradicted"]
    assert contradicted["states"] == ["present", "absent"]
    assert pair.failing("abj", "participants", "merge", one, other).code == "already-one"
    undone = pair.at("abj", "participants", "unmerge", other)
    assert (undone["restored"], undone["left"]) == (["city", "function"], [])
    assert len(pair.at("abj", "participants", "list", "--activity", code)) == 2


def test_an_erasure_has_to_be_confirmed_and_is_final(pair: Cli, code: str) -> None:
    one, _ = two(pair, code)
    assert pair.at("abj", "participants", "erasures") == []
    erase = ("participants", "erase", one, "--reason", "asked")
    assert pair.failing("abj", *erase).code == "not-confirmed"
    done = pair.at("abj", *erase, "--yes")
    assert (done["records"], done["evidence"]) == (1, [])
    (told,) = pair.at("abj", "participants", "erasures")
    assert (told["participant"], told["by"], told["office"]) == (one, "DEMO Abidjan", "ABJ")
    assert (told["reason"], len(told)) == ("asked", 5)
    assert [each["id"] for each in pair.at("abj", "participants", "list")] != [one]
    shown = pair.at("abj", "participants", "show", one)
    assert (shown["family_name"], shown["phone"], shown["erased"]) == (None, None, True)
    assert pair.failing("abj", *erase, "--yes").code == "person-erased"
    assert pair.at("abj", "check")["ok"]


def test_organisations_that_look_alike_are_listed(pair: Cli) -> None:
    assert pair.at("abj", "duplicates", "list", "--organisations") == []
