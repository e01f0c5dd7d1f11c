"""The attendance sheet: everybody on the right row, nothing overlaps, a machine reads it back."""

from __future__ import annotations

import re
from dataclasses import replace

import cv2
import numpy as np
import pytest
import zxingcpp

from ssc_desktop.language import Language
from ssc_desktop.paper import marks
from ssc_desktop.paper.attendance_columns import ALWAYS, OPTIONAL, column_widths
from ssc_desktop.paper.attendance_end import ClosedList
from ssc_desktop.paper.attendance_plan import ROW
from ssc_desktop.paper.attendance_sheet import (
    AttendanceSheet,
    Person,
    SheetBeingDrawn,
    attendance_sheet,
)
from ssc_desktop.paper.drawing import A4, A4_LANDSCAPE
from tests.paper.drawn import DPI, outside, overlapping, page_text, picture, poppler_text, text_in
from tests.paper.sheets import sheet, slots

LANGUAGES = [Language("fr"), Language("en"), Language("ar")]
PX = DPI / 25.4

CASES = {
    "one person": sheet(1),
    "thirteen and the team": sheet(13, team=2),
    "two hundred": sheet(200),
    "grid of five days": sheet(40, 5, team=3, grid=True),
    "five day sheets": sheet(7, 5),
    "sensitive": sheet(9, sensitive=True),
    "neutral": sheet(5, neutral=True),
    "portrait": sheet(20, 2, team=2, orientation="portrait"),
    "portrait grid of three days": sheet(14, 3, orientation="portrait", grid=True),
    "portrait without more columns": sheet(9, orientation="portrait", columns=()),
    "every column": sheet(9, columns=OPTIONAL),
}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_no_text_overlaps_another_or_leaves_the_page(
    case: AttendanceSheet, language: Language
) -> None:
    drawn = SheetBeingDrawn(case, language)
    drawn.drawn()
    assert overlapping(drawn.drawing) == []
    assert outside(drawn.drawing) == []
    assert drawn.drawing.cut == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_name_comes_back_in_both_scripts_on_its_row(language: Language) -> None:
    case = sheet(20, team=2)
    pdf, geometry = attendance_sheet(case, language)
    rows = {
        cell["participant"]: (page["page"] - 1, cell["box_mm"])
        for page in geometry["pages"]
        for cell in page["cells"]
    }
    assert len(rows) == len(case.people)
    for person in case.people:
        page, (_, y, _, high) = rows[person.id]
        row = (229.0 if language.is_rtl else 18.0, y, 50.0, high)
        words = f"{person.family_name.upper()} {person.given_names} {person.name_ar}"
        assert _words(words) <= _words(text_in(pdf, page, row, 210))
        copied = poppler_text(pdf, page, row)
        for name in (person.family_name.upper(), person.given_names, person.name_ar):
            assert copied is None or name in copied


def _words(text: str) -> set[str]:
    # PDFium turns words with an apostrophe round on pages that run right to left.
    return set(re.findall(r"\w+", text))


def test_same_sheet_gives_same_bytes() -> None:
    one = attendance_sheet(sheet(13), Language("ar"))
    attendance_sheet(sheet(3), Language("fr"))
    assert attendance_sheet(sheet(13), Language("ar")) == one


@pytest.mark.parametrize(
    ("orientation", "pages"), [("landscape", [1, 1, 2, 2, 16]), ("portrait", [1, 1, 1, 1, 14])]
)
def test_pages_are_full_and_the_last_keeps_room_to_close_the_list(
    orientation: str, pages: list[int]
) -> None:
    def counted(count: int) -> int:
        case = sheet(count, orientation=orientation)
        return len(attendance_sheet(case, Language("fr"))[1]["pages"])

    assert [counted(count) for count in (1, 7, 8, 9, 200)] == pages


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_a_full_page_holds_twelve_to_fifteen_rows_down_to_its_end(
    language: Language, orientation: str
) -> None:
    for case in (sheet(60, orientation=orientation), sheet(60, orientation=orientation,
                                                           neutral=True)):  # fmt: skip
        drawn = SheetBeingDrawn(case, language)
        _, geometry = drawn.drawn()
        cells = geometry["pages"][0]["cells"]
        rows = sorted({(cell["box_mm"][1], cell["box_mm"][3]) for cell in cells})
        assert 12 <= len(rows) <= 15
        end = rows[-1][0] + rows[-1][1]
        assert drawn.shape.rows_end - 1.5 <= end <= drawn.shape.rows_end


def test_a_standing_page_makes_rows_taller_where_cells_are_narrower() -> None:
    def cell(orientation: str) -> tuple[float, float]:
        _, geometry = attendance_sheet(sheet(30, orientation=orientation), Language("fr"))
        _, _, wide, high = geometry["pages"][0]["cells"][0]["box_mm"]
        assert (
            geometry["pages"][0]["size_mm"]
            == [*A4_LANDSCAPE, *A4][(0 if orientation == "landscape" else 2) :][:2]
        )
        return wide, high

    lying, standing = cell("landscape"), cell("portrait")
    assert lying[0] >= 30
    assert standing[0] >= 24
    assert standing[1] >= 12 > lying[1] >= ROW


