"""Copies of the database under its own key, and the new life a restored copy starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import exc, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage import change_log, integrity
from ssc_desktop.storage.store import Store

COUNTED = ("activity", "participant", "attendance", "evidence", "organisation")
"""The nouns by which a person recognises what a copy holds."""


@dataclass(frozen=True, slots=True)
class Life:
    """Which laptop a database writes as, in which of its lives, and how far it came."""

    device: str
    incarnation: int
    seq: int


def copy_to(store: Store, target: Path) -> None:
    """Write a compact copy of an open database to a new file, encrypted under the same key."""
    try:
        store.copy_to(target)
    except (exc.DatabaseError, sqlcipher.DatabaseError) as error:
        raise not_written() from error


def write_sound(store: Store, target: Path) -> None:
    """Write a copy of an open database and look at every page of it before it gets its name."""
    try:
        store.safe_copy(target)
    except (exc.DatabaseError, sqlcipher.DatabaseError, OSError) as error:
        raise not_written() from error


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Store]:
    try:
        store = Store.open(path, key)
    except Problem as problem:
        raise (problem if problem.code == "newer-schema" else _damaged()) from None
    try:
        yield store
    finally:
        store.close()


def verified(path: Path, key: bytes) -> Life:
    """Check every page and row of a copy; a Problem when anything is wrong with it."""
    with _opened(path, key) as store:
        if integrity.check_database(store):
            raise _damaged()
        with store.reading() as db:
            return life_in(db)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds: its life, its vector, and how many records of each noun."""

    life: Life
    vector: Mapping[tuple[str, int], int]
    records: Mapping[str, int]


def contents_of(path: Path, key: bytes) -> Contents:
    """What a copy holds, every page and row of it checked; a Problem when anything is wrong."""
    with _opened(path, key) as store:
        if integrity.check_database(store):
            raise _damaged()
        with store.reading() as db:
            return Contents(life_in(db), change_log.vector(db), counts(db, COUNTED))


def counts(db: Session, nouns: Iterable[str]) -> dict[str, int]:
    """How many records of each of these nouns there are, removed ones left out."""
    return {
        noun: db.execute(
            text(f"SELECT count(*) FROM {noun} WHERE coalesce(removed, 0) = 0")
        ).scalar_one()
        for noun in nouns
    }


def touched_above(db: Session, known: Mapping[tuple[str, int], int]) -> dict[str, int]:
    """How many records of each noun changes above a vector tell of."""
    found: dict[str, set[str]] = {}
    for number, name in change_log.sources(db).items():
        rows = db.execute(
            text("SELECT DISTINCT tbl, key FROM change WHERE source = :number AND seq > :seq"),
            {"number": number, "seq": known.get(name, 0)},
        )
        for tbl, key in rows:
            found.setdefault(tbl, set()).add(key)
    return {noun: len(keys) for noun, keys in found.items()}


def life_of(path: Path, key: bytes) -> Life | None:
    """The life of a database that may be damaged; None where it cannot be told."""
    try:
        store = Store(path, key)
        try:
            with store.reading() as db:
                return life_in(db)
        finally:
            store.close()
    except (exc.SQLAlchemyError, sqlcipher.DatabaseError):
        return None


def begin_new_life(path: Path, key: bytes, incarnation: int) -> None:
    """Make a restored copy write as a new source; what it wrote before keeps its numbers.

    Numbers given out after the copy was made may be in bundles already. Were they given out
    again, two changes would go by one name.
    """
    with _opened(path, key) as store, store.writing() as db:
        life = life_in(db)
        before = _keep_as_source(db, life)
        for statement in (
            "UPDATE change SET source = :before WHERE source = :own",
            "UPDATE cell SET source = :before WHERE source = :own",
            "UPDATE search_upto SET source = :before WHERE source = :own",
        ):
            db.execute(text(statement), {"before": before, "own": change_log.OWN})
        db.execute(
            text("UPDATE change SET parents = replace(parents, :old, :new) WHERE parents <> '{}'"),
            {"old": f"[{change_log.OWN},", "new": f"[{before},"},
        )
        db.execute(text("UPDATE sync_state SET seq = 0"))
        change_log.name_own_source(db, life.device, incarnation)


def _keep_as_source(db: Session, life: Life) -> int:
    # The own source changes its name afterwards; until then two would have the same.
    change_log.name_own_source(db, life.device, -1)
    written = db.execute(
        text(
            "INSERT INTO source(device, incarnation, upto) VALUES (:device, :life, :upto) "
            "RETURNING id"
        ),
        {"device": life.device, "life": life.incarnation, "upto": life.seq},
    )
    return int(written.scalar_one())


def life_in(db: Session) -> Life:
    """The life an open database leads."""
    device, incarnation = change_log.own_source(db)
    seq = db.execute(text("SELECT seq FROM sync_state")).scalar_one()
    return Life(device, incarnation, seq)


def _damaged() -> Problem:
    return Problem(
        "backup-damaged",
        N_("This backup is damaged or belongs to another workspace. Nothing was changed."),
    )


def not_written() -> Problem:
    """A backup had no room or no permission."""
    return Problem(
        "backup-not-written",
        N_(
            "The backup could not be written. The workspace itself is whole."
            " Make room on the disk or choose another place."
        ),
    )
