"""Contradicting marks of one activity as a grid: people by half-days, what each side says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ssc_desktop.gui.tables.attendance_marks import LETTERS
from ssc_desktop.gui.tables.attendance_words import STATE_NAMES
from ssc_desktop.gui.tables.record_model import NO_INDEX, Index
from ssc_desktop.gui.tables.row_choosing import NamesChoose
from ssc_desktop.language import N_, Language

MOST_SIDES = 3
Side = tuple[str, str, str]
"""Who says something: a laptop, its officer, the office."""
_NOTHING = N_("Not marked")
_DOT = " · "


def is_mark(named: Any) -> bool:  # noqa: ANN401
    """Whether a conflict is about what an attendance list says of somebody."""
    return bool(named.conflict.noun == "attendance" and named.conflict.field == "state")


def activity_of(named: Any) -> str:  # noqa: ANN401
    """The key of the activity of a mark."""
    return str(named.conflict.key).partition("/")[0]


def sides_of(conflicts: Sequence[Any]) -> list[Side]:
    """Everybody who says something in these conflicts, in an order that stays."""
    return sorted(
        {(each.device, each.by, each.office) for named in conflicts for each in named.conflict.values}
    )  # fmt: skip


def said_by(named: Any, side: Side) -> Any:  # noqa: ANN401
    """What a side says in a conflict, its latest; None where it says nothing there."""
    own = [each for each in named.conflict.values if (each.device, each.by, each.office) == side]
    return max(own, key=lambda each: each.at) if own else None


class MarkConflictModel(QAbstractTableModel):
    """Rows are people, columns half-days; a cell shows what each side says, in their order."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language
        self.sides: list[Side] = []
        self.people: list[tuple[str, str]] = []
        self.half_days: list[tuple[str, str]] = []
        self.cells: dict[tuple[int, int], Any] = {}

    def show_conflicts(self, conflicts: Sequence[Any]) -> None:
        """Show the contradicting marks of one activity."""
        self.beginResetModel()
        self.sides = sides_of(conflicts)
        told = [(_place(each), each) for each in conflicts]
        names = {person: name for (person, _, name, _), _ in told}
        titles = {slot: title for (_, slot, _, title), _ in told}
        self.people = sorted(names.items(), key=lambda each: (each[1].casefold(), each[0]))
        self.half_days = sorted(titles.items())
        rows = {person: at for at, (person, _) in enumerate(self.people)}
        columns = {slot: at for at, (slot, _) in enumerate(self.half_days)}
        self.cells = {(rows[person], columns[slot]): each for (person, slot, _, _), each in told}
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many people."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """How many half-days."""
        return 0 if parent.isValid() else len(self.half_days)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The letters of what each side says; in words for the tip and for who listens."""
        named = self.cells.get((index.row(), index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if named is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            values = (said_by(named, side) for side in self.sides)
            return " ≠ ".join(LETTERS.get(each.value, "–") for each in values if each is not None)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._in_words(named)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Names beside the rows, half-days above the columns."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        told = self.half_days if orientation == Qt.Orientation.Horizontal else self.people
        return told[section][1] if 0 <= section < len(told) else None

    def decided(self, indexes: Sequence[Index], number: int) -> Mapping[str, Any]:
        """What the side of this number says in these cells, by conflict; cells in which it says
        nothing are left."""
        found = {}
        for index in indexes:
            named = self.cells.get((index.row(), index.column()))
            if named is not None and number < len(self.sides):
                said = said_by(named, self.sides[number])
                if said is not None:
                    found[named.id] = said.value
        return found

    def _in_words(self, named: Any) -> str:  # noqa: ANN401
        lines = [named.title]
        for number, side in enumerate(self.sides):
            said = said_by(named, side)
            if said is not None:
                state = self._language(STATE_NAMES.get(said.value, _NOTHING))
                lines.append(f"{number + 1}  {state}{_DOT}{name_of(side)}")
        return "\n".join(lines)


def name_of(side: Side) -> str:
    """A side as people call it."""
    device, officer, office = side
    return _DOT.join(each for each in (officer, office) if each) or device


def _place(named: Any) -> tuple[str, str, str, str]:  # noqa: ANN401
    """The person and the half-day of a mark, and what each is called."""
    _, person, slot = str(named.conflict.key).split("/", 2)
    name, found, title = named.title.rpartition(_DOT)
    return person, slot, name, title if found else named.title


class MarkConflictView(QTableView):
    """The grid: arrows go through the cells, 1 to 3 let that side's marks stand."""

    decided = Signal(int)

    def __init__(self, model: MarkConflictModel, title: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(title)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setDefaultSectionSize(32)
        self.verticalHeader().setMaximumWidth(220)
        NamesChoose(self)

    def event(self, event: QEvent) -> bool:
        """A digit is meant for the cells here, not for the conflict beside."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and side_typed(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a side stand in the chosen cells."""
        number = side_typed(event)
        if number is None:
            super().keyPressEvent(event)
        else:
            self.decided.emit(number)


def side_typed(event: QKeyEvent) -> int | None:
    """The side that a key names, also typed with other digits; None for any other key."""
    text = event.text()
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if bare != Qt.KeyboardModifier.NoModifier or len(text) != 1 or not text.isdecimal():
        return None
    number = int(text) - 1
    return number if 0 <= number < MOST_SIDES else None
