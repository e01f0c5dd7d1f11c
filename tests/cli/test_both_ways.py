"""Both ways on the command line: return bundles, decisions, and what headquarters looks at."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def hand_in(pair: Cli) -> None:
    made = pair.at("abj", "bundle", "export", "--level", "identified", "--basis", "DEMO 1")
    pair.at("hq", "bundle", "import", made["file"])


def hand_back(pair: Cli) -> None:
    made = pair.at("hq", "bundle", "export", "--to", "ABJ")
    assert made.keys() == {"file", "number", "changes", "bytes", "level", "parts"}
    (result,) = pair.at("abj", "bundle", "import", made["file"])
    assert result["status"] == "imported"


def test_a_return_bundle_acknowledges_and_says_where_records_stand(pair: Cli, code: str) -> None:
    key = pair.at("abj", "activity", "show", code)["id"]
    (standing,) = pair.at("abj", "bundle", "standing", "activity", key)
    assert (standing["record"], standing["state"]) == (f"activity/{key}", "only-here")
    hand_in(pair)
    assert pair.at("abj", "bundle", "status")["acknowledged_at"] is None
    hand_back(pair)
    status = pair.at("abj", "bundle", "status")
    assert status["not_yet_received"] == 0
    (standing,) = pair.at("abj", "bundle", "standing", "activity", key)
    assert (standing["state"], standing["since"]) == ("at-headquarters", status["acknowledged_at"])
    (laptop,) = pair.at("hq", "bundle", "laptops")
    assert (laptop["office"], laptop["last_number"], laptop["missing"]) == ("ABJ", 1, [])
    assert laptop["unacknowledged"] == 0
    assert pair.failing("hq", "bundle", "export", "--to", "XYZ").code == "unknown-office"
    assert pair.failing("abj", "bundle", "export", "--to", "ABJ").code == "headquarters-only"


def test_a_conflict_is_decided_undone_and_decided_again(pair: Cli, code: str) -> None:
    hand_in(pair)
    hand_back(pair)
    pair.at("abj", "activity", "set", code, "--set", "city=Man")
    pair.at("hq", "activity", "set", code, "--set", "city=Daloa")
    hand_in(pair)
    (conflict,) = pair.at("hq", "conflicts", "list")
    assert (conflict["kind"], conflict["settled"], conflict["field"]) == ("value", False, "city")
    assert pair.at("hq", "conflicts", "list", "--settled") == []
    decided = pair.at(
        "hq", "conflicts", "decide", conflict["id"], "--value", "Man", "--reason", "On the sheet"
    )
    assert decided["decided"] == [conflict["id"]]
    assert pair.at("hq", "conflicts", "list") == []
    (logged,) = pair.at("hq", "conflicts", "decisions")
    assert (logged["verdict"], logged["reason"]) == ("corrected", "On the sheet")
    assert pair.at("hq", "conflicts", "undo", decided["tx"])["count"] >= 1
    assert [each["id"] for each in pair.at("hq", "conflicts", "list")] == [conflict["id"]]
    pair.at("hq", "conflicts", "decide", conflict["id"], "--shown")
    hand_back(pair)
    shown = pair.at("abj", "activity", "show", code)["city"]
    assert shown == pair.at("hq", "activity", "show", code)["city"] == conflict["shown"]
    assert pair.failing("hq", "conflicts", "decide", "0000000000", "--shown").code == (
        "unknown-conflict"
    )


def test_an_import_is_previewed_and_taken_back(pair: Cli, code: str) -> None:
    made = pair.at("abj", "bundle", "export", "--level", "identified", "--basis", "DEMO 1")
    found = pair.at("hq", "bundle", "preview", made["file"])
    assert found.keys() == {"files", "records", "counts"}
    assert [each["status"] for each in found["files"]] == ["imported"]
    assert found["counts"]["ABJ"]["activity"] == {"added": 1, "conflicts": 0}
    assert pair.at("hq", "activity", "list") == []
    pair.at("hq", "bundle", "import", made["file"])
    assert len(pair.at("hq", "activity", "list")) == 1
    undone = pair.at("hq", "bundle", "undo", made["file"])
    assert "activity" in undone["nouns"]
    assert undone["left"] == []
    assert pair.at("hq", "activity", "list") == []
    pair.at("hq", "history", "undo", undone["tx"])
    assert [each["code"] for each in pair.at("hq", "activity", "list")] == [code]
    assert pair.at("hq", "bundle", "refused") == []
    missing = pair.failing("hq", "bundle", "undo", Path(made["file"]).with_name("none.sscb"))
    assert missing.code == "file-not-read"
