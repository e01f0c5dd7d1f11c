"""Questions about participants and their registrations, merged records read as one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, or_, select, text
from sqlalchemy.orm import Session

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.erasure import Erasure
from ssc_desktop.domain.merges import Merges, foremost, united
from ssc_desktop.domain.participant import Participant
from ssc_desktop.storage import merges, search

_NOUN = "participant"


def by_key(db: Session, key: UUID) -> Participant | None:
    """The participant of that key, merged or not."""
    return db.get(Participant, key)


def standing(db: Session, key: UUID) -> Participant | None:
    """The person a key leads to today: the one of that key, or the one it was merged into."""
    return by_key(db, merges.of_people(db).standing(key))


def listed(
    db: Session,
    *,
    activity: UUID | None = None,
    typed: str = "",
    limit: int | None = None,
    offset: int = 0,
    removed: bool = False,
) -> list[Participant]:
    """Participants that match, by name; of one activity where asked, in the order of its list."""
    lead = merges.of_people(db)
    is_removed = Participant.removed.is_(True)
    asked = select(Participant).where(is_removed if removed else Participant.removed.is_not(True))
    asked = asked.where(text(merges.stand(_NOUN, lead)))
    if typed.strip():
        asked = asked.where(_matching(db, lead, typed))
    if activity:
        people = _on_list(db, lead, asked, activity)
        return people[offset : None if limit is None else offset + limit]
    asked = asked.where(Participant.id.not_in(select(Erasure.participant_id)))
    asked = asked.order_by(
        func.lower(Participant.family_name), Participant.given_names, Participant.id
    )
    if limit is not None:
        asked = asked.limit(limit).offset(offset)
    return list(db.scalars(asked))


def _matching(db: Session, lead: Merges, typed: str) -> ColumnElement[bool]:
    """A condition for people who match, or into whom somebody was merged who does."""
    condition, parameters = search.matching_keys(db, _NOUN, typed)
    matches = or_(false(), text(condition).bindparams(**parameters))
    if not lead:
        return matches
    given_up = lead.given_up
    asked = select(Participant.id).where(Participant.merged_into_id.is_not(None), matches)
    heirs = {given_up[key] for key in db.scalars(asked) if key in given_up}
    return or_(matches, Participant.id.in_(heirs)) if heirs else matches


def _on_list(
    db: Session, lead: Merges, asked: Select[Participant], activity: UUID
) -> list[Participant]:
    listed_under = select(Registration.participant_id, Registration.row).where(
        Registration.activity_id == activity, Registration.removed.is_not(True)
    )
    by_row = listed_under.order_by(Registration.row.is_(None), Registration.row)
    order: dict[UUID, int | float] = {}
    own: set[UUID] = set()
    heirs: set[UUID] = set()
    for person, row in db.execute(by_row):
        heir = lead.standing(person)
        order.setdefault(heir, float("inf") if row is None else row)
        (own if heir == person else heirs).add(heir)
    registered = Participant.id.in_(listed_under.with_only_columns(Registration.participant_id))
    late = Participant.id.in_(heirs - own) if heirs - own else false()
    people = [each for each in db.scalars(asked.where(or_(registered, late))) if each.id in order]
    return sorted(people, key=lambda each: (order[each.id], *_by_name(each)))


def _by_name(person: Participant) -> tuple[str, str, UUID]:
    return (person.family_name or "").lower(), person.given_names or "", person.id


def everybody(db: Session) -> list[Participant]:
    """All participants that are there, those merged into another included: an old spelling
    still leads to the person."""
    return list(db.scalars(select(Participant).where(Participant.removed.is_not(True))))


def count(db: Session) -> int:
    """How many people there are, each once."""
    asked = select(func.count()).select_from(Participant)
    asked = asked.where(text(merges.stand(_NOUN, merges.of_people(db))))
    asked = asked.where(Participant.id.not_in(select(Erasure.participant_id)))
    return db.scalar(asked.where(Participant.removed.is_not(True))) or 0


def erased(db: Session, people: Iterable[UUID] | None = None) -> set[UUID]:
    """The people whose data was erased: of these, or all."""
    found = set(db.scalars(select(Erasure.participant_id)))
    return found if people is None else found.intersection(people)


def registrations(
    db: Session, *, activity: UUID | None = None, participant: UUID | None = None
) -> list[Registration]:
    """The registrations of an activity, of a person, or of all; of one person and activity one."""
    lead = merges.of_people(db)
    asked = select(Registration).where(Registration.removed.is_not(True))
    if activity:
        asked = asked.where(Registration.activity_id == activity)
    if participant:
        asked = asked.where(Registration.participant_id.in_(lead.same(participant)))
    rows = list(db.scalars(asked.order_by(Registration.row.is_(None), Registration.row)))
    return [united(same, person) for (_, person), same in _by_person(lead, rows).items()]


def _by_person(
    lead: Merges, rows: Iterable[Registration]
) -> dict[tuple[UUID, UUID], list[Registration]]:
    found: dict[tuple[UUID, UUID], list[Registration]] = defaultdict(list)
    for row in rows:
        found[row.activity_id, lead.standing(row.participant_id)].append(row)
    return found


def places(db: Session, activity: UUID) -> dict[UUID, Registration]:
    """Every place ever given in an activity by participant, those taken back included: the row
    that speaks first, as it is stored."""
    asked = select(Registration).where(Registration.activity_id == activity)
    rows = list(db.scalars(asked.order_by(Registration.row.is_(None), Registration.row)))
    found = _by_person(merges.of_people(db), rows)
    return {person: foremost(same, person) for (_, person), same in found.items()}


def registration(db: Session, activity: UUID, participant: UUID) -> Registration | None:
    """One person's place in one activity as it is stored, removed or not: the person's own row,
    else that of a record merged into the person."""
    rows = registrations_under(db, activity, participant)
    return foremost(rows, merges.of_people(db).standing(participant)) if rows else None


def registrations_under(db: Session, activity: UUID, participant: UUID) -> list[Registration]:
    """Every row of one person in one activity, removed or not, under whatever key."""
    same = merges.of_people(db).same(participant)
    asked = select(Registration).where(
        Registration.activity_id == activity, Registration.participant_id.in_(same)
    )
    return list(db.scalars(asked.order_by(Registration.participant_id)))


def last_row(db: Session, activity: UUID) -> int:
    """The highest row number given on the list of an activity."""
    asked = select(func.max(Registration.row)).where(Registration.activity_id == activity)
    return db.scalar(asked) or 0
