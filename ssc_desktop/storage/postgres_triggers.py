"""The triggers of the change log in PostgreSQL: they write what those of SQLite write.

A trigger tells which fields changed and what they say now; the function ``log_edit``, the same for
all tables, names their parents.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Column, Connection, Table, text

from ssc_desktop.domain.all_records import synced_columns, synced_tables
from ssc_desktop.storage import change_log

# While changes of others are taken in, nothing is logged: asked before a trigger is even queued.
_LOGGING = "current_setting('ssc_desktop.applying', true) IS DISTINCT FROM '1'"
_TICK = (
    "UPDATE sync_state SET seq = seq + 1, hlc = GREATEST(hlc + 1, "
    "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint) << 16) WHERE id = 1 "
    "RETURNING * INTO now;"
)
_COLUMNS = "source, seq, hlc, tx, author, tbl, key, kind, fields, parents"
_HEADS = "string_agg('[' || source || ',' || seq || ']', ',' ORDER BY source, seq)"

_EDIT = f"""
DECLARE
  now sync_state;
  here CONSTANT text := key_;
  own CONSTANT bigint := {change_log.OWN};
  creation text;
  told text;
BEGIN
  {_TICK}
  SELECT {_HEADS} INTO creation FROM change WHERE tbl = noun AND key = here AND kind = 'I';
  SELECT string_agg(to_json(each.field)::text || ':' || COALESCE('[' || CASE
      WHEN each.whole THEN (SELECT {_HEADS} FROM (
        SELECT source, seq FROM cell WHERE tbl = noun AND key = here UNION
        SELECT source, seq FROM change WHERE tbl = noun AND key = here AND kind = 'I') heads)
      ELSE COALESCE((SELECT {_HEADS} FROM cell
        WHERE tbl = noun AND key = here AND field = each.field), creation)
      END || ']', 'null'), ',') INTO told
    FROM (SELECT name AS field, name = 'removed' AND removes AS whole FROM unnest(names) name
      UNION ALL SELECT 'removed', false WHERE stays_removed) each;
  INSERT INTO change({_COLUMNS}) VALUES (own, now.seq, now.hlc, now.tx, now.author, noun, here, 'U',
    fields_, '{{' || told || '}}');
  DELETE FROM cell WHERE tbl = noun AND key = here AND field = ANY(names);
  INSERT INTO cell(tbl, key, field, source, seq)
    SELECT noun, here, name, own, now.seq FROM unnest(names) name;
