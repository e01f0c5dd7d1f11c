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
_HEADS = "'[' || group_concat('[' || source || ',' || seq || ']') || ']'"


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
    columns = synced_columns(table)
    moved = " OR ".join(f"NEW.{c.name} IS NOT OLD.{c.name}" for c in columns)
    same = ", ".join(
        f"CASE WHEN NEW.{c.name} IS OLD.{c.name} THEN '$.{c.name}' ELSE '$._' END" for c in columns
    )
    row = f"tbl = '{table.name}' AND key = {_key(table, 'NEW')}"
    last = f"source = {change_log.OWN} AND seq = (SELECT seq FROM sync_state)"
    touched = f"SELECT j.key FROM change, json_each(change.fields) j WHERE {last}"
    return (
        f"CREATE TRIGGER log_{table.name}_update AFTER UPDATE ON {table.name} "
        f"WHEN (SELECT applying FROM sync_state) = 0 AND ({moved}) BEGIN {_TICK} "
        "INSERT INTO change(source, seq, hlc, tx, author, tbl, key, kind, fields, parents) "
        f"SELECT {change_log.OWN}, s.seq, s.hlc, s.tx, s.author, '{table.name}', {_key(table, 'NEW')}, 'U', "
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


def _as_json(column: Column[object], row: str) -> str:
    value = f"{row}.{column.name}"
    # hex(NULL) is an empty text, not NULL.
    return f"nullif(lower(hex({value})), '')" if change_log.is_key_column(column) else value


def _key(table: Table, row: str) -> str:
    return " || '/' || ".join(_as_json(column, row) for column in table.primary_key.columns)
