"""What is not finished yet: drafts of what is typed, and where a person was at last.

Both stay on this laptop, in the encrypted database, and are no changes: they get no number in the
log and travel in no bundle.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from ssc_desktop.domain.draft_places import new_at, record_at
from ssc_desktop.domain.record import Record, now
from ssc_desktop.domain.record_keys import class_of
from ssc_desktop.language import Language
from ssc_desktop.services.record_names import RecordNames
from ssc_desktop.storage import drafts as stored
from ssc_desktop.storage.local import read_fact
from ssc_desktop.storage.store import Db, Store

# Whoever has not come back to it by then never will; what is typed of people is not kept for ever.
KEPT_DAYS = 30
_SHOWN = ("activity", "participant", "organisation")


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed at a place and not recorded; ``about`` names the record it is part of."""

    place: str
    at: datetime
    values: Mapping[str, object]
    about: str = ""

    @property
    def record(self) -> tuple[str, UUID] | None:
        """The noun and key of the record whose fields were typed; None for a new one."""
        return record_at(self.place)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The page a person was on, the record and part of it, and what was seen of it."""

    page: str
    key: UUID | None = None
    part: str = ""
    scrolls: Mapping[str, int] | None = None
    rows: Mapping[str, str] | None = None


def list_drafts(store: Store, language: Language) -> list[Draft]:
    """What the officer at work has not finished, the latest first; what is too old is let go."""
    with store.connecting(write=True) as connection:
        stored.remove_older(connection, now() - timedelta(days=KEPT_DAYS))
    with store.reading() as db:
        names = RecordNames(db, language)
        found = []
        for each in stored.of_officer(db, _officer(store)):
            owner = record_at(each.place) or _activity_at(each.place)
            record = db.get(class_of(owner[0]), owner[1]) if owner else None
            if owner is None or (isinstance(record, Record) and not record.removed):
                about = names.title(record) if record is not None else ""
                found.append(Draft(each.place, each.at, _read(each.told), about))
    return found


def keep_draft(store: Store, place: str, values: Mapping[str, object]) -> None:
    """Keep what is typed at a place until it is recorded or given up; durable on return."""
    with store.connecting(write=True) as connection:
        stored.write(connection, place, _officer(store), _written(values))


def forget_drafts(store: Store, *places: str) -> None:
    """Let go of what was typed at these places: it was recorded, or given up."""
    with store.connecting(write=True) as connection:
        stored.remove(connection, places)


def forget_field(store: Store, place: str, name: str) -> None:
    """Let go of one field of what was typed at a place: it was recorded."""
    with store.reading() as db:
        kept = stored.told_at(db, place)
    left = {each: value for each, value in json.loads(kept or "{}").items() if each != name}
    with store.connecting(write=True) as connection:
        if left:
            told = json.dumps(left, ensure_ascii=False)
            stored.write(connection, place, _officer(store), told)
        else:
            stored.remove(connection, [place])


def keep_whereabouts(store: Store, told: Whereabouts) -> None:
    """Keep where the officer at work is, to lead back there at the next start."""
    written = {
        "page": told.page,
        "key": str(told.key) if told.key else "",
        "part": told.part,
        "scrolls": dict(told.scrolls or {}),
        "rows": dict(told.rows or {}),
    }
    with store.connecting(write=True) as connection:
        stored.write_whereabouts(connection, _name(store), json.dumps(written).encode())


def read_whereabouts(store: Store) -> Whereabouts | None:
    """Where the officer at work was; None at the first start, or where the record is gone."""
    with store.reading() as db:
        kept = read_fact(db, _name(store))
        told: dict[str, Any] = json.loads(kept) if kept else {}
        key = UUID(told["key"]) if told.get("key") else None
        if not told or (key is not None and not _is_there(db, key)):
            return None
    return Whereabouts(told["page"], key, told["part"], told["scrolls"], told["rows"])


def _activity_at(place: str) -> tuple[str, UUID] | None:
    made = new_at(place)
    return ("activity", made[1]) if made and made[1] else None


def _is_there(db: Db, key: UUID) -> bool:
    found = (db.get(class_of(noun), key) for noun in _SHOWN)
    return any(isinstance(each, Record) and not each.removed for each in found)


def _name(store: Store) -> str:
    return f"whereabouts/{store.officer_id or ''}"


def _officer(store: Store) -> UUID | None:
    return UUID(hex=store.officer_id) if store.officer_id else None


def _written(values: Mapping[str, object]) -> str:
    return json.dumps({name: _tagged(value) for name, value in values.items()}, ensure_ascii=False)


def _tagged(value: object) -> object:
    """A value as JSON can hold it and give it back: days, keys and several codes are named."""
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, UUID):
        return {"key": str(value)}
    return {"codes": list(value)} if isinstance(value, tuple) else value


def _read(told: str) -> dict[str, object]:
    return {name: _untagged(value) for name, value in json.loads(told).items()}


def _untagged(value: Any) -> object:  # noqa: ANN401
    if not isinstance(value, dict):
        return value
    if "day" in value:
        return date.fromisoformat(value["day"])
    return UUID(value["key"]) if "key" in value else tuple(value["codes"])
