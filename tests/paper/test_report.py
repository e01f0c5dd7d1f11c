"""Reports on paper: nothing cut, nothing over anything, kept for good, a sheet never two pages."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.chart import Bar, Bars
from ssc_desktop.language import Language
from ssc_desktop.paper.report import drawn_report, drawn_sheets, report, sheets
from ssc_desktop.paper.report_content import Graph, Part, Remark, Table
from tests.paper.archival import faults
from tests.paper.drawn import outside, overlapping, page_text
from tests.paper.report_samples import HEADS, LONG, rows, sample, sheet

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
each_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


def text_of(pdf: bytes) -> str:
    return "\n".join(page_text(pdf, at) for at in range(len(pdfium.PdfDocument(pdf))))


def codes_in(text: str) -> set[int]:
    """The numbers of the rows that are there; beside Arabic words PDFium turns codes round."""
    found = re.findall(r"CAP-(\d{3})(?!\d)|-(\d{3})CAP", text)
    return {int(one or other) for one, other in found}


@each_language
def test_a_report_flows_over_pages_and_nothing_is_cut(language: Language) -> None:
    drawn = drawn_report(sample(), language)
    assert drawn.page > 2
    assert overlapping(drawn) == []
    assert outside(drawn) == []
    assert drawn.cut == []


@each_language
def test_a_report_may_be_kept_for_good(language: Language) -> None:
    assert faults(report(sample(20), language)) == []
    assert faults(sheets([sheet(5), sheet(60)], language)) == []


def test_every_row_and_every_chapter_is_there() -> None:
    pdf = report(sample(), Language("en"))
    assert codes_in(text_of(pdf)) == set(range(60))
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        titles = [each.title for each in outline.root]
    assert titles == [
        "1  Description",
        "2  Activités et résultats",
        "3  Cadre logique",
        "4  Signatures",
    ]


def test_pages_are_counted_before_they_are_drawn() -> None:
    pdf = report(sample(), Language("en"))
    count = len(pdfium.PdfDocument(pdf))
    for at in range(count):
        assert f"Page {at + 1} of {count}" in page_text(pdf, at)


def test_the_same_report_gives_the_same_bytes() -> None:
    one, other = (report(sample(10), Language("ar")) for _ in range(2))
    assert one == other


def test_a_neutral_report_names_no_donor() -> None:
    shown = text_of(report(sample(3), Language("en")))
    neutral = text_of(report(sample(3, neutral=True, disclaimer=""), Language("en")))
    assert "Cofinancé" in shown
    assert "Cofinancé" not in neutral
    assert "BMZ" not in neutral


@each_language
@pytest.mark.parametrize("count", [0, 8, 25, 200])
def test_a_sheet_has_one_page_whatever_it_holds(language: Language, count: int) -> None:
    drawn = drawn_sheets([sheet(count)], language)
    assert drawn.page == 1
    assert overlapping(drawn) == []
    assert outside(drawn) == []
    assert drawn.cut == []


@each_language
def test_the_fullest_sheet_there_may_be_is_one_page_too(language: Language) -> None:
    bars = tuple(Bar(f"3.{at} {LONG}", at, 20, f"{at} / 20") for at in range(12))
    table = Table(HEADS, rows(60), may_shorten=True)
    notes = (Remark(LONG), Remark(LONG), Remark(LONG))
    parts = (
        Part("Indicators", (Graph(Bars(bars, "R", "T")), table, *notes), level=2),
        Part("Activities", (table,), level=2),
        Part("Commitments", (table,), level=2),
    )
    drawn = drawn_sheets([sample(parts=parts)], language)
    assert (drawn.page, drawn.cut, overlapping(drawn), outside(drawn)) == (1, [], [], [])


def test_rows_that_have_no_room_are_counted_on_the_sheet() -> None:
    text = page_text(sheets([sheet(200)], Language("en")))
    told = re.search(r"(\d+) more lines have no room here", text)
    assert told is not None
    shown = 200 - int(told.group(1))
    assert shown > 15
    assert codes_in(text) == set(range(shown))
    assert "no room" not in page_text(sheets([sheet(3)], Language("en")))


def test_every_country_begins_on_a_page_of_its_own() -> None:
    pdf = sheets([sheet(3), sheet(200), sheet(8)], Language("fr"))
    assert len(pdfium.PdfDocument(pdf)) == 3
    for at in range(3):
        assert "Page 1 sur 1" in page_text(pdf, at)
