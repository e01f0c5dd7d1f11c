"""Ranges of changes that are not all there is of a source: given reduced, withheld, still lacking."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ssc_desktop.sync.change import Mark, Source
from ssc_desktop.sync.vector import Span, spans_of

Told = list[tuple[str, int, int, int]]
"""Spans as a manifest tells them: device, incarnation, first, last."""
# More ranges than this are held for little, and told for less.
MOST = 20_000
_MOST_TOLD = 2_000
_SMALL = 16


class Ranges:
    """A set of numbered changes, told as spans."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        found: dict[Source, list[Span]] = defaultdict(list)
        for span in sorted(spans):
            before = found[span.source][-1:]
            if before and span.first <= before[0].last + 1:
                last = max(before[0].last, span.last)
                found[span.source][-1] = before[0]._replace(last=last)
            else:
                found[span.source].append(span)
        self._of = dict(found)
        self._starts = {source: [s.first for s in spans] for source, spans in self._of.items()}

    @classmethod
    def of(cls, marks: Iterable[Mark | tuple[Source, int]]) -> Ranges:
        """The ranges of exactly these changes."""
        return cls(spans_of(marks))

    @classmethod
    def read(cls, told: Iterable[tuple[str, int, int, int]]) -> Ranges:
        """The ranges a manifest tells; one that ends before it begins tells nothing."""
        spans = (Span(Source(d, life), first, last) for d, life, first, last in told)
        return cls(span for span in spans if 1 <= span.first <= span.last)

    @property
    def spans(self) -> list[Span]:
        """The spans in order, none touching the next."""
        return [span for _, spans in sorted(self._of.items()) for span in spans]

    @property
    def count(self) -> int:
        """How many changes they count."""
        return sum(span.last - span.first + 1 for span in self.spans)

    def told(self) -> Told:
        """The ranges as a manifest tells them."""
        return [(*span.source, span.first, span.last) for span in self.spans]

    def __bool__(self) -> bool:
        return bool(self._of)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ranges) and self.spans == other.spans

    def __hash__(self) -> int:
        return hash(tuple(self.spans))

    def __contains__(self, mark: Mark | tuple[Source, int]) -> bool:
        source, seq = mark
        place = bisect_right(self._starts.get(source, ()), seq) - 1
        return place >= 0 and seq <= self._of[source][place].last

    def __or__(self, other: Ranges) -> Ranges:
        return Ranges([*self.spans, *other.spans])

    def __sub__(self, other: Ranges) -> Ranges:
        left: list[Span] = []
        for span in self.spans:
            left += _cut(span, other.within(span))
        return Ranges(left)

    def __and__(self, other: Ranges) -> Ranges:
        return Ranges(part for span in self.spans for part in other.within(span))

    def within(self, span: Span) -> list[Span]:
        """The parts of one span that are in these ranges."""
        place = max(0, bisect_right(self._starts.get(span.source, ()), span.first) - 1)
        found = []
        for each in self._of.get(span.source, [])[place:]:
            if each.first > span.last:
                break
            if each.last >= span.first:
                first, last = max(each.first, span.first), min(each.last, span.last)
                found.append(Span(span.source, first, last))
        return found

    def coarser(self, most: int = MOST, gap: int = 0) -> Ranges:
        """At most so many ranges that hold all of these; small gaps between them are counted in."""
        ranges = Ranges(_bridged(self.spans, gap)) if gap else self
        gap = gap or _SMALL
        while len(ranges.spans) > most:
            gap *= 4
            ranges = Ranges(_bridged(ranges.spans, gap))
        return ranges

    def bridged(self) -> Ranges:
        """These ranges as they are told to the other side: few, so that little is told, though a
        little more is sent again."""
        return self.coarser(_MOST_TOLD, _SMALL)


def _cut(span: Span, parts: Sequence[Span]) -> list[Span]:
    left, first = [], span.first
    for part in parts:
        if part.first > first:
            left.append(Span(span.source, first, part.first - 1))
        first = part.last + 1
    if first <= span.last:
        left.append(Span(span.source, first, span.last))
    return left


def _bridged(spans: Sequence[Span], gap: int) -> list[Span]:
    found = list(spans[:1])
    for span in spans[1:]:
        before = found[-1]
        if span.source == before.source and span.first - before.last <= gap:
            found[-1] = before._replace(last=span.last)
        else:
            found.append(span)
    return found
