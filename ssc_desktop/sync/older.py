"""Changes written by another version of the program: older ones are lifted, newer ones kept whole.

Names are promises: a table or field is never renamed or reused. When something must move all the
same, its schema number gets a step here that rewrites changes of the number before; steps are kept
for ever, as are the bundles that prove them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.sync.change import Change

SCHEMA = 4
"""The number of the names this program writes."""

Step = Callable[[Change], Iterable[Change]]
STEPS: Mapping[int, Step] = {}
"""From a schema number, the step that leads to the next."""


def lifted(
    changes: Iterable[Change],
    written: int,
    *,
    wanted: int = SCHEMA,
    steps: Mapping[int, Step] = STEPS,
) -> Iterator[Change]:
    """``changes`` of schema ``written`` in the words of ``wanted``; newer ones pass unchanged.

    A step may rewrite a change, never drop or double it: its number must stay without a gap.
    """
    for change in changes:
        current = change
        for number in range(written, wanted):
            if number in steps:
                current = _one(steps[number](current), change)
        yield current


def _one(result: Iterable[Change], before: Change) -> Change:
    after = list(result)
    if len(after) != 1 or after[0].mark != before.mark:
        raise Problem(
            "upcaster-broke-numbering",
            N_(
                "The program could not read an older bundle. Nothing was changed. Please report it."
            ),
        )
    return after[0]


def unknown(change: Change, tables: Mapping[str, Collection[str]]) -> tuple[bool, frozenset[str]]:
    """Whether the change's table is foreign to this program, and which of its fields are."""
    if change.table not in tables:
        return True, frozenset(change.fields)
    return False, frozenset(change.fields).difference(tables[change.table])
