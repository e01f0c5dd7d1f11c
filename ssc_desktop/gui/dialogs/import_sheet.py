"""Second step of an import: which sheet holds the list, and in which row its headings stand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.record_table import MirroredDelegate
from ssc_desktop.gui.theme import BODY_POINTS, font_of
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.language import Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
NARROWEST, WIDEST = 56, 240


class RowsModel(QAbstractTableModel):
    """The first rows of a sheet as they stand there; the headings stand out."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
        self._headings = range(0)

    def show_outline(self, outline: Any) -> None:  # noqa: ANN401
        """Show another sheet, or other headings."""
        self.beginResetModel()
        self._rows = outline.rows
        self._headings = range(outline.heading, outline.last_heading + 1)
        self.endResetModel()

    def number(self, place: int) -> int:
        """The number a row has in its sheet."""
        return self._rows[place][0]

    def is_heading(self, place: int) -> bool:
        """Whether a row was taken for headings."""
        return self.number(place) in self._headings

    def place_of(self, number: int) -> int:
        """Where the row of that number is shown."""
        return next((at for at, each in enumerate(self._rows) if each[0] == number), 0)

    def texts_below(self, section: int) -> list[str]:
        """The headings and what stands below them in one column."""
        first = self._headings[0] if self._headings else 0
        return [texts[section] for number, texts in self._rows if number >= first]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns the sheet has."""
        return 0 if parent.isValid() or not self._rows else len(self._rows[0][1])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """A cell as it is read."""
        number, texts = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return " ".join(texts[index.column()].split())
        if number in self._headings:
            if role == Qt.ItemDataRole.FontRole:
                return font_of(BODY_POINTS, bold=True)
            if role == Qt.ItemDataRole.BackgroundRole:
                return tokens_now().colour("tint")
        elif (
            self._headings and number < self._headings[0] and role == Qt.ItemDataRole.ForegroundRole
        ):
            return tokens_now().colour("muted")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The numbers of the rows, and letters for the columns, as a spreadsheet has them."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self._rows[section][0])
        letters, left = "", section
        while left >= 0:
            letters, left = chr(ord("A") + left % 26) + letters, left // 26 - 1
        return letters


class RowsView(QTableView):
    """The rows; Enter or a double click takes the one it is on."""

    entered_row = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.doubleClicked.connect(lambda index: self.entered_row.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the row, whatever button the dialog would press."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered_row.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class SheetStep(QWidget):
    """Shows the sheet and takes another heading row: arrows and Enter, or a double click."""

    changed = Signal()
    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        language = desk.language
        self._language = language
        self.sheet: str | None = None
        self.heading: int | None = None
        self.sheets = QComboBox()
        self.sheets.setAccessibleName(language("Sheet of the workbook"))
        self.sheets.setMinimumWidth(260)
        self.sheets.activated.connect(self._choose_sheet)
        self._summary = label(bold=True)
        self._hint = label(
            language(
                "The row that was taken for the headings is marked. Enter goes on; if it is another row, go to it and press Enter first."
            ),
            role="muted", wrap=True,
        )  # fmt: skip
        self.model = RowsModel(language)
        self.rows = self._view()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(row(self._summary, None, label(language("Sheet")), self.sheets))
        whole.addWidget(self._hint)
        whole.addWidget(self.rows, 1)

    def _view(self) -> QTableView:
        made = RowsView()
        made.entered_row.connect(self.take_heading)
        made.setModel(self.model)
        made.setAccessibleName(self._language("First rows of the sheet"))
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setTabKeyNavigation(False)
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setCornerButtonEnabled(False)
        made.verticalHeader().setDefaultSectionSize(28)
        if made.isRightToLeft():
            made.setItemDelegate(MirroredDelegate(made))
        return made

    def forget(self) -> None:
        """Another file: nothing is said of it yet."""
        self.sheet = self.heading = None

    def show_outline(self, outline: Any, name: str) -> None:  # noqa: ANN401
        """Show how the list looks from outside."""
        self.sheet = outline.sheet
        self._summary.setText(name)
        self.sheets.clear()
        for each in outline.sheets:
            words = self._language.plural("{count} row", "{count} rows", each.row_count)
            self.sheets.addItem(f"{each.name}  ·  {words}", each.name)
        self.sheets.setCurrentIndex(max(self.sheets.findData(outline.sheet), 0))
        self.model.show_outline(outline)
        self._fit()
        place = self.model.index(self.model.place_of(outline.heading), 0)
        self.rows.setCurrentIndex(place)
        self.rows.scrollTo(place, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _fit(self) -> None:
        """As wide as the list needs; a title above it may be cut."""
        metrics = self.rows.fontMetrics()
        for section in range(self.model.columnCount()):
            texts = self.model.texts_below(section)
            widest = max((metrics.horizontalAdvance(each) for each in texts), default=0)
            self.rows.setColumnWidth(section, min(max(widest + 30, NARROWEST), WIDEST))

    def take_heading(self, place: int) -> None:
        """Say that the headings stand in this row; where they were taken from it, go on."""
        if place < 0:
            return
        if self.model.is_heading(place):
            self.done.emit()
            return
        self.heading = self.model.number(place)
        self.changed.emit()

    def choose_sheet(self, name: str) -> None:
        """Look at another sheet."""
        self.sheet, self.heading = name, None
        self.changed.emit()

    def _choose_sheet(self, _index: int) -> None:
        if self.sheets.currentData() != self.sheet:
            self.choose_sheet(str(self.sheets.currentData()))
