"""What single cells say: sex, year of birth or age group, e-mail, role, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from ssc_desktop.domain.names import fold, folded_words
from ssc_desktop.domain.reference import code_named

_NOTHING = folded_words(
    "na n/a nd neant néant aucun aucune ras rien none null nan vide inconnu inconnue nr "
    "sans xx xxx non-renseigné tbd غير-متوفر لا-يوجد لاشيء بدون"
) | {"non communique", "pas de mail", "pas d email", "non disponible", "غير محدد", "غير معروف"}
_DITTO = frozenset({"idem", "id", "ditto", "نفسه", "كذلك"})
_DITTO_MARKS = frozenset({'"', "''", "”", "“", "″", "〃", "- // -", "-//-", "//", "‟", ",,"})

_FEMALE = folded_words(
    "f femme femmes féminin feminin fem fém female woman women fille girl w femenin "
    "أنثى انثى إناث مؤنث امرأة نساء أ ا ث femelle feminine féminine"
)
_MALE = folded_words(
    "h homme hommes masculin masc male man men garçon boy mâle masculine mle "
    "ذكر ذكور مذكر رجل رجال ذ"
)
# What a column of this meaning says with a form of address is the person's own word.
_ADDRESSED = {"mme": "F", "mlle": "F", "madame": "F", "mr": "M", "monsieur": "M"}
_ISO_5218 = {"1": "M", "2": "F"}
_UNSAID = frozenset({"0", "9", "x", "autre", "other", "ne se prononce pas"})

_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]]+@(?:[\w-]+\.)+[^\W\d_]{2,24}")
_LABELS = re.compile(
    r"\b(?:(?:e[- ]?|adresse )?mails?|courriels?|t[ée]l(?:[ée]phones?)?|cel(?:lulaires?)?|phone|"
    r"mobile|whats\s?app|gsm|fixe|contacts?)\b|البريد(?: الإلكتروني)?|الهاتف|هاتف",
    re.IGNORECASE,
)
_PIECES = re.compile(r"[/;|\n]")
_AROUND = " \t\r\n/;,|-–.:()<>"
_MISTYPED_DOMAIN = re.compile(
    r"@(?:g(?:m[ia]{2}l|ami?l|mil|nail|mai|email|maill|mial)\.\w+|(?:hotm?[ai]{1,2}l?|hotmal|hotmial"
    r"|homail)\.\w+|ya[h]?oo?o\.\w+|yhaoo\.\w+|outlok\.\w+|out?look\.co|[\w.-]+\.(?:con|cmo|ocm|vom"
    r"|comm|frr|cim))$",
    re.IGNORECASE,
)
_RIGHT_DOMAIN = re.compile(
    r"@(?:gmail|hotmail|yahoo|outlook)\.(?:com|fr|co\.\w+|es|it|de|be)$", re.I
)

BANDS = ((0, 14), (15, 17), (18, 24), (25, 29), (30, 35), (36, 59), (60, 64))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SHORT_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{2})")

_ROLES = {
    "participant": "participant participants participante participantes participantes "
    "مشارك مشاركة مشاركون مشاركين المشاركون المشاركين المشاركات",
    "facilitator": "formateur formateurs formatrice formatrices facilitateur facilitateurs "
    "facilitatrice facilitatrices animateur animateurs animatrice moderateur moderateurs moderatrice "
    "trainer trainers facilitator facilitators moderator encadrant encadrants منشط منشطة مكون مكونة "
    "المكونون المؤطرون المنشطون مؤطر مؤطرة",
    "speaker": "intervenant intervenants intervenante intervenantes conferencier conferenciers "
    "conferenciere paneliste panelistes speaker speakers presenter متدخل متدخلة المتدخلون",
    "resource_person": "ressource ressources resource expert experts experte",
    "interpreter": "interprete interpretes traducteur traducteurs traductrice interpreter "
    "interpreters translator ترجمان مترجم مترجمة المترجمون",
    "rapporteur": "rapporteur rapporteurs rapporteuse rapporteure rapporteures مقرر مقررة المقررون",
    "organiser": "organisateur organisateurs organisatrice organisatrices organisation organiser "
    "organizer organizers logistique logistics staff equipe projet secretariat منظم منظمة المنظمون "
    "اللجنة المنظمة",
    "observer": "observateur observateurs observatrice observer observers ملاحظ ملاحظة الملاحظون",
    "press": "presse press journaliste journalistes journalist media medias reporter صحافة صحفي "
    "صحفية الصحافة الإعلام",
    "driver": "chauffeur chauffeurs chauffeure conducteur conducteurs driver drivers سائق سائقون "
    "السائقون",
}
_ROLE_OF = {fold(word): role for role, words in _ROLES.items() for word in words.split()}
_ROLE_FILLERS = folded_words(
    "les le la l des de du d liste list groupe the of et and personne personnes person persons comite "
    "اللائحة a autres autre"
)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    folded = fold(text)
    return not folded or folded in _NOTHING


def is_ditto(text: str) -> bool:
    """Whether a cell says "the same as above"."""
    return text.strip() in _DITTO_MARKS or fold(text) in _DITTO


def sex_codes(values: Iterable[str], heading: str = "") -> dict[str, str]:
    """What each folded value of a column of sexes means; values without meaning are left out.

    ``M`` beside ``F`` is male; beside ``H`` and no ``F`` it might be Madame, unless
    the heading says M/F. ``1`` and ``2`` are read as ISO 5218 has them, unless the heading says
    otherwise.
    """
    found = {fold(value) for value in values if value}
    codes = {value: sex for value in found if (sex := _one_sex(value))}
    told = {"m", "f"} <= set(fold(heading).split())
    if "m" in found and (told or "F" in codes.values() or not found & {"h", "homme", "hommes"}):
        codes["m"] = "M"
    codes.update(_numbered(found, heading))
    return codes


def _one_sex(folded: str) -> str:
    if folded in _FEMALE:
        return "F"
    if folded in _MALE:
        return "M"
    return _ADDRESSED.get(folded, "")


def _numbered(found: set[str], heading: str) -> dict[str, str]:
    legend = {
        digit: sex
        for digit, word in re.findall(r"(\d)\s*[=:-]\s*(\w+)", heading)
        if (sex := _one_sex(fold(word)) or ("M" if fold(word) == "m" else ""))
    }
    if legend:
        return legend
    return _ISO_5218 if found <= {"0", "1", "2", "9"} and found & {"1", "2"} else {}


def is_unsaid(text: str) -> bool:
    """Whether a cell of a column of sexes says that it was not said."""
    return fold(text) in _UNSAID or is_nothing(text)


def read_email(text: str) -> tuple[str | None, str | None]:
    """The first e-mail address of a cell, and the trouble with it."""
    if is_nothing(text) and "@" not in text:
        return None, None
    bare = re.sub(r"^mailto:", "", text.strip(), flags=re.IGNORECASE)
    named = re.search(r"<([^<>]+)>", bare)
    pieces = re.split(r"[\s;,/|]+", named.group(1) if named else bare)
    whole = [piece.strip(".") for piece in pieces if "@" in piece]
    glued = all("@" in piece for piece in pieces if piece) or named
    for piece in whole:
        if _EMAIL.fullmatch(piece) and ".." not in piece and (glued or len(pieces) > 2):
            mistyped = _MISTYPED_DOMAIN.search(piece) and not _RIGHT_DOMAIN.search(piece)
            return piece, "email-typo" if mistyped else None
    return None, "email-invalid"


def emails_and_rest(text: str) -> tuple[str, str]:
    """A cell of contacts parted into its addresses and what else it holds."""
    addresses = _EMAIL.findall(text)
    rest = _EMAIL.sub(" ", text)
    # What is no address for all its "@" is reported as such; labels and "néant" say nothing.
    pieces = _PIECES.split(
        " ".join(each for each in _LABELS.sub(" ", rest).split() if "@" not in each)
    )
    told = any(not is_nothing(piece.strip(_AROUND)) for piece in pieces)
    return " ".join(addresses), rest.strip(" \t\r\n/;,|-–") if told else ""


def read_birth(value: object, text: str) -> tuple[int | None, str | None, str | None]:
    """The year of birth or the age group a cell tells, and the trouble with it."""
    if is_nothing(text):
        return None, None, None
    text = "".join(str(int(each)) if each.isdecimal() else each for each in text)
    year = _year_of(value, text)
    if year is not None:
        likely = 1900 <= year <= date.today().year
        return (year, None, None) if likely else (None, None, "birth-unlikely")
    age = re.fullmatch(
        r"(\d{1,3})(?:[.,]\d+)?\s*(?:ans?|years?|yrs?|سنة|سنوات|عاما)?", text.strip()
    )
    if age and int(age.group(1)) <= 110:
        return None, band_of(int(age.group(1))), None
    return _read_band(text)


def _year_of(value: object, text: str) -> int | None:
    if isinstance(value, date):
        return value.year
    years = _YEAR.findall(text)
    if years and "-" not in re.sub(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}", "", text):
        return int(years[0])
    short = _SHORT_DATE.fullmatch(text.strip())
    if short:
        two = int(short.group(1))
        return 1900 + two if two > date.today().year % 100 else 2000 + two
    if text.isdecimal() and 3653 <= int(text) <= 47_000 and len(text) == 5:
        # A day as spreadsheets count them, shown without its format.
        return (date(1899, 12, 30) + timedelta(days=int(text))).year
    return int(text) if text.isdecimal() and len(text) == 4 else None


def band_of(age: int) -> str:
    """The age group of an age in years."""
    for low, high in BANDS:
        if low <= age <= high:
            return f"{low}-{high}"
    return "65+"


def _read_band(text: str) -> tuple[int | None, str | None, str | None]:
    folded = fold(text.replace("+", " plus ").replace(">", " plus ").replace("<", " moins "))
    numbers = [int(each) for each in re.findall(r"\d{1,3}", folded)]
    for low, high in BANDS:
        if numbers == [low, high]:
            return None, f"{low}-{high}", None
    words = set(folded.split())
    above = bool(words & {"plus", "over", "above", "فما", "اكثر"})
    if len(numbers) == 1 and above and numbers[0] in (64, 65):
        return None, "65+", None
    below = bool(words & {"moins", "under", "below", "اقل"})
    if len(numbers) == 1 and below and numbers[0] in (14, 15):
        return None, "0-14", None
    return None, None, "age-band-unknown" if numbers else "birth-unlikely"


def role_named(text: str) -> str | None:
    """The role a text names and names alone: a heading within a list, or a cell."""
    words = [word for word in fold(text).split() if word not in _ROLE_FILLERS]
    roles = [_ROLE_OF.get(word) for word in words if not word.isdigit()]
    return roles[0] if roles and all(roles) and len(words) <= 4 else None


def role_of(text: str) -> str | None:
    """The role a cell tells, by a word for it or by its code."""
    return role_named(text) or code_named("role", text)
