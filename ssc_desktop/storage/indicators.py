"""Questions indicators ask of all records at once: who attended what, of whom, where, with which
outputs. Rows of people are counted by the database, so that each person and activity is one row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.activity import Activity, HalfDay
from ssc_desktop.domain.attendance import PRESENT_STATES, TEAM_ROLES
from ssc_desktop.domain.distinct import Distinct
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.indicator import FrozenFigure, Indicator, Target
from ssc_desktop.domain.kinds.capacity_session import CapacitySession
from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.domain.match_codes import EMAIL, PHONE, SOUND
from ssc_desktop.domain.merges import Merges
from ssc_desktop.domain.office import Office
from ssc_desktop.domain.output import Output
from ssc_desktop.storage import merges
from ssc_desktop.storage.local import read_fact

_BATCH = 400
HEADQUARTERS = ""
# The office a workspace belongs to; whoever can recover, and has joined nobody, is headquarters.
_OFFICE, _RECOVERY, _CARD = "office", "recovery_recipient", "headquarters_card"


class Held(NamedTuple):
    """An activity as indicators see it."""

    id: UUID
    kind: str
    code: str
    title: str
    status: str | None
    start: date | None
    country: str | None
    region: str | None
    themes: tuple[str, ...]
    indicators: tuple[str, ...]
    sensitive: bool | None
    host: UUID | None
    threshold: int | None
    lead: UUID | None
    partner: UUID | None
    jobs: int | None


class Profile(NamedTuple):
    """What a person is counted by."""

    key: bytes
    sex: str
    birth_year: int | None
    age_band: str
    statuses: str
    country: str
    region: str
    category: str
    organisation: bytes | None


def activities(db: Session) -> list[Held]:
    """Every activity that was not removed, the earliest first; those without a date last."""
    asked = (
        select(
            *(Activity.id, Activity.kind, Activity.code, Activity.title, Activity.status),
            *(Activity.start, Activity.country, Activity.region, Activity.themes),
            *(Activity.indicators, Activity.sensitive, Activity.host_organisation_id),
            CapacitySession.__table__.c.presence_threshold,
            PilotActivity.__table__.c.lead_organisation_id,
            PilotActivity.__table__.c.partner_organisation_id,
            PilotActivity.__table__.c.jobs_created,
        )
        .select_from(Activity.__table__)
        .outerjoin(CapacitySession.__table__, CapacitySession.__table__.c.id == Activity.id)
        .outerjoin(PilotActivity.__table__, PilotActivity.__table__.c.id == Activity.id)
        .where(Activity.removed.is_not(True))
    )
    found = [_held(row) for row in db.execute(asked)]
    return sorted(found, key=lambda each: (each.start or date.max, each.id))


def _held(row: Any) -> Held:  # noqa: ANN401
    key, kind, code, title, *middle = row
    return Held._make((key, kind, code or "", title or "", *middle))


def half_days_held(db: Session) -> dict[UUID, int]:
    """How many half-days of each activity count."""
    counted = (HalfDay.removed.is_not(True), HalfDay.is_counted.is_not(False))
    asked = select(HalfDay.activity_id, func.count()).where(*counted)
    return {row[0]: row[1] for row in db.execute(asked.group_by(HalfDay.activity_id))}


def people(db: Session) -> dict[bytes, Profile]:
    """Everybody who was not removed, by key; the category is the person's own, else that of the
    organisation."""
    rows = _raw(
        db,
        "SELECT p.id, COALESCE(p.sex, ''), p.birth_year, COALESCE(p.age_band, ''), "
        "COALESCE(p.person_statuses, ''), COALESCE(p.country, ''), COALESCE(p.region, ''), "
        "COALESCE(p.stakeholder_category, o.kind, ''), p.organisation_id "
        "FROM participant p LEFT JOIN organisation o ON o.id = p.organisation_id "
        "WHERE p.removed IS DISTINCT FROM 1",
    )
    return {row[0]: Profile._make(row) for row in rows}


def organisations(db: Session) -> dict[bytes, tuple[str, str, str, str]]:
    """Country, region, category and level of every organisation, by key."""
    rows = _raw(
        db,
        "SELECT id, COALESCE(country, ''), COALESCE(region, ''), COALESCE(kind, ''), "
        "COALESCE(level, '') FROM organisation WHERE removed IS DISTINCT FROM 1",
    )
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in rows}


_TEAM = ", ".join(f"'{each}'" for each in sorted(TEAM_ROLES))
_PRESENT = ", ".join(f"'{each}'" for each in sorted(PRESENT_STATES))
_LISTED = f"r.removed IS DISTINCT FROM 1 AND (r.role IS NULL OR r.role NOT IN ({_TEAM}))"
_UNCOUNTED = (
    "SELECT activity_id, slot FROM half_day "
    "WHERE is_counted IS NOT DISTINCT FROM 0 OR removed IS NOT DISTINCT FROM 1"
)
_NAMED = "SELECT id FROM activity WHERE indicators IS NOT NULL AND removed IS DISTINCT FROM 1"


def attended(db: Session, *, every: bool = False) -> list[tuple[bytes, bytes, int]]:
    """Everybody who attended an activity that names an indicator (or ``every`` one), the team
    apart: activity, person and the number of counted half-days. Marks are counted first, in the order in which they lie;
    whoever has no place on the list is left out then."""
    named = "" if every else f"AND a.activity_id IN ({_NAMED})"
    rows: list[tuple[bytes, bytes, int]] = _raw(
        db,
        "SELECT g.activity_id, g.participant_id, g.half_days FROM ("
        "SELECT a.activity_id, a.participant_id, COUNT(*) AS half_days FROM attendance a "
        f"WHERE a.state IN ({_PRESENT}) AND a.removed IS DISTINCT FROM 1 "
        f"{named}{_counted_only(db)} "
        "GROUP BY a.activity_id, a.participant_id) g "
        "JOIN registration r ON r.activity_id = g.activity_id "
        f"AND r.participant_id = g.participant_id WHERE {_LISTED}",
    )
    return rows


def attended_slots(
    db: Session, several: Sequence[bytes]
) -> tuple[set[tuple[bytes, bytes]], list[tuple[bytes, bytes, str]]]:
    """Of these people, where each is on a list other than as one of the team, and every counted
    half-day each was present."""
    listed: set[tuple[bytes, bytes]] = set()
    present: list[tuple[bytes, bytes, str]] = []
    extra = _counted_only(db)
    for start in range(0, len(several), _BATCH):
        batch = list(several[start : start + _BATCH])
        marks = ", ".join(f"unhex('{key.hex()}')" for key in batch)
        listed.update(
            (row[0], row[1])
            for row in _raw(
                db,
                "SELECT r.activity_id, r.participant_id FROM registration r "
                f"WHERE r.participant_id IN ({marks}) AND {_LISTED}",
            )
        )
        present += [
            (row[0], row[1], row[2])
            for row in _raw(
                db,
                "SELECT a.activity_id, a.participant_id, a.slot FROM attendance a "
                f"WHERE a.participant_id IN ({marks}) AND a.state IN ({_PRESENT}) "
                f"AND a.removed IS DISTINCT FROM 1{extra}",
            )
        ]
    return listed, present


def _counted_only(db: Session) -> str:
    """A condition for marks of half-days that count; none where all do, which is the rule."""
    if db.execute(text(f"{_UNCOUNTED} LIMIT 1")).first() is None:
        return ""
    return f" AND (a.activity_id, a.slot) NOT IN ({_UNCOUNTED})"


def same_people(db: Session) -> dict[bytes, bytes]:
    """Records that stand for one person, each with the one that speaks: records that were merged,
    and those that offices recorded without telling the name but with one code for how it sounds and
    one for the telephone or the address, unless somebody said they are two."""
    lead = merges.of_people(db)
    found = {key.bytes: standing.bytes for key, standing in lead.given_up.items()}
    apart = {
        frozenset((one.bytes, other.bytes))
        for one, other in db.execute(
            select(Distinct.one, Distinct.other).where(Distinct.removed.is_not(True))
        )
    }
    for keys in _by_codes(db, lead):
        first = keys[0]
        for other in keys[1:]:
            if frozenset((first, other)) not in apart:
                found[other] = first
    return {key: _end(found, key) for key in found}


def _by_codes(db: Session, lead: Merges) -> Iterator[list[bytes]]:
    """Groups of people whose codes are the same, by key; most people share theirs with nobody."""
    groups: dict[tuple[bytes, bytes], set[bytes]] = defaultdict(set)
    for person, sound, reach in _raw(db, _SHARED_CODES):
        groups[sound, reach].add(lead.standing(UUID(bytes=person)).bytes)
    return (sorted(each) for each in groups.values() if len(each) > 1)


_SHARED_CODES = (
    "WITH pair AS (SELECT s.person, s.code AS sound, r.code AS reach FROM match_code s "
    "JOIN match_code r ON r.person = s.person "
    f"WHERE s.kind = '{SOUND}' AND r.kind IN ('{PHONE}', '{EMAIL}')) "
    "SELECT p.person, p.sound, p.reach FROM pair p "
    "JOIN (SELECT sound, reach FROM pair GROUP BY sound, reach "
    "HAVING COUNT(DISTINCT person) > 1) d ON d.sound = p.sound AND d.reach = p.reach"
)


def _end(found: dict[bytes, bytes], key: bytes) -> bytes:
    met = {key}
    while (following := found.get(key)) is not None and following not in met:
        met.add(following)
        key = following
    return key


def same_organisations(db: Session) -> Merges:
    """The merges of organisations."""
    return merges.of_organisations(db)


def beneficiaries(db: Session) -> dict[UUID, list[tuple[str, str, str, int]]]:
    """Direct beneficiaries as they were counted: type, sex, age group and number, by activity."""
    found: dict[UUID, list[tuple[str, str, str, int]]] = defaultdict(list)
    for row in _raw(
        db,
        "SELECT activity_id, COALESCE(beneficiary_type, ''), COALESCE(sex, ''), "
        "COALESCE(age_band, ''), count FROM beneficiaries WHERE removed IS DISTINCT FROM 1 "
        "AND is_direct IS DISTINCT FROM 0 AND count > 0 AND activity_id IS NOT NULL",
    ):
        found[UUID(bytes=row[0])].append((row[1], row[2], row[3], row[4]))
    return found


def outputs(db: Session) -> list[tuple[Output, bool]]:
    """Every output that was not removed, and whether a document is kept as evidence of it."""
    documents = set(db.scalars(select(Evidence.id).where(Evidence.removed.is_not(True))))
    asked = select(Output).where(Output.removed.is_not(True)).order_by(Output.id)
    return [(each, each.evidence_id in documents) for each in db.scalars(asked)]


def recorded(db: Session, set_code: str | None = None) -> list[Indicator]:
    """The indicators headquarters recorded, of one set or all, in their order."""
    asked = select(Indicator).where(Indicator.removed.is_not(True))
    if set_code is not None:
        asked = asked.where(Indicator.set_code == set_code)
    found = db.scalars(asked.order_by(Indicator.set_code, Indicator.code))
    return sorted(found, key=lambda each: (each.set_code, each.position or 0, each.code))


def targets(db: Session, set_code: str | None = None) -> list[Target]:
    """The targets that were set, of one set of indicators or all."""
    asked = select(Target).where(Target.removed.is_not(True))
    if set_code is not None:
        asked = asked.where(Target.set_code == set_code)
    keys = (Target.set_code, Target.code, Target.country, Target.period)
    return list(db.scalars(asked.order_by(*keys)))


def frozen(
    db: Session,
    set_code: str | None = None,
    period: str | None = None,
    *,
    office: str | None = None,
    removed: bool = False,
) -> list[FrozenFigure]:
    """The values that stand frozen (or whose freezing was taken back), of a set, a period and an
    office, or all. A value that came without its number, from a laptop that told none, is none."""
    gone = FrozenFigure.removed
    asked = select(FrozenFigure).where(gone.is_(True) if removed else gone.is_not(True))
    for column, wanted in (
        (FrozenFigure.set_code, set_code),
        (FrozenFigure.period, period),
        (FrozenFigure.office, office),
    ):
        if wanted is not None:
            asked = asked.where(column == wanted)
    keys = (FrozenFigure.period, FrozenFigure.set_code, FrozenFigure.code)
    return list(db.scalars(asked.where(FrozenFigure.value.is_not(None)).order_by(*keys)))


def reporting_offices(db: Session) -> list[str]:
    """The codes of the offices whose frozen values count here: this one, then headquarters, whose
    values go by no code."""
    key = read_fact(db, _OFFICE)
    own = db.get(Office, UUID(bytes=key)) if key else None
    if own is None or (read_fact(db, _RECOVERY) and read_fact(db, _CARD) is None):
        return [HEADQUARTERS]
    return [own.code or "", HEADQUARTERS]


def statuses_of(told: str) -> tuple[str, ...]:
    """The statuses of a person, from the text the column holds."""
    return tuple(json.loads(told)) if told else ()


def _raw(db: Session, asked: str) -> Any:  # noqa: ANN401
    # Rows by the hundred thousand: without a type for each of their values.
    cursor: Any = db.connection().exec_driver_sql(asked).cursor
    return cursor.fetchall()
