"""The numbers of a chart as a table: chosen and copied like any other, never changed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QObject, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ssc_desktop.domain.chart import Numbers
from ssc_desktop.gui.tables.copying import offer
from ssc_desktop.gui.tables.record_model import NO_INDEX, Index
from ssc_desktop.gui.tables.record_table import ROW_HEIGHT, MirroredDelegate
from ssc_desktop.language import Language

MOST_ROWS_SHOWN = 12
NOTHING = Numbers((), ())


class NumberModel(QAbstractTableModel):
    """Rows of final texts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.numbers = NOTHING

    def show_numbers(self, numbers: Numbers) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self.numbers = numbers
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.numbers.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.numbers.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.numbers.rows[index.row()][index.column()]
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.numbers.heads[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, section: int) -> Qt.AlignmentFlag:
        is_number = section >= self.numbers.words
        side = Qt.AlignmentFlag.AlignTrailing if is_number else Qt.AlignmentFlag.AlignLeading
        return side | Qt.AlignmentFlag.AlignVCenter


class NumberTable(QTableView):
    """The grid; as high as its rows, up to a dozen."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._model = NumberModel(self)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(64)
        if self.isRightToLeft():
            self.setItemDelegate(MirroredDelegate(self))
        offer(self, language)

    def show_numbers(self, title: str, numbers: Numbers) -> None:
        """Show other numbers under a name."""
        self.setAccessibleName(title)
        self._model.show_numbers(numbers)
        header = self.horizontalHeader()
        for at in range(len(numbers.heads)):
            stretches = at < numbers.words
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(at, mode.Stretch if stretches else mode.ResizeToContents)
        if numbers.rows:
            self.setCurrentIndex(self._model.index(0, 0))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Its heading and its rows."""
        rows = min(max(self._model.rowCount(), 1), MOST_ROWS_SHOWN)
        return QSize(super().sizeHint().width(), 36 + rows * ROW_HEIGHT)
