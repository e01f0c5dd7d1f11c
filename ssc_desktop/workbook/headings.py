"""What a column heading means, in French, English or Arabic, as offices write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ssc_desktop.domain.names import closeness, fold, folded_words

# Fields that a column of a list can hold.
FULL_NAME, FAMILY_NAME, GIVEN_NAMES, NAME_AR = "full_name", "family_name", "given_names", "name_ar"
SOME_NAME = "name"  # "Nom" alone: the family name beside a column of given names, else all of it
FAMILY_FIRST, GIVEN_FIRST = "family first", "given first"
PLACE, CONTACT, IGNORED, NUMBER = "place", "contact", "ignored", "number"
FIELDS = (
    FULL_NAME, FAMILY_NAME, GIVEN_NAMES, NAME_AR, "title", "sex", "sex_f", "sex_m", "birth", "age",
    "nationality", "country", "region", "city", PLACE, "organisation", "function", "phone",
    "email", CONTACT, "role", "language", NUMBER, IGNORED,
)  # fmt: skip
# Names by which a person may give a column to a field.
SYNONYMS = {"birth_year": "birth", "birth_date": "birth", "age_band": "age", "ignore": IGNORED}
NAME_FIELDS = frozenset({FULL_NAME, SOME_NAME, FAMILY_NAME, GIVEN_NAMES, NAME_AR})

# Phrases by field; a star takes any ending. Where several fields are named, the earlier line
# wins ("adresse e-mail"), but for the pairs of _TOGETHER.
_PHRASES: tuple[tuple[str, str], ...] = (
    ("email", "mail*, email*, e mail*, courriel*, couriel*, mel, adresse electronique, البريد, بريد, "
              "البريد الالكتروني, العنوان الالكتروني, الايميل, ايميل"),
    ("birth", "naissance, date naissance, annee naissance, birth*, dob, year of birth, ne le, "
              "ne e le, تاريخ الازدياد, تاريخ الميلاد, سنة الازدياد, سنة الميلاد, الازدياد, الميلاد"),
    ("age", "age, ages, tranche age, tranches age, groupe age, classe age, age group, age range, "
            "السن, العمر, الفئة العمرية, فئة العمر"),
    ("phone", "tel*, telephone*, phone*, mobile*, portable, gsm, cel, cell*, whatsapp*, fixe, "
              "numero tel*, telefon*, هاتف, الهاتف, رقم الهاتف, الجوال, المحمول, النقال, الواتساب"),
    ("nationality", "nationalite*, nationality, citizenship, الجنسية, جنسية"),
    ("sex", "sexe*, sex, genre, gender, h f, f h, m f, f m, hommes femmes, homme femme, "
            "الجنس, جنس, النوع, النوع الاجتماعي, ذكر انثى, انثى ذكر"),
    ("organisation", "structure*, organisation*, organization*, organisme*, institution*, "
                     "association*, ministere*, employeur*, entreprise*, societe, ong*, ngo, osc, "
                     "entite*, etablissement*, service*, direction, agence, company, affiliation, "
                     "employer, provenance, administration, المؤسسة, مؤسسة, الهيئة, هيئة, "
                     "الجمعية, جمعية, المنظمة, منظمة, الادارة, القطاع, جهة العمل, "
                     "الجهة المشغلة, الجهة المنتمي اليها, الجهة المنتمية, جهة الانتماء, مقر العمل, "
                     "المصلحة, المؤسسة الاصلية"),
    ("function", "fonction*, function, poste*, profession*, qualite, metier, position, job*, "
                 "occupation, emploi, grade, responsabilite*, titre*, title, designation, "
                 "الصفة, المهمة, الوظيفة, المنصب, المهنة, وظيفة, مهنة, صفة"),
    ("role", "role*, type participant*, categorie*, category, statut*, status, الدور"),
    ("country", "pays, country, countries, البلد, بلد, الدولة, دولة"),
    ("city", "ville*, commune*, city, town, localite*, municipality, cercle, residence, domicile, "
             "lieu, adresse*, address, المدينة, مدينة, الجماعة, العنوان, السكن"),
    ("region", "region*, wilaya, gouvernorat, province*, prefecture*, departement*, الجهة, جهة, "
               "الاقليم, العمالة"),
    (CONTACT, "contact*, coordonnees, joindre, الاتصال, معلومات الاتصال, جهات الاتصال"),
    ("title", "civilite*, civ, salutation, honorific, m mme, mme m, mr mme, mme mr, mr mrs, التسمية"),
    ("language", "langue*, language*, اللغة"),
    (IGNORED, "signature*, emargement*, visa, paraphe*, presence*, present*, matin*, apres midi, "
              "soir*, jour, jour *, day, day *, observation*, remarque*, commentaire*, comment*, "
              "notes, note, date, heure*, arrivee, depart, cni, cin, cnie, piece*, passeport*, "
              "passport*, perdiem, per diem, montant, image, photo*, consentement*, "
              "raison*, motif*, reason*, سبب, السبب, "
              "lieu naissance, nom jeune fille, التوقيع, توقيع, الحضور, ملاحظات, ملاحظة"),
    (NUMBER, "numero, numeros, ordre, numero ordre, n ordre, rang, identifiant, numero*, "
             "رقم, الرقم, الترتيب, الرقم الترتيبي, ر ت, رت, ع ر"),
)  # fmt: skip
_WHOLE = {"n": NUMBER, "no": NUMBER, "nr": NUMBER, "num": NUMBER, "id": NUMBER, "sn": NUMBER,
          "s n": NUMBER, "item": NUMBER, "h": "sex_m", "m": "sex_m", "homme": "sex_m",
          "hommes": "sex_m", "male": "sex_m", "masculin": "sex_m", "ذكر": "sex_m",
          "ذكور": "sex_m", "men": "sex_m", "f": "sex_f", "femme": "sex_f", "femmes": "sex_f",
          "female": "sex_f", "feminin": "sex_f", "women": "sex_f", "انثي": "sex_f",
          "اناث": "sex_f", "am": IGNORED, "pm": IGNORED}  # fmt: skip
_TOGETHER = {
    frozenset({"phone", "email"}): CONTACT,
    frozenset({CONTACT, "phone"}): "phone",
    frozenset({CONTACT, "email"}): "email",
    frozenset({CONTACT, "phone", "email"}): CONTACT,
    frozenset({"country", "city"}): PLACE,
    frozenset({"country", "region"}): PLACE,
    frozenset({"country", "city", "region"}): PLACE,
    frozenset({"region", "city"}): "city",
    frozenset({"email", "city"}): "email",
    frozenset({"country", "organisation"}): "organisation",
    frozenset({"birth", "city"}): "birth",
    frozenset({"birth", "age"}): "birth",
    frozenset({"birth", IGNORED}): "birth",
    frozenset({"birth", "country"}): IGNORED,
}
_PEOPLE = folded_words(
    "identité identités invités stagiaires membres participant participants participante participantes beneficiaire beneficiaires "
    "المشارك المشاركين المشاركون المشاركة"
)
_FILLERS = _PEOPLE | folded_words(
    "de des du d l la le les et ou a au aux the of and or your votre s e es r in en du/de "
    "participant participants participante participantes beneficiaire beneficiaires "
    "personne personnes agent agents stagiaire stagiaires invite invites apprenant apprenants "
    "majuscule majuscules capitale capitales lettres person attendee capitals capital letters "
    "usuel usuels usage dusage naissance post المشارك المشاركين "
    "المشاركة للمشارك و بـ"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The field a heading names, how surely (0 to 1), and the order of joined names."""

    field: str
    strength: float
    order: str = ""


