"""How far activities have come, counted from what is recorded around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.evidence import SheetPrint
from ssc_desktop.domain.kinds.capacity_session import CapacitySession
from ssc_desktop.domain.names import folded_words
from ssc_desktop.domain.progress import CountedSheet, Progress
from ssc_desktop.paper.geometry import slots_of
from ssc_desktop.storage import activities as stored
from ssc_desktop.storage import progress
from ssc_desktop.storage.progress import Rows
from ssc_desktop.storage.store import Db

# A single name in a text may be anybody's.
_FEWEST_WORDS = 2


def progress_of(db: Db, activities: Collection[UUID], today: date) -> dict[UUID, Progress]:
    """How far each of these activities has come by a day."""
    around = progress.rows_around(db, activities)
    return {key: _counted(rows, today) for key, rows in around.items()}


def whole_progress(db: Db, activity: Activity, today: date) -> Progress:
    """The same for one activity, with what takes a look at other activities and at names."""
    rows = progress.rows_around(db, [activity.id])[activity.id]
    return replace(
        _counted(rows, today),
        elsewhere=_elsewhere(db, activity.id, rows, today),
        team_as_participants=_team_as_participants(db, activity, rows),
    )


def _counted(rows: Rows, today: date) -> Progress:
    over = {slot for slot in rows.slots if date.fromisoformat(slot[:10]) < today}
    marked = sum(person in rows.guests and slot in over for person, slot in rows.marks)
    present = {person for (person, _), was_there in rows.marks.items() if was_there}
    counted = {key for key, each in rows.guests.items() if each.is_counted}
    return Progress(
        registered=len(counted),
        attended=len(present & counted),
        unregistered=len(present - rows.guests.keys()),
        half_days=len(rows.slots),
        days=tuple(sorted({date.fromisoformat(slot[:10]) for slot in rows.slots})),
        over=len(over),
        unmarked=len(over) * len(rows.guests) - marked,
        printed=rows.printed,
        evidence=dict(rows.evidence),
        sheets=tuple(filter(None, (_sheet(each, rows) for each in rows.counted))),
    )


def _sheet(sheet: SheetPrint, rows: Rows) -> CountedSheet | None:
    """A counted sheet beside the marks of its half-days; None while nothing of it is marked."""
    slots = set(slots_of(sheet.geometry or "")) or set(rows.slots)
    if not any(slot in slots for _, slot in rows.marks):
        return None
    present = {
        person
        for (person, slot), was_there in rows.marks.items()
        if was_there and slot in slots and person in rows.guests
    }
    sexes = Counter(rows.guests[each].sex for each in present if rows.guests[each].is_counted)
    return CountedSheet(
        sheet.sheet_no or "",
        sheet.counted_women,
        sheet.counted_men,
        sheet.counted_total,
        sexes["F"],
        sexes["M"],
        sexes.total(),
        bool(sheet.difference_reason),
        sheet.counted_not_stated,
    )


def _elsewhere(db: Db, activity: UUID, rows: Rows, today: date) -> int:
    present, registered = progress.in_other_activities(db, activity, rows.slots)
    here = {place for place, was_there in rows.marks.items() if was_there}
    coming = {
        (person, slot)
        for slot in rows.slots
        if date.fromisoformat(slot[:10]) >= today
        for person in rows.guests
    }
    return len({person for person, _ in (here & present) | (coming & registered)})


def _team_as_participants(db: Db, activity: Activity, rows: Rows) -> int:
    texts = [activity.facilitators or ""]
    if isinstance(activity, CapacitySession):
        texts.append(activity.trainers or "")
    texts += [each.facilitator or "" for each in stored.half_days(db, activity.id)]
    named = [folded_words(piece) for text in texts for piece in _pieces(text)]
    if not any(named):
        return 0
    guests = [key for key, each in rows.guests.items() if each.is_counted]
    names = (folded_words(name) for name in progress.names_of(db, guests).values())
    return sum(len(each) >= _FEWEST_WORDS and any(each <= own for own in named) for each in names)


def _pieces(text: str) -> list[str]:
    """The names a line tells, parted by commas and the like: no name is made up from two."""
    for sign in ";،/\n":
        text = text.replace(sign, ",")
    return [piece for piece in text.split(",") if piece.strip()]
