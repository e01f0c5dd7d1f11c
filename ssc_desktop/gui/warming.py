"""What the frame needs is loaded while the person reads the start view, a piece at a time."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from ssc_desktop.gui.ops import Ops

# What stands on nothing comes first, so that no piece brings many others.
_PIECES = ("tables", "widgets", "forms", "dialogs", "parts", "pages")


class Warming(QObject):
    """Loads the services on the worker, then the pages on the window's thread, one module a turn
    of the loop: all at once they would hold the window up."""

    def __init__(self, ops: Ops) -> None:
        super().__init__()
        self._ops = ops
        self._is_begun = False
        self._is_warm = False
        self._waiting: list[Callable[[], None]] = []
        self._modules: Iterator[str] = iter(())

    def begin(self) -> None:
        """Begin to load, once."""
        if not self._is_begun:
            self._is_begun = True
            self._ops.read(self, lambda _: load_services(), lambda _: self._begin_pages())

    def when_warm(self, then: Callable[[], None]) -> None:
        """Do something as soon as everything is loaded."""
        if self._is_warm:
            then()
            return
        self._waiting.append(then)
        self.begin()

    def _begin_pages(self) -> None:
        self._modules = _modules()
        self._load_next()

    def _load_next(self) -> None:
        name = next(self._modules, "")
        if name:
            importlib.import_module(name)
            QTimer.singleShot(0, self, self._load_next)
            return
        self._is_warm = True
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            each()


def load_services() -> None:
    """Import the services and what they stand on; slow the first time, so never on the way in."""
    from ssc_desktop.services import (  # noqa: F401
        activities,
        attendance,
        drafts,
        exchange,
        list_drafts,
        merge_preview,
        next_steps,
        participants,
        workspaces,
    )


def _modules() -> Iterator[str]:
    for piece in _PIECES:
        package = importlib.import_module(f"ssc_desktop.gui.{piece}")
        for each in pkgutil.iter_modules(package.__path__):
            yield f"{package.__name__}.{each.name}"
