"""What bundles would change record by record: each field, what it says now, what it would say.

Read only for the records somebody looks at: a full bundle holds hundreds of thousands of values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.fields import Field, field_named
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.record_keys import class_of, parts_of, table_of
from ssc_desktop.domain.types import Key
from ssc_desktop.language import Language
from ssc_desktop.services import levels
from ssc_desktop.services.previewing import PreviewedRecord
from ssc_desktop.services.record_names import RecordNames
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.history import value_of
from ssc_desktop.storage.store import Db
from ssc_desktop.sync import bundle, older
from ssc_desktop.sync.change import Change

Place = tuple[str, str]
"""A record by its noun and its key as the log writes it."""
Coming = dict[str, list[Change]]
"""The changes of each field of a record."""


@dataclass(frozen=True, slots=True)
class PreviewedField:
    """One field of one record: ``title`` and ``line`` name the record, ``act`` says whether it
    would be ``added`` or ``changed``; ``in_conflict`` where somebody here wrote something else."""

    noun: str
    key: str
    title: str
    line: str
    act: str
    name: str
    field: Field | None
    old: object
    new: object
    in_conflict: bool


def preview_fields(
    workspace: Workspace,
    files: Iterable[Path],
    records: Sequence[PreviewedRecord],
    language: Language,
) -> list[PreviewedField]:
    """What these bundles would make of these records, field by field; nothing is written."""
    wanted = {place: each for each in records for place in _places(each)}
    with workspace.store.reading() as db:
        was = levels.before(db)
        coming: dict[Place, Coming] = defaultdict(lambda: defaultdict(list))
        for file in files:
            for change in _changes_in(workspace, file):
                place = change.table, change.key
                is_new = change.seq > was.held.get(change.source, 0) or change.mark in was.missing
                if place in wanted and is_new:
                    for name in change.fields:
                        coming[place][name].append(change)
        names = RecordNames(db, language)
        found = []
        for each in records:
            said = {name: c for place in _places(each) for name, c in coming[place].items()}
            found += _told(db, names, each, said)
    return found


def _places(record: PreviewedRecord) -> list[Place]:
    """The rows of a record in the log; an activity has one more, of its kind."""
    try:
        parts = parts_of(record.noun, record.key)
    except Problem:
        return [(record.noun, record.key)]
    key = "/".join(part.hex if isinstance(part, UUID) else str(part) for part in parts)
    nouns = ("activity", *ALL_KINDS) if record.noun == "activity" else (record.noun,)
    return [(noun, key) for noun in nouns]


def _changes_in(workspace: Workspace, file: Path) -> list[Change]:
    with file.open("rb") as opened:
        clear = bundle.read_clear(opened)
        content = bundle.read_content(opened, clear, workspace.identity.open_sealed)
    return list(older.lifted(bundle.changes_in(content), content.manifest.schema))


def _told(
    db: Db, names: RecordNames, told: PreviewedRecord, said: Mapping[str, Sequence[Change]]
) -> list[PreviewedField]:
    record = _record(db, told)
    said = {name: sorted(changes, key=_order) for name, changes in said.items()}
    values = {name: _value(told.noun, changes[-1], name) for name, changes in said.items()}
    named = record if record is not None else _made(told, values)
    title = names.title(named) if named is not None else told.key
    line = names.line(named) if named is not None else ""
    found = []
    for name in told.fields:
        changes, is_contested = said.get(name, ()), name in told.conflicts
        old, declared = getattr(record, name, None), _field(told.noun, changes, name)
        # Of several that contradict each other all are told, else what the bundle says last.
        for change in changes if is_contested else changes[-1:]:
            new = _value(told.noun, change, name)
            if is_contested or (old or None) != (new or None):
                facts = told.noun, told.key, title, line, told.act, name, declared, old, new
                found.append(PreviewedField(*facts, in_conflict=is_contested))
    return found


def _order(change: Change) -> tuple[int, str, int, int]:
    return change.order


def _record(db: Db, told: PreviewedRecord) -> Recorded | None:
    try:
        return db.get(class_of(told.noun), tuple(parts_of(told.noun, told.key)))
    except Problem:
        # A table that this version does not know.
        return None


def _made(told: PreviewedRecord, values: Mapping[str, object]) -> Recorded | None:
    """A record as it would be, never added to anything: it is only asked for its name."""
    noun = told.noun
    kinds = [kind for kind in ALL_KINDS if noun == "activity" and values.get("kind") == kind]
    try:
        record_class, key = class_of(kinds[0] if kinds else noun), parts_of(noun, told.key)
    except Problem:
        return None
    known = {c.key for c in record_class.__mapper__.column_attrs}
    keys = zip((c.name for c in table_of(noun).primary_key.columns), key, strict=True)
    said = {name: value for name, value in values.items() if name in known}
    return record_class(**{**said, **dict(keys)})


def _field(noun: str, changes: Sequence[Change], name: str) -> Field | None:
    """How a field is declared: with the kind of an activity, where the kind brings it."""
    for each in (*(change.table for change in changes[:1]), noun):
        try:
            declared = field_named(class_of(each), name)
        except Problem:
            continue
        if declared is not None:
            return declared
    return None


def _value(noun: str, change: Change, name: str) -> object:
    """A value of a bundle as its field holds it; as it came where no field of this name is known."""
    logged = change.fields[name]
    declared = _field(noun, [change], name)
    try:
        if declared is not None:
            return value_of(declared.type, logged)
        column = class_of(change.table).__table__.columns.get(name)
        is_key = column is not None and isinstance(column.type, Key)
        return value_of(column.type, logged) if is_key and column is not None else logged
    except (Problem, ValueError, TypeError):
        return logged
