"""The invented people of the demo, and the participant lists offices would have typed of them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ssc_desktop.domain import reference
from ssc_desktop.language import Language
from ssc_desktop.paths import resources_folder

DEMO = "DEMO"
# Runs of zeros, so that nobody's telephone rings.
_PHONES = {
    "MA": "06 00 00 {:02d} {:02d}",
    "CI": "+225 07 00 00 {:02d} {:02d}",
    "ML": "+223 70 00 {:02d} {:02d}",
    "SN": "70 000 {:02d} {:02d}",
}
_EUROPE = "EU"
_HOMES = {"GIZ": "DE", "EF": "FR", "ADEPT": "BE"}
_PEOPLE_A_COUNTRY = 40
_SEED = 20190628

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody who does not exist, as a list names people."""

    family: str
    given: str
    sex: str
    organisation: str
    function: str
    country: str
    phone: str = ""
    email: str = ""
    name_ar: str = ""


@lru_cache(maxsize=1)
def _facts() -> dict[str, Any]:
    path = resources_folder() / "demo_set" / "people.json"
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts


class Cast:
    """Everybody in the demo: the same people at every run, met again from list to list."""

    def __init__(self, scale: int = 1) -> None:
        # Chance only varies the demo; nothing secret hangs on it.
        self._dice = random.Random(_SEED)
        self._people = {
            country: list(self._invent(country, _PEOPLE_A_COUNTRY * scale))
            for country in (*_PHONES, _EUROPE)
        }

    def list_of(self, title: str, wanted: dict[str, int]) -> list[Invented]:
        """Who is on the list of an activity: so many of each country, the particular people among
        them."""
        chosen = [
            person
            for country, count in wanted.items()
            for person in self._dice.sample(self._people[country], count)
        ]
        particular = [_particular(each) for each in _facts()["edge"] if each["activity"] in title]
        return [*chosen[: len(chosen) - len(particular)], *particular]

    def _invent(self, country: str, count: int) -> Iterator[Invented]:
        facts = _facts()[country]
        names = [(s, f, g) for s in ("F", "M") for f in facts["families"] for g in facts[s]]
        chosen = self._dice.sample(names, min(count, len(names)))
        for number, (sex, family, given) in enumerate(chosen, start=1):
            yield self._person(country, number, sex, family, given)

    def _person(self, country: str, number: int, sex: str, family: str, given: str) -> Invented:
        organisation = self._dice.choice(_facts()[country]["org"])
        has_phone = country in _PHONES and self._dice.random() < 0.9
        has_email = self._dice.random() < 0.7
        return Invented(
            family=family,
            given=given,
            sex=sex,
            organisation=organisation,
            function=f"{self._dice.choice(_facts()['functions'][sex])} ({DEMO})",
            country=_HOMES.get(organisation, "MA") if country == _EUROPE else country,
            phone=_PHONES[country].format(*divmod(number, 100)) if has_phone else "",
            email=f"{country}.{number:03d}@demo.invalid".lower() if has_email else "",
        )


def _particular(each: dict[str, str]) -> Invented:
    """One of those who make lists hard: homonyms, doubles, apostrophes, mononyms."""
    return Invented(
        family=each.get("family", ""),
        given=each.get("given", ""),
        sex=each["sex"],
        organisation=each["organisation"],
        function=f"{_facts()['functions'][each['sex']][0]} ({DEMO})",
        country=each["country"],
        phone=each["phone"],
        name_ar=each.get("name_ar", ""),
    )


def particular_people(why: str) -> list[dict[str, str]]:
    """The particular people who are in the demo for one reason (``photo-refused``…)."""
    return [each for each in _facts()["edge"] if each["why"] == why]


def as_typed(people: Sequence[Invented], title: str, style: str) -> list[Row]:
    """The rows of a list in one of the manners offices have, titles, totals and notes included."""
    return _STYLES[style](people, title)


def _joined(people: Sequence[Invented], title: str) -> list[Row]:
    head = ("N°", "Nom et prénom(s)", "Sexe", *_FRENCH_REST)
    rows = [
        (
            number,
            each.name_ar or " ".join(filter(None, (each.family.upper(), each.given))),
            {"F": "F", "M": "H"}[each.sex],
            *_rest(each, Language("fr")),
        )
        for number, each in enumerate(people, start=1)
    ]
    women = sum(each.sex == "F" for each in people)
    total = ("", f"TOTAL : {len(people)} participants dont {women} femmes")
    note = ("Liste des participants (DEMO : personnes fictives)",)
    return [(title,), note, (), head, *rows, (), total]


def _separate(people: Sequence[Invented], title: str) -> list[Row]:
    head = ("N°", "NOM", "Prénom(s)", "Sexe (H/F)", *_FRENCH_REST)
    rows = [
        (
            number,
            each.family.upper() or each.name_ar,
            each.given,
            {"F": "Femme", "M": "Homme"}[each.sex],
            *_rest(each, Language("fr")),
        )
        for number, each in enumerate(people, start=1)
    ]
    return [(title,), head, *rows, (), ("NB : données fictives (DEMO)",)]


def _arabic(people: Sequence[Invented], title: str) -> list[Row]:
    head = ("الرقم", "الاسم العائلي", "الاسم الشخصي", "الجنس", *_ARABIC_REST)
    rows = [
        (
            number,
            each.family or each.name_ar,
            each.given,
            {"F": "أنثى", "M": "ذكر"}[each.sex],
            *_rest(each, Language("ar")),
        )
        for number, each in enumerate(people, start=1)
    ]
    return [(title,), (), head, *rows]


_FRENCH_REST = ("Institution", "Fonction", "Pays", "Téléphone", "E-mail")
_ARABIC_REST = ("المؤسسة", "الصفة", "البلد", "الهاتف", "البريد الإلكتروني")


def _rest(each: Invented, language: Language) -> Row:
    country = reference.name_of("country", each.country, language)
    return each.organisation, each.function, country, each.phone, each.email


_STYLES: dict[str, Callable[[Sequence[Invented], str], list[Row]]] = {
    "typed-xlsx": _joined,
    "office-xlsx": _separate,
    "csv": _separate,
    "arabic-xlsx": _arabic,
}
