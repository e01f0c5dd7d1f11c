"""The worker: order, latest, cancel, problems, bugs, and who hears of a change."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from ssc_desktop.domain.changes import Changes
from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.ops import Ops


@pytest.fixture
def ops(qapp: QApplication) -> Iterator[Ops]:
    made = Ops()
    yield made
    made.stop()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        QApplication.processEvents()
        assert time.monotonic() < end
        time.sleep(0.001)


def test_work_runs_elsewhere_and_what_came_of_it_returns_here(ops: Ops) -> None:
    got: list[tuple[int, int]] = []
    owner = QObject()
    ops.read(
        owner,
        lambda _: threading.get_ident(),
        lambda there: got.append((there, threading.get_ident())),
    )
    until(lambda: bool(got))
    there, here = got[0]
    assert here == threading.get_ident()
    assert there != here


def test_changes_keep_their_order(ops: Ops) -> None:
    done: list[int] = []
    owner = QObject()
    for number in range(200):
        ops.change(owner, lambda _, number=number: done.append(number))
    until(lambda: not ops.waiting)
    assert done == list(range(200))


def test_of_reads_of_one_kind_only_the_last_arrives(ops: Ops) -> None:
    got: list[int] = []
    owner = QObject()
    begin = threading.Event()
    ops.read(owner, lambda _: begin.wait(10), lambda _: None)
    for number in range(20):
        ops.read(owner, lambda _, number=number: number, got.append, only_latest="list")
    begin.set()
    until(lambda: not ops.waiting)
    assert got == [19]


def test_what_returns_to_a_page_that_is_gone_is_dropped(ops: Ops) -> None:
    got: list[int] = []
    owner = QObject()
    begin = threading.Event()
    ops.read(owner, lambda _: begin.wait(10), got.append)
    delete(owner)
    begin.set()
    until(lambda: not ops.waiting)
    assert got == []


def test_a_change_is_told_with_what_it_touched_and_who_asked(ops: Ops) -> None:
    heard: list[tuple[Changes, object]] = []
    ops.changed.connect(lambda changes, owner: heard.append((changes, owner)))
    owner = QObject()
    ops.change(owner, lambda _: Changes.of({"activity"}), touches=("half_day",))
    until(lambda: bool(heard))
    assert heard[0][0].nouns == {"activity", "half_day"}
    assert heard[0][1] is owner


def test_a_problem_goes_to_who_asked_else_to_the_window(ops: Ops) -> None:
    told: list[str] = []
    asked: list[str] = []
    ops.problem.connect(lambda problem, _owner: told.append(problem.code))

    def fail(_: object) -> None:
        raise Problem("no-luck", "Nothing was done.")

    owner = QObject()
    ops.read(owner, fail, lambda _: None, failed=lambda problem: asked.append(problem.code))
    ops.change(owner, fail)
    until(lambda: not ops.waiting)
    assert asked == ["no-luck"]
    assert told == ["no-luck"]


def test_a_bug_is_told_without_the_values_it_failed_on_and_work_goes_on(ops: Ops) -> None:
    bugs: list[str] = []
    got: list[int] = []
    ops.bug.connect(bugs.append)

    def fail(_: object) -> None:
        raise KeyError("Awa Traoré")

    owner = QObject()
    ops.change(owner, fail)
    ops.read(owner, lambda _: 7, got.append)
    until(lambda: not ops.waiting)
    assert got == [7]
    assert "KeyError" in bugs[0]
    assert "Traoré" not in bugs[0]


def test_progress_is_told_and_cancelling_stops_the_work(ops: Ops) -> None:
    steps: list[int] = []
    reached: list[int] = []
    owner = QObject()

    def work(_: object, told: Callable[[int, int], None]) -> None:
        for step in range(100_000):
            reached.append(step)
            told(step, 100_000)
            time.sleep(0.001)

    job = ops.change(owner, work, told=lambda done, _total: steps.append(done))
    until(lambda: len(steps) > 5)
    job.cancel()
    until(lambda: not ops.waiting)
    assert len(reached) < 50_000
    assert steps == sorted(steps)


def test_unsaved_counts_changes_only(ops: Ops) -> None:
    begin = threading.Event()
    owner = QObject()
    ops.read(owner, lambda _: begin.wait(10), lambda _: None)
    ops.change(owner, lambda _: None)
    assert (ops.waiting, ops.unsaved) == (2, 1)
    begin.set()
    until(lambda: not ops.waiting)
    assert ops.unsaved == 0


def test_stopping_finishes_what_was_asked(qapp: QApplication) -> None:
    done: list[int] = []
    made = Ops()
    for number in range(50):
        made.change(None, lambda _, number=number: done.append(number))
    made.stop()
    assert len(done) == 50


def test_something_large_is_freed_on_the_worker(ops: Ops) -> None:
    gone_on: list[int] = []

    class Row:
        def __del__(self) -> None:
            gone_on.append(threading.get_ident())

    heap: list[object] = [tuple(Row() for _ in range(50)), [Row()], Row()]
    ops.let_go(heap)
    until(lambda: not ops.waiting)
    assert heap == []
    assert len(gone_on) == 52
    assert threading.get_ident() not in gone_on


def test_what_comes_in_a_heap_is_handed_over_in_several_turns(ops: Ops) -> None:
    owner, got, turns = QObject(), [], [0]
    begin = threading.Event()
    ops.read(owner, lambda _: begin.wait(5), lambda _: None)
    for number in range(20):
        ops.read(
            owner, lambda _: None, lambda _, number=number: (time.sleep(0.003), got.append(number))
        )
    begin.set()
    time.sleep(0.1)
    while ops.waiting:
        QApplication.processEvents()
        turns[0] += 1
    assert got == list(range(20))
    assert turns[0] >= 5


def test_what_comes_back_of_a_closed_workspace_concerns_nobody(ops: Ops) -> None:
    owner, got = QObject(), []
    ops.change(owner, lambda _: 1, got.append)
    ops.close(lambda _: got.append("closed"))
    until(lambda: not ops.waiting)
    assert got == ["closed"]
