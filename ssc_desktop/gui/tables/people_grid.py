"""The participants grid: people typed as in a spreadsheet, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.gui.actions import action
from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.memory import Memory
from ssc_desktop.gui.tables.people_columns import FAMILY, NAMING, SEX
from ssc_desktop.gui.tables.people_deeds import PeopleDeeds
from ssc_desktop.gui.tables.people_editors import CellLine, Move, Offer, PeopleDelegate, matching
from ssc_desktop.gui.tables.people_lines import Line
from ssc_desktop.gui.tables.people_model import Index, PeopleModel
from ssc_desktop.gui.tables.people_note import CellNote
from ssc_desktop.language import Language

# From so many letters on, or digits of a telephone number, one may be meant and not hundreds.
FEWEST_LETTERS, FEWEST_DIGITS = 2, 4
# One key says the sex: its letter, the key of that letter on an Arabic keyboard, or how the
# Arabic word begins.
SEX_KEYS = {
    "f": "F", "m": "M", "h": "M", "x": "X", "ب": "F", "ة": "M", "ء": "X", "أ": "F", "ذ": "M",
}  # fmt: skip
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ARROWS: dict[int, QAbstractItemView.CursorAction] = {
    Qt.Key.Key_Up: QAbstractItemView.CursorAction.MoveUp,
    Qt.Key.Key_Down: QAbstractItemView.CursorAction.MoveDown,
    Qt.Key.Key_Left: QAbstractItemView.CursorAction.MoveLeft,
    Qt.Key.Key_Right: QAbstractItemView.CursorAction.MoveRight,
}
KEPT_AS = "table/people_grid"
CONTROLS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier

Answer = Callable[[list[Offer]], None]


class PeopleView(PeopleDeeds):
    """The grid itself. What is done to many cells goes to the model in one step."""

    line_left = Signal(object)
    person_taken = Signal(object, object)
    people_asked = Signal(object, str, object)
    pasted = Signal(str)
    taken_off = Signal()
    moved = Signal()
    editing_ended = Signal()

    def __init__(self, model: PeopleModel, language: Language) -> None:
        super().__init__(model, language)
        self._delegate = PeopleDelegate(self, self._ask)
        self._delegate.left.connect(self.finish)
        self._delegate.fills.connect(self.fill_chosen)
        self.setItemDelegate(self._delegate)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        for name, deed in (
            ("fill_down", self.fill_down),
            ("copy_above", self.copy_above),
            ("sort_column", self.sort_by_current),
        ):
            action(self, name, language, partial(self._after_typing, deed))

    @property
    def editor(self) -> CellLine | None:
        """The cell that is being typed."""
        return self._delegate.editor if self.is_editing else None

    # --- typing -----------------------------------------------------------------------------

    def finish(self, editor: CellLine, move: Move) -> None:
        """Take what was typed or chosen, and leave the cell."""
        line, taken = self.line, editor.taken
        if taken is not None and not isinstance(taken, (str, UUID)):
            editor.taken = None
            editor.setText(editor.before)
            self._delegate.close(editor)
            self.person_taken.emit(line, taken)
            return
        self.commitData(editor)
        self._delegate.close(editor)
        self.step(move)

    def finish_editing(self) -> None:
        """Take what is half typed."""
        editor = self.editor
        if editor is not None:
            self.commitData(editor)
            self._delegate.close(editor)

    def _after_typing(self, deed: Callable[[], None]) -> None:
        self.finish_editing()
        deed()

    def fill_chosen(self, editor: CellLine) -> None:
        """Write what was typed into every selected cell."""
        value = editor.value
        editor.taken, cells = None, self.chosen_cells()
        if not isinstance(value, (str, UUID)):
            value = editor.text().strip()
        editor.setText(editor.before)
        self._delegate.close(editor)
        self.put([(line, name, value) for line, name in cells])

    def _ask(self, editor: CellLine, answer: Answer) -> bool:
        """Offer what may be meant; whether the answer comes later."""
        typed, line = editor.text().strip(), self.line
        if editor.name in NAMING:
            sought = self._sought(editor.name, typed, line)
            if not sought or line is None or not line.is_draft:
                answer([])
                return False
            self.people_asked.emit(editor, sought, answer)
            return True
        options = self._people.columns.options(editor.name)
        answer(matching(typed, options) if options else [])
        return False

    def _sought(self, name: str, typed: str, line: Line | None) -> str:
        if name == "phone":
            return typed if sum(each.isdigit() for each in typed) >= FEWEST_DIGITS else ""
        if len(typed) < FEWEST_LETTERS or line is None:
            return ""
        # Beside a family name the given name tells whom of the family.
        family = str(line.typed.get(FAMILY) or "") if name == "given_names" else ""
        return f"{family} {typed}".strip()

    # --- keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a spreadsheet; any other begins to type."""
        if self.is_editing:
            super().keyPressEvent(event)
        elif not (self._moves(event) or self._does(event) or self._says_sex(event)):
            self._delegate.types_over = event.key() != Qt.Key.Key_F2
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: Any) -> None:  # noqa: ANN401
        """A double click opens a cell to change what it says."""
        self._delegate.types_over = False
        super().mouseDoubleClickEvent(event)

    def _moves(self, event: QKeyEvent) -> bool:
        key, is_back = event.key(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & CONTROLS:
            return False
        if is_back and key in ARROWS:
            self.extend(ARROWS[key])
            return True
        if key in ENTER_KEYS:
            self.step((-1 if is_back else 1, 0))
        elif key == Qt.Key.Key_Tab and not is_back:
            self.take_ghost()
            self.step((0, 1))
        elif key in (Qt.Key.Key_Backtab, Qt.Key.Key_Tab):
            self.step((0, -1))
        else:
            return False
        return True

    def _does(self, event: QKeyEvent) -> bool:
        deeds = (
            (event.matches(QKeySequence.StandardKey.Copy), self.copy),
            (event.matches(QKeySequence.StandardKey.Cut), self.cut),
            (event.matches(QKeySequence.StandardKey.Paste), self._paste),
            (_is(event, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier), self._open_list),
            (_is(event, Qt.Key.Key_Escape), self.give_up),
            (_is(event, Qt.Key.Key_Delete), self.clear_chosen),
            (_is(event, Qt.Key.Key_Backspace), self.clear_chosen),
            (_is(event, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier), self.taken_off.emit),
        )  # fmt: skip
        deed = next((done for is_meant, done in deeds if is_meant), None)
        if deed is not None:
            deed()
        return deed is not None

    def _says_sex(self, event: QKeyEvent) -> bool:
        code = SEX_KEYS.get(event.text().casefold()) if self.column == SEX else None
        if code is None or event.modifiers() & CONTROLS or self.line is None:
            return False
        self.put([(line, name, code) for line, name in self.chosen_cells() if name == SEX])
        if self.line.is_draft:
            self.step((0, 1))
        return True

    def _paste(self) -> None:
        self.pasted.emit(QGuiApplication.clipboard().text())

    def _open_list(self) -> None:
        self._delegate.types_over = False
        self.edit(self.currentIndex())
        if self.editor is not None:
            self.editor.open_list()

    # --- what Qt calls ----------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """A line that is left is recorded."""
        shown = self._people.beside.shows_names
        super().currentChanged(current, previous)
        if shown != self._people.beside.shows_names:
            # The names took room beside, or gave it back, after the cell was scrolled to.
            QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))
        lines = self._people.lines
        if current.row() != previous.row() and 0 <= previous.row() < len(lines):
            left = lines[previous.row()]
            if left.is_draft and not left.is_empty:
                self.line_left.emit(left)
        self.begin_here()
        self.moved.emit()

    def closeEditor(self, editor: Any, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: ANN401
        """The list of what may be meant goes with the cell."""
        if isinstance(editor, CellLine):
            editor.stop_offering()
        super().closeEditor(editor, hint)
        self.editing_ended.emit()
        self.moved.emit()

    def event(self, event: Any) -> bool:  # noqa: ANN401
        """Ctrl+Delete takes the chosen people off the list, not the activity off the lists."""
        if event.type() == event.Type.ShortcutOverride and _is(
            event, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)


class PeopleGrid(QWidget):
    """The grid with what is said below its cells; keeps its columns and their widths."""

    same = Signal(object)
    two = Signal(object)

    def __init__(self, lists: Lists, memory: Memory, language: Language) -> None:
        super().__init__()
        self._memory = memory
        self.model = PeopleModel(lists, language, self)
        self.view = PeopleView(self.model, language)
        self.note = CellNote(self.view.viewport(), language)
        self.note.same.connect(lambda: self._decide(self.same))
        self.note.two.connect(lambda: self._decide(self.two))
        action(self, "same_person", language, lambda: self._decide(self.same))
        action(self, "two_people", language, lambda: self._decide(self.two))
        for said in (self.view.moved, self.model.counted):
            said.connect(self._say)
        for bar in (self.view.verticalScrollBar(), self.view.horizontalScrollBar()):
            bar.valueChanged.connect(self._say)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.view)
        self.setFocusProxy(self.view)
        self._recall()
        header = self.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda place: self.show_chooser(header.mapToGlobal(place))
        )
        for signal in (header.sectionResized, header.sectionMoved):
            signal.connect(lambda *_: self._keep())

    def show_chooser(self, place: QPoint) -> None:
        """Let the person choose the columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self.model.columns.all):
            each = menu.addAction(column.title)
            each.setCheckable(True)
            each.setChecked(not self.view.isColumnHidden(number))
            each.toggled.connect(partial(self.show_column, number))
        menu.popup(place)

    def show_column(self, number: int, shown: bool) -> None:
        """Show a column or hide it; one stays."""
        if shown or len(self.view.shown_columns()) > 1:
            self.view.setColumnHidden(number, not shown)
            self._keep()

    def _say(self) -> None:
        """Say what there is to say of the cell one is on."""
        line, index = self.view.line, self.view.currentIndex()
        if line is None or self.view.is_editing:
            self.note.hide()
        else:
            self.note.say_of(line, self.view.column, self.view.visualRect(index))

    def _decide(self, said: SignalInstance) -> None:
        line = self.view.line
        if line is not None and line.alike:
            said.emit(line)

    def _recall(self) -> None:
        names = [each.name for each in self.model.columns.all]
        state = self._memory.recall(f"{KEPT_AS}/header")
        known = self._memory.words(f"{KEPT_AS}/columns") == names
        if state is None or not known or not self.view.horizontalHeader().restoreState(state):
            for number, column in enumerate(self.model.columns.all):
                self.view.setColumnHidden(number, not column.is_shown)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _keep(self) -> None:
        names = [each.name for each in self.model.columns.all]
        self._memory.keep_words(f"{KEPT_AS}/columns", names)
        self._memory.keep(f"{KEPT_AS}/header", self.view.horizontalHeader().saveState())


def _is(
    event: QKeyEvent,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() == key and held == modifiers
