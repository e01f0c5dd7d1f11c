"""Pseudonyms of people in files that leave without names: the same person the same, and no key told."""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID

KEY_LENGTH = 32
_LETTERS = 12
_YEARS = 5


def pseudonym(key: bytes, person: UUID) -> str:
    """What a person is called in files of the workspace that holds this key: ``P-`` and letters.

    Without the key nobody leads it back to the record, nor compares it with another workspace's.
    """
    told = hmac.new(key, person.bytes, hashlib.sha256).digest()
    return "P-" + base64.b32encode(told).decode()[:_LETTERS]


def year_band(year: int | None) -> str:
    """The five years a year of birth lies in, ``1985-1989``; empty where it is not known."""
    if not year:
        return ""
    first = year - year % _YEARS
    return f"{first}-{first + _YEARS - 1}"
