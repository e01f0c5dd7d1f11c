"""The register as a grid shows it: read lean, so that a thousand people open at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from ssc_desktop.domain.activity import HalfDay
from ssc_desktop.domain.attendance import TEAM_ROLES, Attendance
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.values import read_values
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.attendance import refuse_strangers
from ssc_desktop.storage import activities, merges, organisations
from ssc_desktop.storage import attendance as marked
from ssc_desktop.storage import attendance_grid as stored
from ssc_desktop.storage.attendance import Place
from ssc_desktop.storage.attendance_grid import OnList
from ssc_desktop.storage.store import Db, Store


@dataclass(frozen=True, slots=True)
class GridPerson:
    """A person in the grid: who, what the counts go by, and the marks by half-day."""

    key: UUID
    name: str
    function: str
    organisation: str
    sex: str
    country: str
    category: str
    role: str
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_counted(self) -> bool:
        """Whether the counts include the person; the team is not counted."""
        return self.role not in TEAM_ROLES


@dataclass(frozen=True, slots=True)
class Grid:
    """People by half-days, with the notes on their cells.

    ``contradicted`` tells where records that were merged into one say different things.
    """

    activity: UUID
    half_days: tuple[HalfDay, ...]
    people: tuple[GridPerson, ...]
    notes: Mapping[Place, str] = field(default_factory=dict)
    contradicted: Mapping[Place, tuple[str, ...]] = field(default_factory=dict)


def read_grid(store: Store, code_or_key: str | UUID) -> Grid:
    """The register of an activity, lean."""
    with store.reading() as db:
        return grid_of(db, find_activity(db, code_or_key).id)


def grid_of(db: Db, activity: UUID) -> Grid:
    """The register of an activity inside a block that is open already."""
    names = {key: each.short_name for key, each in organisations.every(db).items()}
    marks = stored.marks(db, activity)
    people = (_person(each, names, marks) for each in stored.people(db, activity))
    return Grid(
        activity,
        tuple(activities.half_days(db, activity)),
        tuple(people),
        stored.notes(db, activity),
        marked.contradictions(db, activity) if merges.of_people(db) else {},
    )


def _person(
    each: OnList, firms: Mapping[UUID, str], marks: Mapping[UUID, Mapping[str, str]]
) -> GridPerson:
    return GridPerson(
        each.key,
        name_of(each),
        each.function or "",
        firms.get(each.organisation, "") if each.organisation else "",
        each.sex or "X",
        each.country or "",
        each.category or "",
        each.role or "participant",
        marks.get(each.key, {}),
    )


def name_of(each: OnList | Participant) -> str:
    """The name as lists show it: Latin where there is one, else Arabic, else as signed."""
    family = (each.family_name or "").upper()
    latin = " ".join(part for part in (family, each.given_names) if part)
    return latin or each.name_ar or each.name_as_signed or ""


def write_note(
    store: Store, code_or_key: str | UUID, person: UUID, slot: str, note: str | None
) -> Changes:
    """Write the note on a person's half-day; nothing or None takes it away."""
    kept = read_values(Attendance, {"note": note})["note"]
    with store.writing() as db:
        activity = find_activity(db, code_or_key).id
        refuse_strangers(db, activity, [(person, slot, None)])
        stored.write_note(db, activity, person, slot, str(kept) if kept else None)
    return Changes.of({"attendance"})
