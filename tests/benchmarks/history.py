"""How long the past of a record takes to tell, in a log of 300,000 changes on an encrypted disk."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert

from ssc_desktop.domain.attendance import PRESENT_STATES, Registration
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.language import Language
from ssc_desktop.services.activities import add_activity, change_activity
from ssc_desktop.services.history import (
    count_parts,
    history_of,
    history_of_parts,
    recent_bulk,
)
from ssc_desktop.services.recycle_bin import list_removed
from ssc_desktop.services.undoing import last_transaction, undo_transaction
from ssc_desktop.storage import attendance
from ssc_desktop.storage.store import Store
from tests.benchmarks.figures import Figure, in_turns, seconds

ACTIVITIES, PEOPLE, DAYS = 100, 300, 5
DATES = {"start": "2021-08-16", "end": "2021-08-20"}


def figures() -> Iterator[Figure]:
    """One activity of a hundred: its history, a page of its marks; lists; a register undone."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "data.db", bytes(range(32)))
        key = _fill(store)
        yield from _measured(store, key, Language("fr"))
        tx = last_transaction(store)
        took = seconds(lambda: undo_transaction(store, tx))
        yield Figure(f"undo: {PEOPLE * DAYS * 2:,} marks taken back", took, "s", 2.0)
        store.close()


def _measured(store: Store, key: UUID, language: Language) -> Iterator[Figure]:
    asked: tuple[tuple[str, Callable[[], object], float], ...] = (
        ("history: of an activity", lambda: history_of(store, "activity", key, language), 50),
        ("history: its parts counted", lambda: count_parts(store, "activity", key), 100),
        (
            "history: 100 of its 3,000 marks",
            lambda: history_of_parts(store, "activity", key, "attendance", language),
            200,
        ),
        ("history: changes of many records", lambda: recent_bulk(store), 100),
        ("recycle bin: its first page", lambda: list_removed(store, language), 50),
    )
    for name, ask, goal in asked:
        (took,) = in_turns(lambda ask=ask: seconds(ask))  # type: ignore[misc]
        yield Figure(f"{name}, 300,000 changes", took * 1000, "ms", goal)


def _fill(store: Store) -> UUID:
    people = [new_key() for _ in range(PEOPLE)]
    with store.writing() as db:
        rows = [{"id": key, "family_name": f"DEMO {n}"} for n, key in enumerate(people)]
        db.execute(insert(Participant), rows)
    for number in range(ACTIVITIES):
        activity = add_activity(store, "workshop", {**DATES, "title": f"DEMO {number}"})
        slots = [f"2021-08-{16 + day}/{part}" for day in range(DAYS) for part in ("AM", "PM")]
        states = sorted(PRESENT_STATES)
        marks = [
            (person, slot, states[n % len(states)])
            for n, person in enumerate(people)
            for slot in slots
        ]
        with store.writing() as db:
            places = [{"activity_id": activity.id, "participant_id": key} for key in people]
            db.execute(insert(Registration), places)
        change_activity(store, activity.id, {"title": f"DEMO, {number}"})
        with store.writing() as db:
            attendance.write(db, activity.id, marks)
    return activity.id
