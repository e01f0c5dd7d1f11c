"""Weekends, and Ramadan as the civil calculation has it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ssc_desktop.domain.calendar import (
    RAMADAN,
    TONGUES,
    WEEKEND,
    holiday_of,
    holidays_among,
    is_ramadan,
    is_weekend,
    remarks_of,
)
from ssc_desktop.language import LANGUAGES, Language

# The first day of Ramadan as published for these years, which may differ by a day.
BEGINNINGS = [
    date(2019, 5, 6), date(2020, 4, 24), date(2021, 4, 13), date(2022, 4, 2),
    date(2025, 3, 1), date(2026, 2, 18), date(2027, 2, 8),
]  # fmt: skip


@pytest.mark.parametrize("first", BEGINNINGS)
def test_ramadan_is_known_to_a_day(first: date) -> None:
    days = [first + timedelta(offset) for offset in range(-20, 60)]
    fasting = [day for day in days if is_ramadan(day)]
    assert abs((fasting[0] - first).days) <= 1
    assert len(fasting) == 30
    assert fasting[-1] - fasting[0] == timedelta(29)


def test_a_year_has_one_ramadan_or_parts_of_two() -> None:
    days = [date(2030, 1, 1) + timedelta(number) for number in range(365)]
    assert sum(map(is_ramadan, days)) in range(30, 61)


def test_saturday_and_sunday_are_the_weekend() -> None:
    week = [date(2021, 8, 16) + timedelta(number) for number in range(7)]
    assert [is_weekend(day) for day in week] == [False] * 5 + [True] * 2


def test_a_day_is_told_with_what_is_to_be_known_of_it() -> None:
    assert remarks_of(date(2021, 8, 16)) == ()
    assert remarks_of(date(2021, 8, 15)) == (WEEKEND,)
    assert remarks_of(date(2021, 4, 17)) == (WEEKEND, RAMADAN)


@pytest.mark.parametrize(
    ("day", "country", "names"),
    [
        (date(2021, 7, 30), "MA", ("Fête du Trône", "Throne Day", "عيد العرش")),
        (date(2021, 8, 7), "CI", ("Fête Nationale", "Independence Day", "Fête Nationale")),
        (
            date(2021, 4, 4),
            "SN",
            ("Fête de l’Indépendance", "Independence Day", "Fête de l’Indépendance"),
        ),
        (
            date(2021, 9, 22),
            "ML",
            (
                "Fête Nationale de la République du Mali",
                "National Day of the Republic of Mali",
                "Fête Nationale de la République du Mali",
            ),
        ),
    ],
)
def test_a_holiday_is_named_in_the_reader_s_language_or_in_french(
    day: date, country: str, names: tuple[str, str, str]
) -> None:
    assert tuple(holiday_of(day, country, code) for code in LANGUAGES) == names
    for other in TONGUES.keys() - {country}:
        assert holiday_of(day, other) == ""


def test_islamic_holidays_are_told_as_calculated_unless_they_were_announced() -> None:
    fitr = date(2021, 5, 13)
    assert holiday_of(fitr, "MA", "en") == "Eid al-Fitr (by calculation)"
    assert holiday_of(fitr, "CI", "en") == "Ascension Day, Eid al-Fitr (by calculation)"
    assert holiday_of(date(2021, 5, 12), "ML", "en") == "Eid al-Fitr"
    assert holidays_among([fitr], "MA").are_calculated
    assert not holidays_among([date(2021, 7, 30)], "MA").are_calculated
    assert not holidays_among([date(2021, 5, 12)], "ML").are_calculated


@pytest.mark.parametrize("country", TONGUES)
def test_every_year_has_its_holidays_in_every_language(country: str) -> None:
    for year in (2019, 2021, 2027):
        days = [date(year, 1, 1) + timedelta(number) for number in range(365)]
        found = {
            code: {day for day in days if holiday_of(day, country, code)} for code in LANGUAGES
        }
        assert found["fr"] == found["en"] == found["ar"]
        assert 11 <= len(found["fr"]) <= 18
        assert date(year, 1, 1) in found["fr"]


def test_a_country_that_is_not_ours_has_no_holidays() -> None:
    assert holiday_of(date(2021, 7, 14), "FR") == ""
    assert holiday_of(date(2021, 1, 1), None) == ""
    assert holidays_among([date(2021, 1, 1)], None).days == ()


def test_holidays_are_told_with_their_dates() -> None:
    days = [date(2021, 8, 19) + timedelta(number) for number in range(3)]
    found = holidays_among(days, "MA")
    assert found.days == tuple(days[1:])
    told = "20/08/2021 Revolution Day, 21/08/2021 Youth Day"
    assert found.told(Language("en")) == told
