"""Fields for which two officers wrote different values without knowing of each other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from uuid import UUID

from ssc_desktop.domain.office import Office, Officer
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.merging import merged
from ssc_desktop.storage import change_log, incoming
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync.change import Change, Value
from ssc_desktop.sync.merge import Version

_RECORD_KEY = re.compile("[0-9a-f]{32}").fullmatch


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the values that contradict each other: who wrote it, when, in which office."""

    value: Value
    by: str
    at: datetime
    office: str
    device: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in conflict; ``shown`` is the value that is shown until somebody decides."""

    id: str
    noun: str
    key: str
    field: str
    values: tuple[Standing, ...]
    shown: Value

    @property
    def record(self) -> str:
        """The record, as noun and key."""
        return f"{self.noun}/{self.key}"


def list_conflicts(store: Store) -> list[Conflict]:
    """Every field in conflict, by record; both values are kept in each."""
    with store.reading() as db:
        return list(_conflicts(db, incoming.contested(db)))


def show_conflict(store: Store, conflict: str) -> Conflict:
    """The conflict of this id, or a Problem."""
    for each in list_conflicts(store):
        if each.id == conflict:
            return each
    raise Problem(
        "unknown-conflict",
        N_(
            "There is no open conflict of this name. Nothing was changed. List the conflicts again."
        ),
    )


def _conflicts(db: Db, rows: Iterable[tuple[str, str]]) -> Iterator[Conflict]:
    sources = change_log.sources(db)
    for noun, group in groupby(rows, key=lambda row: row[0]):
        logs = incoming.logs_of(db, noun, [key for _, key in group])
        for key, log in sorted(logs.items()):
            row, _ = merged(noun, log, sources)
            for field, versions in sorted(row.conflicts.items()):
                yield Conflict(
                    id=_id(noun, key, field),
                    noun=noun,
                    key=_shown_key(key),
                    field=field,
                    values=tuple(_standing(db, version) for version in versions),
                    shown=_shown(row.values[field]),
                )


def _id(noun: str, key: str, field: str) -> str:
    """A short name that stays the same on every laptop."""
    return hashlib.blake2b(f"{noun}/{key}/{field}".encode(), digest_size=5).hexdigest()


def _standing(db: Db, version: Version) -> Standing:
    change = version.change
    officer = db.get(Officer, UUID(change.author)) if change.author else None
    office = db.get(Office, officer.office_id) if officer and officer.office_id else None
    return Standing(
        value=_shown(version.value),
        by=(officer.name if officer else None) or "",
        at=_moment(change),
        office=(office.code if office else None) or "",
        device=change.source.device,
    )


def _moment(change: Change) -> datetime:
    return datetime.fromtimestamp((change.hlc >> 16) / 1000, UTC)


def _shown(value: Value) -> Value:
    return str(UUID(value)) if isinstance(value, str) and _RECORD_KEY(value) else value


def _shown_key(key: str) -> str:
    return "/".join(str(_shown(part)) for part in key.split("/"))
