"""IATI files judged by the schema of the standard."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ssc_desktop.workbook.iati import (
    Action,
    Actual,
    Measured,
    Place,
    write_iati,
)

SCHEMA = Path(__file__).parent / "iati_203" / "iati-activities-schema.xsd"
AT = datetime(2021, 12, 31, 12, tzinfo=UTC)


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def faults(path: Path) -> list[str]:
    """What the schema finds wrong with a file."""
    schema().validate(etree.parse(path))
    return [str(each) for each in schema().error_log]


def action(*measured: Measured, title: str = "Coopération Sud-Sud") -> Action:
    return Action(
        identifier="XM-DEMO-T05",
        reporting_org="XM-DEMO",
        reporter={"": "GIZ"},
        titles={"fr": title, "ar": "التعاون جنوب-جنوب"},
        descriptions={"fr": title},
        partners=(("1", "Union européenne"), ("4", "GIZ")),
        status="2",
        dates=(("1", date(2018, 12, 1)), ("3", date(2021, 12, 31))),
        country="",
        region="298",
        places=(Place("CI", "CI", {"fr": "Côte d’Ivoire"}),),
        sector="15190",
        results={"fr": "Indicateurs communs"},
        set_code="EUTF-38",
        start=date(2021, 1, 1),
        end=date(2021, 12, 31),
        measured=measured,
    )


INDICATOR = Measured(
    "3.7",
    {"fr": "Personnes formées"},
    (
        Actual(39, comment={"fr": "cumulé"}),
        Actual(21, dimensions=(("sex", "female"),)),
        Actual(12, place="CI"),
    ),
    Decimal("40.5"),
    Decimal(0),
    2018,
)


def test_the_schema_itself_finds_faults(tmp_path: Path) -> None:
    """A schema that accepts everything would prove nothing."""
    path = tmp_path / "a.xml"
    write_iati(path, action(INDICATOR), AT)
    whole = path.read_text("utf-8")
    for right, wrong in (
        ('<period-start iso-date="2021-01-01" />', ""),
        ("<iati-identifier>", "<unknown/><iati-identifier>"),
        ('<target value="40.5" />', '<target><location ref="CI"/><comment/>x</target>'),
    ):
        assert right in whole
        path.write_text(whole.replace(right, wrong), "utf-8")
        assert faults(path)


def test_a_file_with_everything_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    assert write_iati(path, action(INDICATOR), AT) == 1
    assert faults(path) == []
    found = etree.parse(path).getroot()
    assert found.findtext("iati-activity/iati-identifier") == "XM-DEMO-T05"
    period = found.find("iati-activity/result/indicator/period")
    assert period is not None
    assert [each.get("value") for each in period.findall("actual")] == ["39", "21", "12"]
    assert period.find("target").get("value") == "40.5"  # type: ignore[union-attr]
    places = {each.get("ref") for each in found.iterfind("iati-activity/location")}
    told = {each.get("ref") for each in period.iterfind("actual/location")}
    assert told <= places


def test_a_file_without_indicators_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    write_iati(path, action(), AT)
    assert faults(path) == []


@given(st.text(max_size=40))
@settings(max_examples=40)
def test_any_text_makes_a_valid_file(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("iati") / "a.xml"
    measured = Measured("3.7", {"fr": text}, (Actual(1, comment={"fr": text}),))
    write_iati(path, action(measured, title=text), AT)
    assert faults(path) == []
