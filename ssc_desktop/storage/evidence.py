"""Questions about evidence."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.evidence import Evidence


def of_file(db: Session, fingerprint: str, activity: UUID | None) -> Evidence | None:
    """The record of a file in an activity, removed or not."""
    asked = select(Evidence).where(
        Evidence.sha256 == fingerprint, Evidence.activity_id.is_not_distinct_from(activity)
    )
    return db.scalars(asked.order_by(Evidence.id)).first()


def listed(
    db: Session, activity: UUID | None, *, removed: bool = False
) -> list[tuple[Evidence, str | None]]:
    """Evidence with the code of its activity, the oldest first."""
    asked = select(Evidence, Activity.code).outerjoin(Activity, Activity.id == Evidence.activity_id)
    is_removed = Evidence.removed.is_(True)
    asked = asked.where(is_removed if removed else Evidence.removed.is_not(True))
    if activity:
        asked = asked.where(Evidence.activity_id == activity)
    return [(row[0], row[1]) for row in db.execute(asked.order_by(Evidence.id))]


def activity_code(db: Session, evidence: Evidence) -> str | None:
    """The code of the activity that a document belongs to."""
    return db.scalar(select(Activity.code).where(Activity.id == evidence.activity_id))


def types_by_activity(db: Session) -> dict[UUID, Counter[str]]:
    """How many documents of each type every activity keeps."""
    asked = select(Evidence.activity_id, Evidence.evidence_type, func.count())
    asked = asked.where(Evidence.removed.is_not(True), Evidence.activity_id.is_not(None))
    found: dict[UUID, Counter[str]] = {}
    for activity, kind, count in db.execute(
        asked.group_by(Evidence.activity_id, Evidence.evidence_type)
    ):
        if activity is not None:
            found.setdefault(activity, Counter())[kind or "other"] += count
    return found
