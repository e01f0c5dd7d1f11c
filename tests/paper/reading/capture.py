"""A page as a scanner or a telephone sees it: where it lies, how light falls, what is lost."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from ssc_desktop.paper.page_pictures import Pixels
from tests.paper.reading.pens import PAGE

# Pixels a millimetre of the map that says what of a page is hidden.
HIDDEN = 4.0


@dataclass(slots=True)
class View:
    """How a page of a size in millimetres comes onto a picture of a size in pixels.

    ``matrix`` leads millimetres to pixels. ``bend`` is a coarse map of how far, in millimetres, the
    paper is pushed aside. ``covered`` marks what a fold hides, ``under`` what is seen instead.
    """

    page: tuple[float, float]
    size: tuple[int, int]
    matrix: Pixels
    bend: Pixels | None = None
    covered: Pixels | None = None
    table: tuple[int, int, int] = (255, 255, 255)
    texture: float = 0.0
    under: tuple[int, int, int] = (236, 238, 238)
    cast: list[Pixels] = field(default_factory=list)

    def moved(self, by: Pixels) -> None:
        """Move the page on the picture by one more homography."""
        self.matrix = by @ self.matrix


def flat(page: tuple[float, float], dots: float, margin: float = 0.0) -> View:
    """A page flat on the glass, at that many dots an inch."""
    scale = dots / 25.4
    size = tuple(round((side + 2 * margin) * scale) for side in page)
    matrix = np.array([[scale, 0, margin * scale], [0, scale, margin * scale], [0, 0, 1.0]])
    return View(page, (size[0], size[1]), matrix)


def turned(view: View, degrees: float) -> None:
    """Turn the page around the middle of the picture."""
    width, height = view.size
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    view.moved(np.vstack([turn, [0, 0, 1]]))


def held(page: tuple[float, float], longest: int, tilt: tuple[float, float], fill: float) -> View:
    """A page in front of a camera, tilted by degrees around its two axes."""
    width, height = page
    size = (longest, longest * 3 // 4) if width > height else (longest * 3 // 4, longest)
    x, y = np.deg2rad(tilt)
    around_x = np.array([[1, 0, 0], [0, np.cos(x), -np.sin(x)], [0, np.sin(x), np.cos(x)]])
    around_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    turn = around_y @ around_x
    far = 1.25 * max(page)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    solid = np.c_[corners - (width / 2, height / 2), np.zeros(4)] @ turn.T
    seen = solid[:, :2] * (far / (far + solid[:, 2:]))
    low, high = seen.min(0), seen.max(0)
    scale = fill * min(size / (high - low))
    placed = (seen - (low + high) / 2) * scale + np.array(size) / 2
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), placed.astype(np.float32))
    return View(page, size, np.asarray(matrix))


def taken(pixels: Pixels, view: View) -> tuple[Pixels, Pixels]:
    """The picture, and the map of what of the page is hidden on it (1 where nothing is seen)."""
    page = pixels
    if view.covered is not None:
        page = pixels.copy()
        rows, columns = page.shape[:2]
        mask = cv2.resize(view.covered.astype(np.uint8), (columns, rows)) > 0
        page[mask] = view.under
    across, down = _sources(view)
    density = float(np.sqrt(abs(np.linalg.det(view.matrix[:2, :2]))))
    if density < 0.7 * PAGE:
        factor = density / PAGE
        page = np.asarray(
            cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        )
        across, down = across * factor, down * factor
    picture = cv2.remap(page, across, down, cv2.INTER_LINEAR, None, cv2.BORDER_CONSTANT, view.table)
    return np.asarray(picture), _hidden(view)


def _sources(view: View) -> tuple[Pixels, Pixels]:
    """Where on the page each pixel of the picture comes from, in pixels of the page."""
    columns, rows = view.size
    back = np.linalg.inv(view.matrix).astype(np.float32)
    u = np.arange(columns, dtype=np.float32)[None]
    v = np.arange(rows, dtype=np.float32)[:, None]
    far = back[2, 0] * u + back[2, 1] * v + back[2, 2]
    x = (back[0, 0] * u + back[0, 1] * v + back[0, 2]) / far
    y = (back[1, 0] * u + back[1, 1] * v + back[1, 2]) / far
    if view.bend is not None:
        high, wide = view.bend.shape[1:]
        at = x * ((wide - 1) / view.page[0]), y * ((high - 1) / view.page[1])
        off = [
            cv2.remap(each.astype(np.float32), *at, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE)
            for each in view.bend
        ]
        x, y = x + off[0], y + off[1]
    return x * PAGE - 0.5, y * PAGE - 0.5


def _hidden(view: View) -> Pixels:
    """What of the page is covered or falls beside the picture."""
    columns, rows = (round(side * HIDDEN) for side in view.page)
    x, y = np.meshgrid((np.arange(columns) + 0.5) / HIDDEN, (np.arange(rows) + 0.5) / HIDDEN)
    points = np.stack([x, y], -1).reshape(1, -1, 2)
    seen = cv2.perspectiveTransform(points, view.matrix)[0].reshape(rows, columns, 2)
    outside = (seen < 0).any(-1) | (seen[..., 0] > view.size[0]) | (seen[..., 1] > view.size[1])
    if view.covered is not None:
        outside |= cv2.resize(view.covered.astype(np.uint8), (columns, rows)) > 0
    return outside


def hidden_shares(hidden: Pixels, boxes: list[tuple[float, float, float, float]]) -> Pixels:
    """The share of each cell that is hidden."""
    found = []
    for x, y, width, height in boxes:
        rows = slice(int(y * HIDDEN), max(int(y * HIDDEN) + 1, int((y + height) * HIDDEN)))
        found.append(hidden[rows, int(x * HIDDEN) : int((x + width) * HIDDEN)].mean())
    return np.array(found)


# --- light and what is lost ---------------------------------------------------------------------


def lit(picture: Pixels, light: Pixels) -> Pixels:
    """Light of a coarse map, 1 for all of it, on a picture."""
    rows, columns = picture.shape[:2]
    fine = cv2.resize(light.astype(np.float32), (columns, rows), interpolation=cv2.INTER_CUBIC)
    if picture.ndim == 3:
        fine = np.repeat(np.asarray(fine)[..., None], 3, 2)
    return np.asarray(cv2.multiply(picture, np.asarray(fine), dtype=cv2.CV_8U))


def tinted(picture: Pixels, gains: tuple[float, float, float]) -> Pixels:
    """The colour of the light."""
    return np.asarray(np.clip(picture * np.array(gains, np.float32), 0, 255).astype(np.uint8))


def grainy(picture: Pixels, amount: float, rng: np.random.Generator) -> Pixels:
    """The grain of a sensor."""
    tile = rng.normal(0, amount, (512, 512, *picture.shape[2:])).astype(np.int16)
    repeats = [-(-side // 512) for side in picture.shape[:2]] + [1] * (picture.ndim - 2)
    grain = np.tile(tile, repeats)[: picture.shape[0], : picture.shape[1]]
    return np.asarray(cv2.add(picture, grain, dtype=cv2.CV_8U))


def pressed(picture: Pixels, quality: int) -> Pixels:
    """The picture through JPEG."""
    _, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_UNCHANGED))


def grey(picture: Pixels) -> Pixels:
    """Without colour."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def noise_map(rng: np.random.Generator, cells: tuple[int, int]) -> Pixels:
    """A coarse map of chance, from -1 to 1, to be made smooth by enlarging."""
    return rng.uniform(-1, 1, cells).astype(np.float32)


def enlarged(coarse: Pixels, shape: tuple[int, int]) -> Pixels:
    """A coarse map made smooth and large."""
    return np.asarray(cv2.resize(coarse, shape[::-1], interpolation=cv2.INTER_CUBIC))
