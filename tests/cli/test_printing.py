from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from ssc_desktop.settings import SHEET_COLUMNS, SHEET_LANGUAGE, SHEET_ORIENTATION, Settings
from tests.cli.conftest import Cli


@pytest.fixture
def listed(pair: Cli, code: str) -> list[str]:
    """The ids of three people on the list."""
    return [
        pair.at(
            "abj",
            *("participants", "add", "--activity", code, "--set", f"given_names={name}"),
            *("--set", "family_name=Traoré", "--set", "sex=F"),
        )["id"]
        for name in ("Awa", "Aïssatou", "Fatou")
    ]


def text_of(file: Path) -> str:
    document = pypdfium2.PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_both_sheets_print_in_every_language(
    pair: Cli, code: str, listed: list[str], language: str, tmp_path: Path
) -> None:
    for paper in ("attendance", "activity"):
        file = tmp_path / f"{paper}-{language}.pdf"
        told = pair.at("abj", "print", paper, code, "--language", language, "--output", file)
        assert told["file"] == str(file)
        assert told["language"] == language
        assert told["bytes"] == file.stat().st_size
        assert file.read_bytes().startswith(b"%PDF")
        # Readers of PDF files disagree on the order of Latin words in an Arabic line.
        assert all(part in text_of(file) for part in code.split("-"))


def test_the_geometry_names_every_cell_of_every_person(
    pair: Cli, code: str, listed: list[str], tmp_path: Path
) -> None:
    file, geometry = tmp_path / "sheet.pdf", tmp_path / "sheet.json"
    told = pair.at("abj", "print", "attendance", code, "--output", file, "--geometry", geometry)
    read = json.loads(geometry.read_text("utf-8"))
    assert read["sheet"] == told["sheet"]
    assert [each["page"] for each in read["pages"]] == list(range(1, told["pages"] + 1))
    cells = [cell for page in read["pages"] for cell in page["cells"]]
    named = {(cell["participant"], cell["half_day"]) for cell in cells}
    slots = pair.at("abj", "activity", "show", code)["half_days"]
    assert named == {(person, slot) for person in listed for slot in slots}
    for page in read["pages"]:
        assert page["size_mm"] == [297, 210]
        for cell in page["cells"]:
            x, y, width, height = cell["box_mm"]
            assert 0 <= x < x + width <= 297
            assert 0 <= y < y + height <= 210


def test_one_day_has_the_cells_of_that_day(
    pair: Cli, code: str, listed: list[str], tmp_path: Path
) -> None:
    geometry = tmp_path / "sheet.json"
    pair.at(
        "abj",
        *("print", "attendance", code, "--day", "2", "--geometry", geometry),
        *("--output", tmp_path / "sheet.pdf"),
    )
    read = json.loads(geometry.read_text("utf-8"))
    days = {cell["half_day"][:10] for page in read["pages"] for cell in page["cells"]}
    assert days == {"2021-08-17"}


def test_the_sheet_speaks_the_language_of_the_settings_not_of_the_messages(
    pair: Cli, code: str, tmp_path: Path
) -> None:
    Settings().set(SHEET_LANGUAGE, "ar")
    told = pair.at("abj", "print", "attendance", code, "--output", tmp_path / "sheet.pdf")
    assert told["language"] == "ar"


def test_every_printing_is_another_sheet(pair: Cli, code: str, tmp_path: Path) -> None:
    one, two = (
        pair.at("abj", "print", "attendance", code, "--output", tmp_path / "sheet.pdf")
        for _ in range(2)
    )
    assert one["sheet"] != two["sheet"]
    assert two["version"] == one["version"] + 1


def test_what_cannot_be_printed_is_told(pair: Cli, code: str, tmp_path: Path) -> None:
    output = ("--output", tmp_path / "sheet.pdf")
    assert pair.failing("abj", "print", "attendance", "NONE", *output).code == "unknown-activity"
    assert pair.failing("abj", "print", "activity", "NONE", *output).code == "unknown-activity"
    assert pair.failing("abj", "print", "attendance", code, "--day", "9", *output).status == 1
    nowhere = ("--output", tmp_path / "none" / "sheet.pdf")
    assert pair.failing("abj", "print", "attendance", code, *nowhere).status == 1
    assert not (tmp_path / "sheet.pdf").exists()


def test_a_geometry_that_cannot_be_written_leaves_no_printing_behind(
    pair: Cli, code: str, listed: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "sheet.pdf"
    to = ("print", "attendance", code, "--output", file, "--geometry")
    assert pair.failing("abj", *to, tmp_path / "nowhere" / "g.json").code == "paper-not-written"
    assert pair.failing("abj", *to, file).code == "same-file"
    assert not file.exists()
    assert pair.at("abj", *to, tmp_path / "g.json")["version"] == 1


def geometry_of(pair: Cli, code: str, folder: Path, *asked: str) -> dict[str, Any]:
    """The geometry of a sheet printed with these options."""
    file = folder / "g.json"
    to = ("--geometry", file, "--output", folder / "sheet.pdf")
    pair.at("abj", "print", "attendance", code, *asked, *to)
    read: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return read


def test_the_page_lies_or_stands_as_asked_else_as_the_settings_say(
    pair: Cli, code: str, listed: list[str], tmp_path: Path
) -> None:
    standing = geometry_of(pair, code, tmp_path, "--orientation", "portrait")
    assert {tuple(page["size_mm"]) for page in standing["pages"]} == {(210, 297)}
    Settings().set(SHEET_ORIENTATION, "portrait")
    assert geometry_of(pair, code, tmp_path)["pages"][0]["size_mm"] == [210, 297]
    lying = geometry_of(pair, code, tmp_path, "--orientation", "landscape")
    assert lying["pages"][0]["size_mm"] == [297, 210]


def test_columns_are_those_asked_for_else_those_of_the_settings(
    pair: Cli, code: str, listed: list[str], tmp_path: Path
) -> None:
    def shown(*asked: str) -> str:
        geometry_of(pair, code, tmp_path, "--language", "fr", *asked)
        return text_of(tmp_path / "sheet.pdf")

    usual = shown()
    assert "Téléphone" in usual
    assert "Tranche" not in usual
    chosen = shown("--column", "age", "--column", "image")
    assert "Tranche" in chosen
    assert "Téléphone, e-mail\r" not in chosen
    Settings().set(SHEET_COLUMNS, ["region"])
    assert "Région" in shown()
    to = ("--output", tmp_path / "sheet.pdf")
    problem = pair.failing("abj", "print", "attendance", code, "--column", "statuses", *to)
    assert problem.code == "unknown-column"
