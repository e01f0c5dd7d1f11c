"""Which safety copies stay: property by property over any dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.copies_kept import BEFORE_EACH, DAYS, MONTHS, WEEKS, Dated, kept

START = datetime(2021, 1, 1, 8, tzinfo=UTC)
REASONS = ["daily", "before-import", "before-upgrade", "before-restore"]
copies = st.lists(
    st.builds(
        lambda hours, why, good, own: (hours, why, good, own),
        st.integers(0, 24 * 800),
        st.sampled_from(REASONS),
        st.booleans(),
        st.booleans(),
    ),
    max_size=60,
    unique_by=lambda each: each[0],
).map(
    lambda found: [
        Dated(f"{hours:06}", START + timedelta(hours=hours), why, good, own)
        for hours, why, good, own in found
    ]
)


@given(made=copies)
def test_the_newest_whole_one_and_a_persons_own_always_stay(made: list[Dated]) -> None:
    staying = kept(made)
    good = [each for each in made if each.good]
    if good:
        assert max(good, key=lambda each: each.at).name in staying
    assert {each.name for each in made if each.own} <= staying


@given(made=copies)
def test_thinning_twice_removes_no_more_than_once(made: list[Dated]) -> None:
    once = kept(made)
    assert kept([each for each in made if each.name in once]) == once


@given(made=copies)
def test_the_newest_of_every_reason_stay_and_no_more_than_the_rule_says(made: list[Dated]) -> None:
    staying = kept(made)
    for why in REASONS[1:]:
        newest = sorted((e for e in made if e.why == why), key=lambda e: e.at, reverse=True)
        assert {each.name for each in newest[:BEFORE_EACH]} <= staying
    others = [each for each in made if each.name in staying and not each.own]
    assert len(others) <= DAYS + WEEKS + MONTHS + 3 * BEFORE_EACH + 1


@given(made=copies)
def test_each_of_the_last_days_weeks_and_months_keeps_its_newest(made: list[Dated]) -> None:
    staying = kept(made)
    good = sorted((each for each in made if each.good), key=lambda each: each.at)
    for most, period in (
        (DAYS, lambda at: at.date()),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    ):
        last = {period(each.at): each.name for each in good}
        assert set(list(last.values())[-most:]) <= staying


@given(days=st.integers(1, 900), gap=st.integers(1, 4))
@settings(max_examples=25)
def test_copied_day_by_day_a_year_can_be_looked_back_on(days: int, gap: int) -> None:
    lying: list[Dated] = []
    for day in range(0, days, gap):
        at = START + timedelta(days=day)
        lying.append(Dated(f"{day:05}", at, "daily"))
        staying = kept(lying)
        lying = [each for each in lying if each.name in staying]
    assert len(lying) <= DAYS + WEEKS + MONTHS
    months = {(each.at.year, each.at.month) for each in lying}
    passed = {(START + timedelta(days=day)).strftime("%Y-%m") for day in range(0, days, gap)}
    assert len(months) == min(MONTHS, len(passed))
