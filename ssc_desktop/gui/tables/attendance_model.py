"""The register of an activity as Qt wants it: people by half-days, marks at once, totals live."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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

from ssc_desktop.domain.attendance import PRESENT_STATES, TEAM_ROLES
from ssc_desktop.language import N_, Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
STATE_ROLE = Qt.ItemDataRole.UserRole
PARTS = {"AM": N_("Morning"), "PM": N_("Afternoon"), "EV": N_("Evening")}

Cell = tuple[UUID, str]
Marks = dict[Cell, str | None]


@dataclass(frozen=True, slots=True)
class Row:
    """A person on the register: who, and whether the counts include the person."""

    key: UUID
    name: str
    below: str
    sex: str
    is_counted: bool


class AttendanceModel(QAbstractTableModel):
    """Marks are shown at once and handed on to be saved; totals follow every mark."""

    marked = Signal(object)
    counted = Signal()

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.people: list[Row] = []
        self.slots_: list[str] = []
        self._marks: dict[Cell, str] = {}
        self._titles: list[str] = []
        self.present: dict[str, Counter[str]] = {}

    def show_register(self, register: Any) -> None:  # noqa: ANN401
        """Show a register that was read."""
        self.beginResetModel()
        self.people = [self._row(each) for each in register.people]
        self.slots_ = [each.slot for each in register.half_days]
        self._titles = [self._title(each) for each in register.half_days]
        self._marks = dict(register.marks)
        self._count_all()
        self.endResetModel()
        self.counted.emit()

    # --- what Qt asks -----------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a person."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """One column a half-day, and the total."""
        return 0 if parent.isValid() else len(self.slots_) + bool(self.slots_)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The state of a cell; in the last column how many half-days the person attended."""
        if not index.isValid():
            return None
        if index.column() == len(self.slots_):
            return self._total(index.row(), role)
        state = self.state(index.row(), index.column())
        if role == STATE_ROLE:
            return state
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            person = self.people[index.row()].name
            when = self._titles[index.column()].replace("\n", " ")
            return f"{person}, {when}: {self.name_of(state)}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Half-days above, names beside."""
        if orientation == Qt.Orientation.Vertical:
            return self._name_header(section, role)
        if role == Qt.ItemDataRole.DisplayRole and 0 <= section <= len(self.slots_):
            last = self._language(N_("Total"))
            return self._titles[section] if section < len(self.slots_) else last
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The total cannot be marked."""
        flags = super().flags(index)
        if index.isValid() and index.column() == len(self.slots_):
            return flags & ~Qt.ItemFlag.ItemIsSelectable
        return flags

    # --- marking ----------------------------------------------------------------------------

    def state(self, row: int, column: int) -> str | None:
        """What is marked for a person and a half-day."""
        return self._marks.get((self.people[row].key, self.slots_[column]))

    def mark(self, cells: Iterable[tuple[int, int]], state: str | None) -> Marks:
        """Mark cells (row, column) alike; what was there before comes back, to undo it."""
        wanted = {
            (self.people[row].key, self.slots_[column]): state
            for row, column in cells
            if column < len(self.slots_)
        }
        return self.put(wanted)

    def put(self, wanted: Marks) -> Marks:
        """Write marks, tell who saves them, and give back what was there before."""
        changed = {cell: state for cell, state in wanted.items() if self._marks.get(cell) != state}
        before: Marks = {cell: self._marks.get(cell) for cell in changed}
        if not changed:
            return before
        sexes = {each.key: each for each in self.people}
        for cell, state in changed.items():
            self._count(sexes[cell[0]], cell[1], self._marks.get(cell), -1)
            self._count(sexes[cell[0]], cell[1], state, 1)
            if state is None:
                self._marks.pop(cell, None)
            else:
                self._marks[cell] = state
        self._tell(changed)
        self.marked.emit(changed)
        return before

    def is_empty(self, row: int, column: int) -> bool:
        """Whether nothing is marked."""
        return self.state(row, column) is None

    # --- counting ---------------------------------------------------------------------------

    def attended(self) -> Counter[str]:
        """How many people attended at least one half-day, by sex; the team apart."""
        counted = {each.key: each.sex for each in self.people if each.is_counted}
        slots = set(self.slots_)
        there = {
            person
            for (person, slot), state in self._marks.items()
            if state in PRESENT_STATES and person in counted and slot in slots
        }
        return Counter(counted[person] for person in there)

    @property
    def registered(self) -> int:
        """How many people the counts include."""
        return sum(each.is_counted for each in self.people)

    @property
    def participant_days(self) -> float:
        """Two half-days make a participant-day."""
        return sum(each.total() for each in self.present.values()) / 2

    @property
    def unmarked(self) -> int:
        """How many cells are still empty."""
        slots, keys = set(self.slots_), {each.key for each in self.people}
        filled = sum(person in keys and slot in slots for person, slot in self._marks)
        return len(self.people) * len(self.slots_) - filled

    def name_of(self, state: str | None) -> str:
        """A state in words."""
        return self._language(STATE_NAMES.get(state or "", NOT_MARKED))

    def _count_all(self) -> None:
        self.present = {slot: Counter() for slot in self.slots_}
        people = {each.key: each for each in self.people}
        for (person, slot), state in self._marks.items():
            if person in people and slot in self.present:
                self._count(people[person], slot, state, 1)

    def _count(self, person: Row, slot: str, state: str | None, step: int) -> None:
        if state in PRESENT_STATES and person.is_counted:
            self.present[slot][person.sex] += step

    def _tell(self, changed: Marks) -> None:
        rows = {each.key: number for number, each in enumerate(self.people)}
        touched = [rows[person] for person, _ in changed]
        columns = [self.slots_.index(slot) for slot in {slot for _, slot in changed}]
        first, last = self.index(min(touched), min(columns)), self.index(max(touched), max(columns))
        self.dataChanged.emit(first, last)
        total = len(self.slots_)
        self.dataChanged.emit(self.index(min(touched), total), self.index(max(touched), total))
        self.counted.emit()

    def _total(self, row: int, role: int) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.DisplayRole:
            person = self.people[row].key
            states = (self._marks.get((person, slot)) for slot in self.slots_)
            count = sum(state in PRESENT_STATES for state in states)
            return f"{count} / {len(self.slots_)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _name_header(self, section: int, role: int) -> Any:  # noqa: ANN401
        if not 0 <= section < len(self.people):
            return None
        person = self.people[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return person.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{person.name}\n{person.below}" if person.below else person.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _row(self, listed: Any) -> Row:  # noqa: ANN401
        person, company = listed.participant, listed.organisation
        below = " · ".join(
            part for part in (person.function, company.short_name if company else "") if part
        )
        name = person.full_name or self._language(N_("No name"))
        return Row(person.id, name, below, person.sex or "X", listed.role not in TEAM_ROLES)

    def _title(self, half_day: Any) -> str:  # noqa: ANN401
        day, part = half_day.day, self._language(PARTS[half_day.part])
        return f"{self._language.weekday(day)}\n{self._language.date(day)[:5]}\n{part}"


NOT_MARKED = N_("Not marked")
STATE_NAMES = {
    "present": N_("Present"),
    "absent": N_("Absent"),
    "excused": N_("Excused"),
    "late": N_("Late"),
    "left_early": N_("Left early"),
    "online": N_("Online"),
}


class TotalsModel(QAbstractTableModel):
    """The rows below the register: how many were there each half-day, and how many women."""

    def __init__(
        self, register: AttendanceModel, language: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register = register
        self._titles = (language("Attended"), language("Women"))
        register.modelReset.connect(self._reset)
        register.counted.connect(self._follow)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Two rows."""
        return 0 if parent.isValid() else len(self._titles)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The columns of the register."""
        return 0 if parent.isValid() else self._register.columnCount()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """A count."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._count(index.row(), index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """What is counted."""
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section] if 0 <= section < len(self._titles) else None
        return None

    def _count(self, row: int, column: int) -> int:
        counts = self._register.present
        slots = self._register.slots_
        wanted = [slots[column]] if column < len(slots) else slots
        chosen = [counts[slot] for slot in wanted]
        return sum(each.total() if row == 0 else each["F"] for each in chosen)

    def _reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def _follow(self) -> None:
        if self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
