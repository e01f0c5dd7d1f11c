"""Activity sheets to print in tests: one invented workshop with every block filled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import ssc_desktop.domain.all_records  # noqa: F401  (declares the links between the records)
from ssc_desktop.domain.kinds import Workshop
from ssc_desktop.language import Language
from ssc_desktop.paper.activity_sheet import (
    ActivitySheet,
    Budget,
    Contribution,
    HalfDayLine,
    Promise,
    Tally,
)
from ssc_desktop.paper.attendance_content import Slot
from ssc_desktop.paper.field_blocks import blocks_of
from ssc_desktop.paper.flow import Fact
from tests.paper import sheets

HOST = UUID("0190b3a0-0000-7000-8000-000000000001")
LONG = (
    "L’accès aux droits des migrant·e·s appelle un échange d’expériences entre acteurs "
    "institutionnels, administratifs et non gouvernementaux. "
)
ARABIC = "متابعة تنفيذ التوصيات مع المديرية العامة وتنظيم لقاء تواصلي قبل 30/09/2021. "


def workshop(paragraphs: int = 2, **values: Any) -> Workshop:
    """A workshop whose texts are as long as wished."""
    usual = {
        "code": "MA-CI-DR-ECH-2021-003",
        "title": "DEMO Atelier sur l’accès aux droits des migrant·e·s " * 4,
        "activity_type": "workshop",
        "themes": ("DR",),
        "indicators": ("3.6", "3.7"),
        "start": date(2021, 8, 16),
        "end": date(2021, 8, 20),
        "country": "CI",
        "city": "Abidjan",
        "agency": "GIZ",
        "host_organisation_id": HOST,
        "interpretation": True,
        "context": LONG * paragraphs,
        "objectives": ARABIC * paragraphs,
        "results": LONG * paragraphs,
        "budget_spent": Decimal(11980500),
        "currency": "XOF",
        "sensitive": True,
    }
    return Workshop(**usual | values)


def activity_of(
    language: Language,
    paragraphs: int = 2,
    *,
    activity: Workshop | None = None,
    slots: tuple[Slot, ...] = (),
    people: int = 22,
    **more: Any,
) -> ActivitySheet:
    """A whole activity sheet."""
    attendance = sheets.sheet(5, 5)
    shown = activity or workshop(paragraphs)
    blocks = blocks_of(
        shown,
        language,
        names={HOST: sheets.LONG_INSTITUTION},
        without=frozenset({"code", "title"}),
    )
    women = people // 2
    whole: dict[str, Any] = {
        "code": shown.code or "",
        "title": shown.title or "",
        "blocks": blocks,
        "printing": attendance.printing,
        "action": "Coopération Sud-Sud en matière de migration",
        "contract": "T05-EUTF-NOA-MA-06-01",
        "half_days": tuple(
            HalfDayLine(slot, LONG, "Sara Alaoui", people) for slot in slots or attendance.slots
        ),
        "reached": (Fact("Invités", str(people + 8)), Fact("Présents", str(people))),
        "tallies": (
            Tally("Pays", (("Maroc", women, 0, 0), ("Côte d’Ivoire", 0, people - women, 0))),
            Tally("Tranche d’âge", (("25-29 ans", women, people - women, 0),)),
        ),
        "recommendations": tuple(
            Promise(LONG, sheets.LONG_INSTITUTION, date(2021, 12, 31)) for _ in range(4)
        ),
        "learning": (Fact("Moyenne", "14,2"),),
        "evidence": (("Ordre du jour", 1), ("Rapport", 0), ("Photo", 12), ("Liste signée", 5)),
        "notices": attendance.notices,
        "visibility": attendance.visibility,
        "budget": Budget((("Budget dépensé", "11 980 500 F CFA", "18 264,15 €"),), "1 EUR = 655,957"),
        "contributions": (Contribution("3.7", LONG, f"{people} personnes présentes"),),
    }  # fmt: skip
    return ActivitySheet(**whole | more)
