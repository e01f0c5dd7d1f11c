"""The periods indicators are shown for: where each begins and ends, how it is named and kept."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.gui.widgets.reporting_periods import (
    FREE,
    HALF_YEAR,
    MONTHS,
    QUARTER,
    WHOLE,
    YEAR,
    Period,
    period_of,
    periods_of,
    read_period,
)
from ssc_desktop.language import Language

FIRST, LAST = date(2018, 12, 1), date(2022, 3, 31)
DAYS = st.dates(date(1999, 1, 1), date(2080, 1, 1))


@pytest.mark.parametrize(
    ("kind", "since", "until", "words"),
    [
        (QUARTER, date(2021, 7, 1), date(2021, 9, 30), "Quarter 3 of 2021"),
        (HALF_YEAR, date(2021, 7, 1), date(2021, 12, 31), "Half-year 2 of 2021"),
        (YEAR, date(2021, 1, 1), date(2021, 12, 31), "2021"),
    ],
)
def test_a_period_is_found_by_a_day_in_it(kind: str, since: date, until: date, words: str) -> None:
    found = period_of(kind, date(2021, 8, 16))
    assert (found.since, found.until) == (since, until)
    assert found.words(Language("en")) == words


def test_the_quarters_of_the_action_are_offered_the_latest_first() -> None:
    found = [each.words(Language("en")) for each in periods_of(QUARTER, FIRST, LAST)]
    assert found[0] == "Quarter 1 of 2022"
    assert found[-1] == "Quarter 4 of 2018"
    assert len(found) == 14


@given(DAYS, DAYS, st.sampled_from(sorted(MONTHS)))
def test_periods_follow_each_other_without_a_gap(one: date, other: date, kind: str) -> None:
    first, last = min(one, other), max(one, other)
    found = periods_of(kind, first, last)[::-1]
    assert found[0].since is not None
    assert found[-1].until is not None
    assert found[0].since <= first
    assert found[-1].until >= last
    for earlier, later in pairwise(found):
        assert earlier.until is not None
        assert later.since == earlier.until + timedelta(1)


@given(DAYS, st.sampled_from(sorted(MONTHS)))
def test_a_period_is_read_as_it_was_kept(day: date, kind: str) -> None:
    period = period_of(kind, day)
    assert read_period(period.code) == period


@pytest.mark.parametrize(
    "period",
    [Period(WHOLE), Period(FREE), Period(FREE, FIRST), Period(FREE, None, LAST),
     Period(FREE, FIRST, LAST)],
)  # fmt: skip
def test_open_periods_are_kept_too(period: Period) -> None:
    assert read_period(period.code) == period
    assert period.words(Language("fr"))


@pytest.mark.parametrize("code", ["", "week:2021-01-01:", "quarter:yesterday:", "nonsense"])
def test_what_cannot_be_read_is_the_whole(code: str) -> None:
    assert read_period(code) == Period(WHOLE)


def test_a_period_that_ends_before_it_begins_is_known() -> None:
    assert Period(FREE, LAST, FIRST).is_backwards
    assert not Period(FREE, FIRST, FIRST).is_backwards
    assert not Period(FREE, FIRST, None).is_backwards
