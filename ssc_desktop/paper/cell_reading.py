"""Numbers that describe the ink of each cell: how much, how far spread, how straight, whose.

Strokes are joined across printed lines; a joined piece of ink is the cell's that holds most of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ssc_desktop.paper.ink_reading import Ink
from ssc_desktop.paper.page_pictures import Pixels
from ssc_desktop.paper.registration import borders_seen
from ssc_desktop.paper.sheet_grid import Grid
from ssc_desktop.paper.straightening import Area

# The share of a piece of ink that makes it a cell's own.
_OWN, _MOSTLY_OWN = 0.6, 0.42
_BRIDGE = 1.2
_SPECK = 4
# Columns between two looks at the course of a stroke.
_STRIDE = 3
FEATURES = (
    "own", "ink", "foreign", "foreign_core", "core", "biggest", "biggest_width", "biggest_height",
    "biggest_straight", "width_of_ink", "height_of_ink", "straight", "long", "mean_dark", "peak",
    "pieces", "filled_columns", "filled_rows", "runs", "wiggle", "uneven", "tilt", "outside", "touches", "tint",
    "near_mean", "near_90", "near_98", "near_middle", "far_mean", "far_90", "far_ring", "far_spread",
    "left", "right", "above", "below", "row_inked", "width", "height", "blur", "grain", "strength",
    "density",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CellInk:
    """What is known of the cells of a page: a line of numbers each, and how well each is seen.

    ``seen`` is the share of a cell on the photo, ``border`` how clear the faintest piece of its
    border is against the lines of the page.
    """

    features: Pixels
    seen: Pixels
    border: Pixels


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Pixels of cells: first and last rows and columns, one line a cell, and a map of them."""

    top: Pixels
    bottom: Pixels
    left: Pixels
    right: Pixels
    which: Pixels


def read_cells(ink: Ink, area: Area, grid: Grid, on_photo: Pixels, density: float) -> CellInk:
    """The numbers of every cell of a grid, in its order."""
    boxes = _boxes(area, grid)
    strokes = _Strokes(ink, boxes, len(grid.cells), area.scale)
    features = strokes.numbers() | _shades(ink, boxes) | _surroundings(strokes.own, grid)
    size = np.array([cell.box[2:] for cell in grid.cells])
    page = {"blur": ink.blur, "grain": ink.grain, "strength": ink.print_strength}
    whole = {name: np.full(len(size), value) for name, value in page.items()}
    whole |= {"width": size[:, 0], "height": size[:, 1]}
    whole["density"] = np.full(len(size), min(density, 2 * area.scale))
    features |= whole
    table = np.stack([features[name] for name in FEATURES], 1).astype(np.float32)
    return CellInk(table, _seen(on_photo, boxes), borders_seen(ink.near, area, grid))


def _boxes(area: Area, grid: Grid) -> _Boxes:
    edges = np.array(
        [
            (area.y(y), area.y(y + height), area.x(x), area.x(x + width))
            for x, y, width, height in (cell.box for cell in grid.cells)
        ]
    )
    top, bottom, left, right = np.round(edges).astype(int).T
    which = np.full(area.shape, -1, np.int32)
    for at in range(len(edges)):
        which[top[at] : bottom[at], left[at] : right[at]] = at
    return _Boxes(top, bottom, left, right, which)


def _seen(on_photo: Pixels, boxes: _Boxes) -> Pixels:
    spans = zip(boxes.top, boxes.bottom, boxes.left, boxes.right, strict=True)
    return np.array([on_photo[a:b, c:d].mean() for a, b, c, d in spans])


# --- strokes ------------------------------------------------------------------------------------


