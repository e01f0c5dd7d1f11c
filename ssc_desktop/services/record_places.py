"""Where a record is seen: its own page, or the page of the record it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record_keys import class_of, parts_of
from ssc_desktop.language import N_, Language
from ssc_desktop.services.finding import Found, survivors
from ssc_desktop.services.record_names import RecordNames
from ssc_desktop.storage.store import Store

_OWNERS = (("activity", "activity_id"), ("participant", "participant_id"))


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """The record on whose page another one is seen."""

    noun: str
    key: UUID


def place_of(store: Store, noun: str, key: UUID | str) -> RecordPlace | None:
    """Where a record is seen: with the activity or the person it belongs to, else by itself; None
    where no page shows it."""
    asked = "activity" if noun in ALL_KINDS else noun
    with store.reading() as db:
        parts = parts_of(asked, key)
        record = db.get(class_of(asked), parts)
        if record is None:
            raise Problem(
                "not-found", N_("This record is not in the workspace. Nothing was changed.")
            )
        for owner, column in _OWNERS:
            if isinstance(named := getattr(record, column, None), UUID):
                return RecordPlace(owner, named)
    itself = parts[0] if len(parts) == 1 else None
    return RecordPlace(asked, itself) if isinstance(itself, UUID) else None


def recall(store: Store, places: Iterable[tuple[str, UUID]], language: Language) -> list[Found]:
    """Records by noun and key, named as found ones are and in the order asked; those that are gone
    are left out, those that were merged lead to the record that stands."""
    found: dict[tuple[str, UUID], Found] = {}
    with store.reading() as db:
        names = RecordNames(db, language)
        for noun, key in places:
            for each in survivors(db, noun, [key]):
                standing: UUID = each.id  # type: ignore[attr-defined]
                told = Found(noun, standing, names.title(each), names.line(each))
                found.setdefault((noun, standing), told)
    return list(found.values())
