"""What every page has at hand: the language, the theme, the worker, the memory, the way around."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.memory import Memory
from ssc_desktop.gui.ops import Ops
from ssc_desktop.gui.theme import Theme
from ssc_desktop.language import Language


class Desk(QObject):
    """Handed to every page; carries no business, only what the window lends its pages."""

    asked = Signal(str, object)
    told = Signal(str, object)
    opened = Signal(object)
    closed = Signal()
    language_chosen = Signal(str)
    waiting_changed = Signal(int)
    refused_changed = Signal()

    def __init__(self, memory: Memory, theme: Theme, ops: Ops) -> None:
        super().__init__()
        self.memory = memory
        self.theme = theme
        self.ops = ops
        self.language = Language(memory.language)
        self.workspace: Any = None
        self.lists: Any = None
        self.drafts: Any = None
        self._refused: dict[QObject, int] = {}

    @property
    def is_headquarters(self) -> bool:
        """Whether the open workspace is a headquarters'."""
        return self.workspace is not None and self.workspace.edition == "headquarters"

    def go(self, page: str, what: object = None) -> None:
        """Show a page, and on it what is asked for."""
        self.asked.emit(page, what)

    def tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Tell the person what was done, and offer to undo it."""
        self.told.emit(text, undo)

    @property
    def refused(self) -> int:
        """How many values that are shown could not be saved and wait to be corrected."""
        return sum(self._refused.values())

    def tell_refused(self, owner: QObject, count: int) -> None:
        """Tell how many values shown by a form or a table could not be saved."""
        if count == self._refused.get(owner, 0):
            return
        if owner not in self._refused:
            owner.destroyed.connect(lambda: self._forget_refused(owner))
        self._refused[owner] = count
        self.refused_changed.emit()

    def begin(self, workspace: Any) -> None:  # noqa: ANN401
        """Work in a workspace from now on; nothing of the one before waits to be corrected."""
        self.workspace = workspace
        self._refused.clear()

    def _forget_refused(self, owner: QObject) -> None:
        if self._refused.pop(owner, 0):
            self.refused_changed.emit()

    def choose_language(self, code: str) -> None:
        """Speak another language from now on."""
        self.memory.language = code
        self.language = Language(code)
        self.language_chosen.emit(code)

    def text_of(self, problem: Problem) -> str:
        """A problem in the person's language."""
        return problem.told(self.language)