_ASIDE = re.compile(r"\([^()]*\)")
# A day to sign for.
_DAY = re.compile(
    r"\d{4}-\d\d-\d\d|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\bJ\d{1,2}\b|^\d{1,2}/\d{1,2}(?!\S)"
)


@lru_cache(maxsize=8192)
def meaning_of(heading: str) -> Meaning | None:
    """What a heading means, or None."""
    if not heading or len(heading) > 80:
        return None
    if heading.strip() in ("#", "№", "N°", "n°", "N°."):
        return Meaning(NUMBER, 1.0)
    if _DAY.search(heading):
        return Meaning(IGNORED, 0.5)
    folded = fold(heading)
    if not folded or (folded.isdigit() and heading.strip().isdigit()):
        return None
    whole = _WHOLE.get(folded)
    if whole:
        return Meaning(whole, 0.9)
    known = _name_meaning(folded) or _field_meaning(folded) or _mistyped(folded)
    bare = _ASIDE.sub(" ", heading).strip()
    return known or (meaning_of(bare) if bare != heading.strip() else None)


def strength_of(row: list[str]) -> float:
    """How much a row looks like headings: the sum of what its cells surely mean."""
    meanings = [meaning_of(cell) for cell in row if cell]
    known = {each.field: each.strength for each in meanings if each}
    few = len(known) < 3 and len(known) * 2 < len(meanings)
    if not NAME_FIELDS & known.keys() or few:
        return 0.0
    return sum(strength for field, strength in known.items() if field not in (NUMBER, IGNORED))


# Names

_NOUNS = frozenset({"nom", "noms"})
_GENERIC = folded_words("name names fullname الاسم اسم الاسماء أسماء")
_FULL = folded_words("complet complets complete full entier الكامل كامل الكاملة الثلاثي")
_GIVEN = folded_words(
    "prenom prenoms prenon prenons prénon first given forename forenames firstname الشخصي الشخصية"
)
_FAMILY_ADJECTIVES = folded_words("family last famille العائلي العائلية")
_FAMILY = folded_words("surname surnames lastname patronyme نسب النسب لقب اللقب الكنية")
_NAME_WORDS = _NOUNS | _GENERIC | _FULL | _GIVEN | _FAMILY_ADJECTIVES | _FAMILY


def _name_meaning(folded: str) -> Meaning | None:
    words = [_without_and(word) for word in folded.split()]
    telling = [word for word in words if word not in _FILLERS]
    if not telling and set(words) & _PEOPLE:
        return Meaning(SOME_NAME, 0.5)
    if not telling or any(word not in _NAME_WORDS for word in telling):
        return None
    if not (set(telling) - _FULL):
        return None
    return _weigh_names(
        telling, joined="و" in folded or " and " in f" {folded} " or " et " in folded
    )


