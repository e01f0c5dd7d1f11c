"""The file in the folder of a headquarters whose database lies on a server: it holds the address.

It has the name and the key of the database it stands for, so that whoever opens the folder is led
to the server, and nobody without the key learns where that is.
"""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import exc, inspect, text
from sqlalchemy.engine import make_url

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.storage import sqlite

DRIVER = "postgresql+psycopg"
# A database with tables for records is a hundred times as large.
_LARGEST = 64 * 1024


def write(path: Path, key: bytes, url: str) -> None:
    """Write a signpost to a new file, encrypted under a raw 32-byte key."""
    engine = sqlite.engine(path, key)
    try:
        with sqlite.writer(engine).begin() as connection:
            connection.execute(text("CREATE TABLE elsewhere(url TEXT NOT NULL)"))
            connection.execute(text("INSERT INTO elsewhere(url) VALUES (:url)"), {"url": url})
    finally:
        engine.dispose()


def read(path: Path, key: bytes) -> str | None:
    """The address a file leads to; None where it is a database itself or no key opens it."""
    if not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    engine = sqlite.engine(path, key)
    try:
        with engine.begin() as connection:
            if not inspect(connection).has_table("elsewhere"):
                return None
            return str(connection.execute(text("SELECT url FROM elsewhere")).scalar_one())
    except (exc.DatabaseError, sqlcipher.DatabaseError):
        return None
    finally:
        engine.dispose()


def refuse_wrong(url: str) -> None:
    """Raise a Problem unless this is the address of a PostgreSQL database."""
    try:
        parsed = make_url(url)
    except (exc.ArgumentError, ValueError):
        parsed = None
    if parsed is None or parsed.drivername != DRIVER or not parsed.database:
        raise Problem(
            "bad-database-address",
            N_(
                "The address of a PostgreSQL database looks like"
                " postgresql+psycopg://name@server/database. Nothing was changed."
            ),
        )