@pytest.mark.parametrize(
    ("days", "parts", "orientation", "least"),
    [
        (1, ("AM",), "landscape", 45), (1, ("AM", "PM"), "landscape", 30),
        (3, ("AM", "PM"), "landscape", 19), (5, ("AM", "PM"), "landscape", 14),
        (5, ("AM", "PM", "EV"), "landscape", 10.5), (3, ("AM", "PM"), "portrait", 16),
    ],
)  # fmt: skip
def test_cells_to_sign_are_as_wide_as_their_number_allows(
    days: int, parts: tuple[str, ...], orientation: str, least: float
) -> None:
    case = replace(sheet(5, days, grid=True, orientation=orientation), slots=slots(days, parts))
    _, geometry = attendance_sheet(case, Language("ar"))
    assert len(case.slots) == days * len(parts)
    assert all(cell["box_mm"][2] >= least for cell in geometry["pages"][0]["cells"])


def test_columns_are_chosen_and_the_rest_goes_to_signatures() -> None:
    default = column_widths(277, 2)
    assert list(default) == [
        *("number", "name", "sex", "organisation", "function", "place", "contact", "0", "1"),
        "image",
    ]
    fewest = column_widths(277, 2, wished=())
    assert list(fewest) == [*ALWAYS, "0", "1"]
    assert fewest["0"] > default["0"]
    every = column_widths(277, 2, wished=OPTIONAL)
    assert set(every) == {*ALWAYS, *OPTIONAL, "0", "1"}
    assert every["0"] >= 24
    for widths in (default, fewest, every):
        assert sum(widths.values()) == pytest.approx(277)


def test_a_grid_leaves_out_columns_before_signatures_become_too_narrow() -> None:
    kept = [name for name in column_widths(277, 10, wished=OPTIONAL) if not name.isdigit()]
    assert kept == [*ALWAYS, "contact", "image"]
    assert "contact" not in column_widths(277, 15)
    assert list(column_widths(190, 6))[-1] == "image"


def test_wished_columns_are_printed_and_those_left_out_are_not() -> None:
    people = (
        Person("p", "Traoré", "Awa", organisation="Mairie", function="Cheffe", place="Kayes, Mali",
               phone="+223 65 01 23 45", category="Acteur institutionnel", age="36-59 ans",
               region="Kayes"),
    )  # fmt: skip
    case = replace(sheet(1), people=people, columns=("category", "age"))
    text = page_text(attendance_sheet(case, Language("fr"))[0])
    for shown in ("Acteur", "36-59 ans", "Mairie"):
        assert shown in text
    for hidden in ("Cheffe", "Kayes", "+223", "Image oui/non", "avec ses initiales"):
        assert hidden not in text


def test_the_total_counted_by_hand_has_boxes_with_and_without_a_column_after_signatures() -> None:
    for columns in (None, ()):
        case = replace(sheet(3), columns=columns)
        _, geometry = attendance_sheet(case, Language("fr"))
        counts = geometry["pages"][-1]["counts"]
        keys = {(each["half_day"], each["count"]) for each in counts}
        slots_of_page = {cell["half_day"] for cell in geometry["pages"][0]["cells"]}
        assert keys == {
            (key, kind) for key in (*slots_of_page, None) for kind in ["F", "M", "X", "all"]
        }
        places = [tuple(each["box_mm"][:2]) for each in counts]
        assert len(set(places)) == len(places)


def test_room_left_on_the_last_page_goes_to_those_who_sign_and_stamp() -> None:
    def closed(count: int) -> float:
        drawn = SheetBeingDrawn(sheet(count), Language("fr"))
        page = drawn.pages[-1]
        return ClosedList(drawn.drawing, page, drawn._columns(page.slots)).height

    assert closed(8) > 30 > closed(7) >= 24


def test_rows_are_tall_enough_and_cells_do_not_overlap() -> None:
    _, geometry = attendance_sheet(sheet(30, 5, team=2, grid=True), Language("ar"))
    for page in geometry["pages"]:
        boxes = [cell["box_mm"] for cell in page["cells"]]
        assert all(high >= ROW for _, _, _, high in boxes)
        assert all(x >= 7 and x + wide <= 290 for x, _, wide, _ in boxes)
        corners = {(x, y) for x, y, _, _ in boxes}
        assert len(corners) == len(boxes)


def test_every_half_day_of_every_person_has_one_cell() -> None:
    case = sheet(40, 5, team=3, grid=True)
    _, geometry = attendance_sheet(case, Language("fr"))
    cells = [
        (cell["participant"], cell["half_day"])
        for page in geometry["pages"]
        for cell in page["cells"]
    ]
    expected = {(person.id, slot.key) for person in case.people for slot in case.slots}
    assert len(cells) == len(expected)
    assert set(cells) == expected


