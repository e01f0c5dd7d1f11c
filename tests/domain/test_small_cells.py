"""No small number of a sensitive group can be worked out, even by who knows how it was hidden."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.small_cells import FEWEST, UNTOLD, all_or_nothing, without_small

CODES = ("", "CI", "MA", "ML")


def told(counts: tuple[int, ...], risky: frozenset[str] | None) -> tuple[object, ...]:
    """All that a reader sees: the total and each cell."""
    cells = {code: count for code, count in zip(CODES, counts, strict=False) if count}
    return (sum(counts), *sorted(without_small(cells, risky).items(), key=str))


def tables_behind(
    cells: int, most: int, risky: frozenset[str] | None
) -> dict[tuple[object, ...], list[tuple[int, ...]]]:
    """Every table of so many cells and people, by what a reader sees of it."""
    behind: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        if sum(counts) <= most:
            behind[told(counts, risky)].append(counts)
    return behind


def hidden_in(seen: tuple[object, ...]) -> set[str]:
    """The codes of the cells that are hidden; none where nothing is told."""
    cells = dict(seen[1:])  # type: ignore[arg-type]
    return set() if cells == UNTOLD else {code for code, count in cells.items() if count is None}


@pytest.mark.parametrize("risky", [None, frozenset({"CI"}), frozenset({"MA", "CI"})])
def test_a_reader_who_knows_the_rule_is_left_with_two_possible_numbers_at_least(
    risky: frozenset[str] | None,
) -> None:
    tables = tables_behind(3, 16, risky)
    assert any(hidden_in(seen) for seen in tables)
    for seen, counts in tables.items():
        for code in hidden_in(seen):
            assert len({each[CODES.index(code)] for each in counts}) > 1, (seen, counts)


def test_four_cells_cannot_be_worked_out_either() -> None:
    for seen, counts in tables_behind(4, 14, None).items():
        for code in hidden_in(seen):
            assert len({each[CODES.index(code)] for each in counts}) > 1, (seen, counts)


def test_a_breakdown_without_small_numbers_is_told_as_it_is() -> None:
    assert without_small({"F": 12, "M": 5}) == {"F": 12, "M": 5}
    assert all_or_nothing({"F": 12, "M": 5}) == {"F": 12, "M": 5}


def test_a_small_number_hides_a_large_one_beside_it() -> None:
    assert without_small({"F": 3, "M": 40}) == {"F": None, "M": None}
    assert without_small({"CI": 2, "MA": 30, "ML": 12}) == {"CI": None, "MA": None, "ML": 12}


def test_a_small_number_alone_is_not_told_at_all() -> None:
    assert without_small({"F": 3}) == UNTOLD
    assert without_small({"F": 1, "M": 5}) == UNTOLD
    assert all_or_nothing({"CI": 3, "MA": 50}) == UNTOLD


def test_small_numbers_of_groups_that_are_not_sensitive_are_told() -> None:
    assert without_small({"host_community": 2, "refugee": 9}, {"refugee"}) == {
        "host_community": 2,
        "refugee": 9,
    }


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 30), min_size=1))
def test_what_is_told_is_true_and_nothing_small_is_told(cells: dict[str, int]) -> None:
    shown = without_small(cells)
    for code, count in shown.items():
        assert count is None or (count == cells[code] and count >= FEWEST)


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(1, 30), min_size=1))
def test_one_cell_alone_is_never_hidden(cells: dict[str, int]) -> None:
    shown = without_small(cells)
    hidden = [code for code, count in shown.items() if count is None]
    assert len(hidden) != 1 or shown == UNTOLD
