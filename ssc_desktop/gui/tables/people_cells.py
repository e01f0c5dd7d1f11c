"""The cells of the participants grid: where one is, and what is done to many at once."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ssc_desktop.gui.tables.people_columns import FAMILY, GridColumn
from ssc_desktop.gui.tables.people_editors import Move
from ssc_desktop.gui.tables.people_lines import Line
from ssc_desktop.gui.tables.people_model import PeopleModel
from ssc_desktop.gui.tables.row_choosing import NamesChoose
from ssc_desktop.gui.theme import tabular
from ssc_desktop.language import Language

ROW_HEIGHT, HEADER_WIDTH, NAMES_WIDTH = 34, 62, 220
# Room beside a title, for the arrow of the column that is sorted by.
BESIDE_TITLE, FEW_NAMES = 30, 4


class PeopleCells(QTableView):
    """A grid that knows its lines and columns; many cells are written in one step."""

    def __init__(self, model: PeopleModel, language: Language) -> None:
        super().__init__()
        self._people = model
        self._place: tuple[Line, int] | None = None
        self._begun: tuple[Line, int] | None = None
        self.setModel(model)
        self.setAccessibleName(language("Participants"))
        self.setFont(tabular(self.font()))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        NamesChoose(self)
        self.horizontalScrollBar().valueChanged.connect(self._name_beside)
        model.modelAboutToBeReset.connect(self._note_place)
        model.modelReset.connect(self._return)

    def _set_up_headers(self) -> None:
        lines, titles = self.verticalHeader(), self.horizontalHeader()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(ROW_HEIGHT)
        lines.setFixedWidth(HEADER_WIDTH)
        lines.setTextElideMode(Qt.TextElideMode.ElideRight)
        titles.setSectionsMovable(True)
        titles.setHighlightSections(False)
        titles.setMinimumSectionSize(48)
        titles.setSortIndicatorShown(True)
        titles.setSortIndicatorClearable(True)
        titles.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for number, column in enumerate(self._people.columns.all):
            self.setColumnWidth(number, self._width(column))

    def _width(self, column: GridColumn) -> int:
        """Room for the title, and for the names of a short list."""
        metrics = self.horizontalHeader().fontMetrics()
        names = [name for _, name in self._people.columns.options(column.name)]
        words = [column.title, *(names if len(names) <= FEW_NAMES else [])]
        widest = max(metrics.horizontalAdvance(each) for each in words) + BESIDE_TITLE
        return max(column.width, widest)

    # --- where one is -----------------------------------------------------------------------

    @property
    def line(self) -> Line | None:
        """The line one is on."""
        row = self.currentIndex().row()
        return self._people.lines[row] if 0 <= row < len(self._people.lines) else None

    @property
    def column(self) -> str:
        """The name of the column one is in."""
        return self._people.columns.all[max(self.currentIndex().column(), 0)].name

    @property
    def is_editing(self) -> bool:
        """Whether a cell is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def chosen_lines(self) -> list[Line]:
        """The lines of recorded people in which a cell is selected, from the top."""
        rows = sorted({each.row() for each in self.selectionModel().selectedIndexes()})
        found = [self._people.lines[row] for row in rows]
        return [each for each in found if each.listed is not None]

    def shown_columns(self) -> list[int]:
        """The columns that are shown, in the order in which they stand."""
        header = self.horizontalHeader()
        placed = [header.logicalIndex(place) for place in range(header.count())]
        return [each for each in placed if not self.isColumnHidden(each)]

    def go(self, row: int, column: int) -> None:
        """Go to a cell."""
        self.setCurrentIndex(self._people.index(row, column))

    def extend(self, way: QAbstractItemView.CursorAction) -> None:
        """Choose one line or column more, from where choosing began."""
        new = self.moveCursor(way, Qt.KeyboardModifier.NoModifier)
        line, column = self._begun or (self.line, self.currentIndex().column())
        if not new.isValid() or line is None:
            return
        begun = self._people.index(max(self._people.place_of(line), 0), column)
        header = self.horizontalHeader()
        places = sorted(header.visualIndex(each.column()) for each in (begun, new))
        rows = sorted((begun.row(), new.row()))
        chosen = QItemSelection()
        for place in range(places[0], places[1] + 1):
            column = header.logicalIndex(place)
            if not self.isColumnHidden(column):
                ends = (self._people.index(row, column) for row in rows)
                chosen.append(QItemSelectionRange(*ends))
        model = self.selectionModel()
        model.setCurrentIndex(new, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._begun = (line, column)

    def begin_here(self) -> None:
        """Choosing more begins at the cell one is on."""
        line = self.line
        self._begun = (line, self.currentIndex().column()) if line is not None else None

    def go_to_new(self, *, focus: bool = True) -> None:
        """Go to the empty line, to type somebody in."""
        if focus:
            self.setFocus()
        shown = self.shown_columns()
        family = self._people.columns.places[FAMILY]
        self.go(self._people.rowCount() - 1, family if family in shown else shown[0])

    def step(self, move: Move) -> None:
        """Go on: along the line, or to the first cell of the next line where one is entering."""
        lines, along = move
        if along:
            self._step_along(along)
        elif lines:
            row = self.currentIndex().row() + lines
            enters = lines > 0 and self.line is not None and self.line.is_draft
            column = self.shown_columns()[0] if enters else self.currentIndex().column()
            if 0 <= row < self._people.rowCount():
                self.go(row, column)

    def _step_along(self, by: int) -> None:
        shown = self.shown_columns()
        place = shown.index(self.currentIndex().column()) + by
        row = self.currentIndex().row() + (place < 0 and -1) + (place >= len(shown) and 1)
        if 0 <= row < self._people.rowCount():
            self.go(row, shown[place % len(shown)])

    def chosen_indexes(self) -> list[QModelIndex]:
        """The indexes of the cells that are selected."""
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        return [
            each for each in chosen if each.isValid() and not self.isColumnHidden(each.column())
        ]

    def chosen_cells(self) -> list[tuple[Line, str]]:
        """The cells that are selected: their lines and columns."""
        names = self._people.columns.all
        lines = self._people.lines
        return [(lines[each.row()], names[each.column()].name) for each in self.chosen_indexes()]

    # --- inside -----------------------------------------------------------------------------

    def _note_place(self) -> None:
        line = self.line
        self._place = (line, self.currentIndex().column()) if line is not None else None

    def _return(self) -> None:
        """Back to the line one was on, where it is still there."""
        row = self._people.place_of(self._place[0]) if self._place else -1
        if self._place and row >= 0:
            self.go(row, self._place[1])

    def _name_beside(self, scrolled: int) -> None:
        """Where the names are scrolled away, they stand beside."""
        family = self._people.columns.places[FAMILY]
        shows = scrolled > self.columnWidth(family) // 2 and not self.isColumnHidden(family)
        if shows != self._people.beside.shows_names:
            self._people.beside.shows_names = shows
            self.verticalHeader().setFixedWidth(NAMES_WIDTH if shows else HEADER_WIDTH)
            last = len(self._people.lines) - 1
            self._people.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last)
