"""The printed grid of a page as its geometry tells it: lines, cells, places of the marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.paper.geometry import Geometry

# Lines nearer than this are one line.
_SAME = 0.05


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to sign: whose, which half-day, on which line and in which column of the page."""

    participant: UUID | None
    half_day: str
    row: int
    team: bool
    line: int
    column: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A page to read: its size, its cells, where their lines are, in millimetres.

    ``bands`` are the top and height of each line of the table, ``columns`` left and width.
    """

    width: float
    height: float
    cells: tuple[Cell, ...]
    bands: tuple[tuple[float, float], ...]
    columns: tuple[tuple[float, float], ...]
    tags: tuple[tuple[float, float, float], ...]
    codes: tuple[tuple[float, float, float], ...]

    @property
    def verticals(self) -> tuple[float, ...]:
        """The lines beside the columns, from the left."""
        return _lines(self.columns)

    @property
    def horizontals(self) -> tuple[float, ...]:
        """The lines above and below the rows, from the top."""
        return _lines(self.bands)


def grid_of(page: Geometry) -> Grid:
    """The grid of one page of an unfolded geometry."""
    every = sorted(
        (*page["cells"], *page["blank_cells"]),
        key=lambda cell: (cell["box_mm"][1], cell["box_mm"][0]),
    )
    bands = tuple(dict.fromkeys((cell["box_mm"][1], cell["box_mm"][3]) for cell in every))
    columns = tuple(sorted({(cell["box_mm"][0], cell["box_mm"][2]) for cell in every}))
    lines = {band: at for at, band in enumerate(bands)}
    across = {column: at for at, column in enumerate(columns)}
    width, height = page["size_mm"]
    return Grid(
        width,
        height,
        tuple(_cell(cell, lines, across) for cell in every),
        bands,
        columns,
        tuple((tag[0], tag[1], tag[2]) for tag in page["tags"]),
        tuple((code[0], code[1], code[2]) for code in page["codes"]),
    )


def _cell(
    cell: Geometry,
    lines: dict[tuple[float, float], int],
    across: dict[tuple[float, float], int],
) -> Cell:
    x, y, width, height = cell["box_mm"]
    return Cell(
        _key(cell.get("participant")),
        str(cell["half_day"]),
        int(cell["row"]),
        bool(cell.get("team", False)),
        lines[y, height],
        across[x, width],
        (float(x), float(y), float(width), float(height)),
    )


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _lines(spans: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(edge for start, size in spans for edge in (start, start + size)):
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return tuple(found)
