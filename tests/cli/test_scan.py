"""`scan`: signed sheets on files read, told, recorded where it is sure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ssc_desktop.services.printed import Printed
from tests.cli.conftest import Cli
from tests.services.signed_scans import saved, scans_of

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


@pytest.fixture
def sheet(pair: Cli, code: str, tmp_path: Path) -> Printed:
    """A printed sheet of the first day with two people on it."""
    lines = "Nom,Prénom,Sexe\nDEMOTRAORE,Awa,F\nDEMOKONE,Issa,M\n"
    people = tmp_path / "people.csv"
    people.write_text(lines, "utf-8")
    pair.at("abj", "participants", "import", people, "--activity", code)
    file, geometry = tmp_path / "sheet.pdf", tmp_path / "sheet.json"
    pair.at(
        "abj",
        *("print", "attendance", code, "--day", 1, "--language", "fr"),
        *("--output", file, "--geometry", geometry),
    )
    return Printed(file.read_bytes(), described(geometry))


def described(path: Path) -> Any:
    """The geometry that was written to a file."""
    return json.loads(path.read_text("utf-8"))


def first_signs(cell: dict[str, Any]) -> bool:
    """The first person signs the morning."""
    return (cell["row"], cell["half_day"]) == (1, MORNING)


def test_a_signed_sheet_is_read_and_recorded_once(
    pair: Cli, code: str, sheet: Printed, tmp_path: Path
) -> None:
    scan = saved(scans_of(sheet, first_signs), tmp_path / "signed.jpg")
    read = pair.at("abj", "scan", scan, "--activity", code)
    (page,) = read["files"]
    assert sheet.geometry is not None
    assert (page["file"], page["sheet"]) == (str(scan), sheet.geometry["sheet"])
    assert (page["status"], page["page"], page["activity"]) == ("read", 1, code)
    named = [cell for cell in page["cells"] if cell["participant"]]
    assert [(cell["half_day"], cell["reading"]) for cell in named] == [
        (MORNING, "signed"), (AFTERNOON, "empty"), (MORNING, "empty"), (AFTERNOON, "empty"),
    ]  # fmt: skip
    assert all(0.5 <= cell["confidence"] <= 1 for cell in named)
    assert pair.at("abj", "attendance", "show", code)["marks"] == []
    applied = pair.at("abj", "scan", scan, "--apply")["applied"]
    assert (applied["marked"], applied["open"], applied["differing"]) == (1, 0, 0)
    marks = pair.at("abj", "attendance", "show", code)["marks"]
    assert marks == [
        {"participant": named[0]["participant"], "half_day": MORNING, "state": "present"}
    ]
    again = pair.at("abj", "scan", scan, "--apply")["applied"]
    assert (again["marked"], again["transaction"]) == (0, None)
    (kept,) = pair.at("abj", "evidence", "list", "--activity", code)
    assert kept["type"] == "signed_attendance"


def test_only_where_it_is_asked_for_is_somebody_marked_absent(
    pair: Cli, code: str, sheet: Printed, tmp_path: Path
) -> None:
    scan = saved(scans_of(sheet, first_signs), tmp_path / "signed.png")
    applied = pair.at("abj", "scan", scan, "--apply", "--absent")["applied"]
    assert applied["marked"] == 4
    states = [each["state"] for each in pair.at("abj", "attendance", "show", code)["marks"]]
    assert sorted(states) == ["absent", "absent", "absent", "present"]
    answer = pair("scan", scan, "--absent", "--workspace", pair.folder / "abj")
    assert answer.status == 2


def test_what_is_not_sure_is_listed_and_left(
    pair: Cli, code: str, sheet: Printed, tmp_path: Path
) -> None:
    (page,) = scans_of(sheet, first_signs)
    scan = saved([np.where(page > 140, 255, 0).astype(np.uint8)], tmp_path / "fax.png")
    answer = pair("scan", scan, "--apply", "--workspace", pair.folder / "abj")
    assert answer.status == 0
    assert "Boxes left to a person: 3." in answer.out
    assert "without grey" in answer.out
    assert len(pair.at("abj", "attendance", "show", code)["marks"]) == 1


def test_a_missing_page_and_an_older_version_are_told(
    pair: Cli, code: str, sheet: Printed, tmp_path: Path
) -> None:
    file, geometry = tmp_path / "both.pdf", tmp_path / "both.json"
    pair.at(
        "abj",
        *("print", "attendance", code, "--output", file, "--geometry", geometry),
    )
    both = scans_of(Printed(file.read_bytes(), described(geometry)), first_signs)
    scans = (
        saved(both[:1], tmp_path / "page1.png"),
        saved(scans_of(sheet, first_signs), tmp_path / "old.png"),
    )
    answer = pair("scan", *scans, "--workspace", pair.folder / "abj")
    assert answer.status == 0
    assert "page 2 of 2 is missing" in answer.out
    assert "is version 1; version 2 was printed since" in answer.out


def test_where_no_sheet_is_found_it_is_told_which_file_and_why(pair: Cli, tmp_path: Path) -> None:
    photo = saved([np.full((900, 1200), 200, np.uint8)], tmp_path / "photo.jpg")
    read = pair.at("abj", "scan", photo, tmp_path / "none.pdf")
    assert [each["status"] for each in read["files"]] == ["no-sheet", "broken-file"]
    assert [each["cells"] for each in read["files"]] == [[], []]
    refused = pair.failing("abj", "scan", photo, "--apply")
    assert refused.err.startswith("no-sheet-read: ")
