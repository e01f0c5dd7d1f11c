"""The printed grid is found again on paper that is bent, and hidden borders are seen to be."""

from __future__ import annotations

import numpy as np
import pytest

from ssc_desktop.paper.page_finding import find_sheet
from ssc_desktop.paper.page_pictures import PageImage, Pixels
from ssc_desktop.paper.registration import borders_seen, darkness
from ssc_desktop.paper.sheet_grid import Grid
from ssc_desktop.paper.table_reading import StraightTable, straight_table
from tests.paper.reading import capture
from tests.paper.reading.hands_unseen import UNSEEN
from tests.paper.reading.pens import PAGE
from tests.paper.reading.signed_pages import SignedPage, signed_page


def _signed(layout: int = 0) -> SignedPage:
    return signed_page(np.random.default_rng(8), UNSEEN, layout, 0)


def _table(pixels: Pixels, grid: Grid) -> StraightTable:
    return straight_table(find_sheet(PageImage(1, pixels)), grid)


def _bent(page: SignedPage, most: float) -> tuple[Pixels, Pixels]:
    """A flat scan of paper that is pushed aside like a wave; and how far, over the page."""
    view = capture.flat((page.grid.width, page.grid.height), 200)
    y, x = np.mgrid[0:1:40j, 0:1:50j]
    # The corners stay where they are: tags cannot tell of this bend.
    inside = np.sin(np.pi * x) * np.sin(np.pi * y)
    view.bend = most * np.stack([0.6 * inside * np.cos(3 * x), inside])
    return capture.taken(page.pixels, view)[0], view.bend


@pytest.mark.parametrize("layout", [0, 1, 3])
@pytest.mark.parametrize("most", [0.0, 1.0, 2.0])
def test_a_bend_is_followed_to_a_fifth_of_a_millimetre(layout: int, most: float) -> None:
    page = _signed(layout)
    pixels, bend = _bent(page, most)
    table = _table(pixels, page.grid)
    grid, area = page.grid, table.area
    for x in grid.verticals[1:-1]:
        for y in grid.horizontals[1:-1]:
            column = round(x / grid.width * (bend.shape[2] - 1))
            line = round(y / grid.height * (bend.shape[1] - 1))
            found = table.shift[:, round(area.y(y)), round(area.x(x))]
            assert np.abs(found + bend[:, line, column]).max() < 0.2 + 0.12 * most


def test_borders_under_a_flap_are_not_seen_and_all_others_are() -> None:
    page = _signed()
    hidden = page.pixels.copy()
    right, bottom = page.grid.verticals[-1], page.grid.horizontals[-1]
    hidden[int((bottom - 24) * PAGE) : int((bottom + 5) * PAGE), int((right - 33) * PAGE) :] = 235
    table = _table(hidden, page.grid)
    seen = borders_seen(darkness(table.pixels.min(2)), table.area, page.grid)
    under = [
        cell.box[0] + cell.box[2] > right - 32 and cell.box[1] + cell.box[3] > bottom - 23
        for cell in page.grid.cells
    ]
    assert seen[under].max() < 0.3
    assert seen[~np.array(under)].min() > 0.5
