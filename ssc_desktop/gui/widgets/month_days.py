"""The days of a month as a plan: which weeks it shows, and in which lane each activity lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 7
# Micro-projects last for months: drawn on each day they would hide all the rest.
LONG_DAYS = 31


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar shows of an activity: its days, its title, and the key it is opened by."""

    key: object
    title: str
    first: date
    last: date
    icon: str = ""
    is_quiet: bool = False
    """Whether it does not take place: it is shown, but does not call for attention."""

    def covers(self, day: date) -> bool:
        """Whether it takes place on that day."""
        return self.first <= day <= self.last

    @property
    def is_long(self) -> bool:
        """Whether it lasts for so long that only its beginning and its end are worth a mark."""
        return (self.last - self.first).days >= LONG_DAYS

    def is_marked_on(self, day: date) -> bool:
        """Whether a day bears its mark: any day of a short one, the ends of a long one."""
        return day in (self.first, self.last) if self.is_long else self.covers(day)


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of an entry inside one week: its lane, and its first and last column."""

    entry: Entry
    lane: int
    first: int
    last: int


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(day.weekday())


def weeks_of(day: date) -> list[date]:
    """The Mondays of the weeks that hold the month of a day."""
    first = day.replace(day=1)
    monday = monday_of(first)
    following = (first + timedelta(32)).replace(day=1)
    return [monday + timedelta(offset) for offset in range(0, (following - monday).days, DAYS)]


def month_further(day: date, months: int) -> date:
    """The same day some months further, or the last day of a shorter month."""
    number = day.year * 12 + day.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    following = (first + timedelta(32)).replace(day=1)
    return min(first + timedelta(day.day - 1), following - timedelta(1))


def bars_of(week: date, entries: Iterable[Entry]) -> list[Bar]:
    """The entries of a week, each in the topmost lane that is free on all its days."""
    last = week + timedelta(DAYS - 1)
    there = [each for each in entries if _is_drawn(each, week, last)]
    there.sort(key=lambda each: (each.is_quiet, each.first, each.first - each.last, each.title))
    lanes: list[set[int]] = []
    bars = []
    for each in there:
        begin = max((each.first - week).days, 0)
        end = min((each.last - week).days, DAYS - 1)
        columns = set(range(begin, end + 1))
        lane = _free_lane(lanes, columns)
        lanes[lane] |= columns
        bars.append(Bar(each, lane, begin, end))
    return bars


def _is_drawn(entry: Entry, week: date, last: date) -> bool:
    if entry.is_long:
        return week <= entry.first <= last or week <= entry.last <= last
    return entry.first <= last and entry.last >= week


def _free_lane(lanes: list[set[int]], columns: set[int]) -> int:
    for number, taken in enumerate(lanes):
        if not taken & columns:
            return number
    lanes.append(set())
    return len(lanes) - 1


def hidden_on(column: int, bars: Sequence[Bar], lanes: int) -> int:
    """How many bars of a day lie below the lanes there is room for."""
    return sum(each.lane >= lanes and each.first <= column <= each.last for each in bars)
