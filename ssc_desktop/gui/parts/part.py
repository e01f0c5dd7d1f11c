"""What every part of an activity's record is: it turns to an activity and reads when shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.actions import action
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.ops import Job
from ssc_desktop.gui.widgets.notices import ProblemBar

NO_KEY = UUID(int=0)


class Part(QWidget):
    """One tab of the record page."""

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    renewed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.language = desk.language
        self.key = NO_KEY
        self.is_stale = True
        self.notice = ProblemBar(desk.language)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 12, 0, 0)
        self.body.setSpacing(12)
        self.body.addWidget(self.notice)

    def turn_to(self, key: UUID) -> None:
        """Belong to another activity from now on."""
        self.key = key
        self.is_stale = True
        self.notice.hide()

    def refresh(self) -> None:
        """Read if what is shown may be out of date."""
        if self.is_stale:
            self.is_stale = False
            self.read_again()

    def read_again(self) -> None:
        """Read what the part shows."""

    def leave(self) -> None:
        """Finish what is half typed."""

    def take_keyboard(self) -> None:
        """Give the keyboard to what is worked in; a part that has no such place leaves it."""

    def undo(self) -> bool:
        """Take back the last thing done here; False when there is nothing of the kind."""
        return False

    def action(self, name: str, done: Callable[[], object]) -> QAction:
        """An action of this part."""
        return action(self, name, self.language, done)

    def read(
        self, work: Callable[[Any], Any], then: Callable[[Any], None], *, only_latest: str = "part"
    ) -> Job:
        """Read off the window's thread; what comes for an activity shown before is dropped."""
        key = self.key
        return self.desk.ops.read(
            self,
            work,
            lambda found: then(found) if key == self.key else None,
            only_latest=only_latest,
        )

    def change(
        self,
        work: Callable[..., Any],
        then: Callable[[Any], None] | None = None,
        *,
        touches: tuple[str, ...] = (),
    ) -> Job:
        """Change off the window's thread."""
        return self.desk.ops.change(self, work, then, touches=touches)

    def show_problem(self, problem: Problem) -> None:
        """Say what went wrong, above the content."""
        self.notice.say(self.desk.text_of(problem))
