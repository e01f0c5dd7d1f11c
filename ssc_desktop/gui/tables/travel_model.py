"""Per diem and travel as Qt wants it: people by what they are paid, typed in place, totals live."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
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

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.fields import Field, field_named
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.travel import TravelClaim
from ssc_desktop.domain.types import Choice, Day, Decimals
from ssc_desktop.domain.values import read_value
from ssc_desktop.gui.forms.day_editor import day_of
from ssc_desktop.gui.forms.editors import plain_decimal
from ssc_desktop.gui.lists import Lists
from ssc_desktop.language import N_, Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
TRAVEL, TOTAL = "travel", "total"
COLUMNS = (
    TRAVEL, "days", "rate", "lodging", "meals", "transport", TOTAL, "currency", "paid_on",
    "receipt_no",
)  # fmt: skip
PAID = ("days", "rate", "lodging", "meals", "transport")
SUMMED = frozenset({"days", "lodging", "meals", "transport", TOTAL})
CODE_ROLE = Qt.ItemDataRole.UserRole

Cell = tuple[UUID, str]
Values = dict[Cell, object]


@dataclass(frozen=True, slots=True)
class Row:
    """A person on the list: who, what stands below the name, the days attended."""

    key: UUID
    name: str
    below: str
    days_attended: Decimal | None


def field_of(name: str) -> Field:
    """The declared field of a column; travel belongs to the registration."""
    found = field_named(Registration if name == TRAVEL else TravelClaim, name)
    assert found is not None, name
    return found


class Claims:
    """Who is paid what, and what it comes to."""

    def __init__(self, lines: Iterable[Any] = (), nameless: str = "") -> None:
        lines = list(lines)
        self.people = [row_of(each, nameless) for each in lines]
        self.values = {cell: value for each in lines for cell, value in values_of(each).items()}
        self.claimed = {each.listed.participant.id for each in lines if each.claim is not None}

    def value(self, person: UUID, name: str) -> Any:  # noqa: ANN401
        """What a cell holds."""
        return self._total(person) if name == TOTAL else self.values.get((person, name))

    def totals(self) -> dict[str, Decimal]:
        """What is paid in all, by currency."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for each in self.people:
            total = self._total(each.key)
            if total:
                found[str(self.values.get((each.key, "currency")) or "")] += total
        return dict(found)

    def sum_of(self, name: str) -> Decimal | None:
        """The sum of a column; nothing where amounts of several currencies stand in it."""
        if name not in SUMMED or (name != "days" and len(self.totals()) > 1):
            return None
        values = [self.value(each.key, name) for each in self.people]
        return sum((each for each in values if each), Decimal(0))

    @property
    def paid(self) -> int:
        """How many people were paid."""
        return sum(self.values.get((each.key, "paid_on")) is not None for each in self.people)

    def _total(self, person: UUID) -> Decimal | None:
        values = {name: self.values.get((person, name)) for name in PAID}
        if all(value is None for name, value in values.items() if name != "days"):
            return None
        return TravelClaim(**values).total


