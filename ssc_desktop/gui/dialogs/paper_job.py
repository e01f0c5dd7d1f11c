"""Papers on their way: what is drawn or printed now, how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import at_least

DRAWING, PRINTING = "drawing", "printing"
TOUCHED = ("sheet_print", "attestation")

Told = Callable[..., object]
"""Told the stage, how much is done, how much there is, and the marked title of the paper."""


class Stopped(Exception):
    """Raised between two papers when the person stopped the job."""


@dataclass(eq=False, slots=True)
class StopSign:
    """What the window holds up and the worker looks at between two pages."""

    is_up: bool = False

    def look(self) -> None:
        """Stop here when the sign is up."""
        if self.is_up:
            raise Stopped


Work = Callable[[Any, Told, StopSign], Any]


class PaperJobDialog(QDialog):
    """Runs one job and closes when it is over; Escape and Stop end it between two pages."""

    def __init__(self, parent: QWidget, desk: Desk, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        at_least(self, 460)
        self._desk = desk
        self._sign = StopSign()
        self._words = label(desk.language("Getting the papers ready…"), wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self.stop_button = button(desk.language("Stop"), icon_name="x")
        self.stop_button.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(self._words)
        whole.addWidget(self._bar)
        whole.addLayout(row(None, self.stop_button))

    def run(
        self, work: Work, done: Callable[[Any], None], failed: Callable[[Problem], None]
    ) -> None:
        """Do the work beside the window, then say what came of it."""
        sign = self._sign
        self._desk.ops.change(
            self,
            lambda workspace, told: work(workspace, told, sign),
            lambda outcome: self._end(done, outcome),
            touches=TOUCHED,
            failed=lambda problem: self._end(failed, problem),
            told=self._step,
        )
        self.open()

    def reject(self) -> None:
        """Stop after the page that is on its way; the dialog closes when it is out."""
        self._sign.is_up = True
        self.stop_button.setEnabled(False)
        self._words.setText(self._desk.language("Stopping…"))

    def _step(self, stage: str, done: int, total: int, title: str = "") -> None:
        language = self._desk.language
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        if self._sign.is_up:
            return
        counts = {"number": language.number(done + 1), "count": language.number(total)}
        if stage == PRINTING:
            words = language("Page {number} of {count} goes to the printer…", **counts)
        else:
            paper = language(title)
            words = language("{paper}: paper {number} of {count}…", paper=paper, **counts)
        self._words.setText(words)

    def _end(self, say: Callable[[Any], None], what: object) -> None:
        self.accept()
        say(what)
