"""The status of activities: looked at before it is moved, moved for several at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.rules import Finding, findings_of, findings_of_move
from ssc_desktop.domain.values import read_values
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.progress import progress_of, whole_progress
from ssc_desktop.storage import programmes
from ssc_desktop.storage.records import assign
from ssc_desktop.storage.store import Store

NEED_A_REASON = frozenset({"postponed", "cancelled"})


def check_activity(
    store: Store, code_or_key: str | UUID, *, today: date | None = None
) -> list[Finding]:
    """Everything about one activity that does not fit: its fields, its people, its papers."""
    with store.reading() as db:
        activity = find_activity(db, code_or_key)
        progress = whole_progress(db, activity, today or date.today())
        return findings_of(activity, programmes.current(db), progress)


def check_draft(store: Store, kind: str, values: Mapping[str, object]) -> list[Finding]:
    """What does not fit of an activity that is not recorded yet."""
    record_class = ALL_KINDS.get(kind, Activity)
    draft = record_class(**read_values(record_class, values))
    with store.reading() as db:
        return findings_of(draft, programmes.current(db))


def check_move(
    store: Store, keys: Iterable[UUID], status: str, *, today: date | None = None
) -> dict[UUID, list[Finding]]:
    """What does not fit if these activities are given another status, by key; those of which
    nothing is to be said are left out."""
    day, wanted = today or date.today(), list(keys)
    with store.reading() as db:
        progress = progress_of(db, wanted, day)
        found = {
            key: findings_of_move(find_activity(db, key), status, progress[key], day)
            for key in wanted
        }
    return {key: findings for key, findings in found.items() if findings}


def move_activities(
    store: Store, keys: Iterable[UUID], status: str, *, reason: str | None = None
) -> Changes:
    """Give activities another status, all or none; a reason is written where one is given, and an
    old one goes with the status it was given for."""
    read = read_values(Activity, {"status": status, "status_reason": reason})
    count = 0
    with store.writing() as db:
        for key in keys:
            activity = find_activity(db, key)
            values = dict(read)
            if reason is None and (status in NEED_A_REASON or activity.status == status):
                values.pop("status_reason", None)
            assign(activity, values)
            count += 1
    return Changes.of({"activity"}, count)
