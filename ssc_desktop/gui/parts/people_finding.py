"""The box that finds in the participants grid: typing goes to the first, Enter to the next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ssc_desktop.gui.tables.find_box import FindBox
from ssc_desktop.gui.tables.people_grid import PeopleGrid
from ssc_desktop.gui.tables.people_order import next_with


class LineFinder(FindBox):
    """Finds in what is shown; Escape and Down go back into the grid."""

    def __init__(self, words: str, grid: PeopleGrid) -> None:
        super().__init__(words)
        self._grid = grid
        self.asked.connect(lambda _text: self.find_after(-1))
        self.returnPressed.connect(lambda: self.find_after(grid.view.currentIndex().row()))

    def find_after(self, row: int) -> None:
        """Go to the next line in which what was typed stands."""
        view, model = self._grid.view, self._grid.model
        found = next_with(model.lines[:-1], model.columns, self.text(), row)
        if found >= 0:
            view.go(found, max(view.currentIndex().column(), 0))

    def enter(self) -> None:
        """Type here from now on."""
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Down lead into the grid."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self._grid.view.setFocus()
        else:
            super().keyPressEvent(event)
