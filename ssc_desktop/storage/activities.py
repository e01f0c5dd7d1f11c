"""Questions about activities and their half-days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import Session, selectin_polymorphic

from ssc_desktop.domain.activity import Activity, HalfDay
from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.storage import search

_WHOLE = selectin_polymorphic(Activity, list(ALL_KINDS.values()))


def by_key(db: Session, key: UUID) -> Activity | None:
    """The activity of that key, complete with the fields of its kind."""
    return db.scalar(select(Activity).where(Activity.id == key).options(_WHOLE))


def by_code(db: Session, code: str) -> list[Activity]:
    """Activities that carry a code: one as a rule, more where two laptops chose the same."""
    asked = select(Activity).where(Activity.code == code.strip(), Activity.removed.is_not(True))
    return list(db.scalars(asked.options(_WHOLE)))


def same_codes(db: Session) -> list[tuple[str, list[UUID]]]:
    """Codes that several activities carry, and these activities."""
    standing = Activity.removed.is_not(True)
    shared = select(Activity.code).where(standing, Activity.code.is_not(None))
    shared = shared.group_by(Activity.code).having(func.count() > 1)
    rows = db.execute(select(Activity.code, Activity.id).where(standing, Activity.code.in_(shared)))
    found: dict[str, list[UUID]] = {}
    for code, key in rows:
        found.setdefault(code or "", []).append(key)
    return sorted(found.items())


def listed(
    db: Session,
    *,
    typed: str = "",
    kind: str | None = None,
    status: str | None = None,
    country: str | None = None,
    theme: str | None = None,
    period: tuple[date | None, date | None] = (None, None),
    removed: bool = False,
) -> list[Activity]:
    """Activities that match, the latest first and those without a date at the top."""
    asked = select(Activity).options(_WHOLE)
    asked = asked.where(Activity.removed.is_(True) if removed else Activity.removed.is_not(True))
    for column, wanted in (
        (Activity.kind, kind),
        (Activity.status, status),
        (Activity.country, country),
    ):
        if wanted:
            asked = asked.where(column == wanted)
    if theme:
        # Several codes lie in one column, as a JSON array.
        asked = asked.where(func.instr(Activity.themes, f'"{theme}"') > 0)
    since, until = period
    if since:
        asked = asked.where(func.coalesce(Activity.end, Activity.start) >= since)
    if until:
        asked = asked.where(Activity.start <= until)
    if typed.strip():
        condition, parameters = search.matching_keys(db, "activity", typed)
        asked = asked.where(text(condition).bindparams(**parameters))
    first = Activity.start.is_(None).desc()
    return list(db.scalars(asked.order_by(first, Activity.start.desc(), Activity.id.desc())))


def years_and_countries(db: Session) -> tuple[list[int], list[str]]:
    """The years in which activities begin, the latest first, and the countries they are in."""
    year = func.substr(Activity.start, 1, 4)
    standing = Activity.removed.is_not(True)
    years = db.scalars(select(year).where(standing, Activity.start.is_not(None)).distinct())
    countries = db.scalars(select(Activity.country).where(standing).distinct())
    return sorted(map(int, years), reverse=True), sorted(filter(None, countries))


def codes_like(db: Session, beginning: str) -> list[str]:
    """All codes ever given that begin so, those of removed activities included."""
    asked = select(Activity.code).where(Activity.code.startswith(beginning, autoescape=True))
    return [code for code in db.scalars(asked) if code]


def half_days(db: Session, activity: UUID, *, removed: bool = False) -> list[HalfDay]:
    """The half-days of an activity in the order of time (morning, afternoon, evening)."""
    asked = select(HalfDay).where(HalfDay.activity_id == activity)
    if not removed:
        asked = asked.where(HalfDay.removed.is_not(True))
    return sorted(db.scalars(asked), key=lambda each: slot_order(each.slot))


def half_days_of(db: Session, activities: Iterable[UUID]) -> dict[UUID, list[str]]:
    """The slots of many activities at once."""
    found: dict[UUID, list[str]] = {}
    rows = db.execute(
        select(HalfDay.activity_id, HalfDay.slot).where(
            HalfDay.activity_id.in_(list(activities)), HalfDay.removed.is_not(True)
        )
    )
    for activity, slot in rows:
        found.setdefault(activity, []).append(slot)
    return {key: sorted(slots, key=slot_order) for key, slots in found.items()}


def slot_order(slot: str) -> tuple[str, int]:
    """Sorts slots by day, then morning, afternoon, evening."""
    return slot[:10], ("AM", "PM", "EV").index(slot[11:]) if slot[11:] in ("AM", "PM", "EV") else 9


def marked_slots(db: Session, activity: UUID) -> set[str]:
    """Half-days for which at least one mark stands."""
    asked = select(Attendance.slot).where(
        Attendance.activity_id == activity, Attendance.state.is_not(None)
    )
    return set(db.scalars(asked.distinct()))


def counts_by_status(db: Session) -> dict[str | None, int]:
    """How many activities stand at each status."""
    rows = db.execute(
        select(Activity.status, func.count())
        .where(or_(Activity.removed.is_(None), Activity.removed.is_(False)))
        .group_by(Activity.status)
    )
    return {row[0]: row[1] for row in rows}
