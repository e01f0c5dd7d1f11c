"""The attendance grid: people by half-days, driven by arrows, space and one key a state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from ssc_desktop.gui.actions import action
from ssc_desktop.gui.tables.attendance_marks import MarkDelegate, state_typed
from ssc_desktop.gui.tables.attendance_model import AttendanceModel, Marks, TotalsModel
from ssc_desktop.language import Language

NAME_WIDTH, CELL_WIDTH, ROW_HEIGHT, FOOT_HEIGHT = 250, 92, 32, 28
MOST_UNDONE = 100


class AttendanceView(QTableView):
    """The register itself; names stay beside and half-days above while one scrolls."""

    bulk_marked = Signal(int, object)

    def __init__(self, model: AttendanceModel, language: Language) -> None:
        super().__init__()
        self._register = model
        self._undo: list[Marks] = []
        self.setModel(model)
        self.setItemDelegate(MarkDelegate(self))
        self.setAccessibleName(language("Attendance grid"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        action(self, "fill_down", language, self.fill_down)
        model.modelReset.connect(self._undo.clear)

    def _set_up_headers(self) -> None:
        fixed = QHeaderView.ResizeMode.Fixed
        names, days = self.verticalHeader(), self.horizontalHeader()
        names.setSectionResizeMode(fixed)
        names.setDefaultSectionSize(ROW_HEIGHT)
        names.setFixedWidth(NAME_WIDTH)
        names.setSectionsClickable(True)
        names.setHighlightSections(True)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        days.setSectionResizeMode(fixed)
        days.setDefaultSectionSize(CELL_WIDTH)
        days.setFixedHeight(68)
        days.setHighlightSections(True)
        days.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    # --- marking ----------------------------------------------------------------------------

    def mark_chosen(self, state: str | None) -> None:
        """Mark the cells that are selected."""
        self._remember(self._register.mark(self._chosen(), state))

    def toggle_present(self) -> None:
        """Present, or not marked again where all that is selected is present."""
        cells = self._chosen()
        all_present = all(self._register.state(*cell) == "present" for cell in cells)
        self._remember(self._register.mark(cells, None if all_present else "present"))

    def fill_down(self) -> None:
        """Copy the top cell of each column of the selection to the cells below it."""
        chosen = self._chosen()
        before: Marks = {}
        for column in {column for _, column in chosen}:
            rows = sorted(row for row, each in chosen if each == column)
            if len(rows) == 1:
                rows = list(range(rows[0], self._register.rowCount()))
            state = self._register.state(rows[0], column)
            before |= self._register.mark([(row, column) for row in rows], state)
        self._remember(before)

    def mark_all_present(self) -> None:
        """Mark everybody present wherever nothing is marked yet."""
        rows, columns = range(self._register.rowCount()), range(len(self._register.slots_))
        cells = [(r, c) for r in rows for c in columns if self._register.is_empty(r, c)]
        before = self._register.mark(cells, "present")
        self._remember(before)
        if before:
            self.bulk_marked.emit(len(before), lambda: self.take_back(before))

    def undo(self) -> bool:
        """Take back the last marking; False when nothing was marked."""
        if not self._undo:
            return False
        self._register.put(self._undo.pop())
        return True

    def take_back(self, before: Marks) -> None:
        """Take back one marking, whatever was marked since elsewhere."""
        if before in self._undo:
            self._undo.remove(before)
        self._register.put(before)

    def _remember(self, before: Marks) -> None:
        if before:
            self._undo = [*self._undo[-MOST_UNDONE:], before]

    def _chosen(self) -> list[tuple[int, int]]:
        chosen = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        last = len(self._register.slots_)
        return [(i.row(), i.column()) for i in chosen if i.isValid() and i.column() < last]

    # --- keys and pointer -------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter marks, space toggles, Delete clears; arrows, Tab and Enter move."""
        controls = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & controls:
            super().keyPressEvent(event)
            return
        if self._mark_by_key(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step_down()
            return
        if not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)

    def _mark_by_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space:
            self.toggle_present()
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.mark_chosen(None)
            return True
        marks, state = state_typed(event.text())
        if marks:
            self.mark_chosen(state)
        return marks

    def _step_down(self) -> None:
        below = self.currentIndex().siblingAtRow(self.currentIndex().row() + 1)
        if below.isValid():
            self.setCurrentIndex(below)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click toggles as space does."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.toggle_present()

    def moveCursor(
        self, motion: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The cursor never goes into the column of totals."""
        index = super().moveCursor(motion, modifiers)
        if index.isValid() and index.column() >= len(self._register.slots_):
            last = len(self._register.slots_) - 1
            return self._register.index(index.row(), last)
        return index


class AttendanceGrid(QWidget):
    """The register and, below it and scrolling with it, the totals."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.model = AttendanceModel(language, self)
        self.view = AttendanceView(self.model, language)
        self.totals = TotalsModel(self.model, language, self)
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
        foot.setModel(self.totals)
        foot.setAccessibleName(language("Totals"))
        foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        foot.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot.setShowGrid(False)
        foot.horizontalHeader().hide()
        foot.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        foot.horizontalHeader().setDefaultSectionSize(CELL_WIDTH)
        foot.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        foot.verticalHeader().setDefaultSectionSize(FOOT_HEIGHT)
        foot.verticalHeader().setFixedWidth(NAME_WIDTH)
        foot.verticalHeader().setSectionsClickable(False)
        foot.setFixedHeight(self.totals.rowCount() * FOOT_HEIGHT + 4)
        self.view.horizontalScrollBar().valueChanged.connect(foot.horizontalScrollBar().setValue)
