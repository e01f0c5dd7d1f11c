from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.sync.change import Mark, Source
from ssc_desktop.sync.ranges import Ranges
from ssc_desktop.sync.vector import Span

SOURCES = [Source("a" * 16, 1), Source("b" * 16, 1)]
MARKS = st.sets(st.builds(Mark, st.sampled_from(SOURCES), st.integers(1, 30)))


@given(MARKS, MARKS)
def test_ranges_are_the_sets_they_stand_for(one: set[Mark], other: set[Mark]) -> None:
    mine, theirs = Ranges.of(one), Ranges.of(other)
    every = {Mark(source, seq) for source in SOURCES for seq in range(1, 31)}
    assert {mark for mark in every if mark in mine} == one
    assert mine | theirs == Ranges.of(one | other)
    assert mine & theirs == Ranges.of(one & other)
    assert mine - theirs == Ranges.of(one - other)
    assert (mine.count, bool(mine)) == (len(one), bool(one))
    assert Ranges.read(mine.told()) == mine
    assert hash(Ranges.read(mine.told())) == hash(mine)


@given(MARKS, st.integers(1, 5))
def test_coarser_ranges_are_few_and_hold_everything(marks: set[Mark], most: int) -> None:
    fine = Ranges.of(marks)
    coarse = fine.coarser(max(most, len(SOURCES)))
    assert len(coarse.spans) <= max(most, len(SOURCES))
    assert not fine - coarse
    assert {span.source for span in coarse.spans} == {mark.source for mark in marks}


@given(MARKS)
def test_what_is_told_bridges_small_gaps(marks: set[Mark]) -> None:
    fine, told = Ranges.of(marks), Ranges.of(marks).bridged()
    assert not fine - told
    assert all(b.first - a.last > 16 for a, b in pairwise(told.spans) if a.source == b.source)


def test_ranges_that_overlap_or_touch_become_one_and_nonsense_tells_nothing() -> None:
    source = SOURCES[0]
    spans = [Span(source, 5, 9), Span(source, 1, 3), Span(source, 4, 6)]
    assert Ranges(spans).spans == [Span(source, 1, 9)]
    assert not Ranges.read([("a" * 16, 1, 7, 3), ("a" * 16, 1, 0, 2)])
    assert Ranges() != "something else"
