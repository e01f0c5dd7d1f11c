"""The named degradations that the reading is measured on; none is used in training."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from ssc_desktop.paper.page_pictures import Pixels
from tests.paper.reading import capture
from tests.paper.reading.capture import View
from tests.paper.reading.signed_pages import SignedPage

Rng = np.random.Generator
Taken = tuple[Pixels, Pixels]
"""A picture, and the map of what of the page is hidden on it."""


@dataclass(frozen=True, slots=True)
class Wear:
    """A degradation: its name, how it is made, what is asked of the reading."""

    name: str
    make: Callable[[SignedPage, Rng], Taken]
    kind: str = "other"


def _size(page: SignedPage) -> tuple[float, float]:
    return page.grid.width, page.grid.height


# --- scans --------------------------------------------------------------------------------------


def _scanned(
    page: SignedPage,
    rng: Rng,
    dots: float,
    degrees: float = 0.0,
    *,
    quality: int = 85,
    aside: float = 0.0,
) -> Taken:
    view = capture.flat(_size(page), dots)
    capture.turned(view, degrees + rng.normal(0, 0.25))
    view.moved(np.array([[1, 0, aside * dots / 25.4], [0, 1, 0], [0, 0, 1.0]]))
    picture, hidden = capture.taken(page.pixels, view)
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.055 * dots / 25.4))
    return capture.pressed(capture.grainy(picture, 2.5, rng), quality), hidden


def scan_200(page: SignedPage, rng: Rng) -> Taken:
    """Colour or grey, as an office scanner gives it."""
    picture, hidden = _scanned(page, rng, 200)
    return (capture.grey(picture) if rng.random() < 0.5 else picture), hidden


def _scan_150(page: SignedPage, rng: Rng) -> Taken:
    picture, hidden = _scanned(page, rng, 150)
    return capture.grey(picture), hidden


def _scan_100(page: SignedPage, rng: Rng) -> Taken:
    return _scanned(page, rng, 100, quality=75)


def _one_bit(page: SignedPage, rng: Rng) -> Taken:
    picture, hidden = _scanned(page, rng, 200, quality=95)
    grey = capture.grey(picture)
    return np.where(grey > rng.integers(115, 165), 255, 0).astype(np.uint8), hidden


def _skew_4(page: SignedPage, rng: Rng) -> Taken:
    return _scanned(page, rng, 200, float(rng.choice((-4, 4))))


def _upside_down(page: SignedPage, rng: Rng) -> Taken:
    """Crooked on the glass: at most one corner tag is whole."""
    degrees = float(rng.choice((-8, 8)))
    return _scanned(page, rng, 200, 180 + degrees, aside=6.0 * np.sign(degrees))


def _coffee(page: SignedPage, rng: Rng) -> Taken:
    """Rings and pools of coffee, darker at their rims."""
    rows, columns = page.pixels.shape[:2]
    y, x = np.mgrid[:rows:4, :columns:4].astype(np.float32) / 10
    strength = np.zeros_like(x)
    for _ in range(rng.integers(2, 5)):
        middle = rng.uniform(0.2, 0.9) * page.grid.width, rng.uniform(0.25, 0.85) * page.grid.height
        away = np.hypot(x - middle[0], (y - middle[1]) * rng.uniform(0.85, 1.15))
        away += 1.2 * np.sin(np.arctan2(y - middle[1], x - middle[0]) * rng.integers(3, 7))
        radius = rng.uniform(14, 36)
        pool = 0.16 * (1 - np.tanh((away - radius) / 1.0)) / 2
        rim = rng.uniform(0.1, 0.4) * np.exp(-0.5 * ((away - radius) / 0.7) ** 2)
        strength = np.maximum(strength, pool + rim)
    fine = np.asarray(cv2.resize(strength.astype(np.float32), (columns, rows)))[..., None]
    brown = np.array([0.95, 0.7, 0.42], np.float32)
    spilt = cv2.multiply(page.pixels, 1 - fine * brown, dtype=cv2.CV_8U)
    changed = SignedPage(np.asarray(spilt), page.grid, page.mark, page.truth, page.geometry)
    return _scanned(changed, rng, 200)


# --- photos -------------------------------------------------------------------------------------


def _view(page: SignedPage, rng: Rng, longest: int, tilt: float = 5.0) -> View:
    angles = rng.normal(0, tilt, 2)
    view = capture.held(_size(page), longest, (float(angles[0]), float(angles[1])), 0.93)
    capture.turned(view, rng.normal(0, 1.0))
    wood = rng.integers(40, 150)
    view.table = int(wood * 0.55), int(wood * 0.8), int(wood)
    return view


def _shot(
    page: SignedPage, rng: Rng, view: View, *, blur: float = 0.07, quality: int = 88
) -> Taken:
    picture, hidden = capture.taken(page.pixels, view)
    return _developed(picture, rng, view, blur, quality), hidden


def _developed(picture: Pixels, rng: Rng, view: View, blur: float, quality: int) -> Pixels:
    """Lens, lamp and camera."""
    density = float(np.sqrt(abs(np.linalg.det(view.matrix[:2, :2]))))
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), max(0.3, blur * density)))
    for light in view.cast or [_lamp(rng)]:
        picture = capture.lit(picture, light)
    gains = 0.93 + rng.normal(0, 0.03), 0.97, 1.0 + rng.normal(0, 0.02)
    return capture.pressed(capture.grainy(capture.tinted(picture, gains), 4.0, rng), quality)


def _lamp(rng: Rng) -> Pixels:
    """A lamp to one side."""
    y, x = np.mgrid[0:1:30j, 0:1:40j]
    side = rng.uniform(-0.3, 1.3, 2)
    return 1.0 - rng.uniform(0.2, 0.45) * np.hypot(x - side[0], y - side[1]).clip(0, 1.2) / 1.2


def _photo_12(page: SignedPage, rng: Rng) -> Taken:
    return _shot(page, rng, _view(page, rng, 4000))


def _tilted(page: SignedPage, rng: Rng) -> Taken:
    view = capture.held(_size(page), 3264, (30.0 * rng.choice((-1, 1)), rng.normal(0, 6)), 0.93)
    view.table = 60, 80, 110
    return _shot(page, rng, view)


def _shadow(page: SignedPage, rng: Rng) -> Taken:
    """The shadow of the hand that holds the telephone, with a hard edge."""
    view = _view(page, rng, 3264)
    y, x = np.mgrid[0:1:300j, 0:1:400j]
    lean, place = rng.uniform(-1.2, 1.2), rng.uniform(0.3, 0.7)
    edge = (x - place) + lean * (y - 0.5) + 0.03 * np.sin(9 * y + rng.uniform(0, 6))
    dark = 1 - rng.uniform(0.35, 0.6) / (1 + np.exp(-edge / 0.004))
    view.cast = [_lamp(rng), dark]
    return _shot(page, rng, view)


def _defocus(page: SignedPage, rng: Rng) -> Taken:
    view = _view(page, rng, 3264)
    picture, hidden = capture.taken(page.pixels, view)
    radius = rng.uniform(0.25, 0.5) * float(np.sqrt(abs(np.linalg.det(view.matrix[:2, :2]))))
    side = int(2 * radius) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)).astype(np.float32)
    picture = np.asarray(cv2.filter2D(picture, -1, disc / disc.sum()))
    return _developed(picture, rng, view, 0.05, 88), hidden


def _motion(page: SignedPage, rng: Rng) -> Taken:
    view = _view(page, rng, 3264)
    picture, hidden = capture.taken(page.pixels, view)
    length = rng.uniform(0.4, 1.2) * float(np.sqrt(abs(np.linalg.det(view.matrix[:2, :2]))))
    side = int(length) + 3
    line, turn = np.zeros((side, side), np.float32), rng.uniform(0, np.pi)
    reach = np.array([np.cos(turn), np.sin(turn)]) * length / 2
    middle = np.array([side / 2, side / 2])
    ends = [tuple(int(each) for each in (middle + way * reach).round()) for way in (-1, 1)]
    cv2.line(line, ends[0], ends[1], 1.0, 1, cv2.LINE_AA)
    picture = np.asarray(cv2.filter2D(picture, -1, line / line.sum()))
    return _developed(picture, rng, view, 0.05, 88), hidden


def _small(longest: int, quality: int, blur: float = 0.08) -> Callable[[SignedPage, Rng], Taken]:
    def make(page: SignedPage, rng: Rng) -> Taken:
        return _shot(page, rng, _view(page, rng, longest), blur=blur, quality=quality)

    return make


# --- paper that is folded, cut, curled ----------------------------------------------------------


def _folded(size: float, *, over_code: bool) -> Callable[[SignedPage, Rng], Taken]:
    """A corner folded over; what is below it cannot be seen."""

    def make(page: SignedPage, rng: Rng) -> Taken:
        view = _view(page, rng, 3264)
        columns, rows = (round(side * 4) for side in _size(page))
        y, x = np.mgrid[:rows, :columns] / 4
        corner = rng.integers(4)
        if over_code:
            code = page.grid.codes[0]
            corner = 1 if code[0] > page.grid.width / 2 else 0
        x = page.grid.width - x if corner in (1, 2) else x
        y = page.grid.height - y if corner in (2, 3) else y
        lean = rng.uniform(0.8, 1.25)
        view.covered = x * lean + y / lean < size * 1.41
        view.under = tuple(int(each) for each in rng.integers(215, 246, 3))  # type: ignore[assignment]
        return _shot(page, rng, view)

    return make


def _cut_off(page: SignedPage, rng: Rng) -> Taken:
    """A side of the page is outside the photo."""
    view = _view(page, rng, 3264)
    share = rng.uniform(0.08, 0.16) * rng.choice((-1, 1))
    view.moved(np.array([[1, 0, share * view.size[0]], [0, 1, 0], [0, 0, 1.0]]))
    return _shot(page, rng, view)


def _curl(view: View, rng: Rng, most: float) -> None:
    """A page that rises towards a side and along its length."""
    y, x = np.mgrid[0:1:40j, 0:1:50j]
    wave = np.sin(np.pi * (x * rng.uniform(0.6, 1.2) + rng.uniform(0, 0.5)))
    lift = wave * rng.uniform(0.5, 1) * most
    view.bend = np.stack([0.35 * lift * (x - 0.5), lift * (y - rng.uniform(0.2, 0.8))])


def _curled(page: SignedPage, rng: Rng) -> Taken:
    view = _view(page, rng, 3264)
    _curl(view, rng, 4.0)
    return _shot(page, rng, view)


def _crumpled(page: SignedPage, rng: Rng) -> Taken:
    """Creases: the paper was a ball and was made flat again."""
    view = _view(page, rng, 3264)
    y, x = np.mgrid[0:1:120j, 0:1:160j]
    bend, shade = np.zeros((2, 120, 160)), np.ones((120, 160))
    for _ in range(9):
        turn, place = rng.uniform(0, np.pi), rng.uniform(-0.2, 1.2)
        away = (x - 0.5) * np.cos(turn) + (y - 0.5) * np.sin(turn) - (place - 0.5)
        fold = np.exp(-np.abs(away) / rng.uniform(0.05, 0.15))
        bend += np.array([np.cos(turn), np.sin(turn)])[:, None, None] * fold * rng.normal(0, 0.3)
        shade *= 1 - 0.16 * rng.random() * np.exp(-np.abs(away) / 0.012)
    view.bend = bend / max(1.0, float(np.abs(bend).max()) / 0.8)
    view.cast = [_lamp(rng), shade]
    return _shot(page, rng, view)


def _worst(page: SignedPage, rng: Rng) -> Taken:
    """Tilted, curled, in shadow, two megapixels."""
    tilt = 20.0 * float(rng.choice((-1, 1))), float(rng.normal(0, 8))
    view = capture.held(_size(page), 1632, tilt, 0.95)
    view.table = 50, 70, 100
    _curl(view, rng, 2.5)
    y, x = np.mgrid[0:1:150j, 0:1:200j]
    edge = (x - rng.uniform(0.3, 0.7)) + rng.uniform(-0.8, 0.8) * (y - 0.5)
    view.cast = [_lamp(rng), 1 - 0.4 / (1 + np.exp(-edge / 0.02))]
    return _shot(page, rng, view, quality=72)


WEARS = (
    Wear("scan 200 dpi", scan_200, "scan"),
    Wear("scan 150 dpi grey", _scan_150),
    Wear("scan 100 dpi", _scan_100),
    Wear("scan 1 bit", _one_bit, "one-bit"),
    Wear("scan turned 4°", _skew_4),
    Wear("scan turned 172°, corners cut", _upside_down),
    Wear("coffee stains", _coffee),
    Wear("photo 12 MP", _photo_12),
    Wear("photo tilted 30°", _tilted),
    Wear("hard shadow", _shadow),
    Wear("out of focus", _defocus),
    Wear("moved up to 1.2 mm", _motion),
    Wear("photo 2 MP", _small(1632, 70)),
    Wear("messenger 1600 px", _small(1600, 50)),
    Wear("photo 1.2 MP", _small(1280, 60, 0.1)),
    Wear("photo 0.8 MP", _small(1024, 50, 0.1)),
    Wear("corner folded 35 mm", _folded(35, over_code=False)),
    Wear("folded 75 mm over the code", _folded(75, over_code=True)),
    Wear("side cut off", _cut_off),
    Wear("curled 4 mm", _curled),
    Wear("crumpled", _crumpled),
    Wear("tilt, shadow, curl, 2 MP", _worst),
)
