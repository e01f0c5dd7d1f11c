"""Changes of other laptops written into the log, and the rows they touch made to say what they say.

What a row says is decided by whoever calls, through ``resolve``: this room knows how changes lie in
the database, not how they merge. Everything happens in the caller's transaction, or none of it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, Table, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import synced_tables
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage import (
    change_log,
    created_rows,
    dialects,
    erasure,
    foreign_names,
    found_anew,
    mark_context,
    refusals,
    row_logs,
    withheld,
)
from ssc_desktop.storage.change_log import Line
from ssc_desktop.storage.refusals import Refusal
from ssc_desktop.storage.row_values import Written, shape_of

Name = tuple[str, int]
"""A source as everybody names it: device and incarnation."""

# A clock further ahead than this is wrong; it must not drag the clocks of others along.
FURTHEST_AHEAD = 48 * 3600 * 1000


class Outcome(NamedTuple):
    """What a row says after all its changes: its values, the standing changes of each field (by
    source and seq), its creation (None when that has not come yet), its last change, the fields in
    conflict, and why the row is not to be shown at all."""

    values: Mapping[str, object]
    heads: Mapping[str, Sequence[tuple[Name, int]]]
    created: Written | None
    last: Written
    conflicts: Sequence[str]
    refused: Refusal | None = None


Resolve = Callable[[str, Sequence[Line], Mapping[int, Name]], Outcome]
"""Decides what a row of a table says, from all its changes."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: new changes, records touched by table, fields in conflict among them,
    sources whose clock runs far ahead, and sources that told other changes under the numbers of
    those held here: of these nothing was taken from there on."""

    changes: int
    touched: Mapping[str, int]
    conflicts: int
    clocks_ahead: tuple[Name, ...]
    clashing: tuple[Name, ...] = ()


def number_sources(db: Session, names: Iterable[Name]) -> dict[Name, int]:
    """The local numbers of these sources; new ones are given one."""
    wanted = sorted(set(names))
    if wanted:
        db.connection().exec_driver_sql(
            "INSERT INTO source(device, incarnation) VALUES (?, ?) ON CONFLICT DO NOTHING", wanted
        )
    known = {name: number for number, name in change_log.sources(db).items()}
    return {name: known[name] for name in wanted}


def take(
    db: Session,
    lines: Sequence[Line],
    resolve: Resolve,
    *,
    now: int | None = None,
    anew: bool = False,
    kept_back: Iterable[withheld.Range] = (),
) -> Taken:
    """Write the changes that are new here and recompute the rows they touch; with ``anew`` all
    rows that ``lines`` tell of. ``now`` is the right time (milliseconds), where one is known that
    is better than this laptop's. Changes ``kept_back`` are counted and were not given."""
    held = _held(db)
    counted = [line for line in lines if line[1] <= held.get(line[0], 0)]
    clashing, lacking = _compared(db, counted)
    if clashing:
        lines = [line for line in lines if line[0] not in clashing or line[1] < clashing[line[0]]]
    # A first bundle brings nothing but news: of its hundred thousands no list is made twice.
    later = [line for line in lines if line[1] > held.get(line[0], 0)] if counted else lines
    _refuse_own(later)
    connection = db.connection()
    if lacking:
        later = [*later, *(line for line in lines if (line[0], line[1]) in lacking)]
    fresh, erased = erasure.arriving(connection, later)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
    unheard = created_rows.unheard(connection, fresh)
    with dialects.of(db).filling(connection, "change", len(fresh)):
        dialects.of(db).insert(connection, "change", LINE, fresh)
    emptied = erasure.empty_log(connection, erased)
    touched, conflicts = _apply(connection, fresh, emptied, resolve, unheard)
    if anew:
        _rework(connection, lines, resolve)
    withheld.fill(connection, lacking)
    clocks = _advance(connection, fresh, now or time.time_ns() // 1_000_000)
    if lacking:
        found_anew.index(db, [line for line in fresh if (line[0], line[1]) in lacking])
    withheld.note(connection, [each for each in kept_back if each[0] not in clashing], held)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
    names = change_log.sources(db)
    ahead = tuple(names[number] for number in clocks)
    doubled = tuple(names[number] for number in sorted(clashing))
    return Taken(len(fresh), touched, conflicts, ahead, doubled)


LINE = ("source", "seq", "hlc", "tx", "author", "tbl", "key", "kind", "fields", "parents")


def _held(db: Session) -> dict[int, int]:
    vector = change_log.vector(db)
    return {number: vector.get(name, 0) for number, name in change_log.sources(db).items()}


def _compared(db: Session, lines: Iterable[Line]) -> tuple[dict[int, int], set[tuple[int, int]]]:
    """From which number on a source tells something else than the log here: two laptops that
    write under one name use the same numbers. And the numbers that the log here lacks."""
    connection = db.connection()
    clashing: dict[int, int] = {}
    lacking: set[tuple[int, int]] = set()
    for batch in _batches(lines):
        bounds = (batch[0][0], min(line[1] for line in batch), max(line[1] for line in batch))
        rows = connection.exec_driver_sql(
            "SELECT seq, hlc, tbl, key FROM change WHERE source = ? AND seq BETWEEN ? AND ?", bounds
        )
        here = {row[0]: (row[1], row[2], row[3]) for row in rows}
        lacking |= {(line[0], line[1]) for line in batch if line[1] not in here}
        other = [line[1] for line in batch if here.get(line[1], _told(line)) != _told(line)]
        if other:
            clashing[batch[0][0]] = min([*other, clashing.get(batch[0][0], other[0])])
    return clashing, lacking


def _told(line: Line) -> tuple[int, str, str]:
    return line[2], line[5], line[6]


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
    unheard: Collection[str],
) -> tuple[dict[str, int], int]:
    by_table: dict[str, list[Line]] = defaultdict(list)
    for line in fresh:
        by_table[line[5]].append(line)
    made = [line[6] for line in by_table.get("activity", ()) if line[7] == "I"]
    contested = mark_context.contested_of(connection, made)
    if contested:
        emptied = {
            **emptied,
            mark_context.MARKS: contested | emptied.get(mark_context.MARKS, set()),
        }
    touched, conflicts = {}, 0
    for table in synced_tables():
        lines, changed = by_table.get(table.name, []), emptied.get(table.name, set())
        if lines or changed:
            lonely, others = created_rows.parted(table, lines)
            known = others | changed
            known |= created_rows.create(connection, table, lonely, is_first=table.name in unheard)
            conflicts += _recompute(connection, table, sorted(known), resolve)
            touched[table.name] = len(changed.union(line[6] for line in lines))
    return touched, conflicts


