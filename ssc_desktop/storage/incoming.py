"""Changes of other laptops written into the log, and the rows they touch made to say what they say.

What a row says is decided by whoever calls, through ``resolve``: this room knows how changes lie in
the database, not how they merge. Everything happens in the caller's transaction, or none of it.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, Table, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import synced_tables
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage import change_log, erasure, foreign_names
from ssc_desktop.storage.change_log import ChangeRow
from ssc_desktop.storage.row_values import Written, shape_of

Line = tuple[int, int, int, int, str | None, str, str, str, str, str]
"""A change as the log holds it: local source number, seq, hlc, tx, author, table, key, kind, fields
and parents (JSON)."""

Name = tuple[str, int]
"""A source as everybody names it: device and incarnation."""

# A clock further ahead than this is wrong; it must not drag the clocks of others along.
FURTHEST_AHEAD = 48 * 3600 * 1000
_BATCH = 400


class Outcome(NamedTuple):
    """What a row says after all its changes: its values, the standing changes of each field (by
    source and seq), its creation (None when that has not come yet), its last change, and the
    fields in conflict."""

    values: Mapping[str, object]
    heads: Mapping[str, Sequence[tuple[Name, int]]]
    created: Written | None
    last: Written
    conflicts: Sequence[str]


Resolve = Callable[[str, Sequence[ChangeRow], Mapping[int, Name]], Outcome]
"""Decides what a row of a table says, from all its changes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: new changes, records touched by table, fields in conflict among them,
    sources whose clock runs far ahead."""

    changes: int
    touched: Mapping[str, int]
    conflicts: int
    clocks_ahead: tuple[Name, ...]


def number_sources(db: Session, names: Iterable[Name]) -> dict[Name, int]:
    """The local numbers of these sources; new ones are given one."""
    wanted = sorted(set(names))
    if wanted:
        db.connection().exec_driver_sql(
            "INSERT INTO source(device, incarnation) VALUES (?, ?) ON CONFLICT DO NOTHING", wanted
        )
    known = {name: number for number, name in change_log.sources(db).items()}
    return {name: known[name] for name in wanted}


def take(db: Session, lines: Sequence[Line], resolve: Resolve) -> Taken:
    """Write the changes that are new here and recompute the rows they touch."""
    held = _held(db)
    _refuse_contradictions(db, [line for line in lines if line[1] <= held.get(line[0], 0)])
    fresh = [line for line in lines if line[1] > held.get(line[0], 0)]
    _refuse_own(fresh)
    connection = db.connection()
    fresh, erased = erasure.arriving(connection, fresh)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
    if fresh:
        connection.exec_driver_sql(_INSERT_CHANGE, fresh)
    emptied = erasure.empty_log(connection, erased)
    touched, conflicts = _apply(connection, fresh, emptied, resolve)
    clocks = _advance(connection, fresh)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
    names = change_log.sources(db)
    ahead = tuple(names[number] for number in clocks)
    return Taken(len(fresh), touched, conflicts, ahead)


_INSERT_CHANGE = (
    "INSERT INTO change(source, seq, hlc, tx, author, tbl, key, kind, fields, parents) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _held(db: Session) -> dict[int, int]:
    vector = change_log.vector(db)
    return {number: vector.get(name, 0) for number, name in change_log.sources(db).items()}


def _refuse_contradictions(db: Session, lines: Iterable[Line]) -> None:
    """Two laptops that write under one identity use the same numbers for different changes."""
    connection = db.connection()
    for batch in _batches(lines):
        bounds = (batch[0][0], min(line[1] for line in batch), max(line[1] for line in batch))
        rows = connection.exec_driver_sql(
            "SELECT seq, hlc, tbl, key FROM change WHERE source = ? AND seq BETWEEN ? AND ?", bounds
        )
        here = {row[0]: (row[1], row[2], row[3]) for row in rows}
        if any(here.get(line[1]) != (line[2], line[5], line[6]) for line in batch):
            raise Problem(
                "laptop-doubled",
                N_(
                    "Two laptops write under one name, so their changes cannot be told apart."
                    " Nothing was imported. Find the copied laptop and set it up anew."
                ),
            )


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    by_source = defaultdict(list)
    for line in lines:
        by_source[line[0]].append(line)
    for source_lines in by_source.values():
        source_lines.sort(key=lambda line: line[1])
        for start in range(0, len(source_lines), 10_000):
            yield source_lines[start : start + 10_000]


def _refuse_own(fresh: Iterable[Line]) -> None:
    if any(line[0] == change_log.OWN for line in fresh):
        raise Problem(
            "older-copy",
            N_(
                "This bundle holds later work of this workspace than the workspace itself: it is"
                " an older copy. Nothing was imported. Open the newest backup instead."
            ),
        )


def _apply(
    connection: Connection,
    fresh: Sequence[Line],
    emptied: Mapping[str, set[str]],
    resolve: Resolve,
) -> tuple[dict[str, int], int]:
    by_table: dict[str, list[Line]] = defaultdict(list)
    for line in fresh:
        by_table[line[5]].append(line)
    touched, conflicts = {}, 0
    for table in synced_tables():
        lines, changed = by_table.get(table.name, []), emptied.get(table.name, set())
        if lines or changed:
            keys = Counter(line[6] for line in lines)
            lonely = [line for line in lines if line[7] == "I" and keys[line[6]] == 1]
            known = (set(keys) - _create(connection, table, lonely)) | changed
            conflicts += _recompute(connection, table, sorted(known), resolve)
            touched[table.name] = len(changed.union(keys))
    return touched, conflicts


def _create(connection: Connection, table: Table, lines: Sequence[Line]) -> set[str]:
    """Insert rows that one creation alone tells; the keys of those that were new indeed."""
    if not lines:
        return set()
    shape, rows = shape_of(table), []
    for line in lines:
        written = Written(line[2], line[4])
        rows.append(shape.row(line[6], json.loads(line[8]), written, written))
    connection.exec_driver_sql(shape.insertion, rows)
    keys = {line[6] for line in lines}
    return keys - _told_twice(connection, table.name, keys)


def _told_twice(connection: Connection, table: str, keys: set[str]) -> set[str]:
    """Of these rows, or of all where they are many, those that several changes tell of: another
    creation, or an edit that came before the creation."""
    few = sorted(keys) if len(keys) <= _BATCH else []
    among = f"AND key IN ({', '.join('?' * len(few))}) " if few else ""
    rows = connection.exec_driver_sql(
        f"SELECT key FROM change WHERE tbl = ? {among}GROUP BY key HAVING count(*) > 1",
        (table, *few),
    )
    return {row[0] for row in rows}


def _recompute(connection: Connection, table: Table, keys: Sequence[str], resolve: Resolve) -> int:
    """Make rows say what all their changes say; how many fields of them are in conflict."""
    sources = {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(_SOURCES)}
    numbers = {name: number for number, name in sources.items()}
    shape = shape_of(table)
    rows: list[tuple[object, ...]] = []
    cells: list[tuple[str, str, str, int, int]] = []
    conflicts = 0
    for key, log in _logs(connection, table.name, keys):
        outcome = resolve(table.name, log, sources)
        if outcome.created is None:
            continue
        conflicts += len(outcome.conflicts)
        rows.append(shape.row(key, outcome.values, outcome.created, outcome.last))
        cells += _cells(table.name, key, log, outcome, numbers)
    if rows:
        connection.exec_driver_sql(shape.upsertion, rows)
    _write_cells(connection, table.name, keys, cells)
    return conflicts


_SOURCES = "SELECT id, device, incarnation FROM source"


def _logs(
    connection: Connection, table: str, keys: Sequence[str]
) -> Iterator[tuple[str, list[ChangeRow]]]:
    """All changes of each row."""
    remaining = iter(keys)
    while batch := list(islice(remaining, _BATCH)):
        logs: dict[str, list[ChangeRow]] = defaultdict(list)
        rows = connection.exec_driver_sql(
            "SELECT s.device, s.incarnation, c.seq, c.hlc, c.tx, c.author, c.tbl, c.key, c.kind, "
            "c.fields, c.parents FROM change c JOIN source s ON s.id = c.source "
            f"WHERE c.tbl = ? AND c.key IN ({', '.join('?' * len(batch))})",
            (table, *batch),
        )
        for row in rows:
            logs[row[7]].append(tuple(row))
        yield from logs.items()


def _cells(
    table: str,
    key: str,
    log: Sequence[ChangeRow],
    outcome: Outcome,
    numbers: Mapping[Name, int],
) -> Iterator[tuple[str, str, str, int, int]]:
    """The heads of fields that are not simply what the one creation said."""
    creations = {((row[0], row[1]), row[2]) for row in log if row[8] == "I"}
    for field, heads in outcome.heads.items():
        if len(heads) > 1 or heads[0] not in creations:
            for name, seq in heads:
                yield table, key, field, numbers[name], seq


def _write_cells(
    connection: Connection,
    table: str,
    keys: Sequence[str],
    cells: Sequence[tuple[str, str, str, int, int]],
) -> None:
    if keys:
        connection.exec_driver_sql(
            "DELETE FROM cell WHERE tbl = ? AND key = ?", [(table, key) for key in keys]
        )
    if cells:
        connection.exec_driver_sql(
            "INSERT INTO cell(tbl, key, field, source, seq) VALUES (?, ?, ?, ?, ?)", cells
        )


def _advance(connection: Connection, fresh: Sequence[Line]) -> list[int]:
    """Count what was taken, move the own clock past it; the sources whose clock is far ahead."""
    last: dict[int, int] = {}
    clocks: dict[int, int] = {}
    for line in fresh:
        last[line[0]] = max(last.get(line[0], 0), line[1])
        clocks[line[0]] = max(clocks.get(line[0], 0), line[2])
    if not fresh:
        return []
    connection.exec_driver_sql(
        "UPDATE source SET upto = ? WHERE id = ?", [(seq, number) for number, seq in last.items()]
    )
    furthest = (time.time_ns() // 1_000_000 + FURTHEST_AHEAD) << 16
    connection.exec_driver_sql(
        "UPDATE sync_state SET hlc = max(hlc, ?)", (min(furthest, max(clocks.values())),)
    )
    return sorted(number for number, clock in clocks.items() if clock > furthest)


def catch_up(db: Session, resolve: Resolve) -> int:
    """After an upgrade: show what came under names that were unknown until now. How many rows."""
    learnt = foreign_names.forget_known(db)
    rows = 0
    connection = db.connection()
    connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
    if "erasure" in learnt:
        learnt |= set(erasure.empty_log(connection, erasure.told_in_log(connection)))
    for table in synced_tables():
        if table.name in learnt:
            asked = "SELECT DISTINCT key FROM change WHERE tbl = ? ORDER BY key"
            keys = [row[0] for row in connection.exec_driver_sql(asked, (table.name,))]
            _recompute(connection, table, keys, resolve)
            rows += len(keys)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
    return rows


def contested(db: Session) -> list[tuple[str, str]]:
    """Rows that may hold a conflict: several standing changes of one field, or a removal."""
    rows = db.execute(
        text(
            "SELECT DISTINCT tbl, key FROM (SELECT tbl, key FROM cell GROUP BY tbl, key, field "
            "HAVING count(*) > 1 UNION ALL SELECT tbl, key FROM cell WHERE field = 'removed') "
            "ORDER BY tbl, key"
        )
    )
    return [(row.tbl, row.key) for row in rows]


def logs_of(db: Session, table: str, keys: Sequence[str]) -> dict[str, list[ChangeRow]]:
    """All changes of these rows of a table, by key."""
    return dict(_logs(db.connection(), table, keys))


def clock(db: Session) -> int:
    """The logical clock of this laptop."""
    return int(db.execute(text("SELECT hlc FROM sync_state")).scalar_one())
