"""The pairs of people who look alike: scored once, then kept up to date change by change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from uuid import UUID
from weakref import WeakKeyDictionary

from ssc_desktop.domain.matching import DIFFERENT, WITNESSES, Identity, Likeness, likeness
from ssc_desktop.domain.merges import Merges
from ssc_desktop.domain.signs import NAME, signs_of
from ssc_desktop.services import match_review
from ssc_desktop.services.known_people import Recorded, identity_of
from ssc_desktop.storage import merges, reduced, signs
from ssc_desktop.storage.store import Db, Store

Progress = Callable[[int, int], None]
Pair = tuple[UUID, UUID]
"""Two keys, the smaller first."""

# A name that more people have says nothing by itself: something has to stand beside it.
RARE = 8
# A sign that more people have is an office's switchboard or a very common name.
_MANY = 40
# After more changes than this, looking at everybody is quicker.
_FEW = 500
_TOLD_EVERY = 2000
# To a person, making the signs is the first half of the work and comparing the second.
_HALVES = 2


def review_of(store: Store, progress: Progress | None = None) -> dict[Pair, Likeness]:
    """Every pair of people who may be one, merges and dismissals not looked at."""
    _make_signs(store, progress)
    review = _REVIEWS.setdefault(store, _Review())
    with store.reading() as db:
        review.bring_up_to_date(db, progress)
    return {**match_review.scored_by_codes(store), **review.scored}


def signs_of_person(person: Recorded) -> frozenset[str]:
    """The signs of a recorded person."""
    return signs_of(identity_of(person, None))


def is_worth_showing(alike: Likeness, *, rare: bool) -> bool:
    """Whether somebody should look at two people: a common name alone is no reason."""
    return alike.verdict != DIFFERENT and (rare or not WITNESSES.isdisjoint(alike.reasons))


def _make_signs(store: Store, progress: Progress | None) -> None:
    with store.reading() as db:
        made = signs.made_upto(db)
        behind = not made or bool(signs.changed_since(db, made))
    if behind:
        with store.writing() as db:
            signs.refresh(db, signs_of_person, _half(progress, 0))


def _half(progress: Progress | None, half: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total: progress(half * total + done, _HALVES * total)


class _Review:
    """What is known of the likeness of people, and up to which change."""

    def __init__(self) -> None:
        self.scored: dict[Pair, Likeness] = {}
        self._upto: dict[int, int] | None = None
        self._companies: dict[UUID, UUID] = {}
        self._completions = 0

    def bring_up_to_date(self, db: Db, progress: Progress | None) -> None:
        """Compare whoever changed since the last time; at the first time everybody."""
        companies = merges.of_organisations(db).given_up
        completions = reduced.completions(db)
        changed = None if self._upto is None else signs.changed_since(db, self._upto)
        known_before = (companies, completions) == (self._companies, self._completions)
        if changed is None or len(changed) > _FEW or not known_before:
            self.scored = {}
            known: dict[UUID, Identity] = {}
            self._score(db, _all_candidates(db, known), known, progress)
        elif changed:
            self._forget(changed)
            self._score(db, _candidates_of(db, changed), {}, progress)
        self._upto, self._companies = signs.present(db), companies
        self._completions = completions

    def _forget(self, changed: set[UUID]) -> None:
        self.scored = {
            pair: alike for pair, alike in self.scored.items() if changed.isdisjoint(pair)
        }

    def _score(
        self,
        db: Db,
        candidates: dict[Pair, bool],
        known: dict[UUID, Identity],
        progress: Progress | None,
    ) -> None:
        told = _half(progress, 1)
        missing = {key for pair in candidates for key in pair} - known.keys()
        known.update(identities_of(db, missing))
        for done, ((one, other), rare) in enumerate(candidates.items()):
            if told and done % _TOLD_EVERY == 0:
                told(done, len(candidates))
            if one in known and other in known:
                alike = likeness(known[one], known[other])
                if is_worth_showing(alike, rare=rare):
                    self.scored[one, other] = alike
        if told:
            told(len(candidates), len(candidates))


_REVIEWS: WeakKeyDictionary[Store, _Review] = WeakKeyDictionary()


def identities_of(db: Db, keys: Iterable[UUID]) -> dict[UUID, Identity]:
    """What these people are recognised by, those that were removed left out."""
    lead = merges.of_organisations(db)
    return {
        key: identity_of(each, each.organisation_id and lead.standing(each.organisation_id))
        for key, each in signs.described(db, keys).items()
    }


def _all_candidates(db: Db, known: dict[UUID, Identity]) -> dict[Pair, bool]:
    """Everybody who shares a sign with somebody; True where the sign is a rare one. Who had to be
    read for that is ``known`` afterwards."""
    found: dict[Pair, bool] = {}
    common: dict[str, list[UUID]] = {}
    for sign, keys in signs.shared(db):
        if len(keys) <= _most(sign):
            _add(found, combinations(keys, 2), rare=True)
        elif sign.startswith(NAME):
            common[sign] = keys
    known.update(identities_of(db, {key for keys in common.values() for key in keys}))
    for keys in _with_witness(known, common):
        _add(found, combinations(keys, 2), rare=False)
    return found


def _add(found: dict[Pair, bool], pairs: Iterable[Pair], *, rare: bool) -> None:
    for pair in pairs:
        found[pair] = found.get(pair, False) or rare


def _with_witness(
    known: dict[UUID, Identity], common: dict[str, list[UUID]]
) -> Iterator[list[UUID]]:
    """Of those who share a common name, the groups that share an organisation or a year of birth
    too. How they are reached is a sign of its own."""
    for keys in common.values():
        groups: dict[object, list[UUID]] = defaultdict(list)
        for key in keys:
            identity = known.get(key)
            if identity and identity.organisation:
                groups[identity.organisation].append(key)
            if identity and identity.birth_year:
                groups[identity.birth_year].append(key)
        yield from (group for group in groups.values() if 1 < len(group) <= _MANY)


def _candidates_of(db: Db, changed: set[UUID]) -> dict[Pair, bool]:
    """Whoever shares a sign with those who changed."""
    found: dict[Pair, bool] = {}
    for key, identity in identities_of(db, changed).items():
        for other, rare in sharing(db, identity).items():
            if other != key:
                _add(found, [sorted_pair(key, other)], rare=rare)
    return found


def sharing(db: Db, identity: Identity) -> dict[UUID, bool]:
    """Whoever shares a sign with somebody; True where the sign is a rare one. Of those who share a
    common name, only who shares an organisation or a year of birth too."""
    found: dict[UUID, bool] = {}
    companies = _companies(db, identity)
    for sign in signs_of(identity):
        keys = signs.bearers(db, sign, _most(sign))
        if keys is not None:
            found.update(dict.fromkeys(keys, True))
        elif sign.startswith(NAME) and (companies or identity.birth_year):
            beside = signs.bearers_beside(db, sign, companies, identity.birth_year, _MANY)
            found.update({key: found.get(key, False) for key in beside})
    return found


def _companies(db: Db, identity: Identity) -> tuple[UUID, ...]:
    if not identity.organisation:
        return ()
    return merges.of_organisations(db).same(UUID(identity.organisation))


def _most(sign: str) -> int:
    """How many people may have a sign that says something by itself."""
    return RARE if sign.startswith(NAME) else _MANY


def sorted_pair(one: UUID, other: UUID) -> Pair:
    """Two keys, the smaller first."""
    return (one, other) if one < other else (other, one)


def led(pairs: dict[Pair, Likeness], lead: Merges) -> dict[Pair, Likeness]:
    """The pairs under the keys that people lead to today, the likeliest finding of each."""
    found: dict[Pair, Likeness] = {}
    for (one, other), alike in pairs.items():
        pair = sorted_pair(lead.standing(one), lead.standing(other))
        if pair[0] != pair[1] and (pair not in found or found[pair].score < alike.score):
            found[pair] = alike
    return found
