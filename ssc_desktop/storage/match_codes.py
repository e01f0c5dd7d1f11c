"""The match codes that offices told of people whose names they did not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from ssc_desktop.domain.erasure import Erasure
from ssc_desktop.domain.participant import Participant
from ssc_desktop.storage import change_log
from ssc_desktop.storage.change_log import change_table
from ssc_desktop.storage.local import MatchCode

_BATCH = 400


def keep(db: Session, hlc: int, told: Mapping[UUID, Mapping[str, Collection[bytes]]]) -> None:
    """Keep these codes of people, in place of older ones."""
    people = list(told)
    for start in range(0, len(people), _BATCH):
        batch = people[start : start + _BATCH]
        asked = select(MatchCode.person, func.max(MatchCode.hlc)).group_by(MatchCode.person)
        last = {row[0]: row[1] for row in db.execute(asked.where(MatchCode.person.in_(batch)))}
        fresh = [person for person in batch if last.get(person, 0) <= hlc]
        db.execute(delete(MatchCode).where(MatchCode.person.in_(fresh)))
        rows = [
            {"person": person, "kind": kind, "code": code, "hlc": hlc}
            for person in fresh
            for kind, codes in told[person].items()
            for code in set(codes)
        ]
        if rows:
            db.execute(insert(MatchCode), rows)


def forget_erased(db: Session) -> None:
    """Let go of the codes of people whose data was erased."""
    db.execute(delete(MatchCode).where(MatchCode.person.in_(select(Erasure.participant_id))))


def everybody(db: Session) -> dict[UUID, dict[str, frozenset[bytes]]]:
    """The codes of everybody of whom some were told."""
    found: dict[UUID, dict[str, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    for person, kind, code in db.execute(select(MatchCode.person, MatchCode.kind, MatchCode.code)):
        found[person][kind].add(bytes(code))
    return {
        person: {kind: frozenset(codes) for kind, codes in kinds.items()}
        for person, kinds in found.items()
    }


def state(db: Session) -> tuple[int, int]:
    """Changes whenever codes came: how many there are, and the latest clock."""
    row = db.execute(select(func.count(), func.max(MatchCode.hlc)).select_from(MatchCode)).one()
    return row[0], row[1] or 0


def without_codes(db: Session, devices: Collection[str]) -> Iterator[UUID]:
    """The people that these laptops recorded, who are held without any name and without codes."""
    numbers = [number for number, name in change_log.sources(db).items() if name[0] in devices]
    c = change_table.c
    created = select(c.key).where(c.tbl == "participant", c.kind == "I", c.source.in_(numbers))
    keys = [UUID(hex=key) for key in db.scalars(created)]
    nameless = (
        Participant.family_name.is_(None),
        Participant.given_names.is_(None),
        Participant.name_ar.is_(None),
        Participant.removed.is_not(True),
        Participant.id.not_in(select(MatchCode.person)),
        Participant.id.not_in(select(Erasure.participant_id)),
    )
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        yield from db.scalars(select(Participant.id).where(*nameless, Participant.id.in_(batch)))


_ASKED = (
    Participant.id, Participant.family_name, Participant.given_names, Participant.name_ar,
    Participant.alias, Participant.phone, Participant.phone_as_typed, Participant.email,
    Participant.function, Participant.birth_year, Participant.age_band, Participant.sex,
    Participant.country, Participant.city, Participant.organisation_id,
)  # fmt: skip


def described(db: Session, people: Iterable[UUID] | None) -> Iterator[Any]:
    """What these people, or all, are recognised by; those that were removed are left out."""
    asked = select(*_ASKED).where(Participant.removed.is_not(True))
    if people is None:
        yield from db.execute(asked)
        return
    keys = list(people)
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        yield from db.execute(asked.where(Participant.id.in_(batch)))
