"""Wear and light that the decision is trained on: everything at once, at will, nothing named.

The named degradations of ``wear_unseen`` are kept for measuring; none of their makers is used here.
"""

from __future__ import annotations

import cv2
import numpy as np

from ssc_desktop.paper.page_pictures import Pixels
from tests.paper.reading import capture
from tests.paper.reading.signed_pages import SignedPage


def worn(page: SignedPage, rng: np.random.Generator) -> tuple[Pixels, Pixels]:
    """The page as a picture of chance quality, and what of it is hidden."""
    size = page.grid.width, page.grid.height
    pixels = _spotted(page.pixels, rng) if rng.random() < 0.3 else page.pixels
    is_scan = rng.random() < 0.5
    view = _on_glass(size, rng) if is_scan else _in_hand(size, rng)
    if rng.random() < 0.12:
        view.covered = _cover(rng)
    picture, hidden = capture.taken(pixels, view)
    density = float(np.sqrt(abs(np.linalg.det(view.matrix[:2, :2]))))
    picture = _soft(picture, density, rng, is_scan=is_scan)
    if not is_scan:
        picture = _lit(picture, rng)
    if rng.random() < 0.4:
        picture = capture.grey(picture)
    picture = capture.grainy(picture, rng.uniform(0.5, 5.0 if is_scan else 8.0), rng)
    return capture.pressed(picture, int(rng.integers(45, 96))), hidden


def _on_glass(size: tuple[float, float], rng: np.random.Generator) -> capture.View:
    dots = float(rng.choice((100, 150, 200, 200, 200, 300)) * rng.uniform(0.97, 1.03))
    view = capture.flat(size, dots, margin=rng.uniform(0, 3))
    capture.turned(view, rng.normal(0, 1.5) + 180 * (rng.random() < 0.1))
    view.bend = np.stack([capture.noise_map(rng, (3, 3)) * 0.3 for _ in range(2)])
    return view


def _in_hand(size: tuple[float, float], rng: np.random.Generator) -> capture.View:
    longest = int(rng.choice((1500, 1900, 2400, 3000)) * rng.uniform(0.9, 1.1))
    tilt = float(rng.normal(0, 12)), float(rng.normal(0, 12))
    view = capture.held(size, longest, tilt, rng.uniform(0.75, 0.98))
    capture.turned(view, rng.normal(0, 3))
    view.table = tuple(int(each) for each in rng.integers(20, 200, 3))  # type: ignore[assignment]
    amount = rng.uniform(0, 1.4)
    bends = [capture.noise_map(rng, (4, 5)) * amount for _ in range(2)]
    view.bend = np.stack([capture.enlarged(each, (30, 40)) for each in bends])
    return view


def _cover(rng: np.random.Generator) -> Pixels:
    """A smooth blot somewhere that hides what is below, as a slip of paper does."""
    field = capture.enlarged(capture.noise_map(rng, (4, 5)), (300, 400))
    return field > np.quantile(field, rng.uniform(0.86, 0.97))


def _spotted(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Paler and browner spots, with edges now soft, now sharp."""
    field = capture.enlarged(capture.noise_map(rng, (5, 6)), (200, 260))
    sharp = rng.uniform(2, 40)
    strength = 1 / (1 + np.exp(-sharp * (field - rng.uniform(0.3, 0.7)))) * rng.uniform(0.1, 0.5)
    rows, columns = pixels.shape[:2]
    fine = cv2.resize(strength.astype(np.float32), (columns, rows))
    take = np.array([1.0, rng.uniform(0.5, 0.9), rng.uniform(0.15, 0.7)], np.float32)
    return np.asarray(cv2.multiply(pixels, 1 - np.asarray(fine)[..., None] * take, dtype=cv2.CV_8U))


def _soft(picture: Pixels, density: float, rng: np.random.Generator, *, is_scan: bool) -> Pixels:
    blur = rng.uniform(0.03, 0.12) if is_scan else rng.uniform(0.05, 0.30)
    longer = 1.0 if is_scan else rng.uniform(1.0, 2.2)
    sides = blur * density, blur * density / longer
    if rng.random() < 0.5:
        sides = sides[::-1]
    return np.asarray(
        cv2.GaussianBlur(picture, (0, 0), max(0.2, sides[0]), sigmaY=max(0.2, sides[1]))
    )


def _lit(picture: Pixels, rng: np.random.Generator) -> Pixels:
    """Light that changes over the page, with now and then a hard edge."""
    light = 0.8 + 0.22 * capture.enlarged(capture.noise_map(rng, (3, 3)), (60, 80))
    if rng.random() < 0.4:
        edge = capture.enlarged(capture.noise_map(rng, (3, 4)), (60, 80))
        light *= 1 - rng.uniform(0.1, 0.5) / (1 + np.exp(-rng.uniform(3, 60) * edge))
    gains = tuple(float(each) for each in rng.uniform(0.85, 1.1, 3))
    return capture.lit(capture.tinted(picture, gains), np.clip(light, 0.25, 1.05))  # type: ignore[arg-type]
