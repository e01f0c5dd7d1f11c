"""Handwriting kept for measuring only: words in seven hands, splines, arrows, other thumbs."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from ssc_desktop.paper.page_pictures import Pixels
from tests.paper.reading.pens import Pen, Stroke, any_pen, shape_mask, strokes_mask
from tests.paper.reading.signed_pages import Hand

# Pictures of invented names written in seven free handwriting fonts, Latin and Arabic.
_WORDS = Path(__file__).with_name("written_words.npz")
_INKS = ((70, 30, 40), (40, 40, 40), (140, 60, 60))


def mark(rng: np.random.Generator, width: float, height: float) -> tuple[Pixels, Pen]:
    """A mark for a cell of that size: ink and pen."""
    pen = any_pen(rng)
    kind = rng.choice(("word", "spline", "hook", "plus", "thumb"), p=(0.55, 0.32, 0.05, 0.05, 0.03))
    if kind == "word":
        return _word(rng, width, height), pen
    if kind == "thumb":
        return _thumb(rng)
    makers = {"spline": _spline, "hook": _hook, "plus": _plus}
    return strokes_mask(makers[kind](rng, width, height), pen, rng), pen


@lru_cache(1)
def words() -> tuple[Pixels, ...]:
    """The written words, each a picture of yes and no."""
    with np.load(_WORDS, allow_pickle=False) as data:
        widths, height = data["widths"].astype(int), int(data["height"])
        whole = np.unpackbits(data["bits"], count=height * int(widths.sum()))
    pictures = whole.reshape(height, -1).astype(bool)
    return tuple(np.split(pictures, np.cumsum(widths)[:-1], axis=1))


def _word(rng: np.random.Generator, width: float, height: float) -> Pixels:
    every = words()
    shape = every[rng.integers(len(every))]
    shape = _wavering(shape, rng)
    high = height * rng.uniform(0.35, 0.85)
    wide = min(high * shape.shape[1] / shape.shape[0], width * rng.uniform(0.75, 1.1))
    return shape_mask(shape, wide, high, rng.normal(0, 5), rng)


def _wavering(shape: Pixels, rng: np.random.Generator) -> Pixels:
    """The same word is never written twice alike."""
    rows, columns = shape.shape
    coarse = rng.normal(0, 1.6, (2, 4, 6)).astype(np.float32)
    off = [cv2.resize(each, (columns, rows), interpolation=cv2.INTER_CUBIC) for each in coarse]
    y, x = np.mgrid[:rows, :columns].astype(np.float32)
    moved = cv2.remap(shape.astype(np.uint8) * 255, x + off[0], y + off[1], cv2.INTER_LINEAR)
    return np.asarray(moved) > 110


def _spline(rng: np.random.Generator, width: float, height: float) -> list[Stroke]:
    """A flowing line through points at will, as signatures that spell nothing."""
    count = int(rng.integers(5, 12))
    x = np.linspace(-0.5, 0.5, count) + rng.normal(0, 0.12, count)
    y = rng.uniform(-0.15, 0.5, count) * np.where(np.arange(count) % 2, 1, -1)
    points = np.stack([x * width * rng.uniform(0.5, 0.95), y * height * rng.uniform(0.5, 1)], 1)
    return [_through(points)]


def _through(points: Pixels) -> Stroke:
    """A smooth line through points (Catmull and Rom)."""
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, 14)[:, None]
    parts = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        part = 2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2
        parts.append(0.5 * (part + (3 * b - 3 * c + d - a) * t**3))
    return np.vstack(parts)


def _hook(rng: np.random.Generator, width: float, height: float) -> list[Stroke]:
    size = min(width, height) * rng.uniform(0.5, 0.9)
    points = np.array([[-0.4, 0.0], [-0.15, 0.35], [0.0, 0.5], [0.2, 0.0], [0.6, -0.5]])
    return [_through((points + rng.normal(0, 0.05, points.shape)) * size)]


def _plus(rng: np.random.Generator, width: float, height: float) -> list[Stroke]:
    size = min(width, height) * rng.uniform(0.4, 0.85)
    turn = rng.uniform(-0.9, 0.9)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) * size
    lines = np.array([[[-0.5, 0], [0.5, 0]], [[0, -0.5], [0, 0.5]]])
    return [(line + rng.normal(0, 0.04, (2, 2))) @ matrix for line in lines]


def _thumb(rng: np.random.Generator) -> tuple[Pixels, Pen]:
    """Rings that wind, as on a finger, with gaps where the skin was dry."""
    y, x = np.mgrid[-1:1:70j, -1:1:70j]
    angle = np.arctan2(y, x)
    rings = np.sin(np.hypot(x, 0.8 * y) * rng.uniform(26, 36) + angle * rng.choice((-1, 1)))
    dry = cv2.resize(rng.random((7, 7)).astype(np.float32), (70, 70), interpolation=cv2.INTER_CUBIC)
    shape = (x**2 + (0.9 * y) ** 2 < 1) & (rings > -0.3) & (np.asarray(dry) > 0.2)
    mask = shape_mask(shape, rng.uniform(8, 11), rng.uniform(8, 10), rng.uniform(-60, 60), rng)
    return mask, Pen(0, rng.uniform(0.35, 0.8), _INKS[rng.integers(len(_INKS))])


def strike(rng: np.random.Generator, length: float) -> Stroke:
    """A line drawn in a slight arc, along a ruler now and then."""
    across = np.linspace(-0.5, 0.5, 30)
    bow = 0.0 if rng.random() < 0.3 else rng.normal(0, min(0.03 * length, 1.2))
    down = bow * (1 - 4 * across**2) + 0.12 * np.sin(across * rng.uniform(4, 14))
    return np.stack([across * length, down], 1)


UNSEEN = Hand("unseen", mark, strike)