class TravelModel(QAbstractTableModel):
    """What is typed is shown at once and handed on to be saved; totals follow."""

    written = Signal(object)
    refused = Signal(object)
    summed = Signal()

    def __init__(self, lists: Lists, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists = lists
        self._language = language
        self.claims = Claims()

    @property
    def people(self) -> list[Row]:
        """Everybody on the list, in its order."""
        return self.claims.people

    def show_claims(self, lines: Iterable[Any]) -> None:
        """Show claims that were read; a cell somebody types in is left alone."""
        claims = Claims(lines, self._language(N_("No name")))
        if claims.people == self.people:
            self._replace(claims)
            return
        self.beginResetModel()
        self.claims = claims
        self.endResetModel()
        self.summed.emit()

    # --- what Qt asks -----------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a person."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """What is paid, and what came of it."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """A value as the person's language writes it, or as it is typed."""
        if not index.isValid():
            return None
        name = COLUMNS[index.column()]
        value = self.value(index.row(), name)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(name, value)
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(name, value)
        if role == CODE_ROLE:
            return value
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number(name):
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(index.row(), name, value)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Take what was typed; what reads as no value of the field is refused with the reason."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        name = COLUMNS[index.column()]
        if name == TOTAL:
            return False
        try:
            read = self._read(name, value)
        except Problem as problem:
            self.refused.emit(problem)
            return False
        self.put({(self.people[index.row()].key, name): read})
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The total is counted, not typed."""
        flags = super().flags(index)
        if not index.isValid() or COLUMNS[index.column()] == TOTAL:
            return flags & ~Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """What is paid above, names beside."""
        if orientation == Qt.Orientation.Vertical:
            return self._name_header(section, role)
        if not 0 <= section < len(COLUMNS):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.title(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_amount = is_number(COLUMNS[section])
            side = Qt.AlignmentFlag.AlignTrailing if is_amount else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    # --- values -----------------------------------------------------------------------------

    def value(self, row: int, name: str) -> Any:  # noqa: ANN401
        """What a cell holds."""
        return self.claims.value(self.people[row].key, name)

    def put(self, wanted: Values) -> Values:
        """Write values, tell who saves them, and give back what was there before."""
        held = self.claims.values
        changed = {cell: value for cell, value in wanted.items() if held.get(cell) != value}
        before: Values = {cell: held.get(cell) for cell in changed}
        if changed:
            held |= changed
            self._tell(changed)
            self.written.emit(changed)
        return before

    def all_values(self) -> Values:
        """Everything that is written now, to come back to it."""
        return dict(self.claims.values)

    def options(self, name: str) -> list[tuple[Any, str]]:
        """What can be chosen in a column of codes."""
        code_list: str = field_of(name).type.code_list  # type: ignore[attr-defined]
        return self._lists.options(code_list)

    def title(self, name: str) -> str:
        """The title of a column."""
        return self._language(N_("Total") if name == TOTAL else field_of(name).facts.label)

    def text(self, name: str, value: Any) -> str:  # noqa: ANN401
        """A value as the person's language writes it."""
        if value is None or value == "":
            return ""
        if name == TOTAL or is_number(name):
            return self._language.number(value)
        if name == "currency":
            # Its code is known to everybody and takes no room.
            return str(value)
        kind = field_of(name).type
        if isinstance(kind, Day):
            return self._language.date(value)
        return self._lists.name(kind.code_list, value) if isinstance(kind, Choice) else str(value)

    # --- inside -----------------------------------------------------------------------------

    def _replace(self, claims: Claims) -> None:
        held = self.claims.values
        cells = [each for each, value in claims.values.items() if held.get(each) != value]
        self.claims = claims
        if cells:
            self._tell(cells)

    def _tell(self, cells: Iterable[Cell]) -> None:
        rows = {each.key: number for number, each in enumerate(self.people)}
        total = COLUMNS.index(TOTAL)
        for person, name in cells:
            row = rows[person]
            place = self.index(row, COLUMNS.index(name))
            self.dataChanged.emit(place, place)
            self.dataChanged.emit(self.index(row, total), self.index(row, total))
        self.summed.emit()

    def _read(self, name: str, typed: object) -> Any:  # noqa: ANN401
        field, text = field_of(name), str(typed).strip()
        if isinstance(field.type, Decimals):
            typed = plain_decimal("".join(text.split()))
        elif isinstance(field.type, Day):
            typed = day_of(text) or text
        return read_value(field, typed)

    def _typed(self, name: str, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        if isinstance(value, date):
            return "".join(
                each for each in self._language.date(value) if each not in "\u200e\u200f"
            )
        return "" if value is None else value

    def _said(self, row: int, name: str, value: object) -> str:
        said = self.text(name, value)
        if name == "days" and value is None and self.people[row].days_attended is not None:
            days = self._language.number(self.people[row].days_attended or 0)
            said = self._language(N_("{days} attended"), days=days)
        return self._language.labelled(f"{self.people[row].name}, {self.title(name)}", said)

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


def row_of(line: Any, nameless: str) -> Row:  # noqa: ANN401
    """A person as the grid names one."""
    person, company = line.listed.participant, line.listed.organisation
    below = " · ".join(
        part for part in (person.function, company.short_name if company else "") if part
    )
    return Row(person.id, person.full_name or nameless, below, line.days_attended)


def values_of(line: Any) -> Values:  # noqa: ANN401
    """What the cells of a person hold."""
    key, claim, place = line.listed.participant.id, line.claim, line.listed.registration
    names = [each for each in COLUMNS if each not in (TRAVEL, TOTAL)]
    values: Values = {(key, name): getattr(claim, name, None) for name in names}
    return values | {(key, TRAVEL): place.travel if place else None}


def is_number(name: str) -> bool:
    """Whether a column holds numbers."""
    return name == TOTAL or isinstance(field_of(name).type, Decimals)


class SumsModel(QAbstractTableModel):
    """The one row below the grid: what each column comes to."""

    def __init__(self, claims: TravelModel, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._claims = claims
        self._title = language("Total")
        claims.summed.connect(self._follow)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row."""
        return 0 if parent.isValid() else 1

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The columns of the grid."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """A sum."""
        if not index.isValid():
            return None
        name = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            total = self._claims.claims.sum_of(name)
            if name == "currency" and len(self._claims.claims.totals()) == 1:
                return self._claims.text(name, next(iter(self._claims.claims.totals())))
            return self._claims.text(TOTAL, total) if total else ""
        if role == Qt.ItemDataRole.TextAlignmentRole and is_number(name):
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """What is counted."""
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return self._title if section == 0 else None
        return None

    def _follow(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(0, len(COLUMNS) - 1))
