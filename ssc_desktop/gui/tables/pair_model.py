"""Two records side by side, a line a field; and the same with one of the two values chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ssc_desktop.gui.icons import icon, tokens_now
from ssc_desktop.gui.tables.record_model import NO_INDEX, RECORD_ROLE, Index
from ssc_desktop.gui.tables.record_table import MirroredDelegate
from ssc_desktop.language import N_, Language

FIELD, ONE, OTHER = range(3)
ROW = 32
SAME, DIFFERENT = N_("the same"), N_("different")
CHOSEN = N_("chosen")


@dataclass(frozen=True, slots=True)
class Pairing:
    """A line: what it is about, what each of the two says, and whether that is the same: two
    organisations of one name are not. ``name`` is the field's."""

    name: str
    label: str
    one: str
    other: str
    is_same: bool

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same."""
        return bool(self.one and self.other) and not self.is_same


class PairModel(QAbstractTableModel):
    """Fields by two records; a sign of its own, not a colour, tells where they differ."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._titles: tuple[str, str] = ("", "")
        self.pairings: list[Pairing] = []

    def show_pairings(self, titles: tuple[str, str], pairings: Iterable[Pairing]) -> None:
        """Show two other records."""
        self.beginResetModel()
        self._titles = titles
        self.pairings = list(pairings)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """A line a field."""
        return 0 if parent.isValid() else len(self.pairings)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The field and the two records."""
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Whose values stand below."""
        if orientation != Qt.Orientation.Horizontal or not FIELD <= section <= OTHER:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return ("", *self._titles)[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows."""
        if not index.isValid():
            return None
        pairing, column = self.pairings[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (pairing.label, pairing.one, pairing.other)[column].replace("\n", " ")
        if role == Qt.ItemDataRole.ToolTipRole:
            return (pairing.label, pairing.one, pairing.other)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column == FIELD:
            said = f", {self._language(self._sign(pairing))}" if self._sign(pairing) else ""
            return pairing.label + said
        if role == RECORD_ROLE:
            return pairing
        return self._look(pairing, column, role, index.row())

    def _sign(self, pairing: Pairing) -> str:
        if pairing.is_same:
            return SAME
        return DIFFERENT if pairing.differs else ""

    def _look(self, pairing: Pairing, column: int, role: int, _row: int) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.DecorationRole and column == FIELD:
            names = {SAME: ("equal", "accent"), DIFFERENT: ("equal-not", "warning")}
            # Where only one of the two says something, the label still stands in line.
            return icon(*names.get(self._sign(pairing), ("minus", "line")))
        if role == Qt.ItemDataRole.ForegroundRole and column == FIELD:
            return tokens_now().colour("muted")
        return None


class ChoiceModel(PairModel):
    """The fields in which two records differ, and of each the value that is to stand."""

    changed = Signal()

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(language, parent)
        self._choices: list[int] = []

    def show_choices(
        self, titles: tuple[str, str], pairings: Sequence[Pairing], choices: Iterable[int]
    ) -> None:
        """Show two other records, with the column that is chosen of each line."""
        self._choices = list(choices)
        self.show_pairings(titles, pairings)
        self.changed.emit()

    @property
    def choices(self) -> list[int]:
        """The column that is chosen, line by line."""
        return list(self._choices)

    def choose(self, row: int, column: int) -> None:
        """Let one of the two values stand."""
        if 0 <= row < len(self._choices) and column in (ONE, OTHER):
            self._choices[row] = column
            self.dataChanged.emit(self.index(row, FIELD), self.index(row, OTHER))
            self.changed.emit()

    def choose_all(self, column: int) -> None:
        """Let the values of one record stand, wherever it says something."""
        for row, pairing in enumerate(self.pairings):
            if (pairing.one, pairing.other)[column - ONE]:
                self.choose(row, column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows; the chosen one is told to who cannot see it."""
        is_chosen = index.isValid() and self._choices[index.row()] == index.column()
        if role == Qt.ItemDataRole.AccessibleTextRole and is_chosen:
            text = str(super().data(index, Qt.ItemDataRole.DisplayRole))
            return f"{text}, {self._language(CHOSEN)}"
        return super().data(index, role)

    def _look(self, pairing: Pairing, column: int, role: int, row: int) -> Any:  # noqa: ANN401
        roles = Qt.ItemDataRole
        if column == FIELD:
            return tokens_now().colour("muted") if role == roles.ForegroundRole else None
        is_chosen = self._choices[row] == column
        if role == roles.DecorationRole:
            return icon(
                "circle-check" if is_chosen else "circle", "accent" if is_chosen else "edge"
            )
        if role == roles.FontRole:
            font = QFont()
            font.setBold(is_chosen)
            return font
        if role == roles.ForegroundRole and not is_chosen:
            return tokens_now().colour("muted")
        return None


class PairView(QTableView):
    """Two records to look at, or to choose from: the arrows choose, up and down go on."""

    def __init__(self, model: PairModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FIELD, QHeaderView.ResizeMode.ResizeToContents)
        if self.isRightToLeft():
            self.setItemDelegate(MirroredDelegate(self))
        self.clicked.connect(lambda index: self._choose(index.row(), index.column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow that points at a value chooses it; the space bar chooses the other one."""
        model, row = self.model(), self.currentIndex().row()
        if not isinstance(model, ChoiceModel) or row < 0:
            super().keyPressEvent(event)
            return
        towards_end = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._choose(row, OTHER if event.key() == towards_end else ONE)
        elif event.key() == Qt.Key.Key_Space:
            self._choose(row, ONE if model.choices[row] == OTHER else OTHER)
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int, column: int) -> None:
        model = self.model()
        if isinstance(model, ChoiceModel):
            model.choose(row, column)


def fuller(one: object, other: object) -> int:
    """Which of two values says more: the column of the first, unless the other adds something."""
    if one in (None, "", ()):
        return OTHER
    if isinstance(one, str) and isinstance(other, str):
        more_words = len(other.split()) > len(one.split())
        initial = one.rstrip(".").casefold()
        completes = other.casefold().startswith(initial) and len(other) > len(one)
        return OTHER if more_words or completes else ONE
    if isinstance(one, tuple) and isinstance(other, tuple):
        return OTHER if len(other) > len(one) else ONE
    return ONE
