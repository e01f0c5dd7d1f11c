"""Questions about what is half typed on this laptop."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, or_, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.record import now
from ssc_desktop.storage.local import Draft, Fact


def of_officer(db: Session, officer: UUID | None) -> list[Draft]:
    """What this officer has not finished, the latest first."""
    own = Draft.officer_id.is_(None) if officer is None else Draft.officer_id == officer
    return list(db.scalars(select(Draft).where(own).order_by(Draft.at.desc(), Draft.place)))


def told_at(db: Session, place: str) -> str | None:
    """What is kept of a place."""
    return db.scalar(select(Draft.told).where(Draft.place == place))


def write(connection: Connection, place: str, officer: UUID | None, told: str) -> None:
    """Keep what is typed at a place, instead of what was kept of it before."""
    remove(connection, [place])
    made = {"place": place, "officer_id": officer, "at": now(), "told": told}
    connection.execute(Draft.__table__.insert(), made)  # type: ignore[attr-defined]


def remove(connection: Connection, places: Iterable[str]) -> None:
    """Keep nothing of these places."""
    connection.execute(delete(Draft).where(Draft.place.in_(list(places))))


def remove_older(connection: Connection, moment: datetime) -> None:
    """Keep nothing that was typed before a moment."""
    connection.execute(delete(Draft).where(Draft.at < moment))


def remove_about(connection: Connection, keys: Iterable[UUID]) -> None:
    """Keep nothing that names one of these records."""
    for key in keys:
        named = (Draft.place.contains(str(key)), Draft.told.contains(str(key)))
        connection.execute(delete(Draft).where(or_(*named)))


def write_whereabouts(connection: Connection, name: str, told: bytes) -> None:
    """Keep where somebody is, under a name of local facts."""
    connection.execute(delete(Fact).where(Fact.name == name))
    connection.execute(Fact.__table__.insert(), {"name": name, "value": told})  # type: ignore[attr-defined]
