"""Real sheets, printed by the program and signed by machine, with the truth of every cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium

from ssc_desktop.language import Language
from ssc_desktop.paper import marks
from ssc_desktop.paper.attendance_content import AttendanceSheet
from ssc_desktop.paper.attendance_sheet import attendance_sheet
from ssc_desktop.paper.page_pictures import Pixels
from ssc_desktop.paper.sheet_grid import Cell, Grid, grid_of
from tests.paper.reading.pens import PAGE, Pen, any_pen, leave, strokes_mask
from tests.paper.sheets import sheet, slots

EMPTY, SIGNED, STRUCK = 0, 1, 2
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Hand:
    """A family of hands: marks for a cell of a size, and lines that strike out.

    ``strike`` gives points along a length in millimetres, level and about the middle; ``strikes``
    says how many times more often than usual these hands strike out.
    """

    name: str
    mark: Callable[[Rng, float, float], tuple[Pixels, Pen]]
    strike: Callable[[Rng, float], Pixels]
    strikes: float = 1.0


# What people print: lying and standing, one half-day to ten, three languages, several pages.
LAYOUTS: tuple[tuple[str, AttendanceSheet], ...] = (
    ("fr", sheet(40, 5, team=3, grid=True)),
    ("ar", sheet(13, 1, team=2)),
    ("en", replace(sheet(20, 3, grid=True), sheet_id="8A4B7CDE")),
    ("fr", replace(sheet(14, 3, orientation="portrait", grid=True), sheet_id="9B5C8DEF")),
    ("ar", replace(sheet(40, 3, team=4, grid=True), sheet_id="AC6D9EFG")),
    ("fr", replace(sheet(13, 1), sheet_id="BD7EAFGH", slots=slots(1, ("AM",)))),
    ("en", replace(sheet(26, 5, grid=True, sensitive=True), sheet_id="CE8FBGHJ")),
    ("ar", replace(sheet(20, 2, team=2, orientation="portrait"), sheet_id="DF9GCHJK")),
)


@dataclass(frozen=True, slots=True)
class SignedPage:
    """A page with ink on it (BGR, ten pixels a millimetre), its grid, its mark, the truth."""

    pixels: Pixels
    grid: Grid
    mark: marks.Mark
    truth: Pixels
    geometry: dict[str, Any]


@lru_cache(16)
def printed(layout: int) -> tuple[bytes, dict[str, Any]]:
    """The PDF and the geometry of a layout."""
    language, content = LAYOUTS[layout]
    return attendance_sheet(content, Language(language))


@lru_cache(24)
def blank_page(layout: int, page: int) -> Pixels:
    """A printed page without ink."""
    pdf, _ = printed(layout)
    document = pdfium.PdfDocument(pdf)
    bitmap = document[page].render(scale=PAGE * 25.4 / 72, grayscale=True)
    grey = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    document.close()
    return grey


def signed_page(rng: Rng, hand: Hand, layout: int, page: int) -> SignedPage:
    """One page of a layout, signed."""
    _, geometry = printed(layout)
    described = geometry["pages"][page]
    grid = grid_of(described)
    pixels = np.asarray(cv2.cvtColor(blank_page(layout, page), cv2.COLOR_GRAY2BGR))
    truth = _sign(rng, hand, pixels, grid)
    _specks(rng, pixels)
    mark = marks.Mark(geometry["sheet"], described["page"], len(geometry["pages"]))
    return SignedPage(pixels, grid, mark, truth, geometry)


def _sign(rng: Rng, hand: Hand, pixels: Pixels, grid: Grid) -> Pixels:
    """Who was there signs; a walk-in may have filled a blank row; some cells are struck out."""
    truth = np.zeros(len(grid.cells), int)
    there = rng.random(len(grid.bands)) < rng.uniform(0.75, 1.0)
    away = rng.uniform(0.05, 0.35)
    struck_rows = {line for line in range(len(grid.bands)) if rng.random() < 0.012 * hand.strikes}
    for at, cell in enumerate(grid.cells):
        if cell.line in struck_rows:
            truth[at] = STRUCK
        elif cell.participant is None and rng.random() < 0.25 and _is_blank(cell, grid):
            continue
        elif there[cell.line] and rng.random() > away:
            truth[at] = SIGNED
            _leave_mark(rng, hand, pixels, cell)
        elif rng.random() < 0.025 * hand.strikes:
            truth[at] = STRUCK
            _strike_cell(rng, hand, pixels, cell)
    for line in struck_rows:
        _strike_row(rng, hand, pixels, grid, line)
    return truth


def _is_blank(cell: Cell, grid: Grid) -> bool:
    return cell.row > len(grid.bands) - 3


def _leave_mark(rng: Rng, hand: Hand, pixels: Pixels, cell: Cell) -> None:
    x, y, width, height = cell.box
    # Who writes on paper keeps to a box, not exactly; a wide one is not filled.
    wide = min(width, 34.0)
    mask, pen = hand.mark(rng, wide, height)
    aside = rng.normal(0, 0.07) * width, rng.normal(0, 0.08) * height
    leave(pixels, mask, x + width / 2 + aside[0], y + height / 2 + aside[1], pen)


def _strike_cell(rng: Rng, hand: Hand, pixels: Pixels, cell: Cell) -> None:
    """A line through a cell: level, or from corner to corner."""
    x, y, width, height = cell.box
    lean = rng.choice((0.0, 0.0, 0.35, -0.35))
    line = hand.strike(rng, width * rng.uniform(0.75, 1.05))
    line[:, 1] += lean * height * line[:, 0] / width * 2
    pen = any_pen(rng)
    mask = strokes_mask([line], pen, rng)
    leave(pixels, mask, x + width / 2, y + height * rng.uniform(0.35, 0.65), pen)


def _strike_row(rng: Rng, hand: Hand, pixels: Pixels, grid: Grid, line: int) -> None:
    """A line through all the cells of a row."""
    top, height = grid.bands[line]
    left, right = grid.verticals[0], grid.verticals[-1]
    across = hand.strike(rng, right - left + 4)
    across[:, 1] = np.clip(across[:, 1] + across[:, 0] * rng.normal(0, 0.006), -3, 3)
    pen = any_pen(rng)
    mask = strokes_mask([across], pen, rng)
    leave(pixels, mask, (left + right) / 2, top + height * rng.uniform(0.4, 0.6), pen)


def _specks(rng: Rng, pixels: Pixels) -> None:
    """Dust, dots of a resting pen, the beginning of a stroke."""
    height, width = pixels.shape[:2]
    for _ in range(rng.integers(4, 30)):
        pen = any_pen(rng)
        length = rng.exponential(0.5) if rng.random() < 0.3 else 0.05
        end = rng.normal(0, 1, 2)
        stroke = np.array([[0.0, 0.0], end / np.linalg.norm(end) * min(length, 2.0)])
        where = rng.uniform(0, width / PAGE), rng.uniform(0, height / PAGE)
        leave(pixels, strokes_mask([stroke], pen, rng), *where, pen)
