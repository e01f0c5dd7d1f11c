"""Who is shown in the grid, in which order and groups: a question asked of the people, not of Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ssc_desktop.domain.names import fold
from ssc_desktop.domain.search_words import INSIDE, holds, sought, words_of_text
from ssc_desktop.gui.tables.attendance_counts import FACETS, Counts
from ssc_desktop.language import N_

LIST_ORDER, BY_NAME = "list", "name"
ORDERS = {LIST_ORDER: N_("Order of the list"), BY_NAME: N_("Name"), **FACETS}
Namer = Callable[[str, str], str]
"""The name of what people have in common: by facet and value, as a person reads it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How the grid is to be arranged: its order or groups, and who is left out."""

    order: str = LIST_ORDER
    typed: str = ""
    only: tuple[str, str] | None = None
    only_unmarked: bool = False

    @property
    def leaves_out(self) -> bool:
        """Whether somebody may be left out."""
        return bool(self.typed.strip() or self.only or self.only_unmarked)

    def but(self, **changed: Any) -> Wish:  # noqa: ANN401
        """The same wish with something changed."""
        return replace(self, **changed)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The people to show by their number in the register, and the rows at which a group begins."""

    people: tuple[int, ...] = ()
    starts: frozenset[int] = frozenset()


def arrange(counts: Counts, wish: Wish, name: Namer) -> Arranged:
    """The people a wish asks for, in its order."""
    shown = [n for n, each in enumerate(counts.people) if _is_wanted(counts, n, each, wish)]
    if wish.order == LIST_ORDER:
        return Arranged(tuple(shown))
    if wish.order == BY_NAME:
        return Arranged(tuple(sorted(shown, key=lambda n: fold(counts.people[n].name))))
    return _grouped(counts.people, shown, wish.order, name)


def _is_wanted(counts: Counts, number: int, each: Any, wish: Wish) -> bool:  # noqa: ANN401
    if wish.only and getattr(each, wish.only[0]) != wish.only[1]:
        return False
    if wish.only_unmarked and None not in counts.marks[number]:
        return False
    wanted = sought(wish.typed)
    return not wanted or holds(words_of_text(f"{each.name} {each.organisation}"), wanted, INSIDE)


def _grouped(people: Sequence[Any], shown: list[int], facet: str, name: Namer) -> Arranged:
    values = {n: getattr(people[n], facet) for n in shown}
    titles = {value: (not value, fold(name(facet, value)), value) for value in set(values.values())}
    ordered = sorted(shown, key=lambda n: titles[values[n]])
    starts = {
        row for row in range(1, len(ordered)) if values[ordered[row]] != values[ordered[row - 1]]
    }
    return Arranged(tuple(ordered), frozenset(starts))
