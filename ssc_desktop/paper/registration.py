"""Laying the printed grid over the picture: curls and creases that four corners do not tell.

Each piece of a printed line between two crossings is looked for beside its place. A smooth surface
is laid through what was found; then a mesh, one shift a piece, follows what is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from ssc_desktop.paper.page_pictures import Pixels
from ssc_desktop.paper.sheet_grid import Grid
from ssc_desktop.paper.straightening import Area

# How far a line is looked for, in millimetres: at first, and for the mesh.
REACH, MESH_REACH, BORDER_REACH = 2.6, 1.1, 1.1
# A border is seen at its place, give or take; what is beside it is further away.
_AT_PLACE, _ASIDE, _SAME = 0.36, 0.65, 0.06
# From this darkness on a side of a line is written on.
_WRITTEN = 0.12
# A piece of a line is darker than what is beside it by at least this share of white.
_LEAST = 0.06
_FROM_CROSSING = 0.9
_CURVED = 6
# How long a piece of a line is, in millimetres, and how many pixels along it are looked at.
_PIECE, _SAMPLES = 5.0, 25


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of the lines of one direction: their middles, and how far off they are.

    Arrays lie as lines × pieces; ``x`` and ``y`` in millimetres, ``off`` not a number where no
    line was seen.
    """

    x: Pixels
    y: Pixels
    off: Pixels

    @property
    def found(self) -> Pixels:
        """Which pieces were seen."""
        return np.isfinite(self.off)


def darkness(grey: Pixels) -> Pixels:
    """How much darker than the paper around each pixel is, from 0 to 1; even in shadows."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    height, width = grey.shape
    paper = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 2.0), (width, height))
    share = grey.astype(np.float32) / np.maximum(paper, 8).astype(np.float32)
    return np.clip(1.0 - share, 0.0, 1.0)


def upright_pieces(dark: Pixels, area: Area, grid: Grid, reach: float) -> Pieces:
    """Pieces of the vertical lines, two or more a row."""
    lines, spans, strips = _upright(dark, area, grid, reach)
    y, x = np.meshgrid([sum(span) / 2 for span in spans], lines)
    return Pieces(x, y, np.stack([_off(*strip, area.scale) for strip in strips]))


def level_pieces(dark: Pixels, area: Area, grid: Grid, reach: float) -> Pieces:
    """Pieces of the horizontal lines, two or more a column."""
    lines, spans, strips = _level(dark, area, grid, reach)
    x, y = np.meshgrid([sum(span) / 2 for span in spans], lines)
    return Pieces(x, y, np.stack([_off(*strip, area.scale) for strip in strips]))


def borders_seen(dark: Pixels, area: Area, grid: Grid) -> Pixels:
    """How clear the faintest piece of each cell's border is against the lines of the page."""
    upright = _upright(dark, area, grid, BORDER_REACH)
    level = _level(dark, area, grid, BORDER_REACH)
    strengths = [
        np.stack([_strength(*strip, area.scale) for strip in each[2]]) for each in (upright, level)
    ]
    usual = max(0.03, float(np.median(np.concatenate([each.ravel() for each in strengths]))))
    faint = [
        _faintest(
            strengths[0],
            upright,
            [cell.box[0::2] for cell in grid.cells],
            [cell.box[1::2] for cell in grid.cells],
        ),
        _faintest(
            strengths[1],
            level,
            [cell.box[1::2] for cell in grid.cells],
            [cell.box[0::2] for cell in grid.cells],
        ),
    ]
    return np.minimum(*faint) / usual


def _faintest(strengths: Pixels, searched: Searched, beside: list[Any], along: list[Any]) -> Pixels:
    """The faintest piece of the two lines beside each cell."""
    lines, middles = np.array(searched[0]), np.array([sum(span) / 2 for span in searched[1]])
    found = []
    for (start, size), (first, length) in zip(beside, along, strict=True):
        near = (np.abs(lines - start) < _SAME) | (np.abs(lines - start - size) < _SAME)
        within = (middles > first) & (middles < first + length)
        found.append(strengths[np.ix_(near, within)].min())
    return np.array(found)


Strip = tuple[Pixels, Pixels, float, int]
"""Profiles across the pieces of a line, which are on the picture, where the line is, the reach."""
Searched = tuple[tuple[float, ...], list[tuple[float, float]], list[Strip]]


def _upright(dark: Pixels, area: Area, grid: Grid, reach: float) -> Searched:
    lines, spans = grid.verticals, _spans(grid.bands)
    soft = cv2.blur(dark, (3, 1))
    samples = _samples(spans, area.y)
    strips = [_strip(soft, area.x(x), samples, round(reach * area.scale)) for x in lines]
    return lines, spans, strips


