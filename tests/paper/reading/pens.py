"""What a hand leaves on paper: a mask of how much ink, a colour, and where it goes on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ssc_desktop.paper.page_pictures import Pixels

# Pixels a millimetre of pages while they are made.
PAGE = 10.0
_FINE = 20.0

Stroke = Pixels
"""A line a pen draws: points in millimetres from the middle of the cell."""


@dataclass(frozen=True, slots=True)
class Pen:
    """A pen: how wide it writes in millimetres, how dark, in which colour (BGR)."""

    width: float
    dark: float
    colour: tuple[int, int, int]


_COLOURS = ((120, 40, 20), (150, 60, 30), (30, 30, 30), (60, 55, 50), (40, 30, 150), (90, 60, 60))


def any_pen(rng: np.random.Generator) -> Pen:
    """A pen as it comes to hand; about one in nine is light."""
    colour = _COLOURS[rng.choice(len(_COLOURS), p=(0.34, 0.26, 0.2, 0.1, 0.04, 0.06))]
    if rng.random() < 0.11:
        return Pen(rng.uniform(0.22, 0.36), rng.uniform(0.26, 0.45), colour)
    return Pen(rng.uniform(0.28, 0.7), rng.uniform(0.6, 0.98), colour)


def strokes_mask(strokes: Sequence[Stroke], pen: Pen, rng: np.random.Generator) -> Pixels:
    """How much ink strokes leave, from 0 to 1, in a square around the middle of the cell."""
    reach = max(float(np.abs(stroke).max()) for stroke in strokes) + 1.5
    side = int(2 * reach * _FINE)
    drawn = np.zeros((side, side), np.uint8)
    for stroke in strokes:
        points = np.round((stroke + reach) * _FINE * 8).astype(np.int32)
        width = max(1, round(pen.width * _FINE * rng.uniform(0.85, 1.15)))
        cv2.polylines(drawn, [points[:, None]], False, 255, width, cv2.LINE_AA, 3)
    return _pressed(_smaller(drawn), rng)


def shape_mask(
    shape: Pixels, width: float, height: float, tilt: float, rng: np.random.Generator
) -> Pixels:
    """How much ink a drawn shape leaves when it is made that large, in millimetres, and tilted."""
    reach = 0.75 * max(width, height) + 1.5
    side = int(2 * reach * _FINE)
    across, down = width * _FINE / shape.shape[1], height * _FINE / shape.shape[0]
    turn, lean = np.deg2rad(tilt), rng.normal(0, 0.12)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    matrix = matrix @ np.array([[1, lean], [0, 1]]) @ np.diag([across, down])
    middle = np.array([shape.shape[1] / 2, shape.shape[0] / 2])
    moved = np.hstack([matrix, (side / 2 - matrix @ middle)[:, None]])
    drawn = cv2.warpAffine(shape.astype(np.uint8) * 255, moved, (side, side))
    return _pressed(_smaller(np.asarray(cv2.GaussianBlur(drawn, (0, 0), 1.2))), rng)


def _smaller(drawn: Pixels) -> Pixels:
    factor = PAGE / _FINE
    small = cv2.resize(drawn, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small).astype(np.float32) / 255


def _pressed(mask: Pixels, rng: np.random.Generator) -> Pixels:
    """A hand presses now more, now less; sometimes a pen hardly writes."""
    coarse = rng.uniform(0.55 if rng.random() < 0.2 else 0.8, 1.0, (6, 6)).astype(np.float32)
    height, width = mask.shape
    return mask * cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def leave(page: Pixels, mask: Pixels, x: float, y: float, pen: Pen) -> None:
    """Put a mask on a page (BGR), its middle at a place in millimetres."""
    height, width = mask.shape
    left, top = round(x * PAGE - width / 2), round(y * PAGE - height / 2)
    first, last = max(0, top), min(len(page), top + height)
    start, end = max(0, left), min(page.shape[1], left + width)
    if first >= last or start >= end:
        return
    part = page[first:last, start:end].astype(np.float32)
    given = mask[first - top : last - top, start - left : end - left, None] * pen.dark
    colour = np.array(pen.colour, np.float32) / 255
    part *= 1 - np.clip(given, 0, 1) * (1 - colour)
    page[first:last, start:end] = part.astype(np.uint8)
