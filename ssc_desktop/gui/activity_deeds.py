"""What is done to activities from a list: moved to a status, duplicated, removed; all with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from ssc_desktop.gui.dialogs.duplicate_activity import DuplicateDialog
from ssc_desktop.gui.dialogs.move_status import MoveStatusDialog
from ssc_desktop.gui.pages.page import Page

NEED_A_REASON = frozenset({"postponed", "cancelled"})
TOUCHED = ("activity", "half_day", "registration")


class ActivityDeeds:
    """Works for one page, which reads again after each deed."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._desk = page.desk
        self._language = page.language

    def move(self, activities: Sequence[Any], status: str) -> None:
        """Give activities another status, once what does not fit was seen."""
        chosen = [each for each in activities if each.status != status]
        keys = [each.id for each in chosen]
        if not keys:
            return

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activity_status

            return activity_status.check_move(workspace.store, keys, status)

        def looked(found: dict[UUID, list[Any]]) -> None:
            told = [(each.title or "", found[each.id]) for each in chosen if each.id in found]
            asks = status in NEED_A_REASON
            if not told and not asks:
                self._move(keys, status, "")
                return
            dialog = MoveStatusDialog(self._page, self._desk, status, told, asks_reason=asks)
            dialog.agreed.connect(lambda reason: self._move(keys, status, reason))
            dialog.open()

        self._page.read(work, looked, only_latest="move")

    def _move(self, keys: list[UUID], status: str, reason: str) -> None:
        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import activity_status

            activity_status.move_activities(workspace.store, keys, status, reason=reason or None)

        name = self._desk.lists.name("activity_status", status)
        words = self._language.plural(
            "{count} activity set to “{status}”",
            "{count} activities set to “{status}”",
            len(keys),
            status=name,
        )
        self._undoable(work, words)

    def duplicate(self, activity: Any) -> None:  # noqa: ANN401
        """Ask for the days of a copy and open it."""
        dialog = DuplicateDialog(self._page, self._desk, activity)

        def made(copy: Any, tx: int) -> None:  # noqa: ANN401
            self._desk.go("activity", copy.id)
            words = self._language("“{title}” was duplicated", title=copy.title)
            self._desk.tell(words, lambda: self._take_back(tx, go_home=True))

        dialog.made.connect(made)
        dialog.open()

    def remove(self, keys: Sequence[UUID]) -> None:
        """Take activities off the list; they can be brought back."""
        wanted = list(keys)
        if not wanted:
            return

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import activities

            activities.remove_activities(workspace.store, wanted)

        words = self._language.plural(
            "{count} activity removed", "{count} activities removed", len(wanted)
        )
        self._undoable(work, words)

    def _undoable(self, work: Callable[[Any], None], words: str) -> None:
        def run(workspace: Any) -> int:  # noqa: ANN401
            from ssc_desktop.services import undoing

            work(workspace)
            return undoing.last_transaction(workspace.store)

        def done(tx: int) -> None:
            self._page.read_again()
            self._desk.tell(words, lambda: self._take_back(tx))

        self._page.change(run, done, touches=TOUCHED)

    def _take_back(self, tx: int, *, go_home: bool = False) -> None:
        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import undoing

            return undoing.undo_transaction(workspace.store, tx)

        def done(_: Any) -> None:  # noqa: ANN401
            if go_home:
                self._desk.go(self._page.name)
            self._page.read_again()

        self._page.change(work, done, touches=TOUCHED)
