from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from tests.cli.conftest import Cli

MORNING, AFTERNOON = "2021-08-16/AM", "2021-08-16/PM"


@pytest.fixture
def two(pair: Cli, code: str) -> tuple[str, str]:
    """Ids of a woman and a man on the list."""
    people = [
        pair.at(
            "abj",
            *("participants", "add", "--activity", code, "--set", f"given_names={name}"),
            *("--set", f"sex={sex}"),
        )["id"]
        for name, sex in (("Awa", "F"), ("Ali", "M"))
    ]
    return people[0], people[1]


def test_the_register_is_told_as_agreed(pair: Cli, code: str, two: tuple[str, str]) -> None:
    told = pair.at(
        "abj",
        *("attendance", "mark", code, "--participant", two[0], "--half-day", MORNING),
        *("--state", "present"),
    )
    assert told == pair.at("abj", "attendance", "show", code)
    assert told["activity"] == code
    assert told["half_days"] == [MORNING, AFTERNOON, "2021-08-17/AM", "2021-08-17/PM"]
    assert told["marks"] == [{"participant": two[0], "half_day": MORNING, "state": "present"}]
    assert told["totals"]["registered"] == 2
    assert told["totals"]["attended"] == 1
    assert told["totals"]["by_sex"] == {"F": 1, "M": 0, "X": 0}
    assert told["totals"]["participant_days"] == 0.5


def test_one_state_goes_to_all_people_and_half_days(
    pair: Cli, code: str, two: tuple[str, str]
) -> None:
    told = pair.at(
        "abj",
        *("attendance", "mark", code, "--participant", two[0], "--participant", two[1]),
        *("--half-day", MORNING, "--half-day", AFTERNOON, "--state", "late"),
    )
    assert len(told["marks"]) == 4
    assert {each["state"] for each in told["marks"]} == {"late"}


def test_as_many_of_each_go_together(pair: Cli, code: str, two: tuple[str, str]) -> None:
    told = pair.at(
        "abj",
        *("attendance", "mark", code),
        *("--participant", two[0], "--half-day", MORNING, "--state", "present"),
        *("--participant", two[1], "--half-day", AFTERNOON, "--state", "excused"),
    )
    assert told["marks"] == [
        {"participant": two[0], "half_day": MORNING, "state": "present"},
        {"participant": two[1], "half_day": AFTERNOON, "state": "excused"},
    ]


def test_none_clears_a_mark(pair: Cli, code: str, two: tuple[str, str]) -> None:
    here = ("--participant", two[0], "--half-day", MORNING)
    pair.at("abj", "attendance", "mark", code, *here, "--state", "absent")
    told = pair.at("abj", "attendance", "mark", code, *here, "--state", "none")
    assert told["marks"] == []


def test_marks_come_from_a_file_in_the_shape_they_are_told_in(
    pair: Cli, code: str, two: tuple[str, str], tmp_path: Path
) -> None:
    pair.at("abj", "attendance", "fill", code, "--state", "present")
    told = pair.at("abj", "attendance", "show", code)
    pair.at("abj", "attendance", "fill", code, "--state", "none", "--overwrite")
    assert pair.at("abj", "attendance", "show", code)["marks"] == []
    file = tmp_path / "marks.json"
    for kept in (told, told["marks"]):
        file.write_text(json.dumps(kept), "utf-8")
        assert pair.at("abj", "attendance", "mark", code, "--file", file) == told


