"""The rows of a list before they are imported: what becomes of each, corrected in place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.dialogs.import_steps import meaning_label
from ssc_desktop.gui.icons import icon, tokens_now
from ssc_desktop.language import N_
from ssc_desktop.services.list_drafts import AMENDABLE, Choice, JudgedRow, State, text_of_row

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
CODE_ROLE = Qt.ItemDataRole.UserRole + 1
ROW, STATE = "row", "state"
COLUMNS = (ROW, STATE, *AMENDABLE)
# What is shown of a state: an icon, its colour, and a word; never the colour alone.
STATES = {
    State.NEW: ("user-plus", "accent", N_("New")),
    State.KNOWN: ("circle-check", "muted", N_("Known")),
    State.LISTED: ("list-checks", "muted", N_("Listed before")),
    State.DOUBLE: ("triangle-alert", "warning", N_("Possible duplicate")),
    State.ASIDE: ("ban", "muted", N_("Left aside")),
    State.ERROR: ("circle-alert", "danger", N_("Cannot come in")),
}
DECIDED = {Choice.SAME: N_("Same person"), Choice.TWO: N_("Two people")}
CODED = {"sex": "sex", "country": "country", "role": "role", "birth": "age_band"}
ALL, TO_DECIDE, TO_CORRECT = "all", "decide", "correct"


def needs_deciding(row: JudgedRow) -> bool:
    """Whether a row resembles somebody, decided or not."""
    return row.state is State.DOUBLE or row.choice in (Choice.SAME, Choice.TWO, Choice.LEAVE)


def needs_a_look(row: JudgedRow) -> bool:
    """Whether a row waits for a person."""
    return row.state is State.DOUBLE or (bool(row.troubles) and row.state is not State.ASIDE)


class ImportModel(QAbstractTableModel):
    """Shows judged rows; what is typed is told, and shown when the row was judged again."""

    amended = Signal(int, str, str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._all: tuple[JudgedRow, ...] = ()
        self._filter = ALL
        self.rows: list[JudgedRow] = []
        self._places: dict[int, int] = {}
        self._titles = [self._title(each) for each in COLUMNS]

    # --- what is shown --------------------------------------------------------------------------

    def show_rows(self, rows: Iterable[JudgedRow]) -> None:
        """Show another list."""
        self._all = tuple(rows)
        self.choose(ALL)

    def give_up_rows(self) -> list[object]:
        """Show nothing any more; what was shown, to be let go elsewhere."""
        self.beginResetModel()
        heap: list[object] = [self._all, self.rows, self._places]
        self._all, self.rows, self._places = (), [], {}
        self.endResetModel()
        return heap

    def choose(self, which: str) -> None:
        """Show all rows, those to decide or those to correct."""
        wanted = {ALL: lambda _row: True, TO_DECIDE: needs_deciding, TO_CORRECT: _has_troubles}
        self.beginResetModel()
        self._filter = which
        self.rows = [each for each in self._all if wanted[which](each)]
        self._places = {each.number: at for at, each in enumerate(self.rows)}
        self.endResetModel()

    def renew(self, rows: Iterable[JudgedRow]) -> None:
        """The same rows judged again: none moves, and none leaves while it is worked on."""
        self._all = tuple(rows)
        for each in self._all:
            place = self._places.get(each.number)
            if place is not None:
                self.rows[place] = each
        if self.rows:
            last = self.index(len(self.rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def count(self, which: str) -> int:
        """How many rows there are to decide or to correct."""
        wanted = needs_deciding if which == TO_DECIDE else _has_troubles
        return len(self._all) if which == ALL else sum(map(wanted, self._all))

    def next_to_look_at(self, place: int, step: int) -> int:
        """The next row that waits for a person, round the end; -1 when none does."""
        count = len(self.rows)
        for distance in range(1, count + 1):
            at = (place + step * distance) % count
            if needs_a_look(self.rows[at]):
                return at
        return -1

    # --- as Qt wants it -------------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The row's number, what becomes of it, and its fields."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Fields can be typed over."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() > 1 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows."""
        if not index.isValid():
            return None
        row, name = self.rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, name)
        if role == Qt.ItemDataRole.EditRole:
            return self._typed(row, name)
        if role == CODE_ROLE:
            return text_of_row(row.row, name)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(row, name)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._why(row, name) or self._text(row, name)
        return self._look(row, name, role)

    def _look(self, row: JudgedRow, name: str, role: int) -> Any:  # noqa: ANN401
        if role == Qt.ItemDataRole.BackgroundRole and _trouble(row, name):
            return tokens_now().colour("danger_tint")
        is_quiet = name == ROW or row.state in (State.ASIDE, State.LISTED)
        if role == Qt.ItemDataRole.ForegroundRole and is_quiet:
            return tokens_now().colour("muted")
        if role == Qt.ItemDataRole.TextAlignmentRole and name == ROW:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Tell what was typed, where it differs from what is there."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, name = self.rows[index.row()], COLUMNS[index.column()]
        text = str(value or "").strip()
        if text == self._typed(row, name).strip() or text == text_of_row(row.row, name):
            return False
        self.amended.emit(row.number, name, text)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if not section else Qt.AlignmentFlag.AlignLeading
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def options(self, name: str) -> list[tuple[Any, str]]:
        """The codes a field is chosen from; none for what is typed."""
        return self._desk.lists.options(CODED[name]) if name in ("sex", "role") else []

    def _title(self, name: str) -> str:
        language = self._desk.language
        if name in (ROW, STATE):
            return language("Row") if name == ROW else language("State")
        return language("Year of birth") if name == "birth" else meaning_label(name, language)

    def _text(self, row: JudgedRow, name: str) -> str:
        if name == ROW:
            return self._desk.language.number(row.number)
        if name == STATE:
            return self.state_words(row)
        return self._typed(row, name)

    def state_words(self, row: JudgedRow) -> str:
        """What becomes of a row, in words."""
        language = self._desk.language
        words = language(STATES[row.state][2])
        if row.choice in DECIDED and row.state is not State.DOUBLE:
            words = language(DECIDED[row.choice])
        if row.troubles and row.state not in (State.ERROR, State.ASIDE):
            return language("{state}, to check", state=words)
        return words

    def _typed(self, row: JudgedRow, name: str) -> str:
        """What is there, or what was typed and could not be read; codes by their name."""
        if name in (ROW, STATE):
            return ""
        text = text_of_row(row.row, name)
        if not text:
            trouble = _trouble(row, name)
            return trouble.value if trouble else ""
        return self._desk.lists.name(CODED[name], text) if name in CODED else text

    def _picture(self, row: JudgedRow, name: str) -> Any:  # noqa: ANN401
        if name == STATE:
            return icon(*STATES[row.state][:2])
        return icon("circle-alert", "danger") if _trouble(row, name) else None

    def _why(self, row: JudgedRow, name: str) -> str:
        if name == STATE:
            return "\n".join(self._desk.language(each.message) for each in row.troubles)
        trouble = _trouble(row, name)
        return self._desk.language(trouble.message) if trouble else ""


def _trouble(row: JudgedRow, name: str) -> Any:  # noqa: ANN401
    return next((each for each in row.troubles if each.field == name), None)


def _has_troubles(row: JudgedRow) -> bool:
    return bool(row.troubles)
