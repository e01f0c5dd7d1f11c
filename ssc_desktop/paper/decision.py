"""Signed, empty or "I do not know": small decision trees, trained elsewhere, judged here.

The trees are data in ``resources/reading``; how they were made is told there and in
``tests/paper/reading``. Two thresholds leave doubt to a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ssc_desktop.paper.cell_reading import FEATURES, CellInk
from ssc_desktop.paper.page_pictures import Pixels
from ssc_desktop.paths import resources_folder

SIGNED, EMPTY, UNSURE, UNREADABLE = "signed", "empty", "unsure", "unreadable"
TREES = "cells-1.npz"
# A cell is read when the photo shows all of it and each piece of its border.
_LEAST_SEEN, _LEAST_BORDER = 0.985, 0.45
# Square millimetres of ink in the middle of an empty cell; the share of its width a line strikes.
_LITTLE_INK, _WHOLE_LINE = 2.0, 0.85


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees as arrays, one line a tree; a leaf has no feature.

    ``signed_from`` and ``empty_to`` are the probabilities of a signature from which on a cell is
    called signed, and up to which it is called empty.
    """

    feature: Pixels
    threshold: Pixels
    left: Pixels
    right: Pixels
    value: Pixels
    base: float
    signed_from: float
    empty_to: float

    def probability(self, features: Pixels) -> Pixels:
        """How likely each cell is signed."""
        count, trees = len(features), len(self.feature)
        node = np.zeros((count, trees), np.int64)
        tree, cell = np.arange(trees), np.arange(count)[:, None]
        while True:
            asked = self.feature[tree, node]
            if (asked < 0).all():
                break
            low = features[cell, np.maximum(asked, 0)] <= self.threshold[tree, node]
            following = np.where(low, self.left[tree, node], self.right[tree, node])
            node = np.where(asked < 0, node, following)
        score = self.value[tree, node].sum(1) + self.base
        return np.asarray(1 / (1 + np.exp(-score)))


@lru_cache(1)
def shipped_trees() -> Trees:
    """The trees that come with the program."""
    return load_trees(resources_folder() / "reading" / TREES)


def load_trees(path: Path) -> Trees:
    """Trees from their file, which must be of the same numbers that cells are described by."""
    with np.load(path, allow_pickle=False) as data:
        if tuple(data["features"]) != FEATURES:
            raise ValueError("These trees ask for other numbers than cells are described by.")
        signed_from, empty_to = data["thresholds"]
        return Trees(
            data["feature"].astype(np.int64),
            data["threshold"],
            data["left"].astype(np.int64),
            data["right"].astype(np.int64),
            data["value"],
            float(data["base"]),
            float(signed_from),
            float(empty_to),
        )


def is_readable(cells: CellInk) -> Pixels:
    """Which cells can be seen whole: a fold, a finger or the edge of the photo hides the others."""
    return (cells.seen >= _LEAST_SEEN) & (cells.border >= _LEAST_BORDER)


def may_be_called_empty(features: Pixels) -> Pixels:
    """Which cells have next to no ink in their middle, or a line through all of them.

    Whatever the trees say of other ink, a shorter line or a neighbour's stroke: a person looks.
    """
    number = {name: features[:, at] for at, name in enumerate(FEATURES)}
    struck_out = (number["touches"] == 2) & (number["filled_columns"] > _WHOLE_LINE)
    return np.asarray((number["core"] + number["foreign_core"] < _LITTLE_INK) | struck_out)


def decide(cells: CellInk, *, may_be_empty: bool, trees: Trees) -> list[tuple[str, float]]:
    """A reading and its confidence for each cell.

    Where light pens may have been lost (not ``may_be_empty``), nothing is called empty.
    """
    readable = is_readable(cells)
    signed = trees.probability(cells.features)
    clear = may_be_called_empty(cells.features) & may_be_empty
    found = []
    for chance, is_seen, is_clear in zip(
        signed.tolist(), readable.tolist(), clear.tolist(), strict=True
    ):
        if not is_seen:
            found.append((UNREADABLE, 0.0))
        elif chance >= trees.signed_from:
            found.append((SIGNED, chance))
        elif chance <= trees.empty_to and is_clear:
            found.append((EMPTY, 1 - chance))
        else:
            found.append((UNSURE, max(chance, 1 - chance) if may_be_empty else chance))
    return found
