"""Questions about everything recorded of one person, removed records included."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.domain.attendance import Attendance, Registration
from ssc_desktop.domain.evidence import Consent, SheetPrint
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.office import Office, Officer
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.domain.types import Choices, Day, Decimals, Flag, Key, Moment
from ssc_desktop.storage import change_log
from ssc_desktop.storage.local import Access

R = TypeVar("R", Registration, Attendance, Consent, TravelClaim)


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of the history: a record made or changed, when, by whom, on which laptop.

    The officer is told by office and role: the history of one person names no other.
    """

    noun: str
    at: datetime
    is_new: bool
    values: dict[str, Any]
    office: str
    role: str
    device: str


def merged_with(db: Session, participant: UUID) -> list[Participant]:
    """All records that were merged into one person: the survivor first, this one among them."""
    people = {each.id: each for each in db.scalars(select(Participant))}
    survivor = _survivor(people, participant)
    of_one = [each for each in people.values() if _survivor(people, each.id) == survivor]
    return sorted(of_one, key=lambda each: (each.id != survivor, each.id))


def facts_of(db: Session, record_class: type[R], people: Collection[UUID]) -> list[R]:
    """The rows of a class that are about these people, in the order of their keys."""
    asked = select(record_class).where(record_class.participant_id.in_(people))
    return list(db.scalars(asked.order_by(*record_class.__mapper__.primary_key)))


def printings(db: Session, activities: Collection[UUID]) -> list[SheetPrint]:
    """Every attendance sheet printed for these activities, the oldest first."""
    asked = select(SheetPrint).where(SheetPrint.activity_id.in_(activities))
    return list(db.scalars(asked.order_by(SheetPrint.id)))


def accesses(db: Session, people: Iterable[UUID]) -> list[Access]:
    """What the access log of this laptop says about these people."""
    asked = select(Access).where(Access.subject.in_([str(each) for each in people]))
    return list(db.scalars(asked.order_by(Access.id)))


def history_of(db: Session, records: Iterable[Recorded]) -> list[Written]:
    """Every change of these records on any laptop, the oldest first."""
    found = [each for record in records for each in _history(db, record)]
    return sorted(found, key=lambda each: each.at)


def log_key(record: Recorded) -> str:
    """The key of a record as the change log writes it."""
    parts = (getattr(record, str(column.key)) for column in type(record).__mapper__.primary_key)
    return "/".join(part.hex if isinstance(part, UUID) else str(part) for part in parts)


def _survivor(people: dict[UUID, Participant], key: UUID) -> UUID:
    met = {key}
    while (known := people.get(key)) and (into := known.merged_into_id) and into not in met:
        met.add(into)
        key = into
    return key


def _history(db: Session, record: Recorded) -> Iterable[Written]:
    noun = record.__tablename__
    for change in change_log.history(db, noun, log_key(record)):
        office, role = _author(db, change["author"])
        yield Written(
            noun=noun,
            at=datetime.fromtimestamp((int(str(change["hlc"])) >> 16) / 1000, UTC),
            is_new=change["kind"] == "I",
            values=_values(noun, str(change["fields"])),
            office=office,
            role=role,
            device=str(change["device"]),
        )


def _author(db: Session, author: object) -> tuple[str, str]:
    officer = db.get(Officer, UUID(hex=str(author))) if author else None
    office = db.get(Office, officer.office_id) if officer and officer.office_id else None
    return (office.code if office else None) or "", (officer.role if officer else None) or ""


def _values(noun: str, fields: str) -> dict[str, Any]:
    """The values of a change as their columns hold them; names of newer versions stay out."""
    logged = json.loads(fields)
    known = {each.name: each.type for each in fields_of(RECORDS_BY_NOUN[noun])}
    values = {name: _value(known[name], value) for name, value in logged.items() if name in known}
    return values | ({"removed": bool(logged["removed"])} if "removed" in logged else {})


def _value(kind: object, logged: Any) -> Any:  # noqa: ANN401
    if logged is None:
        return None
    if isinstance(kind, Key):
        return UUID(hex=logged)
    if isinstance(kind, Choices):
        return tuple(json.loads(logged))
    if isinstance(kind, Flag):
        return bool(logged)
    if isinstance(kind, Decimals):
        return kind.process_result_value(logged, None)  # type: ignore[arg-type]
    if isinstance(kind, Moment):
        return datetime.fromtimestamp(logged / 1000, UTC)
    if isinstance(kind, Day):
        return date.fromisoformat(logged)
    return logged
