"""The attendance grid with a thousand people and ten half-days: opening, marking, scrolling."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import insert

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.record import new_key
from ssc_desktop.gui.app import Program
from ssc_desktop.gui.memory import Memory
from ssc_desktop.services import attendance, attendance_grid, check_in
from ssc_desktop.services.activities import add_activity
from ssc_desktop.services.workspaces import Workspace, create_workspace
from tests.benchmarks.figures import Figure, seconds

PEOPLE, MARKS, FRAMES, PASSPHRASE = 1000, 300, 200, "correct horse battery"
DATES = {"start": "2021-08-16", "end": "2021-08-20"}
FRAME_MS = 16.0
PATIENCE, BETWEEN_KEYS = 30.0, 0.05


def figures() -> Iterator[Figure]:
    """The grid in the real window on an encrypted database that waits for the disk."""
    with tempfile.TemporaryDirectory() as folder, _window(Path(folder)) as bench:
        yield from _opening(bench)
        yield from _marking(bench)
        yield from _scrolling(bench)
        yield from _finding(bench)


class Bench:
    """The window, and two activities of a thousand people each."""

    def __init__(self, program: Program, activities: list[UUID], store: Any) -> None:
        self.program = program
        self.activities = activities
        self.store = store
        self.people: dict[UUID, set[UUID]] = {}

    @property
    def grid(self) -> Any:
        """The grid that is shown."""
        window: Any = self.program.window
        return window.view.page.part.grid

    def shows(self, key: UUID) -> bool:
        """Whether the register of an activity is in the grid; a new page takes a few turns."""
        window: Any = self.program.window
        grid = getattr(window.view.page.part, "grid", None)
        model = grid and grid.model
        return (
            bool(model) and model.rowCount() == PEOPLE and (model.person(0).key in self.people[key])
        )

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the loop turn until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            self.program.app.processEvents()
            # A loop that spins would take the worker's turns; the real one sleeps until called.
            time.sleep(0.0003)
            assert time.monotonic() < end, "it never came to hold"

    def rest_a_little(self) -> None:
        """Let the loop turn as it does between two keys of a fast hand."""
        end = time.monotonic() + BETWEEN_KEYS
        while time.monotonic() < end:
            self.program.app.processEvents()
            time.sleep(0.002)

    def rest(self) -> None:
        """Let the loop turn until nothing is waiting and nothing is to be painted."""
        ops = self.program.desk.ops
        for _ in range(4):
            self.until(lambda: not ops.waiting)
            time.sleep(0.02)
            self.program.app.processEvents()


def _opening(bench: Bench) -> Iterator[Figure]:
    one, other = bench.activities
    first = seconds(lambda: _open(bench, one))
    bench.rest()
    again = []
    for key in (other, one) * 5:
        again.append(seconds(lambda key=key: _open(bench, key)))  # type: ignore[misc]
        bench.rest()
    read = sorted(seconds(lambda: attendance_grid.read_grid(bench.store, one)) for _ in range(9))
    yield Figure("grid 1,000 x 10: opened, its page made", first * 1000, "ms", 400)
    yield Figure("grid 1,000 x 10: opened, median", sorted(again)[5] * 1000, "ms", 100)
    yield Figure("grid 1,000 x 10: of it reading", read[4] * 1000, "ms", 60)


def _open(bench: Bench, key: UUID) -> None:
    """From asking for the activity until its register is painted."""
    bench.program.desk.go("activity", (key, "attendance"))
    bench.until(lambda: bench.shows(key))
    bench.grid.view.viewport().repaint()


def _marking(bench: Bench) -> Iterator[Figure]:
    view, ops = bench.grid.view, bench.program.desk.ops
    view.setCurrentIndex(bench.grid.model.index(0, 4))
    view.setFocus()
    bench.rest()
    shown, window, durable = [], [], []
    for number in range(MARKS):
        begun, on_thread = time.perf_counter(), time.thread_time()
        QTest.keyClick(view, (Qt.Key.Key_P, Qt.Key.Key_A)[number % 2])
        bench.program.app.processEvents()
        shown.append(time.perf_counter() - begun)
        window.append(time.thread_time() - on_thread)
        bench.until(lambda: not ops.unsaved)
        durable.append(time.perf_counter() - begun)
        QTest.keyClick(view, Qt.Key.Key_Down)
        bench.rest_a_little()
    yield Figure("grid: key until shown, p99", _p99(shown) * 1000, "ms", FRAME_MS)
    yield Figure("grid: the window's share of it, p99", _p99(window) * 1000, "ms", 8)
    yield Figure("grid: key until durable on disk, median", _median(durable) * 1000, "ms", FRAME_MS)
    yield Figure("grid: key until durable on disk, p99", _p99(durable) * 1000, "ms", FRAME_MS)
    people = [
        each.key for each in attendance_grid.read_grid(bench.store, bench.activities[0]).people
    ]
    slot = bench.grid.model.slots_[5]
    saved = [
        seconds(
            lambda person=person: attendance.mark(  # type: ignore[misc]
                bench.store, bench.activities[0], [(person, slot, "late")]
            )
        )
        for person in people[:MARKS]
    ]
    yield Figure("grid: saving a mark, synchronous=FULL, p99", _p99(saved) * 1000, "ms", FRAME_MS)


def _scrolling(bench: Bench) -> Iterator[Figure]:
    view = bench.grid.view
    bar, frames = view.verticalScrollBar(), []
    for number in range(FRAMES):
        bar.setValue(number * 37 % bar.maximum())
        frames.append(
            seconds(lambda: (view.viewport().repaint(), view.verticalHeader().viewport().repaint()))
        )
    yield Figure("grid: a frame while scrolling, p99", _p99(frames) * 1000, "ms", FRAME_MS)


def _finding(bench: Bench) -> Iterator[Figure]:
    roll = check_in.read_roll(bench.store, bench.activities[0])
    typed = [f"demo {n}"[:size] for n in range(0, PEOPLE, 25) for size in range(1, 9)]
    took = [seconds(lambda each=each: check_in.among(roll, each)) for each in typed]  # type: ignore[misc]
    yield Figure("check-in: three letters among 1,000, p99", _p99(took) * 1000, "ms", FRAME_MS)


@contextmanager
def _window(folder: Path) -> Iterator[Bench]:
    os.environ["SSC_DESKTOP_HOME"] = str(folder / "home")
    with _office(folder / "office") as workspace:
        activities = [_filled(workspace, number) for number in range(2)]
    memory = Memory(folder / "home")
    memory.language, memory.theme = "fr", "light"
    program = Program([], memory)
    window: Any = program.window
    window.resize(1280, 720)
    window.show()
    window.ask_passphrase(folder / "office")
    bench = Bench(program, activities, None)
    bench.until(lambda: hasattr(window.start.step, "passphrase"))
    window.start.step.passphrase.setText(PASSPHRASE)
    window.start.step.unlock()
    bench.until(lambda: program.desk.workspace is not None and hasattr(window.view, "page"))
    bench.store = program.desk.workspace.store
    for key in activities:
        grid = attendance_grid.read_grid(bench.store, key)
        bench.people[key] = {each.key for each in grid.people}
    bench.rest()
    yield bench
    bench.rest()
    window.close()


def _office(folder: Path) -> Workspace:
    return create_workspace(
        folder, edition="office", country="CI", office_name="Bureau DEMO", office_code="ABJ",
        officer="DEMO Officer", language="fr", passphrase=PASSPHRASE,
    )  # fmt: skip


def _filled(workspace: Workspace, number: int) -> UUID:
    values = {**DATES, "title": f"DEMO {number}"}
    activity = add_activity(workspace.store, "workshop", values).id
    people = [new_key() for _ in range(PEOPLE)]
    with workspace.store.writing() as db:
        rows = [
            {"id": key, "family_name": f"DEMO {n}", "given_names": "Awa", "sex": "FM"[n % 2],
             "country": ("CI", "ML", "SN", "MA")[n % 4]}
            for n, key in enumerate(people)
        ]  # fmt: skip
        db.execute(insert(Participant), rows)
        places = [
            {"activity_id": activity, "participant_id": key, "row": n, "role": "participant"}
            for n, key in enumerate(people)
        ]
        db.execute(insert(Registration), places)
    slots = [each.slot for each in attendance_grid.read_grid(workspace.store, activity).half_days]
    marks = [(key, slot, "present") for key in people for slot in slots[:4]]
    attendance.mark(workspace.store, activity, marks)
    return activity


def _p99(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)]


def _median(took: list[float]) -> float:
    return sorted(took)[len(took) // 2]
