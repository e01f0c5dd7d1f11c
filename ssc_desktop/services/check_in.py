"""Check-in: who comes through the door is found by a few letters or a badge, and marked present."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from uuid import UUID

from ssc_desktop.domain.activity import HalfDay
from ssc_desktop.domain.attendance import PRESENT_STATES, Registration
from ssc_desktop.domain.badge_code import read_badge_code
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.names import fold
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.search_words import Sought, sought
from ssc_desktop.language import N_
from ssc_desktop.services.activities import find_activity
from ssc_desktop.services.attendance import refuse_strangers
from ssc_desktop.services.attendance_grid import Grid, GridPerson, grid_of, name_of
from ssc_desktop.services.completion import complete
from ssc_desktop.storage import activities, organisations, participants
from ssc_desktop.storage import attendance as marked
from ssc_desktop.storage import attendance_grid as stored
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.workbook.splitting import part_scripts, split_name

WALK_IN = "walk_in"
# Fewer letters stand inside half of all words.
_SHORTEST_INSIDE = 3
# Where a half-day tells no hours, it ends at these.
_ENDS = {"AM": time(13), "PM": time(18), "EV": time(23, 59)}


@dataclass(frozen=True, slots=True)
class Roll:
    """The list of an activity, kept at hand: names are found in it without asking the database."""

    grid: Grid
    words: Mapping[UUID, str] = field(default_factory=dict)
    """The folded words of everybody, a blank before each."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant; ``state`` is the mark for the half-day asked about."""

    key: UUID
    name: str
    organisation: str
    function: str = ""
    is_registered: bool = True
    state: str | None = None

    @property
    def is_there(self) -> bool:
        """Whether the person is checked in already."""
        return self.state in PRESENT_STATES


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What a check-in did, with all that is needed to take it back."""

    person: Candidate
    slot: str
    before: str | None
    is_new_on_list: bool = False
    is_new_person: bool = False
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose badge it is: ``elsewhere`` has the codes of the activities the person is on the list of."""

    person: Candidate
    elsewhere: tuple[str, ...] = ()


def read_roll(store: Store, code_or_key: str | UUID) -> Roll:
    """The list of an activity with the words everybody is found by."""
    with store.reading() as db:
        activity = find_activity(db, code_or_key).id
        words = stored.words(db, activity)
        lines = {key: "".join(f" {word}" for word in told) for key, told in words.items()}
        return Roll(grid_of(db, activity), lines)


def slot_now(half_days: Sequence[HalfDay], moment: datetime) -> str | None:
    """The half-day that is on at a moment of the laptop's clock: of today the first that is not
    over, or else the next to come, or else the last."""
    today = [each for each in half_days if each.day == moment.date()]
    for each in today:
        ends = _hour(each.ends_at) or _ENDS.get(each.part, time.max)
        if moment.time() < ends:
            return each.slot
    coming = [each for each in half_days if each.day > moment.date()]
    around = today[-1:] or coming[:1] or list(half_days)[-1:]
    return around[0].slot if around else None


def state_on_arrival(half_day: HalfDay, moment: datetime, minutes: int | None) -> str:
    """Present, or late where so many minutes have passed since the half-day began."""
    begins = _hour(half_day.starts_at)
    if minutes is None or begins is None or half_day.day != moment.date():
        return "present"
    passed = (moment - datetime.combine(half_day.day, begins)).total_seconds() / 60
    return "late" if passed > minutes else "present"


def candidates(
    store: Store, code_or_key: str | UUID, typed: str, *, slot: str | None = None, limit: int = 8
) -> list[Candidate]:
    """Who may be meant by what was typed: people on the list first, then others who are known."""
    roll = read_roll(store, code_or_key)
    found = [candidate(each, slot) for each in among(roll, typed, slot=slot, limit=limit)]
    return [*found, *strangers(store, roll.grid.activity, typed, limit=limit - len(found))]


