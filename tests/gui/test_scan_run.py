"""Forty people, six half-days: from the scan to recorded attendance, and typed in beside it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ssc_desktop.gui.tables.attendance_grid import AttendanceView
from ssc_desktop.language import Language
from ssc_desktop.services import activities, attendance, participants, printing
from ssc_desktop.services.printed import Printed
from tests.gui.conftest import Desktop, Filled, reading
from tests.gui.spreadsheet_count import arrows
from tests.gui.test_keyboard_run import CONTROL, SHIFT, Keyboard
from tests.paper.reading import hands_unseen
from tests.services.signed_scans import saved, scans_of

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
PEOPLE, SEED = 40, 5
# What a hand takes for a key, in seconds: the average skilled typist of the keystroke-level model.
# Whoever scans is given a moment of thought for each box that is asked (its M) beside it; whoever
# types from paper is given none for finding line and column, which favours typing.
A_KEY, A_THOUGHT = 0.20, 1.35
Place = tuple[UUID, str]


@dataclass
class Work:
    """A training, its printed sheet, and who signed which half-day."""

    activity: UUID
    people: list[UUID]
    slots: list[str]
    sheet: Printed
    signed: set[Place] = field(default_factory=set)


@dataclass
class Took:
    """What a way of recording took: presses by what was done, seconds of the program, thoughts."""

    presses: int
    program: float = 0.0
    thoughts: int = 0

    @property
    def seconds(self) -> float:
        """The time of program and hands together."""
        return self.program + self.presses * A_KEY + self.thoughts * A_THOUGHT


@pytest.fixture
def work(opened: Desktop) -> Work:
    """Three days, forty people; nobody of them exists. Four of five boxes are signed, some people
    are away for a day, one never came."""

    def record(workspace: Any) -> Work:
        store = workspace.store
        values = {"title": "Formation DEMO", "start": "2021-09-06", "end": "2021-09-08"}
        training = activities.add_activity(store, "capacity_session", values)
        for number in range(PEOPLE):
            person = {
                "family_name": f"DEMO{number:02}",
                "given_names": "Awa",
                "sex": "FM"[number % 2],
            }
            participants.add_participant(store, person, activity=training.id)
        sheet = printing.print_attendance(store, training.id, language=Language("fr"), grid=True)
        register = attendance.read_register(store, training.id)
        people = [each.participant.id for each in register.people]
        return Work(training.id, people, [each.slot for each in register.half_days], sheet)

    made: Work = reading(opened, record)
    rng = np.random.default_rng(SEED)
    for person in made.people[:-1]:
        away = rng.integers(3) if rng.random() < 0.25 else None
        for at, slot in enumerate(made.slots):
            if at // 2 != away and rng.random() > 0.08:
                made.signed.add((person, slot))
    return made


@pytest.fixture
def scan(work: Work, tmp_path: Path) -> Path:
    """Its pages on an office scanner, in one file; the hands were never seen in training."""
    wanted = {(str(person), slot) for person, slot in work.signed}
    pages = scans_of(
        work.sheet,
        lambda cell: (cell.get("participant"), cell["half_day"]) in wanted,
        SEED,
        hand=hands_unseen.mark,
    )
    return saved(pages, tmp_path / "scan.pdf")


@contextmanager
def timed(took: Took, keys: Keyboard) -> Iterator[None]:
    """Count the presses and the seconds of a way."""
    begun, before = time.monotonic(), keys.counts.total()
    yield
    took.program += time.monotonic() - begun
    took.presses += keys.counts.total() - before


def test_scanned_it_takes_fewer_keys_and_less_time_than_typed(
    opened: Desktop,
    filled: Filled,
    work: Work,
    scan: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wanted = dict.fromkeys(work.signed, "present")
    keys, scanned, typed = Keyboard(opened), Took(0), Took(0)
    opened.go("activity", (work.activity, "attendance"))
    with timed(scanned, keys):
        scan_in(opened, keys, work, scan, scanned, monkeypatch)
    assert marks_of(opened, work) == wanted
    assert opened.page.undo()
    while opened.page.accepting.undone:
        opened.settle()
        opened.page.undo()
    opened.settle()
    assert marks_of(opened, work) == {}
    opened.go("activity", (work.activity, "attendance"))
    with timed(typed, keys):
        type_in(keys, work)
    assert marks_of(opened, work) == wanted
    told = comparison(scanned, typed)
    print(told)
    assert scanned.presses < typed.presses, told
    assert scanned.seconds < typed.seconds, told


def scan_in(
    desktop: Desktop,
    keys: Keyboard,
    work: Work,
    scan: Path,
    took: Took,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl+Alt+L, Ctrl+O and the file's name, Ctrl+Enter; then one key for each box in doubt."""
    keys.doing = "scan"
    keys.press(Key.Key_L, held=CONTROL | ALT)
    keys.look()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args, **_more: ([str(scan)], ""))
    keys.press(Key.Key_O, held=CONTROL)
    # The dialog is the system's: what is typed in it is the name of the file, and Enter.
    keys.counts[keys.doing] += len(scan.name) + 1
    desktop.until(lambda: bool(desktop.page.work.leaves) and not desktop.page.work.is_reading)
    keys.look()
    keys.press(Key.Key_Return, held=CONTROL)
    keys.look()
    page = desktop.page
    for leaf in page.work.leaves:
        if not leaf.tally.open:
            continue
        assert page.leaf is leaf
        while leaf.tally.open:
            here = page.panel.view.currentIndex()
            box = page.panel.model.box(here.row(), here.column())
            is_signed = (box.person, box.cell.half_day) in work.signed
            keys.type("p" if is_signed else "a")
            took.thoughts += 1
        keys.press(Key.Key_Return)
        keys.look()
    assert all(leaf.is_done for leaf in page.work.leaves)


def type_in(keys: Keyboard, work: Work) -> None:
    """Everybody present at once, then to each box that is not signed, and Delete."""
    keys.doing = "typing"
    keys.tab_to(AttendanceView)
    keys.press(Key.Key_A, held=CONTROL | SHIFT)
    keys.look()
    away = [
        (row, column, "")
        for row, person in enumerate(work.people)
        for column, slot in enumerate(work.slots)
        if (person, slot) not in work.signed
    ]
    for down, along in arrows(tuple(away)):
        keys.press(*[Key.Key_Down] * down)
        keys.press(*[Key.Key_Right if along > 0 else Key.Key_Left] * abs(along))
        keys.press(Key.Key_Delete)
    keys.look()


def marks_of(desktop: Desktop, work: Work) -> dict[Place, str]:
    """What is recorded of the training."""
    found: dict[Place, str] = reading(
        desktop, lambda w: attendance.read_register(w.store, work.activity).marks
    )
    return found


def comparison(scanned: Took, typed: Took) -> str:
    """Both ways, line by line."""
    lines = [f"{'':22}{'scanned':>9}{'typed':>9}"]
    lines.append(f"{'key presses':22}{scanned.presses:9}{typed.presses:9}")
    lines.append(f"{'boxes asked':22}{scanned.thoughts:9}{'-':>9}")
    lines.append(f"{'program, seconds':22}{scanned.program:9.1f}{typed.program:9.1f}")
    lines.append(f"{'with hands, seconds':22}{scanned.seconds:9.1f}{typed.seconds:9.1f}")
    return "\n".join(lines)
