"""Records that came in a bundle and are not shown: which they are, why, and who wrote them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record_keys import shown_key
from ssc_desktop.language import Language
from ssc_desktop.services.history_steps import People
from ssc_desktop.storage import incoming, refusals
from ssc_desktop.storage.local import RefusedRow
from ssc_desktop.storage.store import Db, Store


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """One record that is kept and not shown, with the reason in the reader's language."""

    noun: str
    key: str
    code: str
    message: str
    field: str
    at: datetime
    by: str
    office: str


def list_refused(store: Store, language: Language) -> list[RefusedRecord]:
    """Every record that is kept and not shown, by noun. A change that mends it shows it."""
    with store.reading() as db:
        people = People(db)
        return [_told(db, people, each, language) for each in refusals.listed(db)]


def _told(db: Db, people: People, row: RefusedRow, language: Language) -> RefusedRecord:
    log = incoming.logs_of(db, row.noun, [row.key]).get(row.key, [])
    authors = [line[4] for line in log if line[5] == row.noun]
    by, office = people.of(authors[0]) if authors else ("", "")
    return RefusedRecord(
        row.noun,
        _shown(row),
        row.code,
        language(row.message),
        row.field,
        row.at,
        by,
        office,
    )


def _shown(row: RefusedRow) -> str:
    try:
        return shown_key(row.noun, row.key)
    except Problem:
        return row.key
