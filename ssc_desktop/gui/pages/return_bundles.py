"""Bundles that come back from headquarters, taken in at an office."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from ssc_desktop.domain.all_records import RECORDS_BY_NOUN
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.plain import button

FILES = "*.sscb *.sscpart"
"""What bundles and their parts are called."""


class ReturnBundles(QObject):
    """A button that lets the person choose, and what becomes of what was chosen."""

    taken = Signal()
    troubled = Signal(object)

    def __init__(self, owner: QWidget, desk: Desk) -> None:
        super().__init__(owner)
        self._owner = owner
        self._desk = desk
        words = desk.language("Take in a bundle from headquarters…")
        self.button: QPushButton = button(words, icon_name="folder-down")
        self.button.clicked.connect(self.choose)

    def choose(self) -> None:
        """Let the person choose the bundle, or all the parts of it that came."""
        title = self._desk.language("Take in bundles")
        names, _ = QFileDialog.getOpenFileNames(self._owner, title, "", FILES)
        if names:
            self.take_in([Path(each) for each in names])

    def take_in(self, paths: Sequence[Path]) -> None:
        """Take bundles in, each whole or not at all, and say what came of the first that did not."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import exchange

            return exchange.import_bundles(workspace, list(paths))

        touched = (*RECORDS_BY_NOUN, "exchange", "conflict")
        self._desk.ops.change(self._owner, work, self._told, touches=touched)

    def _told(self, results: list[Any]) -> None:
        taken = sum(each.status == "imported" for each in results)
        self._desk.tell(
            self._desk.language.plural("{count} bundle taken in", "{count} bundles taken in", taken)
        )
        self.taken.emit()
        for each in results:
            if each.problem is not None:
                self.troubled.emit(each.problem)
                break
