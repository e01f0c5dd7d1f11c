"""The per diem list: every row once, one sum a currency, nothing that overlaps or is cut."""

from __future__ import annotations

import re
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from ssc_desktop.language import Language
from ssc_desktop.paper.letterhead import Letterhead
from ssc_desktop.paper.travel_list import (
    ListBeingFilled,
    PayLine,
    PayList,
    TravelSheet,
    _pages,
    travel_list,
)
from tests.paper import sheets
from tests.paper.archival import faults
from tests.paper.drawn import outside, overlapping, page_text, poppler_text, text_in

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
TOTALS = {"days": "85,5", "lodging": "840 000", "meals": "65 000", "transport": "310 000",
          "total": "2 615 000"}  # fmt: skip


def letterhead(**more: bool) -> Letterhead:
    attendance = sheets.sheet(1)
    return Letterhead(
        attendance.heading, attendance.printing, attendance.notices, attendance.visibility, **more
    )


def _line(person: int) -> PayLine:
    each = sheets.people(person + 1)[person]
    name = f"{each.family_name.upper()} {each.given_names}".strip()
    return PayLine(
        name="\n".join(part for part in (name, each.name_ar) if part),
        function=each.function, origin=each.place, travel="Hors place", days="4,5",
        rate="25 000", lodging="120 000", meals="22 500", transport="35 000", total="1 290 000",
        identity="CNI C 0123 4567 89", phone="+225 07 01 02 03 04",
    )  # fmt: skip


def _sheet(count: int, *, empty: int = 0, currencies: int = 1, **more: bool) -> TravelSheet:
    lines = tuple(_line(at) for at in range(count))
    blank = tuple(PayLine(name=f"SANS {at}") for at in range(empty))
    lists = tuple(
        PayList(
            f"franc CFA {number}",
            lines + (() if number else blank),
            TOTALS if count else {},
            "deux millions six cent quinze mille francs CFA" if count else "",
            "2 615 000 F CFA" if count else "",
            0 if number else empty,
        )
        for number in range(currencies)
    )
    identity = more.pop("identity", False)
    facts = (("Dates", "16–20 août 2021"), ("Institution hôte", sheets.LONG_INSTITUTION))
    return TravelSheet(letterhead(**more), lists, facts, identity)


def _filled(sheet: TravelSheet, language: Language) -> ListBeingFilled:
    filled = ListBeingFilled(sheet, language)
    filled.fill()
    return filled


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize(
    ("count", "more"),
    [
        (1, {}),
        (9, {"empty": 1}),
        (13, {"identity": True}),
        (30, {"currencies": 2, "identity": True}),
        (0, {"empty": 5}),
        (12, {"sensitive": True, "neutral": True}),
    ],
)
def test_nothing_overlaps_leaves_the_page_or_is_cut(
    language: Language, count: int, more: dict[str, int]
) -> None:
    drawing = _filled(_sheet(count, **more), language).drawing  # type: ignore[arg-type]
    assert overlapping(drawing) == []
    assert outside(drawing) == []
    assert drawing.cut == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_title_of_300_characters_is_whole_on_every_page(language: Language) -> None:
    sheet = _sheet(30)
    heading = replace(sheet.letterhead.heading, title="DEMO Formation à la gestion " * 10)
    sheet = replace(sheet, letterhead=replace(sheet.letterhead, heading=heading))
    drawing = _filled(sheet, language).drawing
    assert (overlapping(drawing), outside(drawing), drawing.cut) == ([], [], [])


@pytest.mark.parametrize("count", range(40))
def test_every_row_stands_on_one_page_and_no_page_holds_signatures_alone(count: int) -> None:
    pages = _pages(count, 43.0, 200.0)
    assert [start for start, _ in pages[1:]] == [end for _, end in pages[:-1]]
    assert (pages[0][0], pages[-1][1]) == (0, count)
    assert all(end > start for start, end in pages) or count == 0


def _rows(sheet: TravelSheet, language: Language) -> list[tuple[int, float]]:
    """The page and the top of every row of the first list."""
    first = ListBeingFilled(sheet, language)._measured()
    pages = _pages(len(sheet.lists[0].lines), first, ListBeingFilled(sheet, language).page.end)
    tops = [(first if page == 0 else 8 + 6.6) + 9.4 for page in range(len(pages))]
    return [
        (page, tops[page] + (at - start) * 10)
        for page, (start, end) in enumerate(pages)
        for at in range(start, end)
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_name_comes_back_from_its_row(language: Language) -> None:
    sheet = _sheet(20)
    pdf = travel_list(sheet, language)
    for line, (page, top) in zip(sheet.lists[0].lines, _rows(sheet, language), strict=True):
        row = (230.0 if language.is_rtl else 8.0, top, 59.0, 10.0)
        assert _words(line.name) <= _words(text_in(pdf, page, row, 210))
        copied = poppler_text(pdf, page, row)
        # A long name stands in lines; whole words come back in their order.
        for word in line.name.split():
            assert copied is None or word in copied


def _words(text: str) -> set[str]:
    # PDFium turns words with an apostrophe round on pages that run right to left.
    return set(re.findall(r"\w+", text))


def test_the_sum_stands_below_each_currency_in_words_and_figures() -> None:
    pdf = travel_list(_sheet(3, currencies=2), Language("fr"))
    document = pdfium.PdfDocument(pdf)
    assert len(document) == 2
    for page in range(2):
        text = " ".join(page_text(pdf, page).replace("\u202f", " ").split())
        assert "deux millions six cent quinze mille francs CFA (2 615 000 F CFA)" in text
        assert f"franc CFA {page}" in text
        assert f"{page + 1}" in text


def test_rows_left_for_the_pen_get_a_second_sum_to_fill() -> None:
    texts = [
        page_text(travel_list(_sheet(count, empty=empty), Language("en")))
        for count, empty in ((2, 0), (2, 1), (0, 2))
    ]
    assert ["....." in text for text in texts] == [False, True, True]
    assert ["filled in by hand" in text for text in texts] == [False, True, False]


def test_documents_of_identity_are_printed_only_when_asked_for() -> None:
    shown = [page_text(travel_list(_sheet(2, identity=asked), Language("fr"))) for asked in (0, 1)]
    assert ["0123" in text for text in shown] == [False, True]


def test_a_sensitive_list_says_neither_what_people_do_nor_how_to_call_them() -> None:
    text = page_text(travel_list(_sheet(3, sensitive=True), Language("fr")))
    for hidden in ("Chargée", "+225", "Abidjan, CI"):
        assert hidden not in text
    assert "1 290 000" in text.replace("\u202f", " ")


def test_a_neutral_list_names_no_donor() -> None:
    text = page_text(travel_list(_sheet(2, neutral=True), Language("fr")))
    for hidden in ("BMZ", "EUTF", "Cofinancé", "Sud-Sud"):
        assert hidden not in text


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_file_is_kept_for_good_and_is_the_same_each_time(language: Language) -> None:
    pdf = travel_list(_sheet(4, empty=1), language)
    assert faults(pdf) == []
    assert pdf == travel_list(_sheet(4, empty=1), language)
    other = replace(_sheet(4, empty=1), facts=())
    assert pdf != travel_list(other, language)