def _level(dark: Pixels, area: Area, grid: Grid, reach: float) -> Searched:
    lines, spans = grid.horizontals, _spans(grid.columns)
    soft = np.ascontiguousarray(cv2.blur(dark, (1, 3)).T)
    samples = _samples(spans, area.x)
    strips = [_strip(soft, area.y(y), samples, round(reach * area.scale)) for y in lines]
    return lines, spans, strips


def _spans(bands: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    """Each stretch between two crossings in short pieces, the crossings left out."""
    pieces = []
    for start, size in bands:
        number = max(2, round(size / _PIECE))
        edges = np.linspace(start, start + size, number + 1)
        edges[0], edges[-1] = start + _FROM_CROSSING, start + size - _FROM_CROSSING
        pieces += [(float(first), float(last)) for first, last in pairwise(edges)]
    return pieces


def _samples(spans: list[tuple[float, float]], place: Callable[[float], float]) -> Pixels:
    """Pixels along each span, equally many in all of them."""
    ends = [(place(start), place(end)) for start, end in spans]
    return np.array([np.linspace(first, last, _SAMPLES) for first, last in ends]).astype(int)


def _strip(dark: Pixels, line: float, samples: Pixels, radius: int) -> Strip:
    """Profiles across a line, one a piece: the middle darkness along it.

    A line is dark over all its length; what people write is not.
    """
    height, width = dark.shape
    start = int(np.floor(line)) - radius
    within = (samples[:, 0] >= 0) & (samples[:, -1] < height)
    if start < 0 or start + 2 * radius + 1 > width:
        return np.zeros((len(samples), 2 * radius + 1)), within & False, 0.0, radius
    strip = np.ascontiguousarray(dark[:, start : start + 2 * radius + 1])
    return _medians(strip[np.clip(samples, 0, height - 1)]), within, line - start, radius


def _off(profiles: Pixels, within: Pixels, line: float, radius: int, scale: float) -> Pixels:
    """How far beside its place each piece of a line is, in millimetres."""
    place, clear = _peaks(profiles, radius)
    seen = within & (clear > _LEAST) & (place > 0) & (place < 2 * radius)
    return np.where(seen, (place + 0.5 - line) / scale, np.nan)


def _strength(profiles: Pixels, within: Pixels, line: float, radius: int, scale: float) -> Pixels:
    """How much darker each piece is, at its place, than the paler of its two sides.

    Where people wrote on both sides, a line that shows through its ink is seen too.
    """
    away = (np.arange(2 * radius + 1) + 0.5 - line) / scale
    here = profiles[:, np.abs(away) < _AT_PLACE].max(1)
    sides = [profiles[:, away < -_ASIDE].mean(1), profiles[:, away > _ASIDE].mean(1)]
    paler = np.minimum(*sides)
    written = (paler > _WRITTEN) & (here > paler)
    return np.where(within, np.where(written, here, here - paler), 0.0)


def _medians(values: Pixels) -> Pixels:
    """The middle of the samples of each profile."""
    half = values.shape[1] // 2
    return np.asarray(np.partition(values, half, axis=1)[:, half])


def _peaks(profiles: Pixels, radius: int) -> tuple[Pixels, Pixels]:
    """The darkest place of each profile to a fraction of a pixel, the nearer of equals."""
    every = np.arange(len(profiles))
    places = np.arange(profiles.shape[1])
    best = (profiles - 0.02 * np.abs(places - radius) / radius).argmax(1)
    contrast = profiles[every, best] - np.median(profiles, axis=1)
    inner = np.clip(best, 1, profiles.shape[1] - 2)
    before, here, after = (profiles[every, inner + step] for step in (-1, 0, 1))
    bend = before - 2 * here + after
    fraction = np.where(bend < -1e-6, 0.5 * (before - after) / np.minimum(bend, -1e-6), 0.0)
    return best + np.where(inner == best, np.clip(fraction, -0.5, 0.5), 0.0), contrast


# --- a smooth surface ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Surface:
    """A cubic surface of shifts over a page, in millimetres."""

    weights: Pixels
    left: float
    top: float
    width: float
    height: float

    def with_more(self, other: Surface) -> Surface:
        """This surface and what was found to be missing from it."""
        weights = self.weights + other.weights
        return Surface(weights, self.left, self.top, self.width, self.height)

    def at(self, x: Pixels, y: Pixels) -> Pixels:
        """The shift at places of the page."""
        return np.asarray(self._terms(x, y) @ self.weights)

    def _terms(self, x: Pixels, y: Pixels) -> Pixels:
        return _terms((x - self.left) / self.width, (y - self.top) / self.height)


def _terms(u: Pixels, v: Pixels) -> Pixels:
    u, v = 2 * u - 1, 2 * v - 1
    terms = (np.ones_like(u), u, v, u * u, u * v, v * v, u**3, u * u * v, u * v * v, v**3)
    return np.stack(terms, -1)


def surface_through(pieces: Pieces, area: Area) -> Surface | None:
    """The surface that most pieces agree on; None when too few were seen."""
    kept = pieces.found
    if kept.sum() < max(6, 0.25 * kept.size):
        return None
    width, height = area.right - area.left, area.bottom - area.top
    x, y, off = pieces.x[kept], pieces.y[kept], pieces.off[kept]
    terms = _terms((x - area.left) / width, (y - area.top) / height)
    # Curves are dear: what few lines do not show is not made up.
    ridge = np.diag([1e-4, 1e-3, 1e-3, *(0.02,) * 3, *(0.05,) * 4]) * len(x) * 0.2
    trust: Pixels = np.ones(len(x))
    weights: Pixels = np.zeros(terms.shape[1])
    for _ in range(_CURVED):
        weighed = terms * trust[:, None]
        weights = np.linalg.solve(terms.T @ weighed + ridge, weighed.T @ off)
        left = np.abs(terms @ weights - off)
        spread = max(0.08, 1.48 * float(np.median(left)))
        trust = 1 / (1 + (left / (1.5 * spread)) ** 2)
    return Surface(weights, area.left, area.top, width, height)


def surface_shift(across: Surface, down: Surface, area: Area) -> Pixels:
    """Shifts of every pixel of an area."""
    coarse = 16
    rows, columns = area.shape
    shape = rows // coarse + 2, columns // coarse + 2
    x = area.left + np.arange(shape[1]) * coarse / area.scale
    y = area.top + np.arange(shape[0]) * coarse / area.scale
    places = np.meshgrid(x, y)
    return np.stack([_fine(surface.at(*places), coarse, area.shape) for surface in (across, down)])


def _fine(coarse: Pixels, step: int, shape: tuple[int, int]) -> Pixels:
    """A coarse map for every pixel, straight in between."""
    closer = np.array([[1 / step, 0, 0], [0, 1 / step, 0]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    given = coarse.astype(np.float32)
    return np.asarray(
        cv2.warpAffine(given, closer, shape[::-1], flags=how, borderMode=cv2.BORDER_REPLICATE)
    )


# --- a mesh -------------------------------------------------------------------------------------


def mesh_shift(upright: Pieces, level: Pieces, area: Area) -> Pixels:
    """What is left after the surface: one shift a piece, straight in between."""
    rows, columns = area.shape
    x = area.left + (np.arange(columns) + 0.5) / area.scale
    y = area.top + (np.arange(rows) + 0.5) / area.scale
    across = _smooth(upright.off).T.astype(np.float32)
    down = _smooth(level.off).astype(np.float32)
    return np.stack(
        [
            _between(upright.y[0], y) @ across @ _between(upright.x[:, 0], x).T,
            _between(level.y[:, 0], y) @ down @ _between(level.x[0], x).T,
        ]
    )


def _smooth(off: Pixels) -> Pixels:
    """Shifts without holes: what is missing or unlike its neighbours is like them."""
    padded = np.pad(off, 1, constant_values=np.nan)
    rows, columns = off.shape
    around = np.stack([padded[i : i + rows, j : j + columns] for i in range(3) for j in range(3)])
    many = np.isfinite(around).sum(0) >= 3
    middle = np.zeros_like(off)
    if many.any():
        middle[many] = np.nanmedian(around[:, many], axis=0)
    bad = ~np.isfinite(off) | (np.abs(off - middle) > 0.45)
    return np.where(bad, middle, off)


def _between(knots: Pixels, places: Pixels) -> Pixels:
    """Weights that lead values at knots to places between them; beyond the last they stay."""
    knots = np.asarray(knots, np.float64)
    weights = np.zeros((len(places), len(knots)), np.float32)
    if len(knots) == 1:
        weights[:] = 1
        return weights
    after = np.clip(np.searchsorted(knots, places), 1, len(knots) - 1)
    share = (places - knots[after - 1]) / (knots[after] - knots[after - 1])
    share = np.clip(share, 0, 1).astype(np.float32)
    every = np.arange(len(places))
    weights[every, after - 1] = 1 - share
    weights[every, after] += share
    return weights
