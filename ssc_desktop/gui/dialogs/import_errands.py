"""What the worker is asked for while a list is imported; the list is read and never written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from ssc_desktop.gui.widgets.work_bar import WorkBar

TOUCHES = ("participant", "registration", "organisation")
# An import that is undone takes marks of attendance with it.
UNDO_TOUCHES = (*TOUCHES, "attendance")
Then = Callable[[Any], None]


class ImportErrands:
    """Each errand is one piece of work, of which nothing stays where it is stopped."""

    def __init__(self, bar: WorkBar) -> None:
        self._bar = bar

    def look(self, path: Path, sheet: str | None, heading: int | None, then: Then) -> None:
        """See how a list looks from outside."""

        def work(_workspace: Any, _told: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import list_drafts

            return list_drafts.outline_list(path, sheet=sheet, heading=heading)

        self._bar.read(work, then)

    def read(
        self,
        path: Path,
        activity: UUID,
        outline: Any,  # noqa: ANN401
        told: dict[str | int, str],
        then: Then,
    ) -> None:
        """Read the people of a list and say what becomes of each."""

        def work(workspace: Any, progress: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import list_drafts

            draft = list_drafts.read_draft(
                workspace.store, path, activity, sheet=outline.sheet, columns=told or None,
                heading=outline.heading,
            )  # fmt: skip
            return draft, list_drafts.judge_draft(workspace.store, draft, progress)

        self._bar.read(work, then)

    def import_people(self, draft: Any, then: Then) -> None:  # noqa: ANN401
        """Import a list as it was corrected and decided, whole or not at all."""

        def work(workspace: Any, progress: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import list_drafts

            return list_drafts.import_draft(workspace.store, draft, progress)

        self._bar.change(work, then, touches=TOUCHES)

    def undo(self, tx: int, then: Then) -> None:
        """Take an import back whole."""

        def work(workspace: Any, _told: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import import_undo

            return import_undo.undo_import(workspace.store, tx)

        self._bar.change(work, then, touches=UNDO_TOUCHES)

    def write_rejected(self, draft: Any, target: Path, code: str, then: Then) -> None:  # noqa: ANN401
        """Write the reported rows as a workbook to correct."""

        def work(_workspace: Any, _told: Callable[..., None]) -> Any:  # noqa: ANN401
            from ssc_desktop.services import list_drafts

            return list_drafts.write_left_out(draft, target, code)

        self._bar.read(work, then)