def test_day_sheets_repeat_everybody_once_a_day() -> None:
    case = sheet(5, 3)
    _, geometry = attendance_sheet(case, Language("fr"))
    days = [{cell["half_day"][:10] for cell in page["cells"]} for page in geometry["pages"]]
    assert days == [{"2021-08-16"}, {"2021-08-17"}, {"2021-08-18"}]


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_tags_are_found_where_the_geometry_says(language: Language, orientation: str) -> None:
    pdf, geometry = attendance_sheet(sheet(3, orientation=orientation), language)
    detector = cv2.aruco.ArucoDetector(
        cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), cv2.aruco.DetectorParameters()
    )
    corners, numbers, _ = detector.detectMarkers(picture(pdf))
    found = {int(n): corner[0] / PX for n, corner in zip(numbers.ravel(), corners, strict=True)}
    assert sorted(found) == [0, 1, 2, 3]
    for number, (x, y, wide, high) in enumerate(geometry["pages"][0]["tags"]):
        expected = np.array([[x, y], [x + wide, y], [x + wide, y + high], [x, y + high]])
        assert np.abs(found[number] - expected).max() < 0.3


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_both_codes_say_sheet_and_page_and_stand_where_the_geometry_says(
    language: Language, orientation: str
) -> None:
    pdf, geometry = attendance_sheet(sheet(20, orientation=orientation), language)
    for page in geometry["pages"]:
        codes = zxingcpp.read_barcodes(picture(pdf, page["page"] - 1))
        assert len(codes) == 2
        for code in codes:
            pages = len(geometry["pages"])
            assert marks.read_payload(code.text) == marks.Mark("7F3K9QAB", page["page"], pages)
        middles = sorted(
            ((code.position.top_left.x + code.position.bottom_right.x) / 2 / PX) for code in codes
        )
        expected = sorted(x + wide / 2 for x, _, wide, _ in page["codes"])
        assert np.allclose(middles, expected, atol=1)


@pytest.mark.parametrize("orientation", ["landscape", "portrait"])
def test_printed_lines_stand_where_the_cells_are(orientation: str) -> None:
    pdf, geometry = attendance_sheet(sheet(4, orientation=orientation), Language("ar"))
    page = picture(pdf)
    first = geometry["pages"][0]
    assert first["blank_cells"]
    for cell in (*first["cells"], *first["blank_cells"]):
        x, y, wide, high = (value * PX for value in cell["box_mm"])
        inside = page[int(y + 4) : int(y + high - 4), int(x + 4) : int(x + wide - 4)]
        frame = page[int(y - 2) : int(y + 3), int(x + wide / 2)]
        assert inside.min() > 250
        assert frame.min() < 128


def test_a_name_written_twice_in_arabic_is_printed_once() -> None:
    person = Person("p", "الفاسي", "مريم", name_ar="مريم الفاسي")
    case = replace(sheet(1), people=(person,))
    drawn = SheetBeingDrawn(case, Language("ar"))
    assert drawn._values(person)["name"] == "مريم الفاسي"


def test_sensitive_sheet_shows_first_names_and_codes_only() -> None:
    pdf, _ = attendance_sheet(sheet(5, sensitive=True), Language("fr"))
    text = page_text(pdf)
    assert "CI-0001" in text
    assert "Mamadou Lamine" in text
    for hidden in ("KONÉ", "Koné A", "+225", "@ministere", "Mairie", "capitalisation"):
        assert hidden not in text


def test_neutral_sheet_names_no_donor_and_no_action() -> None:
    pdf, _ = attendance_sheet(sheet(5, neutral=True), Language("fr"))
    text = page_text(pdf)
    assert "TRAORÉ" in text
    for hidden in ("Union", "BMZ", "Sud-Sud", "EUTF", "produit"):
        assert hidden not in text


def test_nothing_but_our_own_fonts_is_inside() -> None:
    pdf, _ = attendance_sheet(sheet(3), Language("ar"))
    assert b"Helvetica" not in pdf
    assert b"+NotoSansArabic-Bold" in pdf
    assert b"ASCII85" not in pdf


def test_payload_of_another_program_is_not_ours() -> None:
    assert marks.read_payload("SSC1:7F3K9QAB:002/017") == marks.Mark("7F3K9QAB", 2, 17)
    for other in ("https://exemple.org", "SSC2:7F3K9QAB:002/017", "SSC1:7F3K9QAI:002/017", ""):
        assert marks.read_payload(other) is None


def test_sheet_numbers_are_eight_readable_characters_and_differ() -> None:
    numbers = {marks.new_sheet_id() for _ in range(500)}
    assert len(numbers) == 500
    assert all(len(number) == 8 and not set(number) & set("ILOU") for number in numbers)


def test_the_widest_number_of_a_sheet_stands_below_its_code_whole() -> None:
    drawn = SheetBeingDrawn(replace(sheet(150, 10), sheet_id="MWMWMWMW"), Language("fr"))
    drawn.drawn()
    assert len(drawn.pages) >= 100
    assert drawn.drawing.cut == []
    assert overlapping(drawn.drawing) == []
