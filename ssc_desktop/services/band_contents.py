"""What the visibility band of a sheet shows: its places by name, and the logos that fill them."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID

from ssc_desktop.domain.logo import Logo
from ssc_desktop.domain.programme import Programme
from ssc_desktop.domain.reference import name_of
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.paper.band import BAND, Visibility
from ssc_desktop.paper.logos import Picture
from ssc_desktop.storage.logos import PLACES

_EUROPEAN = re.compile(r"(?i)\b(?:EU|UE|EUTF|European Union|Union européenne)\b")
_SUM = re.compile(r"[\d\s.,\u00a0\u202f]+(?:EUR|€|MAD|XOF)?\s*$")


@dataclass(slots=True)
class _Filled:
    """Names of places as the band tells them, and the pictures found for them so far."""

    language: Language
    pictures: dict[str, Picture] = field(default_factory=dict)

    def names(self, expected: Sequence[tuple[str, ...]], logos: Iterable[Logo]) -> tuple[str, ...]:
        """The places of one kind: those with a logo in their order, the empty ones where named.

        ``expected`` holds for each place its name as it is shown, then others it is known by.
        """
        filled = []
        for logo in logos:
            owner = logo.owner or ""
            found = next((place[0] for place in expected if is_owner(owner, place)), owner)
            if found not in filled and self.fill(found, logo):
                filled.append(found)
        for at, (name, *_) in enumerate(expected):
            if name not in filled:
                filled.insert(at, name)
        return tuple(filled)

    def fill(self, name: str, logo: Logo) -> bool:
        """Put a logo in a place; False when its content is not what was imported."""
        picture = picture_of(logo)
        if picture is not None:
            self.pictures[name] = picture
        return picture is not None


def band_of(
    programme: Programme | None,
    logos: Sequence[Logo],
    hosts: Iterable[UUID] | None,
    host: str,
    language: Language,
) -> Visibility:
    """Emblem and statement, donors, agencies and partner in the order the donors require.

    ``host`` is the name of the host institution on this sheet, ``hosts`` what records bear it: a
    partner's logo is shown where it hosts, one of no institution on every sheet. Without
    ``hosts`` all partners are shown.
    """
    emblem, filled = language("European Union"), _Filled(language)
    by_place = {place: [each for each in logos if each.place == place] for place in PLACES}
    for logo in by_place["emblem"][:1]:
        filled.fill(emblem, logo)
    if programme is None and not logos:
        return Visibility(emblem=emblem)
    donors = filled.names([(name,) for name in other_donors(programme)], by_place["donor"])
    agencies = filled.names(agencies_of(programme, language), by_place["agency"])
    return Visibility(
        statement=_statement(programme, language),
        emblem=emblem,
        donors=donors,
        agencies=agencies,
        partners=_partners(filled, by_place["partner"], hosts, host),
        pictures=filled.pictures,
    )


def picture_of(logo: Logo) -> Picture | None:
    """The picture of a logo; None when it was damaged on its way or cannot be drawn."""
    try:
        content = base64.b64decode(logo.content or "", validate=True)
    except (binascii.Error, ValueError):
        return None
    if not content or sha256(content).hexdigest() != logo.sha256:
        return None
    picture = Picture(content, float(logo.height or BAND))
    return picture if picture.shape > 0 else None


def other_donors(programme: Programme | None) -> tuple[str, ...]:
    """Donors by name, without what they gave; the European Union has its emblem."""
    funders = (programme.funders if programme else None) or ""
    named = (_SUM.sub("", part).strip() for part in re.split("[;\n]", funders))
    return tuple(name for name in named if name and not _EUROPEAN.search(name))


def agencies_of(programme: Programme | None, language: Language) -> list[tuple[str, ...]]:
    """The implementing agencies: as they are named here, by their code, in every language."""
    codes = sorted(programme.agencies if programme else (), key=lambda code: code != "GIZ")
    return [
        (name_of("agency", code, language), code, *(_name(code, each) for each in LANGUAGES))
        for code in codes
    ]


def _name(code: str, language: str) -> str:
    return name_of("agency", code, Language(language))


def is_owner(owner: str, names: Iterable[str]) -> bool:
    """Whether one of the names is this owner's: the same words, or all words of the shorter."""
    words = _words(owner)
    return any(
        words and other and (words <= other or other <= words) for other in map(_words, names)
    )


def _words(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return frozenset(re.findall(r"\w+", letters))


def _partners(
    filled: _Filled, logos: Sequence[Logo], hosts: Iterable[UUID] | None, host: str
) -> tuple[str, ...]:
    keys = None if hosts is None else frozenset(hosts)
    names = [host] if host else []
    for logo in logos:
        is_host = keys is not None and logo.organisation_id in keys
        if keys is not None and logo.organisation_id is not None and not is_host:
            continue
        name = host if host and (is_host or is_owner(logo.owner or "", [host])) else logo.owner
        if name and name not in filled.pictures and filled.fill(name, logo):
            names.append(name)
    return tuple(dict.fromkeys(names)) or (filled.language("Partner ministry"),)


def _statement(programme: Programme | None, language: Language) -> str:
    if programme is None:
        return ""
    return language.choose(
        programme.funding_statement_en,
        programme.funding_statement_fr,
        programme.funding_statement_ar,
    )
