"""A sheet is found whichever way it lies, by what is left of its marks; nothing else is one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
import segno

from ssc_desktop.paper.page_finding import (
    FOREIGN,
    FOUND,
    NO_CODE,
    NO_SHEET,
    FoundSheet,
    find_sheet,
    likely_size,
    straight,
    tag_pairs,
)
from ssc_desktop.paper.page_pictures import PageImage, Pixels
from ssc_desktop.paper.reading import read_sheet
from tests.paper.reading.hands_unseen import UNSEEN
from tests.paper.reading.pens import PAGE
from tests.paper.reading.signed_pages import LAYOUTS, blank_page, printed, signed_page
from tests.paper.reading.wear_unseen import WEARS


def _found(pixels: Pixels) -> FoundSheet:
    return find_sheet(PageImage(1, pixels))


def _without(pixels: Pixels, places: list[list[float]]) -> Pixels:
    hidden = pixels.copy()
    for x, y, width, height in places:
        rows = slice(int((y - 2) * PAGE), int((y + height + 2) * PAGE))
        hidden[rows, int((x - 2) * PAGE) : int((x + width + 2) * PAGE)] = 255
    return hidden


def _geometry(layout: int) -> dict[str, Any]:
    return printed(layout)[1]["pages"][0]


@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
def test_every_layout_is_found_with_its_sheet_and_page(layout: int) -> None:
    found = _found(blank_page(layout, 0))
    assert found.status == FOUND
    assert found.mark is not None
    assert (found.mark.sheet, found.mark.page) == (LAYOUTS[layout][1].sheet_id, 1)
    assert len(found.tags) >= 3
    assert likely_size(found.tags) == tuple(
        pytest.approx(side, abs=0.2) for side in _geometry(layout)["size_mm"]
    )


@pytest.mark.parametrize("quarters", range(4))
def test_a_page_may_lie_any_way_round(quarters: int) -> None:
    turned = np.ascontiguousarray(np.rot90(blank_page(0, 0), -quarters))
    found = _found(turned)
    assert found.status == FOUND
    reading = read_sheet(found, printed(0)[1])
    assert reading.turned == quarters * 90
    assert {cell.reading for cell in reading.cells} == {"empty"}


@pytest.mark.parametrize("kept", range(4))
def test_one_tag_and_one_code_are_enough(kept: int) -> None:
    page = _geometry(0)
    gone = [tag for at, tag in enumerate(page["tags"]) if at != kept] + [page["codes"][0]]
    found = _found(_without(blank_page(0, 0), gone))
    assert (found.status, list(found.tags)) == (FOUND, [kept])
    reading = read_sheet(found, printed(0)[1])
    assert reading.status == "read"
    assert "tags-missing" in reading.remarks
    assert {cell.reading for cell in reading.cells} == {"empty"}


def test_one_code_alone_names_the_page_but_not_its_lines() -> None:
    """Of two marks none can be left out to see whether the page lies the same: a person decides."""
    page = _geometry(0)
    found = _found(_without(blank_page(0, 0), [*page["tags"], page["codes"][1]]))
    assert (found.status, found.tags, len(found.codes)) == (FOUND, {}, 1)
    reading = read_sheet(found, printed(0)[1])
    assert (reading.status, reading.mark) == ("poor", found.mark)
    assert "grid-lost" in reading.remarks
    assert "empty" not in {cell.reading for cell in reading.cells}


@pytest.mark.parametrize("seed", range(4))
def test_lines_are_never_taken_for_their_neighbours_where_marks_are_few(seed: int) -> None:
    """A tilted page with half of its marks: read rightly, or left to a person."""
    page = signed_page(np.random.default_rng(seed), UNSEEN, 0, 0)
    gone = page.geometry["pages"][0]
    right = [tag for tag in gone["tags"] if tag[0] > 150]
    hidden = replace(page, pixels=_without(page.pixels, [*right, gone["codes"][0]]))
    picture, _ = next(wear for wear in WEARS if wear.name == "photo tilted 30°").make(
        hidden, np.random.default_rng(seed)
    )
    reading = read_sheet(_found(picture), page.geometry)
    for cell, truth in zip(reading.cells, page.truth, strict=True):
        assert cell.reading not in {0: ("signed",), 1: ("empty",), 2: ("signed",)}[int(truth)]


def test_corners_are_found_to_a_tenth_of_a_millimetre() -> None:
    found = _found(blank_page(0, 0))
    width, height = _geometry(0)["size_mm"]
    matrix = straight(tag_pairs(found.tags, width, height))
    assert np.allclose(matrix / matrix[2, 2], np.diag([1 / PAGE, 1 / PAGE, 1]), atol=0.1)


def test_tags_without_a_code_are_told() -> None:
    found = _found(_without(blank_page(0, 0), _geometry(0)["codes"]))
    assert (found.status, found.mark) == (NO_CODE, None)
    assert read_sheet(found, printed(0)[1]).cells == ()


def test_a_faint_code_is_read_a_second_time_where_it_must_be() -> None:
    """Blurred until the first look fails: cut out and sharpened, the code is still read."""
    page = blank_page(0, 0)
    soft = [cv2.GaussianBlur(page, (0, 0), sigma) for sigma in (4.5, 5.0, 5.5, 6.0)]
    results = [_found(np.asarray(each)) for each in soft]
    second = [each for each in results if each.status == FOUND and not each.codes]
    assert second
    assert all(each.mark is not None and each.mark.sheet == "7F3K9QAB" for each in second)


def test_another_paper_with_a_code_is_foreign() -> None:
    code = np.array([list(row) for row in segno.make_qr("https://example.org").matrix])
    small = np.where(np.pad(code, 4) > 0, 0, 255).astype(np.uint8)
    page = np.full((1200, 900), 255, np.uint8)
    page[100 : 100 + 8 * len(small), 100 : 100 + 8 * len(small)] = np.kron(small, np.ones((8, 8)))
    assert _found(page).status == FOREIGN


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_a_picture_of_nothing_is_no_sheet(shade: int) -> None:
    assert _found(np.full((900, 700, 3), shade, np.uint8)).status == NO_SHEET


def test_a_picture_of_anything_is_no_sheet() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (900, 700, 3)).astype(np.uint8)
    assert _found(noise).status == NO_SHEET
