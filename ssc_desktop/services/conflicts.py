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
from ssc_desktop.storage import activities, change_log, incoming, laptops
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync.change import Change, Value, from_log
from ssc_desktop.sync.merge import REMOVED, Version

VALUE, REMOVAL, SAME_CODE = "value", "removal", "same-code"
"""What a conflict is about: values of a field, an edit against a removal, one code for two records."""

_RECORD_KEY = re.compile("[0-9a-f]{32}").fullmatch


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the values that contradict each other: who wrote it, when, in which office; and in
    which record, where it is not that of the conflict."""

    value: Value
    by: str
    at: datetime
    office: str
    device: str
    record: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in conflict; ``shown`` is the value that is shown until somebody decides. Where a
    rule ``settled`` it nobody has to."""

    id: str
    noun: str
    key: str
    field: str
    values: tuple[Standing, ...]
    shown: Value
    kind: str = VALUE
    settled: bool = False

    @property
    def record(self) -> str:
        """The record, as noun and key."""
        return f"{self.noun}/{self.key}"


@dataclass(frozen=True, slots=True)
class Open:
    """A conflict with what a decision needs: the key as the log writes it, the values as well."""

    conflict: Conflict
    key: str
    values: tuple[Value, ...]


def list_conflicts(store: Store) -> list[Conflict]:
    """Every field in conflict, by record; both values are kept in each."""
    with store.reading() as db:
        return [each.conflict for each in open_conflicts(db)]


def list_settled_marks(store: Store) -> list[Conflict]:
    """Marks of attendance that say different things, of which that of the officer assigned to the
    activity is shown: to be looked at together, and decided otherwise where it is wrong."""
    with store.reading() as db:
        rows = [row for row in incoming.contested(db) if row[0] == "attendance"]
        found = (each.conflict for each in _fields(db, rows))
        return [each for each in found if each.settled]


def open_conflicts(db: Db, *, settled: bool = False) -> list[Open]:
    """Every open conflict; with ``settled`` those as well that a rule settled."""
    found = [*_fields(db, incoming.contested(db)), *_same_codes(db)]
    return found if settled else [each for each in found if not each.conflict.settled]


def show_conflict(store: Store, conflict: str) -> Conflict:
    """The conflict of this id, settled by a rule or not; or a Problem."""
    with store.reading() as db:
        for each in open_conflicts(db, settled=True):
            if each.conflict.id == conflict:
                return each.conflict
    raise unknown_conflict()


def unknown_conflict() -> Problem:
    """The trouble of an id that names no open conflict."""
    return Problem(
        "unknown-conflict",
        N_(
            "There is no open conflict of this name. Nothing was changed. List the conflicts again."
        ),
    )


def _fields(db: Db, rows: Iterable[tuple[str, str]]) -> Iterator[Open]:
    """The fields in conflict of these rows, those that a rule settled among them."""
    sources, headquarters = change_log.sources(db), laptops.headquarters(db)
    for noun, group in groupby(rows, key=lambda row: row[0]):
        logs = incoming.logs_of(db, noun, [key for _, key in group])
        for key, log in sorted(logs.items()):
            row, _ = merged(noun, log, sources, headquarters)
            for field, versions in sorted({**row.conflicts, **row.settled}.items()):
                told = Conflict(
                    id=_id(noun, key, field),
                    noun=noun,
                    key=_shown_key(key),
                    field=field,
                    values=tuple(_standing(db, version) for version in versions),
                    shown=shown_value(row.values[field]),
                    kind=REMOVAL if field == REMOVED else VALUE,
                    settled=field in row.settled,
                )
                yield Open(told, key, tuple(version.value for version in versions))


def _same_codes(db: Db) -> Iterator[Open]:
    """Activities that carry the code of an earlier one: two laptops chose it without knowing."""
    sources = change_log.sources(db)
    for code, keys in activities.same_codes(db):
        logs = incoming.logs_of(db, "activity", [key.hex for key in keys])
        made = sorted(
            (
                next(change for change in from_log(log, sources) if change.kind == "I")
                for log in logs.values()
            ),
            key=lambda change: change.order,
        )
        first = made[0]
        for later in made[1:]:
            told = Conflict(
                id=_id("activity", later.key, SAME_CODE),
                noun="activity",
                key=_shown_key(later.key),
                field="code",
                values=tuple(
                    _standing(db, Version(code, change), record=_shown_key(change.key))
                    for change in (later, first)
                ),
                shown=code,
                kind=SAME_CODE,
            )
            yield Open(told, later.key, (code,))


def _id(noun: str, key: str, field: str) -> str:
    """A short name that stays the same on every laptop."""
    return hashlib.blake2b(f"{noun}/{key}/{field}".encode(), digest_size=5).hexdigest()


def _standing(db: Db, version: Version, *, record: str = "") -> Standing:
    change = version.change
    officer = db.get(Officer, UUID(change.author)) if change.author else None
    office = db.get(Office, officer.office_id) if officer and officer.office_id else None
    return Standing(
        value=shown_value(version.value),
        by=(officer.name if officer else None) or "",
        at=_moment(change),
        office=(office.code if office else None) or "",
        device=change.source.device,
        record=record,
    )


def _moment(change: Change) -> datetime:
    return datetime.fromtimestamp((change.hlc >> 16) / 1000, UTC)


def shown_value(value: Value) -> Value:
    """A value as people and other programs are told it: keys with dashes."""
    return str(UUID(value)) if isinstance(value, str) and _RECORD_KEY(value) else value


def _shown_key(key: str) -> str:
    return "/".join(str(shown_value(part)) for part in key.split("/"))
