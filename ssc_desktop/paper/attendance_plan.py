"""Where everything of an attendance sheet stands: one plan for drawing and for reading back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import floor

from ssc_desktop.paper import marks
from ssc_desktop.paper.attendance_content import LANDSCAPE, PORTRAIT, Person, Slot
from ssc_desktop.paper.drawing import A4, A4_LANDSCAPE

LEFT = 10.0
TABLE_HEAD = 7.3
# A row is never lower than this; what is left of a page makes its rows taller, not more of them.
ROW = 10.0
MOST_ROWS = 15
SECTION = 5.5
WALK_INS = (5, 4, 3)
# A list without anybody is printed to be filled in by hand.
EMPTY_LIST = (9,)
# Rows that must stand above the closing block: a signature page without people proves nothing.
_LEAST_ON_LAST = 2


@dataclass(frozen=True, slots=True)
class PageShape:
    """A page lying or standing: its size, where its table may end, where its foot stands.

    ``most_slots`` is how many half-days find room to be signed beside each other.
    """

    width: float
    height: float
    facts_across: int
    rows_end: float
    notices: tuple[float, float, float, float]
    most_slots: int

    @property
    def table_width(self) -> float:
        """From the leading to the trailing edge of the table."""
        return self.width - 2 * LEFT

    @property
    def beside_code(self) -> float:
        """The width left of the head beside the large code."""
        return self.width - LEFT - marks.CODE_INSET - marks.LARGE_CODE - 5

    @property
    def foot_start(self) -> float:
        """Where the line at the foot starts, after the small code."""
        return marks.CODE_INSET + marks.SMALL_CODE + 4

    @property
    def foot_end(self) -> float:
        """Where the line at the foot ends, before the corner tag."""
        return self.width - marks.TAG_MARGIN - marks.TAG - 3


_LYING = PageShape(*A4_LANDSCAPE, 3, 183.0, (37.5, 183.9, 240.5, 16.8), 15)
# Standing pages have their notices over the whole width, above codes and tags.
_STANDING = PageShape(*A4, 2, 252.0, (LEFT, 253.2, A4[0] - 2 * LEFT, 23.0), 6)
SHAPES = {LANDSCAPE: _LYING, PORTRAIT: _STANDING}


@dataclass(frozen=True, slots=True)
class Table:
    """The area rows may fill, how tall they are, what closing the list below them takes."""

    top: float
    end: float
    closing: float = 26.0

    @property
    def rows(self) -> int:
        """How many rows a page holds."""
        return min(MOST_ROWS, int((self.end - self.top) / ROW))

    @property
    def row(self) -> float:
        """The height of a row: the page is filled, down to a tenth of a millimetre."""
        return floor((self.end - self.top) / self.rows * 10) / 10

    def height(self, line: Line) -> float:
        """How tall a line is drawn."""
        return SECTION if line.kind == "section" else self.row


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a person, a blank row for a walk-in, or the head of a section."""

    kind: str
    number: int = 0
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its place on the page."""

    top: float
    height: float
    line: Line

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: its half-days, its lines in their places, whether it closes the list.

    ``room`` is what is left below the last line for closing it.
    """

    group: int
    slots: tuple[Slot, ...]
    lines: tuple[Placed, ...]
    is_last: bool
    room: float

    @property
    def end(self) -> float:
        """Where the table ends."""
        return self.lines[-1].end


def groups(slots: Iterable[Slot], *, grid: bool) -> list[tuple[Slot, ...]]:
    """Half-days that share a table: those of one day, or all of them."""
    ordered = sorted(slots, key=lambda slot: (slot.day, ("AM", "PM", "EV").index(slot.part)))
    if grid:
        return [tuple(ordered)]
    return [tuple(found) for _, found in groupby(ordered, key=lambda slot: slot.day)]


def plan_pages(
    people: Sequence[Person], slots: Sequence[Slot], table: Table, *, grid: bool = False
) -> list[PagePlan]:
    """All pages of a sheet, the list closed once for each group of half-days."""
    pages = [_placed(lines, table) for lines in _cut_into_pages(people, table)]
    return [
        PagePlan(at, group, lines, number == len(pages) - 1, table.end - lines[-1].end)
        for at, group in enumerate(groups(slots, grid=grid))
        for number, lines in enumerate(pages)
    ]


def _cut_into_pages(people: Sequence[Person], table: Table) -> list[list[Line]]:
    """Lines by page, with as many blank rows as fit without one page more."""
    choices = WALK_INS if any(not person.in_team for person in people) else EMPTY_LIST
    tried = [_filled(_lines(people, blanks), table) for blanks in choices]
    fewest = min(len(pages) for pages in tried)
    return next(pages for pages in tried if len(pages) == fewest)


def _lines(people: Sequence[Person], blanks: int) -> list[Line]:
    guests = [person for person in people if not person.in_team]
    team = [person for person in people if person.in_team]
    lines = [Line("person", at, person) for at, person in enumerate(guests, 1)]
    lines += [Line("blank", len(guests) + at) for at in range(1, blanks + 1)]
    if team:
        lines.append(Line("section"))
        lines += [Line("person", at, person) for at, person in enumerate(team, 1)]
    return lines


def _filled(lines: Sequence[Line], table: Table) -> list[list[Line]]:
    """Pages filled from the top; the last keeps room for the closing block."""
    room = table.end - table.top + 0.001
    row, used = table.row, 0.0
    pages: list[list[Line]] = [[]]
    for line in lines:
        height = SECTION if line.kind == "section" else row
        if used + height > room:
            pages.append([])
            used = 0.0
        pages[-1].append(line)
        used += height
    if used + table.closing > room:
        pages.append([])
    while len(pages) > 1 and _people_on(pages[-1]) < _LEAST_ON_LAST:
        pages[-1].insert(0, pages[-2].pop())
    for page, following in pairwise(pages):
        if page[-1].kind == "section":
            following.insert(0, page.pop())
    return pages


def _people_on(page: Iterable[Line]) -> int:
    return sum(line.kind != "section" for line in page)


def _placed(lines: Iterable[Line], table: Table) -> tuple[Placed, ...]:
    placed = []
    top = table.top
    for line in lines:
        placed.append(Placed(top, table.height(line), line))
        top = placed[-1].end
    return tuple(placed)
