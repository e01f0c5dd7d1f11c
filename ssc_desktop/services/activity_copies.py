"""An activity recorded again for other days: what was planned is copied, what happened is not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from ssc_desktop.domain.activity import RESULTS, Activity, HalfDay, slots_between
from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.followup import Milestone, Risk
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.question import Question
from ssc_desktop.domain.record import Record
from ssc_desktop.domain.rules import refuse_what_cannot_hold
from ssc_desktop.domain.values import read_values
from ssc_desktop.language import N_
from ssc_desktop.services.activities import (
    LONGEST_WITH_HALF_DAYS,
    PARTS,
    find_activity,
    new_code,
)
from ssc_desktop.storage import activities as stored
from ssc_desktop.storage import participants
from ssc_desktop.storage.records import every
from ssc_desktop.storage.store import Db, Store

# What the copy says for itself, and what was only known when the first one was over.
_OF_THE_FIRST = frozenset(
    {"code", "status", "status_reason", "start", "end", "planned_start", "planned_end",
     "budget_spent", "disbursed", "rate", "rate_on"}
)  # fmt: skip
_NOT_BEFORE: dict[type[Record], frozenset[str]] = {
    Question: frozenset(),
    Milestone: frozenset({"reached_on", "progress", "state"}),
    Risk: frozenset({"state"}),
}
R = TypeVar("R", bound=Record)


def duplicate_activity(
    store: Store,
    code_or_key: str | UUID,
    start: object,
    *,
    end: object = None,
    title: str | None = None,
    people: bool = False,
) -> Activity:
    """Record an activity again on other days: its description, half-days, questions, milestones and
    risks, and its list of people where asked; never its attendance, evidence, prints or results.

    Without ``end`` it lasts as long as the first one. The half-days move along.
    """
    with store.writing() as db:
        first = find_activity(db, code_or_key)
        read = read_values(
            type(first), _days(first, start, end) | ({"title": title} if title else {})
        )
        made = type(first)(**(_planned(first) | read | {"status": "planned"}))
        made.code = new_code(db, made)
        refuse_what_cannot_hold(made)
        db.add(made)
        db.flush()
        shift = _shift(first, made)
        _copy_half_days(db, first, made, shift)
        for record_class, left in _NOT_BEFORE.items():
            _copy_records(db, record_class, first.id, made.id, left, shift)
        if people:
            _copy_people(db, first.id, made.id)
    return made


def _days(first: Activity, start: object, end: object) -> dict[str, object]:
    day = read_values(Activity, {"start": start})["start"]
    if not isinstance(day, date):
        raise Problem(
            "needed",
            N_("An activity cannot be without this field ({name}). Nothing was saved. Fill it in."),
            field="start",
            name="start",
        )
    length = (first.end or first.start) - first.start if first.start else timedelta(0)
    return {"start": day, "end": end or day + length}


def _planned(first: Activity) -> dict[str, object]:
    return {
        each.name: getattr(first, each.name)
        for each in fields_of(type(first))
        if each.name not in _OF_THE_FIRST and each.facts.section != RESULTS
    }


def _shift(first: Activity, made: Activity) -> timedelta:
    if first.start is None or made.start is None:
        return timedelta(0)
    return made.start - first.start


def _copy_half_days(db: Db, first: Activity, made: Activity, shift: timedelta) -> None:
    """The half-days of the first one, moved; days it did not have get a morning and an afternoon."""
    if made.start is None:
        return
    last = made.end or made.start
    covered = (first.end or first.start or date.min) + shift
    for each in stored.half_days(db, first.id):
        day = each.day + shift
        if made.start <= day <= last:
            copied = {name.name: getattr(each, name.name) for name in fields_of(HalfDay)}
            db.add(HalfDay(activity_id=made.id, slot=f"{day}/{each.part}", **copied))
    if covered < last and (last - made.start).days < LONGEST_WITH_HALF_DAYS:
        following = max(covered + timedelta(1), made.start)
        for slot in slots_between(following, last, PARTS):
            db.add(HalfDay(activity_id=made.id, slot=slot, is_counted=True))


def _copy_records(
    db: Db,
    record_class: type[R],
    first: UUID,
    made: UUID,
    left: frozenset[str],
    shift: timedelta,
) -> None:
    names = [each.name for each in fields_of(record_class) if each.name not in left]
    for each in every(db, record_class, activity_id=first):
        copied = {name: _moved(getattr(each, name), shift) for name in names}
        db.add(record_class(**(copied | {"activity_id": made})))


def _moved(value: object, shift: timedelta) -> object:
    return value + shift if isinstance(value, date) else value


def _copy_people(db: Db, first: UUID, made: UUID) -> None:
    places = {each.participant_id: each for each in participants.registrations(db, activity=first)}
    for row, person in enumerate(participants.listed(db, activity=first), start=1):
        place = places[person.id]
        db.add(
            Registration(
                activity_id=made,
                participant_id=person.id,
                role=place.role,
                travel=place.travel,
                row=row,
            )
        )
