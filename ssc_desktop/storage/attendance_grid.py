"""The register of an activity read lean, for a grid of a thousand people; and notes on its cells."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from ssc_desktop.domain.attendance import Attendance
from ssc_desktop.domain.merges import Merges, strongest
from ssc_desktop.storage import merges
from ssc_desktop.storage.attendance import Place

_BATCH = 500
_PERSON = (
    "p.id, p.family_name, p.given_names, p.name_ar, p.name_as_signed, p.function, p.sex, "
    "p.country, p.stakeholder_category, p.organisation_id"
)


class OnList(NamedTuple):
    """A person on the list of an activity, with what a grid shows and counts by."""

    key: UUID
    family_name: str | None
    given_names: str | None
    name_ar: str | None
    name_as_signed: str | None
    function: str | None
    sex: str | None
    country: str | None
    category: str | None
    organisation: UUID | None
    role: str | None


class _Placed(NamedTuple):
    key: UUID
    role: str | None
    row: int | None


def people(db: Session, activity: UUID) -> list[OnList]:
    """Everybody on the list of an activity in its order, each once, merges followed."""
    lead = merges.of_people(db)
    places = _places(db, lead, activity)
    rows = {row[0]: row for row in _persons(db, activity)}
    absent = [key for key in places if key.bytes not in rows]
    rows.update((row[0], row) for row in _by_keys(db, absent))
    firms = merges.of_organisations(db)
    found = [
        (places[key].row, _on_list(key, rows[key.bytes], places[key].role, firms))
        for key in places
        if key.bytes in rows
    ]
    found.sort(key=lambda each: _in_order(*each))
    return [each for _, each in found]


def _in_order(row: int | None, each: OnList) -> tuple[float, str, str, UUID]:
    place = float("inf") if row is None else row
    return place, (each.family_name or "").lower(), each.given_names or "", each.key


def _places(db: Session, lead: Merges, activity: UUID) -> dict[UUID, _Placed]:
    """The place of each person: the person's own row speaks first, then those of merged records."""
    asked = text(
        'SELECT participant_id, role, "row" FROM registration '
        "WHERE activity_id = :activity AND removed IS DISTINCT FROM 1 ORDER BY participant_id"
    )
    rows: dict[UUID, list[_Placed]] = defaultdict(list)
    for octets, role, row in db.execute(asked, {"activity": activity.bytes}):
        key = UUID(bytes=octets)
        rows[lead.standing(key) if lead else key].append(_Placed(key, role, row))
    return {key: _united(key, same) for key, same in rows.items()}


def _united(key: UUID, same: list[_Placed]) -> _Placed:
    if len(same) == 1:
        return same[0]
    ordered = sorted(same, key=lambda each: (each.key != key, each.key))
    role = next((each.role for each in ordered if each.role), None)
    rows = [each.row for each in same if each.row is not None]
    return _Placed(key, role, min(rows, default=None))


def _persons(db: Session, activity: UUID) -> Iterable[Any]:
    asked = text(
        f"SELECT {_PERSON} FROM registration r JOIN participant p ON p.id = r.participant_id "
        "WHERE r.activity_id = :activity AND r.removed IS DISTINCT FROM 1 AND p.removed IS DISTINCT FROM 1"
    )
    return db.execute(asked, {"activity": activity.bytes})


def _by_keys(db: Session, keys: list[UUID]) -> Iterator[Any]:
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        names = ", ".join(f":k{n}" for n in range(len(some)))
        asked = (
            f"SELECT {_PERSON} FROM participant p "
            f"WHERE p.removed IS DISTINCT FROM 1 AND p.id IN ({names})"
        )
        yield from db.execute(text(asked), {f"k{n}": key.bytes for n, key in enumerate(some)})


def _on_list(key: UUID, row: Any, role: str | None, firms: Merges) -> OnList:  # noqa: ANN401
    firm = UUID(bytes=row[9]) if row[9] else None
    standing = firms.standing(firm) if firm and firms else firm
    return OnList._make((key, *row[1:9], standing, role))


def marks(db: Session, activity: UUID) -> dict[UUID, dict[str, str]]:
    """By person the state of every half-day that is marked, merges followed."""
    asked = text(
        "SELECT participant_id, json_group_object(slot, state) FROM attendance "
        "WHERE activity_id = :activity AND state IS NOT NULL GROUP BY participant_id"
    )
    lead = merges.of_people(db)
    found: dict[UUID, dict[str, str]] = {}
    for octets, told in db.execute(asked, {"activity": activity.bytes}):
        key = UUID(bytes=octets)
        standing = lead.standing(key) if lead else key
        for slot, state in json.loads(told).items():
            own = found.setdefault(standing, {})
            own[slot] = strongest((own[slot], state)) if slot in own else state
    return found


def notes(db: Session, activity: UUID) -> dict[Place, str]:
    """The notes on the cells; of one person's records the one that stands speaks first."""
    asked = text(
        "SELECT participant_id, slot, note FROM attendance "
        "WHERE activity_id = :activity AND note <> '' ORDER BY participant_id"
    )
    lead = merges.of_people(db)
    found: dict[Place, str] = {}
    for octets, slot, note in db.execute(asked, {"activity": activity.bytes}):
        key = UUID(bytes=octets)
        standing = lead.standing(key) if lead else key
        if key == standing or (standing, slot) not in found:
            found[standing, slot] = note
    return found


def words(db: Session, activity: UUID) -> dict[UUID, tuple[str, ...]]:
    """The words everybody on the list is found by, those of merged records included."""
    asked = text(
        "SELECT k.key, k.words FROM registration r "
        "JOIN search_key k ON k.noun = 'participant' AND k.key = r.participant_id "
        "WHERE r.activity_id = :activity AND r.removed IS DISTINCT FROM 1"
    )
    lead = merges.of_people(db)
    found: dict[UUID, tuple[str, ...]] = {}
    for octets, told in db.execute(asked, {"activity": activity.bytes}):
        key = lead.standing(UUID(bytes=octets))
        found[key] = (*found.get(key, ()), *told.split())
    return found


def write_note(db: Session, activity: UUID, person: UUID, slot: str, note: str | None) -> None:
    """Write the note on a cell; what merged records say there is cleared, so that it is read."""
    lead = merges.of_people(db)
    standing, *others = lead.same(person)
    row = db.get(Attendance, (activity, standing, slot))
    if row is None:
        row = Attendance(activity_id=activity, participant_id=standing, slot=slot)
        db.add(row)
    row.note = note
    for other in others:
        double = db.get(Attendance, (activity, other, slot))
        if double is not None and double.note:
            double.note = None
