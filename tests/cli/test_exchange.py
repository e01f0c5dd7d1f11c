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
    assert made.keys() == {"file", "fingerprint", "lines"}
    assert (made["file"], made["fingerprint"]) == (str(card), headquarters["fingerprint"])
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
    assert made.keys() == {"file", "number", "changes", "bytes", "level", "parts"}
    assert (made["level"], made["parts"]) == ("pseudonymised", [])
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
    assert before.keys() == {
        *("vector", "not_yet_received", "last_acknowledged", "waiting"),
        "acknowledged_at",
    }
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


def test_a_level_and_a_size_of_parts_are_chosen(pair: Cli) -> None:
    for level in ("aggregate", "pseudonymised", "identified"):
        how = ("--level", level, "--part-size", "5MB", "--basis", "DEMO authorisation 7")
        made = pair.at("abj", "bundle", "export", *how)
        assert (made["level"], made["parts"]) == (level, [])
        assert pair.at("hq", "bundle", "inspect", made["file"])["level"] == level
        assert pair.at("abj", "bundle", "inspect", made["file"])["level"] == level
    assert pair.failing("abj", "bundle", "export", "--level", "all").code == "unknown-level"
    assert pair.failing("abj", "bundle", "export", "--part-size", "1kB").code == "part-size"
    assert pair.failing("hq", "bundle", "export").code == "office-only"


def test_names_leave_the_country_only_on_a_basis_which_is_kept(pair: Cli) -> None:
    identified = ("bundle", "export", "--level", "identified")
    assert pair.failing("abj", *identified).code == "basis-needed"
    assert list((pair.folder / "abj" / "outbox").glob("*.sscb")) == []
    pair.at("abj", *identified, "--basis", "DEMO authorisation 7")
    assert pair.at("abj", *identified)["level"] == "identified"
    assert pair.failing("abj", *identified, "--basis", "x" * 101).code == "basis-too-long"


def test_reported_totals_stand_beside_an_activity_until_its_people_come(
    pair: Cli, code: str
) -> None:
    people = pair.folder / "list.csv"
    people.write_text("Nom,Prénom,Sexe,Pays\nTraoré,Awa,F,Mali\n", encoding="utf-8")
    pair.at("abj", "participants", "import", people, "--activity", code)
    assert pair.at("hq", "bundle", "import", export(pair, "aggregate"))[0]["status"] == "imported"
    (total,) = pair.at("hq", "activity", "show", code)["reported_totals"]
    assert total.keys() == {
        "office", "device", "registered", "attended", "participant_days", "by",
    }  # fmt: skip
    assert (total["office"], total["registered"]) == ("ABJ", 1)
    assert total["by"]["sex"] == {"F": 1}
    said = pair("activity", "show", code, "--workspace", pair.folder / "hq").out
    assert "Reported by ABJ: 1 registered" in said
    pair.at("hq", "bundle", "import", export(pair, "pseudonymised"))
    assert pair.at("hq", "activity", "show", code)["reported_totals"] == []


def export(pair: Cli, level: str) -> str:
    return str(pair.at("abj", "bundle", "export", "--level", level)["file"])


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


def test_the_archive_is_taken_in_again_and_something_must_be_named(pair: Cli, code: str) -> None:
    made = pair.at("abj", "bundle", "export")
    pair.at("hq", "bundle", "import", made["file"])
    again = pair.at("hq", "bundle", "import", "--archive")
    assert [each["status"] for each in again] == ["duplicate"]
    assert pair("bundle", "import", "--workspace", pair.folder / "hq").status == 2


def test_an_older_copy_says_once_that_it_began_anew(pair: Cli, code: str) -> None:
    database = pair.folder / "abj" / "data.db"
    older = database.read_bytes()
    pair.at("abj", "bundle", "export")
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    database.write_bytes(older)
    first = pair("bundle", "status", "--json", "--workspace", pair.folder / "abj")
    assert (first.status, first.err.count("numbers its changes anew")) == (0, 1)
    second = pair("bundle", "status", "--json", "--workspace", pair.folder / "abj")
    assert (second.status, second.err) == (0, "")


def test_a_card_and_a_request_are_typed_from_paper(cli: Cli, tmp_path: Path) -> None:
    cli.json("init", cli.folder / "hq", *SIEGE)
    cli.json("init", cli.folder / "abj", *ABIDJAN)
    card, request = tmp_path / "HQ.sscard", tmp_path / "ABJ.sscreq"
    made = cli.at("hq", "enrol", "card", "--output", card, "--pdf", tmp_path / "card.pdf")
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    typed = tmp_path / "typed.txt"
    typed.write_text("\n".join(made["lines"]).lower().replace("0", "o"))
    joined = cli.at("abj", "enrol", "join", typed, "--typed", "--output", request)
    assert joined["headquarters_fingerprint"] == made["fingerprint"]
    shown = cli.at("abj", "enrol", "request", "--pdf", tmp_path / "request.pdf")
    assert shown["fingerprint"] == joined["fingerprint"]
    typed.write_text("\n".join([*shown["lines"][:-1], "XXXX XX"]))
    last = len(shown["lines"])
    refused = cli.failing("hq", "enrol", "approve", typed, "--typed")
    assert (refused.code, f"Line {last} " in refused.err) == ("line-wrong", True)
    typed.write_text("\n".join(shown["lines"]))
    approved = cli.at("hq", "enrol", "approve", typed, "--typed")
    assert approved["fingerprint"] == joined["fingerprint"]


def test_the_certificate_comes_back_and_a_new_key_is_learnt(pair: Cli, code: str) -> None:
    assert code
    assert pair.at("abj", "enrol", "certificate") is None
    pair.at("hq", "bundle", "import", pair.at("abj", "bundle", "export")["file"])
    changed = pair.at("hq", "enrol", "new-key")
    assert changed["number"] == 1
    back = pair.at("hq", "bundle", "export", "--to", "ABJ")
    pair.at("abj", "bundle", "import", back["file"])
    found = pair.at("abj", "enrol", "certificate")
    assert (found["number"], found["office_code"], found["revoked_from"]) == (1, "ABJ", 0)
    (known,) = pair.at("abj", "enrol", "list")
    assert known["fingerprint"] == changed["fingerprint"]
    (taken,) = pair.at(
        "hq", "bundle", "import", pair.at("abj", "bundle", "export", "--full")["file"]
    )
    assert taken["status"] in ("imported", "duplicate")
    revoked = pair.at("hq", "enrol", "revoke", found["device"], "--from", "3")
    assert (revoked["status"], revoked["revoked_from"]) == ("revoked", 3)
