"""How many people each activity reached: counted from the rows, or as a laptop reported them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from ssc_desktop.services.sheet_contents import band_in
from ssc_desktop.services.totals import FEWEST, Reported, reported_totals
from ssc_desktop.storage import reported
from ssc_desktop.storage.reported import Guests
from ssc_desktop.storage.store import Db, Store

WOMEN, MEN = "F", "M"
_HALVES = 2
K = TypeVar("K")
N = TypeVar("N", int, float)
Cell = tuple[str, str]
"""A sex and an age group, either empty where it was not said."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The people of an activity, the team apart. A number that is None may not be told: in a
    sensitive activity it is so small that it says who it was."""

    registered: int | None = None
    attended: int | None = None
    participant_days: float | None = None
    sexes: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[Cell, int] = field(default_factory=dict)

    def of_sex(self, sex: str) -> int | None:
        """How many of those who attended are of this sex; None where it may not be told."""
        if self.sexes:
            return self.sexes.get(sex, 0)
        return 0 if self.attended == 0 else None

    def of_cell(self, sex: str, band: str) -> int | None:
        """How many are of this sex and age group; None where it is not known or told."""
        return self.cells.get((sex, band), 0) if self.cells else None


NOBODY = Reach(0, 0, 0.0)


def reach_of(store: Store, db: Db) -> dict[UUID, Reach]:
    """The people of every activity; where no row came, what laptops reported of it."""
    found = {key: _counted(each) for key, each in reported.guests(db).items()}
    told: dict[UUID, list[Reported]] = {}
    for each in reported_totals(store):
        told.setdefault(each.activity, []).append(each)
    for key, totals in told.items():
        if not found.get(key, NOBODY).registered:
            found[key] = _reported(totals)
    return found


def _counted(guests: Guests) -> Reach:
    there = [key for key in guests.people if guests.there.get(key)]
    sexes: Counter[str] = Counter()
    cells: Counter[Cell] = Counter()
    for key in there:
        who = guests.people[key]
        band = band_in(who.birth_year, guests.start) or who.age_band or ""
        sexes[who.sex or ""] += 1
        cells[who.sex or "", band] += 1
    half_days = sum(len(guests.there[key]) for key in there)
    counts = (len(guests.people), len(there))
    if not guests.sensitive:
        return Reach(*counts, half_days / _HALVES, sexes, cells)
    # One small cell could be worked out from the others: such a breakdown is not told at all.
    days = None if _is_small(len(there)) else half_days / _HALVES
    registered, attended = (None if _is_small(count) else count for count in counts)
    return Reach(registered, attended, days, _large(sexes), _large(cells))


def _is_small(count: int) -> bool:
    return 0 < count < FEWEST


def _large(cells: Counter[K]) -> Mapping[K, int]:
    return cells if min(cells.values(), default=0) >= FEWEST else {}


def _reported(totals: Sequence[Reported]) -> Reach:
    """What several laptops told of one activity, added up; one that tells nothing hides the sum."""
    sexes: Counter[str] = Counter()
    for each in totals:
        sexes.update(each.by.get("sex", {}))
    is_whole = all("sex" in each.by for each in totals)
    return Reach(
        _sum([each.registered for each in totals]),
        _sum([each.attended for each in totals]),
        _sum([each.participant_days for each in totals]),
        sexes if is_whole else {},
    )


def _sum(numbers: Sequence[N | None]) -> N | None:
    told = [each for each in numbers if each is not None]
    return sum(told[1:], start=told[0]) if len(told) == len(numbers) else None
