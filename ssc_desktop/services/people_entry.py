"""Entering people into the list of an activity: recorded, taken from the known, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.matching import REASONS
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.services import duplicates, merged_people
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.entry_step import (
    Deed,
    Entered,
    EntryLine,
    EntryStep,
    Refused,
    changes_of,
    lines_of,
    nameless,
    office_country,
)
from ssc_desktop.services.entry_values import PLACE_FIELDS, doubts_of
from ssc_desktop.services.participants import Listed, list_participants, show_participant
from ssc_desktop.storage import distinct, merges
from ssc_desktop.storage import participants as stored
from ssc_desktop.storage.organisations import count_people
from ssc_desktop.storage.records import assign, loaded
from ssc_desktop.storage.store import Db, Store

__all__ = ["Alike", "Deed", "Entered", "EntryLine", "Refused", "nameless"]

_NOTHING = (None, "", ())
_NAMES = frozenset({"family_name", "given_names"})


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody known whom a person just recorded resembles, and why."""

    known: Listed
    reasons: tuple[str, ...]
    registered: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """What speaks for one person, in words, marked for translation."""
        agreeing = [each for each in self.reasons if not each.endswith(("-differs", "-far"))]
        return tuple(REASONS[each] for each in agreeing if each != "name-unknown")


def list_lines(store: Store, activity: UUID) -> list[EntryLine]:
    """Everybody on the list of an activity in its order."""
    people = list_participants(store, activity)
    with store.reading() as db:
        home = find_activity(db, activity).country or office_country(db)
    return [EntryLine(each, doubts_of(each.participant, home)) for each in people]


def enter_person(store: Store, activity: UUID, key: UUID, typed: Mapping[str, object]) -> Entered:
    """Record a new person under ``key`` and put the person on the list. Cells that cannot be read
    are told and left out; only a line without a name is refused as a whole."""
    with store.writing() as db:
        step = EntryStep(db, find_activity(db, activity))
        step.record(key, typed)
        return step.entered([key])


def write_cells(store: Store, activity: UUID, cells: Mapping[tuple[UUID, str], object]) -> Entered:
    """Write cells of people on the list, all in one step."""
    with store.writing() as db:
        step = EntryStep(db, find_activity(db, activity))
        for (key, column), typed in cells.items():
            step.write(key, column, typed)
        return step.entered(key for key, _ in cells)


def take_people(store: Store, activity: UUID, people: Iterable[UUID]) -> Entered:
    """Put people who are known on the list; no record is made."""
    with store.writing() as db:
        step = EntryStep(db, find_activity(db, activity))
        lead = merges.of_people(db)
        keys = [lead.standing(each) for each in people]
        for key in keys:
            step.register(key)
        return step.entered(keys)


def take_off(store: Store, activity: UUID, people: Iterable[UUID]) -> Entered:
    """Take people off the list; they stay known and keep their marks."""
    with store.writing() as db:
        step = EntryStep(db, find_activity(db, activity))
        keys = list(people)
        for key in keys:
            step.take_off(key)
        return step.entered((), gone=keys)


def take_back(store: Store, deed: Deed) -> Entered:
    """Undo a step: what it recorded is removed, what it wrote says again what it said."""
    for loser in deed.merged:
        merged_people.unmerge(store, loser)
    with store.writing() as db:
        activity = find_activity(db, deed.activity)
        _write_before(db, deed)
        for key in deed.registered:
            _place(db, deed.activity, key, removed=True)
        for key in deed.taken_off:
            _place(db, deed.activity, key, removed=False)
        for person in loaded(db, Participant, deed.recorded).values():
            person.removed = True
        db.flush()
        _remove_unused(db, deed.organisations)
        db.flush()
        touched = {key for key, _ in deed.before} - set(deed.registered)
        lines = lines_of(db, activity, [*deed.taken_off, *deed.merged, *sorted(touched)])
        return Entered(tuple(lines), Deed(deed.activity), (), deed.registered, changes_of(deed))


def _write_before(db: Db, deed: Deed) -> None:
    said: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for (key, name), value in deed.before.items():
        said[key][name] = value
    people = loaded(db, Participant, said)
    for key, values in said.items():
        own = {name: value for name, value in values.items() if name not in PLACE_FIELDS}
        assign(people[key], own)
        place = stored.registration(db, deed.activity, key)
        if place is not None:
            assign(place, {name: values[name] for name in PLACE_FIELDS if name in values})


def _place(db: Db, activity: UUID, key: UUID, *, removed: bool) -> None:
    places: list[Registration] = stored.registrations_under(db, activity, key)
    for each in places:
        if bool(each.removed) != removed:
            each.removed = removed


def _remove_unused(db: Db, made: Iterable[UUID]) -> None:
    for key, organisation in loaded(db, Organisation, made).items():
        if not count_people(db, key):
            organisation.removed = True


# --- the same person? ---------------------------------------------------------------------------


def resembling(store: Store, activity: UUID, key: UUID) -> tuple[Alike, ...]:
    """Whom a person just recorded resembles, the likeliest first; pairs told apart are left out."""
    with store.reading() as db:
        person = stored.standing(db, key)
        lead = merges.of_people(db)
        apart = distinct.told_apart(db, "participant", lead)
    if person is None or person.removed:
        return ()
    values = {each.name: getattr(person, each.name) for each in fields_of(Participant)}
    found = duplicates.doubles_of(store, values, activity=activity, limit=3, besides=key)
    return tuple(
        Alike(each.person, each.likeness.reasons, each.registered)
        for each in found
        if _pair(key, each.person.participant.id) not in apart
    )


def take_known(store: Store, activity: UUID, key: UUID, known: UUID) -> Entered:
    """Say that a person just recorded is somebody known: the two become one, and what the known
    record does not say yet is taken over."""
    found = merged_people.differences(store, known, key)
    has_name = bool(show_participant(store, known).participant.latin_name)
    values = {
        each.field.name: each.loser
        for each in found
        if each.survivor in _NOTHING and not (has_name and each.field.name in _NAMES)
    }
    merge = merged_people.merge_people(store, known, key, values)
    with store.reading() as db:
        lines = lines_of(db, find_activity(db, activity), [merge.survivor])
    deed = Deed(activity, merged=(key,))
    return Entered(tuple(lines), deed, (), (key,), merge.changes)


def keep_both(store: Store, key: UUID, known: Iterable[UUID]) -> Changes:
    """Say that a person is none of these: nobody asks again, here or elsewhere."""
    told = Changes()
    for each in known:
        told |= duplicates.dismiss(store, key, each)
    return told


def ask_again(store: Store, key: UUID, known: Iterable[UUID]) -> Changes:
    """Take back that a person is none of these."""
    told = Changes()
    for each in known:
        told |= duplicates.restore_pair(store, key, each)
    return told


def _pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    return min(one, other), max(one, other)
