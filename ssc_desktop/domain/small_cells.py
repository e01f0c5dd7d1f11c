"""Small numbers of sensitive groups: which cells of a breakdown are left out so that none of them
can be worked out from the others and the total.

A small cell is told as nothing; so are larger cells, in the order of their codes and never by their
size, until the hidden ones have at least four people more among them than the least they could
have. Every hidden cell may then still be two different numbers, whoever knows this rule (the test
of this module tries all tables). Where that cannot be reached, the breakdown is not told at all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

FEWEST = 5
_SLACK = FEWEST - 1
UNTOLD: Mapping[str, int | None] = {"": None}
"""A breakdown of which nothing is told."""


def has_small(cells: Mapping[str, int], risky: Collection[str] | None = None) -> bool:
    """Whether a cell that is risky (all are where none are named) says too little to be told."""
    return any(_is_small(code, count, risky) for code, count in cells.items())


def without_small(
    cells: Mapping[str, int], risky: Collection[str] | None = None
) -> Mapping[str, int | None]:
    """The cells with None for those that must not be told."""
    hidden = {code for code, count in cells.items() if _is_small(code, count, risky)}
    if not hidden:
        return dict(cells)
    slack = sum(cells[code] - 1 for code in hidden)
    for code in sorted(code for code, count in cells.items() if count and code not in hidden):
        hidden.add(code)
        slack += cells[code] - (FEWEST if risky is None or code in risky else 1)
        if slack >= _SLACK:
            return {code: None if code in hidden else count for code, count in cells.items()}
    return UNTOLD


def all_or_nothing(cells: Mapping[str, int]) -> Mapping[str, int | None]:
    """The cells, or nothing where one of them is small."""
    return UNTOLD if has_small(cells) else dict(cells)


def _is_small(code: str, count: int, risky: Collection[str] | None) -> bool:
    return 0 < count < FEWEST and (risky is None or code in risky)
