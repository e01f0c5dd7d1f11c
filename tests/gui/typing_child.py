"""Somebody at work in a window of a process of its own, so that a test can kill it.

What is begun and what is saved is told on standard output, a line each, as JSON: ``["ready"]``,
``["begun", spot, value]``, ``["saved", spot, value, seconds]``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.app import Program
from ssc_desktop.gui.memory import Memory
from ssc_desktop.gui.tables.attendance_marks import LETTERS

FIELDS = ("city", "venue", "objectives")
COLUMNS = ("family_name", "given_names", "function")
PATIENCE = 30.0
# Between two looks at whether something was saved: the worker has the processor meanwhile.
BREATH = 0.0003


def tell(*words: object) -> None:
    """One line, written at once: what is told is told, whatever comes next."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


class Typist:
    """Opens a workspace as its officer does, then types for ever, each value once only."""

    def __init__(self, home: Path, folder: Path, passphrase: str, activity: UUID) -> None:
        memory = Memory(home)
        memory.language, memory.theme = "en", "light"
        self.program = Program([], memory)
        self.desk: Any = self.program.desk
        self.desk.ops.bug.connect(lambda trace: tell("bug", trace))
        self.window: Any = self.program.window
        self.activity = activity
        self.number = 0
        self._asked = 0
        self.desk.ops.counted.connect(self._count)
        self._before = 0
        self.window.show()
        self.window.ask_passphrase(folder)
        self.rest()
        self.window.start.step.passphrase.setText(passphrase)
        self.window.start.step.unlock()
        self.until(lambda: getattr(self.window.view, "page", None) is not None)
        self.rest()

    def _count(self) -> None:
        unsaved = self.desk.ops.unsaved
        self._asked += unsaved > self._before
        self._before = unsaved

    # --- waiting ----------------------------------------------------------------------------

    def until(self, holds: Callable[[], bool]) -> None:
        """Let the loop turn until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            self.program.app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(BREATH)

    def rest(self) -> None:
        """Let the loop turn until nothing is waiting."""
        quiet = 0
        end = time.monotonic() + PATIENCE
        while quiet < 4 and time.monotonic() < end:
            self.program.app.processEvents()
            quiet = quiet + 1 if not self.desk.ops.waiting else 0
            time.sleep(BREATH)

    def part(self, name: str) -> Any:
        """Go to a part of the activity."""
        self.desk.go("activity", (self.activity, name))
        self.until(lambda: getattr(self.window.view, "page", None) is not None)
        self.until(lambda: self.window.view.page.name == "activity")
        self.rest()
        return self.window.view.page.part

    # --- typing -----------------------------------------------------------------------------

    def write(self, target: Callable[[], Any], text: str) -> None:
        """Type a text key by key, the loop turning between two of them."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                none = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(target(), QKeyEvent(kind, 0, none, letter))
            self.program.app.processEvents()

    def saved(self, spot: str, value: str, leave: Callable[[], object]) -> None:
        """Leave a field; tell once the window counts nothing unsaved of what that asked for."""
        asked, begun = self._asked, time.perf_counter()
        leave()
        self.until(lambda: self._asked > asked and self.desk.ops.unsaved == 0)
        tell("saved", spot, value, time.perf_counter() - begun)

    def next_value(self, word: str) -> str:
        """A value that was never typed before, letters only."""
        self.number += 1
        digits = "".join(chr(ord("a") + int(each)) for each in str(self.number))
        return f"{word}{digits}"

    def details(self) -> None:
        """The fields of the form, each left by Tab."""
        form = self.part("details").form
        self.until(lambda: form.is_complete)
        self.rest()
        for name in FIELDS:
            widget = form.boxes[name].widget
            line = getattr(widget, "line", widget)
            value = self.next_value("Lieu")
            tell("begun", f"field {name}", value)
            line.setFocus()
            line.selectAll()
            self.write(lambda line=line: line, value)
            self.saved(f"field {name}", value, lambda line=line: press(line, Qt.Key.Key_Tab))

    def people(self) -> None:
        """Cells of the participants grid, each left by Return, and a new person."""
        part = self.part("people")
        view, model = part.table.view, part.table.model
        view.setFocus()
        for row, name in enumerate(COLUMNS):
            line, value = model.lines[row], self.next_value("Awa")
            value = value.upper() if name == "family_name" else value
            spot = f"person {line.key} {name}"
            tell("begun", spot, value)
            view.setCurrentIndex(model.index(row, model.columns.places[name]))
            self.write(lambda: view.editor or view, value)
            self.saved(spot, value, lambda: press(view.editor or view, Qt.Key.Key_Return))
        value = self.next_value("NEUVE").upper()
        tell("begun", f"new {value}", value)
        part.new_person()
        self.write(lambda: view.editor or view, value)
        self.saved(f"new {value}", value, lambda: press(view.editor or view, Qt.Key.Key_Return))
        self.rest()

    def attendance(self) -> None:
        """Cells of the attendance grid, each marked by its letter."""
        grid = self.part("attendance").grid
        grid.view.setFocus()
        model = grid.model
        for row, column in ((0, 0), (1, 1), (2, 2), (3, 3), (0, 1), (1, 0)):
            self.number += 1
            states = [each for each in LETTERS if each != model.state(row, column)]
            state = states[self.number % len(states)]
            person, slot = model.cell(row, column)
            spot = f"mark {person} {slot}"
            tell("begun", spot, state)
            grid.view.setCurrentIndex(model.index(row, column, QModelIndex()))
            self.saved(
                spot, state, lambda state=state: QTest.keyClicks(grid.view, LETTERS[state].lower())
            )

    def rounds(self, first: int) -> Iterator[None]:
        """The three places in turn, beginning with another one each time."""
        places = (self.details, self.people, self.attendance)
        while True:
            places[first % len(places)]()
            first += 1
            yield


def press(widget: Any, key: Qt.Key) -> None:
    """Press a key: an open list takes it first, as it does under a person's hand."""
    QTest.keyClick(QApplication.activePopupWidget() or widget, key)


def main(arguments: list[str]) -> None:
    """Type until killed, or so many rounds, and be gone then without closing anything."""
    home, folder, passphrase, activity, first, most = arguments
    typist = Typist(Path(home), Path(folder), passphrase, UUID(activity))
    tell("ready")
    for done, _ in enumerate(typist.rounds(int(first)), 1):
        if done == int(most):
            break
    tell("ended")
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1:])
