"""The per diem grid: people by what they are paid, typed as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.domain.types import Choice
from ssc_desktop.gui.actions import action
from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.tables.record_table import AT_RIGHT, is_latin
from ssc_desktop.gui.tables.row_choosing import NamesChoose
from ssc_desktop.gui.tables.travel_model import (
    CODE_ROLE,
    COLUMNS,
    TOTAL,
    TRAVEL,
    Index,
    SumsModel,
    TravelModel,
    Values,
    field_of,
    is_number,
)
from ssc_desktop.gui.theme import tabular
from ssc_desktop.language import Language

NAME_WIDTH, ROW_HEIGHT, FOOT_HEIGHT = 184, 34, 32
WIDTHS = {
    "travel": 92, "days": 52, "rate": 80, "lodging": 80, "meals": 76, "transport": 80, TOTAL: 92,
    "currency": 72, "paid_on": 90, "receipt_no": 84,
}  # fmt: skip
MOST_UNDONE = 100
AT_LEFT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)
# Room beside a title and a code, and for the names of a list that are wider than their column.
BESIDE_TITLE, BESIDE_CODE, LIST_WIDTH = 18, 28, 190


class TravelDelegate(QStyledItemDelegate):
    """A line to type in, or a list to choose from where the column holds codes."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """On a mirrored screen numbers and Latin words still read from left to right."""
        super().initStyleOption(option, index)
        if option.direction == Qt.LayoutDirection.RightToLeft and is_latin(option.text):
            option.direction = Qt.LayoutDirection.LeftToRight
            side = AT_LEFT if is_number(COLUMNS[index.column()]) else AT_RIGHT
            option.displayAlignment = side

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor of a cell."""
        model: TravelModel = index.model()  # type: ignore[assignment]
        name = COLUMNS[index.column()]
        if isinstance(field_of(name).type, Choice):
            return self._list(parent, model.options(name), model.title(name))
        line = QLineEdit(parent)
        line.setAccessibleName(model.title(name))
        line.setFrame(False)
        if is_number(name):
            line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what the cell holds."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(index.data(CODE_ROLE)), 0))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:  # noqa: ANN401
        """Take what was typed or chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData() or "")
        else:
            super().setModelData(editor, model, index)

    def _list(self, parent: QWidget, options: list[tuple[Any, str]], title: str) -> QComboBox:
        made = QComboBox(parent)
        made.setAccessibleName(title)
        made.addItem("", None)
        for code, words in options:
            made.addItem(words, code)
        made.view().setMinimumWidth(LIST_WIDTH)
        made.activated.connect(lambda _index: self._leave(made))
        return made

    def _leave(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


class TravelView(QTableView):
    """The grid itself; names stay beside and titles above while one scrolls."""

    def __init__(self, model: TravelModel, language: Language) -> None:
        super().__init__()
        self._claims = model
        self._undo: list[Values | Callable[[], None]] = []
        self.setModel(model)
        self.setItemDelegate(TravelDelegate(self))
        self.setAccessibleName(language("Per diem and travel"))
        self.setFont(tabular(self.font()))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self._set_up_headers()
        NamesChoose(self)
        action(self, "fill_down", language, self.fill_down)
        model.modelReset.connect(self._undo.clear)

    def _set_up_headers(self) -> None:
        fixed = QHeaderView.ResizeMode.Fixed
        names, titles = self.verticalHeader(), self.horizontalHeader()
        names.setSectionResizeMode(fixed)
        names.setDefaultSectionSize(ROW_HEIGHT)
        names.setFixedWidth(NAME_WIDTH)
        names.setHighlightSections(True)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        titles.setSectionResizeMode(fixed)
        titles.setHighlightSections(True)
        titles.setStretchLastSection(True)
        for number, name in enumerate(COLUMNS):
            self.setColumnWidth(number, self._width(name))

    def _width(self, name: str) -> int:
        metrics = self.horizontalHeader().fontMetrics()
        title = metrics.horizontalAdvance(self._claims.title(name)) + BESIDE_TITLE
        codes = [words for _, words in self._claims.options(name)] if name == TRAVEL else []
        words = [metrics.horizontalAdvance(each) + BESIDE_CODE for each in codes]
        # The last column takes the room that is left.
        return WIDTHS[name] if name == COLUMNS[-1] else max(WIDTHS[name], title, *words)

    # --- what is done to many cells ---------------------------------------------------------

    def put(self, wanted: Values) -> None:
        """Write values, and keep what was there before to undo it."""
        before = self._claims.put(wanted)
        self.remember(before)

    def remember(self, before: Values | Callable[[], None]) -> None:
        """Keep what was there before, or how to come back to it."""
        if before:
            self._undo = [*self._undo[-MOST_UNDONE:], before]

    def forget(self, way_back: Callable[[], None]) -> None:
        """A way back that was gone elsewhere is not gone again."""
        self._undo = [each for each in self._undo if each is not way_back]

    def clear_chosen(self) -> None:
        """Empty the cells that are selected."""
        self.put({self._cell(index): None for index in self._chosen()})

    def fill_down(self) -> None:
        """Copy the top cell of each column of the selection to the cells below it."""
        wanted: Values = {}
        chosen = self._chosen()
        for column in {each.column() for each in chosen}:
            rows = sorted(each.row() for each in chosen if each.column() == column)
            if len(rows) == 1:
                rows = list(range(rows[0], self._claims.rowCount()))
            value = self._claims.value(rows[0], COLUMNS[column])
            for row in rows[1:]:
                wanted[self._claims.people[row].key, COLUMNS[column]] = value
        self.put(wanted)

    def undo(self) -> bool:
        """Take back the last writing; False when nothing was written."""
        if not self._undo:
            return False
        before = self._undo.pop()
        if callable(before):
            before()
        else:
            self._claims.put(before)
        return True

    def chosen_claims(self) -> list[UUID]:
        """The people of the selection who have a claim, in the order of the list."""
        rows = sorted({each.row() for each in self._chosen()})
        people = [self._claims.people[row].key for row in rows]
        return [each for each in people if each in self._claims.claims.claimed]

    def _chosen(self) -> list[QModelIndex]:
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        return [each for each in chosen if each.isValid() and COLUMNS[each.column()] != TOTAL]

    def _cell(self, index: QModelIndex) -> tuple[Any, str]:
        return self._claims.people[index.row()].key, COLUMNS[index.column()]

    # --- keys -------------------------------------------------------------------------------

    def commitData(self, editor: QWidget) -> None:
        """Take what was typed, to be undone like everything else."""
        index = self.indexAt(editor.geometry().center())
        before = self._claims.data(index, CODE_ROLE)
        cell = self._cell(index) if index.isValid() else None
        super().commitData(editor)
        if cell is not None and self._claims.data(index, CODE_ROLE) != before:
            self.remember({cell: before})

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on to the person below."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._step_down()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties, Enter goes down; arrows and Tab move, a letter begins to type."""
        is_editing = self.state() == QAbstractItemView.State.EditingState
        is_deed = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        empties = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not is_deed
        if not is_editing and empties:
            self.clear_chosen()
        elif not is_editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step_down()
        else:
            super().keyPressEvent(event)

    def moveCursor(
        self, motion: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The cursor jumps over the column of totals."""
        index = super().moveCursor(motion, modifiers)
        if not index.isValid() or COLUMNS[index.column()] != TOTAL:
            return index
        step = 1 if index.column() >= self.currentIndex().column() else -1
        return index.siblingAtColumn(index.column() + step)

    def _step_down(self) -> None:
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)


class TravelGrid(QWidget):
    """The grid and, below it and scrolling with it, what each column comes to."""

    def __init__(self, lists: Lists, language: Language) -> None:
        super().__init__()
        self.model = TravelModel(lists, language, self)
        self.view = TravelView(self.model, language)
        self.sums = SumsModel(self.model, language, self)
        self._foot = QTableView()
        self._set_up_foot(language)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.view, 1)
        whole.addWidget(self._foot)
        self.setFocusProxy(self.view)

    def _set_up_foot(self, language: Language) -> None:
        foot = self._foot
        foot.setModel(self.sums)
        foot.setItemDelegate(TravelDelegate(foot))
        foot.setAccessibleName(language("Totals"))
        foot.setFont(tabular(foot.font()))
        foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        foot.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        foot.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot.setShowGrid(False)
        foot.horizontalHeader().hide()
        foot.horizontalHeader().setStretchLastSection(True)
        for number in range(len(COLUMNS)):
            foot.setColumnWidth(number, self.view.columnWidth(number))
        foot.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        foot.verticalHeader().setDefaultSectionSize(FOOT_HEIGHT)
        foot.verticalHeader().setFixedWidth(NAME_WIDTH)
        foot.setFixedHeight(FOOT_HEIGHT + 4)
        self.view.horizontalScrollBar().valueChanged.connect(foot.horizontalScrollBar().setValue)
