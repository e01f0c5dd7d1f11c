"""The participants of an activity as Qt wants them: typed in place, the last line always empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.tables.people_columns import FAMILY, GHOSTS, GridColumns
from ssc_desktop.gui.tables.people_header import LineHeader
from ssc_desktop.gui.tables.people_lines import Line
from ssc_desktop.gui.tables.people_order import SortedBy, in_order
from ssc_desktop.language import N_, Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
# Beside what Qt asks: what could be taken over from the line above, and whether a cell is in
# trouble (``refused``, ``doubtful`` or nothing).
GHOST_ROLE, TROUBLE_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1

Put = tuple[Line, str, Any]


class LinesModel(QAbstractTableModel):
    """The lines of recorded people in order, then those being typed, then the empty one."""

    counted = Signal()

    def __init__(self, lists: Lists, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.columns = GridColumns(lists, language)
        self.lines: list[Line] = [Line()]
        self.beside = LineHeader(self.columns, language)
        self._sorted_by: SortedBy = None

    @property
    def rows(self) -> list[Line]:
        """The lines of people who are recorded, in the order shown."""
        return [each for each in self.lines if each.listed is not None]

    # --- lines ------------------------------------------------------------------------------

    def show_entries(self, entries: Sequence[Any]) -> None:
        """Show who is on the list; lines in which somebody is being typed stay."""
        known = {each.key: each for each in self.lines if each.is_sent}
        on_way = [each for each in self.lines if each.listed is None]
        lines = []
        for entry in entries:
            line = known.get(entry.key) if known else None
            if line is None:
                line = Line(entry)
            else:
                line.show(entry)
            lines.append(line)
        lines = in_order(lines, self.columns, self._sorted_by)
        if on_way:
            there = {each.key for each in lines}
            lines += [each for each in on_way if each.key not in there]
        if [each.key for each in lines] == [each.key for each in self.lines]:
            self._tell_all()
            return
        self.beginResetModel()
        self.lines = lines
        if not lines or not lines[-1].is_empty:
            lines.append(Line())
        self.endResetModel()
        self.counted.emit()

    def place_of(self, line: Line) -> int:
        """The row of a line; -1 when it is gone."""
        return next((row for row, each in enumerate(self.lines) if each is line), -1)

    def line_of(self, key: UUID) -> Line | None:
        """The line of a person."""
        return next((each for each in self.lines if each.key == key), None)

    def add_lines(self, lines: Sequence[Line]) -> None:
        """Put lines before the one to type in."""
        if not lines:
            return
        row = len(self.lines) - 1
        self.beginInsertRows(NO_INDEX, row, row + len(lines) - 1)
        self.lines[row:row] = lines
        self.endInsertRows()
        self.counted.emit()

    def add_empty(self, count: int) -> None:
        """Have so many more lines to type in, for a block that reaches below the last one."""
        if count > 0:
            row = len(self.lines)
            self.beginInsertRows(NO_INDEX, row, row + count - 1)
            self.lines += [Line() for _ in range(count)]
            self.endInsertRows()

    def empty(self) -> None:
        """Show nobody: the list of another activity is about to come."""
        self.beginResetModel()
        self.lines = [Line()]
        self.endResetModel()

    def drop(self, keys: Iterable[UUID]) -> None:
        """Let lines go."""
        gone = set(keys)
        rows = [row for row, each in enumerate(self.lines[:-1]) if each.key in gone]
        if len(rows) > 1:
            self.beginResetModel()
            self.lines = [each for each in self.lines if each.key not in gone]
            self.endResetModel()
        elif rows:
            self.beginRemoveRows(NO_INDEX, rows[0], rows[0])
            del self.lines[rows[0]]
            self.endRemoveRows()
        if rows:
            self.counted.emit()

    def clear_draft(self, line: Line) -> None:
        """Give up what was typed into a line nobody was recorded from."""
        line.typed.clear()
        line.refused.clear()
        row = self.place_of(line)
        if 0 <= row < len(self.lines) - 1:
            self.drop([line.key])
        else:
            self.tell(line)

    def tell(self, line: Line) -> None:
        """A line looks otherwise now."""
        row = self.place_of(line)
        if row >= 0:
            last = len(self.columns.all) - 1
            self.dataChanged.emit(self.index(row, 0), self.index(row, last))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, row, row)
        self.counted.emit()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a line, and the one to type in."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """All columns, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns.all)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order of the list. Lines being typed stay at the end."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        shown = [self.lines[index.row()] for index in kept]
        self._sorted_by = (column, order) if column >= 0 else None
        typed = [each for each in self.lines if each.listed is None]
        self.lines = [*in_order(self.rows, self.columns, self._sorted_by), *typed]
        places = {id(line): row for row, line in enumerate(self.lines)}
        moved = [
            self.index(places[id(line)], index.column())
            for index, line in zip(kept, shown, strict=True)
        ]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def keep_an_empty_line(self) -> None:
        """Have a line to type in at the end."""
        if not self.lines[-1].is_empty:
            row = len(self.lines)
            self.beginInsertRows(NO_INDEX, row, row)
            self.lines.append(Line())
            self.endInsertRows()

    def _tell_all(self) -> None:
        last = self.index(len(self.lines) - 1, len(self.columns.all) - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.lines) - 1)
        self.counted.emit()


