"""Codes that show two people to be one to somebody who is told neither of their names.

Each code is a keyed hash of something a person is recognised by, folded as ``matching`` compares
it; equal codes are equal things, and without the key nothing can be guessed. Whoever holds the key
could try names and numbers out, so codes are personal data all the same and stay sealed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ssc_desktop.domain.matching import Identity, Likeness, judged
from ssc_desktop.domain.names import is_arabic
from ssc_desktop.domain.signs import name_signs

PHONE, ENDING, EMAIL = "phone", "ending", "email"
NAME, SOUND, PART, BIRTH, SCRIPT = "name", "sound", "part", "birth", "script"
LENGTH = 8
KEY_LENGTH = 32
# A number as typed of old is the last eight digits of today's.
_LAST = 8
# A year of birth that is told as the middle of five may be two years off.
_COARSE = 2

Codes = Mapping[str, frozenset[bytes]]
"""The codes of one person, by kind."""


def codes_of(identity: Identity, key: bytes) -> dict[str, frozenset[bytes]]:
    """The codes of a person; of nothing that is not known."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for kind, told in _told(identity):
        made = hashlib.blake2b(told.encode(), digest_size=LENGTH, key=key, person=kind.encode())
        found[kind].add(made.digest())
    return {kind: frozenset(codes) for kind, codes in found.items()}


def _told(identity: Identity) -> Iterator[tuple[str, str]]:
    for phone in identity.phones:
        if phone.startswith("+"):
            yield PHONE, phone
        digits = "".join(each for each in phone if each.isdigit())
        if len(digits) >= _LAST:
            yield ENDING, digits[-_LAST:]
    if identity.folded_email:
        yield EMAIL, identity.folded_email
    for name in identity.name_keys:
        yield NAME, " ".join(name.words)
        yield SOUND, name.line
        yield SCRIPT, "arabic" if is_arabic(name.line) else "latin"
        if identity.birth_year:
            yield BIRTH, f"{identity.birth_year} {name.line}"
    for sign in name_signs(identity):
        yield PART, sign


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person here beside the codes; ``year`` may be ``coarse``."""

    codes: Codes
    year: int | None = None
    coarse: bool = True
    age_band: str = ""
    organisation: str = ""
    sex: str = ""
    country: str = ""


def likeness_by_codes(one: Known, other: Known) -> Likeness:
    """How alike two people are by their codes and by what else is told of both, judged as two
    people with names are."""
    compared = {
        "phone": _phones(one.codes, other.codes),
        "email": _shared(one.codes, other.codes, EMAIL),
        "birth": _births(one, other),
        "band": _equal(one.age_band, other.age_band),
        "organisation": _equal(one.organisation, other.organisation),
        "sex": _equal(one.sex, other.sex),
        "country": _equal(one.country, other.country),
    }
    reasons = [f"{about}-{how}" for about, how in compared.items() if how]
    return judged((f"name-{_names(one.codes, other.codes)}", *reasons))


def _both(one: Codes, other: Codes, kind: str) -> frozenset[bytes]:
    return one.get(kind, frozenset()) & other.get(kind, frozenset())


def _shared(one: Codes, other: Codes, kind: str) -> str:
    if not one.get(kind) or not other.get(kind):
        return ""
    return "same" if _both(one, other, kind) else "differs"


def _phones(one: Codes, other: Codes) -> str:
    whole = _shared(one, other, PHONE)
    if whole:
        return whole
    # Of a number kept as typed only an agreement says something.
    return "same" if _both(one, other, ENDING) else ""


def _names(one: Codes, other: Codes) -> str:
    for kind, how in ((NAME, "equal"), (SOUND, "variant"), (PART, "near")):
        if _both(one, other, kind):
            return how
    return "far" if _both(one, other, SCRIPT) else "unknown"


def _births(one: Known, other: Known) -> str:
    if _both(one.codes, other.codes, BIRTH):
        return "same"
    if not one.year or not other.year:
        return ""
    unsure = _COARSE * (one.coarse + other.coarse)
    return "differs" if abs(one.year - other.year) - unsure > 1 else ""


def _equal(one: str, other: str) -> str:
    if not one or not other:
        return ""
    return "same" if one == other else "differs"
