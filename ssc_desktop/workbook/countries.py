"""Countries as lists name them: names and codes in three languages, short forms, nationalities."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from ssc_desktop.domain.names import closeness, fold
from ssc_desktop.domain.reference import country_of, entries, until_amended

_OTHERWISE = {
    "CI": "rci, cote ivoire, cote d ivoire, ivory coast, r c i, ivoirien, ivoirienne, ivorian, "
    "ivoiriens, ساحل العاج, الكوت ديفوار, ايفواري, ايفوارية, republique de cote d ivoire",
    "MA": "marocain, marocaine, marocains, moroccan, royaume du maroc, مغربي, مغربية, mar",
    "ML": "malien, malienne, maliens, malian, republique du mali, مالية, mli",
    "SN": "senegalais, senegalaise, senegalese, republique du senegal, سنغالي, سنغالية, السينغال, sen",
    "FR": "francais, francaise, french, فرنسي, فرنسية",
    "DE": "allemand, allemande, german, rfa, الماني, المانية",
    "BE": "belge, belgian", "ES": "espagnol, espagnole, spanish", "IT": "italien, italienne, italian",
    "CD": "rdc, r d c, drc, rd congo, congo rdc, congo kinshasa, republique democratique du congo",
    "CG": "congo, congo brazzaville, republique du congo, congolais, congolaise",
    "GN": "guinee, guinee conakry, guinea, guineen, guineenne, guinean, غينيا",
    "GW": "guinee bissau, bissau", "BF": "burkina, burkinabe, burkinabè",
    "TG": "togolais, togolaise", "BJ": "beninois, beninoise", "NE": "nigerien, nigerienne",
    "NG": "nigerian, nigeriane", "CM": "camerounais, camerounaise, cameroun", "MR": "mauritanien, "
    "mauritanienne, موريتاني", "TN": "tunisien, tunisienne", "DZ": "algerien, algerienne",
    "GM": "gambie, gambia, gambien", "GH": "ghaneen, ghaneenne", "TD": "tchadien, tchadienne",
    "US": "usa, etats unis, united states, americain, americaine", "GB": "uk, royaume uni, angleterre,"
    " england, britannique", "CF": "rca, centrafrique", "CV": "cap vert", "NL": "pays bas, hollande",
    "CH": "suisse", "GQ": "guinee equatoriale",
}  # fmt: skip
_ALPHA3 = {"CIV": "CI", "MAR": "MA", "MLI": "ML", "SEN": "SN", "FRA": "FR", "DEU": "DE", "BFA": "BF",
           "GIN": "GN", "TGO": "TG", "BEN": "BJ", "NER": "NE", "MRT": "MR", "BEL": "BE",
           "ESP": "ES", "ITA": "IT", "CMR": "CM", "TUN": "TN", "DZA": "DZ"}  # fmt: skip


_CITIES = {
    "MA": "rabat casablanca tanger tangier agadir marrakech fès fez meknès oujda الرباط طنجة "
    "البيضاء مراكش فاس أكادير وجدة",
    "CI": "abidjan bouaké yamoussoukro korhogo daloa أبيدجان",
    "ML": "bamako kayes ségou mopti sikasso gao باماكو",
    "SN": "dakar mbour thiès tambacounda kolda ziguinchor saly دكار داكار",
}


@until_amended
def _known() -> dict[str, str]:
    known = {fold(alpha): code for alpha, code in _ALPHA3.items()}
    for each in entries("country"):
        for text in (each.code, each.en, each.fr, each.ar):
            known.setdefault(fold(text), each.code)
    for code, names in _OTHERWISE.items():
        known.update((fold(name), code) for name in names.split(","))
    return known


def country_named(text: str) -> str | None:
    """The ISO code of the country a text names, a slip of the keyboard forgiven."""
    return _finder()(text)


@until_amended
def _finder() -> Callable[[str], str | None]:
    return lru_cache(maxsize=4096)(_found)


def _found(text: str) -> str | None:
    folded = fold(text)
    known = _known()
    if folded in known or len(folded) < 5:
        return known.get(folded)
    if folded.replace(" ", "") in ("cotedivoire", "cotedivoir"):
        return "CI"
    nearest, code = max((closeness(folded, name), code) for name, code in known.items())
    return code if nearest >= 0.88 else None


@until_amended
def _places() -> dict[str, str]:
    """Regions and cities of the four countries, folded, with their country."""
    places = {fold(word): code for code, words in _CITIES.items() for word in words.split()}
    for each in entries("region"):
        for text in (each.fr, each.ar):
            country = country_of(each.code)
            if country and len(fold(text)) > 3:
                places.setdefault(fold(text), country)
    for country, words in (("MA", "maroc المغرب"), ("ML", "mali مالي"), ("SN", "senegal السنغال")):
        places.update((fold(word), country) for word in words.split())
    return {**places, "cote d ivoire": "CI", "cote divoire": "CI"}


def country_in(text: str) -> str | None:
    """The one country of the four whose name, region or city a line speaks of."""
    line = f" {fold(text)} "
    found = {country for place, country in _places().items() if f" {place} " in line}
    return found.pop() if len(found) == 1 else None


def place_named(text: str) -> tuple[str | None, str]:
    """The country and the city of a cell such as ``Mali / Bamako``."""
    whole = country_named(text)
    if whole:
        return whole, ""
    parts = [part.strip() for part in re.split(r"[/,;()\n]|\s[-–]\s|،", text) if part.strip()]
    for index, part in enumerate(parts):
        country = country_named(part)
        if country:
            return country, ", ".join(parts[:index] + parts[index + 1 :])
    return None, text
