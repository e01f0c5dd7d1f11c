"""One step of entering people into the list of an activity: what it writes and what was before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.office import Office
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.services.entry_values import PHONE, PLACE_FIELDS, Fields, doubts_of, read_cell
from ssc_desktop.services.merged_people import erased_problem
from ssc_desktop.services.named_organisations import NamedOrganisations
from ssc_desktop.services.participants import Listed, give_place
from ssc_desktop.storage import organisations
from ssc_desktop.storage import participants as stored
from ssc_desktop.storage.local import read_fact
from ssc_desktop.storage.records import find, loaded
from ssc_desktop.storage.store import Db

Values = dict[tuple[UUID, str], Any]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A person on the list, and what was kept though it is doubtful: marked texts by column."""

    listed: Listed
    doubts: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> UUID:
        """The key of the person."""
        return self.listed.participant.id


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell that could not be written: whose, which, what was typed, and why."""

    person: UUID
    column: str
    typed: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Deed:
    """What a step did, so that ``take_back`` can undo it."""

    activity: UUID
    recorded: tuple[UUID, ...] = ()
    registered: tuple[UUID, ...] = ()
    taken_off: tuple[UUID, ...] = ()
    merged: tuple[UUID, ...] = ()
    organisations: tuple[UUID, ...] = ()
    before: Mapping[tuple[UUID, str], Any] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was done."""
        done = (self.recorded, self.registered, self.taken_off, self.merged, self.before)
        return not any(done)


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of a step: the lines as they stand now, cells refused, people who left the list."""

    lines: tuple[EntryLine, ...]
    deed: Deed
    refused: tuple[Refused, ...] = ()
    gone: tuple[UUID, ...] = ()
    changes: Changes = field(default_factory=Changes)


class EntryStep:
    """Writes inside one transaction, and keeps what stood there before."""

    def __init__(self, db: Db, activity: Activity) -> None:
        self._db = db
        self._activity = activity
        self._before: Values = {}
        self._recorded: list[UUID] = []
        self._registered: list[UUID] = []
        self._taken_off: list[UUID] = []
        self.refused: list[Refused] = []

    @cached_property
    def organisations(self) -> NamedOrganisations:
        """The organisations that names lead to."""
        return NamedOrganisations(self._db, self._activity.country)

    @cached_property
    def home(self) -> str | None:
        """Where telephone numbers without prefix are at home unless the person lives elsewhere."""
        return self._activity.country or office_country(self._db)

    def record(self, key: UUID, typed: Mapping[str, object]) -> None:
        """Record somebody new and give a place; a cell that cannot be read is left out and told."""
        country = self._read(key, "country", typed.get("country")).get("country")
        fields: Fields = {}
        for column, value in typed.items():
            fields |= self._read(key, column, value, country)
        place = {name: fields.pop(name) for name in PLACE_FIELDS if name in fields}
        self.refused = list({(each.person, each.column): each for each in self.refused}.values())
        if not any(fields.get(name) for name in ("family_name", "given_names", "name_ar")):
            raise nameless()
        self.keep_made()
        self.record_all([Participant(id=key, **fields)])
        self.register(key, {"role": "participant"} | {k: v for k, v in place.items() if v})

    def record_all(self, people: Iterable[Participant]) -> None:
        """Record new people; their places are given by ``register``."""
        new = list(people)
        self._db.add_all(new)
        self._db.flush()
        self._recorded += [each.id for each in new]

    def register(self, key: UUID, place: Mapping[str, object] | None = None) -> None:
        """Put somebody known on the list; who is there already stays as listed."""
        self.register_all([(key, place or {})])

    def register_all(self, people: Iterable[tuple[UUID, Mapping[str, object]]]) -> None:
        """Put people on the list in this order, each with what is said of the place."""
        places = stored.places(self._db, self._activity.id)
        row = stored.last_row(self._db, self._activity.id)
        for key, said in people:
            known = places.get(key)
            if known is not None and not known.removed:
                continue
            if known is None:
                row += 1
                role = said.get("role") or "participant"
                place = {**said, "role": role, "row": row}
                places[key] = Registration(
                    activity_id=self._activity.id, participant_id=key, **place
                )
                self._db.add(places[key])
            else:
                give_place(self._db, self._activity.id, key, {})
            self._registered.append(key)

    def take_off(self, key: UUID) -> None:
        """Take somebody off the list; the person and any marks stay."""
        places = stored.registrations_under(self._db, self._activity.id, key)
        standing = [each for each in places if not each.removed]
        for each in standing:
            each.removed = True
        if standing:
            self._taken_off.append(key)

    def write(self, key: UUID, column: str, typed: object) -> None:
        """Write one cell, or tell why it cannot be."""
        person = self._standing(key)
        fields = self._read(key, column, typed, person.country)
        self.keep_made()
        if column in PLACE_FIELDS:
            self._write_place(person.id, fields)
            return
        self.put(person, fields)
        if column == "country" and person.phone_as_typed and not person.phone:
            # A number that nobody could read may be at home where the person lives.
            self.put(person, self._read(key, PHONE, person.phone_as_typed, person.country))

    def put(self, person: Participant, fields: Mapping[str, Any]) -> None:
        """Write fields of a person."""
        for name, value in fields.items():
            held = getattr(person, name)
            if held != value:
                self._before.setdefault((person.id, name), held)
                setattr(person, name, value)

    def keep_made(self) -> None:
        """Record the organisations that names have made so far."""
        self._db.add_all(self.organisations.made)
        self._db.flush()

    def deed(self) -> Deed:
        """What was done."""
        return Deed(
            self._activity.id,
            tuple(self._recorded),
            tuple(self._registered),
            tuple(self._taken_off),
            organisations=tuple(each.id for each in self._made()),
            before=dict(self._before),
        )

    def entered(self, keys: Iterable[UUID], *, gone: Iterable[UUID] = ()) -> Entered:
        """What came of the step, with these people's lines as they stand now."""
        self._db.flush()
        deed = self.deed()
        lines = tuple(lines_of(self._db, self._activity, keys))
        return Entered(lines, deed, tuple(self.refused), tuple(gone), changes_of(deed))

    def _made(self) -> list[Any]:
        return self.organisations.made if "organisations" in self.__dict__ else []

    def _read(self, key: UUID, column: str, typed: object, country: str | None = None) -> Fields:
        home = country or self.home

        def named(text: str) -> UUID | None:
            return self.organisations.named(text, "")

        try:
            return read_cell(column, typed, country=home, organisation=named)
        except Problem as problem:
            self.refused.append(Refused(key, column, str(typed), problem))
            return {}

    def _write_place(self, person: UUID, fields: Fields) -> None:
        place = stored.registration(self._db, self._activity.id, person)
        for name, value in fields.items():
            if getattr(place, name, None) != value:
                self._before.setdefault((person, name), getattr(place, name, None))
        give_place(self._db, self._activity.id, person, fields)

    def _standing(self, key: UUID) -> Participant:
        person = stored.standing(self._db, key)
        if person is None or person.removed:
            raise Problem(
                "unknown-participant",
                N_("There is no such participant in this workspace. Nothing was changed."),
            )
        if stored.erased(self._db, [person.id]):
            raise erased_problem()
        return person


