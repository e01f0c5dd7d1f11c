"""Names folded so that spellings that differ only in case, accents or letter forms compare equal."""

from __future__ import annotations

import unicodedata

_FORMS = str.maketrans(
    {
        "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "",
        "'": "", "’": "", "ʼ": "", "‘": "", "`": "", "´": "", "-": " ", "‐": " ", "‑": " ", "–": " ",
        ".": " ",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Case, accents, Arabic letter forms, apostrophes and hyphens folded; blanks collapsed."""
    folded = text.casefold().translate(_FORMS)
    plain = unicodedata.normalize("NFKD", folded).translate(_FORMS)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
