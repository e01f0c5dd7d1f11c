"""The table of a found page, cut out and made straight on its printed grid."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ssc_desktop.paper.page_finding import FoundSheet, Pair, corners_of, moved, straight
from ssc_desktop.paper.page_pictures import Pixels
from ssc_desktop.paper.registration import (
    MESH_REACH,
    REACH,
    Surface,
    darkness,
    level_pieces,
    mesh_shift,
    surface_shift,
    surface_through,
    upright_pieces,
)
from ssc_desktop.paper.sheet_grid import Grid
from ssc_desktop.paper.straightening import Area, Straightener, straightener

# Around the cells: as far as lines are looked for, and a little more.
_AROUND = REACH + 1.2
# Pixels a millimetre of the first look at the lines.
_COARSE = 5.0
# The picture shown to people: pixels a millimetre, and how much above the first row.
_SHOWN, _HEAD = 5.0, 8.5
_BESIDE = 9.0
# Fewer tags than this, and the less exact corners of codes are used too.
_ENOUGH_TAGS, _MORE_LOOKS = 3, 3
# Marks a page must show, and by how many millimetres its table may move when one is left out.
_LEAST_MARKS, _MOST_APART = 2, 3.5


@dataclass(frozen=True, slots=True)
class Shown:
    """A straightened picture for people."""

    pixels: Pixels
    area: Area


@dataclass(frozen=True, slots=True)
class StraightTable:
    """The cells of a page, straight: their pixels, and which of those are on the photo.

    ``density`` is pixels a millimetre of the photo, ``grid_seen`` the share of lines that were
    seen, ``is_certain`` whether these lines are the ones they are taken for, ``turned`` how the page
    lay.
    """

    pixels: Pixels
    area: Area
    on_photo: Pixels
    density: float
    grid_seen: float
    is_certain: bool
    turned: int
    source: Straightener
    shift: Pixels
    grid: Grid

    def whole_rows(self) -> Shown:
        """The rows from edge to edge, with the head of the table, as people look at them."""
        area = _rows(self.grid)
        shift = _spread(self.shift, self.area, area)
        return Shown(self.source.straight(self.source.places(area, shift)), area)


def straight_table(found: FoundSheet, grid: Grid) -> StraightTable:
    """The table of a page laid on its grid."""
    assert found.page.pixels is not None
    area = _area(grid)
    pairs = _pairs(found, grid)
    few = len(found.tags) < _ENOUGH_TAGS
    to_page = straight(pairs, with_codes=few)
    source = straightener(found.page.pixels, to_page, _rows(grid))
    grey = source.without_colour()
    shift = _first_shift(grey, area, grid, _MORE_LOOKS if few else 1)
    dark = darkness(grey.straight(grey.places(area, shift)))
    upright = upright_pieces(dark, area, grid, MESH_REACH)
    level = level_pieces(dark, area, grid, MESH_REACH)
    seen = float(np.concatenate([upright.found.ravel(), level.found.ravel()]).mean())
    shift = shift + mesh_shift(upright, level, area)
    places = source.places(area, shift)
    pixels = source.straight(places)
    turned = _turned(source.from_page, area)
    on_photo = source.seen(places)
    is_certain = not few or _is_certain(pairs, to_page, area)
    return StraightTable(
        pixels, area, on_photo, source.density, seen, is_certain, turned, source, shift, grid
    )


def _area(grid: Grid) -> Area:
    lines, rows = grid.verticals, grid.horizontals
    return Area(lines[0] - _AROUND, rows[0] - _AROUND, lines[-1] + _AROUND, rows[-1] + _AROUND)


def _rows(grid: Grid) -> Area:
    """The rows from edge to edge, with the head of the table."""
    top, bottom = grid.bands[0][0] - _HEAD, grid.horizontals[-1] + 1.0
    return Area(_BESIDE, max(0.0, top), grid.width - _BESIDE, bottom, _SHOWN)


def _first_shift(grey: Straightener, area: Area, grid: Grid, looks: int) -> Pixels:
    """The smooth part of what corners do not tell; nothing where too few lines are seen.

    Each look starts from what the one before it found, and so sees lines that were too far off.
    """
    coarse = Area(area.left, area.top, area.right, area.bottom, _COARSE)
    found: tuple[Surface, Surface] | None = None
    for _ in range(looks):
        shift = surface_shift(*found, coarse) if found else None
        dark = darkness(grey.straight(grey.places(coarse, shift)))
        across = surface_through(upright_pieces(dark, coarse, grid, REACH), area)
        down = surface_through(level_pieces(dark, coarse, grid, REACH), area)
        if across is None or down is None:
            break
        found = (found[0].with_more(across), found[1].with_more(down)) if found else (across, down)
    return surface_shift(*found, area) if found else np.zeros((2, *area.shape), np.float32)


def _is_certain(pairs: list[Pair], to_page: Pixels, area: Area) -> bool:
    """Whether a page seen by few marks lies the same whichever of them is left out.

    When it does not, its lines may be taken for their neighbours, and names for other names.
    """
    corners = np.array(
        [[x, y] for x in (area.left, area.right) for y in (area.top, area.bottom)], np.float64
    )
    seen = moved(corners, np.linalg.inv(to_page))
    without = [pairs[:at] + pairs[at + 1 :] for at in range(len(pairs))]
    if len(pairs) < _LEAST_MARKS:
        return False
    return all(
        np.abs(moved(seen, straight(each, with_codes=True)) - corners).max() < _MOST_APART
        for each in without
    )


def _pairs(found: FoundSheet, grid: Grid) -> list[Pair]:
    """Corners on the picture with their places on the page: of tags, and of codes if few."""
    pairs = [
        (corners, corners_of(*grid.tags[number]))
        for number, corners in found.tags.items()
        if number < len(grid.tags)
    ]
    if len(pairs) >= _ENOUGH_TAGS:
        return pairs
    return pairs + _code_pairs(found, grid, pairs)


def _code_pairs(found: FoundSheet, grid: Grid, tags: list[Pair]) -> list[Pair]:
    """Corners of codes; which of a page's two codes each is, its place or its size tells."""
    places = [corners_of(*code) for code in grid.codes]
    if tags:
        to_page = straight(tags)
        return [
            (corners, min(places, key=lambda place: _apart(moved(corners, to_page), place)))
            for corners in found.codes
        ]
    largest = sorted(found.codes, key=_size, reverse=True)
    return list(zip(largest[:2], places, strict=False))


