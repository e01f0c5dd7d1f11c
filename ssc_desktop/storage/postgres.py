"""The PostgreSQL database of a headquarters: how it is opened, and what it says in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, exc, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine.default import DefaultExecutionContext

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.language import N_
from ssc_desktop.storage import postgres_triggers
from ssc_desktop.storage.dialect import Dialect, Rows, disk_full
from ssc_desktop.storage.postgres_schema import SCHEMA, TAUGHT, Statements, Tables, Types

# The one writer at a time holds this lock until its transaction ends.
_WRITER = 0x5353_4344
_OPTIONS = f"-c search_path={SCHEMA} -c lock_timeout=10000 -c datestyle=ISO -c jit=off"
_OLDEST = 150000
# How the server numbers a full disk, and a lock that was not had in time.
_FULL, _BUSY = "53100", "55P03"
# Fewer rows than this are sent faster one by one than copied by way of a table of their own.
_FEW = 50
# The words of an index are cut to what PostgreSQL takes.
_LONGEST = 500
_THREE = 3


def engine(url: str) -> Engine:
    """The engine of the database at a ``postgresql+psycopg`` address."""
    try:
        made = create_engine(
            url,
            pool_size=4,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"options": _OPTIONS},
        )
    except ImportError as error:
        raise Problem(
            "driver-missing",
            N_(
                "This headquarters lies in PostgreSQL, and the library that speaks to it is not"
                " installed. Nothing was changed. Install psycopg, as README says."
            ),
        ) from error
    made.dialect.ddl_compiler = Tables
    made.dialect.statement_compiler = Statements
    made.dialect.type_compiler_instance = Types(made.dialect)
    event.listen(made, "begin", _begin)
    event.listen(made, "before_cursor_execute", _marked, retval=True)
    return made


def reader(made: Engine) -> Engine:
    """The same engine for blocks that only ask: each sees one consistent state."""
    return made.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writer(made: Engine) -> Engine:
    """The same engine for blocks that write: each sees what the one before it wrote."""
    return made.execution_options(isolation_level="READ COMMITTED", ssc_write=True)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("ssc_write"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")


def _marked(
    connection: Connection,
    cursor: Any,  # noqa: ANN401
    statement: str,
    parameters: Any,  # noqa: ANN401
    context: DefaultExecutionContext | None,
    executemany: bool,
) -> tuple[str, Any]:
    """SQL written for the driver marks its values by ``?``, which psycopg spells ``%s``."""
    del connection, cursor, executemany
    if context is None or context.compiled is not None or not parameters:
        return statement, parameters
    return statement.replace("%", "%%").replace("?", "%s"), parameters


def drop(connection: Connection) -> None:
    """Leave nothing of a workspace in its database."""
    connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


class Postgres(Dialect):
    """PostgreSQL 15 or newer; everything lies in one schema of the database."""

    # The planner finds the better order by itself.
    join = "JOIN"

    def insertion(self, record_class: type[Recorded]) -> Any:  # noqa: ANN401
        """That of PostgreSQL."""
        return insert(record_class)

    def refuse_taken(self, connection: Connection) -> None:
        """A workspace has a database to itself, and its text is that of all scripts."""
        asked = text(
            "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = :schema) AS taken, "
            "current_setting('server_encoding') = 'UTF8' AS any_script, "
            "CAST(current_setting('server_version_num') AS integer) >= :oldest AS known"
        )
        row = connection.execute(asked, {"schema": SCHEMA, "oldest": _OLDEST}).one()
        if not (row.any_script and row.known):
            raise Problem(
                "database-unfit",
                N_(
                    "A headquarters needs PostgreSQL 15 or later and a database in UTF-8. Nothing was"
                    " changed. Ask for another database."
                ),
            )
        if row.taken:
            raise Problem(
                "database-taken",
                N_(
                    "This PostgreSQL database holds a workspace already. Nothing was changed. Choose"
                    " an empty database."
                ),
            )

    def prepare(self, connection: Connection) -> None:
        """The schema, and the words of SQLite that our SQL uses."""
        connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")
        for statement in TAUGHT:
            connection.exec_driver_sql(statement)

    def settle(self, connection: Connection) -> None:
        """Let the next number of each table follow the highest."""
        for table, column, sequence in _sequences(connection):
            connection.exec_driver_sql(
                f"SELECT setval('{sequence}', (SELECT COALESCE(max({column}), 0) + 1 FROM {table}), false)"
            )

    def install_triggers(self, connection: Connection) -> None:
        """Make functions and triggers anew."""
        postgres_triggers.install(connection)

    def missing_triggers(self, connection: Connection) -> int:
        """How many are missing, altered or switched off."""
        return postgres_triggers.missing(connection)

    def creation(self, table: Table) -> tuple[str, str]:
        """The key and the fields that are filled in."""
        return postgres_triggers.creation(table)

    def key_of(self, connection: Connection, table: str) -> list[str]:
        """The primary key."""
        asked = text(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid "
            "AND a.attnum = ANY(i.indkey) WHERE i.indisprimary "
            "AND i.indrelid = CAST(:named AS regclass) ORDER BY CAST(a.attname AS text)"
        )
        return list(connection.scalars(asked, {"named": table}))

    def insert(
        self,
        connection: Connection,
        table: str,
        names: Sequence[str],
        rows: Rows,
        *,
        keep: bool = False,
    ) -> None:
        """Many rows are copied in: straight where nothing can be there yet."""
        listed = _listed(names)
        if len(rows) > _FEW and not (keep and _holds_any(connection, table)):
            _copy_in(connection, table, listed, dict.fromkeys(rows) if keep else rows)
        else:
            unless = " ON CONFLICT DO NOTHING" if keep else ""
            _write(connection, table, listed, rows, unless)

    def insert_batches(
        self, connection: Connection, table: str, names: Sequence[str], batches: Iterable[Rows]
    ) -> None:
        """One copy for all where nothing can be there yet: the server takes rows in while more
        are made."""
        if _holds_any(connection, table):
            super().insert_batches(connection, table, names, batches)
        else:
            _copy_in(connection, table, _listed(names), chain.from_iterable(batches))

    def filling(
        self, connection: Connection, table: str, many: int
    ) -> AbstractContextManager[None]:
        """As any other block: an index made anew would keep everybody else from the table."""
        return nullcontext()

    def upsert(
        self,
        connection: Connection,
        table: str,
        keys: Sequence[str],
        names: Sequence[str],
        rows: Rows,
    ) -> None:
        """Many rows are copied into a table beside this one, and go from there."""
        listed = _listed(names)
        sets = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in keys)
        otherwise = f" ON CONFLICT({', '.join(keys)}) DO UPDATE SET {sets}"
        _write(connection, table, listed, rows, otherwise)

    def among(self, values: Sequence[object]) -> tuple[str, tuple[Any, ...]]:
        """An array: the same statement however many they are."""
        return "= ANY(?)", (list(values),)

    def found_in(self, index: str, parameter: str) -> str:
        """The index holds what follows here word by word."""
        return (
            f"array_to_tsvector(string_to_array({index}.words, ' ')) "
            f"@@ CAST(:{parameter} AS tsquery)"
        )

    def expression(self, ways: Iterable[Iterable[str]]) -> str:
        """Alternatives in brackets."""
        return "(" + " | ".join(f"({' & '.join(way)})" for way in ways) + ")"

    def both(self, expressions: Iterable[str]) -> str:
        """One after the other."""
        return " & ".join(expressions)

    def term(self, word: str, *, begun: bool = False) -> str:
        """A quoted word; folded words hold letters and digits alone."""
        return f"'{word[:_LONGEST]}'" + (":*" if begun else "")

    def words(self, words: str) -> str:
        """Words cut to the length the server takes."""
        return " ".join(dict.fromkeys(word[:_LONGEST] for word in words.split()))

    def letters(self, words: str) -> str:
        """Every three letters in a row, as words of their own."""
        return " ".join(
            dict.fromkeys(
                [word[at : at + _THREE] for word in words.split() for at in range(len(word) - 2)]
            )
        )

    def overwrite_freed(self, connection: Connection) -> None:
        """Nothing: which bytes of the server's files are free is not ours to say."""

    def forget_words(self, connection: Connection, index: str) -> None:
        """Nothing: an entry that was deleted goes with the next vacuum of the server."""

    def damage(self, connection: Connection) -> list[str]:
        """Indexes that were given up, and pages whose checksum the server found wrong."""
        return _damage(connection)

    def trouble(self, error: BaseException | None) -> Problem | None:
        """A disk without room, another writer who takes long, a server that is not there."""
        state = getattr(error, "sqlstate", None)
        if state == _FULL:
            return disk_full()
        if state == _BUSY:
            return Problem(
                "database-busy",
                N_(
                    "Somebody else is writing to this headquarters. Nothing was saved. Try again in a"
                    " moment."
                ),
            )
        return Problem(
            "database-unreachable",
            N_(
                "The PostgreSQL database of this headquarters cannot be reached. Nothing was changed."
                " Ask who looks after the server whether it is running and lets you in."
            ),
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _write(connection: Connection, table: str, listed: str, rows: Rows, otherwise: str) -> None:
    if not rows:
        return
    if len(rows) <= _FEW:
        marks = ", ".join("?" * len(rows[0]))
        connection.exec_driver_sql(
            f"INSERT INTO {table}({listed}) VALUES ({marks}){otherwise}", list(rows)
        )
        return
    beside = f"loaded_{table}"
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE {beside} ON COMMIT DROP AS SELECT {listed} FROM {table} WITH NO DATA"
    )
    _copy_in(connection, beside, listed, rows)
    connection.exec_driver_sql(
        f"INSERT INTO {table}({listed}) SELECT {listed} FROM {beside}{otherwise}"
    )
    connection.exec_driver_sql(f"DROP TABLE {beside}")


