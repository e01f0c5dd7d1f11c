"""The code lists and the shipped programme as plain values: what people choose from, in three languages.

The lists are shipped, and amended by headquarters. Whoever names a code or reads one sees them as
the workspace that is at work has them: ``hold`` is told of them whenever its database is read or
written. A program has one workspace open; where a process has two, as tests do, those of the one
that was used last hold.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from ssc_desktop.language import Language
from ssc_desktop.paths import resources_folder

T = TypeVar("T")

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
    is_removed: bool = False

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


class CodeLists:
    """The code lists of one workspace: what is shipped, and what headquarters says besides.

    An amendment of a shipped code says only what differs from it. One that was removed amends
    nothing: a shipped code is again as it was shipped, an added one is still known by its name
    where it is recorded, and is otherwise gone.
    """

    def __init__(self, amendments: Iterable[Entry] = ()) -> None:
        self.amendments = tuple(amendments)
        self.kept: dict[Callable[[], Any], Any] = {}
        self._known: dict[str, dict[str, Entry]] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._by_name: dict[str, dict[str, str]] = {}

    def known(self, code_list: str) -> dict[str, Entry]:
        """Every code that may be recorded, by code, those that were removed included."""
        found = self._known.get(code_list)
        if found is None:
            found = self._known[code_list] = self._amended(code_list)
        return found

    def entries(self, code_list: str) -> tuple[Entry, ...]:
        """The codes of a list, of all editions: in the order of its file, then those added."""
        found = self._entries.get(code_list)
        if found is None:
            there = [each for each in self.known(code_list).values() if not each.is_removed]
            # Whoever looks for a code and does not find it ends at the others.
            there.sort(key=lambda each: each.code == _OTHER)
            found = self._entries[code_list] = tuple(there)
        return found

    def by_name(self, code_list: str) -> dict[str, str]:
        """Codes by each of their names and by themselves, folded."""
        named = self._by_name.get(code_list)
        if named is None:
            named = self._by_name[code_list] = {}
            for each in self.entries(code_list):
                for text in (each.code, each.en, each.fr, each.ar):
                    named.setdefault(fold(text), each.code)
        return named

    def _amended(self, code_list: str) -> dict[str, Entry]:
        known = {each.code: each for each in shipped(code_list)}
        for said in self.amendments:
            if said.code_list == code_list:
                plain = known.get(said.code)
                if plain is None:
                    known[said.code] = _named(said)
                elif not said.is_removed:
                    known[said.code] = _over(plain, said)
        return known


_OTHER = "other"


def _over(plain: Entry, said: Entry) -> Entry:
    """A shipped code as it was amended; what the amendment leaves empty stays."""
    return replace(
        plain,
        en=said.en or plain.en,
        fr=said.fr or plain.fr,
        ar=said.ar or plain.ar,
        parent=said.parent or plain.parent,
        scheme=said.scheme or plain.scheme,
        valid_from=said.valid_from or plain.valid_from,
        valid_to=said.valid_to or plain.valid_to,
        replaced_by=said.replaced_by or plain.replaced_by,
    )


def _named(added: Entry) -> Entry:
    """An added code with a name in every language: a missing one is that of another."""
    given = added.fr or added.en or added.ar or added.code
    return replace(added, en=added.en or given, fr=added.fr or given, ar=added.ar or given)


SHIPPED = CodeLists()
_held = SHIPPED


def hold(lists: CodeLists) -> None:
    """Show these lists to whoever names or reads a code from now on."""
    global _held
    _held = lists


def let_go(lists: CodeLists | None) -> None:
    """Show the shipped lists again, if these were shown."""
    if _held is lists:
        hold(SHIPPED)


def until_amended(make: Callable[[], T]) -> Callable[[], T]:
    """What is made of the lists, made once for as long as they say the same."""

    @wraps(make)
    def kept() -> T:
        found = _held.kept
        if make not in found:
            found[make] = make()
        made: T = found[make]
        return made

    return kept


def entries(code_list: str) -> tuple[Entry, ...]:
    """The codes of a list, of all editions, as headquarters amended it."""
    return _held.entries(code_list)


def known(code_list: str) -> Mapping[str, Entry]:
    """Every code of a list that may be recorded, by code, those that were removed included."""
    return _held.known(code_list)


def codes(code_list: str) -> frozenset[str]:
    """Every code of a list, of all editions."""
    return frozenset(each.code for each in entries(code_list))


def entry(code_list: str, code: str | None) -> Entry | None:
    """The code, one that was removed included, or None."""
    return _held.known(code_list).get(code) if code else None


def name_of(code_list: str, code: str | None, language: Language) -> str:
    """A code's name in this language; the code itself when the list does not know it."""
    found = entry(code_list, code)
    return found.name(language) if found else (code or "")


def code_named(code_list: str, text: str) -> str | None:
    """The code a person means by writing it or one of its names, accents and case apart."""
    return _held.by_name(code_list).get(fold(text))


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


@until_amended
def _districts_with_regions() -> frozenset[str]:
    return frozenset(each.parent for each in entries("region"))


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
