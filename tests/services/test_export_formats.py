"""Exports opened by the programs they are for: libhxl, a schema validator, pyxform, any reader of CSV."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hxl
import openpyxl
import pytest
from lxml import etree
from pyxform.xls2xform import xls2xform_convert

from ssc_desktop.domain.reference import code_lists, shipped
from ssc_desktop.language import Language
from ssc_desktop.services.activities import change_activity, find_activity
from ssc_desktop.services.indicators import indicator_figures
from ssc_desktop.services.workspaces import Workspace
from tests.services.exported import exported, separated, text_of, training_and_pilot
from tests.workbook.test_iati import faults

NUMBERS = ("#reached", "#targeted", "#indicator+num", "#value")
LANGUAGES = ("fr", "en", "ar")


# --- HXL ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_hxl_is_valid_in_the_eyes_of_libhxl(
    office: Workspace, tmp_path: Path, suffix: str, language: str
) -> None:
    training_and_pilot(office)
    path = tmp_path / f"hxl{suffix}"
    assert exported(office, "hxl", path, language=Language(language)).rows == 2
    told = hxl.validate(opened(path))
    assert told["is_valid"]
    assert told["issues"] == []
    found = opened(path)
    tags = [str(each) for each in found.display_tags]
    assert [str(each) for each in map(hxl.model.Column.parse, tags)] == tags
    assert {"#activity+code", "#country+code", "#adm1+code", "#date+start", "#reached+f"} <= {*tags}
    rows = [dict(zip(tags, row.values, strict=True)) for row in found]
    training = rows[0]
    assert training["#date+start"] == "2021-08-16"
    assert float(training["#reached"]) == 2
    assert float(training["#value+budget"]) == 1234567.5
    assert training["#adm1+code"] == "CI-AB"
    for row in rows:
        for tag, value in row.items():
            assert not (tag.startswith(NUMBERS) and value) or float(value) >= 0


def test_hxl_finds_faults_where_there_are_some(office: Workspace, tmp_path: Path) -> None:
    """A validator that accepts everything would prove nothing."""
    training_and_pilot(office)
    path = tmp_path / "hxl.csv"
    exported(office, "hxl", path)
    path.write_text(path.read_text("utf-8").replace("2021-08-16", "soon"), "utf-8")
    assert hxl.validate(opened(path))["issues"]


def test_sums_over_hxl_rows_are_those_of_the_indicators(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    path = tmp_path / "hxl.csv"
    exported(office, "hxl", path)
    tags = {str(each) for each in opened(path).display_tags}
    for figure in indicator_figures(office.store):
        tag = f"#indicator+num+i{figure.code.replace('.', '_')}"
        assert (tag in tags) == bool(figure.sources), tag
        if figure.sources:
            told = sum(float(row.get(tag) or 0) for row in opened(path))
            assert told == sum(each.value for each in figure.sources)


def opened(path: Path) -> hxl.model.Dataset:
    return hxl.data(str(path), hxl.InputOptions(allow_local=True))


# --- IATI -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_iati_is_valid_and_tells_the_values(
    office: Workspace, tmp_path: Path, language: str
) -> None:
    training_and_pilot(office)
    path = tmp_path / "iati.xml"
    exported(office, "iati", path, language=Language(language), reporting_org="XM-DEMO-1")
    assert faults(path) == []
    (activity,) = etree.parse(path).getroot()
    assert activity.findtext("iati-identifier") == "XM-DEMO-1-T05-EUTF-NOA-MA-06-01"
    told = {
        each.find("reference").get("code"): each.find("period/actual").get("value")
        for each in activity.iterfind("result/indicator")
    }
    wanted = {
        each.code: str(each.value) for each in indicator_figures(office.store) if each.sources
    }
    assert wanted
    assert wanted.items() <= told.items()


def test_iati_points_only_to_places_it_describes(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    path = tmp_path / "iati.xml"
    exported(office, "iati", path)
    (activity,) = etree.parse(path).getroot()
    described = [each.get("ref") for each in activity.iterfind("location")]
    told = {each.get("ref") for each in activity.iterfind(".//actual/location")}
    assert len(described) == len(set(described))
    assert told <= set(described)
    assert {"MA", "CI", "ML", "SN"} <= set(described)


def test_iati_names_who_pays_and_not_how_much(office: Workspace, tmp_path: Path) -> None:
    exported(office, "iati", tmp_path / "iati.xml")
    (activity,) = etree.parse(tmp_path / "iati.xml").getroot()
    payers = activity.xpath("participating-org[@role='1']/narrative/text()")
    assert payers == ["EUTF", "BMZ"]


# --- XLSForm --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_pyxform_makes_a_form_of_it(office: Workspace, tmp_path: Path, language: str) -> None:
    code = training_and_pilot(office)
    path, form = tmp_path / "form.xlsx", tmp_path / "form.xml"
    exported(office, "xlsform", path, language=Language(language))
    warnings = xls2xform_convert(str(path), str(form), validate=False, pretty_print=True)
    assert warnings == []
    told = form.read_text("utf-8")
    assert "<repeat nodeset=" in told
    for words in ("Nom de famille", "Sex", "الجنس", code, "Ivoire", "كوت ديفوار"):
        assert words in told, words
    assert told.count("<translation lang=") == 3


def test_pyxform_finds_faults_where_there_are_some(office: Workspace, tmp_path: Path) -> None:
    """A reader that accepts everything would prove nothing."""
    path = tmp_path / "form.xlsx"
    exported(office, "xlsform", path)
    book = openpyxl.load_workbook(path)
    for row in book["survey"].iter_rows():
        if row[1].value == "sex":
            row[0].value = "select_one nothing"
    book.save(path)
    with pytest.raises(Exception, match="nothing"):
        xls2xform_convert(str(path), str(tmp_path / "form.xml"), validate=False)


def test_the_form_offers_the_lists_of_the_program(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    path = tmp_path / "form.xlsx"
    made = exported(office, "xlsform", path)
    heads, *rows = openpyxl.load_workbook(path)["choices"].iter_rows(values_only=True)
    choices = [dict(zip(heads, row, strict=True)) for row in rows]
    assert made.rows == len(choices)
    lists = {each["list_name"] for each in choices}
    assert {*code_lists()} - lists == {"logo_place", "officer_role", "formality"}
    assert all(each["label::Français (fr)"] and each["label::العربية (ar)"] for each in choices)
    names = [(each["list_name"], each["name"]) for each in choices]
    assert len(names) == len(set(names))
    assert {name for which, name in names if which == "sex"} == {
        each.code for each in shipped("sex")
    }
    regions = [each for each in choices if each["list_name"] == "region"]
    assert {each["parent"] for each in regions} == {"MA", "CI", "ML", "SN"}


def test_an_empty_workspace_has_a_form_too(office: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    exported(office, "xlsform", path)
    assert xls2xform_convert(str(path), str(tmp_path / "form.xml"), validate=False) == []


def test_titles_of_sensitive_activities_stay_here(office: Workspace, tmp_path: Path) -> None:
    code = training_and_pilot(office)
    with office.store.reading() as db:
        key = find_activity(db, code).id
    change_activity(office.store, key, {"sensitive": True})
    exported(office, "xlsform", tmp_path / "form.xlsx")
    told = text_of(tmp_path / "form.xlsx")
    assert code in told
    assert "DEMO Formation" not in told


# --- 3W and OPSYS ---------------------------------------------------------------------------------


def test_3w_says_who_does_what_where(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    exported(office, "3w", tmp_path / "a.csv")
    training, pilot = separated(tmp_path / "a.csv")
    assert training["Organisation"] == "Expertise France"
    assert training["Donors"] == "EUTF; BMZ"
    assert (training["Country code"], training["Admin 1 code"]) == ("CI", "CI-AB")
    assert training["Number of primary beneficiaries"] == "2"
    assert training["Start date"] == "2021-08-16"
    assert pilot["Activity title"] == "'=DEMO pilote"
    assert pilot["Primary beneficiaries"] == "Host community"
    assert pilot["Number of primary beneficiaries"] == "30"
    assert pilot["Number of secondary beneficiaries"] == "12"


def test_both_endings_hold_the_same(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    for form in ("3w", "opsys"):
        for suffix in (".csv", ".xlsx"):
            exported(office, form, tmp_path / f"{form}{suffix}", set_code="EUTF-38")
        rows = separated(tmp_path / f"{form}.csv")
        sheet = openpyxl.load_workbook(tmp_path / f"{form}.xlsx").worksheets[0]
        heads, *cells = sheet.iter_rows(values_only=True)
        assert list(rows[0]) == list(heads)
        assert len(rows) == len(cells)
        for row, line in zip(rows, cells, strict=True):
            for told, cell in zip(row.values(), line, strict=True):
                assert bool(told) == (cell is not None)


def test_opsys_tells_current_values(office: Workspace, tmp_path: Path) -> None:
    code = training_and_pilot(office)
    exported(office, "opsys", tmp_path / "a.csv", set_code="EUTF-38")
    told = {row["Indicator code"]: row for row in separated(tmp_path / "a.csv")}
    figures = {each.code: each for each in indicator_figures(office.store) if each.sources}
    assert figures.keys() <= told.keys()
    for number, figure in figures.items():
        assert float(told[number]["Current value"]) == figure.value
    assert code in told["3.7"]["Source of data"]


# --- JSON -----------------------------------------------------------------------------------------


def test_json_holds_everything_and_agrees_with_itself(office: Workspace, tmp_path: Path) -> None:
    code = training_and_pilot(office)
    path = tmp_path / "all.json"
    made = exported(office, "json", path)
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    assert (told["format"], told["version"], told["level"]) == (
        *("ssc-desktop-export", 1, "pseudonymised"),
    )
    lists = [each for each in told.values() if isinstance(each, list)]
    assert made.rows == sum(map(len, lists))
    training = next(each for each in told["activities"] if each["code"] == code)
    assert training["half_days"] == [f"2021-08-{day}/{part}" for day in (16, 17) for part in HALVES]
    assert training["reach"]["attended"] == 2
    assert training["budget_planned"] == "1234567.50"
    people = {each["id"] for each in told["participants"]}
    assert {each["participant"] for each in told["registrations"]} <= people
    assert {each["participant"] for each in told["attendance"]} <= people
    assert {each["activity_id"] for each in told["milestones"]} <= {
        each["id"] for each in told["activities"]
    }
    assert {each["list"] for each in told["code_lists"]} == {*code_lists()}


HALVES = ("AM", "PM")


def test_json_with_names_has_the_same_shape(office: Workspace, tmp_path: Path) -> None:
    training_and_pilot(office)
    exported(office, "json", tmp_path / "names.json", level="identified", basis="DEMO 1")
    told = json.loads((tmp_path / "names.json").read_text("utf-8"))
    person = next(each for each in told["participants"] if each["family_name"] == "Traoré")
    assert person["id"].startswith("P-")
    assert person["birth_year"] == 1987
    assert "person_statuses" not in person
    assert "note" not in person
