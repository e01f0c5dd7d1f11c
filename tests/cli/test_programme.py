"""`programme`: headquarters writes commitments, offices receive them and do not write them."""

from __future__ import annotations

from ssc_desktop.cli.programme import NOUNS
from ssc_desktop.services.programmes import EDITED
from tests.cli.conftest import Cli


def test_every_noun_can_be_named() -> None:
    assert tuple(EDITED) == NOUNS


def test_what_headquarters_writes_reaches_the_office(pair: Cli) -> None:
    made = pair.at("hq", "programme", "add", "commitment", "--set", "code=DEMO-1",
                   "--set", "text_fr=DEMO former les agents")  # fmt: skip
    pair.at("hq", "programme", "set", "commitment", made["id"], "--set", "state=done")
    programme, *_ = pair.at("hq", "programme", "show")
    pair.at("hq", "programme", "set", "programme", programme["id"], "--set", "contract_no=DEMO 7")
    pair.at("hq", "bundle", "export", "--to", "ABJ", "--output", pair.folder / "back.sscb")
    pair.at("abj", "bundle", "import", pair.folder / "back.sscb")
    told = {each["id"]: each for each in pair.at("abj", "programme", "show")}
    assert (told[made["id"]]["code"], told[made["id"]]["state"]) == ("DEMO-1", "done")
    assert told[programme["id"]]["contract_no"] == "DEMO 7"
    assert pair.at("hq", "programme", "remove", "commitment", made["id"])["removed"]
    back = pair.at("hq", "programme", "remove", "commitment", made["id"], "--restore")
    assert not back["removed"]


def test_an_office_is_refused_and_trouble_is_told(pair: Cli) -> None:
    office = ("--workspace", pair.folder / "abj")
    refused = pair("programme", "add", "commitment", "--set", "code=X", *office)
    assert (refused.status, "headquarters-only" in refused.err) == (1, True)
    headquarters = ("--workspace", pair.folder / "hq")
    refused = pair("programme", "add", "commitment", "--set", "text_fr=x", *headquarters)
    assert (refused.status, "needed" in refused.err) == (1, True)
    answer = pair("programme", "show", *headquarters)
    assert (answer.status, "Action plan" in answer.out) == (0, True)


def test_a_plan_goes_once_nothing_hangs_on_it_and_comes_back_with_its_commitment(pair: Cli) -> None:
    plan = pair.at("hq", "programme", "add", "action_plan", "--set", "code=DEMO-P")["id"]
    made = pair.at("hq", "programme", "add", "commitment", "--set", "code=DEMO-1",
                   "--set", f"action_plan_id={plan}")["id"]  # fmt: skip
    refused = pair.failing("hq", "programme", "remove", "action_plan", plan)
    assert refused.code == "plan-in-use"
    assert "commitments: 1, activities: 0" in refused.err
    pair.at("hq", "programme", "remove", "commitment", made)
    assert pair.at("hq", "programme", "remove", "action_plan", plan)["removed"]
    assert plan not in [each["id"] for each in pair.at("hq", "programme", "show")]
    pair.at("hq", "programme", "remove", "commitment", made, "--restore")
    told = [each["id"] for each in pair.at("hq", "programme", "show")]
    assert {plan, made} <= set(told)


def test_no_way_back_leads_an_office_around_headquarters(pair: Cli) -> None:
    kept = pair.at("hq", "programme", "add", "commitment", "--set", "code=DEMO-1")["id"]
    gone = pair.at("hq", "programme", "add", "commitment", "--set", "code=DEMO-2")["id"]
    pair.at("hq", "programme", "set", "commitment", kept, "--set", "state=done")
    pair.at("hq", "programme", "remove", "commitment", gone)
    pair.at("hq", "bundle", "export", "--to", "ABJ", "--output", pair.folder / "back.sscb")
    pair.at("abj", "bundle", "import", pair.folder / "back.sscb")
    step = pair.at("abj", "history", "show", "commitment", kept)[0]["step"]
    put_back = ("history", "put-back", "commitment", kept, "state", "--step", step)
    restore = ("removed", "restore", "commitment", gone)
    for each in (put_back, restore):
        assert pair.failing("abj", *each).code == "headquarters-only"
    told = {each["id"]: each for each in pair.at("abj", "programme", "show")}
    assert told[kept]["state"] == "done"
    assert gone not in told
    assert pair.at("hq", *put_back)["count"] == 1
    assert pair.at("hq", *restore)["count"] == 1
