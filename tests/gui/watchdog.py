"""No turn of the event loop may hold the window up: what is measured, and by what it is judged.

What counts is the processor time of the window's own thread from the moment an event is handed
to the window until the window is done with it. Time in which the thread waited for a processor
or for Python while another thread had them is not the fault of what it was doing, and a busy
machine must not fail a test. Nor does looking through older garbage count, which the program does
while nobody is at work: here it goes through what the tests themselves hold. The machine's own
slowness is measured when a turn was too long: the limit grows by as much as a piece of work that
never changes takes longer than it took where the limit was agreed on.
"""

from __future__ import annotations

import faulthandler
import gc
import hashlib
import os
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest

LIMIT = 0.050
# Two runs of tests beside each other share caches and clock: what takes 40 ms alone was seen to
# take 65 then. A turn fails its test from here on; on a quiet machine none takes LIMIT, and with
# SSC_DESKTOP_STRICT set none may.
IS_STRICT = bool(os.environ.get("SSC_DESKTOP_STRICT"))
CROWDED = 1.0 if IS_STRICT else 1.6
# Python is handed over and back at every cell that is painted while the worker computes: what
# takes 7 ms alone was seen to take 20 to 33 then. Others were at work beside a turn when they took
# this part of its time.
CONTENDED, BESIDE = CROWDED if IS_STRICT else 3.0, 0.3
# What the fixed piece of work takes on the machine the limit was agreed on, undisturbed.
REFERENCE = 0.0027
# A turn is looked into once it took this long, and then this often.
SUSPECT, EVERY = 0.025, 0.005
OURS = os.sep + "ssc_desktop" + os.sep
MOST_TOLD = 6
_FRAME = re.compile(r'File "(.+)", line (\d+) in (\S+)')

_EVENTS = ("keyClick", "keyPress", "keyRelease", "keyEvent", "mouseClick", "mouseDClick",
           "mousePress", "mouseRelease", "mouseMove", "keySequence")  # fmt: skip


class HeldUp(AssertionError):
    """A turn of the loop was too long."""


@dataclass
class Turn:
    """One turn that was too long: what it took, and where it was seen."""

    seconds: float
    allowed: float
    seen: Counter[str] = field(default_factory=Counter)

    def told(self) -> str:
        """The turn in words: how long, and the places it was seen at most often."""
        places = [f"  {count} x {place}" for place, count in self.seen.most_common(MOST_TOLD)]
        took = f"{self.seconds * 1000:.0f} ms in one turn, {self.allowed * 1000:.0f} allowed"
        return "\n".join((took, *(places or ["  seen nowhere in our own code"])))


class Watchdog:
    """Measures the turns of the loop on the thread it is made on."""

    def __init__(self, limit: float = LIMIT) -> None:
        self.limit = limit
        self.longest = 0.0
        self.broken: list[Turn] = []
        self._main = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._main)
        self._begun: float | None = None
        self._notes = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115
        self._is_busy = False
        self._tidied = 0.0
        self._tidying_since = 0.0
        gc.callbacks.append(self._hear_of_garbage)
        # One thread for the whole run: a thread that ends makes objects, and with them garbage of
        # the window's may be collected where it must not be.
        threading.Thread(target=self._look, name="watchdog", daemon=True).start()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn; turns inside it are part of it."""
        if self._begun is not None:
            yield
            return
        self._tidied = 0.0
        others, begun = others_time(), time.thread_time()
        self._begun = begun
        try:
            yield
        finally:
            self._begun = None
            seconds = time.thread_time() - begun - self._tidied
            self._judge(seconds, others_time() - others)

    def measured(self, do: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, each call of it a turn."""

        def turn(*arguments: Any, **named: Any) -> Any:
            with self.turn():
                return do(*arguments, **named)

        return turn

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Measure every event that Qt hands out and every one that a test sends."""
        for name in ("processEvents", "sendEvent", "sendPostedEvents"):
            patch.setattr(
                QCoreApplication, name, staticmethod(self.measured(getattr(QCoreApplication, name)))
            )
        for name in _EVENTS:
            patch.setattr(QTest, name, staticmethod(self.measured(getattr(QTest, name))))
        click = QTest.keyClick

        def clicks(widget: Any, text: str, *more: Any) -> None:
            # A person types one letter after the other.
            for letter in text:
                click(widget, letter, *more)

        patch.setattr(QTest, "keyClicks", staticmethod(clicks))

    def begin(self) -> None:
        """Forget the turns until now."""
        self.longest, self.broken = 0.0, []

    def _hear_of_garbage(self, phase: str, told: dict[str, int]) -> None:
        if threading.get_ident() != self._main or told["generation"] < 1:
            return
        if phase == "start":
            self._tidying_since = time.thread_time()
        else:
            self._tidied += time.thread_time() - self._tidying_since

    def _judge(self, seconds: float, others: float) -> None:
        self.longest = max(self.longest, seconds)
        if seconds > self.limit:
            beside = CONTENDED if others > BESIDE * seconds else CROWDED
            allowed = self.limit * max(beside, self.slowdown())
            if seconds > allowed:
                self.broken.append(Turn(seconds, allowed, self._seen()))
        if seconds > SUSPECT:
            self._forget()

    def slowdown(self) -> float:
        """How many times longer than agreed on a fixed piece of work takes now; at least 1.

        Meanwhile another thread computes, as the worker does beside a turn: where two threads
        share the parts of one core, each takes longer."""
        self._is_busy = True
        try:
            rounds = [sorted(fixed_work() for _ in range(5))[2] for _ in range(3)]
            return max(1.0, max(rounds) / REFERENCE)
        finally:
            self._is_busy = False

    def _look(self) -> None:
        """Note where all threads are while a turn lasts long."""
        while True:
            if self._is_busy:
                hashlib.pbkdf2_hmac("sha256", b"busy", b"busy", 500)
                continue
            time.sleep(EVERY)
            begun = self._begun
            if begun is None or time.clock_gettime(self._clock) - begun < SUSPECT:
                continue
            # Written without making any object: no garbage is collected on this thread, and no
            # frame of the window's thread is held here.
            faulthandler.dump_traceback(self._notes, all_threads=True)

    def _forget(self) -> None:
        self._notes.seek(0)
        self._notes.truncate()

    def _seen(self) -> Counter[str]:
        """How often the window's thread was seen where."""
        self._notes.seek(0)
        main = f"0x{self._main:016x}"
        parts = re.split(r"^(?:Current thread|Thread) ", self._notes.read(), flags=re.MULTILINE)
        return Counter(place_of(each) for each in parts if each.startswith(main))


def others_time() -> float:
    """The processor time of all threads but this one."""
    return time.process_time() - time.thread_time()


def place_of(stack: str) -> str:
    """The innermost places of our own code, after the slot that was called first."""
    told = [
        f"{file.split(OURS, 1)[1]}:{line} {name}"
        for file, line, name in reversed(_FRAME.findall(stack))
        if OURS in file
    ]
    return " > ".join(told[:1] + told[1:][-3:])


def fixed_work() -> float:
    """The processor time of a little Python and a little drawing."""
    begun = time.thread_time()
    total = {}
    for number in range(8000):
        total[number % 97] = f"{number}-{total.get(number % 89)}"[:40]
    image = QImage(400, 300, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    for number in range(60):
        painter.drawText(10, 12 + number * 4, f"fixed work {number}")
    painter.end()
    return time.thread_time() - begun
