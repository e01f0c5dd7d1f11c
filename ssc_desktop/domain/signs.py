"""Signs that people may be known again by: people who share none are never compared.

A sign is a letter and a text: ``t`` the last digits of a telephone, ``m`` an e-mail, ``n`` two
words of a name by their sound (or the only one), in any order. Two spellings of a name share one, and
so do a name and the same name with a part left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ssc_desktop.domain.matching import Identity

TELEPHONE, MAIL, NAME = "t", "m", "n"
# Old Ivorian numbers are the last eight digits of the new ones.
_LAST = 8
_MOST_WORDS = 6


def signs_of(identity: Identity) -> frozenset[str]:
    """All signs of a person."""
    return frozenset((*reach_signs(identity), *name_signs(identity)))


def reach_signs(identity: Identity) -> Iterator[str]:
    """The signs of how a person is reached."""
    for phone in identity.phones:
        digits = re.sub(r"\D", "", phone)[-_LAST:]
        if digits:
            yield TELEPHONE + digits
    if identity.folded_email:
        yield MAIL + identity.folded_email


def name_signs(identity: Identity) -> Iterator[str]:
    """The signs of a person's names."""
    for key in identity.name_keys:
        sounds = sorted(set(key.sounds))[:_MOST_WORDS]
        if len(sounds) == 1:
            yield NAME + sounds[0]
        for pair in combinations(sounds, 2):
            yield NAME + " ".join(pair)
