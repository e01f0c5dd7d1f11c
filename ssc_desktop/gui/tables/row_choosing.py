"""Rows chosen by the names beside them, on a mirrored screen too."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Qt
from PySide6.QtWidgets import QApplication, QTableView

from ssc_desktop.gui.tables.record_model import Index

_ROWS = QItemSelectionModel.SelectionFlag.Rows


class NamesChoose(QObject):
    """Chooses the rows whose names are pressed or drawn over, as Qt does from left to right.

    From right to left Qt looks for the column one place beyond the view, finds none unless one has
    scrolled, and lets go of the cell one was on: a press on a name chose nothing. Where that happens
    the rows are chosen here; where Qt found a column, nothing is done.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._begun = 0
        self._is_choosing = False
        names = view.verticalHeader()
        names.sectionPressed.connect(self._press)
        names.sectionEntered.connect(self._draw_over)
        view.selectionModel().currentChanged.connect(self._note)

    def _press(self, row: int) -> None:
        if self._is_chosen:
            return
        held = QApplication.keyboardModifiers()
        if held & Qt.KeyboardModifier.ShiftModifier:
            self._choose(self._begun, row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            return
        self._begun = row
        adds = bool(held & Qt.KeyboardModifier.ControlModifier)
        flags = QItemSelectionModel.SelectionFlag
        self._choose(row, row, flags.Toggle if adds else flags.ClearAndSelect)

    def _draw_over(self, row: int) -> None:
        if not self._is_chosen:
            self._choose(self._begun, row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @property
    def _is_chosen(self) -> bool:
        """Whether Qt found a column: it stands on a cell then."""
        return self._view.currentIndex().isValid()

    def _choose(self, first: int, last: int, how: QItemSelectionModel.SelectionFlag) -> None:
        view = self._view
        model, chosen = view.model(), view.selectionModel()
        # The column at the edge where one begins to read, the others scrolled away or hidden.
        column = view.horizontalHeader().logicalIndexAt(view.viewport().width() - 1)
        if column < 0:
            return
        rows = QItemSelection(model.index(min(first, last), 0), model.index(max(first, last), 0))
        self._is_choosing = True
        chosen.setCurrentIndex(
            model.index(last, column), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self._is_choosing = False
        chosen.select(rows, how | _ROWS)

    def _note(self, current: Index) -> None:
        """Shift chooses from the last cell one went to."""
        held = QApplication.keyboardModifiers()
        is_extending = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if current.isValid() and not self._is_choosing and not is_extending:
            self._begun = current.row()
