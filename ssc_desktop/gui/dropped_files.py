"""Files dropped onto the window go where they belong: lists, bundles, cards, documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dropped_lists import SUFFIXES
from ssc_desktop.gui.dropped_scans import may_be_scans, sort_out

BUNDLE, PART, CARD, REQUEST = ".sscb", ".sscpart", ".sscard", ".sscreq"
AFTER_PART_MS = 20
ENTERING = (QEvent.Type.DragEnter, QEvent.Type.Drop)


def files_in(data: QMimeData) -> list[Path]:
    """The files among what is dragged."""
    return [Path(each.toLocalFile()) for each in data.urls() if each.isLocalFile()]


class DroppedFiles(QObject):
    """Watches the frame; a document dropped while an activity is shown is evidence of it."""

    def __init__(self, frame: QWidget, desk: Desk) -> None:
        super().__init__(frame)
        self._frame: Any = frame
        self._desk = desk
        frame.setAcceptDrops(True)
        frame.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files of which it is known what to do with them."""
        if isinstance(event, QDropEvent) and event.type() in ENTERING:
            do = self._taker(files_in(event.mimeData()))
            if do is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    # The program that they are dragged from waits until the drop is done.
                    QTimer.singleShot(0, self, do)
                return True
        return super().eventFilter(watched, event)

    def _taker(self, files: Sequence[Path]) -> Callable[[], None] | None:
        """What is done with files, by the kind of the first; nothing where nobody wants them."""
        if not files:
            return None
        suffix = files[0].suffix.lower()
        known: dict[str, Callable[[], None]] = dict.fromkeys(
            SUFFIXES, lambda: self.open_list(files[0])
        )
        bundles = [each for each in files if each.suffix.lower() in (BUNDLE, PART)]
        known |= dict.fromkeys((BUNDLE, PART), lambda: self.take_bundles(bundles))
        if self._desk.is_headquarters:
            known[REQUEST] = lambda: self._exchange().laptops.show_request(files[0])
        else:
            known[CARD] = lambda: self._exchange().show_card(files[0])
        if suffix in known:
            return known[suffix]
        is_document = suffix not in (CARD, REQUEST)
        is_activity = is_document and self._frame.page.name == "activity"
        if is_document and self._frame.page.name == "scan":
            return lambda: self._frame.page.read_files(files)
        return (lambda: self.take_documents(files)) if is_activity else None

    def open_list(self, path: Path) -> None:
        """Open the import of a list; one dropped on an activity is of that activity."""
        from ssc_desktop.gui.dialogs.import_list import ImportListDialog

        page = self._frame.page
        activity = page.key if page.name == "activity" else None
        dialog = ImportListDialog(page, self._desk, activity, path)
        dialog.imported.connect(page.read_again)
        dialog.open()

    def take_bundles(self, files: Sequence[Path]) -> None:
        """Take in the bundles of the offices, or of headquarters."""
        exchange = self._exchange()
        if self._desk.is_headquarters:
            exchange.tabs.setCurrentIndex(0)
            exchange.bundles.take_in(files)
        else:
            exchange.returned.take_in(files)

    def take_documents(self, files: Sequence[Path]) -> None:
        """Read files that hold a signed sheet; keep all others as evidence."""
        page = self._frame.page
        if may_be_scans(files):
            sort_out(page, self._desk, files, lambda: self.keep_evidence(files))
        else:
            self.keep_evidence(files)

    def keep_evidence(self, files: Sequence[Path]) -> None:
        """Ask what the documents are, and keep them as evidence of the activity."""
        from ssc_desktop.gui.dialogs.add_evidence import incoming

        page = self._frame.page
        page.show_part("evidence")

        documents = [incoming(each.name, each) for each in files]
        # The part is made in a turn of the loop of its own.
        QTimer.singleShot(AFTER_PART_MS, page, lambda: page.part.take(documents))

    def _exchange(self) -> Any:  # noqa: ANN401
        self._frame.go("exchange")
        return self._frame.page.content
