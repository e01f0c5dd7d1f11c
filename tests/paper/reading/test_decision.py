"""The trees decide as they were trained to, and leave to a person what they do not know."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ssc_desktop.paper.cell_reading import FEATURES, CellInk
from ssc_desktop.paper.decision import (
    EMPTY,
    SIGNED,
    UNREADABLE,
    UNSURE,
    Trees,
    decide,
    load_trees,
    shipped_trees,
)
from ssc_desktop.paper.page_pictures import Pixels


def _walked(trees: Trees, numbers: Pixels) -> float:
    """What a person would find who follows each tree from its root."""
    score = trees.base
    for tree in range(len(trees.feature)):
        node = 0
        while trees.feature[tree, node] >= 0:
            low = numbers[trees.feature[tree, node]] <= trees.threshold[tree, node]
            node = int((trees.left if low else trees.right)[tree, node])
        score += float(trees.value[tree, node])
    return float(1 / (1 + np.exp(-score)))


def test_all_cells_at_once_come_out_as_each_one_followed_by_hand() -> None:
    rng = np.random.default_rng(4)
    numbers = rng.gamma(1.0, 3.0, (40, len(FEATURES))).astype(np.float32)
    trees = shipped_trees()
    expected = [_walked(trees, each) for each in numbers]
    assert trees.probability(numbers) == pytest.approx(expected, abs=1e-5)


def test_the_shipped_thresholds_leave_room_for_doubt() -> None:
    trees = shipped_trees()
    assert 0 < trees.empty_to < 0.2 < 0.8 < trees.signed_from < 1


def test_trees_for_other_numbers_are_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "old.npz", features=np.array(["ink"]), thresholds=np.array([0.9, 0.1]))
    with pytest.raises(ValueError, match="other numbers"):
        load_trees(tmp_path / "old.npz")


def _one_leaf(score: float) -> Trees:
    """A tree that gives every cell the same chance."""
    none, zero = np.full((1, 1), -1), np.zeros((1, 1))
    index = np.zeros((1, 1), int)
    return Trees(none, zero, index, index, np.full((1, 1), score), 0.0, 0.95, 0.05)


def _cells(seen: float = 1.0, border: float = 1.0) -> CellInk:
    return CellInk(np.zeros((1, len(FEATURES))), np.array([seen]), np.array([border]))


@pytest.mark.parametrize(("score", "reading"), [(6, SIGNED), (-6, EMPTY), (0, UNSURE)])
def test_sure_and_unsure(score: float, reading: str) -> None:
    assert decide(_cells(), may_be_empty=True, trees=_one_leaf(score))[0][0] == reading


@pytest.mark.parametrize("score", [6, -6, 0])
@pytest.mark.parametrize("hidden", [{"seen": 0.9}, {"border": 0.1}])
def test_what_cannot_be_seen_whole_is_neither_signed_nor_empty(
    score: float, hidden: dict[str, float]
) -> None:
    assert decide(_cells(**hidden), may_be_empty=True, trees=_one_leaf(score)) == [(UNREADABLE, 0)]


@pytest.mark.parametrize(
    ("ink", "reading"),
    [
        ({"core": 0.5, "foreign_core": 0.5}, EMPTY),
        ({"core": 6.0}, UNSURE),
        ({"foreign_core": 6.0}, UNSURE),
        ({"core": 6.0, "touches": 2.0, "filled_columns": 0.95}, EMPTY),
        ({"core": 6.0, "touches": 1.0, "filled_columns": 0.95}, UNSURE),
    ],
)
def test_ink_in_the_middle_is_not_empty_but_for_a_line_through_all_of_it(
    ink: dict[str, float], reading: str
) -> None:
    numbers = np.array([[ink.get(name, 0.0) for name in FEATURES]])
    cells = CellInk(numbers, np.ones(1), np.ones(1))
    assert decide(cells, may_be_empty=True, trees=_one_leaf(-6))[0][0] == reading


def test_nothing_is_empty_where_light_pens_may_be_gone() -> None:
    readings = [decide(_cells(), may_be_empty=False, trees=_one_leaf(s))[0][0] for s in (6, -6, 0)]
    assert readings == [SIGNED, UNSURE, UNSURE]
