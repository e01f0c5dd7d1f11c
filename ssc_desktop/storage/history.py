"""Questions to the change log about the past: of the parts of a record, of own transactions."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from ssc_desktop.domain.all_records import synced_tables
from ssc_desktop.domain.types import Choices, Day, Decimals, Flag, Key, Moment
from ssc_desktop.storage import change_log

Mark = tuple[str, int, int]
"""The identity of a change: device, incarnation, number."""

CREATED, CHANGED, REMOVED = "created", "changed", "removed"
# The records that have parts, and the column by which a part names them.
_OWNERS = {"activity": "activity_id", "participant": "participant_id"}


@dataclass(frozen=True, slots=True)
class Transaction:
    """One transaction of this laptop: when, by whom (32 hexadecimal digits), and how many records
    of each noun it ``created``, ``changed`` (each time anew) and ``removed``."""

    tx: int
    hlc: int
    author: str | None
    counts: dict[str, dict[str, int]]


def value_of(kind: TypeEngine[Any], logged: Any) -> Any:  # noqa: ANN401
    """A value as the log tells it, as a field of this type holds it."""
    if logged is None:
        return () if isinstance(kind, Choices) else None
    if isinstance(kind, Key):
        return kind.process_result_value(bytes.fromhex(logged), None)  # type: ignore[arg-type]
    if isinstance(kind, Choices):
        return tuple(json.loads(logged))
    if isinstance(kind, Flag):
        return bool(logged)
    if isinstance(kind, Decimals):
        return kind.process_result_value(logged, None)  # type: ignore[arg-type]
    if isinstance(kind, Moment):
        return datetime.fromtimestamp(logged / 1000, UTC)
    return date.fromisoformat(logged) if isinstance(kind, Day) else logged


def key_sql(table: Table, row: str) -> str:
    """SQL for the key of a row as the change log writes it."""
    parts = (
        f"lower(hex({row}.{column.name}))"
        if change_log.is_key_column(column)
        else f"{row}.{column.name}"
        for column in table.primary_key.columns
    )
    return " || '/' || ".join(parts)


@cache
def part_nouns(noun: str) -> tuple[str, ...]:
    """The nouns whose records are parts of an activity or of a participant."""
    owner = _OWNERS.get(noun)
    return tuple(each.name for each in synced_tables() if owner and owner in each.columns)


def part_counts(db: Session, noun: str, key: bytes) -> dict[str, int]:
    """How many changes the parts of a record have seen, by noun; those without any are left out."""
    found = {}
    for part in part_nouns(noun):
        asked = (
            f"SELECT count(*) FROM change c WHERE c.tbl = '{part}' AND c.key IN ({_of(noun, part)})"
        )
        found[part] = int(db.execute(text(asked), {"owner": key}).scalar_one())
    return {part: count for part, count in found.items() if count}


def part_changes(
    db: Session, noun: str, key: bytes, part: str, limit: int, offset: int
) -> list[tuple[str, Mark]]:
    """A page of the changes of one noun of parts, the latest first: the key of each part and the
    identity of the change."""
    rows = db.execute(
        text(
            "SELECT c.key, s.device, s.incarnation, c.seq FROM change c "
            f"JOIN source s ON s.id = c.source WHERE c.tbl = '{part}' "
            f"AND c.key IN ({_of(noun, part)}) "
            "ORDER BY c.hlc DESC, s.device DESC, s.incarnation DESC, c.seq DESC "
            "LIMIT :limit OFFSET :offset"
        ),
        {"owner": key, "limit": limit, "offset": offset},
    )
    return [(row[0], (row[1], row[2], row[3])) for row in rows]


def _of(noun: str, part: str) -> str:
    table = next(each for each in synced_tables() if each.name == part)
    return f"SELECT {key_sql(table, 't')} FROM {part} t WHERE t.{_OWNERS[noun]} = :owner"


def large_transactions(db: Session, least: int, limit: int) -> list[Transaction]:
    """The latest transactions of this laptop that made at least so many changes, newest first."""
    # One writer at a time: the numbers of a transaction follow each other.
    rows = db.execute(_TRANSACTIONS, {"least": least, "limit": limit}).all()
    return [_transaction(db, row.tx, row.first, row.last) for row in rows]


# From the last one back, each found by its first change: large ones are not read through.
_TRANSACTIONS = text(
    "WITH RECURSIVE back(tx, first, last) AS ("
    "SELECT tx, (SELECT min(seq) FROM change WHERE source = 1 AND tx = c.tx), seq FROM change c "
    "WHERE source = 1 AND seq = (SELECT max(seq) FROM change WHERE source = 1) UNION ALL "
    "SELECT c.tx, (SELECT min(seq) FROM change WHERE source = 1 AND tx = c.tx), c.seq FROM back b "
    "JOIN change c ON c.source = 1 AND c.seq = b.first - 1) "
    "SELECT tx, first, last FROM back WHERE last - first + 1 >= :least LIMIT :limit"
)


def last_transaction(db: Session) -> int:
    """The number of the last transaction in which this laptop changed something, 0 before any."""
    return int(db.scalar(text("SELECT max(tx) FROM change WHERE source = 1")) or 0)


def _transaction(db: Session, tx: int, first: int, last: int) -> Transaction:
    own = {"own": change_log.OWN, "first": first, "last": last}
    made = db.execute(
        text("SELECT hlc, author FROM change WHERE source = :own AND seq = :first"),
        {"own": change_log.OWN, "first": first},
    ).one()
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in db.execute(_COUNTS, own):
        counts[row.tbl][row.act] = row.records
    return Transaction(tx, made.hlc, made.author, dict(counts))


_COUNTS = text(
    f"SELECT tbl, CASE WHEN kind = 'I' THEN '{CREATED}' "
    f"WHEN CAST(json_extract(fields, '$.removed') AS integer) = 1 THEN '{REMOVED}' ELSE '{CHANGED}' END AS act, "
    "count(*) AS records FROM change WHERE source = :own "
    "AND seq BETWEEN :first AND :last GROUP BY tbl, act"
)
