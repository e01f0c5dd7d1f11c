"""Participants: add, change, list, show, register, remove, restore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.organisation import Organisation
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.phones import read_phone
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.storage import organisations
from ssc_desktop.storage import participants as stored
from ssc_desktop.storage.records import assign
from ssc_desktop.storage.store import Db, Store


@dataclass(frozen=True, slots=True)
class Listed:
    """A participant as lists show it: with the organisation, and the place in an activity."""

    participant: Participant
    organisation: Organisation | None = None
    registration: Registration | None = None
    erased: bool = False

    @property
    def role(self) -> str | None:
        """The role in the activity the list is of."""
        return self.registration.role if self.registration else None


def list_participants(
    store: Store,
    activity: UUID | None = None,
    typed: str = "",
    *,
    limit: int | None = None,
    offset: int = 0,
    removed: bool = False,
) -> list[Listed]:
    """Participants that match, by name; those of an activity in the order of its list."""
    with store.reading() as db:
        people = stored.listed(
            db, activity=activity, typed=typed, limit=limit, offset=offset, removed=removed
        )
        return _with_company(db, people, activity)


def show_participant(store: Store, key: UUID) -> Listed:
    """One participant with the organisation; a key that was merged shows whom it leads to."""
    with store.reading() as db:
        return _with_company(db, [_known(db, key)], None)[0]


def registrations_of(store: Store, participant: UUID) -> list[Registration]:
    """The activities a person was registered for."""
    with store.reading() as db:
        return stored.registrations(db, participant=participant)


def count_participants(store: Store) -> int:
    """How many participants there are."""
    with store.reading() as db:
        return stored.count(db)


def add_participant(
    store: Store, values: Mapping[str, object], *, activity: UUID | None = None
) -> Participant:
    """Record a new person, registered for ``activity`` where one is named."""
    read = _read(values)
    if not any(read.get(name) for name in ("family_name", "given_names", "name_ar")):
        raise Problem(
            "name-missing",
            N_(
                "No name was given. Nothing was saved. Type a family name, given names or the name in Arabic."
            ),
            field="family_name",
        )
    with store.writing() as db:
        person = Participant(**read)
        db.add(person)
        db.flush()
        if activity:
            give_place(db, activity, person.id, {"role": "participant"})
    return person


def change_participant(store: Store, key: UUID, values: Mapping[str, object]) -> Changes:
    """Write new values of one person."""
    read = _read(values)
    with store.writing() as db:
        assign(_known(db, key), read)
    return Changes.of({"participant"})


def register(
    store: Store, activity: UUID, participant: UUID, values: Mapping[str, object] | None = None
) -> Changes:
    """Register a known person for an activity, or change the registration."""
    with store.writing() as db:
        give_place(db, activity, _known(db, participant).id, values or {})
    return Changes.of({"registration"})


def unregister(store: Store, activity: UUID, participant: UUID) -> Changes:
    """Take a person off the list of an activity; the person and any marks stay."""
    with store.writing() as db:
        for place in stored.registrations_under(db, activity, participant):
            if not place.removed:
                place.removed = True
    return Changes.of({"registration"})


def remove_participant(store: Store, key: UUID) -> Changes:
    """Take a person off the lists; ``restore_participant`` brings the person back."""
    with store.writing() as db:
        _known(db, key).removed = True
    return Changes.of({"participant"})


def restore_participant(store: Store, key: UUID) -> Changes:
    """Bring a removed person back."""
    with store.writing() as db:
        _known(db, key).removed = False
    return Changes.of({"participant"})


def _read(values: Mapping[str, object]) -> dict[str, object]:
    read = read_values(Participant, values)
    if read.get("phone"):
        phone = read_phone(str(read["phone"]), read.get("country"))
        read["phone"], read["phone_as_typed"] = phone.number, phone.as_typed
    return read


def give_place(
    db: Db, activity: UUID, participant: UUID, values: Mapping[str, object]
) -> Registration:
    """Put a person on the list of an activity, inside a transaction, or write what is said of the
    person's place on it."""
    read = read_values(Registration, values)
    place = stored.registration(db, activity, participant)
    if place is None or place.participant_id != participant:
        place = _own_place(db, activity, participant, place)
        db.add(place)
    if place.removed:
        place.removed = False
    assign(place, read)
    return place


def _own_place(
    db: Db, activity: UUID, participant: UUID, inherited: Registration | None
) -> Registration:
    """A place of the person's own, at the end of the list or where a merged record stood."""
    row = inherited.row if inherited else stored.last_row(db, activity) + 1
    role = (inherited.role if inherited else None) or "participant"
    return Registration(activity_id=activity, participant_id=participant, row=row, role=role)


def _known(db: Db, key: UUID) -> Participant:
    found = stored.standing(db, key)
    if found is None:
        raise Problem(
            "unknown-participant",
            N_("There is no such participant in this workspace. Nothing was changed."),
        )
    return found


def _with_company(db: Db, people: list[Participant], activity: UUID | None) -> list[Listed]:
    names = organisations.names(db)
    places = {}
    if activity:
        places = {each.participant_id: each for each in stored.registrations(db, activity=activity)}
    gone = stored.erased(db, (each.id for each in people))
    return [
        Listed(each, names.get(each.organisation_id), places.get(each.id), each.id in gone)  # type: ignore[arg-type]
        for each in people
    ]
