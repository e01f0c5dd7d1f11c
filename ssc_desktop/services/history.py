"""The history of a record: who changed which field, when, on which laptop, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.fields import TO_SAVE, Field, field_named, missing
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.record_keys import class_of, log_key, parts_of
from ssc_desktop.language import N_, Language
from ssc_desktop.services.activities import change_activity
from ssc_desktop.services.edited_at_headquarters import refuse_office
from ssc_desktop.services.history_steps import (
    ACTIVITY,
    Past,
    People,
    Step,
    Teller,
    moment,
    step_id,
)
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import history as stored
from ssc_desktop.storage.history import value_of
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync.change import Mark, Source


@dataclass(frozen=True, slots=True)
class Bulk:
    """A transaction of this laptop that touched many records; ``counts`` says by noun how many it
    ``created``, ``changed`` and ``removed``."""

    tx: int
    at: datetime
    by: str
    counts: Mapping[str, Mapping[str, int]]


def history_of(store: Store, noun: str, key: UUID | str, language: Language) -> list[Step]:
    """Everything that happened to one record, the latest first."""
    with store.reading() as db:
        record = _known(db, noun, key)
        return Teller(db, language).steps(record, noun, log_key(noun, key))


def count_parts(store: Store, noun: str, key: UUID | str) -> dict[str, int]:
    """How many changes the parts of an activity (half-days, registrations, attendance and what
    follows) or of a participant have seen, by noun."""
    with store.reading() as db:
        return stored.part_counts(db, noun, _owner(noun, key)) if stored.part_nouns(noun) else {}


def history_of_parts(
    store: Store,
    noun: str,
    key: UUID | str,
    part: str,
    language: Language,
    *,
    limit: int = 100,
    offset: int = 0,
) -> list[Step]:
    """A page of what happened to those parts of a record that are of one noun, the latest first."""
    if part not in stored.part_nouns(noun):
        raise Problem(
            "unknown-part",
            N_(
                "What is recorded of this record is not kept under {part}. Nothing was changed. Choose one of: {known}."
            ),
            part=part,
            known=", ".join(stored.part_nouns(noun)) or "–",
        )
    with store.reading() as db:
        page = stored.part_changes(db, noun, _owner(noun, key), part, limit, offset)
        teller = Teller(db, language)
        steps = {
            step.id: step
            for each in dict.fromkeys(each for each, _ in page)
            for step in teller.steps(_known(db, part, each), part, each)
        }
    wanted = (step_id(Mark(Source(device, life), seq)) for _, (device, life, seq) in page)
    return [steps[each] for each in wanted if each in steps]


def restore_value(
    workspace: Workspace, noun: str, key: UUID | str, field: str, step: str
) -> Changes:
    """Write again what a field said before a step, as an ordinary change; an office is refused
    what headquarters writes."""
    refuse_office(workspace, noun)
    store = workspace.store
    with store.reading() as db:
        record = _known(db, noun, key)
        declared = _field(record, field)
        value = value_of(declared.type, _value_before(db, noun, key, field, step))
    if noun in ACTIVITY:
        return change_activity(store, parts_of("activity", key)[0], {field: value})
    with store.writing() as db:
        record = _known(db, noun, key)
        setattr(record, field, value)
        if any(each.name == field for each in missing(record, TO_SAVE)):
            raise Problem(
                "needed",
                N_("This field was empty before and cannot be left empty. Nothing was changed."),
                field=field,
            )
    return Changes.of({noun})


def recent_bulk(store: Store, *, least: int = 10, limit: int = 20) -> list[Bulk]:
    """The latest imports and changes of many records made on this laptop, the newest first."""
    with store.reading() as db:
        people = People(db)
        return [
            Bulk(each.tx, moment(each.hlc), people.of(each.author)[0], each.counts)
            for each in stored.large_transactions(db, least, limit)
        ]


def _known(db: Db, noun: str, key: UUID | str) -> Recorded:
    asked = "activity" if noun in ACTIVITY else noun
    found: Recorded | None = db.get(class_of(asked), parts_of(asked, key))
    if found is None:
        raise Problem("not-found", N_("This record is not in the workspace. Nothing was changed."))
    return found


def _owner(noun: str, key: UUID | str) -> bytes:
    owner: UUID = parts_of(noun, key)[0]
    return owner.bytes


def _field(record: Recorded, name: str) -> Field:
    found = field_named(type(record), name)
    if found is None:
        raise Problem(
            "unknown-field",
            N_("There is no field named {name}. Nothing was saved. Check the spelling."),
            field=name,
            name=name,
        )
    return found


def _value_before(db: Db, noun: str, key: UUID | str, field: str, step: str) -> object:
    past = Past(db, noun, log_key(noun, key))
    for group in past.gathered():
        if step_id(group[0].mark) == step:
            for each in group:
                if field in each.fields:
                    return past.before(each, field)
    raise Problem(
        "unknown-step",
        N_("This step of the history did not change this field. Nothing was changed."),
        field=field,
    )
