"""Which safety copies are kept: some of each day, week and month, never only bad ones."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 5, 12
BEFORE_EACH = 5
"""How many copies of each reason are kept at least: those before an import, an upgrade, a restore."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A copy as the rule sees it: its name, when it was made, why, and whether it is known to be
    whole. ``own`` copies were made by a person and only a person removes them."""

    name: str
    at: datetime
    why: str
    good: bool = True
    own: bool = False


def kept(copies: Iterable[Dated]) -> set[str]:
    """The names of the copies to keep: the newest of each of the last days, weeks and months that
    have one, the newest of every reason, what a person made, and the newest that is whole."""
    newest = sorted(copies, key=lambda each: (each.at, each.name), reverse=True)
    found = {each.name for each in newest if each.own}
    found |= {each.name for each in [each for each in newest if each.good][:1]}
    usable = [each for each in newest if each.good]
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        first: dict[Hashable, str] = {}
        for each in usable:
            first.setdefault(period(each.at), each.name)
        found |= set(list(first.values())[:most])
    for why in {each.why for each in newest if each.why.startswith("before-")}:
        found |= {each.name for each in [e for e in newest if e.why == why][:BEFORE_EACH]}
    return found


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month