class _Strokes:
    """Pieces of ink of a table, each given to the cell that holds most of it."""

    def __init__(self, ink: Ink, boxes: _Boxes, count: int, scale: float) -> None:
        self.ink, self.boxes, self.count, self.scale = ink, boxes, count, scale
        marked = (ink.near > ink.low) & ~ink.lines
        label = _joined(marked, ink.lines, scale)
        self.y, self.x = np.nonzero(marked & (label > 0))
        self.piece = label[self.y, self.x]
        self.dark = ink.near[self.y, self.x]
        self.cell = boxes.which[self.y, self.x]
        self._give()

    def _give(self) -> None:
        """Decide which piece is whose."""
        pieces = int(self.piece.max(initial=0)) + 1
        peak = np.zeros(pieces, np.float32)
        np.maximum.at(peak, self.piece, self.dark)
        total = np.bincount(self.piece, minlength=pieces)
        kept = (peak > self.ink.high) & (total >= _SPECK)
        inside = (self.cell >= 0) & kept[self.piece]
        for name in ("x", "y", "piece", "dark", "cell"):
            setattr(self, name, getattr(self, name)[inside])
        number = np.cumsum(kept) - 1
        self.pair = number[self.piece] * self.count + self.cell
        held = np.bincount(self.pair, minlength=int(kept.sum()) * self.count)
        whose, of_cell = (
            np.repeat(np.flatnonzero(kept), self.count),
            np.tile(np.arange(self.count), int(kept.sum())),
        )
        share = held / total[whose]
        most = np.zeros(pieces, np.int64)
        np.maximum.at(most, whose, held)
        own = (held > 0) & ((share >= _OWN) | ((held == most[whose]) & (share > _MOSTLY_OWN)))
        self.held, self.of_cell, self.pair_own = held, of_cell, own
        self.out = (1 - share) * held
        self.is_own = own[self.pair] if len(self.pair) else np.zeros(0, bool)

    @property
    def own(self) -> Pixels:
        """Square millimetres of ink of its own in each cell."""
        return np.asarray(self._sum(self.is_own.astype(float)) / self.scale**2)

    def _sum(self, values: Pixels) -> Pixels:
        return np.bincount(self.cell, values, minlength=self.count)

    def numbers(self) -> dict[str, Pixels]:
        """What strokes say of each cell."""
        scale, square = self.scale, self.scale**2
        foreign = ~self.is_own
        core = self._in_core()
        ink = self._sum(np.ones(len(self.cell)))
        own = self._sum(self.is_own.astype(float))
        some = np.maximum(own, 1)
        peak = np.zeros(self.count)
        np.maximum.at(peak, self.cell[self.is_own], self.dark[self.is_own])
        pieces = np.bincount(self.of_cell[self.pair_own], minlength=self.count)
        out = np.bincount(
            self.of_cell[self.pair_own], self.out[self.pair_own], minlength=self.count
        )
        tint = self.ink.tint[self.y, self.x]
        return {
            "own": own / square,
            "ink": ink / square,
            "foreign": self._sum(foreign.astype(float)) / square,
            "foreign_core": self._sum((foreign & core).astype(float)) / square,
            "core": self._sum((self.is_own & core).astype(float)) / square,
            "mean_dark": self._sum(self.dark * self.is_own) / some,
            "peak": peak,
            "pieces": pieces,
            "outside": out / square,
            "tint": self._sum(tint * self.is_own) / some,
            **self._spread(self.cell, self.is_own, scale),
            **self._lying(),
            **self._biggest(),
        }

    def _in_core(self) -> Pixels:
        boxes, cell = self.boxes, self.cell
        u = (self.x - boxes.left[cell]) / np.maximum(1, boxes.right[cell] - boxes.left[cell])
        v = (self.y - boxes.top[cell]) / np.maximum(1, boxes.bottom[cell] - boxes.top[cell])
        return np.asarray((u > 0.2) & (u < 0.8) & (v > 0.18) & (v < 0.82))

    def _spread(self, group: Pixels, kept: Pixels, scale: float) -> dict[str, Pixels]:
        tilt, thin, long = self._axes(group[kept], self.x[kept], self.y[kept], self.count)
        return {"straight": thin / scale, "long": long / scale, "tilt": tilt}

    def _axes(
        self, group: Pixels, x: Pixels, y: Pixels, count: int
    ) -> tuple[Pixels, Pixels, Pixels]:
        """The tilt, and the spread across and along the longest axis, of groups of pixels."""
        held = np.maximum(np.bincount(group, minlength=count), 1)
        mean_x, mean_y = (np.bincount(group, value, minlength=count) / held for value in (x, y))
        dx, dy = x - mean_x[group], y - mean_y[group]
        xx, yy, xy = (
            np.bincount(group, value, minlength=count) / held
            for value in (dx * dx, dy * dy, dx * dy)
        )
        middle, apart = (xx + yy) / 2, np.sqrt(((xx - yy) / 2) ** 2 + xy**2)
        tilt = np.abs(0.5 * np.arctan2(2 * xy, xx - yy))
        return tilt, np.sqrt(np.maximum(middle - apart, 0)), np.sqrt(middle + apart)

    def _lying(self) -> dict[str, Pixels]:
        """How ink lies in its cell: extents, columns and rows it fills, how often it crosses."""
        boxes, count, kept = self.boxes, self.count, self.is_own
        cell = self.cell[kept]
        x, y = self.x[kept] - boxes.left[cell], self.y[kept] - boxes.top[cell]
        wide, high = boxes.right - boxes.left, boxes.bottom - boxes.top
        columns = _filled(cell, x, count, int(wide.max()))
        rows = _filled(cell, y, count, int(high.max()))
        margin = 1.0 * self.scale
        sides = [columns[:, : int(margin)].any(1)]
        places = np.arange(columns.shape[1])
        sides.append((columns & (places >= (wide - margin)[:, None])).any(1))
        return {
            "width_of_ink": _extent(columns) / self.scale,
            "height_of_ink": _extent(rows) / self.scale,
            "filled_columns": columns.sum(1) / np.maximum(wide, 1),
            "filled_rows": rows.sum(1) / np.maximum(high, 1),
            "runs": self._runs(cell, x, y, columns),
            "touches": sides[0].astype(float) + sides[1],
            **self._course(cell, x, y, columns),
        }

    def _course(self, cell: Pixels, x: Pixels, y: Pixels, columns: Pixels) -> dict[str, Pixels]:
        """How much ink goes up and down on its way, and how unlike in thickness its columns are.

        A line that strikes a cell out does neither.
        """
        count, size = columns.shape
        key = cell * size + x
        held = np.bincount(key, minlength=count * size).reshape(count, size)
        middle: Pixels = np.bincount(key, y, minlength=count * size).reshape(count, size)
        middle = middle / np.maximum(held, 1)
        later, before = slice(_STRIDE, None, _STRIDE), slice(None, -_STRIDE, _STRIDE)
        both = columns[:, later] & columns[:, before]
        change = np.where(both, middle[:, later] - middle[:, before], 0.0)
        filled = np.maximum(columns.sum(1), 1)
        mean: Pixels = held.sum(1) / filled
        spread = np.sqrt(np.maximum((held.astype(float) ** 2).sum(1) / filled - mean**2, 0))
        wiggle = np.abs(change).sum(1) - np.abs(change.sum(1))
        return {"wiggle": wiggle / self.scale, "uneven": spread / self.scale}

    def _runs(self, cell: Pixels, x: Pixels, y: Pixels, columns: Pixels) -> Pixels:
        """How many strokes a column that has ink crosses: one for a line, more for writing."""
        high = int((self.boxes.bottom - self.boxes.top).max()) + 2
        key = (cell.astype(np.int64) * columns.shape[1] + x) * high + y
        key.sort()
        starts = np.ones(len(key), bool)
        starts[1:] = np.diff(key) > 1
        begun = np.bincount(key[starts] // (high * columns.shape[1]), minlength=self.count)
        return np.asarray(begun / np.maximum(columns.sum(1), 1))

    def _biggest(self) -> dict[str, Pixels]:
        """The largest piece of its own in each cell."""
        area = np.zeros(self.count)
        held = np.where(self.pair_own, self.held, 0)
        np.maximum.at(area, self.of_cell, held)
        biggest = self.pair_own & (held == area[self.of_cell]) & (held > 0)
        kept = biggest[self.pair] if len(self.pair) else np.zeros(0, bool)
        cell = self.cell[kept]
        wide = _range(cell, self.x[kept], self.count)
        high = _range(cell, self.y[kept], self.count)
        _, thin, _ = self._axes(cell, self.x[kept], self.y[kept], self.count)
        return {
            "biggest": area / self.scale**2,
            "biggest_width": wide / self.scale,
            "biggest_height": high / self.scale,
            "biggest_straight": thin / self.scale,
        }


def _joined(marked: Pixels, lines: Pixels, scale: float) -> Pixels:
    """Numbers of the pieces of ink, strokes joined where a printed line cuts them."""
    drawn = marked.astype(np.uint8)
    side = int(_BRIDGE * scale) | 1
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    closed = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, shape)
    _, label = cv2.connectedComponents(drawn | (closed & lines), connectivity=8)
    return np.asarray(label)


