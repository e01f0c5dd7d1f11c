"""Names as people write them, folded so that spellings of one name meet."""
# ruff: noqa: RUF001  (look-alike letters of several scripts are what this module is about)

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

_BEFORE = str.maketrans(
    {
        # Apostrophes are not written alike by any two keyboards; the acute accent and the
        # grave accent alone stand for one, and Unicode would decompose them into blanks.
        **dict.fromkeys("'’‘`´ʼʻʹ′‛＇ʾʿ\"", ""),
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "ı": "i", "đ": "d", "Đ": "D",
        # Letters of Bambara, Pulaar and Wolof alphabets, typed plain on most keyboards.
        "ɛ": "e", "Ɛ": "E", "ɔ": "o", "Ɔ": "O", "ŋ": "n", "Ŋ": "N", "ɲ": "ny", "Ɲ": "NY",
        "ɓ": "b", "Ɓ": "B", "ɗ": "d", "Ɗ": "D", "ƴ": "y", "Ƴ": "Y",
        # Arabic: the forms of alef, ya and ta marbuta; tatweel; Persian keyboards.
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ـ": "", "ء": "", "ک": "ك", "ی": "ي", "ە": "ه",
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[\W_]+")
ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")
LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")

# Spellings of one name, never names of sister clans. Each is folded before it is compared.
_SPELLINGS = (
    "mohamed mohammed muhammad mohamad mouhamed mouhammed muhammed mouhamad mohammad med mohd",
    "mamadou mahamadou mouhamadou mamadu muhamadou mahamadu",
    "ahmed ahmad amadou ahmadou amadu ahmet",
    "abdoulaye abdullah abdellah abdallah abdoullah abdulaye abdoulay abdulai",
    "ibrahim brahim ibrahima ebrahim ibraheem",
    "ousmane othmane uthman osman usman ousman othman",
    "oumar omar umar omer",
    "aicha aissata aissatou aisha aichatou aissatu",
    "fatima fatoumata fatou fatna fatimata fatma fatimah",
    "khadija kadidia kadiatou khadidja khadidiatou kadidiatou hadija khadijah",
    "youssef youssouf yousef yusuf yusef yousouf yusif",
    "hassan hassane hacene hasan hassen",
    "houssein hussein hossein hocine housseini husain houcine",
    "cheikh cheick sheikh cheikhe shaykh",
    "sissoko sissokho cissoko cissokho",
    "diallo jalloh dialo",
    "diakite diakhite",
    "nguessan ngessan",
)
# Words that join the next one ("Ben Ali", "N' Guessan", "Abd El Ilah").
_SONS = {"ben": "ben", "bin": "ben", "ibn": "ben", "bint": "bent", "bent": "bent", "بن": "بن",
         "ابن": "بن", "بنت": "بنت", "ابو": "ابو", "ام": "ام", "ايت": "ايت", "ait": "ait",
         "n": "n", "m": "m", "d": "d"}  # fmt: skip
_SERVANTS = {"abd", "abdel", "abdal", "abdul", "abdoul", "عبد"}
_ARTICLES = {"el", "al", "l", "ال"}
_COURTESIES = {"ould", "sidi", "moulay", "my", "ولد", "سيدي", "مولاي", "lalla", "لالة"}


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The bare letters of a text: no case, marks, apostrophes or punctuation, one blank between
    words, Arabic forms made one."""
    text = text.translate(_BEFORE)
    if text.isascii():
        # Most numbers and addresses: nothing in them has marks or another form.
        return _NOT_WORD.sub(" ", text.lower()).strip()
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text).casefold().translate(_BEFORE)
    kept = (_bare(letter) for letter in text)
    return _NOT_WORD.sub(" ", "".join(kept)).strip()


def _bare(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(letter))
    return letter


def folded_words(text: str) -> frozenset[str]:
    """The words of a text, each folded: how word lists are written down."""
    return frozenset(fold(word) for word in text.split())


def closeness(one: str, other: str) -> float:
    """How alike two folded texts are, from 0 to 1, words in any order."""
    return fuzz.token_sort_ratio(one, other) / 100


def is_arabic(text: str) -> bool:
    """Whether a text is written in Arabic letters more than in Latin ones."""
    return len(ARABIC.findall(text)) > len(LATIN.findall(text))


@dataclass(frozen=True, slots=True)
class NameKey:
    """One name in three coarsenesses: its words, its words by their sound, all of it as a line."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]

    @property
    def line(self) -> str:
        """The sounds in one line, for a measure of closeness."""
        return " ".join(self.sounds)


NO_NAME = NameKey((), ())


@lru_cache(maxsize=65536)
def name_key(name: str) -> NameKey:
    """The key of a full name, whatever the order of its parts."""
    words = fold(name).split()
    if not words:
        return NO_NAME
    joined = _joined(words)
    sounds = tuple(sorted(_sound(word) for word in joined))
    return NameKey(tuple(sorted(words)), sounds)


def _joined(words: list[str]) -> list[str]:
    """Words with their particles joined or dropped, unless nothing else would be left."""
    joined: list[str] = []
    before = ""
    for word in words:
        if before == "abd" and word in _ARTICLES:
            before = "abdel"
            continue
        if word in _SONS or word in _SERVANTS:
            before = before + _SONS.get(word, word)
        elif word in _ARTICLES or word in _COURTESIES:
            continue
        else:
            joined.append(before + word)
            before = ""
    if before:
        joined.append(before)
    return joined or words


_FOLDS = (
    (re.compile(r"^abd(?:el|al|ul|oul|ou|e)?(?=[bcdfghjklmnpqrstvwxz])"), "abdel"),
    (re.compile(r"gn"), "ny"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"ou|oo|w"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck|qu|q|c(?=[aou])"), "k"),
    (re.compile(r"c(?=[ei])"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?<=..)[eh]+$"), ""),
)


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    known = _CANONICAL.get(word)
    if known:
        return known
    if ARABIC.search(word):
        return word[2:] if word.startswith("ال") and len(word) > 4 else word
    for pattern, sound in _FOLDS:
        word = pattern.sub(sound, word)
    return _CANONICAL.get(word, word)


def _canonical_spellings() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in _SPELLINGS:
        first, *others = line.split()
        known.update(dict.fromkeys([first, *others], first))
    return known


_CANONICAL = _canonical_spellings()


def compare_names(one: NameKey, other: NameKey) -> str:
    """``equal``, ``variant`` (another spelling), ``near`` (a part missing, a typing slip),
    ``far``, or ``unknown`` when there is nothing to compare."""
    if not one.words or not other.words:
        return "unknown"
    if one.words == other.words or "".join(one.words) == "".join(other.words):
        return "equal"
    if one.sounds == other.sounds:
        return "variant"
    return "near" if _is_near(one, other) else "far"


def _is_near(one: NameKey, other: NameKey) -> bool:
    if is_arabic(one.line) != is_arabic(other.line):
        return False
    short, long = sorted((set(one.sounds), set(other.sounds)), key=len)
    if len(short) > 1 and short < long:
        return True
    return closeness(one.line, other.line) >= 0.88
