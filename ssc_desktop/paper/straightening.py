"""A part of a page made straight: from millimetres of paper to pixels of the picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ssc_desktop.paper.page_finding import moved
from ssc_desktop.paper.page_pictures import Pixels

# Pixels a millimetre of the straightened picture: 178 dots an inch.
SCALE = 7.0
# A picture with more pixels a millimetre than this is made smaller first, else pens would flicker.
_MOST = 1.5 * SCALE
# Millimetres around an area that are kept when a picture is cut.
_ROOM = 8.0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the page in millimetres, and its pixels when straightened."""

    left: float
    top: float
    right: float
    bottom: float
    scale: float = SCALE

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of pixels."""
        height = int(np.ceil((self.bottom - self.top) * self.scale))
        return height, int(np.ceil((self.right - self.left) * self.scale))

    def x(self, millimetres: float) -> float:
        """A place across, in pixels of the picture."""
        return (millimetres - self.left) * self.scale

    def y(self, millimetres: float) -> float:
        """A place down, in pixels of the picture."""
        return (millimetres - self.top) * self.scale


@dataclass(frozen=True, slots=True)
class Straightener:
    """Takes straight parts out of a crooked picture; ``from_page`` leads millimetres to pixels.

    ``density`` is pixels a millimetre of the picture as it was given.
    """

    pixels: Pixels
    from_page: Pixels
    density: float

    def without_colour(self) -> Straightener:
        """The same of the picture in grey."""
        if self.pixels.ndim == 2:
            return self
        grey = np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_BGR2GRAY))
        return Straightener(grey, self.from_page, self.density)

    def places(self, area: Area, shift: Pixels | None = None) -> tuple[Pixels, Pixels]:
        """Where in the picture each pixel of the area comes from; ``shift`` in millimetres."""
        rows, columns = area.shape
        x = area.left + (np.arange(columns, dtype=np.float32) + 0.5) / area.scale
        y = area.top + (np.arange(rows, dtype=np.float32) + 0.5) / area.scale
        if shift is None:
            across, down = np.broadcast_to(x, area.shape), np.broadcast_to(y[:, None], area.shape)
        else:
            across, down = x + shift[0], y[:, None] + shift[1]
        a, b, c = self.from_page.astype(np.float32)
        far = c[0] * across + c[1] * down + c[2]
        return (
            (a[0] * across + a[1] * down + a[2]) / far - np.float32(0.5),
            (b[0] * across + b[1] * down + b[2]) / far - np.float32(0.5),
        )

    def straight(self, places: tuple[Pixels, Pixels]) -> Pixels:
        """The picture of an area; what lies outside the photo is white."""
        return np.asarray(
            cv2.remap(self.pixels, *places, cv2.INTER_LINEAR, None, cv2.BORDER_CONSTANT, (255,) * 4)
        )

    def seen(self, places: tuple[Pixels, Pixels]) -> Pixels:
        """Which pixels of an area are on the photo at all."""
        height, width = self.pixels.shape[:2]
        across, down = places
        inside = (across >= 0) & (down >= 0) & (across <= width - 1) & (down <= height - 1)
        return np.asarray(inside)


def straightener(pixels: Pixels, to_page: Pixels, wanted: Area) -> Straightener:
    """A straightener for a part of a picture whose pixels a homography leads to millimetres."""
    from_page = np.linalg.inv(to_page)
    density = _density(
        from_page, ((wanted.left + wanted.right) / 2, (wanted.top + wanted.bottom) / 2)
    )
    pixels, from_page = _cut(pixels, from_page, wanted)
    if density > _MOST:
        factor = SCALE * 1.2 / density
        pixels = np.asarray(
            cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        )
        from_page = np.diag([factor, factor, 1.0]) @ from_page
    return Straightener(pixels, from_page, density)


def _cut(pixels: Pixels, from_page: Pixels, wanted: Area) -> tuple[Pixels, Pixels]:
    """The part of a picture that holds an area, with room for paper that is bent."""
    left, right = wanted.left - _ROOM, wanted.right + _ROOM
    top, bottom = wanted.top - _ROOM, wanted.bottom + _ROOM
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    places = moved(corners, from_page)
    height, width = pixels.shape[:2]
    start = np.clip(np.floor(places.min(0)), 0, (width - 2, height - 2)).astype(int)
    end = np.clip(np.ceil(places.max(0)), start + 2, (width, height)).astype(int)
    shift = np.array([[1, 0, -start[0]], [0, 1, -start[1]], [0, 0, 1.0]])
    return pixels[start[1] : end[1], start[0] : end[0]], shift @ from_page


def _density(from_page: Pixels, middle: tuple[float, float]) -> float:
    """Pixels a millimetre in the middle of the page."""
    x, y = middle
    corner, right, down = moved(np.array([[x, y], [x + 1, y], [x, y + 1]], np.float64), from_page)
    across, along = right - corner, down - corner
    return float(np.sqrt(abs(across[0] * along[1] - across[1] * along[0])))
