"""Imports of lists taken back whole: at once, or days later from the list of imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.office import Officer
from ssc_desktop.services.undoing import Undone, undo_transaction
from ssc_desktop.storage import imports
from ssc_desktop.storage.records import loaded
from ssc_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class PastImport:
    """A list that was imported here: when, by whom, into which activity, how many people it
    recorded and put on the list. ``tx`` is the number it is taken back by."""

    tx: int
    at: datetime
    by: str
    activity: UUID
    code: str
    title: str
    recorded: int
    registered: int


def recent_imports(store: Store, limit: int = 10) -> list[PastImport]:
    """The latest imports of this laptop that were not taken back, the newest first."""
    with store.reading() as db:
        noted = imports.noted(db, limit)
        counts = imports.created(db, [each.tx for each in noted])
        activities = loaded(db, Activity, [each.activity for each in noted])
        officers = loaded(db, Officer, [each.officer for each in noted if each.officer])
        return [
            PastImport(
                tx=each.tx,
                at=each.at,
                by=(officers[each.officer].name or "") if each.officer in officers else "",
                activity=each.activity,
                code=activities[each.activity].code or "",
                title=activities[each.activity].title or "",
                recorded=counts[each.tx].get("participant", 0),
                registered=counts[each.tx].get("registration", 0),
            )
            for each in noted
            if each.tx in counts and each.activity in activities
        ]


def undo_import(store: Store, tx: int) -> Undone:
    """Take an import back whole: whoever it recorded is removed, whoever it put on the list is
    taken off, what it filled in is emptied. What somebody changed or used since is left, and
    told."""
    undone = undo_transaction(store, tx)
    officer = UUID(hex=store.officer_id) if store.officer_id else None
    with store.writing() as db:
        for each in imports.noted(db, limit=1000):
            if each.tx == tx:
                imports.note(db, officer, each.activity, undone=tx)
    return undone
