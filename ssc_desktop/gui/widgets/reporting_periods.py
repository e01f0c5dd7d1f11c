"""The periods one reports on: quarters, half-years and years of an Action, its whole, free days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ssc_desktop.language import N_, Language

QUARTER, HALF_YEAR, YEAR, WHOLE, FREE = "quarter", "half_year", "year", "whole", "free"
KINDS = {
    WHOLE: N_("The whole Action"),
    YEAR: N_("A year"),
    HALF_YEAR: N_("A half-year"),
    QUARTER: N_("A quarter"),
    FREE: N_("Other dates"),
}
MONTHS = {QUARTER: 3, HALF_YEAR: 6, YEAR: 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its days, both included; None where it is open."""

    kind: str
    since: date | None = None
    until: date | None = None

    @property
    def code(self) -> str:
        """How it is kept from one day to the next: ``quarter:2021-07-01``."""
        days = [each.isoformat() if each else "" for each in (self.since, self.until)]
        return ":".join((self.kind, *days))

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins."""
        return bool(self.since and self.until and self.since > self.until)

    def words(self, language: Language) -> str:
        """The period as people name it."""
        if self.since is None or self.kind in (WHOLE, FREE):
            return free_words(self, language)
        year = str(self.since.year)
        if self.kind == YEAR:
            return year
        number = language.number((self.since.month - 1) // MONTHS[self.kind] + 1)
        if self.kind == QUARTER:
            return language("Quarter {quarter} of {year}", quarter=number, year=year)
        return language("Half-year {number} of {year}", number=number, year=year)


def free_words(period: Period, language: Language) -> str:
    """A period by its days."""
    if period.since is None and period.until is None:
        return language(KINDS[WHOLE])
    if period.since is None:
        return language("Until {day}", day=language.date(period.until or date.max))
    if period.until is None:
        return language("From {day} on", day=language.date(period.since))
    return language.dates(period.since, period.until)


def period_of(kind: str, day: date) -> Period:
    """The quarter, half-year or year a day is in."""
    months = MONTHS[kind]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    following = (first + timedelta(months * 31)).replace(day=1)
    return Period(kind, first, following - timedelta(1))


def periods_of(kind: str, first: date, last: date) -> list[Period]:
    """The quarters, half-years or years between two days, the latest first."""
    found: list[Period] = []
    day = first
    while day <= last:
        period = period_of(kind, day)
        found.append(period)
        day = (period.until or last) + timedelta(1)
    return found[::-1]


def read_period(code: str) -> Period:
    """The period of a code; the whole where it says none."""
    kind, _, days = code.partition(":")
    since, _, until = days.partition(":")
    try:
        read = [date.fromisoformat(each) if each else None for each in (since, until)]
    except ValueError:
        return Period(WHOLE)
    return Period(kind, *read) if kind in KINDS else Period(WHOLE)
