"""A table of records: keeps its columns, widths and sort; says what to do when it is empty."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolButton,
    QWidget,
)

from ssc_desktop.gui.actions import tool_for
from ssc_desktop.gui.memory import Memory
from ssc_desktop.gui.tables.copying import offer
from ssc_desktop.gui.tables.record_model import Column, Index, RecordTableModel
from ssc_desktop.language import Language

ROW_HEIGHT = 34
AT_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)


class MirroredDelegate(QStyledItemDelegate):
    """On a mirrored screen a Latin name or a telephone number still reads from left to right."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Turn the line of the cell, not its place: it stands at the right all the same."""
        super().initStyleOption(option, index)
        if is_latin(option.text):
            option.direction = Qt.LayoutDirection.LeftToRight
            # The icon stays where the line begins on this screen.
            option.decorationPosition = QStyleOptionViewItem.Position.Right
            option.displayAlignment = AT_RIGHT


def is_latin(text: str) -> bool:
    """Whether a line reads from left to right: its first letter does, or it has none."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind == "L"
    return bool(text)


class RecordView(QTableView):
    """The grid itself; Enter opens a row."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(48)
        self.doubleClicked.connect(self._open)
        if self.isRightToLeft():
            self.setItemDelegate(MirroredDelegate(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row the person is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: Any) -> None:  # noqa: ANN401
        if index.isValid():
            model: RecordTableModel = self.model()  # type: ignore[assignment]
            self.opened.emit(model.rows[index.row()])


class RecordTable(QStackedWidget):
    """The grid, or the words that stand in its place while there are no rows."""

    opened = Signal(object)
    chosen = Signal()

    def __init__(
        self, name: str, columns: Sequence[Column], memory: Memory, title: str, empty: QWidget
    ) -> None:
        super().__init__()
        self._name = f"table/{name}"
        self._memory = memory
        self.model = RecordTableModel(columns, self)
        self.view = RecordView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(title)
        self.view.opened.connect(self.opened)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        offer(self.view, Language(memory.language))
        self.addWidget(self.view)
        self.addWidget(empty)
        self._recall()
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.show_chooser(header.mapToGlobal(place))
        )
        for signal in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            signal.connect(lambda *_: self._keep())

    def show_rows(self, rows: Iterable[Any]) -> None:
        """Show other rows, with the same ones chosen where they are still there."""
        chosen = {self._key(row) for row in self.chosen_rows()}
        scrolled = self.view.verticalScrollBar().value()
        self.model.show_rows(rows)
        self.setCurrentIndex(0 if self.model.rows else 1)
        self._choose_again(chosen)
        self.view.verticalScrollBar().setValue(scrolled)

    def chosen_rows(self) -> list[Any]:
        """The rows that are selected, from the top."""
        chosen = self.view.selectionModel().selectedRows()
        return [self.model.rows[each.row()] for each in sorted(chosen, key=lambda i: i.row())]

    def allow(self, *actions: QAction) -> None:
        """Offer actions in the context menu of a row."""
        self.view.insertActions(self.view.actions()[0], list(actions))

    def chooser_button(self, made: QAction) -> QToolButton:
        """The button that opens the column chooser."""
        button = tool_for(made)
        made.triggered.connect(
            lambda: self.show_chooser(button.mapToGlobal(QPoint(0, button.height())))
        )
        return button

    def show_chooser(self, place: QPoint) -> None:
        """Let the person choose the columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self.model.columns):
            each = menu.addAction(column.title)
            each.setCheckable(True)
            each.setChecked(not self.view.isColumnHidden(number))
            each.toggled.connect(lambda shown, number=number: self._show_column(number, shown))
        menu.popup(place)

    def show_column(self, name: str, *, shown: bool) -> None:
        """Show or hide a column, as what the rows are about asks for it."""
        names = [each.name for each in self.model.columns]
        self.view.setColumnHidden(names.index(name), not shown)

    def _show_column(self, number: int, shown: bool) -> None:
        self.view.setColumnHidden(number, not shown)
        self._keep()

    def _recall(self) -> None:
        header = self.view.horizontalHeader()
        known = self._memory.words(f"{self._name}/columns")
        names = [each.name for each in self.model.columns]
        state = self._memory.recall(f"{self._name}/header")
        # A state of other columns, from an older release, would hide the wrong ones.
        if state is not None and known == names and header.restoreState(state):
            return
        for number, column in enumerate(self.model.columns):
            self.view.setColumnHidden(number, not column.is_shown)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def set_widths(self, **widths: int) -> None:
        """Widths of the first time; those a person chose stay."""
        if self._memory.recall(f"{self._name}/header") is not None:
            return
        for number, column in enumerate(self.model.columns):
            if column.name in widths:
                self.view.setColumnWidth(number, widths[column.name])
        self._memory.keep(f"{self._name}/header", self.view.horizontalHeader().saveState())

    def _keep(self) -> None:
        names = [each.name for each in self.model.columns]
        self._memory.keep_words(f"{self._name}/columns", names)
        self._memory.keep(f"{self._name}/header", self.view.horizontalHeader().saveState())

    def _key(self, row: Any) -> object:  # noqa: ANN401
        record = getattr(row, "participant", row)
        return getattr(record, "id", id(row))

    def choose(self, keys: set[Any]) -> bool:
        """Choose the rows of these keys, and go to the first; whether there is one."""
        places = [at for at, row in enumerate(self.model.rows) if self._key(row) in keys]
        selection = self.view.selectionModel()
        rows = QItemSelectionModel.SelectionFlag.Rows
        # Not by selectRow: on a mirrored screen Qt looks for a column beyond the last one.
        for number, place in enumerate(places):
            index = self.model.index(place, 0)
            if number:
                selection.select(index, rows | QItemSelectionModel.SelectionFlag.Select)
            else:
                selection.setCurrentIndex(
                    index, rows | QItemSelectionModel.SelectionFlag.ClearAndSelect
                )
        return bool(places)

    def _choose_again(self, keys: set[object]) -> None:
        if self.model.rows and not self.choose(keys):
            self.view.setCurrentIndex(self.model.index(0, 0))
