"""Who is known already: people looked up by telephone, e-mail and name, whatever their number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from ssc_desktop.domain.matching import DIFFERENT, SAME, Identity, Likeness, likeness
from ssc_desktop.domain.merges import Merges
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.phones import country_of, read_phone

# Of namesakes without anything else in common, the first few show what a person must look at.
_NAMESAKES = 25


@dataclass(frozen=True)
class Known:
    """Somebody who can be matched: an identity and the key of the person it leads to."""

    key: UUID
    identity: Identity


@dataclass(frozen=True)
class Match:
    """Somebody who may be the person looked for."""

    known: Known
    likeness: Likeness


class KnownPeople:
    """Known people, indexed by what they can be recognised by."""

    def __init__(self) -> None:
        self._by_reach: dict[str, list[Known]] = defaultdict(list)
        self._by_name: dict[tuple[str, ...], list[Known]] = defaultdict(list)
        self._by_entry: dict[tuple[object, ...], Known] = {}

    def add(self, known: Known) -> None:
        """Make a person known."""
        for sign in _signs(known.identity):
            self._by_reach[sign].append(known)
        for key in known.identity.name_keys:
            self._by_name[key.sounds].append(known)
        self._by_entry.setdefault(known.identity.entry, known)

    def matches(self, identity: Identity) -> list[Match]:
        """Those this is or may be, the likeliest first."""
        exact = self._by_entry.get(identity.entry)
        if exact:
            alike = likeness(exact.identity, identity)
            if alike.verdict == SAME:
                return [Match(exact, alike)]
        met = {id(known): known for known in self._candidates(identity)}
        found = (Match(known, likeness(known.identity, identity)) for known in met.values())
        likely = [each for each in found if each.likeness.verdict != DIFFERENT]
        return sorted(likely, key=_by_score, reverse=True)

    def _candidates(self, identity: Identity) -> Iterator[Known]:
        for sign in _signs(identity):
            yield from self._by_reach.get(sign, ())[:_NAMESAKES]
        for key in identity.name_keys:
            yield from self._by_name.get(key.sounds, ())[:_NAMESAKES]


def certain(matches: list[Match]) -> Known | None:
    """Who of them it is for certain, or None."""
    return next((each.known for each in matches if each.likeness.verdict == SAME), None)


def _by_score(match: Match) -> tuple[float, bytes]:
    return match.likeness.score, match.known.key.bytes


def _signs(identity: Identity) -> Iterator[str]:
    """What a person is reached by; numbers by their last eight digits, as old ones were."""
    for phone in identity.phones:
        yield re.sub(r"\D", "", phone)[-8:]
    if identity.folded_email:
        yield identity.folded_email


class Recorded(Protocol):
    """What is read of a recorded person, whole or in part."""

    family_name: str | None
    given_names: str | None
    name_ar: str | None
    alias: str | None
    phone: str | None
    phone_as_typed: str | None
    email: str | None
    function: str | None
    birth_year: int | None
    age_band: str | None
    sex: str | None
    country: str | None
    city: str | None


def identity_of(person: Recorded, organisation: UUID | None) -> Identity:
    """What a recorded participant can be recognised by; the organisation is the one that stands."""
    return Identity(
        family_name=person.family_name or "",
        given_names=person.given_names or "",
        name_ar=person.name_ar or "",
        phones=numbers_of(person.phone, person.phone_as_typed),
        email=person.email or "",
        organisation=str(organisation) if organisation else "",
        function=person.function or "",
        birth_year=person.birth_year,
        age_band=person.age_band or "",
        sex=person.sex or "",
        country=person.country or "",
        city=person.city or "",
        alias=person.alias or "",
    )


def numbers_of(phone: str | None, typed: str | None) -> frozenset[str]:
    """All numbers that were given: those read, else the digits as typed."""
    if not typed:
        return frozenset({phone} if phone else ())
    if phone:
        several = read_phone(typed, country_of(phone)).numbers if len(typed) > 16 else ()
        return frozenset({phone, *several})
    digits = re.sub(r"\D", "", typed)
    return frozenset({digits} if len(digits) >= 6 else ())


def survivors(people: Iterable[Participant]) -> dict[UUID, UUID]:
    """For each person, whom the record leads to after all merges."""
    known = {each.id: each.merged_into_id for each in people}
    # Who leads to somebody that was removed is removed as well, so the register is followed.
    lead = Merges({key: into for key, into in known.items() if into})
    return {key: lead.standing(key) for key in known}
