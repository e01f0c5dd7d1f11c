"""Hand counts: what is written at the end of a printed sheet, beside what is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.attendance import PRESENT_STATES
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.evidence import SheetPrint
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.progress import CountedSheet
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.paper.geometry import slots_of
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.attendance_grid import Grid, grid_of
from ssc_desktop.storage import sheets
from ssc_desktop.storage.store import Store

DIFFERENCES = {
    "women": N_("Women: {counted} counted by hand, {marked} marked."),
    "men": N_("Men: {counted} counted by hand, {marked} marked."),
    "not_stated": N_("Not stated: {counted} counted by hand, {marked} marked."),
    "total": N_("Total: {counted} counted by hand, {marked} marked."),
}
# What a sheet is counted by, in the order of its last lines.
COUNTS = ("women", "men", "not_stated", "total")
_FIELDS = (*(f"counted_{name}" for name in COUNTS), "difference_reason")


@dataclass(frozen=True, slots=True)
class Difference:
    """A number counted by hand that is another than the one marked; ``text`` is marked for
    translation."""

    what: str
    counted: int
    marked: int

    @property
    def text(self) -> str:
        """The difference in words."""
        return DIFFERENCES[self.what]


@dataclass(frozen=True, slots=True)
class HandCount:
    """A printed sheet: its half-days, its hand count and what is marked for the same half-days."""

    sheet: CountedSheet
    version: int
    slots: tuple[str, ...]
    rows: int
    reason: str = ""
    is_marked: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether somebody typed a number."""
        return any(getattr(self.sheet, name) is not None for name in COUNTS)

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where hand and marks disagree; none while nothing of the sheet is marked."""
        return tuple(self._different()) if self.is_marked else ()

    @property
    def is_open(self) -> bool:
        """Whether a difference waits for its reason."""
        return bool(self.differences) and not self.reason

    def _different(self) -> Iterator[Difference]:
        for what in COUNTS:
            counted = getattr(self.sheet, what)
            marked = getattr(self.sheet, f"marked_{what}")
            if counted is not None and counted != marked:
                yield Difference(what, counted, marked)


def list_counts(store: Store, code_or_key: str | UUID, grid: Grid | None = None) -> list[HandCount]:
    """Every printed sheet of an activity with its hand count, the latest printing first; held
    against this register, or against the one that is recorded."""
    with store.reading() as db:
        grid = grid or grid_of(db, find_activity(db, code_or_key).id)
        printings = sheets.printings(db, grid.activity)
    return [count_of(each, grid) for each in reversed(printings)]


def write_count(
    store: Store,
    number: str,
    *,
    women: object = None,
    men: object = None,
    not_stated: object = None,
    total: object = None,
    reason: object = None,
) -> Changes:
    """Write what was counted by hand on a sheet, and why it differs where it does.

    All five are written as they are given: None takes a number or the reason away.
    """
    typed = (women, men, not_stated, total, reason)
    values = read_values(SheetPrint, dict(zip(_FIELDS, typed, strict=True)))
    _refuse_impossible(values)
    with store.writing() as db:
        sheet = sheets.by_number(db, number.replace("-", "").upper())
        if sheet is None:
            raise Problem(
                "unknown-sheet",
                N_(
                    "No sheet {number} was printed in this workspace. Nothing was changed. Check the number under the large code of the sheet."
                ),
                number=number,
            )
        for name in _FIELDS:
            setattr(sheet, name, values[name])
    return Changes.of({"sheet_print"})


def _refuse_impossible(values: dict[str, object]) -> None:
    *parts, total = (values[name] for name in _FIELDS[: len(COUNTS)])
    if any(isinstance(each, int) and each < 0 for each in (*parts, total)):
        raise Problem(
            "count-below-zero",
            N_("A count cannot be below zero. Nothing was saved. Type 0 or more."),
            field="counted_total",
        )
    counted = sum(each for each in parts if isinstance(each, int))
    if isinstance(total, int) and counted > total:
        raise Problem(
            "count-above-total",
            N_(
                "Women, men and not stated are more than the total. Nothing was saved. Count the sheet again, or correct the total."
            ),
            field="counted_total",
        )


def count_of(sheet: SheetPrint, grid: Grid) -> HandCount:
    """A printing with its hand count, held against this register."""
    slots = slots_of(sheet.geometry or "") or tuple(each.slot for each in grid.half_days)
    sexes: Counter[str] = Counter()
    is_marked = False
    for person in grid.people:
        states = [person.marks[slot] for slot in slots if slot in person.marks]
        is_marked = is_marked or bool(states)
        if person.is_counted and PRESENT_STATES.intersection(states):
            sexes[person.sex] += 1
    counted = CountedSheet(
        sheet.sheet_no or "",
        sheet.counted_women,
        sheet.counted_men,
        sheet.counted_total,
        sexes["F"],
        sexes["M"],
        sexes.total(),
        bool(sheet.difference_reason),
        sheet.counted_not_stated,
    )
    return HandCount(
        counted,
        sheet.version or 1,
        slots,
        sheet.row_count or 0,
        sheet.difference_reason or "",
        is_marked,
    )
