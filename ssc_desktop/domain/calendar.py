"""Days a planner thinks twice about: weekends, and Ramadan by the civil calculation."""

from __future__ import annotations

from datetime import date

from ssc_desktop.language import N_

WEEKEND_DAYS = (5, 6)
WEEKEND, RAMADAN = N_("Weekend"), N_("Ramadan (by calculation, give or take a day)")

# The first day of the Islamic calendar, and its cycle of thirty years, eleven of them leap years.
_EPOCH = date(622, 7, 19).toordinal()
_CYCLE_DAYS, _CYCLE_YEARS = 10_631, 30
_RAMADAN = 9
_RAMADAN_DAYS = 30


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday, the weekend of all four countries."""
    return day.weekday() in WEEKEND_DAYS


def is_ramadan(day: date) -> bool:
    """Whether a day falls in Ramadan; the sighting of the moon may move it by a day."""
    number = day.toordinal()
    year = (_CYCLE_YEARS * (number - _EPOCH) + 10_646) // _CYCLE_DAYS
    return 0 <= number - _first_of(year, _RAMADAN) < _RAMADAN_DAYS


def remarks_of(day: date) -> tuple[str, ...]:
    """What is worth knowing about a day before something is planned on it."""
    told = ((is_weekend(day), WEEKEND), (is_ramadan(day), RAMADAN))
    return tuple(words for holds, words in told if holds)


def _first_of(year: int, month: int) -> int:
    """The first day of an Islamic month, as the number ``date.toordinal`` gives."""
    months = 29 * (month - 1) + (6 * month - 1) // 11
    return _EPOCH + months + 354 * (year - 1) + (3 + 11 * year) // _CYCLE_YEARS
