"""What was removed: every row stays, so that it can be brought back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sqlalchemy import Table, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import synced_tables
from ssc_desktop.storage.history import key_sql

# More than there ever are: what is not limited has a limit too.
_ALL = 1 << 40


class Removal(NamedTuple):
    """A removed record: its noun and key (as the log writes it), when it was removed (the clock of
    the change) and by whom (32 hexadecimal digits)."""

    noun: str
    key: str
    hlc: int | None
    author: str | None


@cache
def removable() -> tuple[str, ...]:
    """The nouns whose records can be removed."""
    return tuple(each.name for each in synced_tables() if "removed" in each.columns)


def counts(db: Session) -> dict[str, int]:
    """How many records of each noun are removed; nouns without any are left out."""
    asked = " UNION ALL ".join(
        f"SELECT '{noun}' AS noun, count(*) AS removed FROM {noun} WHERE removed IS NOT DISTINCT FROM 1"
        for noun in removable()
    )
    return {row.noun: row.removed for row in db.execute(text(asked)) if row.removed}


def listed(
    db: Session, nouns: Iterable[str], limit: int | None = None, offset: int = 0
) -> list[Removal]:
    """A page of what was removed, the latest first."""
    wanted = set(nouns)
    tables = [each for each in synced_tables() if each.name in wanted]
    if not tables:
        return []
    rows = db.execute(
        text(
            " UNION ALL ".join(_removed(table) for table in tables)
            + " ORDER BY at DESC, noun, key LIMIT :limit OFFSET :offset"
        ),
        {"limit": _ALL if limit is None else limit, "offset": offset},
    ).all()
    return [_removal(db, row.noun, row.key) for row in rows]


def _removed(table: Table) -> str:
    return (
        f"SELECT '{table.name}' AS noun, {key_sql(table, 't')} AS key, t.changed_at AS at "
        f"FROM {table.name} t WHERE t.removed IS NOT DISTINCT FROM 1"
    )


def _removal(db: Session, noun: str, key: str) -> Removal:
    """The standing change that removed the record; of several the latest."""
    row = db.execute(_REMOVED_BY, {"noun": noun, "key": key}).first()
    return Removal(noun, key, row.hlc if row else None, row.author if row else None)


_REMOVED_BY = text(
    "SELECT c.hlc, c.author FROM cell e JOIN change c ON c.source = e.source AND c.seq = e.seq "
    "WHERE e.tbl = :noun AND e.key = :key AND e.field = 'removed' "
    "AND CAST(json_extract(c.fields, '$.removed') AS integer) = 1 ORDER BY c.hlc DESC LIMIT 1"
)
