"""Everything that was removed, by whom and when; one door to bring any of it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record_keys import class_of, parts_of, shown_key
from ssc_desktop.language import N_, Language
from ssc_desktop.services.edited_at_headquarters import refuse_office
from ssc_desktop.services.history_steps import People, moment
from ssc_desktop.services.record_names import RecordNames
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import recycle_bin as stored
from ssc_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class Removed:
    """A removed record: what it is called, who removed it in which office, and when."""

    noun: str
    key: str
    title: str
    line: str
    by: str
    office: str
    at: datetime | None


def count_removed(store: Store) -> dict[str, int]:
    """How many records of each noun are removed; nouns without any are left out."""
    with store.reading() as db:
        return stored.counts(db)


def list_removed(
    store: Store,
    language: Language,
    noun: str | None = None,
    *,
    limit: int | None = 100,
    offset: int = 0,
) -> list[Removed]:
    """What was removed, of one noun or of all, the latest first."""
    if noun is not None:
        _refuse_unremovable(noun)
    with store.reading() as db:
        names, people = RecordNames(db, language), People(db)
        found = []
        for each in stored.listed(db, [noun] if noun else stored.removable(), limit, offset):
            record = db.get_one(class_of(each.noun), parts_of(each.noun, each.key))
            found.append(
                Removed(
                    each.noun,
                    shown_key(each.noun, each.key),
                    names.title(record),
                    names.line(record),
                    *people.of(each.author),
                    moment(each.hlc) if each.hlc else None,
                )
            )
        return found


def restore(workspace: Workspace, noun: str, key: UUID | str) -> Changes:
    """Bring a removed record back, with everything that belongs to it; one that is there stays. An
    office is refused what headquarters writes."""
    _refuse_unremovable(noun)
    refuse_office(workspace, noun)
    with workspace.store.writing() as db:
        record = db.get(class_of(noun), parts_of(noun, key))
        if record is None:
            raise Problem(
                "not-found", N_("This record is not in the workspace. Nothing was changed.")
            )
        if not record.removed:  # type: ignore[attr-defined]
            return Changes()
        record.removed = False  # type: ignore[attr-defined]
    return Changes.of({noun})


def _refuse_unremovable(noun: str) -> None:
    if noun not in stored.removable():
        raise Problem(
            "unknown-noun",
            N_("There are no records named {noun}. Nothing was changed. Choose one of: {known}."),
            noun=noun,
            known=", ".join(sorted(stored.removable())),
        )
