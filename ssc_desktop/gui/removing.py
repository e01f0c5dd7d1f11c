"""Records are taken off a list, and whoever did so is offered to bring them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from ssc_desktop.gui.desk import Desk

K = TypeVar("K")


class Removing(Generic[K]):
    """Removes records of one noun: ``set_removed(workspace, key, removed)`` does it for each of them,
    ``said`` tells how many went, ``then`` shows what is left."""

    def __init__(
        self,
        page: QWidget,
        desk: Desk,
        noun: str,
        set_removed: Callable[[Any, K, bool], object],
        said: Callable[[int], str],
        then: Callable[[], None],
    ) -> None:
        self._page = page
        self._desk = desk
        self._noun = noun
        self._set_removed = set_removed
        self._said = said
        self._then = then

    def remove(self, keys: Sequence[K]) -> None:
        """Take records off the list."""
        self._set(keys, removed=True)

    def _set(self, keys: Sequence[K], *, removed: bool) -> None:
        def work(workspace: Any) -> None:  # noqa: ANN401
            for key in keys:
                self._set_removed(workspace, key, removed)

        def done(_: Any) -> None:  # noqa: ANN401
            self._then()
            if removed:
                self._desk.tell(self._said(len(keys)), lambda: self._set(keys, removed=False))

        self._desk.ops.change(self._page, work, done, touches=(self._noun,))