def _without_and(word: str) -> str:
    """An Arabic word without the "and" that is written in one with it."""
    bare = word[1:]
    return bare if word.startswith("و") and bare in _NAME_WORDS else word


def _weigh_names(words: list[str], *, joined: bool) -> Meaning:
    given = next((i for i, word in enumerate(words) if word in _GIVEN), None)
    family = next((i for i, word in enumerate(words) if word in _FAMILY | _FAMILY_ADJECTIVES), None)
    noun = next((i for i, word in enumerate(words) if word in _NOUNS), None)
    bare = next((i for i, word in enumerate(words) if _is_bare_name(words, i)), None)
    of_family = min((each for each in (family, noun) if each is not None), default=None)
    if given is not None and of_family is not None:
        return Meaning(FULL_NAME, 1.0, FAMILY_FIRST if of_family < given else GIVEN_FIRST)
    if set(words) & _FULL:
        return Meaning(FULL_NAME, 1.0)
    if given is not None:
        return Meaning(GIVEN_NAMES, 1.0)
    if family is not None and bare is not None and joined and words[family] in _FAMILY:
        return Meaning(FULL_NAME, 1.0, FAMILY_FIRST if family < bare else GIVEN_FIRST)
    return Meaning(SOME_NAME if family is None else FAMILY_NAME, 1.0)


def _is_bare_name(words: list[str], index: int) -> bool:
    """Whether a word for "name" stands without the adjective that says which name."""
    adjectives = _GIVEN | _FAMILY_ADJECTIVES
    beside = words[max(index - 1, 0) : index] + words[index + 1 : index + 2]
    return words[index] in _GENERIC and not adjectives & set(beside)


# Other fields


def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((field, _pattern(phrases)) for field, phrases in _PHRASES)


def _pattern(phrases: str) -> re.Pattern[str]:
    forms = []
    for phrase in phrases.split(","):
        form = re.escape(fold(phrase.replace("*", "")))
        forms.append(form + (r"\w*" if phrase.strip().endswith("*") else ""))
    return re.compile(rf"\b(?:{'|'.join(sorted(forms, key=len, reverse=True))})\b")


_PATTERNS = _compiled()
_PHRASE_LIST = tuple(
    (field, fold(phrase.replace("*", "")))
    for field, phrases in (
        *_PHRASES,
        (FULL_NAME, "nom et prenom, nom et prenoms, nom prenoms, nom complet, full name"),
        (GIVEN_NAMES, "prenom, prenoms, first name, given name"),
        (FAMILY_NAME, "surname, family name, last name, nom de famille"),
    )
    for phrase in phrases.split(",")
    if len(fold(phrase)) >= 5
)


def _field_meaning(folded: str) -> Meaning | None:
    text = " ".join(
        word
        for word in folded.split()
        if word not in ("de", "du", "des", "d", "la", "le", "l", "of")
    )
    text = re.sub(r"\bd(?=age\b|ordre\b|origine\b)", "", text)
    if text.startswith("lieu ") and "naissance" in text and "date" not in text:
        return Meaning(IGNORED, 0.8)
    found = {field: hit for field, pattern in _PATTERNS if (hit := pattern.search(text))}
    if not found or len(text.split()) > 7:
        return None
    ticked = _TICKED_SEX.fullmatch(text)
    if ticked and ticked.group(1) in _WHOLE:
        return Meaning(_WHOLE[ticked.group(1)], 0.9)
    field = _which(found)
    whole = found[field].group() == text if field in found else False
    return Meaning(field, 1.0 if whole else 0.8)


# One of two columns in which the sex is ticked: "Sexe" above "H" and "F".
_TICKED_SEX = re.compile(r"(?:sexe?|genre|gender|الجنس) (\w+)")


def _which(found: dict[str, re.Match[str]]) -> str:
    """Of several fields named in one heading, the one the column holds."""
    origin = found.get("organisation")
    if len(found) > 1 and origin and origin.group() == "provenance":
        # Where somebody comes from: here the other word says what kind of place.
        found = {field: hit for field, hit in found.items() if field != "organisation"}
    names = frozenset(found) - {NUMBER} or frozenset(found)
    together = _TOGETHER.get(names)
    if together:
        return together
    if "email" in names or "phone" in names or "birth" in names:
        return next(field for field, _ in _PHRASES if field in names)
    # The first named, and of two that begin together the one that says more.
    return min(names, key=lambda field: (found[field].start(), -found[field].end(), field))


def _mistyped(folded: str) -> Meaning | None:
    """The nearest heading to one with a slip of the keyboard."""
    if len(folded) < 5 or len(folded) > 30:
        return None
    nearest, field = max((closeness(folded, phrase), field) for field, phrase in _PHRASE_LIST)
    if nearest < 0.84:
        return None
    order = FAMILY_FIRST if field == FULL_NAME and folded.startswith("n") else ""
    return Meaning(field, 0.7, order)
