"""The watchdog of the loop: it finds what holds the window up, and blames nobody else."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.gui import watchdog as measuring
from tests.gui.conftest import Desktop
from tests.gui.watchdog import LIMIT, Watchdog


def work(seconds: float) -> None:
    """Keep the processor for so long."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


class Slow(QLineEdit):
    """A line that takes its time over every key."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        work(3 * LIMIT)
        super().keyPressEvent(event)


@pytest.fixture
def found(watchdog: Watchdog) -> Iterator[Watchdog]:
    """The watchdog; what these tests break on purpose fails none of them."""
    yield watchdog
    watchdog.begin()


def test_a_slot_that_works_too_long_is_found_and_named(
    opened: Desktop, found: Watchdog, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is here counts as our own code for this once.
    monkeypatch.setattr(measuring, "OURS", "/gui/")
    found.begin()
    QTimer.singleShot(0, opened.window, lambda: work(6 * LIMIT))
    opened.settle()
    assert len(found.broken) == 1
    assert found.broken[0].seconds > 5 * LIMIT
    assert "test_watchdog.py" in found.broken[0].told()


def test_a_key_that_takes_too_long_is_found(qapp: QApplication, found: Watchdog) -> None:
    line = Slow()
    line.show()
    QTest.keyClick(line, Qt.Key.Key_A)
    assert [each.seconds > 2 * LIMIT for each in found.broken] == [True]
    QTest.keyClicks(line, "ab")
    assert len(found.broken) == 3


def test_many_short_turns_are_no_long_one(qapp: QApplication, found: Watchdog) -> None:
    owner = QObject()
    for number in range(10):
        QTimer.singleShot(number, owner, lambda: work(LIMIT / 10))
    end = time.monotonic() + 1
    while time.monotonic() < end:
        qapp.processEvents()
        time.sleep(0.001)
    assert found.broken == []
    assert found.longest > LIMIT / 10


def test_waiting_for_python_while_another_thread_has_it_is_nobodys_fault(
    qapp: QApplication, found: Watchdog
) -> None:
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            work(0.002)

    others = [threading.Thread(target=busy, daemon=True) for _ in range(3)]
    for each in others:
        each.start()
    for _ in range(40):
        QTimer.singleShot(0, qapp, lambda: work(LIMIT / 10))
        qapp.processEvents()
    stop.set()
    for each in others:
        each.join()
    assert found.broken == []


def test_a_turn_beside_a_computing_worker_is_allowed_more_but_not_anything(
    qapp: QApplication, found: Watchdog
) -> None:
    stop = threading.Event()

    def compute() -> None:
        while not stop.is_set():
            hashlib.pbkdf2_hmac("sha256", b"busy", b"busy", 2000)

    other = threading.Thread(target=compute, daemon=True)
    other.start()
    with found.turn():
        work(2 * LIMIT)
    # Judged strictly, nothing excuses a turn.
    assert len(found.broken) == measuring.IS_STRICT
    found.begin()
    with found.turn():
        work(8 * LIMIT)
    assert len(found.broken) == 1
    stop.set()
    other.join()
    found.begin()
    with found.turn():
        work(4 * LIMIT)
    assert len(found.broken) == 1


def test_a_slow_machine_is_allowed_more(
    watchdog: Watchdog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "fixed_work", lambda: 3 * measuring.REFERENCE)
    assert watchdog.slowdown() == pytest.approx(3.0)
    monkeypatch.setattr(measuring, "fixed_work", lambda: measuring.REFERENCE / 2)
    assert watchdog.slowdown() == 1.0


def test_the_fixed_work_is_work() -> None:
    assert min(measuring.fixed_work() for _ in range(5)) > measuring.REFERENCE / 20
