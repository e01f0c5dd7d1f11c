"""What a line of text within a list is when it is nobody's name: total, note, heading, signature."""

from __future__ import annotations

import re

from ssc_desktop.domain.names import fold, folded_words
from ssc_desktop.workbook.countries import country_in, country_named
from ssc_desktop.workbook.splitting import FREQUENT_GIVEN
from ssc_desktop.workbook.values import role_named


def _phrases(text: str) -> re.Pattern[str]:
    """Any of these phrases, in one number or the other, at the head of a folded text."""
    return re.compile(rf"(?:{'|'.join(_form(each) for each in text.split(','))})s?(?![^ ])")


def _form(phrase: str) -> str:
    """A phrase as it looks folded; a star takes any ending."""
    return re.escape(fold(phrase)) + (r"\w*" if phrase.strip().endswith("*") else "")


_TOTAL = _phrases(
    "total, totaux, sous total, sous totaux, s total, grand total, general total, effectif, "
    "nombre de, nombre total, nombre d, somme, nb de, nb total, nb hommes, nb femmes, dont, homme, "
    "femme, المجموع, مجموع, الاجمالي, العدد"
)
_NOTE = _phrases(
    "nota, note, remarque, observation, legende, source, soit, suite, page, imprime, edite, lieu, "
    "date, periode, theme, feuille, liste, intitule, ملاحظة, ملاحظات, المصدر, صفحة"
)
# Who signs comes after these, and is not on the list.
_CLOSING = _phrases(
    "fait a, fait le, arrete, arretee, certifie*, signature, visa, cachet, nom et signature, "
    "nom et visa, nom et cachet, nom signature, nom visa, vu et, vu pour, lu et, approuve*, prepare*, "
    "etabli*, valide par, redige par, p o, pour le, pour la, pour l, for the, done at, done in, "
    "approved by, certified by, signed, checked by, verified by, حرر*, توقيع, التوقيع, الخاتم, ختم"
)
_TO_SIGN = re.compile(r"\b(?:signatures?|signed|cachet|stamp|توقيع|التوقيع|ختم|الختم)\b")
_ARTICLES = r"(?:(?:mr?|mme|madame|monsieur) )?(?:(?:le|la|les|the) |l(?=[aeiou]))"
# Those who sign for an office, and those whose part in the activity is a role as well.
_OFFICES = (
    r"directeu\w+|directri\w+|directors?|coord\w+|responsable\w*|president\w*|chef|cheffe|chefs|"
    r"secretaires?|charge|chargee|represent\w+|ministre|gouverneur\w*|gouvernat\w+|maire|prefete?|"
    r"sous prefete?|administrat\w+|gestionnaires?|comptables?|superviseu\w+|ambassadeur\w*|"
    r"ambassadrice|consul|recteur|rectrice|doyen\w*|deleguee?|commissaire|commandant|inspect\w+|"
    r"facilit\w+|format\w+|rapport\w+|animat\w+|moderat\w+|organisat\w+|point focal|secretary|"
    r"(?:project|programme|program|country|team) (?:manager|director|leader|coordinator|officer)|"
    r"manager|head|chair\w*|supervisor|"
    r"(?:ال)?(?:منسق|مدير|رييس|مسوول|ممثل|كاتب|وزير|عامل|والي|مقرر|مكون|موطر)ه?"
)
_OFFICE = re.compile(rf"({_ARTICLES})?(?:{_OFFICES})(?![^ ])")
# What may follow the word for an office without being the name of its holder.
_JOINING = folded_words(
    "de du des d la le les l et of the for in and a au aux pour par sur en chargé chargée العام العامة "
    "الجهوي الجهوية الاقليمي المصلحة القسم المشروع البرنامج الورشة"
)
_QUALIFYING = re.compile(
    r"(?:d|l)?(?:general|national|regional|provincial|departemental|principal|central|local|"
    r"technique|executi|adjoint|administrati|financi|scientifique|pedagogique|permanent|interim|"
    r"projet|project|programme|program|service|formation|mission|pays|cabinet|logistique|"
    r"delegue|executive|focal|division|section|unit|departement|atelier|workshop|training)\w*"
)
_GROUP = _phrases(
    "ministère, direction, délégation, association, ong, agence, mairie, université, conseil, "
    "ambassade, consulat, cellule, service, bureau, centre, antenne, fédération, réseau, union, "
    "comité, collectif, commune, présidence, primature, sénat, assemblée, préfecture, gouvernorat, "
    "gendarmerie, police, institut, fondation, syndicat, chambre, haut commissariat, croix rouge, "
    "ministry, embassy, university, office, agency, وزارة, جمعية, مديرية, جامعة, سفارة, وكالة, وفد, "
    "المجلس, مجلس, مؤسسة, منظمة, ولاية, عمالة"
)
# One of these words alone is no name; "Union", "Service" or "Conseil" alone might be one.
_KINDS = folded_words(
    "ministère ministères direction directions délégation délégations association associations ong "
    "ongs agences mairie mairies université universités ambassade ambassades fédération comité "
    "préfecture gendarmerie جمعيات وزارات"
)
_DELEGATION = re.compile(r"^(?:delegation|pays|equipe) (?:d[eu]s? |d |de la )?")
_DIVISION = _phrases(
    "groupe, group, jour, journée, day, session, séance, atelier, salle, pays, ville, secteur, "
    "partenaire, autorité, représentant, institution, société civile, administration, partie, "
    "section, phase, équipe, invité, osc, ptf, vip, autre, divers, élu, suppléant, titulaire, membre, "
    "inscrit, non inscrit, pré inscrit, hors liste, diaspora, matin, matinée, soir, après midi, المجموعة, اليوم, القطاع"
)
# Words for notes and groups that are surnames too, and countries that are given names.
_SURNAMES_TOO = folded_words(
    "date lieu note nota source suite thème soit somme dont day jour ville salle section page homme"
)
_GROUPS_TOO = folded_words("service union centre bureau conseil commune office antenne")
_GIVEN_TOO = folded_words("maurice jordan israel georgia")
_LINKING = _JOINING - folded_words("العام العامة")
_DAYS_AND_MONTHS = folded_words(
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet "
    "août septembre octobre novembre décembre début fin heure limite"
)
_COUNTED = folded_words(
    "participants participant personnes femmes hommes inscrits présents women men people "
    "مشارك مشاركا مشاركين مشاركة نساء رجال"
)