def among(roll: Roll, typed: str, *, slot: str | None = None, limit: int = 8) -> list[GridPerson]:
    """The people of a list who may be meant; those still missing come first."""
    wanted = sought(typed)
    if not wanted:
        return []
    # The beginning of a word follows a blank.
    befores = (" ", "") if len(fold(typed)) >= _SHORTEST_INSIDE else (" ",)
    for before in befores:
        found = [
            each
            for each in roll.grid.people
            if _holds(roll.words.get(each.key, ""), wanted, before)
        ]
        if found:
            found.sort(key=lambda each: slot is not None and each.marks.get(slot) in PRESENT_STATES)
            return found[:limit]
    return []


def _holds(line: str, wanted: Sequence[Sought], before: str) -> bool:
    return all(
        any(all(before + word in line for word in reading) for reading in readings)
        for readings in wanted
    )


def strangers(store: Store, activity: UUID, typed: str, *, limit: int = 4) -> list[Candidate]:
    """Known people who may be meant and are not on the list."""
    if limit <= 0 or not typed.strip():
        return []
    return [
        Candidate(
            each.key,
            name_of(each.participant),
            each.organisation.short_name if each.organisation else "",
            each.participant.function or "",
            is_registered=False,
        )
        for each in complete(store, typed, activity=activity, limit=limit)
        if not each.is_registered
    ]


def with_mark(roll: Roll, person: UUID, slot: str, state: str | None) -> Roll:
    """The roll with one mark changed, before or without reading it again."""
    people = tuple(
        _marked(each, slot, state) if each.key == person else each for each in roll.grid.people
    )
    return Roll(replace(roll.grid, people=people), roll.words)


def _marked(person: GridPerson, slot: str, state: str | None) -> GridPerson:
    marks = {**person.marks, slot: state}
    return replace(person, marks={each: told for each, told in marks.items() if told})


def candidate(person: GridPerson, slot: str | None) -> Candidate:
    """Somebody on the list, as a candidate for a half-day."""
    state = person.marks.get(slot) if slot else None
    return Candidate(person.key, person.name, person.organisation, person.function, state=state)


def check_in(
    store: Store,
    code_or_key: str | UUID,
    slot: str,
    person: UUID,
    *,
    state: str = "present",
    register: bool = False,
) -> CheckedIn:
    """Mark a person present for a half-day; who is there already stays as marked.

    With ``register`` a known person who is not on the list is put at its end first; without, it
    is a Problem.
    """
    with store.writing() as db:
        activity = find_activity(db, code_or_key).id
        is_new = register and _put_on_list(db, activity, person)
        refuse_strangers(db, activity, [(person, slot, state)])
        return _mark(db, activity, slot, person, state, is_new=is_new)


def walk_in(
    store: Store,
    code_or_key: str | UUID,
    slot: str | None,
    typed: str,
    *,
    state: str = "present",
    even_namesake: bool = False,
) -> CheckedIn:
    """Record somebody who came uninvited by the name alone: at the end of the list, and present.

    Whoever has the same name as a person on the list is a Problem, unless ``even_namesake``.
    Without a half-day the person is put on the list and nothing is marked.
    """
    with store.writing() as db:
        activity = find_activity(db, code_or_key).id
        person = put_new_on_list(db, activity, typed, even_namesake=even_namesake)
        if slot is None:
            return CheckedIn(_candidate(db, person, None), "", None, True, True, _CHANGES)
        refuse_strangers(db, activity, [(person.id, slot, state)])
        done = _mark(db, activity, slot, person.id, state, is_new=True)
    return replace(done, is_new_person=True, changes=_CHANGES)


def put_new_on_list(
    db: Db, activity: UUID, typed: str, *, even_namesake: bool = False
) -> Participant:
    """Record somebody by the name alone at the end of the list, inside a block that is open
    already."""
    person = Participant(**_read_name(typed))
    if not even_namesake:
        _refuse_namesake(db, activity, name_of(person))
    db.add(person)
    db.flush()
    _put_on_list(db, activity, person.id)
    return person


def take_back(store: Store, code_or_key: str | UUID, done: CheckedIn) -> Changes:
    """Take a check-in back: the mark is what it was, who was put on the list for it leaves it."""
    with store.writing() as db:
        activity = find_activity(db, code_or_key).id
        if done.slot:
            marked.write(db, activity, [(done.person.key, done.slot, done.before)])
        if done.is_new_on_list:
            for place in participants.registrations_under(db, activity, done.person.key):
                place.removed = True
        if done.is_new_person:
            person = participants.by_key(db, done.person.key)
            if person is not None:
                person.removed = True
    return _CHANGES


