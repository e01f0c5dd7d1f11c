"""What a set of changes amounts to, said a second time in plain Python, from FORMAT.md alone.

Nothing of the program's own merging is used here: two ways to one answer, held against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ssc_desktop.sync.change import Change

Key = tuple[str, str]
Row = dict[str, Any]
QUIET = {"note"}


def shown(changes: Iterable[Change]) -> dict[Key, Row]:
    """What every row says that somebody created."""
    return {key: row for key, (row, _) in _merged(changes).items()}


def contested(changes: Iterable[Change]) -> dict[tuple[str, str, str], set[Any]]:
    """The fields in conflict, and the values that contradict each other."""
    return {
        (*key, field): values
        for key, (_, conflicts) in _merged(changes).items()
        for field, values in conflicts.items()
    }


def _merged(changes: Iterable[Change]) -> dict[Key, tuple[Row, dict[str, set[Any]]]]:
    rows: dict[Key, dict[Any, Change]] = defaultdict(dict)
    for change in changes:
        rows[change.table, change.key][change.source, change.seq] = change
    return {
        key: _row(row)
        for key, row in rows.items()
        if any(change.kind == "I" for change in row.values())
    }


def _row(row: dict[Any, Change]) -> tuple[Row, dict[str, set[Any]]]:
    heads = {
        field: _heads(field, row) for field in {name for c in row.values() for name in c.fields}
    }
    says: Row = {}
    conflicts: dict[str, set[Any]] = {}
    for field, standing in heads.items():
        says[field] = max(standing, key=_rank).fields[field]
        values = {change.fields[field] for change in standing}
        if len(values) > 1 and field not in QUIET:
            conflicts[field] = values
    if any(change.fields["removed"] for change in heads.get("removed", ())):
        conflicts.pop("removed", None)
        says["removed"], doubt = _removed(heads)
        if doubt:
            conflicts["removed"] = {0, 1}
    return says, conflicts


def _heads(field: str, row: dict[Any, Change]) -> list[Change]:
    setting = {mark: change for mark, change in row.items() if field in change.fields}
    replaced = {
        (mark.source, mark.seq) for c in setting.values() for mark in c.parents.get(field, ())
    }
    return [change for mark, change in setting.items() if mark not in replaced]


def _rank(change: Change) -> tuple[Any, ...]:
    return (change.hlc, change.source.device, change.source.incarnation, change.seq)


def _removed(heads: dict[str, list[Change]]) -> tuple[int, bool]:
    """Whether the row is gone, and whether somebody must be asked."""
    removals = [change for change in heads["removed"] if change.fields["removed"]]
    named = {(m.source, m.seq) for c in removals for marks in c.parents.values() for m in marks} | {
        (c.source, c.seq) for c in removals
    }
    kept = any(not change.fields["removed"] for change in heads["removed"])
    unseen = any(
        (c.source, c.seq) not in named
        and not ("removed" not in c.fields and c.parents.get("removed"))
        for field, standing in heads.items()
        if field != "removed"
        for c in standing
    )
    return (0, True) if kept or unseen else (1, False)
