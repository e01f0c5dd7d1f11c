"""Version vectors: for every source the highest number up to which nothing is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from ssc_desktop.sync.change import Source

Vector = dict[Source, int]


class Span(NamedTuple):
    """Consecutive changes of one source, both ends included."""

    source: Source
    first: int
    last: int


def covers(have: Mapping[Source, int], want: Mapping[Source, int]) -> bool:
    """Whether everything ``want`` counts is in ``have`` too."""
    return all(have.get(source, 0) >= last for source, last in want.items())


def concurrent(one: Mapping[Source, int], other: Mapping[Source, int]) -> bool:
    """Whether each of the two holds something the other lacks."""
    return not covers(one, other) and not covers(other, one)


def merged(one: Mapping[Source, int], other: Mapping[Source, int]) -> Vector:
    """What two replicas hold together."""
    return {s: max(one.get(s, 0), other.get(s, 0)) for s in sorted({*one, *other})}


def missing(have: Mapping[Source, int], want: Mapping[Source, int]) -> list[Span]:
    """The changes counted in ``want`` that ``have`` lacks."""
    return [
        Span(source, have.get(source, 0) + 1, last)
        for source, last in sorted(want.items())
        if last > have.get(source, 0)
    ]


def waiting(have: Mapping[Source, int], spans: Iterable[Span]) -> list[Span]:
    """The changes that must arrive before ``spans`` can follow without a gap."""
    return [
        Span(span.source, have.get(span.source, 0) + 1, span.first - 1)
        for span in spans
        if span.first > have.get(span.source, 0) + 1
    ]


def advanced(have: Mapping[Source, int], spans: Iterable[Span]) -> Vector:
    """``have`` after ``spans`` were taken; a span behind a gap moves nothing."""
    after = dict(have)
    for span in sorted(spans):
        held = after.get(span.source, 0)
        if span.first <= held + 1 and span.last > held:
            after[span.source] = span.last
    return after


def spans_of(marks: Iterable[tuple[Source, int]]) -> list[Span]:
    """The numbered changes as spans without gaps, in order."""
    numbers: dict[Source, list[int]] = defaultdict(list)
    for source, seq in marks:
        numbers[source].append(seq)
    return spans_of_numbers(numbers)


def spans_of_numbers(numbers: Mapping[Source, Iterable[int]]) -> list[Span]:
    """The numbers of changes, source by source, as spans without gaps, in order."""
    return [
        Span(source, first, last)
        for source, found in sorted(numbers.items())
        for first, last in _runs(sorted(set(found)))
    ]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """The first and last of every run without a gap."""
    if numbers[-1] - numbers[0] + 1 == len(numbers):
        return [(numbers[0], numbers[-1])]
    ends = [at for at, (one, next_) in enumerate(pairwise(numbers), 1) if next_ != one + 1]
    return [(numbers[start], numbers[end - 1]) for start, end in pairwise([0, *ends, len(numbers)])]


def told(vector: Mapping[Source, int]) -> dict[str, int]:
    """The vector as plain text keys, ``device/incarnation``."""
    return {f"{s.device}/{s.incarnation}": last for s, last in sorted(vector.items())}


def read(told_as: Mapping[str, int]) -> Vector:
    """The vector that ``told`` wrote."""
    names = ((name.partition("/"), last) for name, last in told_as.items())
    return {Source(device, int(life)): last for (device, _, life), last in names}
