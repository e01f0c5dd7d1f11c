"""The pages of a scan: what was found on each, what is missing, how far the reading is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ssc_desktop.gui.tables.scan_model import Leaf
from ssc_desktop.gui.widgets.found_list import Entry, FoundList
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import OneLine, button, card, column, label, row
from ssc_desktop.language import Language


class ScanList(QWidget):
    """A line a page; below it what is to be said of the sheets, and what the page puts there."""

    def __init__(
        self, language: Language, open_page: Callable[[], object], *below: QWidget
    ) -> None:
        super().__init__()
        self.language = language
        self.activity: UUID | None = None
        """The activity one came from: sheets of another one are told."""
        self._open = open_page
        self.list = FoundList(language("Scanned pages"), opens_on_click=False)
        self.list.setMinimumWidth(200)
        self.list.opened.connect(lambda _entry: open_page())
        self.told = label(role="warning", wrap=True)
        self.told.hide()
        whole = column(card(self.list, margin=6), self.told, *below)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    @property
    def current(self) -> int:
        """The line one is on, -1 for none."""
        return self.list.currentIndex().row()

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        """Show the pages that were read; who was on one stays on it."""
        before = self.current
        self.list.found.show_entries([self._entry(each) for each in leaves])
        if leaves:
            self.list.setCurrentIndex(self.list.found.index(max(before, 0)))

    def show_again(self, leaf: Leaf) -> None:
        """Say anew what there is to say of the page one is on."""
        at = self.list.currentIndex()
        self.list.found.entries[at.row()] = self._entry(leaf)
        self.list.found.dataChanged.emit(at, at)

    def choose(self, row: int) -> None:
        """Go to a page."""
        self.list.setCurrentIndex(self.list.found.index(row))

    def show_sheets(self, sheets: Sequence[Any]) -> None:
        """Say which pages are missing, and what the lists have become since they were printed."""
        self.told.setText("\n".join(self._about(sheets)))
        self.told.setVisible(bool(self.told.text()))

    def _about(self, sheets: Sequence[Any]) -> list[str]:
        from ssc_desktop.services import scan_words

        told = []
        for sheet in sheets:
            said = {"sheet": _spoken(sheet.number)}
            for page in sheet.missing:
                pages = len(sheet.pages)
                told.append(self.language(scan_words.MISSING, page=page, pages=pages, **said))
            if sheet.newest_version > sheet.version:
                versions = {"version": sheet.version, "newest": sheet.newest_version}
                told.append(self.language(scan_words.OLDER, **versions, **said))
            if sheet.newcomers:
                told.append(self.language(scan_words.NEWCOMERS, count=sheet.newcomers, **said))
        return told

    def _entry(self, leaf: Leaf) -> Entry:
        from ssc_desktop.services import scan_words

        page = leaf.page
        title = page.file.name
        if page.sheet:
            place = f"{self.language.number(page.page)}/{self.language.number(page.pages)}"
            title = f"{_spoken(page.sheet)} · {place}"
        if leaf.proposal is None:
            icon, line = "circle-alert", self.language(scan_words.STATUSES[page.status])
        elif count := leaf.tally.open:
            line = self.language.plural("{count} box to answer", "{count} boxes to answer", count)
            icon = "circle-question-mark"
        elif leaf.is_done:
            icon, line = "circle-check", self.language("Recorded")
        elif leaf.tally.is_known:
            icon, line = "circle-check", self.language("Recorded before")
        elif differing := leaf.tally.differing:
            line = self.language("Sheet and register differ: {count}", count=differing)
            icon = "equal-not"
        else:
            icon, line = "clipboard-check", self.language("All boxes are sure")
        if self.activity is not None and page.activity not in (None, self.activity):
            line = f"{line} · {page.activity_code}"
        return Entry(title, line, icon, open=self._open)


class ReadingLine(QWidget):
    """While scans are read: that it goes on, how many pages came, and the button that stops it."""

    stopped = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._step = OneLine(role="muted")
        self.stop = button(language("Stop"))
        self.stop.clicked.connect(self.stopped)
        progress = QProgressBar()
        progress.setAccessibleName(language("Reading…"))
        progress.setRange(0, 0)
        self.setLayout(row(progress, self._step, self.stop))

    def show_count(self, count: int) -> None:
        """Say how many pages were read."""
        words = self._language.plural("{count} page read", "{count} pages read", count)
        self._step.setText(words)


def nothing_read(language: Language, choose: Callable[[], object]) -> EmptyState:
    """What stands in place of the pages before any was read."""
    first = button(language("Choose files…"), icon_name="folder-open")
    first.clicked.connect(lambda: choose())
    words = language(
        "Choose scans or photos of signed attendance sheets, many at once. What is "
        "signed is proposed beside its picture; nothing is recorded before you accept it."
    )
    return EmptyState("clipboard-check", language("Read signed sheets"), words, first)


def boxes_to_answer(language: Language, count: int) -> str:
    """That boxes wait for an answer, and the keys that answer them."""
    return language.plural(
        "{count} box to answer: P signed, A empty, Delete leaves it",
        "{count} boxes to answer: P signed, A empty, Delete leaves them",
        count,
    )


def _spoken(number: str) -> str:
    """A sheet's number as it is printed: in two groups."""
    return f"{number[:4]}-{number[4:]}"
