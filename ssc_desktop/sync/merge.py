"""What one row says after all its changes: a function of the set of changes, never of their order.

A field's heads are the changes that set it and that no other change names as replaced. One head is
its value. Of several, the latest is shown; when their values differ the field is in conflict and
every head stays, until a decision names them all. A removal stands only when somebody who removed
the row had seen every standing edit of it; else the row stays and the removal is a conflict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from ssc_desktop.sync.change import Change, Value

REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Version:
    """One standing value of a field and the change it comes from."""

    value: Value
    change: Change


@dataclass(frozen=True, slots=True)
class Resolved:
    """A row as its changes leave it; the first version of a conflict is the one shown."""

    values: dict[str, Value]
    heads: dict[str, tuple[Change, ...]]
    last: Change
    conflicts: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    settled: dict[str, tuple[Version, ...]] = field(default_factory=dict)
    """Conflicts that a rule settled: whose value is shown comes first."""

    def settle(self, name: str, winner: Version) -> Resolved:
        """The same row with one of the contradicting values of a field shown, and nobody asked."""
        versions = self.conflicts[name]
        others = tuple(each for each in versions if each is not winner)
        return replace(
            self,
            values={**self.values, name: winner.value},
            conflicts={n: each for n, each in self.conflicts.items() if n != name},
            settled={**self.settled, name: (winner, *others)},
        )


def resolve(changes: Iterable[Change], quiet: Collection[str] = frozenset()) -> Resolved:
    """The row that ``changes`` of one key amount to; fields in ``quiet`` never make a conflict."""
    known = _each_once(changes)
    touching: dict[str, list[Change]] = defaultdict(list)
    for change in known:
        for name in change.fields:
            touching[name].append(change)
    values: dict[str, Value] = {}
    heads: dict[str, tuple[Change, ...]] = {}
    conflicts: dict[str, tuple[Version, ...]] = {}
    for name in sorted(touching):
        heads[name] = _heads(name, touching[name])
        values[name] = heads[name][0].fields[name]
        if len(heads[name]) > 1 and name not in quiet and _differ(name, heads[name]):
            conflicts[name] = tuple(Version(c.fields[name], c) for c in heads[name])
    if any(change.fields[REMOVED] for change in heads.get(REMOVED, ())):
        values[REMOVED], against = _removal(heads)
        conflicts.pop(REMOVED, None)
        if against:
            conflicts[REMOVED] = against
    last = known[0] if len(known) == 1 else max(known, key=_order)
    return Resolved(values, heads, last, conflicts)


def _each_once(changes: Iterable[Change]) -> list[Change]:
    given = list(changes)
    return list({change.mark: change for change in given}.values()) if len(given) > 1 else given


def _order(change: Change) -> tuple[int, str, int, int]:
    return change.order


def _heads(name: str, touching: list[Change]) -> tuple[Change, ...]:
    if len(touching) == 1:
        return (touching[0],)
    replaced = {
        mark for change in touching if name in change.parents for mark in change.parents[name]
    }
    standing = [change for change in touching if change.mark not in replaced] or touching
    return tuple(sorted(standing, key=_order, reverse=True))


def _differ(name: str, heads: tuple[Change, ...]) -> bool:
    # True and 1 are one value here: SQLite knows no booleans.
    return any(change.fields[name] != heads[0].fields[name] for change in heads[1:])


def _removal(heads: dict[str, tuple[Change, ...]]) -> tuple[Value, tuple[Version, ...]]:
    """Whether the row is gone, and the versions that contradict each other about it."""
    removals = [change for change in heads[REMOVED] if change.fields[REMOVED]]
    kept = [change for change in heads[REMOVED] if not change.fields[REMOVED]]
    edits = {c.mark: c for name in heads if name != REMOVED for c in heads[name]}
    seen = {mark for change in removals for marks in change.parents.values() for mark in marks}
    seen.update(change.mark for change in removals)
    unseen = [c for c in edits.values() if c.mark not in seen and not _knew(c)]
    if not kept and not unseen:
        return removals[0].fields[REMOVED], ()
    against = {change.mark: change for change in (*kept, *unseen)}.values()
    return 0, (
        *(Version(0, c) for c in sorted(against, key=lambda c: c.order, reverse=True)),
        *(Version(change.fields[REMOVED], change) for change in removals),
    )


def _knew(change: Change) -> bool:
    """Whether the author of ``change`` edited the row although it was already removed there.

    Such an edit names the removal it saw. Another removal may have replaced that one since: what
    was known of the row then does not change by it.
    """
    return REMOVED not in change.fields and bool(change.parents.get(REMOVED))
