"""The store: one open encrypted database, with reading and writing blocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, exc
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from ssc_desktop.domain import reference
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import officer_at_work
from ssc_desktop.language import N_
from ssc_desktop.storage import (
    change_log,
    codes,
    copying,
    dialects,
    erasure,
    postgres,
    search,
    signpost,
    sound_copy,
    sqlite,
    upgrade,
)

# What a service names when it hands an open block on.
Db = Session

_SMALLEST = 4096


class Store:
    """An open database. Sessions live only inside ``reading()`` and ``writing()`` blocks;
    the records that leave a block are detached and complete."""

    def __init__(self, path: Path, key: bytes, url: str | None = None) -> None:
        self.path = path
        self.officer_id: str | None = None
        self._key = key
        self._url = url or signpost.read(path, key)
        kind = postgres if self._url else sqlite
        engine = postgres.engine(self._url) if self._url else sqlite.engine(path, key)
        self._engine, self._writer = kind.reader(engine), kind.writer(engine)
        self._lists: reference.CodeLists | None = None

    @classmethod
    def create(cls, path: Path, key: bytes, url: str | None = None) -> Store:
        """Make a new database at ``path`` (which must not exist) under a raw 32-byte key; with
        ``url`` in that empty PostgreSQL database, to which ``path`` then leads."""
        if path.exists():
            raise Problem(
                "workspace-exists",
                N_(
                    "There is already a database in this folder. Nothing was changed. Choose another folder."
                ),
            )
        store = cls(path, key, url)
        try:
            with store.connecting() as connection:
                dialects.of(connection).refuse_taken(connection)
            upgrade.to_newest(store.connecting)
            store._put_signpost()
        except BaseException:
            store.close()
            raise
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
            upgrade.check_and_upgrade(store.connecting, store.safe_copy, path.parent / "backups")
            store._index_anew()
        except (exc.DatabaseError, sqlcipher.DatabaseError) as error:
            store.close()
            raise _unreadable() from error
        except Problem:
            store.close()
            raise
        return store

    def _put_signpost(self) -> None:
        if self._url:
            try:
                signpost.write(self.path, self._key, self._url)
            except BaseException:
                self.abandon()
                raise

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
        engine = self._writer if write else self._engine
        with self._reached(), engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A block that only asks; it sees one consistent state."""
        with self._reached(), Session(self._engine, expire_on_commit=False) as db:
            self._hold(db)
            yield db

    @contextmanager
    def writing(self, *, author: str | None = None) -> Iterator[Session]:
        """A block that changes: one durable transaction, or none of it on any error."""
        officer = author or self.officer_id
        token = officer_at_work.set(officer)
        try:
            with (
                self._told_as_problems(),
                Session(self._writer, expire_on_commit=False) as db,
                db.begin(),
            ):
                change_log.begin(db, officer)
                before = self._hold(db)
                yield db
                db.flush()
                erasure.refuse_personal(db)
                search.refresh(db)
                lists = codes.lists(db, before)
            self._lists = lists
            reference.hold(lists)
        finally:
            officer_at_work.reset(token)

    def _hold(self, db: Session) -> reference.CodeLists:
        """Show whoever names a code the lists as this database has them, read once."""
        if self._lists is None:
            self._lists = codes.lists(db)
        reference.hold(self._lists)
        return self._lists

    @property
    def is_on_server(self) -> bool:
        """Whether the database lies on the server of a headquarters."""
        return self._url is not None

    @property
    def address(self) -> str | None:
        """Where that server is, told without a password."""
        return make_url(self._url).render_as_string() if self._url else None

    def copy_to(self, target: Path) -> None:
        """Write a copy of the whole database to a new file, encrypted under the same key."""
        with self.connecting() as connection:
            copying.to_file(connection, target, self._key)

    def safe_copy(self, target: Path) -> None:
        """Write a copy of the whole database, look at every page of it, then give it its name."""
        sound_copy.write_sound(self.copy_to, target, self._key)

    def copy_to_server(self, url: str) -> Store:
        """Write every row into the empty PostgreSQL database at ``url``, all or nothing; the copy
        is open, and this database stays as it is."""
        other = Store(self.path, self._key, url)
        try:
            with other.connecting(write=True) as there:
                dialects.of(there).refuse_taken(there)
                with self.connecting() as here:
                    copying.into_empty(here, there)
            other._index_anew()
        except BaseException:
            other.close()
            raise
        return other

    def take_over(self, copy: Path) -> None:
        """Put every row of a copy, a file under the same key, in the place of all that is on the
        server: in one transaction, so that either the one or the other is there."""
        source = Store(copy, self._key)
        try:
            with source.connecting() as here, self.connecting(write=True) as there:
                postgres.drop(there)
                copying.into_empty(here, there)
        finally:
            source.close()
        self._lists = None
        self._index_anew()

    def abandon(self) -> None:
        """Leave nothing of a database on a server that was only just made."""
        if self.is_on_server:
            with self.connecting(write=True) as connection:
                postgres.drop(connection)

    @contextmanager
    def _told_as_problems(self) -> Iterator[None]:
        try:
            yield
        except exc.OperationalError as error:
            problem = dialects.of(self._engine).trouble(error.orig)
            if problem is None:
                raise
            raise problem from error

    def _reached(self) -> AbstractContextManager[None]:
        # A file that cannot be read is damaged, which others tell; a server may be away at any time.
        return self._told_as_problems() if self.is_on_server else nullcontext()

    def close(self) -> None:
        """Let go of the file; the log ahead of it is folded in by the last connection."""
        reference.let_go(self._lists)
        self._engine.dispose()


def refuse_unfit_server(url: str) -> None:
    """Raise a Problem unless a headquarters can begin in this PostgreSQL database; nothing is
    written, and no file is touched."""
    with closing(Store(Path(), b"", url)) as store, store.connecting() as connection:
        dialects.of(connection).refuse_taken(connection)


def _unreadable() -> Problem:
    return Problem(
        "unreadable-database",
        N_(
            "The database cannot be read with this key: it is damaged or was made by another program. Nothing was changed. Restore a backup or ask headquarters."
        ),
    )
