"""A transaction of this laptop, or a whole import, taken back: each field says again what it said.

What somebody changed since is left as it is, and so is a record that others refer to since: taking
it away would hide their work. The taking back is written as ordinary changes, so it travels like
any edit and can itself be taken back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Table, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import synced_tables
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.record import now, officer_at_work
from ssc_desktop.domain.types import Link
from ssc_desktop.storage import change_log
from ssc_desktop.storage.history import key_sql
from ssc_desktop.storage.row_values import octets, shape_of

Row = tuple[str, str]
"""A record: its noun and its key, as the log writes it."""

Heads = dict[str, list[tuple[int, int]]]
"""The standing changes of each field of a record that was edited after its creation."""

_BATCH = 400
WHOLE = ""
"""In place of a field: the record itself."""


@dataclass(slots=True)
class _Edited:
    """What the changes that are taken back did to one record."""

    created: dict[str, Any] | None = None
    parents: dict[str, list[list[int]]] = field(default_factory=dict)
    """The changes that stood before, by field."""
    names: set[str] = field(default_factory=set)
    """The fields that were set."""
    marks: set[tuple[int, int]] = field(default_factory=set)
    """The changes themselves: source and number."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The records that say again what they said, by noun, and the fields that were left because
    somebody changed them since; without a field the record was left."""

    records: Mapping[str, int]
    left: tuple[tuple[str, str, str], ...]


def take_back(db: Session, tx: int) -> TakenBack | None:
    """Write again what stood before a transaction; None when this laptop has no such one."""
    rows = db.execute(
        text(f"{_CHANGES} WHERE source = :own AND tx = :tx ORDER BY seq"),
        {"own": change_log.OWN, "tx": tx},
    )
    return _take_back(db, rows)


def take_back_spans(db: Session, spans: Iterable[tuple[int, int, int]]) -> TakenBack | None:
    """Write again what stood before these changes (source, first, last), whoever made them; None
    where there are none."""
    rows: list[Any] = []
    for source, first, last in spans:
        asked = text(f"{_CHANGES} WHERE source = :source AND seq BETWEEN :first AND :last")
        rows += db.execute(asked, {"source": source, "first": first, "last": last})
    return _take_back(db, sorted(rows, key=lambda row: (row.hlc, row.source, row.seq)))


_CHANGES = "SELECT source, seq, tbl, key, kind, fields, parents, hlc FROM change"


def _take_back(db: Session, rows: Iterable[Any]) -> TakenBack | None:
    edited = _edited(rows)
    if not edited:
        return None
    heads = _heads(db, edited)
    going, left = _going(db, edited, heads)
    values = {row: _gone(row, edited[row], heads[row]) for row in going}
    for row, each in edited.items():
        if each.created is None:
            values[row] = _as_before(db, each, heads[row])
            left += [(*row, name) for name in each.names if name not in values[row]]
    return TakenBack(_write(db, values), tuple(sorted(left)))


def _going(
    db: Session, edited: Mapping[Row, _Edited], heads: Mapping[Row, Heads]
) -> tuple[set[Row], list[tuple[str, str, str]]]:
    """The created records that go, and those that stay: somebody edited or used them since."""
    made = {row for row, each in edited.items() if each.created is not None}
    touched = {_whole(row) for row in made if not _is_own(edited[row], heads[row])}
    going = {row for row in made if _whole(row) not in touched} - _gone_already(db, made)
    touched -= _gone_already(db, touched)
    used = list(_kept_for_others(db, going))
    return going, [(*row, WHOLE) for row in (*touched, *used)]


def _whole(row: Row) -> Row:
    """The record that a row belongs to: the row of a kind is part of its activity."""
    return ("activity", row[1]) if row[0] in ALL_KINDS else row


def _is_own(edited: _Edited, heads: Heads) -> bool:
    return all(head in edited.marks for each in heads.values() for head in each)


def _gone_already(db: Session, rows: Iterable[Row]) -> set[Row]:
    found: set[Row] = set()
    for noun in _by_noun(rows):
        table = _tables()[noun]
        if "removed" in table.columns:
            asked = (
                f"SELECT {key_sql(table, 't')} FROM {noun} t WHERE t.removed IS NOT DISTINCT FROM 1"
            )
            found.update((noun, key) for key in db.scalars(text(asked)))
    return found


def _as_before(db: Session, edited: _Edited, heads: Heads) -> dict[str, Any]:
    """What the fields said before that nobody wrote since; where another value stands beside, that
    one, unless it is shown already."""
    before = {}
    for name in edited.names:
        others = [head for head in heads.get(name, ()) if head not in edited.marks]
        if heads.get(name) and not others:
            before[name] = _before(db, name, edited.parents.get(name, []))
        elif others != heads.get(name, []):
            said = _before(db, name, others)
            if said != _before(db, name, heads[name]):
                before[name] = said
    return before


def _edited(rows: Iterable[Any]) -> dict[Row, _Edited]:
    found: dict[Row, _Edited] = defaultdict(_Edited)
    for source, seq, noun, key, kind, fields, parents, _ in rows:
        each = found[noun, key]
        told = json.loads(fields)
        if kind == "I":
            each.created = told
        for name, heads in json.loads(parents).items():
            each.parents.setdefault(name, heads)
        each.names.update(told)
        each.marks.add((source, seq))
    return dict(found)


def _heads(db: Session, rows: Iterable[Row]) -> dict[Row, Heads]:
    """The standing changes of every field of these records that was edited after its creation."""
    found: dict[Row, Heads] = defaultdict(lambda: defaultdict(list))
    for noun, keys in _by_noun(rows).items():
        for batch in _batches(keys):
            marks = ", ".join("?" * len(batch))
            asked = f"SELECT key, field, source, seq FROM cell WHERE tbl = ? AND key IN ({marks})"
            for key, name, source, seq in db.connection().exec_driver_sql(asked, (noun, *batch)):
                found[noun, key][name].append((source, seq))
    return found


def _before(db: Session, name: str, parents: Sequence[Sequence[int]]) -> object:
    """What the replaced changes said; of several the latest, as it was shown."""
    return change_log.shown_of(db, [(source, seq) for source, seq in parents]).get(name)


def _gone(row: Row, edited: _Edited, heads: Heads) -> dict[str, Any]:
    """The values that take a created record away; a mark is cleared, its row stays."""
    table = _tables()[row[0]]
    if row[0] == "attendance":
        return dict.fromkeys([*(edited.created or {}), *heads])
    # The row of a kind goes with its activity.
    return {"removed": 1} if "removed" in table.columns else {}


def _kept_for_others(db: Session, going: set[Row]) -> Iterator[Row]:
    """Takes from ``going`` what others refer to since: children first, then what they belong to."""
    for table in reversed(synced_tables()):
        keys = sorted(key for noun, key in going if noun == table.name)
        for batch in _batches(keys):
            for key in sorted(_referred(db, table.name, batch, going)):
                going.discard((table.name, key))
                yield table.name, key


def _referred(db: Session, noun: str, keys: Sequence[str], going: set[Row]) -> set[str]:
    found: set[str] = set()
    for other, condition, owner in _references(noun):
        marks = ", ".join("?" * len(keys))
        removed = "r.removed IS DISTINCT FROM 1" if "removed" in other.columns else "1 = 1"
        stands = "r.state IS NOT NULL" if other.name == "attendance" else removed
        asked = (
            f"SELECT {key_sql(other, 'r')}, {owner} FROM {other.name} r "
            f"WHERE {condition.format(keys=marks)} AND {stands}"
        )
        given = tuple(_as_condition(noun, key) for key in keys)
        rows = db.connection().exec_driver_sql(asked, given)
        found.update(key for child, key in rows if (other.name, child) not in going)
    return found & set(keys)


def _references(noun: str) -> Iterator[tuple[Table, str, str]]:
    """Where records of a noun are named: the table, a condition, SQL for the key that is named."""
    attendance = _tables()["attendance"]
    if noun == "registration":
        # Row values would not be looked up in the index: people first, then the whole key.
        owner = "lower(hex(r.activity_id)) || '/' || lower(hex(r.participant_id))"
        yield attendance, "r.participant_id IN ({keys})", owner
    elif noun == "half_day":
        owner = "lower(hex(r.activity_id)) || '/' || r.slot"
        yield attendance, "r.activity_id IN ({keys})", owner
    else:
        for table in _tables().values():
            for column in table.columns:
                if _names(column, noun):
                    condition = f"r.{column.name} IN ({{keys}})"
                    yield table, condition, f"lower(hex(r.{column.name}))"


def _names(column: Column[Any], noun: str) -> bool:
    if isinstance(column.type, Link):
        return column.type.noun == noun
    return column.primary_key and column.name == f"{noun}_id"


def _as_condition(noun: str, key: str) -> bytes:
    """The part of a key that its references are looked up by."""
    parts = key.split("/")
    return bytes.fromhex(parts[1] if noun == "registration" else parts[0])


def _write(db: Session, values: Mapping[Row, Mapping[str, Any]]) -> dict[str, int]:
    """Write values (as the log tells them) onto rows; how many rows of each noun."""
    db.flush()
    gathered: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    stamp = (int(now().timestamp() * 1000), octets(officer_at_work.get()))
    for (noun, key), told in values.items():
        if told:
            table = _tables()[noun]
            stored = shape_of(table).stored(told)
            stamps = stamp if "changed_at" in table.columns else ()
            cells = (*stored.values(), *stamps, *_key_cells(table, key))
            gathered[noun, tuple(stored)].append(cells)
            counts[noun] += 1
    for (noun, names), rows in gathered.items():
        db.connection().exec_driver_sql(_update(_tables()[noun], names), rows)
    db.expire_all()
    return dict(counts)


def _update(table: Table, names: Sequence[str]) -> str:
    stamps = ("changed_at", "changed_by") if "changed_at" in table.columns else ()
    sets = ", ".join(f'"{name}" = ?' for name in (*names, *stamps))
    keys = " AND ".join(f"{column.name} = ?" for column in table.primary_key.columns)
    return f"UPDATE {table.name} SET {sets} WHERE {keys}"


def _key_cells(table: Table, key: str) -> tuple[object, ...]:
    columns = list(table.primary_key.columns)
    parts = key.split("/", len(columns) - 1)
    return tuple(
        bytes.fromhex(part) if change_log.is_key_column(column) else part
        for column, part in zip(columns, parts, strict=True)
    )


def _tables() -> dict[str, Table]:
    return {table.name: table for table in synced_tables()}


def _by_noun(rows: Iterable[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for noun, key in rows:
        found[noun].append(key)
    return found


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
