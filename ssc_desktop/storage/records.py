"""Questions that are the same for every noun: find, list, change, remove, restore."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Record, Recorded
from ssc_desktop.language import N_

R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Recorded)


def find(db: Session, record_class: type[R], key: UUID) -> R:
    """The record of that key, or Problem ``not-found``."""
    found = db.get(record_class, key)
    if found is None:
        raise Problem("not-found", N_("This record is not in the workspace. Nothing was changed."))
    return found


def every(db: Session, record_class: type[R], *, removed: bool = False, **equal: object) -> list[R]:
    """All records of a class that are there (or all removed ones), oldest first."""
    asked = select(record_class).order_by(record_class.id)
    is_removed = record_class.removed.is_(True)
    asked = asked.where(is_removed if removed else record_class.removed.is_not(True))
    for name, value in equal.items():
        asked = asked.where(getattr(record_class, name) == value)
    return list(db.scalars(asked))


def assign(record: object, values: Mapping[str, Any]) -> None:
    """Write values onto a record's fields."""
    for name, value in values.items():
        setattr(record, name, value)


def loaded(db: Session, record_class: type[T], keys: Iterable[UUID]) -> dict[UUID, T]:
    """The records of these keys that are here, removed ones too, by key."""
    key = record_class.__mapper__.primary_key[0]
    found = db.scalars(select(record_class).where(key.in_(set(keys))))
    return {each.id: each for each in found}  # type: ignore[attr-defined]
