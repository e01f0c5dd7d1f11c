"""What belongs to this laptop alone and is never carried in a bundle."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text, delete, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from ssc_desktop.domain.record import now
from ssc_desktop.domain.types import Key, Moment


class Local(DeclarativeBase):
    """Parent of the tables that stay on this laptop."""


class Fact(Local):
    """A named value: edition, office, keys of this laptop, what headquarters reported."""

    __tablename__ = "local_fact"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


class Account(Local):
    """Who may open the workspace: a slot of the key file and the officer it stands for."""

    __tablename__ = "account"

    slot: Mapped[str] = mapped_column(String(36), primary_key=True)
    officer_id: Mapped[UUID] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(20), default="officer")
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Device(Local):
    """A laptop headquarters knows, or headquarters as an office knows it."""

    __tablename__ = "device"

    device: Mapped[str] = mapped_column(String(16), primary_key=True)
    office_code: Mapped[str] = mapped_column(String(12), default="")
    office_name: Mapped[str] = mapped_column(String(200), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    officer: Mapped[str] = mapped_column(String(200), default="")
    signing_key: Mapped[bytes] = mapped_column(LargeBinary)
    recipient: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(12), default="requested")
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_from_seq: Mapped[int | None] = mapped_column(Integer)


class BundleFile(Local):
    """A bundle that was written or received here; ``direction`` is ``out`` or ``in``."""

    __tablename__ = "bundle_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    direction: Mapped[str] = mapped_column(String(3))
    bundle_id: Mapped[str] = mapped_column(String(36), default="")
    number: Mapped[int] = mapped_column(Integer, default=0)
    device: Mapped[str] = mapped_column(String(16), default="")
    file_name: Mapped[str] = mapped_column(String(255), default="")
    state: Mapped[str] = mapped_column(String(12))
    change_count: Mapped[int] = mapped_column(Integer, default=0)
    byte_count: Mapped[int] = mapped_column(Integer, default=0)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    vector: Mapped[str] = mapped_column(Text, default="{}")
    reason: Mapped[str] = mapped_column(Text, default="")
    office: Mapped[str] = mapped_column(String(12), default="")
    level: Mapped[str] = mapped_column(String(20), default="")


class Report(Local):
    """What a laptop said it holds, in one of its bundles: at an office, its headquarters."""

    __tablename__ = "report"

    device: Mapped[str] = mapped_column(String(16), primary_key=True)
    incarnation: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    hlc: Mapped[int] = mapped_column(Integer)
    wall: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    vector: Mapped[str] = mapped_column(Text, default="{}")
    lacking: Mapped[str] = mapped_column(Text, default="[]")


class Withheld(Local):
    """Changes of a source (by its local number) that are counted here and were not given here."""

    __tablename__ = "withheld"

    source: Mapped[int] = mapped_column(Integer, primary_key=True)
    first: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class Arrival(Local):
    """Changes of a source (by its local number) that came new with one received bundle."""

    __tablename__ = "arrival"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[int] = mapped_column(Integer, primary_key=True)
    first: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class RefusedRow(Local):
    """A record that came and cannot be shown: its changes are kept in the log, with the reason."""

    __tablename__ = "refused_row"

    noun: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(String(60), default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Reduced(Local):
    """Changes of a source (by its local number) that are held without their personal values."""

    __tablename__ = "reduced"

    source: Mapped[int] = mapped_column(Integer, primary_key=True)
    first: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class ReportedTotal(Local):
    """How many people a laptop counted in an activity, where it told no more of them."""

    __tablename__ = "reported_total"

    device: Mapped[str] = mapped_column(String(16), primary_key=True)
    activity: Mapped[UUID] = mapped_column(Key, primary_key=True)
    hlc: Mapped[int] = mapped_column(BigInteger)
    told: Mapped[str] = mapped_column(Text)


class MatchCode(Local):
    """A keyed code of something a person is recognised by, of people held without their names."""

    __tablename__ = "match_code"
    __table_args__ = (Index("match_code_same", "code"),)

    person: Mapped[UUID] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    code: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    hlc: Mapped[int] = mapped_column(BigInteger)


class HandedOver(Local):
    """That a bundle was copied to a stick or put into a mail, and when."""

    __tablename__ = "handed_over"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    way: Mapped[str] = mapped_column(String(12), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Access(Local):
    """Who looked at, printed or exported what, and when; names no participant."""

    __tablename__ = "access"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    officer_id: Mapped[UUID | None] = mapped_column(Key)
    act: Mapped[str] = mapped_column(String(20))
    noun: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(120), default="")


class Draft(Local):
    """What somebody typed and has not recorded; ``place`` is where it was typed."""

    __tablename__ = "draft"

    place: Mapped[str] = mapped_column(String(120), primary_key=True)
    officer_id: Mapped[UUID | None] = mapped_column(Key)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    told: Mapped[str] = mapped_column(Text)


def read_fact(db: Session, name: str) -> bytes | None:
    """The value of a local fact, or None when it was never written."""
    return db.scalar(select(Fact.value).where(Fact.name == name))


def write_fact(db: Session, name: str, value: bytes) -> None:
    """Write a local fact, replacing what it said."""
    db.merge(Fact(name=name, value=value))


def forget_fact(db: Session, name: str) -> None:
    """Remove a local fact."""
    db.execute(delete(Fact).where(Fact.name == name))


def note_access(db: Session, officer_id: UUID | None, act: str, noun: str, subject: str) -> None:
    """Write one line of the access log."""
    db.add(Access(officer_id=officer_id, act=act, noun=noun, subject=subject))
