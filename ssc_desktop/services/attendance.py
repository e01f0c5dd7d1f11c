"""Attendance: read the register of an activity, mark, fill, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from ssc_desktop.domain.activity import Activity, HalfDay
from ssc_desktop.domain.attendance import PRESENT_STATES, STATES, TEAM_ROLES
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.participants import Listed
from ssc_desktop.storage import activities, finding, organisations, participants
from ssc_desktop.storage import attendance as stored
from ssc_desktop.storage.attendance import Mark
from ssc_desktop.storage.store import Db, Store


@dataclass(frozen=True, slots=True)
class Totals:
    """How many attended: by half-day and sex, and participant-days (two half-days a day).

    The team (facilitators, organisers, interpreters…) is registered and marked, not counted.
    """

    registered: int
    attended: int
    by_sex: dict[str, int]
    by_half_day: dict[str, dict[str, int]]
    participant_days: float


@dataclass(frozen=True, slots=True)
class Register:
    """People by half-days, with the state of each mark that stands.

    ``contradicted`` tells where records that were merged into one say different things: every
    state that is written, the one that is shown first.
    """

    activity: Activity
    half_days: tuple[HalfDay, ...]
    people: tuple[Listed, ...]
    marks: dict[tuple[UUID, str], str]
    contradicted: dict[tuple[UUID, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def totals(self) -> Totals:
        """The counts of today's marks."""
        return count(self)


def read_register(store: Store, code_or_key: str | UUID) -> Register:
    """The whole register of an activity."""
    with store.reading() as db:
        activity = find_activity(db, code_or_key)
        return Register(
            activity,
            tuple(activities.half_days(db, activity.id)),
            tuple(_people(db, activity.id)),
            stored.marks(db, activity.id),
            stored.contradictions(db, activity.id),
        )


def mark(store: Store, code_or_key: str | UUID, marks: Iterable[Mark]) -> Changes:
    """Write marks (participant, half-day, state); None clears a mark.

    A key that was merged, as an old sheet still has it, marks the person it leads to. All or none:
    a person who is not registered, a half-day the activity does not have or an unknown state is a
    Problem.
    """
    wanted = list(marks)
    with store.writing() as db:
        activity = find_activity(db, code_or_key)
        refuse_strangers(db, activity.id, wanted)
        written = stored.write(db, activity.id, wanted)
    return Changes.of({"attendance"}, written)


def fill(
    store: Store,
    code_or_key: str | UUID,
    state: str | None,
    *,
    only_empty: bool = True,
    slots: Iterable[str] | None = None,
) -> Changes:
    """Give everybody one state, by default only where nothing is marked yet."""
    register = read_register(store, code_or_key)
    chosen = set(slots) if slots is not None else None
    wanted: list[Mark] = [
        (person.participant.id, half_day.slot, state)
        for person in register.people
        for half_day in register.half_days
        if (chosen is None or half_day.slot in chosen)
        and not (only_empty and (person.participant.id, half_day.slot) in register.marks)
    ]
    return mark(store, register.activity.id, wanted)


def count(register: Register) -> Totals:
    """Count a register."""
    counted = {
        each.participant.id: each.participant.sex or "X"
        for each in register.people
        if each.role not in TEAM_ROLES
    }
    slots = [each.slot for each in register.half_days]
    by_half_day = {slot: Counter({"F": 0, "M": 0, "X": 0, "all": 0}) for slot in slots}
    attended: set[UUID] = set()
    for (person, slot), state in register.marks.items():
        if state in PRESENT_STATES and person in counted and slot in by_half_day:
            by_half_day[slot].update((counted[person], "all"))
            attended.add(person)
    by_sex = Counter({"F": 0, "M": 0, "X": 0})
    by_sex.update(counted[person] for person in attended)
    days = sum(each["all"] for each in by_half_day.values()) / 2
    plain = {slot: dict(each) for slot, each in by_half_day.items()}
    return Totals(len(counted), len(attended), dict(by_sex), plain, days)


def _people(db: Db, activity: UUID) -> Iterable[Listed]:
    names = organisations.names(db)
    gone = participants.erased(db)
    places = {
        each.participant_id: each for each in participants.registrations(db, activity=activity)
    }
    for person in participants.listed(db, activity=activity):
        company = names.get(person.organisation_id) if person.organisation_id else None
        yield Listed(person, company, places[person.id], person.id in gone)


def refuse_strangers(db: Db, activity: UUID, wanted: Sequence[Mark]) -> None:
    """Refuse marks of people who are not on the list, of other half-days and of unknown states."""
    slots = set(activities.half_days_of(db, [activity]).get(activity, ()))
    registered = finding.registered(db, activity, {person for person, _, _ in wanted})
    for person, slot, state in wanted:
        if slot not in slots:
            raise Problem(
                "unknown-half-day",
                N_("The activity has no half-day {slot}. Nothing was changed."),
                slot=slot,
            )
        if person not in registered:
            raise Problem(
                "not-registered",
                N_(
                    "This person is not on the list of the activity. Nothing was changed. Register the person first."
                ),
            )
        if state is not None and state not in STATES:
            raise Problem(
                "unknown-state",
                N_(
                    "“{state}” is not a state of attendance. Nothing was changed. Choose one of: {known}."
                ),
                state=state,
                known=", ".join(STATES),
            )
