"""Recording what scans say for the page of signed sheets: pictures, counts, confirming, undoing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.scan_reading import ScanReading
from ssc_desktop.gui.tables.scan_model import Leaf

TOUCHED = ("attendance", "evidence", "sheet_print", "registration", "participant")


class ScanRecording(QObject):
    """Asks the worker about the pages that were read, and has them recorded or taken back."""

    recorded = Signal(object)
    renewed = Signal()
    pictured = Signal(object)
    counted = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk, reading: ScanReading, owner: QObject) -> None:
        super().__init__(owner)
        self._desk = desk
        self._reading = reading
        self._owner = owner

    def propose_again(self) -> None:
        """Hold what was read against the register of now; answers stay."""
        leaves = [each for each in self._reading.leaves if each.proposal is not None]
        if self._reading.is_reading or not leaves:
            return

        def then(proposals: Sequence[Any]) -> None:
            _renew(leaves, proposals)
            self.renewed.emit()

        self._desk.ops.read(
            self, lambda workspace: _proposed(workspace, leaves), then, only_latest="again"
        )

    # --- one page ---------------------------------------------------------------------------

    def picture(self, leaf: Leaf) -> None:
        """Bring the picture of a page, opened off the window's thread; others are let go."""
        for each in self._reading.leaves:
            if each is not leaf:
                each.image = None
        if leaf.image is not None or leaf.proposal is None:
            self.pictured.emit(leaf)
            return
        coded = leaf.page.reading.straightened

        def came(image: QImage) -> None:
            leaf.image = image
            self.pictured.emit(leaf)

        self._desk.ops.read(self, lambda _: QImage.fromData(coded), came, only_latest="picture")

    def count(self, leaf: Leaf, unsigned: str | None) -> None:
        """Hold the hand count of a page's sheet against what would be marked."""
        sheet = leaf.page.sheet
        pages = [
            each.answered(unsigned)
            for each in self._reading.leaves
            if each.proposal is not None and each.page.sheet == sheet
        ]

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import scan_confirming

            return scan_confirming.count_with(workspace.store, sheet, pages)

        self._desk.ops.read(self, work, self.counted.emit, only_latest="count")

    def write_count(self, number: str, typed: dict[str, Any], then: Callable[[], None]) -> None:
        """Record what was counted by hand on a sheet."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import hand_counts

            return hand_counts.write_count(workspace.store, number, **typed)

        def done(_: Any) -> None:  # noqa: ANN401
            then()

        self._desk.ops.change(self._owner, work, done, failed=self.refused.emit)

    # --- recording --------------------------------------------------------------------------

    def record(self, leaves: Sequence[Leaf], unsigned: str | None) -> None:
        """Record pages as they stand, in one transaction, and propose anew what is left."""
        wanted = [each for each in leaves if each.proposal is not None]
        if not wanted:
            return
        answered = [each.answered(unsigned) for each in wanted]

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import scan_confirming

            done = scan_confirming.confirm(workspace, answered)
            return Recorded(done, _proposed(workspace, wanted))

        def then(recorded: Recorded) -> None:
            _renew(wanted, recorded.proposals)
            self.recorded.emit(recorded.done)

        self._desk.ops.change(self._owner, work, then, touches=TOUCHED, failed=self.refused.emit)

    def take_back(self, done: Any, then: Callable[[], None]) -> None:  # noqa: ANN401
        """Undo a recording, and propose again what it had recorded."""
        leaves = [each for each in self._reading.leaves if each.proposal is not None]

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import scan_confirming

            scan_confirming.undo_confirmation(workspace, done)
            return _proposed(workspace, leaves)

        def renewed(proposals: Sequence[Any]) -> None:
            _renew(leaves, proposals)
            then()

        self._desk.ops.change(self._owner, work, renewed, touches=TOUCHED, failed=self.refused.emit)


class Recorded:
    """What was recorded, and what the same pages propose now."""

    def __init__(self, done: Any, proposals: Sequence[Any]) -> None:  # noqa: ANN401
        self.done = done
        self.proposals = proposals

    @property
    def changes(self) -> Any:  # noqa: ANN401
        """What was touched."""
        return self.done.changes


def _proposed(workspace: Any, leaves: Sequence[Leaf]) -> list[Any]:  # noqa: ANN401
    from ssc_desktop.services import scan_proposals

    found = scan_proposals.propose(workspace.store, [each.page for each in leaves])
    by_page = {(each.page.sheet, each.page.page): each for each in found}
    return [by_page.get((each.page.sheet, each.page.page)) for each in leaves]


def _renew(leaves: Sequence[Leaf], proposals: Sequence[Any]) -> None:
    for leaf, proposal in zip(leaves, proposals, strict=True):
        leaf.proposal = proposal
        if proposal is not None:
            left = {line.at for line in proposal.walk_ins}
            leaf.walk_ins = {at: name for at, name in leaf.walk_ins.items() if at in left}
