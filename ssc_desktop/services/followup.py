"""What follows an activity: recommendations, milestones, beneficiaries, risks, visits, evaluations."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.followup import FOLLOW_UPS
from ssc_desktop.domain.kinds.pilot_activity import PilotActivity
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.storage.records import assign, every, find
from ssc_desktop.storage.store import Store

_PILOT = ("milestone", "beneficiaries", "risk", "monitoring_visit", "recommendation")
_MEETING = ("recommendation", "evaluation")


def follow_ups_of(store: Store, activity: UUID) -> dict[str, list[Record]]:
    """What follows an activity, by noun: all that its kind has, and whatever else was recorded."""
    with store.reading() as db:
        is_pilot = isinstance(find(db, Activity, activity), PilotActivity)
        found = {
            noun: every(db, record_class, activity_id=activity)
            for noun, record_class in FOLLOW_UPS.items()
        }
    usual = _PILOT if is_pilot else _MEETING
    others = tuple(noun for noun, rows in found.items() if rows and noun not in usual)
    return {noun: found[noun] for noun in (*usual, *others)}


def list_follow_ups(
    store: Store, noun: str, activity: UUID, *, removed: bool = False
) -> list[Record]:
    """The rows of one noun that belong to an activity, the oldest first."""
    with store.reading() as db:
        return every(db, _class(noun), removed=removed, activity_id=activity)


def show_follow_up(store: Store, noun: str, key: UUID) -> Record:
    """One row, also where it was removed."""
    with store.reading() as db:
        return find(db, _class(noun), key)


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