def is_total(text: str) -> bool:
    """Whether a line counts people."""
    return bool(_TOTAL.match(fold(text))) and not names_somebody(text)


def is_note(text: str) -> bool:
    """Whether a line begins as a note or as the end of a list does."""
    return (bool(_NOTE.match(fold(text))) and not names_somebody(text)) or is_closing(text)


def is_closing(text: str) -> bool:
    """Whether a line says that a list is signed below it, whoever does."""
    folded = fold(text)
    return bool(_CLOSING.match(folded) or _TO_SIGN.search(folded))


def signs(text: str) -> bool:
    """Whether a line says who signs by the office held, such as "Le Coordonnateur"."""
    folded = fold(text)
    office = _OFFICE.match(folded)
    if not office:
        return False
    if office.group(1):
        return True
    rest = folded[office.end() :].split()
    return role_named(text) is None and (not rest or _qualifies(rest[0]))


def is_bare_office(text: str) -> bool:
    """Whether an office is told without article, as below the name of who holds it."""
    office = _OFFICE.match(fold(text))
    return signs(text) and bool(office and not office.group(1))


def signs_with_name(text: str) -> bool:
    """Whether the holder of the office is named beside it: "Le Maire Bruno"."""
    folded = fold(text)
    office = _OFFICE.match(folded)
    rest = folded[office.end() :].split() if office else []
    return bool(rest) and not any(_qualifies(word) for word in rest)


def _qualifies(word: str) -> bool:
    return word in _JOINING or bool(_QUALIFYING.fullmatch(word))


def names_somebody(text: str, *, usual: bool = True) -> bool:
    """Whether a word for a note or a group is a surname here, as in "DATE Jean".

    ``usual`` says that the row looks like the rows of people around it: capitals alone prove
    nothing in one that does not.
    """
    first, *rest = text.split() or [""]
    if not 1 <= len(rest) <= 3 or re.search(r"[\d:()]", text):
        return False
    words = [word for each in rest for word in fold(each.replace("-", " ")).split()]
    if not words or any(word in _LINKING | _DAYS_AND_MONTHS for word in words):
        return False
    given = all(word in FREQUENT_GIVEN for word in words)
    if fold(first) in _GROUPS_TOO:
        return given and usual
    if fold(first) not in _SURNAMES_TOO:
        return False
    cased = first.isupper() and all(each.istitle() for each in rest) and not country_in(text)
    return given or (cased and usual)


def country_headed(text: str) -> str | None:
    """The country a heading within a list names."""
    place = _DELEGATION.sub("", fold(text))
    # BA, SY and LY are people's names as well.
    return None if place in _GIVEN_TOO or len(place) < 4 else country_named(place)


def is_group(text: str) -> bool:
    """Whether a line names an institution, by the word it begins with."""
    return bool(_GROUP.match(fold(text))) and len(fold(text).split()) > 1


def is_division(text: str) -> bool:
    """Whether a line parts a list without saying anything of the people below."""
    folded = fold(text).removeprefix("les ")
    return folded in _KINDS or bool(_DIVISION.match(folded))


def is_acronym(text: str) -> bool:
    """Whether a heading is one word in capitals, as institutions go by."""
    return text.isupper() and text.isalpha() and len(text) > 2 and not is_division(text)


def reads_as_note(text: str) -> bool:
    """Whether a lone text is shaped as no name is: long, counting, with colons or dotted lines."""
    words = fold(text).split()
    return (
        ":" in text
        or len(words) > 8
        or sum(1 for character in text if character.isdigit()) > 2
        or (any(word.isdigit() for word in words) and bool(_COUNTED & set(words)))
        or (words[:1] == ["nb"] or words[:2] == ["n", "b"])
        or (text.endswith(".") and len(words) > 4)
        or text.startswith(("*", "(*"))
        or "____" in text
        or "......" in text
        or "……" in text
    )
