"""The encrypted file of a workspace: how it is opened, and what SQLite says in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.pool import QueuePool

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.language import N_
from ssc_desktop.storage import sqlite_triggers
from ssc_desktop.storage.dialect import Dialect, Rows, disk_full

# 64 MiB of decrypted pages make reading an encrypted database as fast as a plain one.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
    # INSERT OR REPLACE deletes silently otherwise, past the trigger that forbids deleting.
    "PRAGMA recursive_triggers = ON",
    "PRAGMA busy_timeout = 10000",
)


# Of fewer new rows than this, each may as well be put into the indexes by itself.
_MANY = 10_000
# Those that keep rows apart are needed for every row.
_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? "
    "AND sql LIKE 'CREATE INDEX%'"
)
# How SQLite tells that it found no room, and that the disk (or a limit on files) would not let it
# write.
_FULL, _FAILED = "disk is full", "disk I/O error"

# The driver asks of every value of bytes and of every NULL how it wants to be stored, by way of two
# failed look-ups of attributes: two thirds of the time of an import. Both are told to stay as they
# are by functions that need no Python.
sqlcipher.register_adapter(bytes, bytes)
sqlcipher.register_adapter(type(None), {}.get)


def engine(path: Path, key: bytes) -> Engine:
    """The engine of the database at ``path`` under a raw 32-byte key."""

    def connect() -> Any:  # noqa: ANN401
        connection = sqlcipher.connect(str(path), check_same_thread=False, isolation_level=None)
        # A wrong key is told as a Problem; SQLCipher would also write it on standard error.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    made = create_engine(
        "sqlite://", module=sqlcipher, creator=connect, poolclass=QueuePool, pool_size=4
    )
    event.listen(made, "begin", _begin)
    return made


def reader(made: Engine) -> Engine:
    """The same engine for blocks that only ask."""
    return made


def writer(made: Engine) -> Engine:
    """The same engine for blocks that write."""
    return made.execution_options(ssc_write=True)


def _begin(connection: Connection) -> None:
    # A writer that starts as a reader may find another writer ahead of it and fail midway.
    write = connection.get_execution_options().get("ssc_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def copy_to(connection: Connection, target: Path) -> None:
    """Write a compact copy of the database, under the same key, to a new file."""
    raw = connection.connection.driver_connection
    assert raw is not None
    # VACUUM runs in no transaction.
    raw.commit()
    raw.execute("VACUUM INTO ?", (str(target),))


class Sqlite(Dialect):
    """SQLite as SQLCipher gives it: one encrypted file."""

    # The order in which SQLite reads two tables is that of the words CROSS JOIN.
    join = "CROSS JOIN"

    def insertion(self, record_class: type[Recorded]) -> Any:  # noqa: ANN401
        """That of SQLite."""
        return insert(record_class)

    def refuse_taken(self, connection: Connection) -> None:
        """Nothing: a file that is there is never made anew."""

    def prepare(self, connection: Connection) -> None:
        """Nothing: all it needs is built in."""

    def settle(self, connection: Connection) -> None:
        """Nothing: the next number follows the highest."""

    def install_triggers(self, connection: Connection) -> None:
        """Make the triggers anew; old ones of the same tables are dropped."""
        for name in [name for name, _ in _triggers(connection) if name.startswith("log_")]:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        for statement in sqlite_triggers.statements():
            connection.exec_driver_sql(statement)

    def missing_triggers(self, connection: Connection) -> int:
        """How many triggers are not there word by word."""
        present = {statement for _, statement in _triggers(connection)}
        return sum(statement not in present for statement in sqlite_triggers.statements())

    def creation(self, table: Table) -> tuple[str, str]:
        """The key and the fields that are filled in."""
        return sqlite_triggers.creation(table)

    def key_of(self, connection: Connection, table: str) -> list[str]:
        """The primary key."""
        asked = text("SELECT name FROM pragma_table_info(:named) WHERE pk > 0 ORDER BY name")
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
        """One statement, run for each row."""
        unless = " ON CONFLICT DO NOTHING" if keep else ""
        if rows:
            told = rows if isinstance(rows, list) else list(rows)
            connection.exec_driver_sql(_insertion(table, names) + unless, told)

    @contextmanager
    def filling(self, connection: Connection, table: str, many: int) -> Iterator[None]:
        """Indexes are made anew where most rows are new: sorted once, not searched for each row.

        An error ends the whole transaction, and so puts them back.
        """
        made: list[tuple[str, str]] = []
        if many >= _MANY:
            more = connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1 OFFSET ?", (many,))
            if more.first() is None:
                made = [tuple(row) for row in connection.exec_driver_sql(_INDEXES, (table,))]
        for name, _ in made:
            connection.exec_driver_sql(f'DROP INDEX "{name}"')
        yield
        for _, statement in made:
            connection.exec_driver_sql(statement)

    def upsert(
        self,
        connection: Connection,
        table: str,
        keys: Sequence[str],
        names: Sequence[str],
        rows: Rows,
    ) -> None:
        """One statement, run for each row."""
        sets = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
        otherwise = f" ON CONFLICT({', '.join(keys)}) DO UPDATE SET {sets}"
        if rows:
            connection.exec_driver_sql(_insertion(table, names) + otherwise, list(rows))

    def among(self, values: Sequence[object]) -> tuple[str, tuple[Any, ...]]:
        """A mark for each."""
        return f"IN ({', '.join('?' * len(values))})", tuple(values)

    def found_in(self, index: str, parameter: str) -> str:
        """FTS5's own operator."""
        return f"{index} MATCH :{parameter}"

    def expression(self, ways: Iterable[Iterable[str]]) -> str:
        """Alternatives in brackets."""
        return "(" + " OR ".join(f"({' AND '.join(way)})" for way in ways) + ")"

    def both(self, expressions: Iterable[str]) -> str:
        """One after the other."""
        return " AND ".join(expressions)

    def term(self, word: str, *, begun: bool = False) -> str:
        """A quoted word; a star for what follows."""
        return f'"{word}"' + ("*" if begun else "")

    def words(self, words: str) -> str:
        """As they are."""
        return words

    def letters(self, words: str) -> str:
        """As they are: the index cuts them itself."""
        return words

    def overwrite_freed(self, connection: Connection) -> None:
        """Zeroes in the place of what was freed."""
        connection.exec_driver_sql("PRAGMA secure_delete = ON")

    def forget_words(self, connection: Connection, index: str) -> None:
        """Merge the index into one piece, which holds only what is there."""
        connection.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('optimize')")

    def damage(self, connection: Connection) -> list[str]:
        """What the two checks of pages find."""
        found = [row[0] for row in connection.execute(text("PRAGMA quick_check"))]
        found = [each for each in found if each != "ok"]
        return found + [row[0] for row in connection.execute(text("PRAGMA cipher_integrity_check"))]

    def trouble(self, error: BaseException | None) -> Problem | None:
        """A disk without room, or one that failed: SQLite tells both in words alone."""
        if _FULL in str(error):
            return disk_full()
        if _FAILED in str(error):
            return Problem(
                "disk-failed",
                N_(
                    "This disk could not be written to. Nothing was saved. Make room, or use another disk, and try again."
                ),
            )
        return None


def _insertion(table: str, names: Sequence[str]) -> str:
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table}({', '.join(names)}) VALUES ({marks})"


def _triggers(connection: Connection) -> Iterator[tuple[str, str]]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return iter([(row.name, row.sql) for row in rows])
