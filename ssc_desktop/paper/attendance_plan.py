"""Where everything of an attendance sheet stands: one plan for drawing and for reading back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ssc_desktop.paper.attendance_content import Person, Slot
from ssc_desktop.paper.drawing import A4_LANDSCAPE

WIDTH, HEIGHT = A4_LANDSCAPE
LEFT, RIGHT = 10.0, WIDTH - 10.0
HEAD_TOP, ROWS_TOP, ROWS_END = 53.0, 61.0, 181.0
ROW = 10.0
SECTION = 5.5
CLOSING = 26.0
COUNT_HEAD, COUNT_ROW = 3.6, 5.3
COUNTS = ("F", "M", "X", "all")
WALK_INS = (5, 4, 3)
# A list without anybody is printed to be filled in by hand.
EMPTY_LIST = (9,)
# Rows that must stand above the closing block: a signature page without people proves nothing.
_LEAST_ON_LAST = 2

# Widths of the columns by how many half-days share the page; None is left out.
_WIDTHS = {
    3: {"number": 8, "name": 50, "sex": 9, "organisation": 44, "function": 32, "place": 27,
        "contact": 38, "image": 13},
    4: {"number": 7, "name": 46, "sex": 9, "organisation": 40, "function": 28, "contact": 32,
        "image": 13},
    6: {"number": 7, "name": 42, "sex": 9, "organisation": 34, "function": 22, "contact": 34,
        "image": 12},
    15: {"number": 7, "name": 42, "sex": 8, "organisation": 30, "contact": 31, "image": 11},
}  # fmt: skip
_SENSITIVE_WIDTHS = {"number": 8, "code": 30, "name": 56, "sex": 12, "witness": 45}
AFTER_SIGNATURES = ("image", "witness")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a person, a blank row for a walk-in, or the head of a section."""

    kind: str
    number: int = 0
    person: Person | None = None

    @property
    def height(self) -> float:
        """How tall it is drawn."""
        return SECTION if self.kind == "section" else ROW


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page: its half-days, its lines with their tops, whether it closes the list."""

    group: int
    slots: tuple[Slot, ...]
    lines: tuple[tuple[float, Line], ...]
    is_last: bool

    @property
    def end(self) -> float:
        """Where the table ends."""
        top, line = self.lines[-1]
        return top + line.height


def widths(slot_count: int, *, sensitive: bool, columns: Sequence[str] = ()) -> dict[str, float]:
    """Columns in order with their widths; signature columns are named by their number."""
    limit = next((limit for limit in _WIDTHS if slot_count <= limit), max(_WIDTHS))
    chosen = _SENSITIVE_WIDTHS if sensitive else _WIDTHS[limit]
    kept = {name: float(width) for name, width in chosen.items() if not columns or name in columns}
    signature = (RIGHT - LEFT - sum(kept.values())) / slot_count
    before = {name: width for name, width in kept.items() if name not in AFTER_SIGNATURES}
    after = {name: width for name, width in kept.items() if name in AFTER_SIGNATURES}
    return before | {str(at): signature for at in range(slot_count)} | after


def groups(slots: Sequence[Slot], *, grid: bool) -> list[tuple[Slot, ...]]:
    """Half-days that share a table: those of one day, or all of them."""
    ordered = sorted(slots, key=lambda slot: (slot.day, ("AM", "PM", "EV").index(slot.part)))
    if grid:
        return [tuple(ordered)]
    return [tuple(found) for _, found in groupby(ordered, key=lambda slot: slot.day)]


def plan_pages(
    people: Sequence[Person], slots: Sequence[Slot], *, grid: bool = False
) -> list[PagePlan]:
    """All pages of a sheet, the list closed once for each group of half-days."""
    cut = _cut_into_pages(people)
    return [
        PagePlan(at, group, _placed(lines), number == len(cut) - 1)
        for at, group in enumerate(groups(slots, grid=grid))
        for number, lines in enumerate(cut)
    ]


def _cut_into_pages(people: Sequence[Person]) -> list[list[Line]]:
    """Lines by page, with as many blank rows as fit without one page more."""
    choices = WALK_INS if any(not person.in_team for person in people) else EMPTY_LIST
    tried = [_filled(_lines(people, blanks)) for blanks in choices]
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


def _filled(lines: Sequence[Line]) -> list[list[Line]]:
    """Pages filled from the top; the last keeps room for the closing block."""
    pages: list[list[Line]] = [[]]
    for line in lines:
        if _height(pages[-1]) + line.height > ROWS_END - ROWS_TOP:
            pages.append([])
        pages[-1].append(line)
    if _height(pages[-1]) + CLOSING > ROWS_END - ROWS_TOP:
        pages.append([])
        while sum(line.kind != "section" for line in pages[-1]) < _LEAST_ON_LAST:
            pages[-1].insert(0, pages[-2].pop())
    for page, following in pairwise(pages):
        if page[-1].kind == "section":
            following.insert(0, page.pop())
    return pages


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def _placed(lines: Sequence[Line]) -> tuple[tuple[float, Line], ...]:
    placed = []
    top = ROWS_TOP
    for line in lines:
        placed.append((top, line))
        top += line.height
    return tuple(placed)
