"""Days a planner thinks twice about: weekends, public holidays, Ramadan by the civil calculation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ssc_desktop.language import N_, Language

WEEKEND_DAYS = (5, 6)
WEEKEND, RAMADAN = N_("Weekend"), N_("Ramadan (by calculation, give or take a day)")
BY_CALCULATION = N_("{holiday} (by calculation)")

# In which language of the library the holidays of a country are named: French where it has no
# other. Countries that are not among these have no holidays here.
TONGUES = {
    "MA": {"fr": "fr", "en": "en_US", "ar": "ar"},
    "CI": {"fr": "fr", "en": "en_US"},
    "ML": {"fr": "fr", "en": "en_US"},
    "SN": {"fr": "fr_SN", "en": "en_US"},
}

# The first day of the Islamic calendar, and its cycle of thirty years, eleven of them leap years.
_EPOCH = date(622, 7, 19).toordinal()
_CYCLE_DAYS, _CYCLE_YEARS = 10_631, 30
_RAMADAN = 9
_RAMADAN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days that are public holidays in a country."""

    country: str
    days: tuple[date, ...]

    @property
    def are_calculated(self) -> bool:
        """Whether the sighting of the moon may move one of them."""
        return any(_calculated(self.country, day.year).get(day) for day in self.days)

    def told(self, language: Language) -> str:
        """The days with their names, as a line in the reader's language."""
        return language.list_of(
            [f"{language.date(day)} {holiday_of(day, self.country, language.code)}"
             for day in self.days]
        )  # fmt: skip


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday, the weekend of all four countries."""
    return day.weekday() in WEEKEND_DAYS


def is_ramadan(day: date) -> bool:
    """Whether a day falls in Ramadan; the sighting of the moon may move it by a day."""
    number = day.toordinal()
    year = (_CYCLE_YEARS * (number - _EPOCH) + 10_646) // _CYCLE_DAYS
    return 0 <= number - _first_of(year, _RAMADAN) < _RAMADAN_DAYS


def holiday_of(day: date, country: str | None, language_code: str = "fr") -> str:
    """The public holiday of a day in one of the four countries, by name; empty where it is none.

    A date that rests on a calculation of the moon says so.
    """
    if country not in TONGUES:
        return ""
    return _names(country, day.year, Language(language_code).code).get(day, "")


def holidays_among(days: Iterable[date], country: str | None) -> Holidays:
    """Those of some days that are public holidays in a country."""
    found = tuple(day for day in days if holiday_of(day, country))
    return Holidays(country or "", found)


def remarks_of(day: date) -> tuple[str, ...]:
    """What is worth knowing about a day before something is planned on it, in any country."""
    told = ((is_weekend(day), WEEKEND), (is_ramadan(day), RAMADAN))
    return tuple(words for holds, words in told if holds)


def _first_of(year: int, month: int) -> int:
    """The first day of an Islamic month, as the number ``date.toordinal`` gives."""
    months = 29 * (month - 1) + (6 * month - 1) // 11
    return _EPOCH + months + 354 * (year - 1) + (3 + 11 * year) // _CYCLE_YEARS


@lru_cache(maxsize=256)
def _names(country: str, year: int, language_code: str) -> dict[date, str]:
    """The holidays of a country and year in words."""
    language, tongues = Language(language_code), TONGUES[country]
    calculated = _calculated(country, year, language_code)
    found = {}
    for day, names in _listed(country, year, tongues.get(language_code, tongues["fr"])).items():
        # Our texts have curly apostrophes, the library's have straight ones.
        words = [
            language(BY_CALCULATION, holiday=name) if name in calculated.get(day, ()) else name
            for name in names
        ]
        found[day] = language.list_of(words).replace("'", "’")
    return found


@lru_cache(maxsize=256)
def _calculated(country: str, year: int, language_code: str = "fr") -> dict[date, set[str]]:
    """Which of them are on dates nobody has announced: those to which the library adds a mark."""
    tongue = TONGUES[country].get(language_code, TONGUES[country]["fr"])
    marked = _listed(country, year, tongue, mark=True)
    plain = _listed(country, year, tongue)
    return {day: set(names) - set(marked[day]) for day, names in plain.items()}


def _listed(country: str, year: int, tongue: str, *, mark: bool = False) -> dict[date, list[str]]:
    # A quarter of a second the first time: not before somebody asks.
    from holidays import country_holidays

    found = country_holidays(country, years=year, language=tongue, islamic_show_estimated=mark)
    return {day: found.get_list(day) for day in sorted(found)}
