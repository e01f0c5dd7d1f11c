"""What the desk of headquarters shows: conflicts and decisions in words, bundles that came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ssc_desktop.domain.fields import Field, fields_of
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.record_keys import class_of, parts_of
from ssc_desktop.language import Language
from ssc_desktop.services import bundle_undo, conflicts, decision_log
from ssc_desktop.services.conflicts import Conflict
from ssc_desktop.services.decision_log import LoggedDecision
from ssc_desktop.services.record_names import RecordNames
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, laptops
from ssc_desktop.storage.store import Db, Store


@dataclass(frozen=True, slots=True)
class NamedConflict:
    """A conflict with the record it is about: its name, a line about it, and what its fields say;
    no fields where this version cannot read the record."""

    conflict: Conflict
    title: str
    line: str
    fields: tuple[tuple[Field, object], ...]

    @property
    def id(self) -> str:
        """The name of the conflict."""
        return self.conflict.id


@dataclass(frozen=True, slots=True)
class NamedDecision:
    """A decision with the name of the record it is about."""

    decision: LoggedDecision
    title: str


@dataclass(frozen=True, slots=True)
class ArrivedBundle:
    """A bundle that was imported: of which office, its number, when it came, how many changes it
    held, and how many of them came new with it and can be taken back."""

    sha256: str
    office: str
    officer: str
    number: int
    at: datetime
    changes: int
    undoable: int

    @property
    def id(self) -> str:
        """The name of the bundle."""
        return self.sha256


def named_conflicts(store: Store, language: Language) -> list[NamedConflict]:
    """Every open conflict, then those that a rule settled, each with its record in words."""
    found = [*conflicts.list_conflicts(store), *conflicts.list_settled_marks(store)]
    with store.reading() as db:
        names = RecordNames(db, language)
        return [_named(db, names, each) for each in found]


def _named(db: Db, names: RecordNames, conflict: Conflict) -> NamedConflict:
    record = _record(db, conflict.noun, conflict.key)
    if record is None:
        return NamedConflict(conflict, conflict.key, "", ())
    said = ((field, getattr(record, field.name, None)) for field in fields_of(type(record)))
    fields = tuple((field, value) for field, value in said if value not in (None, "", ()))
    return NamedConflict(conflict, names.title(record), names.line(record), fields)


def named_decisions(store: Store, language: Language, *, limit: int = 500) -> list[NamedDecision]:
    """The latest decisions, each with its record in words; the key where the record is gone."""
    found = decision_log.list_decisions(store, limit=limit)
    with store.reading() as db:
        names = RecordNames(db, language)
        return [_titled(db, names, each) for each in found]


def _titled(db: Db, names: RecordNames, decision: LoggedDecision) -> NamedDecision:
    record = _record(db, decision.noun, decision.key)
    return NamedDecision(decision, decision.key if record is None else names.title(record))


def _record(db: Db, noun: str, key: str) -> Recorded | None:
    try:
        parts: Sequence[object] = parts_of(noun, key)
        return db.get(class_of(noun), tuple(parts))
    except Problem:
        return None


def arrived_bundles(workspace: Workspace) -> list[ArrivedBundle]:
    """The bundles that were imported here, the latest first."""
    undoable = bundle_undo.undoable_imports(workspace)
    with workspace.store.reading() as db:
        known = {each.device: each for each in laptops.devices(db)}
        found = [
            ArrivedBundle(
                each.sha256,
                known[each.device].office_code if each.device in known else "",
                known[each.device].officer if each.device in known else "",
                each.number,
                each.at,
                each.change_count,
                undoable.get(each.sha256, 0),
            )
            for each in bundle_files.received(db, bundle_files.IMPORTED)
        ]
    return sorted(found, key=lambda each: each.at, reverse=True)