END"""

_SHARED = (
    "CREATE OR REPLACE FUNCTION log_edit(noun text, key_ text, names text[], fields_ text, "
    f"removes boolean, stays_removed boolean) RETURNS void LANGUAGE plpgsql AS $log${_EDIT}$log$",
    "CREATE OR REPLACE FUNCTION log_switch() RETURNS trigger LANGUAGE plpgsql AS $log$ BEGIN "
    "PERFORM set_config('ssc_desktop.applying', NEW.applying::text, true); RETURN NULL; END $log$",
    "CREATE OR REPLACE TRIGGER log_switch AFTER UPDATE OF applying ON sync_state "
    "FOR EACH ROW EXECUTE FUNCTION log_switch()",
)


class Trigger(NamedTuple):
    """One trigger of a table: its name, when it runs, what it does."""

    name: str
    table: str
    moment: str
    condition: str
    body: str

    @property
    def statements(self) -> tuple[str, str]:
        """SQL that makes the function and the trigger that runs it."""
        return (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql "
            f"AS $log${self.body}$log$",
            f"CREATE OR REPLACE TRIGGER {self.name} {self.moment} ON {self.table} FOR EACH ROW "
            f"WHEN ({self.condition}) EXECUTE FUNCTION {self.name}()",
        )


def triggers() -> Iterator[Trigger]:
    """The three triggers of every synced table."""
    for table in synced_tables():
        yield _on_insert(table)
        yield _on_update(table)
        yield _on_delete(table)


def install(connection: Connection) -> None:
    """Make the triggers anew; functions of tables that are no more go with their triggers."""
    for name in set(_functions(connection)) - {each.name for each in triggers()}:
        if name not in ("log_edit", "log_switch"):
            connection.exec_driver_sql(f"DROP FUNCTION {name}() CASCADE")
    for statement in _SHARED:
        connection.exec_driver_sql(statement)
    for each in triggers():
        for statement in each.statements:
            connection.exec_driver_sql(statement)


def missing(connection: Connection) -> int:
    """How many are not there, do something else or are switched off."""
    bodies = _functions(connection)
    asked = text(
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_proc p ON p.oid = t.tgfoid "
        "WHERE n.nspname = current_schema() AND t.tgenabled IN ('O', 'A') AND p.proname = t.tgname"
    )
    running = set(connection.scalars(asked))
    wrong = sum(
        each.name not in running or bodies.get(each.name) != each.body for each in triggers()
    )
    return wrong + ("log_switch" not in running) + (bodies.get("log_edit") != _EDIT)


def _functions(connection: Connection) -> dict[str, str]:
    asked = text(
        "SELECT p.proname, p.prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = current_schema() AND p.proname LIKE 'log\\_%'"
    )
    return {row.proname: row.prosrc for row in connection.execute(asked)}


def creation(table: Table) -> tuple[str, str]:
    """SQL for the key and the fields of the creation of a row that goes by the name NEW."""
    told = ", ".join(f"{_value(c, 'NEW')} AS {_quoted(c)}" for c in synced_columns(table))
    fields = f"json_strip_nulls(row_to_json(told))::text FROM (SELECT {told}) told"
    return _key(table), f"(SELECT {fields})"


def _on_insert(table: Table) -> Trigger:
    key, fields = creation(table)
    body = (
        f" DECLARE now sync_state; BEGIN {_TICK} INSERT INTO change({_COLUMNS}) "
        f"VALUES ({change_log.OWN}, now.seq, now.hlc, now.tx, now.author, '{table.name}', {key}, "
        f"'I', {fields}, '{{}}'); RETURN NULL; END "
    )
    return Trigger(f"log_{table.name}_insert", table.name, "AFTER INSERT", _LOGGING, body)


def _on_update(table: Table) -> Trigger:
    columns = synced_columns(table)
    moved = {c: f"NEW.{_quoted(c)} IS DISTINCT FROM OLD.{_quoted(c)}" for c in columns}
    names = ", ".join(f"CASE WHEN {moved[c]} THEN '{c.name}' END" for c in columns)
    told = ", ".join(
        f"CASE WHEN {moved[c]} THEN '\"{c.name}\":' || "
        f"COALESCE(to_json({_value(c, 'NEW')})::text, 'null') END"
        for c in columns
    )
    removes, stays = "false", "false"
    if "removed" in table.columns:
        # Whoever edits a row that is already removed says so, else it would come back elsewhere.
        removes = "NEW.removed IS NOT DISTINCT FROM 1"
        stays = f"({removes} AND OLD.removed IS NOT DISTINCT FROM 1)"
    body = (
        f" BEGIN PERFORM log_edit('{table.name}', {_key(table)}, "
        f"array_remove(ARRAY[{names}], NULL), "
        f"'{{' || array_to_string(ARRAY[{told}], ',') || '}}', {removes}, {stays}); "
        "RETURN NULL; END "
    )
    condition = f"{_LOGGING} AND ({' OR '.join(moved.values())})"
    return Trigger(f"log_{table.name}_update", table.name, "AFTER UPDATE", condition, body)


def _on_delete(table: Table) -> Trigger:
    body = (
        " BEGIN RAISE EXCEPTION 'rows are never deleted, only marked as removed' "
        "USING ERRCODE = 'integrity_constraint_violation'; END "
    )
    return Trigger(f"log_{table.name}_delete", table.name, "BEFORE DELETE", _LOGGING, body)


def _value(column: Column[object], row: str) -> str:
    value = f"{row}.{_quoted(column)}"
    return f"encode({value}, 'hex')" if change_log.is_key_column(column) else value


def _quoted(column: Column[object]) -> str:
    return f'"{column.name}"'


def _key(table: Table) -> str:
    return " || '/' || ".join(_value(column, "NEW") for column in table.primary_key.columns)
