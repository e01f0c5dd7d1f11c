"""Ink apart from paper, shadow and print: how dark each place of a straightened table is."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ssc_desktop.paper.page_pictures import Pixels
from ssc_desktop.paper.sheet_grid import Grid
from ssc_desktop.paper.straightening import Area

# A printed line is half a point wide.
LINE = 0.18
# Brightness of the paper: what is narrower than the first is ink on it; the second keeps blobs.
_NEAR, _FAR = 5.5, 13.0
_BLURS = (0.05, 0.10, 0.15, 0.20, 0.26, 0.32, 0.40, 0.50, 0.62)
_LEAST_INK, _LEAST_PEAK = 0.07, 0.12


@dataclass(frozen=True, slots=True)
class Ink:
    """What is on the paper of a table, print left out.

    ``near`` is darkness against the paper close by, ``far`` against paper further off; ``tint`` how
    much bluer than brown. ``lines`` are the pixels print takes; ``blur`` and ``grain`` say how good
    the picture is; ``low`` and ``high`` from where on a place is ink, and surely ink.
    """

    near: Pixels
    far: Pixels
    tint: Pixels
    lines: Pixels
    blur: float
    print_strength: float
    grain: float
    low: float
    high: float


def read_ink(picture: Pixels, area: Area, grid: Grid) -> Ink:
    """The ink of a straightened table."""
    share = _against(picture, _near_paper(picture, area.scale))
    near = cv2.GaussianBlur(_pen(share), (0, 0), 0.7)
    blur, strength = _blur_of_lines(near, area, grid)
    lines = _line_mask(area, grid, 0.30 + 0.6 * blur)
    within = _within(area, grid)
    free = near[within & ~lines]
    base, grain = _noise(free)
    far = 1 - _against(_red(picture), _far_paper(_red(picture), area.scale))
    return Ink(
        near,
        cv2.GaussianBlur(far, (0, 0), 0.5 * area.scale),
        _tint(share),
        lines,
        blur,
        strength,
        grain,
        max(_LEAST_INK, base + 4 * grain),
        max(_LEAST_PEAK, base + 6.5 * grain),
    )


def _noise(free: Pixels) -> tuple[float, float]:
    few = free[::7]
    if not few.size:
        return 0.0, 0.02
    base = float(np.percentile(few, 30))
    middle = float(np.median(few))
    return base, 1.48 * float(np.median(np.abs(few - middle)))


def _against(picture: Pixels, paper: Pixels) -> Pixels:
    """What share of the light that falls on it each place gives back."""
    height, width = picture.shape[:2]
    light = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    share = cv2.divide(picture, np.maximum(light, 8), scale=1.0, dtype=cv2.CV_32F)
    return np.minimum(share, 1.0, out=share)


def _near_paper(picture: Pixels, scale: float) -> Pixels:
    """A closing follows the edge of a shadow, where a plain widening would not."""
    small = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    side = int(_NEAR * scale / 4) | 1
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return np.asarray(
        cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, shape), (0, 0), 1.5)
    )


def _far_paper(grey: Pixels, scale: float) -> Pixels:
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    side = int(_FAR * scale / 8) | 1
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return np.asarray(
        cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, shape), (0, 0), 2.5)
    )


def _red(picture: Pixels) -> Pixels:
    """Where brown stains fade and blue pens stay."""
    return np.ascontiguousarray(picture[..., 2]) if picture.ndim == 3 else picture


def _pen(share: Pixels) -> Pixels:
    """Darkness of pens, red ones too, and little of brown stains."""
    dark = 1 - share
    if dark.ndim == 2:
        return dark
    blue, green, red = dark[..., 0], dark[..., 1], dark[..., 2]
    return np.asarray(np.maximum(red, green - 1.5 * np.maximum(0, blue - green)))


def _tint(share: Pixels) -> Pixels:
    """How much more blue light than red each place gives back; nothing on a grey picture."""
    if share.ndim == 2:
        return np.zeros_like(share)
    return share[..., 0] - share[..., 2]


def _within(area: Area, grid: Grid) -> Pixels:
    inside = np.zeros(area.shape, bool)
    left, right = grid.verticals[0], grid.verticals[-1]
    for top, height in grid.bands:
        inside[
            round(area.y(top)) : round(area.y(top + height)),
            round(area.x(left)) : round(area.x(right)),
        ] = True
    return inside


def _line_mask(area: Area, grid: Grid, half: float) -> Pixels:
    """The pixels that printed lines take, and as much beside them as they are blurred."""
    mask = np.zeros(area.shape, bool)
    reach = half * area.scale
    for x in grid.verticals:
        middle = area.x(x)
        mask[:, max(0, round(middle - reach)) : round(middle + reach)] = True
    for y in grid.horizontals:
        middle = area.y(y)
        mask[max(0, round(middle - reach)) : round(middle + reach)] = True
    return mask


def _blur_of_lines(near: Pixels, area: Area, grid: Grid) -> tuple[float, float]:
    """How soft and how dark printed lines are on this picture."""
    radius = round(1.6 * area.scale)
    profiles = []
    for top, height in grid.bands:
        first, last = round(area.y(top + 1)), round(area.y(top + height - 1))
        for x in grid.verticals:
            start = int(np.floor(area.x(x))) - radius
            strip = near[first:last, max(0, start) : start + 2 * radius + 1]
            if strip.shape[1] == 2 * radius + 1 and len(strip):
                profiles.append(strip.mean(axis=0))
    if not profiles:
        return _BLURS[-1], 0.0
    seen = np.median(profiles, axis=0)
    seen = seen - np.percentile(seen, 20)
    return _fitted(seen, radius, area.scale)


def _fitted(seen: Pixels, radius: int, scale: float) -> tuple[float, float]:
    places = (np.arange(2 * radius + 1) - radius) / scale
    best = (np.inf, _BLURS[-1], 0.0)
    for blur in _BLURS:
        for aside in (-0.08, 0.0, 0.08):
            line = np.exp(-0.5 * ((places - aside) / np.hypot(blur, LINE / 2)) ** 2)
            strength = float(line @ seen / (line @ line))
            miss = float(np.square(seen - strength * line).sum())
            best = min(best, (miss, blur, strength))
    return best[1], best[2]
