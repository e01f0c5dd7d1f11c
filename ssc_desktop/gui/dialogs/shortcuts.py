"""The shortcut sheet: everything that can be done by keyboard, by group, found by typing."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.domain.names import fold
from ssc_desktop.gui.actions import DEEDS, GRID, LISTS, PEOPLE_GRID, shortcut_text
from ssc_desktop.gui.widgets.plain import button, column, label, row
from ssc_desktop.gui.widgets.room import open_at
from ssc_desktop.language import N_, Language

PAGES, FORMS, IMPORT, VIEWS = N_("Pages"), N_("Forms"), N_("Import"), N_("Calendar and board")
# What is done by keys that no action stands for: what, and by which keys.
KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    LISTS: (
        (N_("Open the row"), N_("Enter")),
        (N_("Choose several"), N_("Shift and arrows")),
        (N_("What can be done with it"), N_("Menu key")),
        (N_("Take it out of the list"), "Del"),
    ),
    GRID: (
        (N_("Move"), N_("Arrows, Tab, Enter")),
        (N_("Present, or not marked again"), N_("Space")),
        (N_("Present, absent, excused"), "P, A, E"),
        (N_("Late, left early, online"), "L, D, O"),
        (N_("Not marked"), N_("Hyphen or Delete")),
        (N_("Choose a range"), N_("Shift and arrows")),
    ),
    PEOPLE_GRID: (
        (N_("Type over the cell"), N_("Any letter")),
        (N_("Change what it says"), "F2"),
        (N_("Take a known person"), N_("Down, then Enter")),
        (N_("Open the list of a cell"), N_("Alt and Down")),
        (N_("Fill the selection"), N_("Ctrl and Enter")),
        (N_("Empty the cells"), N_("Delete")),
        (N_("Copy, cut, paste"), N_("Ctrl and C, X, V")),
        (N_("Give up the line"), N_("Esc")),
    ),
    VIEWS: (
        (N_("Day by day, week by week"), N_("Arrows")),
        (N_("Month by month"), N_("Page up, Page down")),
        (N_("Today"), N_("Home")),
        (N_("Open the day or the card"), N_("Enter")),
        (N_("Carry a card to another status"), N_("Ctrl and arrows")),
    ),
    FORMS: (
        (N_("Leave the field; it is saved"), N_("Tab or Enter")),
        (N_("Leave a field of several lines"), N_("Ctrl and Enter")),
        (N_("A day later or earlier"), N_("Up, Down")),
        (N_("A week later or earlier"), N_("Page up, Page down")),
        (N_("Choose on a calendar"), N_("Alt and Down")),
        (N_("Close the dialog"), N_("Esc")),
    ),
    IMPORT: (
        (N_("Next step"), N_("Ctrl and Enter")),
        (N_("Step before"), N_("Alt and Left")),
        (N_("Next to look at"), "F8"),
        (N_("The one before to look at"), "Shift+F8"),
        (N_("The same person, two people"), "Ctrl+1, Ctrl+2"),
        (N_("Leave this row aside, take it"), "Ctrl+3, Ctrl+4"),
    ),
}
KEYS_WIDTH = 150

Line = tuple[str, str]


def lines_of(pages: dict[str, tuple[str, str, str]], language: Language) -> dict[str, list[Line]]:
    """What can be done and by which keys, in the reader's language, by group."""
    found: dict[str, list[Line]] = {
        language(PAGES): [(title, shortcut_text(keys)) for title, _, keys in pages.values() if keys]
    }
    for each in DEEDS.values():
        line = (language(each.text).rstrip("…"), shortcut_text(each.keys))
        lines = found.setdefault(language(each.group), [])
        if each.keys and line not in lines:
            lines.append(line)
    for group, more in KEYS.items():
        found.setdefault(language(group), []).extend(
            (language(what), language(keys)) for what, keys in more
        )
    return {group: lines for group, lines in found.items() if lines}


class LineOfKeys(QWidget):
    """What is done, and its keys, which read from left to right in every language."""

    def __init__(self, what: str, keys: str) -> None:
        super().__init__()
        self.what = what
        self.words = fold(f"{what} {keys}")
        shown = label(keys, role="muted")
        shown.setFixedWidth(KEYS_WIDTH)
        shown.setWordWrap(True)
        line = row(label(what, wrap=True), shown, spacing=16)
        line.setStretch(0, 1)
        self.setLayout(line)


class ShortcutsDialog(QDialog):
    """Shows the keys of the program on one sheet; typing leaves what is looked for."""

    def __init__(self, frame: QWidget, language: Language) -> None:
        super().__init__(frame)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(language("Keyboard shortcuts"))
        open_at(self, 980, 620)
        self.find_box = QLineEdit()
        self.find_box.setPlaceholderText(language("Find a shortcut"))
        self.find_box.setAccessibleName(language("Find a shortcut"))
        self.find_box.setClearButtonEnabled(True)
        self.find_box.textChanged.connect(self.look_for)
        self._nothing = label(language("No shortcut answers to this."), role="muted")
        self._nothing.hide()
        self._groups: list[tuple[QWidget, list[LineOfKeys]]] = []
        self._sides = (column(None, spacing=20), column(None, spacing=20))
        self._heights = [0, 0]
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName(language("Keyboard shortcuts"))
        area.setWidget(self._sheet())
        self._coming = list(lines_of(frame.places(), language).items())  # type: ignore[attr-defined]
        self._add_group()
        close = button(language("Close"), role="primary")
        close.clicked.connect(self.close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addLayout(
            row(label(language("Keyboard shortcuts"), size="section"), None, self.find_box)
        )
        whole.addWidget(self._nothing)
        whole.addWidget(area, 1)
        whole.addLayout(row(None, close))
        self.find_box.setMinimumWidth(280)
        self.find_box.setFocus()

    @property
    def shown(self) -> list[str]:
        """What the sheet tells of now."""
        return [each.what for each in self._lines() if not each.isHidden()]

    def look_for(self, typed: str) -> None:
        """Leave the lines in which every word typed stands, in whatever letters."""
        words = fold(typed).split()
        for box, lines in self._groups:
            for line in lines:
                line.setVisible(all(word in line.words for word in words))
            box.setVisible(any(not line.isHidden() for line in lines))
        self._nothing.setVisible(not self.shown)

    def _lines(self) -> Iterator[LineOfKeys]:
        for _, lines in self._groups:
            yield from lines

    @property
    def is_complete(self) -> bool:
        """Whether every group is there."""
        return not self._coming

    def _sheet(self) -> QWidget:
        sheet = QWidget()
        across = QHBoxLayout(sheet)
        across.setSpacing(48)
        across.setContentsMargins(0, 0, 16, 0)
        for side in self._sides:
            across.addLayout(side, 1)
        return sheet

    def _add_group(self) -> None:
        """Add a group where there is more room; the next in the next turn of the loop."""
        group, lines = self._coming.pop(0)
        side = self._heights.index(min(self._heights))
        self._heights[side] += len(lines) + 2
        self._sides[side].insertWidget(self._sides[side].count() - 1, self._group(group, lines))
        if self._coming:
            QTimer.singleShot(0, self, self._add_group)

    def _group(self, group: str, lines: list[Line]) -> QWidget:
        box = QWidget()
        heading: QLabel = label(group, bold=True)
        made = [LineOfKeys(what, keys) for what, keys in lines]
        box.setLayout(column(heading, *made, spacing=6))
        self._groups.append((box, made))
        if self.find_box.text():
            self.look_for(self.find_box.text())
        return box
