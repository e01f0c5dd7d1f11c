"""The attendance grid: people by half-days, driven by arrows, space and one key a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from ssc_desktop.gui.actions import action
from ssc_desktop.gui.tables.attendance_copying import copied
from ssc_desktop.gui.tables.attendance_marks import ARABIC_N, MarkDelegate, state_typed
from ssc_desktop.gui.tables.attendance_model import AttendanceModel, Cell, Marks
from ssc_desktop.gui.tables.attendance_names import NamesHeader, fit_heads
from ssc_desktop.gui.tables.attendance_note import NoteEditor
from ssc_desktop.gui.tables.attendance_order import Namer
from ssc_desktop.gui.tables.attendance_totals import TotalsModel
from ssc_desktop.gui.tables.row_choosing import NamesChoose
from ssc_desktop.language import Language

NAME_WIDTH, CELL_WIDTH, ROW_HEIGHT, FOOT_HEIGHT = 246, 86, 30, 22
MOST_UNDONE = 100
Back = Callable[[], object]


class AttendanceView(QTableView):
    """The register itself; names stay beside and half-days above while one scrolls."""

    bulk_done = Signal(str, object)
    """What was done to many cells, in words, and what takes it back."""

    def __init__(self, model: AttendanceModel, language: Language) -> None:
        super().__init__()
        self._register = model
        self._language = language
        self._undo: list[Back] = []
        self.setModel(model)
        self.setItemDelegate(MarkDelegate(model, self))
        self.setAccessibleName(language("Attendance grid"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        NamesChoose(self)
        model.modelReset.connect(lambda: fit_heads(self.horizontalHeader(), model, CELL_WIDTH))
        self.filling = action(self, "fill_down", language, self.fill_down)
        self.noting = action(self, "note", language, self.edit_note)

    def _set_up_headers(self) -> None:
        fixed = QHeaderView.ResizeMode.Fixed
        names, days = NamesHeader(self._register, self), self.horizontalHeader()
        self.setVerticalHeader(names)
        names.setSectionResizeMode(fixed)
        names.setDefaultSectionSize(ROW_HEIGHT)
        names.setFixedWidth(NAME_WIDTH)
        self.selectionModel().currentRowChanged.connect(names.follow)
        days.setSectionResizeMode(fixed)
        days.setDefaultSectionSize(CELL_WIDTH)
        days.setHighlightSections(True)
        days.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    # --- marking ----------------------------------------------------------------------------

    def mark_chosen(self, state: str | None) -> None:
        """Mark the cells that are selected."""
        self._remember(self._register.mark(self.chosen(), state))

    def toggle_present(self) -> None:
        """Present, or not marked again where all that is selected is present."""
        cells = self.chosen()
        all_present = all(self._register.state(*cell) == "present" for cell in cells)
        self._remember(self._register.mark(cells, None if all_present else "present"))

    def fill_down(self) -> None:
        """Copy the top cell of each column of the selection to the cells below it."""
        wanted: Marks = {}
        for column, cells in groupby(sorted(self.chosen(), key=_by_column), key=_by_column):
            rows = [row for row, _ in cells]
            if len(rows) == 1:
                rows = list(range(rows[0], self._register.rowCount()))
            state = self._register.state(rows[0], column)
            wanted |= {self._register.cell(row, column): state for row in rows}
        self._remember(self._register.put(wanted))

    def mark_all_present(self) -> None:
        """Mark everybody shown present wherever nothing is marked yet."""
        rows, columns = range(self._register.rowCount()), range(len(self._register.slots_))
        cells = [(r, c) for r in rows for c in columns if self._register.state(r, c) is None]
        before = self._register.mark(cells, "present")
        said = self._language.plural(
            "{count} cell marked present", "{count} cells marked present", len(before)
        )
        self._tell(said, before)

    def copy_day(self, days: Iterable[str]) -> None:
        """Copy the day of the cursor to other days, half-day by half-day: for the rows that are
        selected, or for everybody shown."""
        wanted = copied(self._register, self._rows_meant(), self.day, list(days))
        before = self._register.put(wanted)
        said = self._language.plural("{count} cell copied", "{count} cells copied", len(before))
        self._tell(said, before)

    @property
    def day(self) -> str:
        """The day of the cursor."""
        column = self.currentIndex().column()
        slots = self._register.slots_
        return slots[column][:10] if 0 <= column < len(slots) else ""

    def _rows_meant(self) -> list[int]:
        rows = sorted({row for row, _ in self.chosen()})
        return rows if len(rows) > 1 else list(range(self._register.rowCount()))

    # --- notes ------------------------------------------------------------------------------

    def edit_note(self) -> None:
        """Open the note of the cell under the cursor."""
        index = self.currentIndex()
        if not index.isValid() or index.column() >= len(self._register.slots_):
            return
        cell = self._register.cell(index.row(), index.column())
        about = str(index.data(Qt.ItemDataRole.ToolTipRole)).split("\n")[0]
        editor = NoteEditor(self, self._language, about, self._register.note(cell))
        editor.written.connect(lambda note: self._write_note(cell, note))
        editor.open_below(self.visualRect(index), self.viewport())

    def _write_note(self, cell: Cell, note: str) -> None:
        before = self._register.note(cell)
        self._register.put_note(cell, note)
        self.remember(lambda: self._register.put_note(cell, before))

    # --- undoing ----------------------------------------------------------------------------

    def undo(self) -> bool:
        """Take back the last thing done here; False when nothing was done."""
        if not self._undo:
            return False
        self._undo.pop()()
        return True

    def remember(self, back: Back) -> None:
        """Keep what takes the last thing back."""
        self._undo = [*self._undo[-MOST_UNDONE:], back]

    def forget(self) -> None:
        """Keep nothing: another register is shown."""
        self._undo.clear()

    def _remember(self, before: Marks) -> Back:
        def back() -> None:
            self._register.put(before)

        if before:
            self.remember(back)
        return back

    def _tell(self, said: str, before: Marks) -> None:
        back = self._remember(before)

        def once() -> None:
            if back in self._undo:
                self._undo.remove(back)
            back()

        if before:
            self.bulk_done.emit(said, once)

    def chosen(self) -> list[tuple[int, int]]:
        """The selected cells, or the one under the cursor."""
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
        if event.text() == ARABIC_N:
            self.edit_note()
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


def _by_column(cell: tuple[int, int]) -> int:
    return cell[1]


class AttendanceGrid(QWidget):
    """The register and, below it and scrolling with it, the totals."""

    def __init__(self, language: Language, name: Namer | None = None) -> None:
        super().__init__()
        self.model = AttendanceModel(language, self, name)
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
