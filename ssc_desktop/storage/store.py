"""The store: one open encrypted database, with reading and writing blocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, create_engine, event, exc
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import officer_at_work
from ssc_desktop.language import N_
from ssc_desktop.storage import change_log, erasure, search, upgrade

# What a service names when it hands an open block on.
Db = Session

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
_SMALLEST = 4096
# How SQLite tells that it found no room.
_FULL = "disk is full"


class Store:
    """An open database. Sessions live only inside ``reading()`` and ``writing()`` blocks;
    the records that leave a block are detached and complete."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.officer_id: str | None = None
        self._key = key
        self._engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=4,
        )
        event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(ssc_write=True)

    @classmethod
    def create(cls, path: Path, key: bytes) -> Store:
        """Make a new database at ``path`` (which must not exist) under a raw 32-byte key."""
        if path.exists():
            raise Problem(
                "workspace-exists",
                N_(
                    "There is already a database in this folder. Nothing was changed. Choose another folder."
                ),
            )
        store = cls(path, key)
        upgrade.to_newest(store.connecting, path)
        return store

    @classmethod
    def open(cls, path: Path, key: bytes) -> Store:
        """Open a database; a wrong key, a foreign file or a newer schema is a Problem and
        nothing is touched. An older schema is upgraded after a verified copy was made."""
        # SQLite would make an empty file its own by writing to it.
        if not path.is_file() or path.stat().st_size < _SMALLEST:
            raise Problem(
                "not-a-workspace",
                N_(
                    "There is no SSC Desktop database in this folder. Nothing was changed. Choose the folder of a workspace."
                ),
            )
        store = cls(path, key)
        try:
            upgrade.check_and_upgrade(store.connecting, path)
            store._index_anew()
        except (exc.DatabaseError, sqlcipher.DatabaseError) as error:
            store.close()
            raise Problem(
                "unreadable-database",
                N_(
                    "The database cannot be read with this key: it is damaged or was made by another program. Nothing was changed. Restore a backup or ask headquarters."
                ),
            ) from error
        except Problem:
            store.close()
            raise
        return store

    def _connect(self) -> Any:  # noqa: ANN401
        connection = sqlcipher.connect(
            str(self.path), check_same_thread=False, isolation_level=None
        )
        # A wrong key is told as a Problem; SQLCipher would also write it on standard error.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        return connection

    def _index_anew(self) -> None:
        # An upgrade may leave the index of words behind; nobody would be found until a change.
        with self.reading() as db:
            behind = search.is_behind(db)
        if behind:
            with Session(self._writer, expire_on_commit=False) as db, db.begin():
                search.refresh(db)

    @contextmanager
    def connecting(self, *, write: bool = False) -> Iterator[Connection]:
        """A bare connection in one transaction, for bulk work and upgrades."""
        with (self._writer if write else self._engine).begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A block that only asks; it sees one consistent state."""
        with Session(self._engine, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def writing(self, *, author: str | None = None) -> Iterator[Session]:
        """A block that changes: one durable transaction, or none of it on any error."""
        officer = author or self.officer_id
        token = officer_at_work.set(officer)
        try:
            with Session(self._writer, expire_on_commit=False) as db, db.begin():
                change_log.begin(db, officer)
                yield db
                db.flush()
                erasure.refuse_personal(db)
                search.refresh(db)
        except exc.OperationalError as error:
            if _FULL in str(error.orig):
                raise Problem(
                    "disk-full",
                    N_(
                        "There is no room left on this disk. Nothing was saved. Make room and try again."
                    ),
                ) from error
            raise
        finally:
            officer_at_work.reset(token)

    def close(self) -> None:
        """Let go of the file; the log ahead of it is folded in by the last connection."""
        self._engine.dispose()


def _begin(connection: Connection) -> None:
    # A writer that starts as a reader may find another writer ahead of it and fail midway.
    write = connection.get_execution_options().get("ssc_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
