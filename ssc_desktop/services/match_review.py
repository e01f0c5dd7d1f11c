"""People who may be one although an office told no names: the key, the codes, the pairs.

The key is headquarters' own and travels in return bundles alone, sealed to approved laptops. In the
card it would lie open: a card is printed and mailed, and whoever had the key and a bundle's codes
could try all telephone numbers of a country in a minute.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from ssc_desktop.domain.match_codes import (
    KEY_LENGTH,
    NAME,
    PART,
    SCRIPT,
    Known,
    codes_of,
    likeness_by_codes,
)
from ssc_desktop.domain.matching import DIFFERENT, WITNESSES, Likeness
from ssc_desktop.services.kept_secret import kept_secret
from ssc_desktop.services.known_people import identity_of
from ssc_desktop.storage import match_codes, merges, signs
from ssc_desktop.storage.local import read_fact, write_fact
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync.attached import (
    MATCHING_KEY,
    UNMATCHED,
    Match,
    read_keys,
    read_matches,
    written_matches,
)
from ssc_desktop.sync.bundle import Content
from ssc_desktop.sync.change import Change

Pair = tuple[UUID, UUID]
"""Two keys, the smaller first."""

_KEY, _ASKED_FOR = "matching_key", "headquarters_unmatched"
_PEOPLE = "participant"
# What more people have is a switchboard or a very common name, and brings nobody together.
_MANY = 40


# --- the key ------------------------------------------------------------------------------------


def key_of(store: Store) -> bytes:
    """Headquarters' key for matching, made when it is first needed."""
    return kept_secret(store, _KEY, KEY_LENGTH)


def sections_for_office(db: Db, devices: Collection[str]) -> dict[str, bytes]:
    """What a return bundle carries for matching: the key, and of whom headquarters has no codes."""
    key = read_fact(db, _KEY)
    if key is None:
        return {}
    unmatched = b"".join(each.bytes for each in sorted(match_codes.without_codes(db, devices)))
    return {MATCHING_KEY: key, **({UNMATCHED: unmatched} if unmatched else {})}


def hear(db: Db, content: Content) -> None:
    """At an office: keep the key of its headquarters, and whose codes it asks for."""
    key = content.sections.get(MATCHING_KEY, b"")
    if len(key) == KEY_LENGTH:
        write_fact(db, _KEY, key)
        write_fact(db, _ASKED_FOR, b"".join(read_keys(content.sections, UNMATCHED)))


# --- the codes ----------------------------------------------------------------------------------


def matches_section(db: Db, changes: Iterable[Change]) -> bytes:
    """The codes of the people these changes tell of, and of those headquarters asked for; nothing
    as long as no key has come."""
    key = read_fact(db, _KEY)
    if key is None:
        return b""
    asked = read_fact(db, _ASKED_FOR) or b""
    people = {UUID(hex=change.key) for change in changes if change.table == _PEOPLE}
    people.update(UUID(bytes=asked[at : at + 16]) for at in range(0, len(asked), 16))
    told = ((each.id, _codes(each, key)) for each in match_codes.described(db, sorted(people)))
    matches = [
        Match(person.bytes, {kind: sorted(found) for kind, found in codes.items()})
        for person, codes in told
        if codes
    ]
    return written_matches(matches) if matches else b""


def _codes(person: Any, key: bytes) -> dict[str, frozenset[bytes]]:  # noqa: ANN401
    return codes_of(identity_of(person, None), key)


def take(db: Db, content: Content) -> None:
    """Keep the codes a bundle tells."""
    matches = read_matches(content.sections)
    if matches:
        told = {UUID(bytes=each.person): each.codes for each in matches}
        match_codes.keep(db, content.manifest.hlc, told)
        match_codes.forget_erased(db)


# --- the pairs ----------------------------------------------------------------------------------


_SCORED: WeakKeyDictionary[Store, tuple[object, dict[Pair, Likeness]]] = WeakKeyDictionary()


def scored_by_codes(store: Store) -> dict[Pair, Likeness]:
    """The pairs who may be one, at least one of the two known by codes alone; a name in common is
    never enough. Worked out anew when people or codes changed."""
    with store.reading() as db:
        codes = match_codes.state(db)
        now = codes, signs.present(db)
        kept = _SCORED.get(store)
        if kept is None or kept[0] != now:
            kept = now, _scored(db) if codes[0] else {}
            _SCORED[store] = kept
    return kept[1]


def _scored(db: Db) -> dict[Pair, Likeness]:
    told, key = match_codes.everybody(db), read_fact(db, _KEY)
    companies = merges.of_organisations(db)
    known: dict[UUID, Known] = {}
    nameless: set[UUID] = set()
    for each in match_codes.described(db, None):
        own = _codes(each, key) if key else {}
        coarse = NAME not in own
        if coarse and each.id in told:
            nameless.add(each.id)
        codes = told.get(each.id, {}) if coarse else own
        if codes:
            company = each.organisation_id and companies.standing(each.organisation_id)
            known[each.id] = _known(each, codes, coarse=coarse, company=company)
    found = {}
    for one, other in _candidates(known, nameless):
        alike = likeness_by_codes(known[one], known[other])
        if alike.verdict != DIFFERENT and not WITNESSES.isdisjoint(alike.reasons):
            found[one, other] = alike
    return found


def _known(
    person: Any,  # noqa: ANN401
    codes: Mapping[str, frozenset[bytes]],
    *,
    coarse: bool,
    company: UUID | None,
) -> Known:
    return Known(
        codes,
        person.birth_year,
        coarse,
        person.age_band or "",
        str(company or ""),
        person.sex or "",
        person.country or "",
    )


def _candidates(known: Mapping[UUID, Known], nameless: set[UUID]) -> Iterator[Pair]:
    """Pairs that share a code, at least one of the two without a name here; of those who share no
    more than a name, only where few do."""
    sharing: dict[tuple[str, bytes], list[UUID]] = defaultdict(list)
    for person, each in known.items():
        for kind, codes in each.codes.items():
            if kind not in (SCRIPT, PART):
                for code in codes:
                    sharing[kind, code].append(person)
    pairs: set[Pair] = set()
    for people in sharing.values():
        if 1 < len(people) <= _MANY and not nameless.isdisjoint(people):
            pairs.update(
                pair for pair in combinations(sorted(people), 2) if not nameless.isdisjoint(pair)
            )
    yield from sorted(pairs)
