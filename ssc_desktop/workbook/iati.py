"""Writes an activity with its results as IATI 2.03; the order of elements is that of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as Xml

VERSION = "2.03"
# Codes of the lists of the standard: roles, statuses, kinds of dates, vocabularies.
FUNDING, IMPLEMENTING = "1", "4"
PIPELINE, IMPLEMENTATION, CLOSED = "1", "2", "4"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
_UNIT, _OUTPUT, _GENERAL = "1", "1", "1"
_OWN_VOCABULARY, _ISO_COUNTRIES = "99", "A4"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Names = Mapping[str, str]
"""A text by language; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class Place:
    """A location results are told of: a reference, its country and its names."""

    ref: str
    country: str
    names: Names


@dataclass(frozen=True, slots=True)
class Actual:
    """A value that was reached: in all, at a place, or by dimensions such as sex."""

    value: int | Decimal
    place: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    comment: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator in one period."""

    code: str
    names: Names
    actuals: tuple[Actual, ...]
    target: Decimal | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """What is told of the Action: who, what, when, where, and its results."""

    identifier: str
    reporting_org: str
    reporter: Names
    titles: Names
    descriptions: Names
    partners: tuple[tuple[str, str], ...]
    status: str
    dates: tuple[tuple[str, date], ...]
    country: str
    region: str
    places: tuple[Place, ...]
    sector: str
    results: Names
    set_code: str
    start: date
    end: date
    measured: tuple[Measured, ...]
    language: str = "fr"


def write_iati(path: Path, action: Action, at: datetime) -> int:
    """Write the file; returns how many indicators it tells of."""
    root = Xml.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", at.replace(microsecond=0).isoformat())
    root.append(_activity(action, at))
    Xml.indent(root)
    Xml.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return len(action.measured)


def _activity(action: Action, at: datetime) -> Xml.Element:
    made = Xml.Element("iati-activity")
    made.set(_LANG, action.language)
    made.set("default-currency", "EUR")
    made.set("humanitarian", "0")
    made.set("last-updated-datetime", at.replace(microsecond=0).isoformat())
    _text(made, "iati-identifier", action.identifier)
    reporter = Xml.SubElement(made, "reporting-org", ref=action.reporting_org, type="15")
    _narratives(reporter, action.reporter)
    _narratives(Xml.SubElement(made, "title"), action.titles)
    _narratives(Xml.SubElement(made, "description", type=_GENERAL), action.descriptions)
    for role, name in action.partners:
        _narratives(Xml.SubElement(made, "participating-org", role=role), {"": name})
    Xml.SubElement(made, "activity-status", code=action.status)
    for kind, day in action.dates:
        Xml.SubElement(made, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    if action.country:
        Xml.SubElement(made, "recipient-country", code=action.country, percentage="100")
    if action.region:
        region = {"code": action.region, "vocabulary": "1", "percentage": "100"}
        Xml.SubElement(made, "recipient-region", region)
    for place in action.places:
        _place(made, place)
    Xml.SubElement(made, "sector", {"vocabulary": "1", "code": action.sector})
    if action.measured:
        _result(made, action)
    return made


def _place(activity: Xml.Element, place: Place) -> None:
    made = Xml.SubElement(activity, "location", ref=place.ref)
    Xml.SubElement(made, "location-reach", code="1")
    _narratives(Xml.SubElement(made, "name"), place.names)
    level = {"vocabulary": _ISO_COUNTRIES, "level": "0", "code": place.country}
    Xml.SubElement(made, "administrative", level)


def _result(activity: Xml.Element, action: Action) -> None:
    made = Xml.SubElement(activity, "result", {"type": _OUTPUT, "aggregation-status": "0"})
    _narratives(Xml.SubElement(made, "title"), action.results)
    for each in action.measured:
        indicator = Xml.SubElement(made, "indicator", measure=_UNIT, ascending="1")
        _narratives(Xml.SubElement(indicator, "title"), each.names)
        Xml.SubElement(indicator, "reference", vocabulary=_OWN_VOCABULARY, code=each.code)
        if each.baseline is not None and each.baseline_year is not None:
            year = {"year": str(each.baseline_year), "value": _number(each.baseline)}
            Xml.SubElement(indicator, "baseline", year)
        _period(indicator, action, each)


def _period(indicator: Xml.Element, action: Action, measured: Measured) -> None:
    made = Xml.SubElement(indicator, "period")
    Xml.SubElement(made, "period-start", {"iso-date": action.start.isoformat()})
    Xml.SubElement(made, "period-end", {"iso-date": action.end.isoformat()})
    if measured.target is not None:
        Xml.SubElement(made, "target", value=_number(measured.target))
    for each in measured.actuals:
        actual = Xml.SubElement(made, "actual", value=_number(each.value))
        if each.place:
            Xml.SubElement(actual, "location", ref=each.place)
        for name, value in each.dimensions:
            Xml.SubElement(actual, "dimension", name=name, value=value)
        if any(each.comment.values()):
            _narratives(Xml.SubElement(actual, "comment"), each.comment)


def _narratives(parent: Xml.Element, names: Names) -> None:
    told = {code: _clean(text) for code, text in names.items() if text and _clean(text)}
    for code, text in (told or {"": "-"}).items():
        made = _text(parent, "narrative", text)
        if code:
            made.set(_LANG, code)


def _text(parent: Xml.Element, name: str, text: str) -> Xml.Element:
    made = Xml.SubElement(parent, name)
    made.text = text
    return made


def _clean(text: str) -> str:
    """A text without the characters XML cannot hold."""
    return "".join(each for each in text if each.isprintable() or each in "\n\t").strip()


def _number(value: int | Decimal) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def names_of(pairs: Iterable[tuple[str, str | None]]) -> Names:
    """Texts by language, the empty ones left out."""
    return {code: text for code, text in pairs if text}
