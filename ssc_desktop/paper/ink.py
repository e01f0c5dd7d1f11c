"""Lines, areas and codes on a page: the operators that draw them, mirrored when it runs RTL."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

TO_POINTS = 72 / 25.4
_DARK = re.compile(b"[^\0]+")
# A circle of radius 1 around the origin, in four curves.
_CIRCLE = "1 0 m 1 .552 .552 1 0 1 c -.552 1 -1 .552 -1 0 c -1 -.552 -.552 -1 0 -1 c .552 -1 1 -.552 1 0 c"


class Ink:
    """Draws on the page of a canvas, in millimetres from the top leading corner."""

    def __init__(self, canvas: Any, size: tuple[float, float], *, rtl: bool) -> None:  # noqa: ANN401
        self.width, self.height = size
        self.rtl = rtl
        self._canvas = canvas
        self._pictures: set[str] = set()

    def physical(self, x: float, width: float = 0.0) -> float:
        """From the leading edge to the left edge of the page."""
        return self.width - x - width if self.rtl else x

    def box(self, x: float, y: float, width: float, height: float) -> list[float]:
        """A box in physical millimetres from the top left, as geometry files write it."""
        return [round(value, 3) for value in (self.physical(x, width), y, width, height)]

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        weight: float = 0.5,
        grey: float = 0.0,
    ) -> None:
        """A straight line; ``weight`` in points."""
        self._add(
            f"{number(grey)} G {number(weight)} w {self._at(x1, y1)} m {self._at(x2, y2)} l S"
        )

    def grid(self, xs: Sequence[float], ys: Sequence[float], *, weight: float = 0.5) -> None:
        """The lines of a table: ``xs`` its verticals, ``ys`` its horizontals."""
        verticals = [f"{self._at(x, ys[0])} m {self._at(x, ys[-1])} l" for x in xs]
        horizontals = [f"{self._at(xs[0], y)} m {self._at(xs[-1], y)} l" for y in ys]
        self._add(f"0 G {number(weight)} w {' '.join(verticals + horizontals)} S")

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        weight: float = 0.5,
        grey: float = 0.0,
        dashed: bool = False,
    ) -> None:
        """The outline of a box."""
        dash, solid = ("[2 2] 0 d ", " [] 0 d") if dashed else ("", "")
        self._add(
            f"{dash}{number(grey)} G {number(weight)} w {self._area(x, y, width, height)} S{solid}"
        )

    def fill(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A box filled with grey."""
        self._add(f"q {number(grey)} g {self._area(x, y, width, height)} f Q")

    def disc(self, x: float, y: float, radius: float, rgb: tuple[float, float, float]) -> None:
        """A disc of one colour (parts of red, green and blue from 0 to 1) around a centre."""
        size = radius * TO_POINTS
        place = f"{number(size)} 0 0 {number(size)} {self._x(self.physical(x))} {self._y(y)} cm"
        self._add(f"q {' '.join(map(number, rgb))} rg {place} {_CIRCLE} f Q")

    def tick_box(self, x: float, y: float, size: float, *, ticked: bool) -> None:
        """A small box to tick, already ticked or not."""
        self.frame(x, y, size, size, weight=0.6)
        if ticked:
            # A tick has its shape wherever the line starts.
            left = self.physical(x, size)
            turn = [(0.2, 0.5), (0.42, 0.78), (0.85, 0.2)]
            first, *others = (
                f"{self._x(left + size * across)} {self._y(y + size * down)}"
                for across, down in turn
            )
            lines = " ".join(f"{point} l" for point in others)
            self._add(f"0 G 1 w {first} m {lines} S")

    def polygon(
        self, points: Sequence[tuple[float, float]], colour: tuple[float, float, float]
    ) -> None:
        """A filled shape through these points; ``colour`` is red, green and blue from 0 to 1."""
        first, *others = (self._at(x, y) for x, y in points)
        way = " ".join(f"{point} l" for point in others)
        self._add(f"q {' '.join(map(number, colour))} rg {first} m {way} h f Q")

    def way(
        self,
        points: Sequence[tuple[float, float]],
        colour: tuple[float, float, float],
        *,
        weight: float = 1.0,
        dashed: bool = False,
    ) -> None:
        """A line of one colour from point to point; ``weight`` in points."""
        if len(points) < 2:
            return
        first, *others = (self._at(x, y) for x, y in points)
        way = " ".join(f"{point} l" for point in others)
        dash = "[3 2] 0 d " if dashed else ""
        paint = f"{' '.join(map(number, colour))} RG {number(weight)} w"
        self._add(f"q 1 j {dash}{paint} {first} m {way} S Q")

    def modules(self, left: float, y: float, size: float, rows: Sequence[bytes]) -> None:
        """Black squares of a code, at a PHYSICAL place: codes are never mirrored."""
        step = number(size * TO_POINTS / len(rows))
        place = f"{step} 0 0 {step} {self._x(left)} {self._y(y + size)} cm"
        self._add(f"q 0 g {place} {_areas(tuple(rows))} f Q")

    def picture(
        self,
        name: str,
        register: Callable[[Any], None],
        x: float,
        y: float,
        width: float,
        height: float,
    ) -> None:
        """A picture in a box, never mirrored; ``register`` makes it once for the document."""
        if name not in self._pictures:
            register(self._canvas._doc)  # noqa: SLF001
            self._pictures.add(name)
        sides = f"{number(width * TO_POINTS)} 0 0 {number(height * TO_POINTS)}"
        self._add(f"q {sides} {self._x(self.physical(x, width))} {self._y(y + height)} cm")
        self._canvas.doForm(name)
        self._add("Q")

    def _add(self, operators: str) -> None:
        self._canvas.addLiteral(operators)

    def _x(self, left: float) -> str:
        return number(left * TO_POINTS)

    def _y(self, y: float) -> str:
        return number((self.height - y) * TO_POINTS)

    def _at(self, x: float, y: float) -> str:
        return f"{self._x(self.physical(x))} {self._y(y)}"

    def _area(self, x: float, y: float, width: float, height: float) -> str:
        return (
            f"{self._x(self.physical(x, width))} {self._y(y + height)} "
            f"{number(width * TO_POINTS)} {number(height * TO_POINTS)} re"
        )


# A sheet of a thousand people writes the same few places page after page.
@lru_cache(32_768)
def number(value: float) -> str:
    """A number as PDF writes it."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@lru_cache(256)
def _areas(rows: tuple[bytes, ...]) -> str:
    """The dark modules of a code in units of one module, from the bottom left."""
    return " ".join(
        f"{dark.start()} {len(rows) - at - 1} {dark.end() - dark.start()} 1 re"
        for at, row in enumerate(rows)
        for dark in _DARK.finditer(row)
    )