def _filled(cell: Pixels, place: Pixels, count: int, size: int) -> Pixels:
    found = np.zeros((count, size), bool)
    found[cell, place] = True
    return found


def _extent(filled: Pixels) -> Pixels:
    """From the first to the last filled place, in pixels."""
    size = filled.shape[1]
    first, last = filled.argmax(1), size - filled[:, ::-1].argmax(1)
    return np.where(filled.any(1), last - first, 0)


def _range(cell: Pixels, place: Pixels, count: int) -> Pixels:
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, cell, place)
    np.maximum.at(high, cell, place)
    return np.where(np.isfinite(low), high - low, 0.0)


# --- shades and neighbours -----------------------------------------------------------------------


def _shades(ink: Ink, boxes: _Boxes) -> dict[str, Pixels]:
    """Darkness of the middle of a cell and of what surrounds it, by both measures of paper."""
    names = (
        "near_mean", "near_90", "near_98", "near_middle", "far_mean", "far_90", "far_ring",
        "far_spread",
    )  # fmt: skip
    found = []
    for top, bottom, left, right in zip(
        boxes.top, boxes.bottom, boxes.left, boxes.right, strict=True
    ):
        down, across = (bottom - top) // 5, (right - left) // 6
        core = slice(top + down, bottom - down), slice(left + across, right - across)
        near, far = ink.near[core], ink.far[core][::2, ::2]
        whole = ink.far[top + 4 : bottom - 4 : 2, left + 4 : right - 4 : 2]
        ordered = np.sort(near[::2], axis=None)
        shaded = np.sort(far, axis=None)
        around = (whole.sum() - far.sum()) / max(1, whole.size - far.size)
        found.append(
            (
                near.mean(),
                ordered[int(0.9 * len(ordered))],
                ordered[int(0.98 * len(ordered))],
                np.median(ordered),
                far.mean(),
                shaded[int(0.9 * len(shaded))],
                around,
                far.std(),
            )
        )
    return dict(zip(names, np.array(found).T, strict=True))


def _surroundings(own: Pixels, grid: Grid) -> dict[str, Pixels]:
    """Ink of the four neighbours, and the share of the line that has some."""
    table = np.zeros((len(grid.bands) + 2, len(grid.columns) + 2))
    line = np.array([cell.line for cell in grid.cells]) + 1
    column = np.array([cell.column for cell in grid.cells]) + 1
    table[line, column] = own
    inked = (table[1:-1, 1:-1] > 0.4).mean(1)
    return {
        "left": table[line, column - 1],
        "right": table[line, column + 1],
        "above": table[line - 1, column],
        "below": table[line + 1, column],
        "row_inked": inked[line - 1],
    }
