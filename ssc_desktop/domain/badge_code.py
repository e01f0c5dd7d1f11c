"""What the code of a badge says, and how it is read, also from a reader that types on another layout."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from uuid import UUID

PREFIX = "SSCP1:"
"""Opens the code of a badge. Badges are worn for years: this never changes."""

_WHOLE = re.compile(r"SSCP1:([0-9A-F]{32})")
# A reader presses the keys of an American keyboard. Where another layout is in use these signs
# arrive instead; the code holds nothing but the prefix, digits and the letters A to F.
_FRENCH: Mapping[str, str] = {
    **dict(zip("&é\"'(-è_çà", "1234567890", strict=True)),
    "§": "6",
    "!": "8",
    "M": ":",
    "Q": "A",
}
_ARABIC: Mapping[str, str] = {
    "لآ": "B",
    "\u064d": "S",
    "\u0650": "A",
    "\u064f": "E",
    "{": "C",
    "}": "C",
    "؛": "P",
    "]": "D",
    "[": "F",
    "س": "S",
    "ؤ": "C",
    "ح": "P",
    "ك": ":",
    "ش": "A",
    "لا": "B",
    "ي": "D",
    "ث": "E",
    "ب": "F",
}
_LAYOUTS: tuple[Mapping[str, str], ...] = ({}, _FRENCH, _ARABIC)


def badge_code(key: UUID) -> str:
    """What the code of a person's badge says: the key of the record, nothing of the person."""
    return PREFIX + key.hex.upper()


def read_badge_code(scanned: str) -> UUID | None:
    """The key that a scanned text names; None when it is not the code of a badge."""
    for layout in _LAYOUTS:
        found = _WHOLE.fullmatch(_typed_on(layout, scanned))
        if found:
            return UUID(hex=found[1])
    return None


def may_be_badge_code(typed: str) -> bool:
    """Whether what is typed so far begins as the code of a badge does, on any layout."""
    return len(typed) >= len(PREFIX) and any(
        _typed_on(layout, typed).startswith(PREFIX) for layout in _LAYOUTS
    )


def _typed_on(layout: Mapping[str, str], text: str) -> str:
    plain = "".join(_digit(letter) for letter in text.strip()).upper()
    for sign, meant in layout.items():
        plain = plain.replace(sign.upper(), meant)
    return plain


def _digit(letter: str) -> str:
    return str(unicodedata.digit(letter)) if unicodedata.category(letter) == "Nd" else letter
