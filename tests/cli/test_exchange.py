"""The whole way from an office to headquarters, on the command line alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_workspace import ABIDJAN, SIEGE


def test_headquarters_and_an_office_get_to_know_each_other(cli: Cli) -> None:
    headquarters = cli.json("init", cli.folder / "hq", *SIEGE)
    office = cli.json("init", cli.folder / "abj", *ABIDJAN)
    card, request = cli.folder / "HQ.sscard", cli.folder / "ABJ.sscreq"
    made = cli.at("hq", "enrol", "card", "--output", card)
    assert made == {"file": str(card), "fingerprint": headquarters["fingerprint"]}
    joined = cli.at("abj", "enrol", "join", card, "--output", request)
    assert joined["headquarters"] == "Siège"
    assert joined["headquarters_fingerprint"] == headquarters["fingerprint"]
    assert joined["fingerprint"] == office["fingerprint"]
    refused = cli.failing("hq", "enrol", "approve", request, "--fingerprint", "1111 2222")
    assert refused.code == "fingerprint-differs"
    assert cli.at("hq", "enrol", "list") == []
    approved = cli.at("hq", "enrol", "approve", request, "--fingerprint", office["fingerprint"])
    assert approved["device"] == office["device"]
    assert approved["status"] == "approved"
    assert approved["office"] == office["office"]
    assert cli.at("hq", "enrol", "list") == [approved]


def test_changes_arrive_once_however_often_the_file_does(pair: Cli, code: str) -> None:
    stick = pair.folder / "stick"
    stick.mkdir()
    made = pair.at("abj", "bundle", "export", "--output", stick)
    assert made.keys() == {"file", "number", "changes", "bytes"}
    assert made["number"] == 1
    assert made["bytes"] == Path(made["file"]).stat().st_size
    seen = pair.at("hq", "bundle", "inspect", made["file"])
    assert seen.keys() >= {"from", "number", "schema", "changes", "signature"}
    assert (seen["from"], seen["number"], seen["changes"]) == ("ABJ", 1, made["changes"])
    assert seen["signature"] == "approved"
    assert pair.at("hq", "activity", "list") == []
    (first,) = pair.at("hq", "bundle", "import", made["file"])
    assert first.keys() >= {"file", "status", "code", "changes", "conflicts"}
    assert (first["status"], first["changes"]) == ("imported", made["changes"])
    (again,) = pair.at("hq", "bundle", "import", stick)
    assert (again["status"], again["changes"]) == ("duplicate", 0)
    here, there = (pair.at(each, "activity", "show", code) for each in ("abj", "hq"))
    assert here == there
    assert pair.at("hq", "check") == {"ok": True, "problems": []}


def test_status_tells_what_is_missing(pair: Cli, code: str) -> None:
    made = pair.at("abj", "bundle", "export")
    before = pair.at("abj", "bundle", "status")
    assert before.keys() == {"vector", "not_yet_received", "last_acknowledged", "waiting"}
    assert before["not_yet_received"] == made["changes"]
    pair.at("hq", "bundle", "import", made["file"])
    assert made["changes"] in pair.at("hq", "bundle", "status")["vector"].values()


def test_an_altered_bundle_is_refused_with_status_1(pair: Cli, code: str) -> None:
    made = pair.at("abj", "bundle", "export")
    data = bytearray(Path(made["file"]).read_bytes())
    data[-30] ^= 1
    altered = pair.folder / "altered.sscb"
    altered.write_bytes(data)
    database = (pair.folder / "hq" / "data.db").read_bytes()
    answer = pair("bundle", "import", altered, "--json", "--workspace", pair.folder / "hq")
    assert answer.status == 1
    assert [each["status"] for each in answer.json] == ["refused"]
    assert answer.code == answer.json[0]["code"]
    assert (pair.folder / "hq" / "data.db").read_bytes() == database
    assert pair.failing("hq", "bundle", "inspect", altered).code == answer.json[0]["code"]


def test_a_stranger_s_bundle_is_put_aside_with_status_1(pair: Cli) -> None:
    pair.json("init", pair.folder / "bko", *ABIDJAN, "--office-code", "BKO")
    pair.at("bko", "enrol", "join", pair.folder / "HQ.sscard", "--output", pair.folder / "B.sscreq")
    made = pair.at("bko", "bundle", "export")
    answer = pair("bundle", "import", made["file"], "--json", "--workspace", pair.folder / "hq")
    assert answer.status == 1
    assert answer.json[0]["status"] == "quarantined"
    pair.at("hq", "enrol", "approve", pair.folder / "B.sscreq")
    # The approval took it in; giving it once more changes nothing.
    (taken,) = pair.at("hq", "bundle", "import", made["file"])
    assert taken["status"] == "duplicate"


def test_a_revoked_laptop_is_listed_as_revoked(pair: Cli) -> None:
    (known,) = pair.at("hq", "enrol", "list")
    assert pair.at("hq", "enrol", "revoke", known["device"])["status"] == "revoked"
    assert pair.failing("hq", "enrol", "revoke", "ffff").code == "unknown-device"
    assert pair.failing("abj", "enrol", "card", "--output", "x").code == "headquarters-only"


def test_levels_that_are_not_there_are_refused(pair: Cli) -> None:
    answer = pair.failing("abj", "bundle", "export", "--level", "aggregate")
    assert answer.code == "level-not-available"
    assert pair.failing("hq", "bundle", "export").code == "office-only"


@pytest.fixture
def two_laptops(pair: Cli, code: str) -> Cli:
    """The office's workspace restored on a second laptop, and one field changed on both."""
    made = pair.at("abj", "backup", "create", "--output", pair.folder)
    pair.at("abj2", "backup", "restore", made["file"])
    for laptop, city in (("abj", "Abidjan"), ("abj2", "Bouaké")):
        pair.at(laptop, "activity", "set", code, f"city={city} Plateau")
        pair.at("hq", "bundle", "import", pair.at(laptop, "bundle", "export")["file"])
    return pair


