"""What a chart shows, as plain values: bars against targets, bars made of parts, lines over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, what was reached, what was aimed at, and both as they are written."""

    label: str
    value: float
    target: float | None
    shown: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars below each other; each is measured against its own target where it has one."""

    bars: tuple[Bar, ...]
    reached: str
    aimed: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(each.value or each.target for each in self.bars)


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar made of parts: its label, a size for each part, and its whole as it is written."""

    label: str
    parts: tuple[float, ...]
    shown: str


@dataclass(frozen=True, slots=True)
class Stacks:
    """Lying bars made of parts; ``names`` are what the parts are."""

    stacks: tuple[Stack, ...]
    names: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(any(each.parts) for each in self.stacks)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name and a value for every place of the axis; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Values over time: a label for every place of the axis, and the lines."""

    places: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for each in self.lines for value in each.values)

    @property
    def largest(self) -> float:
        """The largest value of all lines."""
        return max((value or 0 for each in self.lines for value in each.values), default=0)


@dataclass(frozen=True, slots=True)
class Tile:
    """One place: its name, a number that makes it darker, and what is written in it."""

    label: str
    value: float
    shown: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """Places beside each other, a line for each country: a map without borders."""

    rows: tuple[tuple[str, tuple[Tile, ...]], ...]
    name: str

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(tiles for _, tiles in self.rows)

    @property
    def largest(self) -> float:
        """The largest number of all places."""
        return max((each.value for _, tiles in self.rows for each in tiles), default=0)


Shape = Bars | Stacks | Lines | Tiles


@dataclass(frozen=True, slots=True)
class Numbers:
    """The same as a table: headings, rows, and which columns hold words rather than numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1

    @property
    def as_text(self) -> str:
        """A line a row, a tab between cells, as a spreadsheet takes it."""
        lines = ("\t".join(" ".join(cell.split()) for cell in line) for line in self._lines)
        return "\n".join(lines)

    @property
    def _lines(self) -> Sequence[tuple[str, ...]]:
        return (self.heads, *self.rows)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whole: its title, one sentence that tells what it shows, its shape, its numbers."""

    title: str
    told: str
    shape: Shape
    numbers: Numbers


FEWEST_STEPS = 4


def ticks_to(largest: float) -> list[float]:
    """Round whole numbers from nothing to at least the largest value, at most six of them."""
    if largest <= 1:
        return [0, 1]
    rough = largest / FEWEST_STEPS
    size = 10 ** floor(log10(rough))
    step = max(1, next(each * size for each in (1, 2, 5, 10) if each * size >= rough * 0.999))
    return [step * at for at in range(ceil(largest / step) + 1)]
