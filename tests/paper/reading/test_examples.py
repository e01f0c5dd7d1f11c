"""The pages made by machine are what they claim, and the table counts what it claims."""

from __future__ import annotations

import numpy as np
import pytest

from ssc_desktop.paper.cell_reading import FEATURES
from ssc_desktop.paper.decision import EMPTY, SIGNED, UNREADABLE, UNSURE, shipped_trees
from ssc_desktop.paths import resources_folder
from tests.paper.reading import capture, table
from tests.paper.reading.examples import Examples, any_page, can_be_found
from tests.paper.reading.hands_known import KNOWN
from tests.paper.reading.hands_unseen import UNSEEN, words
from tests.paper.reading.pens import PAGE
from tests.paper.reading.signed_pages import SIGNED as HAS_SIGNED
from tests.paper.reading.signed_pages import Hand, blank_page, signed_page
from tests.paper.reading.wear_unseen import WEARS


@pytest.mark.parametrize("hand", [KNOWN, UNSEEN], ids=lambda hand: hand.name)
def test_a_signed_cell_has_ink_and_the_same_seed_gives_the_same_page(hand: Hand) -> None:
    page = signed_page(np.random.default_rng(3), hand, 2, 0)
    again = signed_page(np.random.default_rng(3), hand, 2, 0)
    assert np.array_equal(page.pixels, again.pixels)
    assert np.array_equal(page.truth, again.truth)
    added = blank_page(2, 0).astype(int) - page.pixels.min(2)
    ink = []
    for cell in page.grid.cells:
        x, y, width, height = (round(value * PAGE) for value in cell.box)
        ink.append((added[y : y + height, x : x + width] > 25).sum() / PAGE**2)
    signed = page.truth == HAS_SIGNED
    assert np.array(ink)[signed].min() > 0.5
    assert np.median(np.array(ink)[page.truth == 0]) < 0.2


def test_the_written_words_are_many_and_unlike() -> None:
    assert len(words()) == 66
    assert {word.shape[0] for word in words()} == {40}
    assert all(0.03 < word.mean() < 0.6 for word in words())


def test_every_degradation_changes_the_page_and_says_what_it_hides() -> None:
    page, _ = any_page(4, UNSEEN)
    for wear in WEARS:
        picture, hidden = wear.make(page, np.random.default_rng(6))
        assert picture.dtype == np.uint8
        assert picture.shape[:2] != page.pixels.shape[:2]
        covers = any(word in wear.name for word in ("fold", "cut"))
        assert hidden.any() or not covers
        assert can_be_found(page, hidden) or "cut" in wear.name
    assert len(WEARS) == len({wear.name for wear in WEARS}) == 22


def test_a_fold_hides_as_much_as_it_covers() -> None:
    page, _ = any_page(4, UNSEEN)
    view = capture.flat((page.grid.width, page.grid.height), 100)
    view.covered = np.zeros((100, 100), bool)
    view.covered[:50, :50] = True
    _, hidden = capture.taken(page.pixels, view)
    assert hidden.mean() == pytest.approx(0.25, abs=0.01)
    box = (0.0, 0.0, page.grid.width / 2, page.grid.height)
    assert capture.hidden_shares(hidden, [box])[0] == pytest.approx(0.5, abs=0.02)


def _examples(truth: list[int], hidden: list[float], readable: list[bool]) -> Examples:
    count = len(truth)
    return Examples(
        np.zeros((count, len(FEATURES)), np.float32),
        np.array(truth),
        np.array(hidden),
        np.array(readable),
        np.zeros(count, int),
        np.array([[1.0, 1.0, 1.0, 0.0, 0.0]]),
    )


def test_the_table_counts_silent_errors_doubt_and_hidden_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Right, wrong both ways, in doubt, hidden and called empty, unreadable: one of each."""
    given = [SIGNED, EMPTY, SIGNED, EMPTY, UNSURE, EMPTY, UNREADABLE, EMPTY]
    monkeypatch.setattr(table, "readings", lambda _, *, one_bit: np.array(given))
    truth, hidden = [1, 0, 0, 1, 1, 1, 0, 2], [0.0, 0, 0, 0, 0, 0.4, 0, 0]
    found = table.result("one", _examples(truth, hidden, [True] * 8), 250.0)
    assert (found.cells, found.silent, found.review, found.unreadable) == (7, 2, 1, 1)
    assert (found.called, found.called_right, found.signed, found.missed) == (2, 1, 3, 1)
    assert (found.hidden, found.hidden_empty) == (1, 1)
    assert "| 2 (28.57 %) |" in found.row()


def test_cells_that_cannot_be_seen_are_read_as_such() -> None:
    every = _examples([1, 0], [0.0, 0.0], [False, False])
    assert set(table.readings(every, one_bit=False)) == {UNREADABLE}
    assert shipped_trees().signed_from > 0.9


def test_the_help_page_has_the_figures_of_every_degradation() -> None:
    text = (resources_folder() / "help" / "reading.md").read_text("utf-8")
    rows = {line.split(" | ")[0].strip("| ") for line in text.splitlines() if line.startswith("|")}
    assert {wear.name for wear in WEARS} <= rows
