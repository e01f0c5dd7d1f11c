"""The demo step: makes two offices and a headquarters, shows how far it is, opens one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.notices import ProblemBar
from ssc_desktop.gui.widgets.plain import Picture, button, card, label, row
from ssc_desktop.paths import documents_folder


class TryDemo(QWidget):
    """Builds the demo beside the window."""

    def __init__(self, desk: Desk, back: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._folder = documents_folder() / "SSC Desktop demo"
        self.notice = ProblemBar(desk.language)
        self._bar = QProgressBar()
        self._step = label(role="muted")
        self._begin = button(desk.language("Build the demo"), role="primary", icon_name="play")
        self._begin.clicked.connect(self.build)
        self._back = button(desk.language("Back"))
        self._back.clicked.connect(back)
        self.setFocusProxy(self._begin)
        self._arrange()

    def _arrange(self) -> None:
        language = self._desk.language
        words = language(
            "The demo makes two offices and a headquarters with invented people, marked DEMO, "
            "prints every sheet, and carries bundles from the offices to headquarters. It takes "
            "less than a minute."
        )
        path = label(str(self._folder), role="muted", wrap=True)
        path.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        heading = label(language("Try the demo"), size="title")
        inside = card(
            row(Picture("play", "accent", 28), heading, None, spacing=12),
            label(words, wrap=True),
            path,
            self.notice,
            self._step,
            self._bar,
            row(self._back, None, self._begin),
        )
        inside.setFixedWidth(520)
        self._bar.hide()
        self._step.hide()
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        # Beside gaps, not aligned: what is aligned gets no height for words that wrap.
        whole.addLayout(row(None, inside, None))
        whole.addStretch(2)

    def build(self) -> None:
        """Build the demo, then open its first office."""
        self._be_busy(busy=True)
        folder = free_folder(self._folder)

        def work(_: Any, told: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import demo

            return demo.build_demo(folder, progress=told)

        self._desk.ops.change(self, work, self._built, failed=self._refused, told=self._show_step)

    def _show_step(self, done: int, total: int, text: str) -> None:
        self._step.setText(self._desk.language(text))
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _built(self, demo: Any) -> None:  # noqa: ANN401
        def work(_: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import workspaces

            return workspaces.open_workspace(demo.office_folder, demo.passphrase)

        self._desk.memory.remember_workspace(Path(demo.office_folder))
        self._desk.ops.open(self, work, self._desk.opened.emit, self._refused)

    def _refused(self, problem: Problem) -> None:
        self._be_busy(busy=False)
        self.notice.say(self._desk.text_of(problem))

    def _be_busy(self, *, busy: bool) -> None:
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._step.setVisible(busy)
        for each in (self._begin, self._back):
            each.setEnabled(not busy)
        if busy:
            self.notice.hide()


def free_folder(folder: Path) -> Path:
    """The folder, or the same name with the next free number: an earlier demo is kept."""
    if not folder.exists():
        return folder
    number = 2
    while (numbered := folder.with_name(f"{folder.name} {number}")).exists():
        number += 1
    return numbered
