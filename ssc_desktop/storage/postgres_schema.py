"""PostgreSQL made to speak like SQLite: columns as wide, rows in the same order, the same words."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, UnaryExpression
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg
from sqlalchemy.sql import operators

SCHEMA = "ssc_desktop"

# What SQLite calls these by; the rest of our SQL is said alike in both.
TAUGHT = (
    "CREATE FUNCTION max(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE "
    "AS $$ SELECT CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN GREATEST($1, $2) END $$",
    "CREATE FUNCTION min(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE "
    "AS $$ SELECT CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN LEAST($1, $2) END $$",
    "CREATE FUNCTION hex(bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE "
    "AS $$ SELECT encode($1, 'hex') $$",
    "CREATE FUNCTION unhex(text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE "
    "AS $$ SELECT CASE WHEN $1 ~ '^([0-9a-fA-F]{2})*$' THEN decode($1, 'hex') END $$",
    "CREATE FUNCTION instr(text, text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE "
    "AS $$ SELECT CAST(strpos($1, $2) AS bigint) $$",
    "CREATE FUNCTION json_extract(text, text) RETURNS text LANGUAGE sql IMMUTABLE STRICT "
    "PARALLEL SAFE AS $$ SELECT $1::json #>> string_to_array(substr($2, 3), '.') $$",
    "CREATE FUNCTION json_with(jsonb, text, text) RETURNS jsonb LANGUAGE sql IMMUTABLE "
    "PARALLEL SAFE AS $$ SELECT $1 || jsonb_build_object($2, $3) $$",
    "CREATE FUNCTION json_told(jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE "
    "AS $$ SELECT $1::text $$",
    "CREATE AGGREGATE json_group_object(text, text) "
    "(SFUNC = json_with, STYPE = jsonb, INITCOND = '{}', FINALFUNC = json_told)",
)


class Statements(PGCompiler_psycopg):
    """Questions answered in SQLite's order: what is not said comes before everything else."""

    def order_by_clause(self, select: Any, **kw: Any) -> str:  # noqa: ANN401
        """What rows are sorted by."""
        kw["within_columns_clause"] = False
        told = [self.process(each, **kw) + _nulls(each) for each in select._order_by_clauses]  # noqa: SLF001
        return f" ORDER BY {', '.join(told)}" if told else ""


def _nulls(clause: Any) -> str:  # noqa: ANN401
    modifier = clause.modifier if isinstance(clause, UnaryExpression) else None
    if modifier in (operators.nulls_first_op, operators.nulls_last_op):
        return ""
    sorted_by = clause.element if modifier is operators.desc_op else clause
    if isinstance(sorted_by, Column) and not sorted_by.nullable:
        # An index that holds no such rows is only used where none are asked for.
        return ""
    return " NULLS LAST" if modifier is operators.desc_op else " NULLS FIRST"


class Types(PGTypeCompiler):
    """Columns as wide as SQLite's: numbers of 64 bits, text of any length, in the order of bytes."""

    def visit_INTEGER(self, type_: Any, **kw: Any) -> str:  # noqa: ANN401
        """A number."""
        return "BIGINT"

    def visit_SMALLINT(self, type_: Any, **kw: Any) -> str:  # noqa: ANN401
        """A number."""
        return "BIGINT"

    def visit_VARCHAR(self, type_: Any, **kw: Any) -> str:  # noqa: ANN401
        """A text; a cast names no order."""
        return 'TEXT COLLATE "C"' if kw.get("type_expression") is not None else "TEXT"

    def visit_TEXT(self, type_: Any, **kw: Any) -> str:  # noqa: ANN401
        """A text."""
        return self.visit_VARCHAR(type_, **kw)


class Tables(PGDDLCompiler):
    """Tables numbered as far as SQLite's, and without references that the database would hold to:
    what belongs together may come in two bundles."""

    def get_column_specification(self, column: Any, **kw: Any) -> str:  # noqa: ANN401
        """A column."""
        told = str(super().get_column_specification(column, **kw))  # type: ignore[no-untyped-call]
        return told.replace(" SERIAL", " BIGSERIAL")

    def visit_foreign_key_constraint(self, constraint: Any, **kw: Any) -> Any:  # noqa: ANN401
        """Nothing."""
        return None
