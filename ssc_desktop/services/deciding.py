"""Deciding conflicts: ordinary changes over all that stood, so that they travel and converge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.decision import ACCEPTED, CORRECTED, REJECTED, VERDICTS, Decision
from ssc_desktop.domain.fields import TO_SAVE, field_named, missing
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.record_keys import class_of, log_key, parts_of
from ssc_desktop.domain.types import Choices, Key
from ssc_desktop.domain.values import read_value
from ssc_desktop.language import N_
from ssc_desktop.services import decision_log
from ssc_desktop.services.activities import write_values
from ssc_desktop.services.conflicts import (
    REMOVAL,
    SAME_CODE,
    Open,
    open_conflicts,
    shown_value,
    unknown_conflict,
)
from ssc_desktop.services.merging import deciding
from ssc_desktop.storage import decisions, history, incoming
from ssc_desktop.storage.history import value_of
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync.change import Value
from ssc_desktop.sync.merge import REMOVED

_ACTIVITY = frozenset({"activity", *ALL_KINDS})
_REMOVE = frozenset({"1", "true", "yes", "remove", "removed"})
_KEEP = frozenset({"0", "false", "no", "keep", ""})


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided; ``tx`` is the number by which it is undone."""

    changes: Changes
    tx: int
    decided: tuple[str, ...]


def decide_conflict(
    store: Store, conflict: str, value: Value, reason: str = "", *, verdict: str = ""
) -> Decided:
    """Decide one conflict for a value: one of those that stand, or another one.

    Of two records with one code ``value`` is the new code of the later one. Of an edit against a
    removal it is ``keep`` or ``remove``.
    """
    return decide_conflicts(store, {conflict: value}, reason, verdict=verdict)


def decide_conflicts(
    store: Store, values: Mapping[str, Value], reason: str = "", *, verdict: str = ""
) -> Decided:
    """Decide many conflicts at once, each by its id: all of them or none."""
    if verdict and verdict not in VERDICTS:
        raise Problem(
            "unknown-verdict",
            N_("A verdict is one of: {known}. Nothing was changed."),
            field="verdict",
            known=", ".join(VERDICTS),
        )
    with store.writing() as db:
        known = {each.conflict.id: each for each in open_conflicts(db, settled=True)}
        for conflict, value in values.items():
            if conflict not in known:
                raise unknown_conflict()
            _decide(db, store, known[conflict], value, reason.strip(), verdict)
        db.flush()
        tx = history.last_transaction(db)
    nouns = {known[each].conflict.noun for each in values}
    return Decided(Changes.of({*nouns, "decision"}, len(values)), tx, tuple(values))


def note_decision(
    store: Store, noun: str, key: UUID | str, verdict: str, reason: str = "", field: str = ""
) -> Changes:
    """Write into the log of decisions what was decided about a record otherwise than by a
    conflict: a merge, a rejection, a correction with its reason."""
    if verdict not in VERDICTS:
        raise Problem(
            "unknown-verdict",
            N_("A verdict is one of: {known}. Nothing was changed."),
            field="verdict",
            known=", ".join(VERDICTS),
        )
    with store.writing() as db:
        decision_log.note(db, store, noun, log_key(noun, key), verdict, reason, field=field)
    return Changes.of({"decision"})


def _decide(db: Db, store: Store, each: Open, value: Value, reason: str, verdict: str) -> None:
    conflict = each.conflict
    if conflict.kind == SAME_CODE:
        _give_code(db, each, value)
        found = CORRECTED
    elif conflict.kind == REMOVAL:
        found = REJECTED if _remove(db, each, value) else ACCEPTED
    else:
        found = _write(db, each, value)
    said = verdict or found
    decision_log.note(db, store, conflict.noun, each.key, said, reason, field=conflict.field)


def _give_code(db: Db, each: Open, value: Value) -> None:
    code = str(value or "").strip()
    if code == each.values[0] or not code:
        raise Problem(
            "code-still-taken",
            N_(
                "The later of the two records needs another code. Nothing was changed. Type a code"
                " that is not taken."
            ),
            field="code",
        )
    activity = _record(db, each, Activity)
    assert isinstance(activity, Activity)
    write_values(db, activity, {"code": code})


def _remove(db: Db, each: Open, value: Value) -> bool:
    said = str(value if value is not None else "").strip().lower()
    if said not in _REMOVE | _KEEP:
        raise Problem(
            "keep-or-remove",
            N_("This record was edited and removed. Say keep or remove. Nothing was changed."),
            field="value",
        )
    removed = said in _REMOVE
    if removed:
        record = _record(db, each, class_of(each.conflict.noun))
        record.removed = True  # type: ignore[attr-defined]
        db.flush()
    else:
        _state_again(db, each, 0)
    return removed


