"""Organisations by the names lists give them: found by name or acronym, else made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from ssc_desktop.domain.names import fold, is_arabic
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.record import new_key
from ssc_desktop.storage import merges
from ssc_desktop.storage import organisations as stored
from ssc_desktop.storage.store import Db

_ACRONYM = re.compile(r"[A-Z0-9À-Ý][A-Z0-9À-Ý&.\-]{1,11}")


class NamedOrganisations:
    """All organisations of a workspace, and those a list adds; nothing is written here."""

    def __init__(self, db: Db, country: str | None) -> None:
        self.made: list[Organisation] = []
        self._country = country
        self._all = stored.every(db)
        self._lead = merges.of_organisations(db)
        self._known: dict[str, list[Organisation]] = defaultdict(list)
        self._answers: dict[tuple[str, str], UUID] = {}
        for organisation in sorted(self._all.values(), key=lambda each: each.id):
            if not organisation.removed:
                self._learn(organisation)

    def by_key(self, key: UUID | None) -> Organisation | None:
        """The organisation of that key, after merges."""
        return self._all.get(self._lead.standing(key)) if key else None

    def named(self, text: str, country: str = "") -> UUID | None:
        """The key of the organisation a text names, made if there is none; None for no text."""
        if not fold(text):
            return None
        asked = (fold(text), country)
        if asked not in self._answers:
            found = self._found(text, country) or self._make(text, country)
            self._answers[asked] = found.id
        return self._answers[asked]

    def _found(self, text: str, country: str) -> Organisation | None:
        for name in _names_in(text):
            candidates = self._known.get(fold(name))
            if candidates:
                near = (country, self._country)
                chosen = min(candidates, key=lambda each: _distance(each, near))
                return self.by_key(chosen.id)
        return None

    def _make(self, text: str, country: str) -> Organisation:
        organisation = Organisation(id=new_key(), country=country or None)
        if is_arabic(text):
            organisation.name_ar = text
        else:
            organisation.name_fr = text
        if _ACRONYM.fullmatch(text):
            organisation.acronym = text
        self.made.append(organisation)
        self._all[organisation.id] = organisation
        self._learn(organisation)
        return organisation

    def _learn(self, organisation: Organisation) -> None:
        names = (organisation.name_fr, organisation.name_en, organisation.name_ar,
                 organisation.acronym)  # fmt: skip
        for name in {fold(name) for name in names if name}:
            self._known[name].append(organisation)


def _distance(organisation: Organisation, near: tuple[str | None, ...]) -> int:
    """Of organisations with one acronym, the one at home where the list is from comes first."""
    return near.index(organisation.country) if organisation.country in near else len(near)


def _names_in(text: str) -> Iterator[str]:
    """A name as typed, then its parts where name and acronym are typed together."""
    yield text
    together = re.fullmatch(r"(.+?)\s*\(([^()]{2,14})\)|([^\s]{2,14})\s*[-–:/]\s+(.{6,})", text)
    if together:
        before, after, short, rest = together.groups()
        yield from (part for part in (before, rest) if part)
        yield from (part for part in (after, short) if part and _ACRONYM.fullmatch(part))
