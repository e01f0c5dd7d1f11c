"""The grid in which a list is corrected before it is imported, by keyboard or pointer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ssc_desktop.gui.forms.editors import LATIN_FIELDS
from ssc_desktop.gui.tables.import_model import CODE_ROLE, COLUMNS, STATE, ImportModel
from ssc_desktop.gui.tables.record_table import AT_RIGHT, ROW_HEIGHT, is_latin
from ssc_desktop.gui.widgets.plain import left_to_right
from ssc_desktop.language import Language

Index = QModelIndex | QPersistentModelIndex
WIDTHS = {
    "row": 58, "state": 200, "family_name": 130, "given_names": 130, "name_ar": 120, "sex": 84,
    "birth": 150, "country": 110, "city": 110, "organisation": 150, "function": 140, "phone": 140,
    "email": 180, "role": 110,
}  # fmt: skip


class ImportDelegate(QStyledItemDelegate):
    """A line to type in, or a list to choose from where the column holds codes."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor of a cell."""
        model: ImportModel = index.model()  # type: ignore[assignment]
        name = COLUMNS[index.column()]
        title = str(model.headerData(index.column(), Qt.Orientation.Horizontal))
        options = model.options(name)
        if options:
            return self._list(parent, options, title)
        line = QLineEdit(parent)
        line.setAccessibleName(title)
        if name in LATIN_FIELDS:
            left_to_right(line)
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
        made.addItem("", "")
        for code, words in options:
            made.addItem(words, code)
        made.view().setMinimumWidth(170)
        made.activated.connect(lambda _index: self._leave(made))
        return made

    def _leave(self, editor: QComboBox) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


class MirroredImportDelegate(ImportDelegate):
    """On a mirrored screen Latin words and numbers still read from left to right."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Turn the line of a cell; asked for every cell that is painted, so only where needed."""
        super().initStyleOption(option, index)
        if is_latin(option.text):
            option.direction = Qt.LayoutDirection.LeftToRight
            option.displayAlignment = AT_RIGHT
            option.decorationPosition = QStyleOptionViewItem.Position.Right


class ImportGrid(QTableView):
    """The rows of the list. Typing replaces, Enter or F2 edits, Delete empties a cell."""

    moved = Signal()

    def __init__(self, model: ImportModel, language: Language) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        is_mirrored = self.isRightToLeft()
        self.setItemDelegate(MirroredImportDelegate(self) if is_mirrored else ImportDelegate(self))
        self.setAccessibleName(language("People of the list"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        for section, name in enumerate(COLUMNS):
            self.setColumnWidth(section, WIDTHS[name])
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    @property
    def numbers(self) -> list[int]:
        """The numbers of the rows that are chosen, from the top."""
        places = {each.row() for each in self.selectionModel().selectedIndexes()}
        return [self._rows.rows[place].number for place in sorted(places)]

    @property
    def current(self) -> Any:  # noqa: ANN401
        """The row one is on."""
        place = self.currentIndex().row()
        return self._rows.rows[place] if 0 <= place < len(self._rows.rows) else None

    def go_to(self, place: int) -> None:
        """Go to a row: to what is wrong with it, else to what becomes of it."""
        row = self._rows.rows[place]
        name = row.troubles[0].field if row.troubles else STATE
        index = self._rows.index(place, COLUMNS.index(name))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def step_to_next(self, step: int) -> bool:
        """Go to the next row that waits for a person; False when none does."""
        place = self._rows.next_to_look_at(self.currentIndex().row(), step)
        if place >= 0:
            self.go_to(place)
        return place >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits the cell, Delete empties it."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        )  # fmt: skip
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and plain:
            for index in self.selectionModel().selectedIndexes():
                if index.column() > 1:
                    self._rows.setData(index, "")
        else:
            super().keyPressEvent(event)
