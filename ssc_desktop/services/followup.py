"""What follows an activity: recommendations, milestones, beneficiaries, risks, visits, evaluations."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.evidence import Evaluation
from ssc_desktop.domain.followup import (
    Beneficiaries,
    Milestone,
    MonitoringVisit,
    Recommendation,
    Risk,
)
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.storage.records import assign, every, find
from ssc_desktop.storage.store import Store

FOLLOW_UPS: dict[str, type[Record]] = {
    each.__tablename__: each
    for each in (Recommendation, Milestone, Beneficiaries, Risk, MonitoringVisit, Evaluation)
}


def list_follow_ups(
    store: Store, noun: str, activity: UUID, *, removed: bool = False
) -> list[Record]:
    """The rows of one noun that belong to an activity, the oldest first."""
    with store.reading() as db:
        return every(db, _class(noun), removed=removed, activity_id=activity)


def add_follow_up(store: Store, noun: str, activity: UUID, values: Mapping[str, object]) -> Record:
    """Record a recommendation, milestone, count of beneficiaries, risk, visit or evaluation."""
    record_class = _class(noun)
    read = read_values(record_class, values)
    with store.writing() as db:
        find(db, Activity, activity)
        record = record_class(**{**read, "activity_id": activity})
        db.add(record)
    return record


def change_follow_up(store: Store, noun: str, key: UUID, values: Mapping[str, object]) -> Changes:
    """Write new values of one row."""
    record_class = _class(noun)
    read = read_values(record_class, values)
    with store.writing() as db:
        assign(find(db, record_class, key), read)
    return Changes.of({noun})


def remove_follow_up(store: Store, noun: str, key: UUID) -> Changes:
    """Take a row away; ``restore_follow_up`` brings it back."""
    return _set_removed(store, noun, key, removed=True)


def restore_follow_up(store: Store, noun: str, key: UUID) -> Changes:
    """Bring a removed row back."""
    return _set_removed(store, noun, key, removed=False)


def _set_removed(store: Store, noun: str, key: UUID, *, removed: bool) -> Changes:
    with store.writing() as db:
        find(db, _class(noun), key).removed = removed
    return Changes.of({noun})


def _class(noun: str) -> type[Record]:
    if noun not in FOLLOW_UPS:
        raise Problem(
            "unknown-noun",
            N_(
                "Nothing of an activity is named {noun}. Nothing was changed. Choose one of: {known}."
            ),
            noun=noun,
            known=", ".join(FOLLOW_UPS),
        )
    return FOLLOW_UPS[noun]
