"""What a chart shows, as plain values: the numbers of its axis."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.chart import ticks_to


@given(st.floats(0, 1e9, allow_nan=False))
def test_an_axis_has_a_few_round_numbers_and_reaches_the_largest(largest: float) -> None:
    ticks = ticks_to(largest)
    assert ticks[0] == 0
    assert ticks[-1] >= largest
    assert 2 <= len(ticks) <= 6
    steps = {round(later - earlier, 6) for earlier, later in pairwise(ticks)}
    assert len(steps) == 1
    assert min(steps) >= 1
