"""The steps of a history as lines: one a field, fetched a page at a time as one scrolls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QFont

from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.tables.record_model import NO_INDEX, RECORD_ROLE, Index
from ssc_desktop.language import N_, Language

if TYPE_CHECKING:
    from ssc_desktop.services.history_steps import FieldChange, Step

AT_ONCE = 100
COLUMNS = (N_("When"), N_("Changed by"), N_("About"), N_("Field"), N_("Before"), N_("After"))
WHEN, WHO, RECORD, FIELD, BEFORE, AFTER = range(6)
KINDS = {
    "created": N_("Recorded"),
    "changed": N_("Changed"),
    "removed": N_("Removed"),
    "restored": N_("Restored"),
}
STATES = {
    "contested": N_("Contradicts another value: not decided yet"),
    "concurrent": N_("Written while somebody else wrote another value"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a field that a step changed, or the step itself where it changed none."""

    step: Step
    change: FieldChange | None
    is_first: bool

    @property
    def can_be_put_back(self) -> bool:
        """Whether there is an earlier value to write again."""
        return self.change is not None and self.step.kind != "created"


def lines_of(steps: Iterable[Step], field: str = "") -> list[Line]:
    """The lines of these steps; of one field only where it is named."""
    found = []
    for step in steps:
        changes = [each for each in step.fields if field in ("", each.field)]
        is_telling = step.kind != "changed" and not field
        if is_telling:
            found.append(Line(step, None, is_first=True))
        found += [
            Line(step, each, is_first=number == 0 and not is_telling)
            for number, each in enumerate(changes)
        ]
    return found


class HistoryModel(QAbstractTableModel):
    """Lines as Qt wants them; shows some at first and more when one scrolls on."""

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.lines: list[Line] = []
        self._shown = 0
        # Whoever is told of other lines may ask for more at once, before all others are told.
        self._is_telling = False

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the first."""
        self._is_telling = True
        self.beginResetModel()
        self.lines = list(lines)
        self._shown = min(len(self.lines), AT_ONCE)
        self.endResetModel()
        self._is_telling = False

    def add_lines(self, lines: Sequence[Line]) -> None:
        """Have more lines to show after these."""
        self.lines += lines

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many lines are shown."""
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """When, who, which record, which field, before, after."""
        return 0 if parent.isValid() else len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there are lines that are not shown yet."""
        is_more = self._shown < len(self.lines)
        return is_more and not parent.isValid() and not self._is_telling

    def fetchMore(self, parent: Index) -> None:
        """Show some more."""
        if not self.canFetchMore(parent):
            return
        last = min(self._shown + AT_ONCE, len(self.lines))
        self._is_telling = True
        self.beginInsertRows(NO_INDEX, self._shown, last - 1)
        self._shown = last
        self.endInsertRows()
        self._is_telling = False

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(line, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == AFTER and self._state(line):
            return icon("triangle-alert", "warning")
        if role == Qt.ItemDataRole.FontRole and line.change is None:
            font = QFont()
            font.setBold(True)
            return font
        return line if role == RECORD_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._language(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, line: Line, column: int) -> str:
        step, change = line.step, line.change
        if column == WHEN:
            return self._language.moment(step.at) if line.is_first else ""
        if column == WHO:
            return self.who(step) if line.is_first else ""
        if column == RECORD:
            return step.about if line.is_first else ""
        if column == FIELD:
            return change.label if change else self._language(KINDS[step.kind])
        if change is None:
            return ""
        return one_line(change.before if column == BEFORE else change.after)

    def who(self, step: Step) -> str:
        """Who did it, in which office."""
        by = step.by or self._language("Unknown")
        return " · ".join(part for part in (by, step.office) if part)

    def _tip(self, line: Line, column: int) -> str:
        if column == WHO:
            place = "This laptop" if line.step.is_own else "Another laptop"
            return f"{self.who(line.step)}\n{self._language(PLACES[place])}"
        if column == AFTER and (state := self._state(line)):
            return f"{line.change.after if line.change else ''}\n{self._language(state)}".strip()
        if line.change is not None and column in (BEFORE, AFTER):
            return line.change.before if column == BEFORE else line.change.after
        return self._text(line, column)

    @staticmethod
    def _state(line: Line) -> str:
        return STATES.get(line.change.state, "") if line.change is not None else ""


PLACES = {"This laptop": N_("This laptop"), "Another laptop": N_("Another laptop")}


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())
