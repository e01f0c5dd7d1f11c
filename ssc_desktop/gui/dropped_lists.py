"""A list of participants dropped onto the window opens its import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from ssc_desktop.gui.desk import Desk

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
PATTERNS = " ".join(f"*{each}" for each in SUFFIXES)


def list_in(data: QMimeData) -> Path | None:
    """The list of participants among what is dragged, by its name."""
    paths = [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]
    return next((each for each in paths if each.suffix.lower() in SUFFIXES), None)


class DroppedLists(QObject):
    """Watches the frame: a list dropped while an activity is shown is of that activity."""

    def __init__(self, frame: QWidget, desk: Desk) -> None:
        super().__init__(frame)
        self._frame: Any = frame
        self._desk = desk
        frame.setAcceptDrops(True)
        frame.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take lists, and leave everything else to whoever wants it."""
        if isinstance(event, QDropEvent) and event.type() in (
            QEvent.Type.DragEnter, QEvent.Type.Drop,
        ):  # fmt: skip
            path = list_in(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.open(path)
                return True
        return super().eventFilter(watched, event)

    def open(self, path: Path) -> None:
        """Open the import of a list."""
        from ssc_desktop.gui.dialogs.import_list import ImportListDialog

        page = self._frame.page
        activity = page.key if page.name == "activity" else None
        dialog = ImportListDialog(page, self._desk, activity, path)
        dialog.imported.connect(page.read_again)
        dialog.open()
