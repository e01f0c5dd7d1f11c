"""Which dialect an open database speaks."""

from __future__ import annotations

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from ssc_desktop.storage.dialect import Dialect
from ssc_desktop.storage.postgres import Postgres
from ssc_desktop.storage.sqlite import Sqlite

_DIALECTS: dict[str, Dialect] = {"sqlite": Sqlite(), "postgresql": Postgres()}


def of(database: Session | Connection | Engine) -> Dialect:
    """The dialect of a database."""
    bound = database.get_bind() if isinstance(database, Session) else database
    return _DIALECTS[bound.dialect.name]
