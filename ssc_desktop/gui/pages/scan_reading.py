"""Reading scans for the page of signed sheets: one page after the other, in turns with all else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ssc_desktop.domain.problems import Problem
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.tables.scan_model import Leaf


class ScanReading(QObject):
    """Asks the worker for one page at a time, so that whatever else is asked comes in between."""

    begun = Signal()
    came = Signal(object)
    """A page was read."""
    gathered = Signal(object)
    """All pages were read: the sheets they are of."""
    refused = Signal(object)

    def __init__(self, desk: Desk, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._pages: Iterator[Any] | None = None
        self._more: list[Path] = []
        self._is_stopping = False
        self.leaves: list[Leaf] = []
        self.is_reading = False

    # --- reading ----------------------------------------------------------------------------

    def read(self, files: Sequence[Path], activity: UUID | None) -> None:
        """Read files beside those that were read; nothing is recorded."""
        if self.is_reading:
            self._more += files
        if self.is_reading or not files:
            return
        self.is_reading, self._is_stopping = True, False
        paths = list(files)

        def begin(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import scanning

            return scanning.scan_pages(workspace.store, paths, activity)

        self.begun.emit()
        self._desk.ops.read(self, begin, self._go_on, failed=self._stop_for)

    def stop(self) -> None:
        """Read no further; what was read stays to be confirmed."""
        self._is_stopping = self.is_reading
        self._more = []

    def forget(self) -> None:
        """Keep nothing of what was read."""
        self.leaves = []

    def _go_on(self, pages: Iterator[Any]) -> None:
        self._pages = pages
        self._ask()

    def _ask(self) -> None:
        pages = self._pages

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import scan_proposals

            page = next(pages, None) if pages is not None else None
            if page is None:
                return None
            proposed = scan_proposals.propose(workspace.store, [page])
            return Leaf(page, proposed[0] if proposed else None)

        self._desk.ops.read(self, work, self._take, failed=self._stop_for)

    def _take(self, leaf: Leaf | None) -> None:
        if leaf is not None:
            self.leaves.append(leaf)
            self.came.emit(leaf)
        if leaf is None or self._is_stopping:
            self._gather()
        else:
            self._ask()

    def _gather(self) -> None:
        """Say of all pages together what one alone cannot know: which are missing, which twice."""
        leaves = list(self.leaves)

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import scanning

            return scanning.gather(workspace.store, [each.page for each in leaves])

        def done(scans: Any) -> None:  # noqa: ANN401
            self._pages, self.is_reading = None, False
            for leaf, page in zip(leaves, scans.pages, strict=True):
                leaf.page = page
                if not page.cells:
                    leaf.proposal = None
            self.gathered.emit(scans.sheets)
            more, self._more = self._more, []
            self.read(more, activity=None)

        self._desk.ops.read(self, work, done, failed=self._stop_for)

    def _stop_for(self, problem: Problem) -> None:
        self._pages, self.is_reading, self._more = None, False, []
        self.refused.emit(problem)
