"""How this program merges: the rules of the sync room applied to the records of the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ssc_desktop.storage.change_log import ChangeRow
from ssc_desktop.storage.incoming import Name, Outcome
from ssc_desktop.storage.row_values import Written
from ssc_desktop.sync.change import Change, from_log
from ssc_desktop.sync.merge import Resolved, resolve

# Of little weight: the latest wins, the other stays in the history, nobody is asked.
_QUIET_EVERYWHERE = frozenset({"note"})
_QUIET: Mapping[str, Collection[str]] = {
    "attendance": _QUIET_EVERYWHERE | {"signed", "sheet_no", "row_no"},
    "registration": _QUIET_EVERYWHERE | {"row"},
}


def merged(
    table: str, log: Sequence[ChangeRow], sources: Mapping[int, Name]
) -> tuple[Resolved, list[Change]]:
    """What all changes of one row amount to, and these changes."""
    changes = list(from_log(log, sources))
    return resolve(changes, _QUIET.get(table, _QUIET_EVERYWHERE)), changes


def decide(table: str, log: Sequence[ChangeRow], sources: Mapping[int, Name]) -> Outcome:
    """The row that the store is to show after these changes."""
    row, changes = merged(table, log, sources)
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
    )


def _written(change: Change) -> Written:
    return Written(change.hlc, change.author or None)
