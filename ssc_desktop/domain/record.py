"""What all records share: a key, who made it and when, whether it was removed."""

from __future__ import annotations

import secrets
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from ssc_desktop.domain.types import Flag, Key, Moment

# The officer at work, as 32 hexadecimal digits; the store sets it for each transaction.
officer_at_work: ContextVar[str | None] = ContextVar("officer_at_work", default=None)

LOCAL = {"local": True}
# Keys are the table: a second tree of rowids would only be dead weight.
WITHOUT_ROWID = {"sqlite_with_rowid": False}


def new_key() -> UUID:
    """A UUID of version 7 (RFC 9562): sorts roughly by time, collides never."""
    milliseconds = time.time_ns() // 1_000_000
    random = secrets.randbits(74)
    high = (milliseconds & (2**48 - 1)) << 80
    return UUID(int=high | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (2**62 - 1))


def now() -> datetime:
    """The present moment, UTC, to the millisecond as it is stored."""
    return datetime.fromtimestamp(time.time_ns() // 1_000_000 / 1000, UTC)


def _author() -> UUID | None:
    officer = officer_at_work.get()
    return UUID(officer) if officer else None


class Recorded(DeclarativeBase):
    """Parent of everything that has a table."""


class Stamped:
    """Who made a record and when, who changed it last, whether it was removed.

    All but ``removed`` is local knowledge, derived from the change log and never carried in a
    bundle: carried, it would make every pair of concurrent edits a conflict.
    """

    @declared_attr
    def created_at(cls) -> Mapped[datetime | None]:
        """When the record was made."""
        return mapped_column(Moment, default=now, info=LOCAL, sort_order=900)

    @declared_attr
    def created_by(cls) -> Mapped[UUID | None]:
        """The officer who made it."""
        return mapped_column(Key, default=_author, info=LOCAL, sort_order=901)

    @declared_attr
    def changed_at(cls) -> Mapped[datetime | None]:
        """When it was changed last, on any laptop, as far as this one knows."""
        return mapped_column(Moment, default=now, onupdate=now, info=LOCAL, sort_order=902)

    @declared_attr
    def changed_by(cls) -> Mapped[UUID | None]:
        """The officer who changed it last."""
        return mapped_column(Key, default=_author, onupdate=_author, info=LOCAL, sort_order=903)

    @declared_attr
    def removed(cls) -> Mapped[bool | None]:
        """Whether the record was removed; its row stays, so that it can be restored."""
        return mapped_column(Flag, sort_order=904)


class Record(Stamped, Recorded):
    """A record with a key of its own. Its table is a promise: bundles carry the names."""

    __abstract__ = True
    __table_args__ = WITHOUT_ROWID

    id: Mapped[UUID] = mapped_column(Key, primary_key=True, default=new_key, sort_order=-1)


class Fact(Stamped, Recorded):
    """A record whose key is what it is about, so that two laptops that record the same fact
    record it in the same place."""

    __abstract__ = True
    __table_args__ = WITHOUT_ROWID