def _recompute(connection: Connection, table: Table, keys: Sequence[str], resolve: Resolve) -> int:
    """Make rows say what all their changes say; how many fields of them are in conflict."""
    sources = {row[0]: (row[1], row[2]) for row in connection.exec_driver_sql(_SOURCES)}
    numbers = {name: number for number, name in sources.items()}
    shape = shape_of(table)
    rows: list[tuple[object, ...]] = []
    cells: list[tuple[str, str, str, int, int]] = []
    refused: dict[str, Refusal] = {}
    conflicts = 0
    for key, log in row_logs.read(connection, table.name, keys):
        outcome = resolve(table.name, log, sources)
        if outcome.created is None:
            continue
        conflicts += len(outcome.conflicts)
        cells += _cells(table.name, key, log, outcome, numbers)
        if outcome.refused:
            refused[key] = outcome.refused
            continue
        try:
            rows.append(shape.row(key, outcome.values, outcome.created, outcome.last))
        except Problem:
            refused[key] = refusals.INCOMPLETE
    dialects.of(connection).upsert(connection, table.name, shape.keys, shape.names, rows)
    refusals.keep(connection, table, keys, refused)
    _write_cells(connection, table.name, keys, cells)
    return conflicts


_SOURCES = "SELECT id, device, incarnation FROM source"


def _cells(
    table: str,
    key: str,
    log: Sequence[Line],
    outcome: Outcome,
    numbers: Mapping[Name, int],
) -> Iterator[tuple[str, str, str, int, int]]:
    """The heads of fields that are not simply what the one creation said."""
    creations = {(line[0], line[1]) for line in log if line[7] == "I"}
    for field, heads in outcome.heads.items():
        marks = [(numbers[name], seq) for name, seq in heads]
        if len(marks) > 1 or marks[0] not in creations:
            for number, seq in marks:
                yield table, key, field, number, seq


_CELL = ("tbl", "key", "field", "source", "seq")


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
    dialects.of(connection).insert(connection, "cell", _CELL, cells)


def rework(db: Session, lines: Sequence[Line], resolve: Resolve) -> None:
    """Work out anew every row that these changes tell of, after the log itself was altered."""
    connection = db.connection()
    connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
    _rework(connection, lines, resolve)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 0")


def _rework(connection: Connection, lines: Sequence[Line], resolve: Resolve) -> None:
    """Work out every row that these changes tell of, whether they are new here or not."""
    told: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        told[line[5]].add(line[6])
    for table in synced_tables():
        _recompute(connection, table, sorted(told.get(table.name, ())), resolve)


def _advance(connection: Connection, fresh: Sequence[Line], now: int) -> list[int]:
    """Count what was taken, move the own clock past it; the sources whose clock is far ahead."""
    last: dict[int, int] = {}
    clocks: dict[int, int] = {}
    for line in fresh:
        last[line[0]] = max(last.get(line[0], 0), line[1])
        clocks[line[0]] = max(clocks.get(line[0], 0), line[2])
    if not fresh:
        return []
    connection.exec_driver_sql(
        "UPDATE source SET upto = max(upto, ?) WHERE id = ?",
        [(seq, number) for number, seq in last.items()],
    )
    furthest = (now + FURTHEST_AHEAD) << 16
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
        else:
            # What could not be shown may be sound to this version.
            keys = refusals.keys(connection, table.name) if learnt else []
        if keys:
            _recompute(connection, table, keys, resolve)
            rows += len(keys)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
    return rows


def contested(db: Session) -> list[tuple[str, str]]:
    """Rows that may hold a conflict: several standing changes of one field, or a removal."""
    rows = db.execute(
        text(
            "SELECT DISTINCT tbl, key FROM (SELECT tbl, key FROM cell GROUP BY tbl, key, field "
            "HAVING count(*) > 1 UNION ALL SELECT tbl, key FROM cell WHERE field = 'removed') cells "
            "ORDER BY tbl, key"
        )
    )
    return [(row.tbl, row.key) for row in rows]


def logs_of(db: Session, table: str, keys: Sequence[str]) -> dict[str, list[Line]]:
    """All changes of these rows of a table, by key."""
    return dict(row_logs.read(db.connection(), table, keys))


def clock(db: Session) -> int:
    """The logical clock of this laptop."""
    return int(db.execute(text("SELECT hlc FROM sync_state")).scalar_one())
