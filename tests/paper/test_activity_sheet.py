"""The activity sheet: all that was recorded, in blocks that flow and never overlap."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pypdfium2 as pdfium
import pytest

import ssc_desktop.domain.all_records  # noqa: F401  (declares the links between the records)
from ssc_desktop.domain.kinds import Workshop
from ssc_desktop.language import Language
from ssc_desktop.paper.activity_sheet import (
    ActivitySheet,
    HalfDayLine,
    Promise,
    SheetBeingFilled,
    Tally,
    activity_sheet,
)
from ssc_desktop.paper.field_blocks import blocks_of
from ssc_desktop.paper.flow import Fact
from tests.paper import sheets
from tests.paper.drawn import outside, overlapping, page_text

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
HOST = UUID("0190b3a0-0000-7000-8000-000000000001")
LONG = (
    "L’accès aux droits des migrant·e·s appelle un échange d’expériences entre acteurs "
    "institutionnels, administratifs et non gouvernementaux. "
)
ARABIC = "متابعة تنفيذ التوصيات مع المديرية العامة وتنظيم لقاء تواصلي قبل 30/09/2021. "


def _workshop(paragraphs: int = 2) -> Workshop:
    return Workshop(
        code="MA-CI-DR-ECH-2021-003",
        title="DEMO Atelier sur l’accès aux droits des migrant·e·s " * 4,
        activity_type="workshop",
        themes=("DR",),
        start=date(2021, 8, 16),
        end=date(2021, 8, 20),
        country="CI",
        city="Abidjan",
        agency="GIZ",
        host_organisation_id=HOST,
        interpretation=True,
        context=LONG * paragraphs,
        objectives=ARABIC * paragraphs,
        results=LONG * paragraphs,
        budget_spent=Decimal(11980500),
        currency="XOF",
        sensitive=True,
    )


def _sheet(language: Language, paragraphs: int = 2, *, neutral: bool = False) -> ActivitySheet:
    attendance = sheets.sheet(5, 5)
    workshop = _workshop(paragraphs)
    blocks = blocks_of(
        workshop,
        language,
        names={HOST: sheets.LONG_INSTITUTION},
        without=frozenset({"code", "title"}),
    )
    return ActivitySheet(
        workshop.code or "",
        workshop.title or "",
        blocks,
        attendance.printing,
        "Coopération Sud-Sud en matière de migration",
        "T05-EUTF-NOA-MA-06-01",
        tuple(HalfDayLine(slot, LONG, "Sara Alaoui", 18) for slot in attendance.slots),
        (Fact("Invités", "30"), Fact("Présents", "22")),
        (Tally("Pays", (("Maroc", 5, 6, 0), ("Côte d’Ivoire", 7, 3, 1))),),
        tuple(Promise(LONG, sheets.LONG_INSTITUTION, date(2021, 12, 31)) for _ in range(4)),
        (Fact("Moyenne", "14,2"),),
        (("Ordre du jour", 1), ("Rapport", 0), ("Photo", 12), ("Liste signée", 5)),
        attendance.notices,
        attendance.visibility,
        neutral,
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("paragraphs", [0, 2, 30])
def test_blocks_flow_without_overlap_and_stay_on_the_page(
    language: Language, paragraphs: int
) -> None:
    filled = SheetBeingFilled(_sheet(language, paragraphs), language, 9)
    filled.fill()
    assert overlapping(filled.drawing) == []
    assert outside(filled.drawing) == []


@pytest.mark.parametrize("paragraphs", [1, 4, 7, 10, 14, 30])
def test_no_heading_stands_alone_at_the_foot_of_a_page(paragraphs: int) -> None:
    filled = SheetBeingFilled(_sheet(Language("fr"), paragraphs), Language("fr"), 9)
    headings = []
    draw = filled.flow._draw_heading
    filled.flow._draw_heading = lambda words, number: (  # type: ignore[method-assign]
        headings.append((filled.drawing.page, filled.flow.y)),
        draw(words, number),
    )[1]
    filled.fill()
    assert len(headings) > 7
    for page, top in headings:
        below = [
            box
            for box in filled.drawing.boxes
            if box.where == page and top + 6 < box.y < filled.flow.end
        ]
        assert below


def test_everything_recorded_is_on_paper_and_nothing_internal() -> None:
    language = Language("fr")
    pdf = activity_sheet(_sheet(language), language)
    text = "".join(page_text(pdf, page) for page in range(len(pdfium.PdfDocument(pdf))))
    plain = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())
    for shown in (
        "MA-CI-DR-ECH-2021-003", "Abidjan", "Côte d", "GIZ", "16 août 2021", "11 980 500",
        "Direction de la coopération", "Sara Alaoui", "08:30–12:30", "31/12/2021", "Photo (12)",
        "T05-EUTF-NOA-MA-06-01",
    ):  # fmt: skip
        assert shown in plain
    assert str(HOST) not in plain
    assert language("Sensitive") not in plain


def test_pages_are_counted_before_they_are_numbered() -> None:
    language = Language("en")
    pdf = activity_sheet(_sheet(language, 40), language)
    pages = len(pdfium.PdfDocument(pdf))
    assert pages > 2
    for page in range(pages):
        assert f"Page {page + 1} of {pages}" in page_text(pdf, page)


def test_neutral_sheet_names_no_donor_and_no_action() -> None:
    pdf = activity_sheet(_sheet(Language("fr"), neutral=True), Language("fr"))
    text = page_text(pdf)
    assert "Abidjan" in text
    for hidden in ("BMZ", "Sud-Sud", "EUTF", "produit"):
        assert hidden not in text


def test_same_sheet_gives_same_bytes() -> None:
    language = Language("ar")
    assert activity_sheet(_sheet(language), language) == activity_sheet(_sheet(language), language)
