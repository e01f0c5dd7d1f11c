"""What a scanned page proposes: the mark of each box beside what is typed, and what is to be asked.

A signature says that a person was present. An empty box says only that nobody signed: who came
online, was excused or forgot to sign left it empty too, so nothing is written there, unless the
officer asks for absent. What is typed already is shown where the sheet says something else, and
stays unless the officer answers that very box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from ssc_desktop.domain.attendance import PRESENT_STATES
from ssc_desktop.domain.merges import Merges
from ssc_desktop.paper.geometry import unfold
from ssc_desktop.paper.reading import EMPTY, SIGNED, UNSURE, CellReading
from ssc_desktop.services.attendance_grid import name_of
from ssc_desktop.services.scanning import ScannedPage, people_printed
from ssc_desktop.storage import activities, finding, merges, paper_marks, participants, sheets
from ssc_desktop.storage.attendance import Place, marks
from ssc_desktop.storage.paper_marks import Signed
from ssc_desktop.storage.store import Db, Store

PRESENT, ABSENT = "present", "absent"
LEFT = "left"
"""An answer beside signed and empty: the box is left as it is in the register."""
_LEAST_CHANCE = 0.15

Spot = tuple[int, str]
"""A box of a page: its line there and its half-day."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box, whose it is today, and what the register says of it.

    ``is_gone``: the person or the half-day is no longer on the list of the activity.
    ``is_known``: the same mark was taken from this sheet before.
    """

    cell: CellReading
    person: UUID | None = None
    typed: str | None = None
    is_gone: bool = False
    is_known: bool = False

    @property
    def spot(self) -> Spot:
        """Where it is on its page."""
        return self.cell.line, self.cell.half_day


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a box: the state the register will say, whether anything is written.

    ``is_open``: nobody knows yet. ``differs``: the sheet says something else than what is typed
    and that stays. ``signed`` is what the paper says, where it is known.
    """

    state: str | None
    writes: bool = False
    signed: bool | None = None
    is_open: bool = False
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its number, who stands there (nobody on a blank one), its boxes."""

    at: int
    number: int
    person: UUID | None
    name: str
    sex: str
    team: bool
    boxes: tuple[Box, ...]

    @property
    def is_blank(self) -> bool:
        """Whether it was left for somebody who came unannounced."""
        return self.boxes[0].cell.participant is None

    @property
    def has_ink(self) -> bool:
        """Whether one of its boxes may be signed. Of a scan without grey no box is called empty;
        there a box without any ink has next to no chance of being signed."""
        return any(
            each.cell.reading != EMPTY
            and (each.cell.reading != UNSURE or each.cell.confidence >= _LEAST_CHANCE)
            for each in self.boxes
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A page with its lines; of the blank ones those that may be signed."""

    page: ScannedPage
    slots: tuple[str, ...]
    lines: tuple[Line, ...] = field(repr=False)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Every box of somebody on the list."""
        return tuple(box for line in self.lines if not line.is_blank for box in line.boxes)

    @property
    def walk_ins(self) -> tuple[Line, ...]:
        """The blank lines that may be signed."""
        return tuple(line for line in self.lines if line.is_blank)


def propose(store: Store, pages: Iterable[ScannedPage]) -> tuple[Proposal, ...]:
    """What each page that was read proposes, in the order of sheets and pages; nothing is written."""
    read = sorted((each for each in pages if each.cells), key=lambda each: (each.sheet, each.page))
    with store.reading() as db:
        around = {key: _Around.of(db, key) for key in {each.activity for each in read} if key}
        return tuple(_proposal(db, each, around[each.activity]) for each in read if each.activity)


def outcome(box: Box, answer: str | None = None, unsigned: str | None = None) -> Outcome:
    """What becomes of a box by its reading, or by the officer's answer; ``unsigned`` is the state
    of a box that nobody signed."""
    if answer == LEFT or box.is_gone:
        return Outcome(box.typed)
    said = answer or box.cell.reading
    if said == SIGNED:
        return _signed(box, is_answered=answer is not None)
    if said == EMPTY:
        return _empty(box, unsigned, is_answered=answer is not None)
    return Outcome(box.typed, is_open=not box.is_known)


def _signed(box: Box, *, is_answered: bool) -> Outcome:
    if box.typed is None or is_answered or box.typed in PRESENT_STATES:
        # Whoever signed and is typed as late or online stays so: the sheet cannot tell.
        state = box.typed if box.typed in PRESENT_STATES else PRESENT
        is_there = box.is_known and box.typed in PRESENT_STATES
        return Outcome(state, writes=not is_there, signed=True)
    return Outcome(box.typed, signed=True, differs=True)


def _empty(box: Box, unsigned: str | None, *, is_answered: bool) -> Outcome:
    if box.typed is None:
        return Outcome(unsigned, writes=unsigned is not None, signed=False)
    if box.typed not in PRESENT_STATES:
        return Outcome(box.typed, signed=False)
    if is_answered:
        return Outcome(unsigned, writes=True, signed=False)
    return Outcome(box.typed, signed=False, differs=True)


# --- reading what surrounds a page --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of an activity beside its scanned pages, read once."""

    lead: Merges
    typed: Mapping[Place, str]
    on_paper: Mapping[Place, Signed]
    slots: frozenset[str]

    @classmethod
    def of(cls, db: Db, activity: UUID) -> _Around:
        """Read it."""
        return cls(
            merges.of_people(db),
            marks(db, activity),
            paper_marks.on_paper(db, activity),
            frozenset(activities.half_days_of(db, [activity]).get(activity, ())),
        )


