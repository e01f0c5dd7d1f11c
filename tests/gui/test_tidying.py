"""Garbage is collected on the window's thread and on no other."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.tidying import OLDER, OLDEST, YOUNG, Tidying


class Knot:
    """Something tied to itself that notes on which thread it went."""

    gone_on: list[int]

    def __init__(self, gone_on: list[int]) -> None:
        self.gone_on = gone_on
        self.itself = self

    def __del__(self) -> None:
        self.gone_on.append(threading.get_ident())


@pytest.fixture
def tidying(qapp: QApplication) -> Iterator[Tidying]:
    made = Tidying()
    yield made
    made.stop()


def test_what_the_worker_leaves_behind_goes_on_the_window_s_thread(tidying: Tidying) -> None:
    gone_on: list[int] = []

    def work() -> None:
        for _ in range(20_000):
            Knot(gone_on)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert gone_on == []
    tidying.tidy()
    assert set(gone_on) == {threading.get_ident()}


def test_what_is_young_is_left_until_it_is_much(tidying: Tidying) -> None:
    gone_on: list[int] = []
    gc.collect()
    knot = weakref.ref(Knot(gone_on))
    tidying.tidy()
    assert knot() is not None
    kept = [Knot(gone_on) for _ in range(YOUNG)]
    tidying.tidy()
    assert knot() is None
    assert len(kept) == YOUNG


def test_everything_is_looked_through_only_when_nobody_is_at_work(
    tidying: Tidying, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone_on: list[int] = []
    knot = weakref.ref(Knot(gone_on))
    # It becomes old; from then on only a look through everything finds it.
    kept = [knot()]
    for generation in (0, 1):
        gc.collect(generation)
    kept.clear()
    while gc.get_count()[2] <= OLDEST:
        gc.collect(1)
    tidying.put_off()
    tidying.tidy()
    assert knot() is not None
    monkeypatch.setattr("ssc_desktop.gui.tidying.CALM_MS", -1)
    tidying.tidy()
    assert knot() is None
    assert gc.get_count()[1] <= OLDER


def test_python_collects_again_when_the_window_is_closed(qapp: QApplication) -> None:
    made = Tidying()
    assert not gc.isenabled()
    made.stop()
    assert gc.isenabled()
