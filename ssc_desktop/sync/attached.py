"""Sections beside the changes: counts of people by activity, and codes to know people again by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, TypeVar

import msgspec

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

TOTALS, MATCHES = "totals", "matches"
MATCHING_KEY, UNMATCHED = "matching_key", "unmatched"
CERTIFICATES, CARD = "certificates", "card"
KEY_LENGTH = 16

Number = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
Code = Annotated[str, msgspec.Meta(max_length=40)]
Key = Annotated[bytes, msgspec.Meta(min_length=KEY_LENGTH, max_length=KEY_LENGTH)]
Codes = Annotated[list[Annotated[bytes, msgspec.Meta(max_length=16)]], msgspec.Meta(max_length=40)]


class Total(msgspec.Struct, frozen=True):
    """How many people one activity counts. A number that is none is too small to be told;
    ``by`` counts those who attended, or those registered while nothing is marked."""

    activity: Key
    registered: Number | None
    attended: Number | None
    half_days: Number | None
    by: Annotated[
        dict[Code, Annotated[dict[Code, Number], msgspec.Meta(max_length=400)]],
        msgspec.Meta(max_length=10),
    ] = {}


class Match(msgspec.Struct, frozen=True):
    """The codes of one person, by the kind of what they were made of."""

    person: Key
    codes: Annotated[dict[Code, Codes], msgspec.Meta(max_length=20)]


_encode = msgspec.msgpack.Encoder().encode
_totals = msgspec.msgpack.Decoder(Annotated[list[Total], msgspec.Meta(max_length=200_000)])
_matches = msgspec.msgpack.Decoder(Annotated[list[Match], msgspec.Meta(max_length=2_000_000)])
T = TypeVar("T")


def written_totals(totals: Iterable[Total]) -> bytes:
    """The section ``totals``."""
    return _encode(list(totals))


def read_totals(sections: Mapping[str, bytes]) -> list[Total]:
    """The totals a bundle tells."""
    return _read(_totals, sections.get(TOTALS))


def written_matches(matches: Iterable[Match]) -> bytes:
    """The section ``matches``."""
    return _encode(list(matches))


def read_matches(sections: Mapping[str, bytes]) -> list[Match]:
    """The codes a bundle tells."""
    return _read(_matches, sections.get(MATCHES))


def read_keys(sections: Mapping[str, bytes], name: str) -> list[bytes]:
    """The keys of records in a section that is nothing but keys, one after another."""
    data = sections.get(name, b"")
    if len(data) % KEY_LENGTH:
        raise _damaged()
    return [data[at : at + KEY_LENGTH] for at in range(0, len(data), KEY_LENGTH)]


def _read(decoder: msgspec.msgpack.Decoder[list[T]], data: bytes | None) -> list[T]:
    if data is None:
        return []
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise _damaged() from error


def _damaged() -> Problem:
    return Problem(
        "bundle-damaged",
        N_("This bundle's content is damaged. Nothing was imported. Ask for it to be sent again."),
    )
