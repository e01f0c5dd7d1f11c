"""How this program merges: the rules of the sync room applied to the records of the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.language import N_
from ssc_desktop.storage import laptops
from ssc_desktop.storage.change_log import Line
from ssc_desktop.storage.incoming import Name, Outcome, Resolve
from ssc_desktop.storage.refusals import Refusal
from ssc_desktop.storage.row_values import Written
from ssc_desktop.storage.store import Db
from ssc_desktop.sync.change import Change, Value, from_log
from ssc_desktop.sync.merge import Resolved, Version, resolve

# Of little weight: the latest wins, the other stays in the history, nobody is asked.
_QUIET_EVERYWHERE = frozenset({"note"})
_QUIET: Mapping[str, Collection[str]] = {
    "attendance": _QUIET_EVERYWHERE | {"signed", "sheet_no", "row_no"},
    "registration": _QUIET_EVERYWHERE | {"row"},
    "participant": _QUIET_EVERYWHERE | {"title", "preferred_language", "phone_as_typed"},
    "half_day": _QUIET_EVERYWHERE | {"topic", "facilitator"},
    "evidence": _QUIET_EVERYWHERE | {"original_location"},
    "evaluation": _QUIET_EVERYWHERE | {"comment"},
    "sheet_print": _QUIET_EVERYWHERE | {"geometry"},
    "decision": _QUIET_EVERYWHERE | {"reason"},
}

REFERENCE = frozenset(
    {
        *("code", "programme", "action_plan", "commitment", "declaration", "logo"),
        *("indicator", "target", "frozen_figure"),
    }
)
"""Tables of reference data: what headquarters says of them stands."""

_UNKNOWN_KIND = Refusal(
    "unknown-kind",
    N_(
        "This activity is of a kind this version does not know. It is kept and shown after an"
        " update."
    ),
    "kind",
)
_END_BEFORE_START = Refusal(
    "end-before-start",
    N_(
        "This activity was recorded with its end before its start. It is kept and not shown. Ask the"
        " office that wrote it to correct one of the dates."
    ),
    "end",
)


def merged(
    table: str,
    log: Sequence[Line],
    sources: Mapping[int, Name],
    headquarters: Collection[str] = frozenset(),
) -> tuple[Resolved, list[Change]]:
    """What all changes of one row amount to, and these changes. What else the log tells, such as
    the creation of the activity of a mark, helps to decide. ``headquarters`` are its laptops."""
    told = list(from_log(log, sources))
    changes = [change for change in told if change.table == table]
    row = resolve(changes, _QUIET.get(table, _QUIET_EVERYWHERE))
    if row.conflicts and table == "attendance":
        row = _by_assigned_officer(row, [each for each in told if each.table == "activity"])
    if row.conflicts and table in REFERENCE:
        row = _by_headquarters(row, headquarters)
    return row, changes


def _by_assigned_officer(row: Resolved, creations: Sequence[Change]) -> Resolved:
    """Of contradicting marks, that of the officer or laptop that created the activity is shown,
    unless such marks contradict each other."""
    if "state" not in row.conflicts or not creations:
        return row
    made = min(creations, key=lambda change: change.order)
    versions = row.conflicts["state"]
    own = [each for each in versions if _is_assigned(each.change, made)]
    if own and all(each.value == own[0].value for each in own):
        return row.settle("state", own[0])
    return row


def _is_assigned(mark: Change, made: Change) -> bool:
    same_officer = bool(made.author) and mark.author == made.author
    return same_officer or mark.source.device == made.source.device


def _by_headquarters(row: Resolved, headquarters: Collection[str]) -> Resolved:
    """Where headquarters wrote one of the contradicting values, its latest is shown."""
    for name, versions in row.conflicts.items():
        written = [each for each in versions if each.change.source.device in headquarters]
        if written:
            row = row.settle(name, max(written, key=_order))
    return row


def _order(version: Version) -> tuple[int, str, int, int]:
    return version.change.order


def decide(
    table: str,
    log: Sequence[Line],
    sources: Mapping[int, Name],
    headquarters: Collection[str] = frozenset(),
) -> Outcome:
    """The row that the store is to show after these changes."""
    row, changes = merged(table, log, sources, headquarters)
    creations = [change for change in changes if change.kind == "I"]
    first = min(creations, key=lambda change: change.order) if creations else None
    return Outcome(
        row.values,
        {
            name: [(change.source, change.seq) for change in heads]
            for name, heads in row.heads.items()
        },
        _written(first) if first else None,
        _written(row.last),
        tuple(row.conflicts),
        _refusal(row.values, first) if first and table == "activity" else None,
    )


def deciding(db: Db) -> Resolve:
    """The rules as this workspace applies them: it knows which laptops are headquarters'."""
    return partial(decide, headquarters=laptops.headquarters(db))


def _refusal(values: Mapping[str, Value], first: Change) -> Refusal | None:
    """Why an activity is not to be shown. Dates that only two offices together made impossible are
    shown, and told among what does not fit: each of the offices wrote something sound."""
    if values.get("kind") and values["kind"] not in ALL_KINDS:
        return _UNKNOWN_KIND
    if _is_impossible(values) and _is_impossible(first.fields):
        return _END_BEFORE_START
    return None


def _is_impossible(values: Mapping[str, Value]) -> bool:
    start, end = values.get("start"), values.get("end")
    return isinstance(start, str) and isinstance(end, str) and end < start


def _written(change: Change) -> Written:
    return Written(change.hlc, change.author or None)
