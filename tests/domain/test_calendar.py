"""Weekends, and Ramadan as the civil calculation has it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ssc_desktop.domain.calendar import RAMADAN, WEEKEND, is_ramadan, is_weekend, remarks_of

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
