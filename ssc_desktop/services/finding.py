"""The one search box: activities, people, organisations, action plans and evidence by any word."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.names import fold
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.record_keys import class_of
from ssc_desktop.language import Language
from ssc_desktop.services.record_names import RecordNames
from ssc_desktop.storage import activities, merges
from ssc_desktop.storage import finding as stored
from ssc_desktop.storage.records import loaded
from ssc_desktop.storage.search import NOUNS
from ssc_desktop.storage.store import Db, Store

_MERGED = frozenset({"participant", "organisation"})


@dataclass(frozen=True, slots=True)
class Found:
    """A record that was found: what leads to it, its name, one line about it."""

    noun: str
    key: UUID
    title: str
    line: str


def find(store: Store, typed: str, language: Language, limit: int = 5) -> list[Found]:
    """What was typed, found in any script and spelling: at most ``limit`` records of each noun,
    gathered by noun, the best first. What was removed is not found; what was merged into another
    record leads to that one."""
    found: list[Found] = []
    with store.reading() as db:
        names = RecordNames(db, language)
        for noun in NOUNS:
            records = _records(db, noun, typed, limit)
            if noun == "activity":
                records = _exact_first(db, records, typed)[:limit]
            found += [
                Found(noun, each.id, names.title(each), names.line(each))  # type: ignore[attr-defined]
                for each in records
            ]
    return found


def _records(db: Db, noun: str, typed: str, limit: int) -> list[Recorded]:
    # Several spellings of one person may be found before the next one.
    spare = limit if noun in _MERGED else 0
    keys = [hit.key for hit in stored.hits(db, noun, typed, limit + spare)]
    return survivors(db, noun, keys)[:limit]


def survivors(db: Db, noun: str, keys: list[UUID]) -> list[Recorded]:
    """The records of these keys in their order: each once, those they were merged into instead."""
    if not keys:
        return []
    record_class = class_of(noun)
    found = loaded(db, record_class, keys)
    if noun in _MERGED and any(each.merged_into_id for each in found.values()):  # type: ignore[attr-defined]
        known = merges.of(db, record_class)
        keys = [known.standing(key) for key in keys]
        found = loaded(db, record_class, keys)
    there = (found[key] for key in dict.fromkeys(keys) if key in found)
    return [each for each in there if not each.removed]  # type: ignore[attr-defined]


def _exact_first(db: Db, records: list[Recorded], typed: str) -> list[Recorded]:
    """The activity whose code was typed comes first, however its parts were joined."""
    code = fold(typed)
    exact = {each.id: each for each in activities.by_code(db, typed)}
    exact |= {e.id: e for e in records if isinstance(e, Activity) and fold(e.code or "") == code}
    return [*exact.values(), *(each for each in records if each not in exact.values())]
