"""The activity sheet: all that was recorded, in blocks that flow and never overlap."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper import activity_blocks
from ssc_desktop.paper.activity_sheet import Budget, SheetBeingFilled, activity_sheet
from ssc_desktop.paper.field_blocks import Block
from ssc_desktop.paper.flow import TEXT, Fact
from tests.paper.activities import HOST, LONG, activity_of, workshop
from tests.paper.drawn import outside, overlapping, page_text

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("paragraphs", [0, 2, 30])
def test_blocks_flow_without_overlap_and_stay_on_the_page(
    language: Language, paragraphs: int
) -> None:
    filled = SheetBeingFilled(activity_of(language, paragraphs), language, 9)
    filled.fill()
    assert overlapping(filled.drawing) == []
    assert outside(filled.drawing) == []
    assert filled.drawing.cut == []


@pytest.mark.parametrize("paragraphs", [1, 4, 7, 10, 14, 30])
def test_no_heading_stands_alone_at_the_foot_of_a_page(paragraphs: int) -> None:
    filled = SheetBeingFilled(activity_of(Language("fr"), paragraphs), Language("fr"), 9)
    headings = []
    draw = filled.flow._draw_heading
    filled.flow._draw_heading = lambda words, number: (  # type: ignore[method-assign]
        headings.append((filled.drawing.page, filled.flow.y)),
        draw(words, number),
    )[1]
    filled.fill()
    assert len(headings) == 12
    for page, top in headings:
        below = [
            box
            for box in filled.drawing.boxes
            if box.where == page and top + 6 < box.y < filled.flow.end
        ]
        assert below


def test_everything_recorded_is_on_paper_and_nothing_internal() -> None:
    language = Language("fr")
    pdf = activity_sheet(activity_of(language), language)
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
    pdf = activity_sheet(activity_of(language, 40), language)
    pages = len(pdfium.PdfDocument(pdf))
    assert pages > 2
    for page in range(pages):
        assert f"Page {page + 1} of {pages}" in page_text(pdf, page)


def test_neutral_sheet_names_no_donor_and_no_action() -> None:
    pdf = activity_sheet(activity_of(Language("fr"), neutral=True), Language("fr"))
    text = page_text(pdf)
    assert "Abidjan" in text
    for hidden in ("BMZ", "Sud-Sud", "EUTF", "produit"):
        assert hidden not in text


def test_same_sheet_gives_same_bytes() -> None:
    language = Language("ar")
    assert activity_sheet(activity_of(language), language) == activity_sheet(
        activity_of(language), language
    )


def text_of(pdf: bytes) -> str:
    """All text of a PDF on one line."""
    pages = range(len(pdfium.PdfDocument(pdf)))
    return " ".join(" ".join(page_text(pdf, page) for page in pages).split())


def test_the_fifteen_blocks_stand_in_their_order_under_their_numbers() -> None:
    language = Language("en")
    full = activity_of(
        language,
        activity=workshop(1, difficulties=LONG, follow_up=LONG, visibility=LONG, lessons=LONG),
    )
    text = text_of(activity_sheet(full, language))
    places = [
        text.index(f"{number} {language(title)}")
        for number, title in activity_blocks.TITLES.items()
    ]
    assert len(places) == 15
    assert places == sorted(places)
    assert "Not recorded yet" not in text


def test_an_empty_block_says_so_where_an_auditor_looks_and_is_named_at_the_end_elsewhere() -> None:
    language = Language("en")
    empty = replace(
        activity_of(language, activity=workshop(0)),
        half_days=(), reached=(), tallies=(), recommendations=(), learning=(), evidence=(),
        contributions=(), budget=Budget(),
        blocks=(Block("Identity", (Fact("Type", "Workshop"),)),),
    )  # fmt: skip
    text = text_of(activity_sheet(empty, language))
    assert text.count("Not recorded yet") == len(activity_blocks.EXPECTED)
    told = text[text.index("Blocks without content") : text.index("15 Signatures")]
    assert [number for number in range(1, 16) if f" {number} " in told] == [
        *(3, 8, 9, 10, 12, 13, 14)
    ]
    for number in activity_blocks.EXPECTED:
        assert f"{number} {language(activity_blocks.TITLES[number])} Not recorded yet" in text


def test_fields_stand_in_the_block_that_asks_for_them() -> None:
    facts = [Fact(name, "words", True, name) for name in ("results", "lessons", "follow_up")]
    placed = activity_blocks.facts_by_block(
        (
            Block("Results and follow-up", tuple(facts)),
            Block("A section of a new kind", (facts[0],)),
        )
    )
    assert placed[activity_blocks.OUTCOME] == [facts[0]]
    assert placed[activity_blocks.LEARNING] == [facts[1]]
    assert placed[activity_blocks.FOLLOW_UP] == [facts[2]]
    assert placed[activity_blocks.WHY] == [facts[0]]


def test_text_tightens_in_steps_until_the_sheet_has_two_pages() -> None:
    language = Language("fr")
    sizes = {}
    for paragraphs in range(1, 20):
        sheet = activity_of(language, paragraphs)
        pages = len(pdfium.PdfDocument(activity_sheet(sheet, language)))
        loose = SheetBeingFilled(sheet, language, 0)
        loose.fill()
        sizes[paragraphs] = (loose.drawing.page, pages)
    tightened = [both for both in sizes.values() if both[0] == 3 and both[1] == 2]
    assert len(tightened) >= 3
    assert all(pages <= loose for loose, pages in sizes.values())


def test_a_text_of_many_pages_keeps_its_usual_size() -> None:
    language = Language("fr")
    filled = SheetBeingFilled(activity_of(language, 60), language, 9)
    filled.fill()
    assert filled.flow.text == TEXT
    assert len(pdfium.PdfDocument(activity_sheet(activity_of(language, 60), language))) > 3
