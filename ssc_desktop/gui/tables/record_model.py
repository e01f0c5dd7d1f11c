"""The rows of a table as Qt wants them: columns made from the declared fields of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.types import Count, Decimals
from ssc_desktop.gui.cells import Cells
from ssc_desktop.language import Language

Index = QModelIndex | QPersistentModelIndex
RECORD_ROLE = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()
# Bodies of text make no column.
LONGEST_IN_COLUMN = 120


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its title, what it shows of a row and what it is sorted by."""

    name: str
    title: str
    text: Callable[[Any], str]
    order: Callable[[Any], Any]
    is_shown: bool = True
    is_number: bool = False
    icon: Callable[[Any], Any] | None = None


def text_column(name: str, title: str, text: Callable[[Any], str]) -> Column:
    """A column of words, sorted as they are written; rows without any come last."""
    return Column(name, title, text, lambda row: (not text(row), text(row).casefold()))


def number_column(name: str, title: str, count: Callable[[Any], int], language: Language) -> Column:
    """A column of numbers; nought is left empty."""
    return Column(
        name,
        title,
        lambda row: language.number(count(row)) if count(row) else "",
        lambda row: (False, count(row)),
        is_number=True,
    )


def columns_of(
    record_class: type,
    cells: Cells,
    language: Language,
    record: Callable[[Any], Any] = lambda row: row,
    unseen: Iterable[str] = (),
) -> list[Column]:
    """The columns of a record class; ``record`` finds the record in a row."""
    made = []
    hidden = set(unseen)
    for field in fields_of(record_class):
        if field.name in hidden:
            continue

        def text(row: Any, field: Any = field) -> str:  # noqa: ANN401
            return cells.text(field, getattr(record(row), field.name, None))[:LONGEST_IN_COLUMN]

        def order(row: Any, field: Any = field) -> Any:  # noqa: ANN401
            return cells.order(field, getattr(record(row), field.name, None))

        made.append(
            Column(
                field.name,
                language(field.facts.label),
                text,
                order,
                is_shown=field.facts.in_table,
                is_number=isinstance(field.type, (Count, Decimals)),
            )
        )
    return made


class RecordTableModel(QAbstractTableModel):
    """Rows and columns; sorting keeps the rows of equal value in their order."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.rows: list[Any] = []
        self._came: list[Any] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows, in the order the person sorted them by."""
        self.beginResetModel()
        self._came = list(rows)
        self._sort()
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many columns there are, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows; written when it is first painted, never for all rows at once."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == RECORD_ROLE:
            return row
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return column.icon(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.is_number:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeading
            if self.columns[section].is_number:
                side = Qt.AlignmentFlag.AlignTrailing
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order in which the rows came."""
        # What is selected is noted in answer to this, so it comes first.
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        shown = [self.rows[index.row()] for index in kept]
        self._sorted_by = (column, order) if column >= 0 else None
        self._sort()
        places = {id(row): number for number, row in enumerate(self.rows)}
        moved = [
            self.index(places[id(row)], index.column())
            for index, row in zip(kept, shown, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _sort(self) -> None:
        self.rows = list(self._came)
        if self._sorted_by is None:
            return
        column, order = self._sorted_by
        key = self.columns[column].order
        empty = [row for row in self.rows if key(row)[0]]
        filled = [row for row in self.rows if not key(row)[0]]
        filled.sort(key=lambda row: key(row)[1], reverse=order == Qt.SortOrder.DescendingOrder)
        self.rows = filled + empty