def _apart(one: Pixels, other: Pixels) -> float:
    return float(np.linalg.norm(one.mean(0) - other.mean(0)))


def _size(corners: Pixels) -> float:
    return abs(float(cv2.contourArea(corners.astype(np.float32))))


def _turned(from_page: Pixels, area: Area) -> int:
    """By how many quarters, in degrees clockwise, the page lies turned."""
    x, y = (area.left + area.right) / 2, (area.top + area.bottom) / 2
    start, end = moved(np.array([[x, y], [x + 10, y]], np.float64), from_page)
    angle = np.degrees(np.arctan2(end[1] - start[1], end[0] - start[0]))
    return int(round(angle / 90) % 4 * 90)


def _spread(shift: Pixels, known: Area, wanted: Area) -> Pixels:
    """The shifts of one area for another one; beyond its edges they stay what they are there."""
    rows, columns = wanted.shape
    x = wanted.left + (np.arange(columns) + 0.5) / wanted.scale
    y = wanted.top + (np.arange(rows) + 0.5) / wanted.scale
    across = np.clip((x - known.left) * known.scale, 0, shift.shape[2] - 1).astype(int)
    down = np.clip((y - known.top) * known.scale, 0, shift.shape[1] - 1).astype(int)
    return shift[:, down[:, None], across[None]]
