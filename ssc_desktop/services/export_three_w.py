"""3W: who does what, where, for humanitarian coordination; one row for each activity."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.followup import Beneficiaries
from ssc_desktop.language import N_
from ssc_desktop.services.export_columns import Columns, Drawn, table_of
from ssc_desktop.services.export_facts import ExportFacts
from ssc_desktop.services.export_lists import write_list
from ssc_desktop.services.export_places import Places, expected
from ssc_desktop.services.totals import FEWEST
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.book import Progress
from ssc_desktop.workbook.table import Column

Get = Callable[[Activity], object]


def write_three_w(path: Path, facts: ExportFacts, progress: Progress) -> int:
    """Write the activities of the period; returns how many there are."""
    drawn = _ThreeW(facts).columns()
    table = table_of("three_w", "3W", drawn, facts.activities)
    return write_list(path, table, facts.language, progress)


class _ThreeW:
    """The columns in the order coordination reads them."""

    def __init__(self, facts: ExportFacts) -> None:
        self._facts = facts
        self._columns = Columns(facts)
        self._places = Places(facts, self._columns)
        self._reached = _reached(facts)

    def _drawn(self, name: str, label: str, get: Get, kind: str = kinds.TEXT) -> Drawn:
        return Column(self._facts.language(label), kind, name), get

    def columns(self) -> list[Drawn]:
        """Who, what, where, for whom, when."""
        return [*self._who(), *self._where(), *self._for_whom(), *self._when()]

    def _who(self) -> list[Drawn]:
        places, name = self._places, self._columns.code_name
        return [
            self._drawn("organisation", N_("Organisation"), places.agency),
            self._drawn("implementing_partner", N_("Implementing partner"), places.partners),
            self._drawn("donor", N_("Donors"), places.funders),
            self._drawn("sector", N_("Sector"), places.themes),
            self._drawn("sub_sector", N_("Sub-sector"), places.sector),
            self._drawn(
                "project_title", N_("Project title"), lambda _: self._facts.programme_title()
            ),
            self._drawn("activity_code", N_("Activity code"), lambda each: each.code),
            self._drawn("activity_title", N_("Activity title"), lambda each: each.title),
            self._drawn(
                "activity_type", N_("Type"), lambda each: name("activity_type", each.activity_type)
            ),
            self._drawn("modality", N_("Modality"), lambda each: name("modality", each.modality)),
        ]

    def _where(self) -> list[Drawn]:
        places, name = self._places, self._columns.code_name
        first, second = places.first_level, places.second_level
        return [
            self._drawn("admin_0", N_("Country"), lambda each: name("country", each.country)),
            self._drawn("admin_0_code", N_("Country code"), lambda each: each.country),
            self._drawn("admin_1", N_("Admin 1"), lambda each: places.region_name(first(each))),
            self._drawn("admin_1_code", N_("Admin 1 code"), first),
            self._drawn("admin_2", N_("Admin 2"), lambda each: places.region_name(second(each))),
            self._drawn("admin_2_code", N_("Admin 2 code"), second),
            self._drawn("admin_3", N_("City or commune"), places.city),
            self._drawn("place", N_("Place"), places.venue),
        ]

    def _for_whom(self) -> list[Drawn]:
        whole = kinds.WHOLE
        return [
            self._drawn(
                "primary_beneficiary", N_("Primary beneficiaries"), lambda each: self._kind(each, 0)
            ),
            self._drawn(
                "primary_number",
                N_("Number of primary beneficiaries"),
                lambda each: self._number(each, 0),
                whole,
            ),
            self._drawn(
                "secondary_beneficiary",
                N_("Secondary beneficiaries"),
                lambda each: self._kind(each, 1),
            ),
            self._drawn(
                "secondary_number",
                N_("Number of secondary beneficiaries"),
                lambda each: self._number(each, 1),
                whole,
            ),
            self._drawn("targeted", N_("People expected"), expected, whole),
        ]

    def _kind(self, activity: Activity, place: int) -> str:
        told = self._reached.get(activity.id, [])
        if told:
            return told[place][0] if place < len(told) else ""
        return self._facts.language(N_("Participants")) if place == 0 else ""

    def _number(self, activity: Activity, place: int) -> int | None:
        told = self._reached.get(activity.id, [])
        if told:
            count = told[place][1] if place < len(told) else None
            return None if activity.sensitive and count and count < FEWEST else count
        return self._facts.reach_of(activity).attended if place == 0 else None

    def _when(self) -> list[Drawn]:
        name = self._columns.code_name
        return [
            self._drawn("status", N_("Status"), lambda each: name("activity_status", each.status)),
            self._drawn("start", N_("Start date"), lambda each: each.start, kinds.DAY),
            self._drawn("end", N_("End date"), lambda each: each.end or each.start, kinds.DAY),
        ]


def _reached(facts: ExportFacts) -> dict[UUID, list[tuple[str, int]]]:
    """The types of beneficiaries that were counted of each activity, the largest first."""
    columns = Columns(facts)
    counted: dict[UUID, dict[str, int]] = {}
    for each in facts.of_activities(Beneficiaries):
        own = counted.setdefault(each.activity_id, {})
        kind = each.beneficiary_type or ""
        own[kind] = own.get(kind, 0) + (each.count or 0)
    return {
        activity: [
            (columns.code_name("beneficiary_type", kind), count)
            for kind, count in sorted(own.items(), key=lambda each: (-each[1], each[0]))
        ]
        for activity, own in counted.items()
    }
