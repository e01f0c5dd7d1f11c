"""HXL: one row for each activity, under a row of humanitarian hashtags."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.reference import entries
from ssc_desktop.language import N_
from ssc_desktop.services.export_columns import Columns, Drawn, table_of
from ssc_desktop.services.export_counts import MEN, WOMEN
from ssc_desktop.services.export_facts import ExportFacts, in_euro
from ssc_desktop.services.export_lists import write_list
from ssc_desktop.services.export_places import Places, expected, planned
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.book import Progress
from ssc_desktop.workbook.table import Column

_SEXES = {WOMEN: "f", MEN: "m"}
Get = Callable[[Activity], object]


def write_hxl(path: Path, facts: ExportFacts, progress: Progress) -> int:
    """Write the activities of the period; returns how many there are."""
    hxl = _Hxl(facts)
    drawn = [*hxl.identity(), *hxl.place(), *hxl.people(), *hxl.indicators(), *hxl.money()]
    table = table_of("activities", facts.language(N_("Activities")), drawn, facts.activities)
    return write_list(path, table, facts.language, progress, tagged=True)


class _Hxl:
    """The columns, each with its tag; attributes after the tag are free in HXL."""

    def __init__(self, facts: ExportFacts) -> None:
        self._facts = facts
        self._columns = Columns(facts)
        self._places = Places(facts, self._columns)

    def _drawn(self, tag: str, label: str, get: Get, kind: str = kinds.TEXT) -> Drawn:
        return Column(self._facts.language(label), kind, tag=tag), get

    def identity(self) -> list[Drawn]:
        """What the activity is, and whose."""
        name, places = self._columns.code_name, self._places
        return [
            self._drawn("#meta+id", N_("Identifier"), lambda each: str(each.id)),
            self._drawn("#activity+code", N_("Code"), lambda each: each.code),
            self._drawn("#activity+name", N_("Title"), lambda each: each.title),
            self._drawn(
                "#activity+type", N_("Type"), lambda each: name("activity_type", each.activity_type)
            ),
            self._drawn("#sector", N_("Sector"), places.themes),
            self._drawn("#subsector", N_("Sub-sector"), places.sector),
            self._drawn("#status", N_("Status"), lambda each: name("activity_status", each.status)),
            self._drawn("#org+funder", N_("Donors"), places.funders),
            self._drawn("#org+impl", N_("Lead agency"), places.agency),
            self._drawn("#org+host", N_("Host institution"), places.host),
        ]

    def place(self) -> list[Drawn]:
        """Where and when."""
        places = self._places
        return [
            self._drawn("#country+code", N_("Country"), lambda each: each.country),
            self._drawn("#adm1+code", N_("Region code"), places.first_level),
            self._drawn(
                "#adm1+name",
                N_("Region"),
                lambda each: places.region_name(places.first_level(each)),
            ),
            self._drawn("#loc+city", N_("City or commune"), places.city),
            self._drawn("#loc+venue", N_("Venue"), places.venue),
            self._drawn("#date+start", N_("Start date"), lambda each: each.start, kinds.DAY),
            self._drawn(
                "#date+end", N_("End date"), lambda each: each.end or each.start, kinds.DAY
            ),
        ]

    def people(self) -> list[Drawn]:
        """How many were expected and came, by sex and age group."""
        reach, whole = self._facts.reach_of, kinds.WHOLE
        drawn = [
            self._drawn("#targeted", N_("People expected"), expected, whole),
            self._drawn("#reached", N_("People present"), lambda each: reach(each).attended, whole),
            self._drawn(
                "#reached+f", N_("Women present"), lambda each: reach(each).of_sex(WOMEN), whole
            ),
            self._drawn(
                "#reached+m", N_("Men present"), lambda each: reach(each).of_sex(MEN), whole
            ),
        ]
        for sex, attribute in _SEXES.items():
            for band in entries("age_band"):
                tag = f"#reached+{attribute}+{_attribute('age', band.code)}"
                drawn.append(self._cell(tag, sex, band.code))
        return drawn

    def _cell(self, tag: str, sex: str, band: str) -> Drawn:
        name, reach = self._columns.code_name, self._facts.reach_of
        words = [name("sex", sex), name("age_band", band)]
        heading = self._facts.language.list_of(words)
        column = Column(heading, kinds.WHOLE, tag=tag)
        return column, lambda each: reach(each).of_cell(sex, band)

    def indicators(self) -> list[Drawn]:
        """The indicators of an activity, and what it alone gives to each: a column of its own for
        each, so that a sum over rows counts no activity twice."""
        drawn = [
            self._drawn(
                "#indicator+code", N_("Indicators"), lambda each: " ".join(each.indicators or ())
            )
        ]
        for figure in self._facts.figures:
            own = {each.id: each.value for each in figure.sources if each.id in self._facts.by_key}
            if own:
                tag = f"#indicator+num+{_attribute('i', figure.code)}"
                heading = f"{figure.code} {figure.title(self._facts.language)}"
                drawn.append((Column(heading, kinds.WHOLE, tag=tag), _value_of(own)))
        return drawn

    def money(self) -> list[Drawn]:
        """What it was to cost and did cost, in its currency and in euro."""
        money = kinds.DECIMAL
        return [
            self._drawn("#value+budget", N_("Budget planned"), planned, money),
            self._drawn("#value+spent", N_("Budget spent"), lambda each: each.budget_spent, money),
            self._drawn("#currency", N_("Currency"), lambda each: each.currency),
            self._drawn(
                "#value+budget+eur",
                N_("Budget planned (EUR)"),
                lambda each: in_euro(planned(each), each),
                money,
            ),
            self._drawn(
                "#value+spent+eur",
                N_("Budget spent (EUR)"),
                lambda each: in_euro(each.budget_spent, each),
                money,
            ),
        ]


def _value_of(own: Mapping[UUID, int]) -> Get:
    return lambda each: own.get(each.id)


def _attribute(kind: str, code: str) -> str:
    """An attribute of a tag: small letters, digits and low lines alone."""
    plain = code.lower().replace("+", "_plus")
    return kind + "".join(each if each.isascii() and each.isalnum() else "_" for each in plain)
