from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def session(pair: Cli) -> str:
    """A session of two days in Abidjan with two people, one of whom attended."""
    made = pair.at(
        "abj",
        *("activity", "add", "capacity_session", "--title", "Formation DEMO"),
        *("--start", "2021-08-16", "--end", "2021-08-17", "--set", "country=CI"),
    )
    code = str(made["code"])
    for family in ("Traoré", "Koné"):
        names = ("--set", f"family_name={family}", "--set", "given_names=Awa")
        pair.at("abj", "participants", "add", "--activity", code, *names)
    first = pair.at("abj", "attestation", "list", code, "--people")[0]["participant"]
    for half_day in made["half_days"]:
        pair.at(
            "abj",
            *("attendance", "mark", code, "--participant", first),
            *("--half-day", half_day, "--state", "present"),
        )
    return code


def test_people_issue_list_check_and_revoke(pair: Cli, session: str) -> None:
    people = pair.at("abj", "attestation", "list", session, "--people")
    assert [(each["attended"], each["possible"], each["reached"]) for each in people] == [
        (4, 4, True),
        (0, 4, False),
    ]
    (issued,) = pair.at("abj", "attestation", "issue", session)
    assert issued["activity"] == session
    assert issued["name"] == "TRAORÉ Awa"
    assert (issued["attended"], issued["possible"]) == (4, 4)
    assert pair.at("abj", "attestation", "list") == [issued]
    assert pair.at("abj", "attestation", "issue", session) == []
    spoken = f"{issued['serial'][:4]}-{issued['serial'][4:]}"
    checked = pair.at("abj", "attestation", "check", spoken, "--name", "Awa Traore")
    assert (checked["state"], checked["recorded"], checked["name_fits"]) == ("genuine", True, True)
    (revoked,) = pair.at("abj", "attestation", "revoke", spoken, "--reason", "Erreur")
    assert revoked["revoked_on"]
    assert revoked["reason"] == "Erreur"
    assert pair.at("abj", "attestation", "check", spoken)["state"] == "revoked"


def test_headquarters_reads_the_code_of_an_office(pair: Cli, session: str, tmp_path: Path) -> None:
    import zxingcpp

    from tests.paper.drawn import picture

    file = tmp_path / "attestations.pdf"
    pair.at("abj", "print", "attestations", session, "--output", file)
    text = zxingcpp.read_barcodes(picture(file.read_bytes()))[0].text
    early = pair.at("hq", "attestation", "check", text)
    assert (early["state"], early["recorded"], early["office"]) == ("genuine", False, "ABJ")
    whole = ("--level", "identified", "--basis", "DEMO 1", "--output", tmp_path)
    bundle = pair.at("abj", "bundle", "export", *whole)["file"]
    pair.at("hq", "bundle", "import", bundle)
    late: Any = pair.at("hq", "attestation", "check", text)
    assert (late["state"], late["name"]) == ("genuine", "TRAORÉ Awa")
    forged = text.replace(":4/4:", ":4/3:")
    assert pair.at("hq", "attestation", "check", forged)["state"] == "altered"
    shown = pair("attestation", "check", forged, "--workspace", pair.folder / "hq")
    assert shown.status == 0
    assert "altered" in shown.out


def test_trouble_is_told(pair: Cli, session: str) -> None:
    people = pair.at("abj", "attestation", "list", session, "--people")
    absent = people[1]["participant"]
    cases = {
        ("issue", "NONE"): "unknown-activity",
        ("issue", session, "--participant", absent): "below-threshold",
        ("revoke", "ZZZZ-ZZZZ", "--reason", "Erreur"): "unknown-attestation",
        ("check", "SSCA7:x"): "newer-attestation",
    }
    for arguments, code in cases.items():
        assert pair.failing("abj", "attestation", *arguments).code == code
    assert pair("attestation", "list", "--people").status == 2
    assert pair("attestation", "issue", session, "--participant", "x").status == 2