class PeopleModel(LinesModel):
    """What is typed is shown at once; what concerns recorded people is handed on to be saved."""

    written = Signal(object)
    drafted = Signal(object)

    # --- cells ------------------------------------------------------------------------------

    def put(self, cells: Iterable[Put]) -> None:
        """Write into cells: shown at once; of recorded people handed on, of drafts kept."""
        wanted = [each for each in cells if self.columns.value(each[0], each[1]) != each[2]]
        drafts = [each for each in wanted if each[0].is_draft]
        if drafts:
            self.drafted.emit([(line, name, line.typed.get(name)) for line, name, _ in drafts])
        for line, name, value in wanted:
            line.typed[name] = value
            line.refused.pop(name, None)
        self.keep_an_empty_line()
        sent = [each for each in wanted if not each[0].is_draft]
        if sent:
            self.written.emit(sent)
        for line in {id(each[0]): each[0] for each in wanted}.values():
            self.tell(line)

    def put_back(self, drafts: Iterable[Put]) -> None:
        """Take back what was typed into drafts."""
        for line, name, before in drafts:
            if self.place_of(line) < 0:
                self.add_lines([line])
            if before is None:
                line.typed.pop(name, None)
            else:
                line.typed[name] = before
            self.tell(line)
        self.keep_an_empty_line()

    def ghost(self, row: int, name: str) -> Any:  # noqa: ANN401
        """What the line above says that this new line could say too; nothing where it does."""
        line = self.lines[row]
        if name not in GHOSTS or line.is_empty or not line.is_draft or name in line.typed:
            return ""
        return self.columns.value(self.lines[row - 1], name) if row else ""

    # --- what Qt asks -----------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows; written when it is painted, never for all lines at once."""
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line, name = self.lines[index.row()], self.columns.all[index.column()].name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self.columns.text(line, name)
        if role == GHOST_ROLE:
            return self._ghost_text(index.row(), name)
        if role == TROUBLE_ROLE:
            return "refused" if name in line.refused else "doubtful" if name in line.doubts else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(index.row(), name)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Take what was typed."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.put([(self.lines[index.row()], self.columns.all[index.column()].name, value)])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be typed in."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Titles above; beside each line its number and its state."""
        if orientation == Qt.Orientation.Vertical:
            is_there = 0 <= section < len(self.lines)
            return self.beside.data(self.lines[section], section, role) if is_there else None
        if not 0 <= section < len(self.columns.all):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns.all[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _ghost_text(self, row: int, name: str) -> str:
        if name == FAMILY and row == len(self.lines) - 1:
            return self._language(N_("Type a name…"))
        value = self.ghost(row, name)
        return self.columns.written(name, value) if value else ""

    def _said(self, row: int, name: str) -> str:
        line = self.lines[row]
        column = self.columns.all[self.columns.places[name]]
        value = self.columns.text(line, name) or self._ghost_text(row, name)
        said = self._language.labelled(column.title, value)
        trouble = line.trouble(name)
        return f"{said}\n{self._language(trouble)}" if trouble else said