@pytest.mark.parametrize("content", ["", "[1]", "{}", '[{"half_day": "x"}]', "\u00e9"])
def test_a_file_without_marks_is_refused(
    pair: Cli, code: str, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "marks.json"
    file.write_text(content, "utf-8")
    assert pair.failing("abj", "attendance", "mark", code, "--file", file).code == "not-marks"


def test_fill_leaves_what_is_marked_unless_told_otherwise(
    pair: Cli, code: str, two: tuple[str, str]
) -> None:
    here = ("--participant", two[0], "--half-day", MORNING)
    pair.at("abj", "attendance", "mark", code, *here, "--state", "absent")
    told = pair.at("abj", "attendance", "fill", code, "--state", "present", "--half-day", MORNING)
    assert {each["participant"]: each["state"] for each in told["marks"]} == {
        two[0]: "absent",
        two[1]: "present",
    }
    told = pair.at("abj", "attendance", "fill", code, "--state", "present", "--overwrite")
    assert len(told["marks"]) == 8
    assert {each["state"] for each in told["marks"]} == {"present"}


def test_what_does_not_fit_is_refused_and_nothing_is_marked(
    pair: Cli, code: str, two: tuple[str, str]
) -> None:
    mark = ("attendance", "mark", code, "--half-day", MORNING)
    cases = {
        (*mark, "--participant", "Awa", "--state", "present"): "not-a-participant",
        (*mark, "--participant", str(uuid4()), "--state", "present"): "not-registered",
        (*mark, "--participant", two[0], "--state", "asleep"): "unknown-state",
        (
            *("attendance", "mark", code, "--participant", two[0]),
            *("--half-day", "2022-01-01/AM", "--state", "present"),
        ): "unknown-half-day",
        (
            *("attendance", "fill", code, "--state", "present"),
            *("--half-day", "2022-01-01/AM"),
        ): "unknown-half-day",
        ("attendance", "show", "NONE"): "unknown-activity",
    }
    for arguments, expected in cases.items():
        assert pair.failing("abj", *arguments).code == expected
    assert pair.at("abj", "attendance", "show", code)["marks"] == []


def test_a_person_reads_letters_and_counts(pair: Cli, code: str, two: tuple[str, str]) -> None:
    pair.at("abj", "attendance", "fill", code, "--state", "present", "--half-day", MORNING)
    told = pair("attendance", "show", code, "--workspace", pair.folder / "abj")
    assert told.out.splitlines()[0].split() == [
        *("Participant", "Sex", "16/08", "AM", "16/08", "PM", "17/08", "AM", "17/08", "PM"),
    ]
    assert "2 of 2 attended (1 women, 1 men); 1 participant-days." in told.out


def test_somebody_is_checked_in_by_name_id_or_badge(
    pair: Cli, code: str, two: tuple[str, str]
) -> None:
    told = pair.at("abj", "attendance", "checkin", code, "awa", "--half-day", MORNING)
    assert told == {
        "participant": two[0], "half_day": MORNING, "state": "present", "before": None,
        "put_on_list": False, "recorded": False,
    }  # fmt: skip
    badge = f"SSCP1:{two[1].replace('-', '').upper()}"
    told = pair.at("abj", "attendance", "checkin", code, badge, "--half-day", MORNING)
    assert told["participant"] == two[1]
    told = pair.at("abj", "attendance", "checkin", code, two[0], "--half-day", MORNING)
    assert told["before"] == "present"
    marks = pair.at("abj", "attendance", "show", code)["marks"]
    assert {each["participant"] for each in marks} == set(two)


def test_a_walk_in_is_recorded_and_a_known_person_put_on_the_list(
    pair: Cli, code: str, two: tuple[str, str]
) -> None:
    here = ("--half-day", MORNING)
    told = pair.at("abj", "attendance", "checkin", code, "SARR Ndeye", *here, "--walk-in")
    assert told["recorded"]
    known = pair.at("abj", "participants", "add", "--set", "family_name=Fall")["id"]
    refused = pair.failing("abj", "attendance", "checkin", code, "fall", *here)
    assert refused.code == "not-registered"
    told = pair.at("abj", "attendance", "checkin", code, "fall", *here, "--register")
    assert (told["participant"], told["put_on_list"]) == (known, True)
    assert len(pair.at("abj", "attendance", "show", code)["participants"]) == 4


def test_who_is_not_found_or_not_the_only_one_is_not_checked_in(
    pair: Cli, code: str, two: tuple[str, str]
) -> None:
    for who, expected in (("zzz", "nobody-found"), ("a", "several-found")):
        assert pair.failing("abj", "attendance", "checkin", code, who).code == expected
    assert pair.at("abj", "attendance", "show", code)["marks"] == []


def test_a_hand_count_is_written_beside_the_marks_and_explained(
    pair: Cli, code: str, two: tuple[str, str], tmp_path: Path
) -> None:
    pair.at("abj", "attendance", "fill", code, "--state", "present")
    pdf, geometry = tmp_path / "sheet.pdf", tmp_path / "sheet.json"
    pair.at(
        "abj", "print", "attendance", code, "--day", "1", "--output", pdf, "--geometry", geometry
    )
    number = json.loads(geometry.read_text("utf-8"))["sheet"]
    count = ("attendance", "count", code)
    (told,) = pair.at("abj", *count)
    assert set(told["counted"].values()) == {None}
    assert told["marked"] == {"women": 1, "men": 1, "not_stated": 0, "total": 2}
    (told,) = pair.at("abj", *count, "--sheet", number, "--women", "2", "--total", "3")
    assert (told["differences"], told["open"]) == (["women", "total"], True)
    (told,) = pair.at("abj", *count, "--sheet", number, "--reason", "Parti avant la fin")
    assert told["counted"] == {"women": 2, "men": None, "not_stated": None, "total": 3}
    assert (told["reason"], told["open"]) == ("Parti avant la fin", False)
    (told,) = pair.at("abj", *count, "--sheet", number, "--women", "none", "--total", "2")
    assert told["differences"] == []
    assert told["counted"] == {"women": None, "men": None, "not_stated": None, "total": 2}
    told_apart = ("--women", "1", "--men", "0", "--not-stated", "1", "--total", "3")
    (told,) = pair.at("abj", *count, "--sheet", number, *told_apart)
    assert told["counted"] == {"women": 1, "men": 0, "not_stated": 1, "total": 3}
    assert told["differences"] == ["men", "not_stated", "total"]
    assert not told["adds_up"]
    assert pair.failing("abj", *count, "--sheet", "XXXX").code == "unknown-sheet"


def test_a_person_reads_where_a_count_differs(
    pair: Cli, code: str, two: tuple[str, str], tmp_path: Path
) -> None:
    pair.at("abj", "attendance", "fill", code, "--state", "present")
    geometry = tmp_path / "sheet.json"
    pair.at(
        "abj", "print", "attendance", code, "--day", "1",
        "--output", tmp_path / "sheet.pdf", "--geometry", geometry,
    )  # fmt: skip
    number = json.loads(geometry.read_text("utf-8"))["sheet"]
    pair.at("abj", "attendance", "count", code, "--sheet", number, "--men", "4")
    told = pair("attendance", "count", code, "--workspace", pair.folder / "abj")
    assert "Men: 4 counted by hand, 1 marked." in told.out
