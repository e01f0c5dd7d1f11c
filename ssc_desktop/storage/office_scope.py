"""Which rows an office is given, asked of the change log: what it ever had or was about it counts.

The log and not the rows is asked, so that what an office was given once it is given on: a person
who moves to another country, or an erasure, must still be heard of where the person is recorded.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.office_scope import (
    LINKED,
    OF_ACTIVITY,
    OF_PERSON,
    OF_PERSON_IN_ACTIVITY,
    OfficeScope,
)
from ssc_desktop.storage import change_log
from ssc_desktop.storage.change_log import change_table

_c = change_table.c


def scope_of(db: Session, devices: Collection[str], countries: Collection[str]) -> OfficeScope:
    """The rows of an office with these laptops, in these countries."""
    numbers = [n for n, (device, _) in change_log.sources(db).items() if device in devices]
    scope = OfficeScope()
    scope.own = _written_by(db, numbers)
    scope.activities = {key for noun, key in scope.own if noun == "activity"}
    scope.activities |= _in_countries(db, "activity", countries)
    _link(db, scope)
    _find_people(db, scope, countries)
    scope.about = _about(db)
    return scope


def _written_by(db: Session, numbers: Collection[int]) -> set[tuple[str, str]]:
    rows = db.execute(select(_c.tbl, _c.key).where(_c.source.in_(numbers)).distinct())
    return {(noun, key) for noun, key in rows}


def _in_countries(db: Session, noun: str, countries: Collection[str]) -> set[str]:
    """The rows that were ever said to be in one of these countries."""
    return {key for key, told in _told(db, (noun,), "country") if told.get("country") in countries}


def _told(db: Session, nouns: Iterable[str], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Key and fields of every change of these tables that says something under a name."""
    asked = select(_c.key, _c.fields).where(
        _c.tbl.in_(sorted(nouns)), _c.fields.like(bindparam("named"))
    )
    for key, fields in db.execute(asked, {"named": f'%"{name}"%'}):
        yield key, json.loads(fields)


def _link(db: Session, scope: OfficeScope) -> None:
    asked = select(_c.tbl, _c.key, _c.fields).where(
        _c.tbl.in_(sorted(LINKED)), _c.fields.like('%"activity_id"%')
    )
    for noun, key, fields in db.execute(asked):
        activity = json.loads(fields).get("activity_id")
        if activity:
            scope.activity_of.setdefault((noun, key), set()).add(activity)


def _find_people(db: Session, scope: OfficeScope, countries: Collection[str]) -> None:
    scope.everybody = set(db.scalars(select(_c.key).where(_c.tbl == "participant").distinct()))
    people = _in_countries(db, "participant", countries)
    people |= {key[:32] for noun, key in scope.own if noun in OF_PERSON}
    asked = select(_c.tbl, _c.key).where(_c.tbl.in_(sorted(OF_PERSON_IN_ACTIVITY))).distinct()
    people |= {key[33:65] for noun, key in db.execute(asked) if scope.holds(noun, key)}
    for key, told in _told(db, OF_ACTIVITY & {"attestation"}, "participant_id"):
        if told["participant_id"] and scope.holds("attestation", key):
            people.add(told["participant_id"])
    scope.people = people
    _follow_merges(db, scope)


def _follow_merges(db: Session, scope: OfficeScope) -> None:
    """Whoever a person was merged into is needed to read that person's marks."""
    into: dict[str, set[str]] = {}
    for key, told in _told(db, ("participant",), "merged_into_id"):
        if told["merged_into_id"]:
            into.setdefault(key, set()).add(told["merged_into_id"])
    waiting = [key for key in into if key in scope.people]
    while waiting:
        for survivor in into.get(waiting.pop(), ()):
            if survivor not in scope.people:
                scope.people.add(survivor)
                waiting.append(survivor)


def _about(db: Session) -> dict[str, tuple[str, str]]:
    return {
        key: (str(told.get("noun")), str(told.get("record_key")))
        for key, told in _told(db, ("decision",), "record_key")
    }
