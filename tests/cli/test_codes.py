"""`codes`: headquarters writes the code lists, offices receive them and do not write them."""

from __future__ import annotations

from tests.cli.conftest import Cli

NAMES = ("--set", "name_fr=Retour", "--set", "name_ar=العودة")


def test_what_headquarters_writes_reaches_the_office(pair: Cli) -> None:
    made = pair.at("hq", "codes", "add", "theme", "RT", *NAMES)
    assert made == {
        "list": "theme", "code": "RT", "name_en": None, "name_fr": "Retour", "name_ar": "العودة",
        "parent": None, "valid_from": None, "valid_to": None, "standing": "added",
    }  # fmt: skip
    changed = pair.at("hq", "codes", "set", "theme", "RT", "--set", "name_en=Return")
    assert (changed["name_en"], changed["name_fr"]) == ("Return", "Retour")
    gone = pair.at("hq", "codes", "withdraw", "theme", "MO", "--from", "2022-01-01")
    assert (gone["valid_to"], gone["standing"]) == ("2021-12-31", "withdrawn")
    pair.at("hq", "bundle", "export", "--to", "ABJ", "--output", pair.folder / "back.sscb")
    assert "RT" not in {each["code"] for each in pair.at("abj", "codes", "show", "theme")}
    pair.at("abj", "bundle", "import", pair.folder / "back.sscb")
    told = {each["code"]: each["standing"] for each in pair.at("abj", "codes", "show", "theme")}
    assert told == {"MD": "shipped", "DR": "shipped", "MO": "withdrawn", "RT": "added"}
    activity = pair.at(
        "abj",
        *("activity", "add", "workshop", "--title", "DEMO", "--start", "2021-08-16"),
        *("--set", "themes=retour"),
    )
    assert activity["themes"] == ["RT"]
    back = pair.at("hq", "codes", "withdraw", "theme", "MO", "--restore")
    assert (back["valid_to"], back["standing"]) == (None, "shipped")


def test_the_lists_say_whether_codes_can_be_added(pair: Cli) -> None:
    told = {each["list"]: each for each in pair.at("abj", "codes", "show")}
    assert told["theme"] == {"list": "theme", "codes": 3, "amended": 0, "may_grow": True}
    assert not told["sex"]["may_grow"]
    shown = pair("codes", "show", "--workspace", pair.folder / "abj").out
    assert "Types of activity" in shown
    shown = pair("codes", "show", "region", "--workspace", pair.folder / "abj").out
    assert "Withdrawn" in shown
    assert "12/03/2023" in shown


def test_an_office_is_refused_and_trouble_is_told(pair: Cli) -> None:
    assert pair.failing("abj", "codes", "add", "theme", "RT", *NAMES).code == "headquarters-only"
    for code, arguments in {
        "code-exists": ("add", "theme", "md", *NAMES),
        "malformed-code": ("add", "theme", "a b", *NAMES),
        "list-closed": ("add", "sex", "Y", *NAMES),
        "unknown-list": ("show", "themes"),
        "no-such-code": ("set", "theme", "XX", "--set", "name_fr=x"),
        "code-kept": ("withdraw", "evidence_type", "report"),
        "unknown-field": ("set", "theme", "MD", "--set", "colour=red"),
    }.items():
        assert pair.failing("hq", "codes", *arguments).code == code