def _write(db: Db, each: Open, value: Value) -> str:
    """Write the value that was chosen; whether it is the one that was shown is the verdict."""
    conflict = each.conflict
    record_class = class_of("activity" if conflict.noun in _ACTIVITY else conflict.noun)
    record = _record(db, each, record_class)
    declared = field_named(type(record), conflict.field)
    logged = next((v for v in each.values if _is_same(shown_value(v), value)), None)
    if declared is None or (logged is not None and shown_value(logged) == conflict.shown):
        _state_again(db, each, logged)
        return ACCEPTED
    if logged is None:
        read = read_value(declared, _as_typed(declared.type, value))
    else:
        read = value_of(declared.type, logged)
    before = decisions.last_number(db)
    if isinstance(record, Activity):
        write_values(db, record, {conflict.field: read})
    else:
        _assign(record, conflict.field, read)
    db.flush()
    if decisions.last_number(db) == before:
        # Nothing differed from what is shown, so that no change was logged.
        _state_again(db, each, logged)
        return ACCEPTED
    return CORRECTED


def _as_typed(kind: object, value: Value) -> object:
    if isinstance(kind, Choices) and isinstance(value, str) and value.startswith("["):
        return tuple(json.loads(value))
    return UUID(value) if isinstance(kind, Key) and isinstance(value, str) and value else value


def _assign(record: Recorded, name: str, value: object) -> None:
    setattr(record, name, value)
    if any(each.name == name for each in missing(record, TO_SAVE)):
        raise Problem(
            "needed",
            N_("This field cannot be left empty. Nothing was changed. Choose a value."),
            field=name,
        )


def _is_same(shown: Value, chosen: Value) -> bool:
    if shown is None or chosen is None:
        return (shown or "") == (chosen or "")
    return shown == chosen or str(shown) == str(chosen)


def _record(db: Db, each: Open, record_class: type[Recorded]) -> Recorded:
    noun = "activity" if each.conflict.noun in _ACTIVITY else each.conflict.noun
    found = db.get(record_class, parts_of(noun, each.key))
    if found is None:
        raise unknown_conflict()
    return found


def _state_again(db: Db, each: Open, value: Value) -> None:
    """Say again what is shown, over all that stands."""
    noun, field = each.conflict.noun, each.conflict.field
    heads = decisions.standing(db, noun, each.key, field)
    change = decisions.state_again(db, noun, each.key, {field: value}, {field: heads})
    incoming.rework(db, [change], deciding(db))
    db.expire_all()


def undo_decisions(store: Store, tx: int) -> Changes:
    """Open again what was decided in a transaction: what stood then stands again, side by side."""
    with store.writing() as db:
        written = decisions.written_in(db, tx)
        if not any(change[5] == "decision" and change[7] == "I" for change in written):
            raise Problem(
                "unknown-decision",
                N_("Nothing was decided here under this number. Nothing was changed."),
            )
        nouns = set()
        for change in written:
            nouns.add(change[5])
            if change[5] == "decision":
                db.get_one(Decision, parts_of("decision", change[6])).removed = True
            elif change[7] == "U":
                _open_again(db, change)
        db.flush()
    return Changes.of(nouns, len(written))


def _open_again(db: Db, change: decisions.Written) -> None:
    """Write what each of the replaced changes said, none of them knowing of the others."""
    source, seq, noun, key = change[0], change[1], change[5], change[6]
    fields, parents = json.loads(change[8]), json.loads(change[9])
    lines = []
    for field in fields:
        if decisions.standing(db, noun, key, field) != [(source, seq)]:
            # Somebody wrote this field since: that stands.
            continue
        marks = [(each[0], each[1]) for each in parents.get(field, [])]
        before = decisions.values_at(db, marks, field)
        said = {json.dumps(value): value for _, value in sorted(before.values(), key=_clock)}
        if field == REMOVED:
            # The removal is said again without knowing of the edits: that is the contradiction.
            said = {"1": 1}
        for value in said.values():
            replaced = {field: [(source, seq)]}
            lines.append(decisions.state_again(db, noun, key, {field: value}, replaced))
    incoming.rework(db, lines, deciding(db))
    db.expire_all()


def _clock(told: tuple[int, object]) -> int:
    return told[0]
