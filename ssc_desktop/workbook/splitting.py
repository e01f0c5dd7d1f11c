"""Parts a name typed in one cell into form of address, family name and given names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ssc_desktop.domain.names import fold, folded_words, is_arabic
from ssc_desktop.workbook.headings import FAMILY_FIRST, GIVEN_FIRST

_TITLES = folded_words(
    "m mr mme mlle mlles messieurs mesdames monsieur madame mademoiselle mrs ms miss sir "
    "dr docteur doctor pr prof professeur professor me maitre ing ingenieur col colonel cdt "
    "commandant cne capitaine lt lieutenant gal general hon honorable sem son excellence "
    "السيد السيدة الآنسة الدكتور الدكتورة الأستاذ الأستاذة المهندس المهندسة د ذ ذة س"
)
_FEW_LETTERS = frozenset(
    {"m", "me", "د", "ذ", "ذه", "س", "ms", "col", "ing", "hon", "lt", "general"}
)
# Words that belong to the family name that follows them.
_PARTICLES = folded_words(
    "el al ben bin ibn bint ould mint ait de du da dos van von di la le les abou abu bou "
    "sidi n بن ابن بنت أيت آيت ايت ولد آل أبو ابو بو اولاد أولاد بني"
)
_BETWEEN = folded_words("née nee né ne épse epse épouse epouse ép ep veuve vve dit dite alias")
_SERVANT = fold("عبد")
# Frequent given names: they tell the order of a column written without capitals, nothing else.
FREQUENT_GIVEN = folded_words(
    "mohamed mohammed mouhamed mamadou mahamadou ahmed amadou ahmadou abdoulaye abdoul "
    "abdou ibrahim ibrahima brahim ousmane oumar omar aicha aissata aissatou awa aminata amina "
    "fatima fatoumata fatou khadija kadiatou kadidia mariam mariama marieme maryam moussa issa "
    "youssef youssouf ali alioune cheikh modou moustapha mustapha hassan houssein said rachid "
    "karim samira salma zineb hanane nadia leila naima hamza yassine bakary boubacar souleymane "
    "seydou sekou drissa lassina adama salif oumou rokia assetou hawa bintou djeneba ndeye coumba "
    "astou penda binta khady koffi kouassi kouame yao konan kouadio aya adjoua akissi amenan "
    "affoue jean marie pierre paul serge helene christine aline ange didier alain yacouba "
    "abdelilah abdellah driss idriss hind imane sara مريم محمد أحمد فاطمة خديجة يوسف سلمى حمزة "
    "زينب إدريس علي حسن عمر سعيد رشيد كريم أمينة عائشة إبراهيم عثمان"
)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name; a name of one part is kept as the family name."""

    family: str = ""
    given: str = ""
    title: str = ""


def split_name(text: str, order: str = "") -> Name:
    """Part a name: capitals tell the family name, else the order of the column does."""
    title, words = _without_title(text)
    if len(words) < 2:
        return Name(" ".join(words), "", title)
    before, comma, after = " ".join(words).partition(",")
    if comma and before.strip() and after.strip():
        return Name(before.strip(), after.strip(), title)
    family = _capitals(words) or _by_order(words, order or FAMILY_FIRST)
    given = [word for index, word in enumerate(words) if index not in family]
    return Name(" ".join(words[index] for index in sorted(family)), " ".join(given), title)


def part_scripts(text: str) -> tuple[str, str]:
    """The words of a name in Latin letters, and those in Arabic ones."""
    words = re.sub(r"[/|()\[\]]", " ", text).split()
    arabic = [word for word in words if is_arabic(word)]
    if not arabic or len(arabic) == len(words):
        return ("", text) if arabic else (text, "")
    latin = [word for word in words if not is_arabic(word)]
    if not any(letter.isalpha() for letter in "".join(latin)):
        return "", text
    return " ".join(latin).strip(" -–"), " ".join(arabic)


