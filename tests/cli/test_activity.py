from __future__ import annotations

from uuid import UUID

import pytest

from tests.cli.conftest import Cli


def test_a_recorded_activity_is_told_as_agreed(pair: Cli) -> None:
    made = pair.at(
        "abj",
        *("activity", "add", "workshop", "--title", "Atelier DEMO", "--start", "2021-08-16"),
        *("--end", "2021-08-17", "--set", "city=Abidjan", "--set", "budget_planned=1234,5"),
        *("--set", "languages=fr,ar"),
    )
    UUID(made["id"])
    assert made["kind"] == "workshop"
    assert made["title"] == "Atelier DEMO"
    assert (made["start"], made["end"]) == ("2021-08-16", "2021-08-17")
    assert made["status"] == "planned"
    assert made["half_days"] == [
        f"2021-08-{day}/{part}" for day in (16, 17) for part in ("AM", "PM")
    ]
    assert made["city"] == "Abidjan"
    assert made["country"] == "CI"
    assert made["budget_planned"] == "1234.50"
    assert made["languages"] == ["ar", "fr"]
    assert pair.at("abj", "activity", "show", made["code"]) == made
    assert pair.at("abj", "activity", "show", made["id"]) == made
    listed = pair.at("abj", "activity", "list")
    assert [each["code"] for each in listed] == [made["code"]]
    assert listed[0].items() <= made.items()


@pytest.mark.parametrize("kind", ["workshop", "capacity_session", "pilot_activity"])
def test_every_kind_can_be_recorded(pair: Cli, kind: str) -> None:
    made = pair.at("abj", "activity", "add", kind, "--title", "T", "--start", "2021-08-16")
    assert made["kind"] == kind
    assert made["end"] == "2021-08-16"
    assert [each["kind"] for each in pair.at("abj", "activity", "list", "--kind", kind)] == [kind]


def test_fields_are_changed_and_cleared(pair: Cli, code: str) -> None:
    changed = pair.at("abj", "activity", "set", code, "city=Bouaké", "--end", "2021-08-18")
    assert changed["city"] == "Bouaké"
    assert len(changed["half_days"]) == 6
    cleared = pair.at("abj", "activity", "set", code, "--set", "city=")
    assert cleared["city"] is None


def test_a_removed_activity_comes_back_by_its_code(pair: Cli, code: str) -> None:
    assert pair.at("abj", "activity", "remove", code)["removed"] is True
    assert pair.at("abj", "activity", "list") == []
    assert [each["code"] for each in pair.at("abj", "activity", "list", "--removed")] == [code]
    assert pair.failing("abj", "activity", "show", code).code == "unknown-activity"
    assert pair.at("abj", "activity", "restore", code)["removed"] is False
    assert pair.at("abj", "activity", "show", code)["code"] == code


def test_what_does_not_fit_is_refused_with_its_reason(pair: Cli, code: str) -> None:
    add = ("activity", "add", "workshop", "--title", "T")
    cases = {
        ("activity", "show", "NONE"): "unknown-activity",
        (*add, "--start", "soon"): "not-a-date",
        (*add, "--start", "2021-08-16", "--end", "2021-08-15"): "end-before-start",
        (*add, "--start", "2021-08-16", "--set", "colour=red"): "unknown-field",
        (*add, "--start", "2021-08-16", "--set", "status=frozen"): "unknown-code",
        (*add, "--start", "2021-08-16", "--set", f"code={code}"): "code-taken",
        ("activity", "add", "seance", "--title", "T", "--start", "2021-08-16"): "unknown-kind",
        ("activity", "set", "NONE", "city=Abidjan"): "unknown-activity",
    }
    for arguments, expected in cases.items():
        assert pair.failing("abj", *arguments).code == expected
    assert len(pair.at("abj", "activity", "list")) == 1


def test_warnings_come_with_the_answer(pair: Cli) -> None:
    made = pair.at("abj", "activity", "add", "workshop", "--title", "T", "--start", "2025-08-16")
    assert {each["code"] for each in made["findings"]} == {"outside-period", "weekend"}
    assert all(each["message"] and each["field"] == "start" for each in made["findings"])


def test_a_person_reads_a_table(pair: Cli, code: str) -> None:
    listed = pair("activity", "list", "--workspace", pair.folder / "abj")
    head, row = listed.out.splitlines()
    assert head.split()[0] == "Code"
    assert row.startswith(code)
    assert "Atelier DEMO" in row
    shown = pair("activity", "show", code, "--workspace", pair.folder / "abj")
    assert "Half-days: 2021-08-16/AM" in shown.out
    assert "16 August 2021" in shown.out


def test_activities_are_found_by_their_words(pair: Cli, code: str) -> None:
    pair.at("abj", "activity", "add", "workshop", "--title", "Élan", "--start", "2021-09-01")
    found = pair.at("abj", "activity", "list", "--find", "elan")
    assert [each["title"] for each in found] == ["Élan"]


def test_an_activity_is_recorded_again_for_other_days(pair: Cli, code: str) -> None:
    made = pair.at("abj", "activity", "duplicate", code, "--start", "2021-10-04", "--title", "Bis")
    assert made["code"] != code
    assert (made["title"], made["start"], made["status"]) == ("Bis", "2021-10-04", "planned")
    assert made["half_days"][0] == "2021-10-04/AM"
    failed = pair.failing("abj", "activity", "duplicate", code, "--start", "soon")
    assert failed.code == "not-a-date"


def test_what_does_not_fit_and_what_is_missing_are_told(pair: Cli, code: str) -> None:
    pair.at("abj", "activity", "set", code, "status=closed", "--start", "2021-08-15")
    told = pair.at("abj", "activity", "check", code)
    codes = {each["code"]: each for each in told["findings"]}
    assert codes["weekend"]["field"] == "start"
    assert codes["closed-without-evidence"]["part"] == "evidence"
    assert 0 < told["complete"] < 1
    missing = {(each["part"], each["field"], each["type"]) for each in told["items"]
               if not each["done"]}  # fmt: skip
    assert ("details", "objectives", None) in missing
    assert ("evidence", None, "signed_attendance") in missing
    shown = pair("activity", "check", code, "--workspace", pair.folder / "abj")
    assert "Missing: Objectives" in shown.out


def test_the_list_is_narrowed_by_period_country_and_theme(pair: Cli, code: str) -> None:
    pair.at("abj", "activity", "add", "workshop", "--title", "B", "--start", "2021-12-01",
            "--set", "country=ML", "--set", "themes=MD")  # fmt: skip

    def titles(*options: str) -> list[str]:
        return [each["title"] for each in pair.at("abj", "activity", "list", *options)]

    assert titles("--country", "ML") == ["B"]
    assert titles("--theme", "MD") == ["B"]
    assert titles("--to", "2021-11-30") == ["Atelier DEMO"]
    assert titles("--from", "2021-12-02") == []