def whose_badge(store: Store, code_or_key: str | UUID, scanned: str) -> Holder:
    """Whose badge was scanned, on the list of this activity or not."""
    key = read_badge_code(scanned)
    if key is None:
        raise Problem(
            "not-a-badge",
            N_(
                "This is not the code of a badge. Nobody was marked. Scan the square code of the badge, or type the name."
            ),
        )
    with store.reading() as db:
        activity = find_activity(db, code_or_key).id
        person = participants.standing(db, key)
        if person is None or person.removed or participants.erased(db, [person.id]):
            raise Problem(
                "unknown-badge",
                N_(
                    "This badge belongs to nobody in this workspace. Nobody was marked. Type the name instead."
                ),
            )
        places = participants.registrations(db, participant=person.id)
        here = any(each.activity_id == activity for each in places)
        codes = (activities.by_key(db, each.activity_id) for each in places)
        elsewhere = tuple(each.code or "" for each in codes if each and not each.removed)
        found = replace(_candidate(db, person, None), is_registered=here)
    return Holder(found, () if here else elsewhere)


_CHANGES = Changes.of({"attendance", "registration", "participant"})


def _mark(
    db: Db, activity: UUID, slot: str, person: UUID, state: str, *, is_new: bool
) -> CheckedIn:
    known = participants.standing(db, person)
    assert known is not None
    before = marked.marks(db, activity).get((known.id, slot))
    stands = before in PRESENT_STATES
    if not stands:
        marked.write(db, activity, [(known.id, slot, state)])
    changes = _CHANGES if is_new else Changes.of({"attendance"}, int(not stands))
    shown = _candidate(db, known, before if stands else state)
    return CheckedIn(shown, slot, before, is_new, changes=changes)


def _candidate(db: Db, person: Participant, state: str | None) -> Candidate:
    firm = organisations.names(db).get(person.organisation_id) if person.organisation_id else None
    company = firm.short_name if firm else ""
    return Candidate(person.id, name_of(person), company, person.function or "", state=state)


def _put_on_list(db: Db, activity: UUID, person: UUID) -> bool:
    """Put a person at the end of the list; False when the person is on it."""
    known = participants.standing(db, person)
    if known is None:
        raise Problem(
            "unknown-participant",
            N_("There is no such participant in this workspace. Nothing was changed."),
        )
    places = participants.registrations_under(db, activity, known.id)
    if any(not each.removed for each in places):
        return False
    own = next((each for each in places if each.participant_id == known.id), None)
    if own is None:
        own = Registration(activity_id=activity, participant_id=known.id, role="participant")
        db.add(own)
    own.removed = False
    own.row = participants.last_row(db, activity) + 1
    own.invitation = WALK_IN
    db.flush()
    return True


def _read_name(typed: str) -> dict[str, str]:
    latin, arabic = part_scripts(typed.strip())
    name = split_name(latin)
    parts = {"family_name": name.family, "given_names": name.given, "name_ar": arabic.strip()}
    found = {field: value for field, value in parts.items() if value}
    if not found or not any(letter.isalpha() for letter in typed):
        raise Problem(
            "name-missing",
            N_(
                "No name was given. Nothing was saved. Type a family name, given names or the name in Arabic."
            ),
            field="family_name",
        )
    return {**found, **({"title": name.title} if name.title else {})}


def _refuse_namesake(db: Db, activity: UUID, name: str) -> None:
    wanted = sorted(fold(name).split())
    if any(sorted(fold(name_of(each)).split()) == wanted for each in stored.people(db, activity)):
        raise Problem(
            "name-on-list",
            N_(
                "Somebody of this name is on the list already. Nobody was added. Mark that person, or add the name once more for somebody else."
            ),
        )


def _hour(told: str | None) -> time | None:
    """A time as half-days have it, such as ``09:00``."""
    try:
        return time.fromisoformat((told or "").strip().zfill(5))
    except ValueError:
        return None
