"""The change log: its tables, which triggers fill, and the questions asked of it.

Triggers, not session events: rows written through the ORM, Core, bulk statements or another
tool that knows the key are all logged, in the transaction that wrote them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
    text,
)
from sqlalchemy.orm import Session

from ssc_desktop.storage.local import Local

OWN = 1

Line = tuple[int, int, int, int, str | None, str, str, str, str, str]
"""A change as the log holds it: local source number, seq, hlc, tx, author, table, key, kind, fields
and parents (JSON; they name sources by their local number too)."""

# A source is a laptop (device) in one of its lives (incarnation): restored from a copy, it may
# reuse numbers, so it counts as another source. ``upto`` is the highest number without a gap.
source_table = Table(
    "source",
    Local.metadata,
    Column("id", Integer, primary_key=True),
    Column("device", String(16), nullable=False),
    Column("incarnation", Integer, nullable=False),
    Column("upto", Integer, nullable=False, server_default="0"),
    Index("source_name", "device", "incarnation", unique=True),
)

state_table = Table(
    "sync_state",
    Local.metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("hlc", Integer, nullable=False),
    Column("tx", Integer, nullable=False),
    Column("author", String(32)),
    Column("applying", Integer, nullable=False),
)

change_table = Table(
    "change",
    Local.metadata,
    Column("source", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("hlc", Integer, nullable=False),
    Column("tx", Integer, nullable=False),
    Column("author", String(32)),
    Column("tbl", String(40), nullable=False),
    Column("key", String(120), nullable=False),
    Column("kind", String(1), nullable=False),
    Column("fields", Text, nullable=False),
    Column("parents", Text, nullable=False),
    Index("change_key", "tbl", "key"),
    sqlite_with_rowid=False,
)

# The heads of fields edited after creation; a field without one still has its creation as head.
cell_table = Table(
    "cell",
    Local.metadata,
    Column("tbl", String(40), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("field", String(60), primary_key=True),
    Column("source", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)


def is_key_column(column: Column[object]) -> bool:
    """Whether a column holds the 16 bytes of a key."""
    return isinstance(column.type, LargeBinary) or isinstance(
        getattr(column.type, "impl", None), LargeBinary
    )


def begin(db: Session, author: str | None) -> None:
    """Open a numbered transaction of the log, written by ``author`` (32 hexadecimal digits)."""
    db.execute(text("UPDATE sync_state SET tx = tx + 1, author = :author"), {"author": author})


def name_own_source(db: Session, device: str, incarnation: int = 1) -> None:
    """Say which laptop this is, and in which of its lives."""
    db.execute(
        text("UPDATE source SET device = :device, incarnation = :life WHERE id = :own"),
        {"device": device, "life": incarnation, "own": OWN},
    )


def own_source(db: Session) -> tuple[str, int]:
    """The device and incarnation this database writes as."""
    row = db.execute(text("SELECT device, incarnation FROM source WHERE id = 1")).one()
    return row.device, row.incarnation


def vector(db: Session) -> dict[tuple[str, int], int]:
    """For each source known here, the highest change number held without a gap."""
    rows = db.execute(
        text(
            "SELECT device, incarnation, CASE id WHEN 1 THEN (SELECT seq FROM sync_state) "
            "ELSE upto END AS upto FROM source"
        )
    )
    return {(row.device, row.incarnation): row.upto for row in rows if row.upto}


def changes_above(
    db: Session, known: Mapping[tuple[str, int], int]
) -> list[tuple[int, Sequence[Line]]]:
    """All changes a receiver with this vector lacks, by source number, in the order of their
    numbers. ``parents`` name sources by their local number: see ``sources``."""
    found: list[tuple[int, Sequence[Line]]] = []
    for number, name in sources(db).items():
        rows = plain_rows(db.connection(), _ABOVE, (number, known.get(name, 0)))
        if rows:
            found.append((number, rows))
    return found


_ABOVE = (
    "SELECT source, seq, hlc, tx, author, tbl, key, kind, fields, parents "
    "FROM change WHERE source = ? AND seq > ? ORDER BY seq"
)


def plain_rows(
    connection: Connection, asked: str, values: tuple[object, ...] = ()
) -> Sequence[tuple[Any, ...]]:
    """Many rows as the driver gives them, all at once: a row of SQLAlchemy's own takes longer to
    make than to read."""
    found = connection.exec_driver_sql(asked, values)
    assert found.cursor is not None
    rows = found.cursor.fetchall()
    found.close()
    return rows


def sources(db: Session) -> dict[int, tuple[str, int]]:
    """Local numbers of all sources known here."""
    rows = db.execute(text("SELECT id, device, incarnation FROM source ORDER BY id"))
    return {row.id: (row.device, row.incarnation) for row in rows}


def history(db: Session, noun: str, key: str) -> list[dict[str, object]]:
    """Every change of one record, oldest first, with who made it and where."""
    rows = db.execute(
        text(
            "SELECT c.seq, c.hlc, c.author, c.kind, c.fields, c.parents, s.device "
            "FROM change c JOIN source s ON s.id = c.source "
            "WHERE c.tbl = :noun AND c.key = :key ORDER BY c.hlc, s.device, c.seq"
        ),
        {"noun": noun, "key": key},
    )
    return [dict(row) for row in rows.mappings()]


def shown_of(db: Session, changes: Sequence[Sequence[int]]) -> dict[str, object]:
    """What these changes (source and number) said; of several the latest, as it was shown."""
    if not changes:
        return {}
    rows = db.execute(_SHOWN, {"changes": [tuple(each) for each in changes]})
    fields = rows.scalar()
    return dict(json.loads(fields)) if fields else {}


_SHOWN = text(
    "SELECT c.fields FROM change c JOIN source s ON s.id = c.source "
    "WHERE (c.source, c.seq) IN :changes "
    "ORDER BY c.hlc DESC, s.device DESC, s.incarnation DESC, c.seq DESC LIMIT 1"
).bindparams(bindparam("changes", expanding=True))
