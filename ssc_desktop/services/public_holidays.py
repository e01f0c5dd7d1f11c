"""Public holidays: those of an office's country for a calendar, those of an activity's for its days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from ssc_desktop.domain.calendar import holiday_of
from ssc_desktop.language import Language
from ssc_desktop.services.workspaces import Workspace


def holidays_between(
    workspace: Workspace, first: date, last: date, language: Language
) -> dict[date, str]:
    """The public holidays of the country of the office, from one day to another, by name."""
    days = (first + timedelta(number) for number in range((last - first).days + 1))
    return holidays_of(days, workspace.office.country, language)


def holidays_of(days: Iterable[date], country: str | None, language: Language) -> dict[date, str]:
    """Those of some days that are public holidays in a country, by name."""
    told = {day: holiday_of(day, country, language.code) for day in days}
    return {day: name for day, name in told.items() if name}
