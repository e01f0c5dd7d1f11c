"""The register of an activity as Qt wants it: people by half-days, marks at once, totals live."""

from __future__ import annotations

from collections.abc import Iterable
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

from ssc_desktop.gui.tables.attendance_counts import Counts, Remarks
from ssc_desktop.gui.tables.attendance_order import Arranged, Namer, Wish, arrange
from ssc_desktop.gui.tables.attendance_words import GridWords
from ssc_desktop.language import N_, Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
STATE_ROLE = Qt.ItemDataRole.UserRole
GROUP_ROLE = Qt.ItemDataRole.UserRole + 1
Cell = tuple[UUID, str]
Marks = dict[Cell, str | None]


class AttendanceModel(QAbstractTableModel):
    """Marks are shown at once and handed on to be saved; totals follow every mark.

    Rows are the people as they are arranged; ``counts`` knows everybody, shown or not.
    """

    marked = Signal(object)
    noted = Signal(object, str, str)
    counted = Signal()

    def __init__(
        self, language: Language, parent: QObject | None = None, name: Namer | None = None
    ) -> None:
        super().__init__(parent)
        self.words = GridWords(language, name)
        self.counts = Counts()
        self.slots_: list[str] = []
        self.wish = Wish()
        self._arranged = Arranged()
        self._shown: tuple[int, ...] = ()
        self._numbers: dict[UUID, int] = {}
        self._columns: dict[str, int] = {}
        self._titles: list[str] = []
        self._remarks = Remarks()

    def show_register(self, register: Any, counts: Counts | None = None) -> None:  # noqa: ANN401
        """Show a register that was read, with its counts where they were made beside it."""
        self.beginResetModel()
        self.slots_ = [each.slot for each in register.half_days]
        self._columns = {slot: column for column, slot in enumerate(self.slots_)}
        self._titles = [self.words.half_day(each) for each in register.half_days]
        self.counts = counts or Counts.of(register.people, self.slots_)
        self._numbers = {each.key: number for number, each in enumerate(register.people)}
        self._remarks = Remarks(dict(register.notes), dict(register.contradicted))
        self._arrange()
        self.endResetModel()
        self.counted.emit()

    def arrange_by(self, wish: Wish) -> None:
        """Show other people, or the same in another order."""
        self.beginResetModel()
        self.wish = wish
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self._arranged = arrange(self.counts, self.wish, self.words.value)
        self._shown = self._arranged.people

    # --- what Qt asks -----------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a person."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """One column a half-day, and the total."""
        return 0 if parent.isValid() else len(self.slots_) + bool(self.slots_)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The state of a cell; in the last column how many half-days the person attended."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if column == len(self.slots_):
            return self._total(row, role)
        if role == STATE_ROLE:
            return self.state(row, column)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._told(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Half-days above, names beside."""
        if orientation == Qt.Orientation.Vertical:
            return self._name_header(section, role)
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section <= len(self.slots_):
            last = self.words.language(N_("Total"))
            return self._titles[section] if section < len(self.slots_) else last
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The total cannot be marked."""
        flags = super().flags(index)
        if index.isValid() and index.column() == len(self.slots_):
            return flags & ~Qt.ItemFlag.ItemIsSelectable
        return flags

    # --- who is in a row --------------------------------------------------------------------

    def person(self, row: int) -> Any:  # noqa: ANN401
        """The person of a row."""
        return self.counts.people[self._shown[row]]

    def row_of(self, person: UUID) -> int | None:
        """The row a person is shown in."""
        number = self._numbers.get(person)
        return self._shown.index(number) if number in self._shown else None

    def begins_group(self, row: int) -> bool:
        """Whether another group begins at this row."""
        return row in self._arranged.starts

    # --- marking ----------------------------------------------------------------------------

    def state(self, row: int, column: int) -> str | None:
        """What is marked for a person and a half-day."""
        return self.counts.marks[self._shown[row]][column]

    def mark(self, cells: Iterable[tuple[int, int]], state: str | None) -> Marks:
        """Mark cells (row, column) alike; what was there before comes back, to undo it."""
        return self.put(
            {self.cell(*place): state for place in cells if place[1] < len(self.slots_)}
        )

    def cell(self, row: int, column: int) -> Cell:
        """The person and half-day of a cell."""
        return self.person(row).key, self.slots_[column]

    def put(self, wanted: Marks) -> Marks:
        """Write marks, tell who saves them, and give back what was there before."""
        before: Marks = {}
        for cell, state in wanted.items():
            person, column = self._numbers.get(cell[0]), self._columns.get(cell[1])
            if person is None or column is None:
                continue
            earlier = self.counts.write(person, column, state)
            if earlier != state:
                before[cell] = earlier
        if before:
            self._tell(before)
            self.marked.emit({cell: wanted[cell] for cell in before})
        return before

    def _tell(self, changed: Iterable[Cell]) -> None:
        touched = [(self._numbers[person], self._columns[slot]) for person, slot in changed]
        if len(touched) == 1:
            number = touched[0][0]
            rows = [self._shown.index(number)] if number in self._shown else []
        else:
            numbers = {number for number, _ in touched}
            rows = [row for row, number in enumerate(self._shown) if number in numbers]
        if rows:
            columns = [column for _, column in touched]
            self._tell_cells(rows[0], min(columns), rows[-1], max(columns))
            self._tell_cells(rows[0], len(self.slots_), rows[-1], len(self.slots_))
        self.counted.emit()

    def _tell_cells(self, top: int, first: int, bottom: int, last: int) -> None:
        self.dataChanged.emit(self.index(top, first), self.index(bottom, last))

    # --- notes ------------------------------------------------------------------------------

    def note(self, cell: Cell) -> str:
        """What is noted about a person's half-day."""
        return self._remarks.notes.get(cell, "")

    def is_remarkable(self, row: int, column: int) -> bool:
        """Whether a cell has a note, or says two things at once."""
        return self._remarks.are_on(self.cell(row, column))

    def put_note(self, cell: Cell, note: str) -> None:
        """Write the note of a person's half-day, shown at once and handed on to be saved."""
        if not self._remarks.write(cell, note):
            return
        row = self.row_of(cell[0])
        if row is not None:
            place = self.index(row, self._columns[cell[1]])
            self.dataChanged.emit(place, place)
        self.noted.emit(*cell, note)

    # --- in words ---------------------------------------------------------------------------

    def _told(self, row: int, column: int) -> str:
        cell, title = self.cell(row, column), self._titles[column].replace("\n", " ")
        note, states = self.note(cell), self._remarks.contradicted.get(cell, ())
        return self.words.cell(self.person(row), title, self.state(row, column), note, states)

    def _total(self, row: int, role: int) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.counts.attended_by[self._shown[row]]} / {len(self.slots_)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _name_header(self, section: int, role: int) -> Any:  # noqa: ANN401
        if not 0 <= section < len(self._shown):
            return None
        person = self.person(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.person(person)
        if role == GROUP_ROLE:
            return self.words.beside(person, self.wish.order)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.words.about(person)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None
