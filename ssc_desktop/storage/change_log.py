"""The change log: triggers generated from the records number every change and name its parents.

Triggers, not session events: rows written through the ORM, Core, bulk statements or another
tool that knows the key are all logged, in the transaction that wrote them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import synced_columns, synced_tables
from ssc_desktop.storage.local import Local

OWN = 1

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

_TICK = (
    "UPDATE sync_state SET seq = seq + 1, "
    "hlc = max(hlc + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER) << 16);"
)
_HEADS = "'[' || group_concat('[' || source || ',' || seq || ']') || ']'"


def install_triggers(connection: Connection) -> None:
    """Make the triggers anew from today's records; old ones of the same tables are dropped."""
    names = connection.execute(
        text(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log\\_%' ESCAPE '\\'"
        )
    ).scalars()
    for name in list(names):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    for statement in trigger_statements():
        connection.exec_driver_sql(statement)


def trigger_statements() -> Iterator[str]:
    """The three triggers of every synced table."""
    for table in synced_tables():
        yield _insert_trigger(table)
        yield _update_trigger(table)
        yield _delete_trigger(table)


def _insert_trigger(table: Table) -> str:
    key, fields = as_creation(table)
    return (
        f"CREATE TRIGGER log_{table.name}_insert AFTER INSERT ON {table.name} "
        f"WHEN (SELECT applying FROM sync_state) = 0 BEGIN {_TICK} "
        "INSERT INTO change(source, seq, hlc, tx, author, tbl, key, kind, fields, parents) "
        f"SELECT {OWN}, seq, hlc, tx, author, '{table.name}', {key}, 'I', "
        f"{fields}, '{{}}' FROM sync_state; END"
    )


def as_creation(table: Table) -> tuple[str, str]:
    """SQL for the key and the fields of the creation of a row that goes by the name NEW."""
    # A merge patch drops what is null (RFC 7396): a creation names only what it filled in.
    return _key(table, "NEW"), f"json_patch('{{}}', {_as_object(synced_columns(table))})"


def _update_trigger(table: Table) -> str:
    columns = synced_columns(table)
    moved = " OR ".join(f"NEW.{c.name} IS NOT OLD.{c.name}" for c in columns)
    same = ", ".join(
        f"CASE WHEN NEW.{c.name} IS OLD.{c.name} THEN '$.{c.name}' ELSE '$._' END" for c in columns
    )
    row = f"tbl = '{table.name}' AND key = {_key(table, 'NEW')}"
    last = f"source = {OWN} AND seq = (SELECT seq FROM sync_state)"
    touched = f"SELECT j.key FROM change, json_each(change.fields) j WHERE {last}"
    return (
        f"CREATE TRIGGER log_{table.name}_update AFTER UPDATE ON {table.name} "
        f"WHEN (SELECT applying FROM sync_state) = 0 AND ({moved}) BEGIN {_TICK} "
        "INSERT INTO change(source, seq, hlc, tx, author, tbl, key, kind, fields, parents) "
        f"SELECT {OWN}, s.seq, s.hlc, s.tx, s.author, '{table.name}', {_key(table, 'NEW')}, 'U', "
        f"f.fields, {_parents(table, row)} FROM sync_state s, "
        f"(SELECT json_remove({_as_object(columns)}, {same}) AS fields) f; "
        f"DELETE FROM cell WHERE {row} AND field IN ({touched}); "
        f"INSERT INTO cell(tbl, key, field, source, seq) SELECT '{table.name}', "
        f"{_key(table, 'NEW')}, j.key, change.source, change.seq "
        f"FROM change, json_each(change.fields) j WHERE {last}; END"
    )


def _parents(table: Table, row: str) -> str:
    """SQL for the heads each changed field replaces.

    A removal names every head of its row: whoever edited the row without knowing of the removal
    is then told apart from whoever edited it before.
    """
    creation = f"SELECT {_HEADS} FROM change WHERE {row} AND kind = 'I'"
    heads = f"SELECT {_HEADS} FROM cell WHERE {row} AND field = j.key"
    whole = (
        f"SELECT {_HEADS} FROM (SELECT source, seq FROM cell WHERE {row} UNION "
        f"SELECT source, seq FROM change WHERE {row} AND kind = 'I')"
    )
    replaced = (
        "SELECT j.key AS field, CASE WHEN j.key = 'removed' AND j.value = 1 "
        f"THEN ({whole}) ELSE COALESCE(({heads}), ({creation})) END AS heads "
        "FROM json_each(f.fields) j"
    )
    if "removed" in table.columns:
        # Whoever edits a row that is already removed says so, else it would come back elsewhere.
        removal = f"SELECT {_HEADS} FROM cell WHERE {row} AND field = 'removed'"
        replaced += (
            f" UNION ALL SELECT 'removed', COALESCE(({removal}), ({creation})) "
            "WHERE OLD.removed = 1 AND NEW.removed = 1"
        )
    return f"(SELECT json_group_object(field, json(heads)) FROM ({replaced}))"


def _delete_trigger(table: Table) -> str:
    return (
        f"CREATE TRIGGER log_{table.name}_delete BEFORE DELETE ON {table.name} "
        "WHEN (SELECT applying FROM sync_state) = 0 "
        "BEGIN SELECT RAISE(ABORT, 'rows are never deleted, only marked as removed'); END"
    )


def _as_object(columns: Iterable[Column[object]]) -> str:
    pairs = ", ".join(f"'{c.name}', {_as_json(c, 'NEW')}" for c in columns)
    return f"json_object({pairs})"


def is_key_column(column: Column[object]) -> bool:
    """Whether a column holds the 16 bytes of a key."""
    return isinstance(column.type, LargeBinary) or isinstance(
        getattr(column.type, "impl", None), LargeBinary
    )


def _as_json(column: Column[object], row: str) -> str:
    value = f"{row}.{column.name}"
    # hex(NULL) is an empty text, not NULL.
    return f"nullif(lower(hex({value})), '')" if is_key_column(column) else value


def _key(table: Table, row: str) -> str:
    return " || '/' || ".join(_as_json(column, row) for column in table.primary_key.columns)


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


ChangeRow = tuple[
    str, int, int, int, int, str | None, str, str, str, str, str
]  # device, incarnation, seq, hlc, tx, author, tbl, key, kind, fields, parents


def changes_above(
    db: Session, known: Mapping[tuple[str, int], int]
) -> list[tuple[int, list[ChangeRow]]]:
    """All changes a receiver with this vector lacks, by source number, in the order of their
    numbers. ``parents`` name sources by their local number: see ``sources``."""
    found = []
    for number, (device, incarnation) in sources(db).items():
        rows = db.execute(
            text(
                "SELECT :device, :life, seq, hlc, tx, author, tbl, key, kind, fields, parents "
                "FROM change WHERE source = :source AND seq > :seq ORDER BY seq"
            ),
            {
                "device": device,
                "life": incarnation,
                "source": number,
                "seq": known.get((device, incarnation), 0),
            },
        ).all()
        if rows:
            found.append((number, [tuple(row) for row in rows]))
    return found


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
