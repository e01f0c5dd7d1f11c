"""Are these two one organisation? Names, acronyms and place weighed; numbers in names tell apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from ssc_desktop.domain.matching import DIFFERENT, POSSIBLE, Likeness
from ssc_desktop.domain.names import closeness, fold
from ssc_desktop.domain.organisation import Organisation

_WEIGHTS = {
    "name-equal": 4.0,
    "name-near": 2.5,
    "acronym-same": 2.5,
    "country-same": 0.5,
    "country-differs": -4.0,
    "region-same": 0.5,
    "region-differs": -1.5,
}
_POSSIBLE_FROM = 3.0
_NEAR = 0.9
# A word that more organisations have in their names ("ministère", "commune") tells none of them.
_MANY = 40


def organisation_likeness(
    known: Sequence[Organisation],
) -> Iterator[tuple[Organisation, Organisation, Likeness]]:
    """Every two that may be one, the one recorded first in front, with the reasons."""
    ordered = sorted(known, key=lambda each: each.id)
    told = {each.id: _Told(each) for each in ordered}
    for first, second in sorted(_sharing_a_word(list(told.values()))):
        one, other = ordered[first], ordered[second]
        alike = _likeness(told[one.id], told[other.id])
        if alike.verdict != DIFFERENT:
            yield one, other, alike


class _Told:
    """What an organisation says of itself, folded once."""

    def __init__(self, organisation: Organisation) -> None:
        named = (organisation.name_fr, organisation.name_en, organisation.name_ar)
        self.names = frozenset(fold(name) for name in named if name)
        self.acronym = fold(organisation.acronym or "")
        self.country = organisation.country or ""
        self.region = organisation.region or ""

    @property
    def words(self) -> frozenset[str]:
        """The words that may be looked for, and each whole name."""
        words = {word for name in self.names for word in name.split() if len(word) > 2}
        return frozenset(words | self.names | ({self.acronym} - {""}))


def _sharing_a_word(told: Sequence[_Told]) -> set[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(told):
        for word in each.words:
            places[word].append(place)
    few = (found for found in places.values() if 1 < len(found) <= _MANY)
    return {pair for found in few for pair in combinations(found, 2)}


def _likeness(one: _Told, other: _Told) -> Likeness:
    reasons = tuple(_reasons(one, other))
    score = sum(_WEIGHTS[reason] for reason in reasons)
    named = {"name-equal", "name-near", "acronym-same"} & set(reasons)
    return Likeness(score, reasons, POSSIBLE if named and score >= _POSSIBLE_FROM else DIFFERENT)


def _reasons(one: _Told, other: _Told) -> Iterator[str]:
    if one.names & other.names or one.acronym in other.names or other.acronym in one.names:
        yield "name-equal"
    elif any(_is_near(mine, theirs) for mine in one.names for theirs in other.names):
        yield "name-near"
    if one.acronym and one.acronym == other.acronym:
        yield "acronym-same"
    for about in ("country", "region"):
        mine, theirs = getattr(one, about), getattr(other, about)
        if mine and theirs:
            yield f"{about}-{'same' if mine == theirs else 'differs'}"


def _is_near(one: str, other: str) -> bool:
    # "Commune 12" and "Commune 13" are near in letters and far on the ground.
    return _numbers(one) == _numbers(other) and closeness(one, other) >= _NEAR


def _numbers(name: str) -> Iterable[str]:
    return re.findall(r"\d+", name)