def test_two_values_of_one_field_are_both_kept_and_listed(two_laptops: Cli, code: str) -> None:
    (conflict,) = two_laptops.at("hq", "conflicts", "list")
    assert conflict.keys() >= {"id", "record", "field", "values", "shown"}
    activity = two_laptops.at("hq", "activity", "show", code)
    assert conflict["record"] == f"activity/{activity['id']}"
    assert conflict["field"] == "city"
    assert {each["value"] for each in conflict["values"]} == {"Abidjan Plateau", "Bouaké Plateau"}
    assert conflict["shown"] == activity["city"] == "Bouaké Plateau"
    for value in conflict["values"]:
        assert value.keys() >= {"value", "by", "at", "office"}
        assert (value["by"], value["office"]) == ("DEMO Abidjan", "ABJ")
    assert two_laptops.at("hq", "conflicts", "show", conflict["id"]) == conflict
    told = two_laptops(
        "conflicts", "show", conflict["id"], "--workspace", two_laptops.folder / "hq"
    )
    assert "Bouaké Plateau" in told.out
    assert two_laptops.failing("hq", "conflicts", "show", "none").code == "unknown-conflict"
    assert two_laptops.at("hq", "check")["ok"] is True


def test_without_a_headquarters_there_is_nobody_to_write_to(cli: Cli) -> None:
    cli.json("init", cli.folder / "abj", *ABIDJAN)
    assert cli.failing("abj", "bundle", "export").code == "not-enrolled"


def test_a_file_that_is_not_there_is_refused(pair: Cli) -> None:
    shutil.rmtree(pair.folder / "stick", ignore_errors=True)
    answer = pair("bundle", "import", "none.sscb", "--json", "--workspace", pair.folder / "hq")
    assert answer.status == 1
    assert answer.json[0]["status"] == "refused"


def test_an_office_recognises_the_bundle_it_wrote(pair: Cli, code: str) -> None:
    made = pair.at("abj", "bundle", "export")
    seen = pair.at("abj", "bundle", "inspect", made["file"])
    assert (seen["from"], seen["number"], seen["changes"]) == ("ABJ", 1, made["changes"])
    assert seen["signature"] == "own"


def test_approval_takes_in_what_was_kept_unopened(cli: Cli) -> None:
    cli.json("init", cli.folder / "hq", *SIEGE)
    cli.json("init", cli.folder / "abj", *ABIDJAN)
    card, request = cli.folder / "HQ.sscard", cli.folder / "ABJ.sscreq"
    cli.at("hq", "enrol", "card", "--output", card)
    cli.at("abj", "enrol", "join", card, "--output", request)
    days = ("--start", "2021-08-16", "--end", "2021-08-16")
    cli.at("abj", "activity", "add", "workshop", "--title", "DEMO", *days)
    made = cli.at("abj", "bundle", "export")
    assert cli.failing("hq", "bundle", "import", made["file"]).code == "unknown-signer"
    assert cli.at("hq", "activity", "list") == []
    cli.at("hq", "enrol", "approve", request)
    assert [each["title"] for each in cli.at("hq", "activity", "list")] == ["DEMO"]
