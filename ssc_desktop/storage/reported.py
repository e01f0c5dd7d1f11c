"""Totals of activities: counted from the rows for a bundle, and kept as a laptop reported them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import PRESENT_STATES, TEAM_ROLES, Attendance, Registration
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.storage import change_log, merges
from ssc_desktop.storage.local import ReportedTotal, Withheld


class Counted(NamedTuple):
    """What a person is counted by."""

    sex: str | None
    country: str | None
    category: str | None
    birth_year: int | None
    age_band: str | None


@dataclass(slots=True)
class Guests:
    """Who counts in one activity, and how many half-days of people were attended."""

    start: date | None
    sensitive: bool
    people: dict[UUID, Counted] = field(default_factory=dict)
    there: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))


def guests(db: Session) -> dict[UUID, Guests]:
    """Everybody who counts, by activity; the team and whoever was removed are left out, and
    people whose records were merged count once."""
    asked = select(Activity.id, Activity.start, Activity.sensitive)
    rows = db.execute(asked.where(Activity.removed.is_not(True)))
    found = {row.id: Guests(row.start, bool(row.sensitive)) for row in rows}
    lead = merges.of_people(db)
    known = _people(db)
    for activity, person, role in _places(db):
        standing = lead.standing(person)
        if activity in found and role not in TEAM_ROLES and standing in known:
            found[activity].people[standing] = known[standing]
    for activity, person, slot in _present(db):
        standing = lead.standing(person)
        if activity in found and standing in found[activity].people:
            found[activity].there[standing].add(slot)
    return found


def _people(db: Session) -> dict[UUID, Counted]:
    asked = (
        select(
            Participant.id,
            Participant.sex,
            Participant.country,
            Participant.stakeholder_category,
            Organisation.kind,
            Participant.birth_year,
            Participant.age_band,
        )
        .outerjoin(Organisation, Organisation.id == Participant.organisation_id)
        .where(Participant.removed.is_not(True))
    )
    return {
        row.id: Counted(
            row.sex,
            row.country,
            row.stakeholder_category or row.kind,
            row.birth_year,
            row.age_band,
        )
        for row in db.execute(asked)
    }


def _places(db: Session) -> Iterable[tuple[UUID, UUID, str | None]]:
    asked = select(Registration.activity_id, Registration.participant_id, Registration.role)
    rows = db.execute(asked.where(Registration.removed.is_not(True)))
    return ((row[0], row[1], row[2]) for row in rows)


def _present(db: Session) -> Iterable[tuple[UUID, UUID, str]]:
    asked = select(Attendance.activity_id, Attendance.participant_id, Attendance.slot)
    rows = db.execute(asked.where(Attendance.state.in_(sorted(PRESENT_STATES))))
    return ((row[0], row[1], row[2]) for row in rows)


def keep(db: Session, device: str, hlc: int, told: Mapping[UUID, str]) -> None:
    """Keep what a laptop reported (JSON by activity), unless it reported later already."""
    last = select(ReportedTotal.hlc).where(ReportedTotal.device == device).limit(1)
    if (db.scalar(last) or 0) <= hlc:
        db.execute(delete(ReportedTotal).where(ReportedTotal.device == device))
        db.add_all(
            ReportedTotal(device=device, activity=activity, hlc=hlc, told=total)
            for activity, total in told.items()
        )
        db.flush()


def drop_replaced(db: Session) -> None:
    """Let go of the totals of laptops of which nothing is withheld any longer: the rows are here."""
    names = change_log.sources(db)
    lacking = {names[number][0] for number in db.scalars(select(Withheld.source).distinct())}
    db.execute(delete(ReportedTotal).where(ReportedTotal.device.not_in(sorted(lacking))))


def of_activities(db: Session, activities: Iterable[UUID] | None) -> list[ReportedTotal]:
    """The totals reported of these activities, or of all."""
    asked = select(ReportedTotal).order_by(ReportedTotal.activity, ReportedTotal.device)
    if activities is not None:
        asked = asked.where(ReportedTotal.activity.in_(list(activities)))
    return list(db.scalars(asked))
