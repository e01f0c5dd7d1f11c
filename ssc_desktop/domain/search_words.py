"""Words to find records by: those a record is kept under, and those a person typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ssc_desktop.domain.names import fold
from ssc_desktop.domain.phones import CALLING_CODES

Reading = tuple[str, ...]
"""Words that must all be found."""

Sought = tuple[Reading, ...]
"""One thing that was typed, and the ways to read it: one of them must be found."""

WHOLE, BEGUN, PREFIX, INSIDE = "whole", "begun", "prefix", "inside"
"""How closely typed words match: as whole words; the last one only begun; each as the start of a
word; anywhere inside words."""

_ARTICLE = "ال"
_LONGEST_NUMBER = 18
_MOROCCO = CALLING_CODES["MA"]
# From so many digits on a leading zero is how people dial and not how the number is kept.
_DIALLED = 6
_BETWEEN_NUMBERS = re.compile(r"[^\d\s().+–-]+")


def words_of_text(text: str | None) -> list[str]:
    """The folded words of a text; Arabic ones without their article as well."""
    words = fold(text or "").split()
    bare = [word[2:] for word in words if word.startswith(_ARTICLE) and len(word) > 4]
    return words + bare


def words_of_phone(typed: str | None) -> list[str]:
    """The digits of one telephone number or several, with and without the code of the country."""
    pieces = ("".join(fold(piece).split()) for piece in _BETWEEN_NUMBERS.split(typed or ""))
    abroad = (typed or "").lstrip().startswith(("+", "00"))
    found = (word for digits in pieces if digits for word in _of_number(digits, abroad=abroad))
    return list(dict.fromkeys(word for word in found if word))


def _of_number(digits: str, *, abroad: bool) -> Reading:
    if not abroad:
        return (digits,)
    whole = digits.removeprefix("00")
    home = next((code for code in CALLING_CODES.values() if whole.startswith(code)), "")
    national = whole[len(home) :]
    # In Morocco a zero is dialled before the number; elsewhere it is part of it or not used.
    return (whole, national, "0" + national) if home == _MOROCCO else (whole, national)


def words_of_email(address: str | None) -> list[str]:
    """The name in an address, and the whole of it in one word.

    The domain is no word of its own: half of all people would be found by their provider.
    """
    name = (address or "").partition("@")[0]
    whole = fold(address or "").replace(" ", "")
    return list(dict.fromkeys([*fold(name).split(), whole])) if whole else []


def sought(typed: str) -> list[Sought]:
    """What was typed: words in any order, digits in any grouping, e-mail addresses."""
    found: list[Sought] = []
    for addressed, pieces in groupby(typed.split(), key=lambda piece: "@" in piece):
        if addressed:
            found += [_address(words) for piece in pieces if (words := fold(piece).split())]
        else:
            found += _words(fold(" ".join(pieces)).split())
    return found


def _address(words: list[str]) -> Sought:
    return ("".join(words),), tuple(words)


def _words(words: Iterable[str]) -> Iterator[Sought]:
    for numeric, run in groupby(words, key=str.isdecimal):
        if numeric:
            yield _number(tuple(run))
        else:
            yield from (((word,),) for word in run)


def _number(digits: Reading) -> Sought:
    joined = "".join(digits)
    if len(joined) > _LONGEST_NUMBER:
        return (digits,)
    dialled = joined.lstrip("0") if len(joined) >= _DIALLED else joined
    return tuple(dict.fromkeys((digits, (joined,), (dialled or joined,))))


def closely(wanted: Sequence[Sought], how: str) -> list[tuple[Sought, str]]:
    """Each thing sought with how it must match: ``WHOLE``, ``PREFIX`` or ``INSIDE``."""
    if how != BEGUN:
        return [(each, how) for each in wanted]
    last = len(wanted) - 1
    return [(each, PREFIX if n == last else WHOLE) for n, each in enumerate(wanted)]


def holds(words: Iterable[str], wanted: Sequence[Sought], how: str) -> bool:
    """Whether a record that is kept under these words is one of those that were typed."""
    kept = list(words)
    return all(
        any(all(_is_there(word, kept, match) for word in reading) for reading in readings)
        for readings, match in closely(wanted, how)
    )


def _is_there(word: str, kept: Sequence[str], match: str) -> bool:
    if match == WHOLE:
        return word in kept
    if match == PREFIX:
        return any(each.startswith(word) for each in kept)
    return any(word in each for each in kept)


def longest(wanted: Iterable[Sought]) -> int:
    """The letters of the longest word that was typed."""
    return max((len(word) for each in wanted for reading in each for word in reading), default=0)
