"""The triggers of the change log in SQLite: they number every change and name its parents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, Table

from ssc_desktop.domain.all_records import synced_columns, synced_tables
from ssc_desktop.storage import change_log

_TICK = (
    "UPDATE sync_state SET seq = seq + 1, "
    "hlc = max(hlc + 1, CAST(unixepoch('subsec') * 1000 AS INTEGER) << 16);"
)
_HEADS = "nullif(json_group_array(json_array(source, seq)), '[]')"


def statements() -> Iterator[str]:
    """The three triggers of every synced table."""
    for table in synced_tables():
        yield _insert_trigger(table)
        yield _update_trigger(table)
        yield _delete_trigger(table)


def _insert_trigger(table: Table) -> str:
    key, fields = creation(table)
    return (
        f"CREATE TRIGGER log_{table.name}_insert AFTER INSERT ON {table.name} "
        f"WHEN (SELECT applying FROM sync_state) = 0 BEGIN {_TICK} "
        "INSERT INTO change(source, seq, hlc, tx, author, tbl, key, kind, fields, parents) "
        f"SELECT {change_log.OWN}, seq, hlc, tx, author, '{table.name}', {key}, 'I', "
        f"{fields}, '{{}}' FROM sync_state; END"
    )


def creation(table: Table) -> tuple[str, str]:
    """SQL for the key and the fields of the creation of a row that goes by the name NEW."""
    # A merge patch drops what is null (RFC 7396): a creation names only what it filled in.
    return _key(table, "NEW"), f"json_patch('{{}}', {_as_object(synced_columns(table))})"


def _update_trigger(table: Table) -> str:
    # SQLite reads all of this again whenever a file is opened, so it is kept short.
    columns = synced_columns(table)
    new, old = (", ".join(f"{row}.{c.name}" for c in columns) for row in ("NEW", "OLD"))
    values = ", ".join(f"('{c.name}', {_as_json(c, 'NEW')}, {_as_json(c, 'OLD')})" for c in columns)
    fields = (
        f"WITH both(name, now, before) AS (VALUES {values}) "
        "SELECT json_group_object(name, now) FROM both WHERE now IS NOT before"
    )
    told = (
        f"FROM change c, json_each(c.fields) j WHERE c.source = {change_log.OWN} "
        "AND c.seq = (SELECT seq FROM sync_state)"
    )
    return (
        f"CREATE TRIGGER log_{table.name}_update AFTER UPDATE ON {table.name} "
        f"WHEN (SELECT applying FROM sync_state) = 0 AND ({new}) IS NOT ({old}) BEGIN {_TICK} "
        "INSERT INTO change(source, seq, hlc, tx, author, tbl, key, kind, fields, parents) "
        f"SELECT {change_log.OWN}, s.seq, s.hlc, s.tx, s.author, '{table.name}', f.k, 'U', "
        f"f.fields, {_parents(table)} FROM sync_state s, "
        f"(SELECT {_key(table, 'NEW')} AS k, ({fields}) AS fields) f; "
        f"DELETE FROM cell WHERE (tbl, key, field) IN (SELECT c.tbl, c.key, j.key {told}); "
        "INSERT INTO cell(tbl, key, field, source, seq) "
        f"SELECT c.tbl, c.key, j.key, c.source, c.seq {told}; END"
    )


def _parents(table: Table) -> str:
    """SQL for the heads each changed field replaces.

    A removal names every head of its row: whoever edited the row without knowing of the removal
    is then told apart from whoever edited it before.
    """
    row = f"tbl = '{table.name}' AND key = f.k"
    made = f"change WHERE {row} AND kind = 'I'"
    replaced = (
        f"COALESCE((SELECT {_HEADS} FROM cell WHERE {row} AND field = j.key), "
        f"(SELECT {_HEADS} FROM {made}))"
    )
    touched = "json_each(f.fields) j"
    if "removed" in table.columns:
        replaced = (
            f"CASE WHEN j.key = 'removed' AND j.value = 1 THEN (SELECT {_HEADS} FROM (SELECT "
            f"source, seq FROM cell WHERE {row} UNION SELECT source, seq FROM {made})) "
            f"ELSE {replaced} END"
        )
        # Whoever edits a row that is already removed says so, else it would come back elsewhere.
        touched = (
            "(SELECT key, value FROM json_each(f.fields) UNION ALL "
            "SELECT 'removed', 0 WHERE OLD.removed = 1 AND NEW.removed = 1) j"
        )
    return f"(SELECT json_group_object(j.key, json({replaced})) FROM {touched})"


def _delete_trigger(table: Table) -> str:
    return (
        f"CREATE TRIGGER log_{table.name}_delete BEFORE DELETE ON {table.name} "
        "WHEN (SELECT applying FROM sync_state) = 0 "
        "BEGIN SELECT RAISE(ABORT, 'rows are never deleted, only marked as removed'); END"
    )


def _as_object(columns: Iterable[Column[object]]) -> str:
    pairs = ", ".join(f"'{c.name}', {_as_json(c, 'NEW')}" for c in columns)
    return f"json_object({pairs})"


def _as_json(column: Column[object], row: str) -> str:
    value = f"{row}.{column.name}"
    # hex(NULL) is an empty text, not NULL.
    return f"nullif(lower(hex({value})), '')" if change_log.is_key_column(column) else value


def _key(table: Table, row: str) -> str:
    return " || '/' || ".join(_as_json(column, row) for column in table.primary_key.columns)