def nameless() -> Problem:
    """The trouble of a line without any name."""
    return Problem(
        "name-missing",
        N_("This line has no name. It was not saved. Type a family name or given names."),
        field="family_name",
    )


def office_country(db: Db) -> str | None:
    """The country of the office this workspace belongs to."""
    office = read_fact(db, "office")
    return find(db, Office, UUID(bytes=office)).country if office else None


def lines_of(db: Db, activity: Activity, keys: Iterable[UUID]) -> list[EntryLine]:
    """The lines of these people, in the order given; who is not on the list has none."""
    wanted = list(dict.fromkeys(keys))
    people = loaded(db, Participant, wanted)
    places = {each.participant_id: each for each in stored.registrations(db, activity=activity.id)}
    names = organisations.names(db)
    gone = stored.erased(db, wanted)
    home = activity.country or office_country(db)
    found = []
    for key in wanted:
        if key in people and key in places:
            person = people[key]
            company = names.get(person.organisation_id) if person.organisation_id else None
            listed = Listed(person, company, places[key], key in gone)
            found.append(EntryLine(listed, doubts_of(person, home)))
    return found


def changes_of(deed: Deed) -> Changes:
    """What a deed touched."""
    nouns = {
        "participant": bool(deed.recorded or deed.merged or deed.before),
        "registration": bool(deed.registered or deed.taken_off or deed.merged or deed.before),
        "organisation": bool(deed.organisations),
    }
    touched = {*deed.recorded, *deed.registered, *deed.taken_off, *(key for key, _ in deed.before)}
    return Changes.of((name for name, is_so in nouns.items() if is_so), len(touched))
