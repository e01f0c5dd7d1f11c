"""The shipped code lists and programme as plain values: what people choose from, in three languages."""

from __future__ import annotations

import csv
import json
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ssc_desktop.language import Language
from ssc_desktop.paths import resources_folder

# Where the parent of a code is to be looked up.
PARENT_LISTS = {
    "region": ("region", "country"),
    "activity_type": ("method_step",),
    "organisation_kind": ("stakeholder_category",),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of one list and edition."""

    code_list: str
    code: str
    en: str
    fr: str
    ar: str
    parent: str = ""
    scheme: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: tuple[str, ...] = ()
    edition: str = ""

    def name(self, language: Language) -> str:
        """The name in this language."""
        return language.choose(self.en, self.fr, self.ar)

    def valid_on(self, day: date) -> bool:
        """Whether the code was in force that day."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)


def _folder() -> Path:
    return resources_folder() / "code_lists"


@lru_cache(maxsize=1)
def code_lists() -> tuple[str, ...]:
    """The names of all shipped lists."""
    return tuple(sorted(path.stem for path in _folder().glob("*.csv")))


@lru_cache(maxsize=64)
def shipped(code_list: str) -> tuple[Entry, ...]:
    """The codes of a list in the order of its file; an unknown list has none."""
    path = _folder() / f"{code_list}.csv"
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(_entry(code_list, row) for row in csv.DictReader(lines))


def _entry(code_list: str, row: dict[str, str]) -> Entry:
    return Entry(
        code_list=code_list,
        code=row["code"],
        en=row["en"],
        fr=row["fr"],
        ar=row["ar"],
        parent=row["parent"],
        scheme=row["scheme"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        replaced_by=tuple(row["replaced_by"].split()),
        edition=row["edition"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=64)
def _by_code(code_list: str) -> dict[str, Entry]:
    return {each.code: each for each in shipped(code_list)}


def codes(code_list: str) -> frozenset[str]:
    """Every shipped code of a list, of all editions."""
    return frozenset(_by_code(code_list))


def entry(code_list: str, code: str | None) -> Entry | None:
    """The shipped code, or None."""
    return _by_code(code_list).get(code) if code else None


def name_of(code_list: str, code: str | None, language: Language) -> str:
    """A code's name in this language; the code itself when the list does not know it."""
    found = entry(code_list, code)
    return found.name(language) if found else (code or "")


@lru_cache(maxsize=64)
def _by_name(code_list: str) -> dict[str, str]:
    named: dict[str, str] = {}
    for each in shipped(code_list):
        for text in (each.code, each.en, each.fr, each.ar):
            named.setdefault(fold(text), each.code)
    return named


def code_named(code_list: str, text: str) -> str | None:
    """The code a person means by writing it or one of its names, accents and case apart."""
    return _by_name(code_list).get(fold(text))


def fold(text: str) -> str:
    """Letters and digits alone, lower case, without marks: what two spellings share."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def parent_of(each: Entry) -> Entry | None:
    """The code above this one, in its own list or the list above."""
    for code_list in PARENT_LISTS.get(each.code_list, ()):
        found = entry(code_list, each.parent)
        if found is not None:
            return found
    return None


def country_of(region: str | None) -> str | None:
    """The country a region or district lies in."""
    above = entry("region", region)
    while above is not None and above.code_list == "region":
        above = parent_of(above)
    return above.code if above else None


def first_level(region: str | None) -> str | None:
    """The ISO 3166-2 code of the first level: the district of an Ivorian region, else itself."""
    found = entry("region", region)
    if found is None:
        return None
    above = parent_of(found)
    return above.code if above is not None and above.code_list == "region" else found.code


@lru_cache(maxsize=1)
def _districts_with_regions() -> frozenset[str]:
    return frozenset(each.parent for each in shipped("region"))


def is_collected(each: Entry) -> bool:
    """Whether officers choose this code: a district with regions below is derived from them."""
    return each.code_list != "region" or each.code not in _districts_with_regions()


@lru_cache(maxsize=1)
def programme_rows() -> tuple[dict[str, Any], ...]:
    """The rows of the shipped programme in the order of its file, each with its ``noun``.

    The file only ever grows at its end: its order numbers the changes every workspace starts from.
    """
    path = resources_folder() / "programme" / "ssc_migration.json"
    return tuple(json.loads(path.read_text(encoding="utf-8")))