def _holds_any(connection: Connection, table: str) -> bool:
    return connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first() is not None


def _copy_in(
    connection: Connection, table: str, listed: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    statement = f"COPY {table}({listed}) FROM STDIN"
    driver = connection.dialect.loaded_dbapi
    try:
        with (
            closing(connection.connection.cursor()) as cursor,
            cursor.copy(statement) as copy,
        ):
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:
        # What the driver is asked past SQLAlchemy is told like everything else.
        raise exc.DBAPIError.instance(
            statement, None, error, driver.Error, hide_parameters=True, dialect=connection.dialect
        ) from error


def _sequences(connection: Connection) -> list[tuple[str, str, str]]:
    asked = text(
        "SELECT c.table_name, c.column_name, "
        "pg_get_serial_sequence(c.table_schema || '.' || c.table_name, c.column_name) AS own "
        "FROM information_schema.columns c "
        "WHERE c.table_schema = current_schema() AND c.column_default LIKE 'nextval(%'"
    )
    return [(row.table_name, row.column_name, row.own) for row in connection.execute(asked)]


def _damage(connection: Connection) -> list[str]:
    broken = text("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
    found = [str(each) for each in connection.scalars(broken)]
    pages = text(
        "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
    )
    return found + [f"checksum {count}" for count in connection.scalars(pages) if count]