def clean_name(text: str) -> Name:
    """A part of a name from a column of its own, and the form of address found in it."""
    title, words = _without_title(text)
    return Name(" ".join(words), "", title)


def column_order(texts: Iterable[str], told: str, default: str) -> str:
    """The order of joined names in a column: what capitals show, else what the heading says, else
    where frequent given names stand."""
    first = last = given_first = given_last = 0
    for text in texts:
        _, words = _without_title(text)
        family = _capitals(words)
        if family:
            first += min(family) == 0
            last += max(family) == len(words) - 1
        elif len(words) > 1:
            given_first += fold(words[0]) in FREQUENT_GIVEN
            given_last += fold(words[-1]) in FREQUENT_GIVEN
    if first != last and first + last > 2:
        return FAMILY_FIRST if first > last else GIVEN_FIRST
    if told:
        return told
    if given_first != given_last:
        return GIVEN_FIRST if given_first > given_last else FAMILY_FIRST
    return default


def _without_title(text: str) -> tuple[str, list[str]]:
    bare = re.sub(r"^\s*(?:\d{1,4}\s*[.)/°-]+|[-•*–]+)\s*", "", text)
    words = bare.replace("\u00a0", " ").split()
    taken = 0
    while taken < len(words) - 1 and _is_title(words[taken]):
        taken += 1
    rest = [word for word in words[taken:] if word not in ("-", "–", ".", ",")]
    courtesy = re.search(r"\((M|Mr|Mme|Mlle|Dr|Pr)\.?\)$", " ".join(rest), re.IGNORECASE)
    if courtesy and len(rest) > 1:
        return courtesy.group(1), rest[:-1]
    return " ".join(words[:taken]), [word.strip(";:") or word for word in rest]


def _is_title(word: str) -> bool:
    folded = fold(word.replace(".", ""))
    if "'" in word or "’" in word or folded not in _TITLES:
        return False
    # One or two letters may be an initial or a name: a title has its point or its usual case.
    return (
        folded not in _FEW_LETTERS or word.endswith((".", "/")) or word in ("M", "Me", "Ms", "Col")
    )


def _is_capital(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and word == word.upper() and word != word.lower()


def _capitals(words: list[str]) -> set[int]:
    """The places of the words in capitals, their particles with them, if others are not."""
    capital = {index for index, word in enumerate(words) if _is_capital(word)}
    cased = [word for word in words if sum(letter.isalpha() for letter in word) > 1]
    if not capital or len(capital) >= len(cased):
        return set()
    for index in sorted(capital):
        before = index - 1
        while before >= 0 and fold(words[before]) in _PARTICLES:
            capital.add(before)
            before -= 1
    inside = range(min(capital), max(capital))
    capital |= {index for index in inside if fold(words[index]) in _BETWEEN}
    return capital if len(capital) < len(words) else set()


def _by_order(words: list[str], order: str) -> set[int]:
    places = list(range(len(words)))
    if order == FAMILY_FIRST:
        end = 0
        while end < len(words) - 2 and _leads(words, end):
            end += 1
        if end + 2 < len(words) and fold(words[end + 1]) in _BETWEEN:
            end += 2
        return set(places[: end + 1])
    start = len(words) - 1
    while start > 1 and _leads(words, start - 1):
        start -= 1
    return set(places[start:])


def _leads(words: list[str], index: int) -> bool:
    """Whether a word is a particle of the name after it."""
    folded = fold(words[index])
    return folded in _PARTICLES or folded == _SERVANT


def default_order(heading: str, texts: Iterable[str]) -> str:
    """What is usual where neither heading nor capitals tell: French lists begin with the family
    name, English and Arabic ones with the given name."""
    if any(is_arabic(text) for text in texts):
        return GIVEN_FIRST
    return GIVEN_FIRST if "name" in fold(heading).split() else FAMILY_FIRST
