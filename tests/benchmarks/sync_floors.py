"""The least a database can do for the same rows: plain SQLCipher, and SQLite's own changesets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw
import sqlcipher3.dbapi2 as sqlcipher
import zstandard

from tests.benchmarks.sync_data import TABLES, Row, Statement

# As the store opens its file.
PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
)
Rows = dict[str, list[Row]]


def connect(path: Path, key: bytes | None) -> Any:
    """A bare connection with the store's settings; without a key the file lies open."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return connection


@contextmanager
def driver_as_it_comes() -> Iterator[None]:
    """Without the two adapters the program gives the driver, as anybody else would use it."""
    own = {
        name: sqlcipher.adapters.pop(name)
        for name in [(kind, sqlcipher.PrepareProtocol) for kind in (bytes, type(None))]
    }
    try:
        yield
    finally:
        sqlcipher.adapters.update(own)


def read(connection: Any, tables: Iterable[str] = TABLES) -> Rows:
    """Every row of the tables."""
    return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def schema(connection: Any, tables: Iterable[str] = TABLES) -> list[str]:
    """How these tables and their indexes are made."""
    asked = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index')"
    return [row[0] for table in tables for row in connection.execute(asked, (table,)) if row[0]]


def lay(connection: Any, made: Sequence[str]) -> None:
    """Make the tables and indexes; nothing logs what is written."""
    for statement in made:
        connection.execute(statement)


def write(connection: Any, rows: Rows) -> None:
    """Insert all rows in one transaction."""
    run(connection, [_insertion(table, each) for table, each in rows.items() if each])


def run(connection: Any, statements: Iterable[Statement]) -> None:
    """Run statements in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for sql, rows in statements:
        connection.executemany(sql, rows)
    connection.execute("COMMIT")


def _insertion(table: str, rows: Sequence[Row]) -> Statement:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows


class Recorder:
    """A plain database in memory whose changes SQLite's session extension watches."""

    def __init__(self, made: Sequence[str]) -> None:
        self._connection = apsw.Connection(":memory:")
        for statement in made:
            self._connection.execute(statement)
        self._session = self._watching()

    def _watching(self) -> apsw.Session:
        session = apsw.Session(self._connection, "main")
        session.attach()
        return session

    def run(self, statements: Iterable[Statement]) -> None:
        """Run statements in one transaction."""
        with self._connection:
            for sql, rows in statements:
                self._connection.executemany(sql, rows)

    def write(self, rows: Rows) -> None:
        """Insert all rows."""
        self.run(_insertion(table, each) for table, each in rows.items() if each)

    def forget(self) -> None:
        """Watch only what comes from now on."""
        self._session.close()
        self._session = self._watching()

    def packed(self) -> bytes:
        """What changed since, as SQLite would send it, compressed as bundles are."""
        return zstandard.ZstdCompressor(level=10).compress(self._session.changeset())
