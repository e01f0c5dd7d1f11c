from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.sync import vector
from ssc_desktop.sync.vector import Span, Vector
from tests.sync.changes_of_tests import ABIDJAN, BAMAKO, DAKAR, SOURCES

vectors = st.dictionaries(st.sampled_from(SOURCES), st.integers(1, 9))


@given(one=vectors, other=vectors)
def test_merged_covers_both_and_nothing_more(one: Vector, other: Vector) -> None:
    both = vector.merged(one, other)
    assert vector.covers(both, one)
    assert vector.covers(both, other)
    assert all(last in (one.get(s, 0), other.get(s, 0)) for s, last in both.items())
    assert both == vector.merged(other, one)


@given(one=vectors, other=vectors)
def test_two_vectors_are_equal_before_after_or_concurrent(one: Vector, other: Vector) -> None:
    relations = [
        one == other,
        one != other and vector.covers(one, other),
        one != other and vector.covers(other, one),
        vector.concurrent(one, other),
    ]
    assert sum(relations) == 1


@given(have=vectors, want=vectors)
def test_taking_what_is_missing_closes_the_gap(have: Vector, want: Vector) -> None:
    spans = vector.missing(have, want)
    assert vector.waiting(have, spans) == []
    assert vector.advanced(have, spans) == vector.merged(have, want)


def test_a_span_behind_a_gap_waits_and_moves_nothing() -> None:
    have = {ABIDJAN: 100}
    spans = [Span(ABIDJAN, 151, 160), Span(BAMAKO, 1, 5)]
    assert vector.waiting(have, spans) == [Span(ABIDJAN, 101, 150)]
    assert vector.advanced(have, spans) == {ABIDJAN: 100, BAMAKO: 5}


def test_a_span_that_overlaps_what_is_held_goes_on_from_there() -> None:
    assert vector.advanced({ABIDJAN: 4}, [Span(ABIDJAN, 2, 7)]) == {ABIDJAN: 7}
    assert vector.advanced({ABIDJAN: 9}, [Span(ABIDJAN, 2, 7)]) == {ABIDJAN: 9}


def test_numbers_become_spans_cut_at_gaps_and_sources() -> None:
    marks = [(DAKAR, 1), (ABIDJAN, 3), (ABIDJAN, 2), (ABIDJAN, 5), (DAKAR, 2), (DAKAR, 2)]
    assert vector.spans_of(marks) == [
        Span(ABIDJAN, 2, 3),
        Span(ABIDJAN, 5, 5),
        Span(DAKAR, 1, 2),
    ]


def test_a_vector_is_told_as_device_and_incarnation() -> None:
    assert vector.told({DAKAR: 7, ABIDJAN: 2}) == {f"{'a' * 16}/0": 2, f"{'c' * 16}/1": 7}