def _proposal(db: Db, page: ScannedPage, around: _Around) -> Proposal:
    by_line: dict[int, list[CellReading]] = {}
    for cell in page.cells:
        by_line.setdefault(cell.line, []).append(cell)
    people = {cell.participant for cell in page.cells if cell.participant}
    standing = {key: around.lead.standing(key) for key in people}
    assert page.activity is not None
    there = finding.registered(db, page.activity, standing.values())
    there -= participants.erased(db, there)
    lines = [
        _line(db, at, cells, standing, there, around, page.sheet)
        for at, cells in sorted(by_line.items())
    ]
    taken = _lines_typed(db, page, around)
    kept = tuple(
        each for each in lines if not each.is_blank or (each.has_ink and each.number not in taken)
    )
    return Proposal(page, tuple(dict.fromkeys(cell.half_day for cell in page.cells)), kept)


def _lines_typed(db: Db, page: ScannedPage, around: _Around) -> set[int]:
    """The blank lines of a sheet whose names were typed before."""
    printing = sheets.by_number(db, page.sheet)
    geometry = unfold(printing.geometry or "") if printing else {"pages": []}
    printed = people_printed(db, geometry)
    return {
        each.row
        for (person, _), each in around.on_paper.items()
        if each.sheet == page.sheet and person not in printed
    }


def _line(
    db: Db,
    at: int,
    cells: Sequence[CellReading],
    standing: Mapping[UUID, UUID],
    there: set[UUID],
    around: _Around,
    sheet: str,
) -> Line:
    first = cells[0]
    key = standing[first.participant] if first.participant else None
    is_there = key in there
    person = participants.by_key(db, key) if key and is_there else None
    boxes = tuple(_box(cell, key, around, sheet, is_there=is_there) for cell in cells)
    return Line(
        at,
        first.row,
        key,
        name_of(person) if person else "",
        (person.sex if person else None) or "X",
        first.team,
        boxes,
    )


def _box(
    cell: CellReading, key: UUID | None, around: _Around, sheet: str, *, is_there: bool
) -> Box:
    if key is None:
        return Box(cell)
    place = key, cell.half_day
    typed, kept = around.typed.get(place), around.on_paper.get(place)
    # A mark that was cleared since is not known any more: the row keeps its sheet.
    is_known = kept is not None and kept.sheet == sheet and typed is not None
    is_gone = not is_there or cell.half_day not in around.slots
    return Box(cell, key, typed, is_gone, is_known)
