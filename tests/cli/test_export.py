"""`export`: every form from the command line, and what is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from ssc_desktop.domain.export_forms import FORMS
from tests.cli.conftest import Cli


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_and_told(pair: Cli, code: str, form: str) -> None:
    assert code
    file = pair.folder / f"export{FORMS[form].suffixes[0]}"
    told = pair.at("abj", "export", form, "--output", file)
    assert told["form"] == form
    assert told["file"] == str(file)
    assert told["bytes"] == file.stat().st_size
    assert told["level"] == "pseudonymised"


def test_period_and_language_are_those_asked_for(pair: Cli, code: str) -> None:
    assert code
    file = pair.folder / "year.xlsx"
    asked = ("export", "workbook", "--output", file, "--language", "ar")
    pair.at("abj", *asked, "--from", "2022-01-01", "--to", "2022-12-31")
    book = openpyxl.load_workbook(file)
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    assert book["الأنشطة"].max_row == 1
    pair.at("abj", *asked, "--from", "2021-01-01", "--to", "2021-12-31")
    assert openpyxl.load_workbook(file)["الأنشطة"].max_row == 2


def test_the_publisher_stands_before_the_contract(pair: Cli) -> None:
    file = pair.folder / "iati.xml"
    pair.at("hq", "export", "iati", "--output", file, "--reporting-org", "XM-DEMO-1")
    assert "<iati-identifier>XM-DEMO-1-T05-EUTF-NOA-MA-06-01<" in file.read_text("utf-8")


def test_a_folder_gets_a_file_of_the_usual_name(pair: Cli) -> None:
    told = pair.at("hq", "export", "json", "--output", pair.folder, "--to", "2021-12-31")
    assert Path(told["file"]).name.startswith("json-2021-12-31-")
    assert json.loads(Path(told["file"]).read_text("utf-8"))["until"] == "2021-12-31"


def test_names_need_a_basis(pair: Cli, code: str) -> None:
    assert code
    file = pair.folder / "names.xlsx"
    asked = ("export", "workbook", "--output", file, "--level", "identified")
    assert pair.failing("abj", *asked).code == "basis-needed"
    assert not file.exists()
    assert pair.at("abj", *asked, "--basis", "DEMO 12/2021")["level"] == "identified"
    assert pair.at("abj", *asked)["level"] == "identified"


def test_wrong_forms_and_days_are_wrong_usage(pair: Cli) -> None:
    at = ("--workspace", pair.folder / "abj", "--output", pair.folder / "a.xlsx")
    for wrong in (("pdf",), ("workbook", "--from", "12/2021")):
        answer = pair("export", *wrong, *at)
        assert answer.status == 2
        assert answer.code == "usage"
    assert not (pair.folder / "a.xlsx").exists()


def test_a_wrong_ending_is_told(pair: Cli) -> None:
    answer = pair.failing("abj", "export", "iati", "--output", pair.folder / "a.csv")
    assert answer.code == "unknown-format"
