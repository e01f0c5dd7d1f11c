"""Erasing a person's data: what is told first, the erasure, those that were done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ssc_desktop.domain.attendance import Attendance, Registration
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.erasure import Erasure
from ssc_desktop.domain.evidence import Evidence
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.services.history_steps import People
from ssc_desktop.services.merged_people import erased_problem
from ssc_desktop.storage import activities, drafts, merges, organisations, participants
from ssc_desktop.storage import erasure as stored
from ssc_desktop.storage import evidence as documents
from ssc_desktop.storage.local import note_access
from ssc_desktop.storage.records import find
from ssc_desktop.storage.store import Db, Store

# Lists of these show what was emptied.
_TOUCHED = ("participant", "registration", "attendance", "travel_claim", "erasure")


@dataclass(frozen=True, slots=True)
class Erased:
    """An erasure: how many records of the person were emptied, what was touched, and the documents
    in which the person may still be seen or named; they are kept, somebody has to look at them."""

    records: int
    changes: Changes
    evidence: tuple[Evidence, ...]


def erase_participant(store: Store, key: UUID, reason: str, *, confirm: bool = False) -> Erased:
    """Empty everything personal of a person, in the records and in the history, for good.

    Kept are the sex, age group, country, region and kind of organisation, and what was attended, so
    that counts hold. Records merged into the person go with it. The erasure travels: every laptop
    that takes it in erases the same. It cannot be undone, so the caller has to ``confirm``.
    """
    read = read_values(Erasure, {"reason": reason})
    _refuse_hasty(read["reason"], confirm=confirm)
    with store.writing() as db:
        same = _still_there(db, key)
        evidence = tuple(_evidence_with(db, same))
        for each in same:
            _empty(db, find(db, Participant, each))
            by = UUID(hex=store.officer_id) if store.officer_id else None
            db.add(Erasure(participant_id=each, erased_on=_today(), erased_by_id=by, **read))
        db.flush()
        stored.empty_log(db.connection(), {each.hex for each in same})
        drafts.remove_about(db.connection(), same)
        # The log of access names no participant.
        note_access(db, by, "erase", "participant", "")
    return Erased(len(same), Changes.of(_TOUCHED, len(same)), evidence)


def evidence_with(store: Store, key: UUID) -> tuple[Evidence, ...]:
    """The documents of the person's activities, in which the person may be seen or named."""
    with store.reading() as db:
        return tuple(_evidence_with(db, merges.of_people(db).same(key)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in which the person may be seen or named, and the code of the activity it is of."""

    evidence: Evidence
    code: str


def documents_with(store: Store, key: UUID) -> list[Shown]:
    """The documents somebody has to look through, also long after the person was erased: where
    the person was registered stays known."""
    with store.reading() as db:
        codes: dict[UUID | None, str] = {None: ""}
        found = []
        for each in _evidence_with(db, merges.of_people(db).same(key)):
            owner = each.activity_id
            if owner is not None and owner not in codes:
                activity = activities.by_key(db, owner)
                codes[owner] = (activity.code if activity else None) or ""
            found.append(Shown(each, codes[owner]))
        return found


@dataclass(frozen=True, slots=True)
class Ahead:
    """What an erasure would reach: how many records that were merged into the person go along, and
    how many documents stay that may show or name the person."""

    merged: int
    documents: int


def foresee(store: Store, key: UUID) -> Ahead:
    """What to tell whoever is about to erase a person; somebody erased before is refused."""
    with store.reading() as db:
        same = _still_there(db, key)
        return Ahead(len(same) - 1, len(_evidence_with(db, same)))


@dataclass(frozen=True, slots=True)
class Done:
    """An erasure that was done here or came in, and who ordered it in which office. The person it is
    of has a number and no name any more."""

    erasure: Erasure
    by: str
    office: str


def list_erasures(store: Store) -> list[Done]:
    """The erasures that were done here or came in, the latest first."""
    with store.reading() as db:
        officers = People(db)
        return [
            Done(each, *officers.of(each.erased_by_id.hex if each.erased_by_id else None))
            for each in stored.listed(db)
        ]


def _refuse_hasty(reason: object, *, confirm: bool) -> None:
    if not reason:
        raise Problem(
            "reason-missing",
            N_("Say why the data is erased. Nothing was changed."),
            field="reason",
        )
    if not confirm:
        raise Problem(
            "not-confirmed",
            N_(
                "An erasure cannot be undone, here or on any other laptop. Nothing was changed. Confirm that you want it."
            ),
        )


def _still_there(db: Db, key: UUID) -> tuple[UUID, ...]:
    """All records of the person that were not erased before."""
    find(db, Participant, key)
    same = merges.of_people(db).same(key)
    gone = participants.erased(db, same)
    if gone.issuperset(same):
        raise erased_problem()
    return tuple(each for each in same if each not in gone)


def _today() -> date:
    return now().astimezone().date()


def _evidence_with(db: Db, people: tuple[UUID, ...]) -> list[Evidence]:
    attended = {each.activity_id for each in stored.rows_about(db, Registration, people)}
    return [
        evidence
        for activity in sorted(attended)
        for evidence, _ in documents.listed(db, activity)
        if evidence.contains_persons is not False
    ]


def _empty(db: Db, person: Participant) -> None:
    """Keep what counts need, then empty the rest of the person's rows."""
    if person.birth_year:
        person.age_band = _age_band(db, person)
    company = (
        organisations.names(db).get(person.organisation_id) if person.organisation_id else None
    )
    if company and not person.stakeholder_category:
        person.stakeholder_category = company.kind
    stored.empty_fields(person)
    for record_class in (Registration, Attendance, TravelClaim):
        for row in stored.rows_about(db, record_class, [person.id]):
            stored.empty_fields(row)


def _age_band(db: Db, person: Participant) -> str | None:
    """The age group at the last activity that has a date, else today."""
    from ssc_desktop.services.sheet_contents import age_band

    places = stored.rows_about(db, Registration, [person.id])
    dated = (activities.by_key(db, each.activity_id) for each in places)
    starts = [each.start for each in dated if each is not None and each.start]
    return age_band(person, max(starts, default=_today()))
