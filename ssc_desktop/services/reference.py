"""Code lists as a workspace holds them, and the programme every workspace starts from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ssc_desktop.domain import reference
from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.record import Record, now
from ssc_desktop.domain.reference import Entry
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import Language
from ssc_desktop.storage import shipped
from ssc_desktop.storage.store import Store

# Long lists nobody knows the order of; the others keep the order of their file.
_SORTED_BY_NAME = frozenset({"country"})
_FIRST_COUNTRIES = ("MA", "CI", "ML", "SN")


@dataclass(frozen=True, slots=True)
class Option:
    """One code to choose, with its name in the reader's language."""

    code: str
    label: str
    parent: str = ""


def seed(store: Store) -> Changes:
    """Give a workspace the shipped programme, organisations, action plans and commitments.

    Does nothing when it has them; gives what a newer program ships besides, and never touches
    what was edited. The code lists need no seeding: they are read where they are shipped.
    """
    rows = reference.programme_rows()
    with store.reading() as db:
        if shipped.given(db) >= len(rows):
            return Changes()
    records = [_record(row) for row in rows]
    with store.writing() as db:
        written = shipped.write(db, records)
    nouns = {record.__tablename__ for record in records} if written else set()
    return Changes.of(nouns, written)


def entries(store: Store, code_list: str) -> tuple[Entry, ...]:
    """A whole list, all editions: what is shipped, as headquarters amended it."""
    # The lists of a workspace hold as soon as it is read.
    with store.reading():
        return reference.entries(code_list)


def choices(
    store: Store,
    code_list: str,
    language: Language,
    *,
    on: date | None = None,
    country: str | None = None,
) -> tuple[Option, ...]:
    """What can be chosen from a list, in force on a day (today unless said).

    ``country`` narrows regions to one country; a district whose regions are collected is not
    offered.
    """
    day = on or now().date()
    offered = [
        each
        for each in entries(store, code_list)
        if each.valid_on(day) and reference.is_collected(each) and _lies_in(each, country)
    ]
    options = [Option(each.code, each.name(language), each.parent) for each in offered]
    if code_list in _SORTED_BY_NAME:
        options.sort(key=_by_name)
    return tuple(options)


def names(store: Store, code_list: str, language: Language) -> dict[str, str]:
    """The name of every code of a list, of all editions, to show what is recorded; also of those
    that were taken away since."""
    with store.reading():
        return {code: each.name(language) for code, each in reference.known(code_list).items()}


def _record(row: dict[str, object]) -> Record:
    record_class = RECORDS_BY_NOUN[str(row["noun"])]
    typed = {name: value for name, value in row.items() if name not in {"noun", "id"}}
    record = record_class(id=UUID(str(row["id"])), **read_values(record_class, typed))
    assert isinstance(record, Record)
    return record


def _lies_in(each: Entry, country: str | None) -> bool:
    if country is None or each.code_list != "region":
        return True
    return country in {each.parent, reference.country_of(each.code)}


def _by_name(option: Option) -> tuple[int, str]:
    first = option.code in _FIRST_COUNTRIES
    rank = _FIRST_COUNTRIES.index(option.code) if first else len(_FIRST_COUNTRIES)
    return rank, reference.fold(option.label)
