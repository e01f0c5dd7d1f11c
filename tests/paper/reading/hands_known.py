"""Handwriting the decision is trained on: swinging strokes, loops, ticks, crosses, thumbs."""

from __future__ import annotations

import numpy as np

from ssc_desktop.paper.page_pictures import Pixels
from tests.paper.reading.pens import Pen, Stroke, any_pen, shape_mask, strokes_mask
from tests.paper.reading.signed_pages import Hand

_THUMBS = ((90, 40, 60), (60, 40, 40), (130, 50, 40))


def mark(rng: np.random.Generator, width: float, height: float) -> tuple[Pixels, Pen]:
    """A mark for a cell of that size: ink and pen."""
    pen = any_pen(rng)
    wide, high = width * rng.uniform(0.35, 1.0), height * rng.uniform(0.35, 1.0)
    kind = rng.choice(
        ("swing", "letters", "tick", "cross", "thumb"), p=(0.52, 0.34, 0.05, 0.05, 0.04)
    )
    if kind == "thumb":
        return _thumb(rng)
    makers = {"swing": _swing, "letters": _letters, "tick": _tick, "cross": _cross}
    if kind == "swing" and rng.random() < 0.1:
        high *= 0.45
    if kind in ("tick", "cross"):
        wide, high = min(wide, 9.0), min(high, 8.0)
    return strokes_mask(makers[kind](rng, wide, high), pen, rng), pen


def _swing(rng: np.random.Generator, width: float, height: float) -> list[Stroke]:
    """A signature: a pen that swings up and down while it moves on, and often a last line."""
    time = np.linspace(0, 1, 160)
    beats = rng.uniform(2.5, 8)
    x = time + 0.12 * np.sin(2 * np.pi * beats * time + rng.uniform(0, 6.3))
    y = sum(
        rng.normal(0, 1 / (1 + at)) * np.sin(2 * np.pi * beats * (0.5 + at / 2) * time + phase)
        for at, phase in enumerate(rng.uniform(0, 6.3, 4))
    )
    y = np.asarray(y) * (1 - 0.6 * time * rng.random()) + rng.normal(0, 0.4) * time
    strokes = [_fit(np.stack([x, y], 1), width, height)]
    if rng.random() < 0.35:
        start, end = -0.5 * width * rng.uniform(0.5, 1), 0.5 * width * rng.uniform(0.5, 1)
        across = np.linspace(start, end, 20)
        low = height * rng.uniform(-0.1, 0.5) + 0.3 * np.sin(across / width * 3)
        strokes.append(np.stack([across, low], 1))
    return strokes


def _letters(rng: np.random.Generator, width: float, height: float) -> list[Stroke]:
    """A few letters apart: arcs and sticks."""
    count = int(rng.integers(2, 8))
    places = (np.arange(count) - (count - 1) / 2) * width / count
    strokes = []
    for place in places:
        size = height * rng.uniform(0.35, 0.8)
        begin, turn = rng.uniform(0, 6.3), rng.uniform(1.5, 6.5) * rng.choice((-1, 1))
        angle = np.linspace(begin, begin + turn, 24)
        arc = np.stack([np.cos(angle) * width / count * 0.45, np.sin(angle) * size / 2], 1)
        strokes.append(arc + np.array([place, rng.normal(0, 0.06 * height)]))
        if rng.random() < 0.5:
            stick = np.array([[0, -size / 2], [rng.normal(0, 0.3), size / 2]])
            strokes.append(stick + np.array([place, 0]))
    return strokes


def _tick(rng: np.random.Generator, width: float, height: float) -> list[Stroke]:
    low = np.array([rng.uniform(-0.3, 0), 0.5])
    points = np.array([[-0.5, rng.uniform(-0.1, 0.2)], low, [0.5, -0.5]])
    return [points * (width, height)]


def _cross(rng: np.random.Generator, width: float, height: float) -> list[Stroke]:
    bend = rng.normal(0, 0.05, (2, 2, 2))
    one = (np.array([[-0.5, -0.5], [0.5, 0.5]]) + bend[0]) * (width, height)
    other = (np.array([[-0.5, 0.5], [0.5, -0.5]]) + bend[1]) * (width, height)
    return [one, other]


def _thumb(rng: np.random.Generator) -> tuple[Pixels, Pen]:
    """An oval with ridges."""
    y, x = np.mgrid[-1:1:60j, -1:1:60j]
    ridges = np.sin(np.hypot(x + rng.normal(0, 0.2), y + 0.6) * rng.uniform(20, 30))
    shape = (x**2 + y**2 < 1) & (ridges > rng.uniform(-0.8, 0.2))
    mask = shape_mask(shape, rng.uniform(7, 11), rng.uniform(7, 9.5), rng.uniform(-40, 40), rng)
    return mask, Pen(0, rng.uniform(0.3, 0.75), _THUMBS[rng.integers(len(_THUMBS))])


def _fit(points: Pixels, width: float, height: float) -> Stroke:
    """Points made to fill a box around the middle."""
    low, high = points.min(0), points.max(0)
    return (points - (low + high) / 2) / np.maximum(high - low, 1e-3) * (width, height)


def strike(rng: np.random.Generator, length: float) -> Stroke:
    """A line drawn in one go by a hand that trembles a little."""
    count = max(12, int(length * 0.4))
    across = np.linspace(-0.5, 0.5, count) * length
    return np.stack([across, rng.normal(0, 0.1, count).cumsum() * 0.45], 1)


KNOWN = Hand("known", mark, strike)
STRIKING = Hand("known, with many lines", mark, strike, 6.0)
