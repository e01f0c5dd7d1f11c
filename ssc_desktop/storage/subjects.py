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
from ssc_desktop.domain.erasure import Erasure
from ssc_desktop.domain.evidence import Consent, SheetPrint
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.office import Office, Officer
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.record_keys import key_of, log_key
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.domain.types import Choices, Day, Decimals, Flag, Key, Moment
from ssc_desktop.storage import change_log, merges
from ssc_desktop.storage.local import Access

R = TypeVar("R", Registration, Attendance, Consent, TravelClaim, Erasure)


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of the history: a record made or changed, when, by whom, on which laptop.

    The officer is told by office and role: the history of one person names no other.
    """

    noun: str
    key: str
    at: datetime
    is_new: bool
    values: dict[str, Any]
    office: str
    role: str
    device: str


def merged_with(db: Session, participant: UUID) -> list[Participant]:
    """All records that stand for one person: the one that survived first, then those given up."""
    same = merges.of_people(db).same(participant)
    return [each for key in same if (each := db.get(Participant, key)) is not None]


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


def _history(db: Session, record: Recorded) -> Iterable[Written]:
    noun, key = record.__tablename__, key_of(record)
    for change in change_log.history(db, noun, log_key(noun, key)):
        office, role = _author(db, change["author"])
        yield Written(
            noun=noun,
            key=key,
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
