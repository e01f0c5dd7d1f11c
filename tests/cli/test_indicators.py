"""`indicators` and `outputs` answer other programs, and tell people what is wrong."""

from __future__ import annotations

from typing import Any

from tests.cli.conftest import Cli

TRAINING = ("--title", "DEMO", "--start", "2021-08-16", "--end", "2021-08-17")
YEAR = ("--from", "2021-01-01", "--to", "2021-12-31")


def trained(pair: Cli) -> dict[str, Any]:
    """A training of two people, one of whom left early."""
    activity: dict[str, Any] = pair.at(
        "abj",
        *("activity", "add", "capacity_session", *TRAINING),
        *("--set", "indicators=3.7,3.6", "--set", "status=done"),
    )
    for name, sex in (("Awa", "F"), ("Moussa", "M")):
        person = pair.at(
            "abj",
            *("participants", "add", "--set", f"given_names=DEMO {name}", "--set", f"sex={sex}"),
            *("--set", "birth_year=1990", "--activity", activity["code"]),
        )
        for slot in activity["half_days"][: 4 if sex == "F" else 1]:
            pair.at(
                "abj",
                *("attendance", "mark", activity["code"], "--participant", person["id"]),
                *("--half-day", slot, "--state", "present"),
            )
    return activity


def one(pair: Cli, code: str, *options: str) -> dict[str, Any]:
    (found,) = [each for each in pair.at("abj", "indicators", *options) if each["code"] == code]
    return found  # type: ignore[no-any-return]


def test_indicators_tell_values_breakdowns_and_the_records_behind(pair: Cli) -> None:
    activity = trained(pair)
    assert activity["indicators"] == ["3.6", "3.7"]
    assert activity["indicators_proposed"] == []
    found = one(pair, "3.7", "--set", "EUTF-38", *YEAR, "--by", "sex,age,country")
    assert (found["set"], found["measure"], found["value"]) == ("EUTF-38", "people", 1)
    assert (found["participations"], found["participant_days"]) == (1, 2.0)
    assert found["by"] == {"sex": {"F": 1}, "age": {"30-35": 1}, "country": {"": 1}}
    assert [each["code"] for each in found["sources"]] == [activity["code"]]
    assert one(pair, "41.12", "--set", "EUTF-41")["value"] == 1
    assert one(pair, "3.7", "--from", "2022-01-01")["value"] == 0
    assert len(pair.at("abj", "indicators", "--all")) == 38
    shown = pair("indicators", "--workspace", pair.folder / "abj", lang="fr")
    assert "Nombre de personnes formées" in shown.out


def test_an_activity_that_names_no_indicator_is_proposed_some(pair: Cli) -> None:
    made = pair.at("abj", "activity", "add", "capacity_session", *TRAINING)
    assert made["indicators_proposed"] == ["3.6", "3.7"]


def test_targets_are_set_listed_and_removed(pair: Cli) -> None:
    told = pair.at("abj", "indicators", "targets", "set", "EUTF-38", "3.7", "--target", "200")
    assert [(each["target"], each["baseline"]) for each in told] == [(200, None)]
    pair.at("abj", "indicators", "targets", "set", "EUTF-38", "3.7", "--target", "50.5", *YEAR)
    assert one(pair, "3.7")["target"] == 200
    assert one(pair, "3.7", *YEAR)["target"] == 50.5
    told = pair.at("abj", "indicators", "targets", "list", "--set", "EUTF-38")
    assert [(each["from"], each["to"]) for each in told] == [
        (None, None),
        ("2021-01-01", "2021-12-31"),
    ]
    assert pair.at("abj", "indicators", "targets", "remove", "EUTF-38", "3.7", *YEAR) == told[:1]


def test_a_period_is_frozen_and_what_changed_since_is_told(pair: Cli) -> None:
    trained(pair)
    (period,) = pair.at("abj", "indicators", "freeze", *YEAR)
    assert (period["from"], period["to"], period["changed"]) == ("2021-01-01", "2021-12-31", [])
    trained(pair)
    (period,) = pair.at("abj", "indicators", "periods")
    changed = dict(next(each for each in period["changed"] if each["code"] == "3.7"))
    (record,) = changed.pop("records")
    assert changed == {
        "set": "EUTF-38", "code": "3.7", "frozen": 1, "current": 2, "difference": 1,
    }  # fmt: skip
    assert (record["kind"], record["frozen"], record["current"]) == ("activity", 0, 1)
    assert one(pair, "3.7", *YEAR)["value"] == 1
    assert pair.failing("abj", "indicators", "freeze", *YEAR).code == "already-frozen"
    assert pair.at("abj", "indicators", "unfreeze", *YEAR) == []
    assert pair.at("abj", "indicators", "unfreeze", *YEAR, "--restore") == [period]


def test_the_logframe_is_defined_and_counted(pair: Cli) -> None:
    trained(pair)
    fields = ("--set", "title_fr=Personnes formées", "--set", "follows=3.7")
    (told,) = pair.at("abj", "indicators", "define", "R1.1", *fields)
    assert (told["code"], told["follows"]) == ("R1.1", ["3.7"])
    assert one(pair, "R1.1", "--set", "LOGFRAME")["value"] == 1
    assert pair.at("abj", "indicators", "define", "R1.1", "--remove") == []


def test_outputs_are_recorded_changed_and_removed(pair: Cli) -> None:
    made = pair.at(
        "abj", "outputs", "add", "study", "--title", "DEMO", "--set", "reached_on=2021-09-30"
    )
    assert (made["counts_for"], made["indicators"], made["removed"]) == (["5.3"], [], False)
    changed = pair.at("abj", "outputs", "set", made["id"], "--set", "state=done")
    assert changed["state"] == "done"
    assert pair.at("abj", "outputs", "list", "--kind", "study") == [changed]
    assert one(pair, "5.3")["without_evidence"] == 1
    assert pair.at("abj", "outputs", "remove", made["id"])["removed"]
    assert pair.at("abj", "outputs", "list") == []
    assert not pair.at("abj", "outputs", "remove", made["id"], "--restore")["removed"]


def test_trouble_is_told(pair: Cli) -> None:
    assert pair.failing("abj", "indicators", "--set", "X").code == "unknown-indicator-set"
    refused = pair.failing("abj", "indicators", "targets", "set", "EUTF-38", "9.9")
    assert refused.code == "unknown-indicator"
    assert pair.failing("abj", "outputs", "set", "x", "--set", "state=done").code == "not-an-output"
    assert pair.failing("abj", "outputs", "add", "x", "--title", "y").code == "unknown-code"
    assert pair("indicators", "--by", "shoe", "--workspace", pair.folder / "abj").status == 2
