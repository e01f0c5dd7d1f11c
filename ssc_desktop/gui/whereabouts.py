"""Where the person is: noted as they go, so that the next start leads back there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.pages.page import Page
from ssc_desktop.gui.tables.record_table import RecordView

if TYPE_CHECKING:
    from ssc_desktop.gui.frame import Frame

# Where one rests, not where one passes.
NOTE_MS = 1500
# Pages read on the worker and forms grow by pieces: what is scrolled to may still be coming.
TRY_MS, MOST_TRIES = 50, 80

Told = dict[str, Any]


class Whereabouts(QObject):
    """Notes the page, the record, its part, and what is scrolled to and chosen there."""

    def __init__(self, frame: Frame, desk: Desk) -> None:
        super().__init__(frame)
        self._frame = frame
        self._desk = desk
        self._noted: Told = {}
        self._timer = QTimer(self, interval=NOTE_MS)
        self._timer.timeout.connect(self.note)
        self._timer.start()

    def here(self) -> Told:
        """Where the person is now."""
        page = self._frame.page
        key, part = _standing(page)
        scrolls, rows = {}, {}
        for name, view in _views(page):
            if view.verticalScrollBar().value():
                scrolls[name] = view.verticalScrollBar().value()
            if isinstance(view, QAbstractItemView) and (row := _row_of(view)):
                rows[name] = row
        return {"page": page.name, "key": key, "part": part, "scrolls": scrolls, "rows": rows}

    def place(self) -> tuple[str, object]:
        """The page, and what to ask of it to come back here."""
        return place_of(self.here())

    def note(self) -> None:
        """Keep where the person is, if that is elsewhere than before."""
        here = self.here()
        if here == self._noted or self._desk.workspace is None:
            return
        self._noted = here

        def work(workspace: Any) -> None:  # noqa: ANN401
            from ssc_desktop.services import drafts

            drafts.keep_whereabouts(workspace.store, drafts.Whereabouts(**here))

        self._desk.ops.read(None, work, lambda _: None)

    def stop(self) -> None:
        """Keep where the person is for the last time."""
        self._timer.stop()
        self.note()

    def lead_back(self, told: Told) -> None:
        """Scroll to what was seen and choose what was chosen, as soon as it is there."""
        page, left = self._frame.page, [MOST_TRIES]
        wanted = {name: (told["scrolls"].get(name), told["rows"].get(name))
                  for name in {**told["scrolls"], **told["rows"]}}  # fmt: skip
        timer = QTimer(self, interval=TRY_MS)

        def again() -> None:
            left[0] -= 1
            if page is self._frame.page and not self._desk.ops.waiting:
                for name, view in _views(page):
                    if name in wanted and _lead(view, *wanted[name]):
                        del wanted[name]
            if not wanted or left[0] == 0 or page is not self._frame.page:
                timer.deleteLater()

        timer.timeout.connect(again)
        timer.start()


def place_of(told: Told) -> tuple[str, object]:
    """The page that was shown, and what to ask of it."""
    key, part = told["key"], told["part"]
    return told["page"], (key, part) if part else key


def _standing(page: Page) -> tuple[UUID | None, str]:
    what = page.standing()
    key, part = what if isinstance(what, tuple) else (what, "")
    return (key if isinstance(key, UUID) else None), str(part)


def _views(page: QWidget) -> Iterator[tuple[str, QAbstractScrollArea]]:
    """Everything on a page that scrolls, each under a name that is the same at the next start."""
    seen: dict[str, int] = {}
    for view in page.findChildren(QAbstractScrollArea):
        # A heading shares its current cell with its table.
        if view.isVisible() and not isinstance(view, QHeaderView):
            kind = type(view).__name__
            seen[kind] = seen.get(kind, 0) + 1
            yield f"{kind}:{seen[kind]}", view


def _row_of(view: QAbstractItemView) -> str:
    index = view.currentIndex()
    if not index.isValid():
        return ""
    if isinstance(view, RecordView):
        return _record_key(view, index.row())
    return f"{index.row()},{index.column()}"


def _record_key(view: RecordView, row: int) -> str:
    model: Any = view.model()
    shown = model.rows[row]
    return str(getattr(getattr(shown, "participant", shown), "id", ""))


def _lead(view: QAbstractScrollArea, scrolled: int | None, row: str | None) -> bool:
    """Whether a view shows what it showed."""
    if row and isinstance(view, QAbstractItemView) and not _choose(view, row):
        return False
    bar = view.verticalScrollBar()
    if scrolled is None:
        return True
    if bar.maximum() < scrolled:
        return False
    bar.setValue(scrolled)
    return True


def _choose(view: QAbstractItemView, row: str) -> bool:
    if isinstance(view, RecordView):
        count = view.model().rowCount()
        found = (number for number in range(count) if _record_key(view, number) == row)
        number = next(found, -1)
        if number >= 0:
            # Qt chooses no row by its number where a table is mirrored.
            view.setCurrentIndex(view.model().index(number, 0))
        # A record that is gone is not waited for.
        return count > 0
    line, _, column = row.partition(",")
    place = view.model().index(int(line), int(column))
    if place.isValid():
        view.setCurrentIndex(place)
    return place.isValid()
