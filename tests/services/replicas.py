"""Stores that hand each other their changes, and what they then say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import text

from ssc_desktop.domain.all_records import synced_tables
from ssc_desktop.services.merging import decide
from ssc_desktop.storage import change_log, foreign_names, incoming
from ssc_desktop.storage.incoming import Taken
from ssc_desktop.storage.store import Store
from ssc_desktop.sync.change import Change, from_log, sources_in, to_log

Rows = dict[str, list[tuple[Any, ...]]]


def changes_of(store: Store) -> list[Change]:
    """Every change this store holds."""
    with store.reading() as db:
        rows = [row for _, rows in change_log.changes_above(db, {}) for row in rows]
        return list(from_log(rows, change_log.sources(db)))


def hand_over(changes: list[Change], to: Store) -> Taken:
    """Take changes in as an import does, without a file."""
    with to.writing() as db:
        numbers = incoming.number_sources(db, sources_in(changes))
        return incoming.take(db, list(to_log(changes, numbers)), decide)


def rows_of(store: Store, *, stamps: bool = False) -> Rows:
    """What every synced table says, with the local stamps or without."""
    names = foreign_names.known_names()
    found: Rows = {}
    with store.reading() as db:
        for table in synced_tables():
            keys = [column.name for column in table.primary_key.columns]
            wanted = [c.name for c in table.columns] if stamps else [*keys, *names[table.name]]
            columns = ", ".join(f'"{name}"' for name in sorted(wanted))
            asked = f"SELECT {columns} FROM {table.name} ORDER BY {', '.join(keys)}"
            found[table.name] = [_as_told(row) for row in db.execute(text(asked))]
    return found


def _as_told(row: Iterable[Any]) -> tuple[Any, ...]:
    # A file holds days as they are written, a server as days.
    return tuple(value.isoformat() if isinstance(value, date) else value for value in row)


def digest_of(store: Store) -> str:
    """One hash of every synced table with its stamps, the heads of fields and the vector."""
    with store.reading() as db:
        cells = db.execute(
            text(
                "SELECT c.tbl, c.key, c.field, s.device, s.incarnation, c.seq FROM cell c "
                "JOIN source s ON s.id = c.source ORDER BY 1, 2, 3, 4, 5, 6"
            )
        ).all()
        told = (rows_of(store, stamps=True), [tuple(c) for c in cells], change_log.vector(db))
    return hashlib.sha256(repr((told[0], told[1], sorted(told[2].items()))).encode()).hexdigest()


def assert_says_what_its_changes_say(store: Store) -> None:
    """The rows and heads written by triggers and imports are those that all changes amount to."""
    before = rows_of(store)
    with store.writing() as db:
        db.execute(text("UPDATE sync_state SET applying = 1"))
        for table in synced_tables():
            asked = text("SELECT DISTINCT key FROM change WHERE tbl = :noun")
            keys = list(db.scalars(asked, {"noun": table.name}))
            incoming._recompute(db.connection(), table, keys, decide)
        db.execute(text("UPDATE sync_state SET applying = 0"))
    assert rows_of(store) == before
