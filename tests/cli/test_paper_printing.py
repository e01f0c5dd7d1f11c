"""`print` of badges, attestations, lists to pay by, forms, monitoring sheets, and all at once."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from ssc_desktop.language import LANGUAGES
from tests.cli.conftest import Cli


@pytest.fixture
def training(pair: Cli) -> str:
    """A training of two days with three people who were always there."""
    dates = ("--start", "2021-08-16", "--end", "2021-08-17")
    told = pair.at("abj", "activity", "add", "capacity_session", "--title", "DEMO", *dates)
    code = str(told["code"])
    for name in ("Awa", "Aïssatou", "محمد"):
        values = ("--set", f"given_names={name}", "--set", "family_name=Traoré")
        pair.at("abj", "participants", "add", "--activity", code, *values)
    pair.at("abj", "attendance", "fill", code, "--state", "present")
    return code


def _pages(file: Path) -> int:
    return len(pypdfium2.PdfDocument(file))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("paper", "more", "pages"),
    [
        ("badges", ("--per-page", "10"), 1),
        ("attestations", (), 3),
        ("perdiem", ("--identity",), 1),
        ("test", ("--copies", "2"), 4),
        ("evaluation", ("--copies", "2"), 2),
    ],
)
def test_each_paper_prints_in_every_language(
    pair: Cli,
    training: str,
    paper: str,
    more: tuple[str, ...],
    pages: int,
    language: str,
    tmp_path: Path,
) -> None:
    file = tmp_path / f"{paper}.pdf"
    told = pair.at("abj", "print", paper, training, *more, "--language", language, "--output", file)
    size = file.stat().st_size
    assert told == {"file": str(file), "paper": paper, "language": language, "bytes": size}
    assert _pages(file) == pages


def test_a_pilot_activity_prints_its_monitoring_sheet(pair: Cli, tmp_path: Path) -> None:
    made = pair.at(
        "abj",
        *("activity", "add", "pilot_activity", "--title", "DEMO Microprojet"),
        *("--start", "2021-08-16"),
    )
    file = tmp_path / "pilot.pdf"
    pair.at("abj", "print", "pilot", made["code"], "--output", file)
    assert _pages(file) >= 1


def test_only_some_people_get_their_attestation(pair: Cli, training: str, tmp_path: Path) -> None:
    file = tmp_path / "one.pdf"
    person = pair.at("abj", "participants", "list", "--activity", training)[1]["id"]
    pair.at("abj", "print", "attestations", training, "--participant", person, "--output", file)
    assert _pages(file) == 1


def test_all_papers_go_into_one_folder_with_a_file_each(
    pair: Cli, training: str, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    languages = ("--language", "fr", "--language", "ar")
    told = pair.at("abj", "print", "all", training, *languages, "--output", folder)
    names = {each["paper"] for each in told}
    assert {"attendance", "badges", "activity", "perdiem", "test", "attestations"} <= names
    assert [each["language"] for each in told] == ["fr"] * len(names) + ["ar"] * len(names)
    assert {Path(each["file"]) for each in told} == set(folder.iterdir())


def test_only_the_papers_that_are_named_are_printed(
    pair: Cli, training: str, tmp_path: Path
) -> None:
    asked = ("--paper", "badges", "--paper", "perdiem", "--language", "en")
    told = pair.at("abj", "print", "all", training, *asked, "--output", tmp_path / "some")
    assert [each["paper"] for each in told] == ["badges", "perdiem"]
    refused = pair.failing(
        "abj", "print", "all", training, "--paper", "poster", "--output", tmp_path / "none"
    )
    assert refused.code == "unknown-paper"
    assert not (tmp_path / "none").exists()


def test_the_register_of_processing_prints_for_one_country(pair: Cli, tmp_path: Path) -> None:
    file = tmp_path / "register.pdf"
    told = pair.at("abj", "print", "register", "--country", "CI", "--output", file)
    assert told["paper"] == "register"
    assert _pages(file) >= 1


def test_what_cannot_be_printed_yet_says_why(pair: Cli, code: str, tmp_path: Path) -> None:
    for paper in ("badges", "attestations", "perdiem"):
        refused = pair.failing("abj", "print", paper, code, "--output", tmp_path / "none.pdf")
        assert refused.code == "nothing-to-print"
    assert not (tmp_path / "none.pdf").exists()
