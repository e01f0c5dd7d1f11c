"""A copy of the database that is believed only once it was read back: written aside, then named."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import exc

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage import dialects, sqlite

ARRIVING = ".arriving"


def write_sound(copy: Callable[[Path], None], target: Path, key: bytes) -> None:
    """Let ``copy`` write a copy of a database, look at every page of it, and only then give it the
    name ``target``: whatever carries such a name is whole."""
    part = target.with_name(f".{target.name}{ARRIVING}")
    sweep(target.parent)
    try:
        copy(part)
        refuse_damaged(part, key)
        _flush(part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    if os.name != "nt":
        with suppress(OSError):
            _flush(target.parent)


def sweep(folder: Path) -> None:
    """Remove what copies that were killed left in a folder."""
    for left in folder.glob(f".*{ARRIVING}*"):
        left.unlink(missing_ok=True)


def refuse_damaged(path: Path, key: bytes) -> None:
    """Raise a Problem unless every page of a copy is what was written under this key."""
    engine = sqlite.engine(path, key)
    try:
        with engine.begin() as connection:
            found = dialects.of(connection).damage(connection)
    except (exc.DatabaseError, sqlcipher.DatabaseError):
        found = ["unreadable"]
    finally:
        engine.dispose()
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    if found:
        raise Problem(
            "copy-damaged",
            N_(
                "The copy of the workspace does not read back as it was written. It was not kept;"
                " the workspace itself is whole. The disk may be failing: copy to another one."
            ),
        )


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
