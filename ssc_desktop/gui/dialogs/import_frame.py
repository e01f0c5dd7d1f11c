"""The frame of a dialog done in steps: their names, a notice, work with its progress, the way on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QStackedWidget, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.import_steps import StepStrip
from ssc_desktop.gui.dropped_lists import list_in
from ssc_desktop.gui.tab_order import in_reading_order
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.work_bar import WorkBar


class StepDialog(QDialog):
    """Shows one step at a time; while work is done only Stop can be pressed."""

    def __init__(self, parent: QWidget, desk: Desk, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._desk = desk
        language = desk.language
        self.setWindowTitle(title)
        self.notice = ProblemBar(language)
        self.bar = WorkBar(desk)
        self.strip = StepStrip(language)
        self.back = button(language("Back"), icon_name="arrow-left")
        self.next = button(language("Next"), role="primary")
        self.leave = button(language("Cancel"))
        self.steps = QStackedWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addLayout(row(label(title, size="section"), None, self.strip))
        whole.addWidget(self.notice)
        whole.addWidget(self.steps, 1)
        whole.addWidget(self.bar)
        whole.addLayout(row(self.back, None, self.leave, self.next))
        self._connect_frame()

    def _connect_frame(self) -> None:
        self.bar.busy_changed.connect(self._be_busy)
        self.bar.refused.connect(self._refused)
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.leave.clicked.connect(self.reject)
        for keys, done in (("Ctrl+Return", self.go_on), ("Alt+Left", self.go_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(done)

    @property
    def step(self) -> int:
        """The step that is done now."""
        return self.steps.currentIndex()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the step, not on the button that gives everything up."""
        super().showEvent(event)
        stops = in_reading_order(self.steps)
        if stops:
            stops[0].setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on in reading order, also through a step that came later."""
        in_reading_order(self)
        return super().focusNextPrevChild(forward)

    def add_steps(self, steps: Sequence[QWidget]) -> None:
        """The steps in their order."""
        for each in steps:
            self.steps.addWidget(each)

    def go_on(self) -> None:
        """Do the next step, where it can be done."""

    def go_back(self) -> None:
        """Return to the step before."""

    def hindrance(self) -> str:
        """Why one cannot go on from this step; empty where one can."""
        return ""

    def take_file(self, path: Path) -> None:
        """Take a list that was chosen or dropped."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a list that is dropped here."""
        if list_in(event.mimeData()) and not self.bar.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into the list that was dropped."""
        path = list_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.take_file(path)

    def show_frame(self, *, may_turn: bool, going: str, leaving: str) -> None:
        """Name the buttons of a step; the way on and back is only there between the ends."""
        self.strip.show_step(self.step)
        self.back.setVisible(may_turn)
        self.next.setVisible(may_turn)
        _name(self.next, going)
        _name(self.leave, leaving)
        self.allow()

    def allow(self) -> None:
        """Let go on what can go on."""
        hindrance = self.hindrance()
        self.next.setEnabled(not self.bar.is_busy and not hindrance)
        self.back.setEnabled(not self.bar.is_busy)
        self.next.setToolTip(hindrance)

    def _be_busy(self, busy: bool) -> None:
        self.steps.setEnabled(not busy)
        self.allow()

    def _refused(self, problem: Problem) -> None:
        self.notice.say(self._desk.text_of(problem))


def _name(each: QAbstractButton, words: str) -> None:
    each.setText(words)
    each.setAccessibleName(words)
