"""What is done to cells of the participants grid at once: filled, copied, emptied, sorted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ssc_desktop.gui.tables.people_block import text_of
from ssc_desktop.gui.tables.people_cells import PeopleCells
from ssc_desktop.gui.tables.people_model import Put


class PeopleDeeds(PeopleCells):
    """Many cells are written in one step, which one Undo takes back."""

    def put(self, cells: list[Put]) -> None:
        """Write into cells in one step."""
        self._people.put(cells)

    def clear_chosen(self) -> None:
        """Empty the cells that are selected."""
        self.put([(line, name, "") for line, name in self.chosen_cells()])

    def fill_down(self) -> None:
        """Copy the top cell of each selected column to the cells below it; of one cell to all
        below it."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        cells: list[Put] = []
        for column in {each.column() for each in chosen}:
            rows = sorted(each.row() for each in chosen if each.column() == column)
            if len(rows) == 1:
                rows = list(range(rows[0], len(self._people.lines) - 1))
            cells += self._copies(rows, column)
        self.put(cells)

    def copy_above(self) -> None:
        """Copy into each selected cell what stands above it, and go on."""
        chosen = [each for each in self.chosen_indexes() if each.row() > 0]
        cells: list[Put] = []
        for index in chosen:
            cells += self._copies([index.row() - 1, index.row()], index.column())
        self.put(cells)
        if len(chosen) == 1:
            self.step((0, 1))

    def copy(self) -> None:
        """Copy the selected cells as spreadsheets do."""
        chosen = self.chosen_indexes()
        lines = self._people.lines
        rows = sorted({each.row() for each in chosen if not lines[each.row()].is_empty})
        wanted = {each.column() for each in chosen}
        columns = [each for each in self.shown_columns() if each in wanted]
        block = [[self._people.index(row, each).data() or "" for each in columns] for row in rows]
        QGuiApplication.clipboard().setText(text_of(block))

    def sort_by_current(self) -> None:
        """Sort by the column one is in; a second time the other way round."""
        header, column = self.horizontalHeader(), self.currentIndex().column()
        is_up = header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        turns = header.sortIndicatorSection() == column and is_up
        order = Qt.SortOrder.DescendingOrder if turns else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.copy()
        self.clear_chosen()

    def take_ghost(self) -> None:
        """Say here too what the line above says, where it is offered."""
        line = self.line
        value = self._people.ghost(self.currentIndex().row(), self.column) if line else ""
        if line is not None and value:
            self.put([(line, self.column, value)])

    def give_up(self) -> None:
        """Give up the line somebody is being typed in."""
        line = self.line
        if line is not None and line.is_draft:
            self._people.put([(line, name, "") for name in list(line.typed)])
            self._people.clear_draft(line)

    def _copies(self, rows: list[int], column: int) -> list[Put]:
        name = self._people.columns.all[column].name
        value = self._people.columns.value(self._people.lines[rows[0]], name) if rows else ""
        return [(self._people.lines[row], name, value) for row in rows[1:]]
