"""Reading a signed sheet back: which sheet and page, who signed which half-day, where in doubt.

``pages_of`` gives the pages of a file, ``find_sheet`` the sheet on a page, ``read_sheet`` its cells
by the geometry of exactly that printing. Nothing here raises because of a bad picture: it says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import cv2
import numpy as np

from ssc_desktop.paper.cell_reading import CellInk, read_cells
from ssc_desktop.paper.decision import (
    EMPTY,
    SIGNED,
    UNREADABLE,
    UNSURE,
    Trees,
    decide,
    shipped_trees,
)
from ssc_desktop.paper.geometry import Geometry, unfold
from ssc_desktop.paper.ink_reading import Ink, read_ink
from ssc_desktop.paper.marks import Mark
from ssc_desktop.paper.page_finding import (
    BROKEN,
    FOREIGN,
    FOUND,
    NO_CODE,
    NO_SHEET,
    FoundSheet,
    find_sheet,
)
from ssc_desktop.paper.page_pictures import PageImage, Pixels, pages_of
from ssc_desktop.paper.sheet_grid import Cell, Grid, grid_of
from ssc_desktop.paper.straightening import Area
from ssc_desktop.paper.table_reading import StraightTable, straight_table

__all__ = [
    "BROKEN",
    "EMPTY",
    "FOREIGN",
    "FOUND",
    "NO_CODE",
    "NO_SHEET",
    "POOR",
    "READ",
    "REMARKS",
    "SIGNED",
    "UNREADABLE",
    "UNSURE",
    "CellReading",
    "FoundSheet",
    "PageImage",
    "PageReading",
    "SheetMark",
    "find_sheet",
    "pages_of",
    "read_sheet",
]

# What the codes of a page say: ``sheet``, ``page``, ``pages``.
SheetMark = Mark

READ, POOR = "read", "poor"
ONE_BIT, BLURRED, LOW, LOST, HIDDEN, TAGS, OTHER = (
    "one-bit", "blurred", "low-resolution", "grid-lost", "partly-hidden", "tags-missing",
    "page-not-in-sheet",
)  # fmt: skip
REMARKS = (ONE_BIT, BLURRED, LOW, LOST, HIDDEN, TAGS, OTHER)
# A picture past these asks for another one.
MOST_BLUR, LEAST_DENSITY, LEAST_GRID = 0.31, 3.7, 0.6
_JPEG = 88


@dataclass(frozen=True, slots=True)
class CellReading:
    """One cell of a page. ``participant`` is None on a row left blank for a walk-in.

    ``row`` is the number printed on the line, ``line`` its place on the page from 0; guests and
    team are numbered apart, so a picture is asked for by its line.
    """

    participant: UUID | None
    row: int
    half_day: str
    reading: str
    confidence: float
    box: tuple[int, int, int, int]
    line: int
    team: bool = False


@dataclass(slots=True)
class PageReading:
    """What was read on a page: a status, its mark, its cells, remarks by their codes.

    ``turned`` is by how many degrees clockwise the page lay turned on the picture.
    ``straightened`` is the straightened table as a JPEG; boxes of cells are in its pixels.
    """

    status: str
    mark: Mark | None = None
    cells: tuple[CellReading, ...] = ()
    remarks: tuple[str, ...] = ()
    turned: int = 0
    straightened: bytes = b""
    bands: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    def picture(self, line: int) -> bytes:
        """A PNG of one line of the table, from its number and name to its last cell."""
        top, bottom = self.bands[line]
        return _png(self._decoded()[top:bottom])

    def picture_of(self, cell: CellReading) -> bytes:
        """A PNG of one cell with a little of what is around it."""
        x, y, width, height = cell.box
        around = 8
        rows = slice(max(0, y - around), y + height + around)
        return _png(self._decoded()[rows, max(0, x - around) : x + width + around])

    def picture_of_head(self) -> bytes:
        """A PNG of the head of the table: the titles of its columns, the half-days."""
        return _png(self._decoded()[: self.bands[0][0] + 4])

    def _decoded(self) -> Pixels:
        return np.asarray(
            cv2.imdecode(np.frombuffer(self.straightened, np.uint8), cv2.IMREAD_COLOR)
        )


def read_sheet(found: FoundSheet, geometry: Geometry | str) -> PageReading:
    """The cells of a found page, by the geometry of its printing, folded or unfolded."""
    if found.status != FOUND or found.mark is None:
        return PageReading(found.status, found.mark)
    page = _page_of(geometry, found.mark)
    if page is None:
        return PageReading(POOR, found.mark, remarks=(OTHER,))
    try:
        return read_page(found, grid_of(page), shipped_trees())
    except (cv2.error, np.linalg.LinAlgError):
        # Marks that lie as those of no page do: what they are on is not known.
        return PageReading(POOR, found.mark, remarks=(LOST,))


def _page_of(geometry: Geometry | str, mark: Mark) -> Geometry | None:
    whole = unfold(geometry) if isinstance(geometry, str) else geometry
    if whole["sheet"] != mark.sheet:
        return None
    pages = (page for page in whole["pages"] if page["page"] == mark.page)
    return next((page for page in pages if page["cells"] or page["blank_cells"]), None)


def read_page(found: FoundSheet, grid: Grid, trees: Trees) -> PageReading:
    """The cells of a found page whose grid is known."""
    table = straight_table(found, grid)
    ink, cells = measured(table, grid)
    reasons = poor(table, ink)
    is_one_bit = found.page.one_bit
    readings = decide(cells, may_be_empty=not is_one_bit, trees=trees)
    if reasons:
        readings = [_left_to_a_person(*each) for each in readings]
    remarks = [*reasons, *([ONE_BIT] if is_one_bit else [])]
    remarks += [HIDDEN] if any(name == UNREADABLE for name, _ in readings) else []
    remarks += [TAGS] if len(found.tags) < len(grid.tags) else []
    picture = table.whole_rows()
    return PageReading(
        POOR if reasons else READ,
        found.mark,
        tuple(
            _cell(cell, reading, chance, picture.area)
            for cell, (reading, chance) in zip(grid.cells, readings, strict=True)
        ),
        tuple(remarks),
        table.turned,
        _jpeg(picture.pixels),
        tuple(_rows(picture.area, *band) for band in grid.bands),
    )


def measured(table: StraightTable, grid: Grid) -> tuple[Ink, CellInk]:
    """The ink of a straightened table, and the numbers that describe each of its cells."""
    ink = read_ink(table.pixels, table.area, grid)
    cells = read_cells(ink, table.area, grid, table.on_photo, table.density)
    return ink, cells


def poor(table: StraightTable, ink: Ink) -> list[str]:
    """Why a picture is too poor to be read: another photo is asked for."""
    found = []
    if ink.blur > MOST_BLUR:
        found.append(BLURRED)
    if table.density < LEAST_DENSITY:
        found.append(LOW)
    if table.grid_seen < LEAST_GRID or not table.is_certain:
        found.append(LOST)
    return found


def _left_to_a_person(reading: str, confidence: float) -> tuple[str, float]:
    return (reading if reading == UNREADABLE else UNSURE), confidence


def _cell(cell: Cell, reading: str, confidence: float, area: Area) -> CellReading:
    x, y, width, height = cell.box
    box = (
        round(area.x(x)),
        round(area.y(y)),
        round(width * area.scale),
        round(height * area.scale),
    )
    return CellReading(
        cell.participant,
        cell.row,
        cell.half_day,
        reading,
        round(confidence, 4),
        box,
        cell.line,
        cell.team,
    )


def _rows(area: Area, top: float, height: float) -> tuple[int, int]:
    return max(0, round(area.y(top - 0.5))), round(area.y(top + height + 0.5))


def _jpeg(pixels: Pixels) -> bytes:
    _, coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, _JPEG])
    return bytes(coded)


def _png(pixels: Pixels) -> bytes:
    _, coded = cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, 3])
    return bytes(coded)
