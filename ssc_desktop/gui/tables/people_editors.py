"""The line one types a cell of the participants grid in, with what may be meant below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
    QPolygon,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ssc_desktop.domain.names import fold
from ssc_desktop.gui.forms.editors import ARABIC_FIELDS, LATIN_FIELDS
from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.people_model import GHOST_ROLE, TROUBLE_ROLE, Index, PeopleModel
from ssc_desktop.gui.tables.record_table import AT_RIGHT, MirroredDelegate, is_latin

MOST_OFFERED, OFFER_HEIGHT, OFFER_WIDTH = 8, 30, 320
CORNER = 7
# How the cursor leaves a cell: whole lines down, cells along.
Move = tuple[int, int]
STAY: Move = (0, 0)

Offer = tuple[str, Any]
Asked = Callable[["CellLine", Callable[[list[Offer]], None]], bool]


class Offers(QListView):
    """What may be meant, below the cell; the keyboard stays in the cell."""

    picked = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("completions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self._offers: list[Offer] = []
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        if self.isRightToLeft():
            self.setItemDelegate(MirroredDelegate(self))
        self.clicked.connect(lambda _index: self.picked.emit())
        self.hide()

    @property
    def chosen(self) -> Any:  # noqa: ANN401
        """What the cursor of the list is on; None before it went there."""
        row = self.currentIndex().row()
        return self._offers[row][1] if self.isVisible() and 0 <= row < len(self._offers) else None

    def show_offers(self, offers: list[Offer], cell: QWidget) -> None:
        """Show what may be meant below a cell, or above it where there is no room."""
        self._offers = offers[:MOST_OFFERED]
        self._items.clear()
        for words, _ in self._offers:
            item = QStandardItem(words)
            item.setSizeHint(QSize(0, OFFER_HEIGHT))
            self._items.appendRow(item)
        self.setVisible(bool(self._offers))
        if self._offers:
            self._place(cell)

    def step(self, by: int) -> None:
        """Move the cursor of the list; before the first is back in the cell."""
        row = self.currentIndex().row() + by
        if row < 0:
            self.clearSelection()
            self.setCurrentIndex(self.rootIndex())
        else:
            self.setCurrentIndex(self._items.index(min(row, len(self._offers) - 1), 0))

    def _place(self, cell: QWidget) -> None:
        window = self._window
        widest = max(self.sizeHintForColumn(0) + 28, cell.width(), OFFER_WIDTH)
        width = min(widest, window.width() - 16)
        height = OFFER_HEIGHT * len(self._offers) + 12
        corner = cell.mapTo(window, QPoint(0, cell.height()))
        left = corner.x() + cell.width() - width if self.isRightToLeft() else corner.x()
        left = max(8, min(left, window.width() - width - 8))
        below = corner.y() + height <= window.height() - 8
        top = corner.y() + 1 if below else corner.y() - cell.height() - height - 1
        self.setGeometry(left, top, width, height)
        self.raise_()


class CellLine(QLineEdit):
    """A cell being typed. Down goes into the list of what may be meant, Enter takes from it."""

    def __init__(self, parent: QWidget, window: QWidget, name: str, title: str) -> None:
        super().__init__(parent)
        self.name = name
        self.before = ""
        self.is_typed_over = False
        self.taken: Any = None
        self._ask: Asked | None = None
        self._is_asking = False
        self._steps = 0
        self._waits_to_take = False
        self._is_over = False
        self.setFrame(False)
        self.setAccessibleName(title)
        if name in LATIN_FIELDS:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        elif name in ARABIC_FIELDS:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.offers = Offers(window)
        self.textEdited.connect(lambda _text: self._typed())
        self.destroyed.connect(self.offers.deleteLater)

    finished = Signal(object)

    @property
    def has_changed(self) -> bool:
        """Whether another text stands in the cell than before."""
        return self.text().strip() != self.before.strip() or self.taken is not None

    @property
    def value(self) -> Any:  # noqa: ANN401
        """The code or key that was taken from the list, else the text."""
        return self.text().strip() if self.taken is None else self.taken

    def offer_with(self, ask: Asked) -> None:
        """Ask here for what may be meant by what was typed so far."""
        self._ask = ask
        self.offers.picked.connect(lambda: self._take(STAY))

    def stop_offering(self) -> None:
        """The cell is left: nothing is offered any more."""
        self._is_over = True
        self.offers.hide()

    def open_list(self) -> None:
        """Offer without a letter being typed."""
        self._typed()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key is meant for the list; it is then done."""
        key, is_open = event.key(), self.offers.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and (is_open or self._is_asking):
            way = 1 if key == Qt.Key.Key_Down else -1
            if self._is_asking:
                # A list that is still being read is gone into when it comes.
                self._steps += way
            else:
                self.offers.step(way)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return self._takes_from_list((0, 1) if key == Qt.Key.Key_Tab else (1, 0))
        return False

    def _takes_from_list(self, move: Move) -> bool:
        if self._is_asking and self._steps:
            self._waits_to_take = True
            return True
        if self.offers.chosen is None:
            return False
        self._take(move)
        return True

    def _take(self, move: Move) -> None:
        self.taken = self.offers.chosen
        if self.taken is not None:
            self.finished.emit(move)

    def _typed(self) -> None:
        self._steps, self._waits_to_take = 0, False
        if self._ask is None:
            return
        text = self.text()

        def answer(offers: list[Offer]) -> None:
            # What comes after the cell was left is for nobody.
            if self.text() == text and not self._is_over:
                self._offered(offers)

        self._is_asking = True
        if not self._ask(self, answer):
            self._is_asking = False

    def _offered(self, offers: list[Offer]) -> None:
        self._is_asking = False
        self.offers.show_offers(offers, self)
        steps, self._steps = self._steps, 0
        for _ in range(steps if offers else 0):
            self.offers.step(1)
        if self._waits_to_take:
            self._waits_to_take = False
            if self.offers.chosen is not None:
                self._take((1, 0))
            else:
                self.finished.emit((1, 0))


def move_of(event: QKeyEvent, editor: CellLine) -> Move | None:
    """Where a key leaves the cell for; None while it stays."""
    key, modifiers = event.key(), event.modifiers()
    is_back = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return (-1, 0) if is_back else (1, 0)
    if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and is_back):
        return (0, -1)
    if key == Qt.Key.Key_Tab:
        return (0, 1)
    return _ARROWS.get(key) if editor.is_typed_over or key in _UPRIGHT else None


_UPRIGHT = (Qt.Key.Key_Up, Qt.Key.Key_Down)
# In a cell that was typed over the arrows leave it, as in a spreadsheet; F2 keeps them inside.
_ARROWS: dict[int, Move] = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class PeopleDelegate(QStyledItemDelegate):
    """Paints cells with their trouble and their ghost, and edits them in a line."""

    left = Signal(object, object)
    fills = Signal(object)

    def __init__(self, view: QWidget, ask: Asked) -> None:
        super().__init__(view)
        self._ask = ask
        # Whether the next cell is opened by typing over it, not to change what it says.
        self.types_over = False
        self.editor: CellLine | None = None

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """On a mirrored screen Latin names and numbers still read from left to right."""
        super().initStyleOption(option, index)
        ghost = "" if option.text else index.data(GHOST_ROLE)
        if ghost:
            option.text = ghost
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, tokens_now().colour("muted"))
            option.font.setItalic(True)
        if option.direction == Qt.LayoutDirection.RightToLeft and is_latin(option.text):
            option.direction = Qt.LayoutDirection.LeftToRight
            option.displayAlignment = AT_RIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell in trouble is tinted and has a mark in its corner."""
        trouble = index.data(TROUBLE_ROLE)
        tokens = tokens_now()
        if trouble:
            tint = "danger_tint" if trouble == "refused" else "warning_tint"
            painter.fillRect(option.rect, tokens.colour(tint))
        super().paint(painter, option, index)
        painter.save()
        if trouble:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("danger" if trouble == "refused" else "warning"))
            painter.drawPolygon(_corner(option))
        if _is_current(option, index):
            painter.setPen(QPen(tokens.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The line one types in."""
        model: PeopleModel = index.model()  # type: ignore[assignment]
        column = model.columns.all[index.column()]
        made = CellLine(parent, parent.window(), column.name, column.title)
        made.is_typed_over = self.types_over
        made.offer_with(self._ask)
        made.finished.connect(lambda move: self.left.emit(made, move))
        self.editor = made
        return made

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The line goes."""
        self.editor = None
        super().destroyEditor(editor, index)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The line fills the cell."""
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what the cell holds, once: what is typed is never overwritten by what arrives."""
        if isinstance(editor, CellLine) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.before = index.data(Qt.ItemDataRole.EditRole) or ""
            editor.setText(editor.before)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:  # noqa: ANN401
        """Take what was typed or chosen, if it is something else."""
        if isinstance(editor, CellLine) and editor.has_changed:
            model.setData(index, editor.value)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """The list first, then the keys that leave the cell, then those of a line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, CellLine):
            assert isinstance(event, QKeyEvent)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self.fills.emit(editor)
                    return True
                return False
            if editor.takes(event):
                return True
            move = move_of(event, editor)
            if move is not None:
                self.left.emit(editor, move)
                return True
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, CellLine):
            editor.offers.hide()
        return super().eventFilter(editor, event)

    def close(self, editor: CellLine) -> None:
        """Close a line; what was in it has been taken."""
        editor.stop_offering()
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def _is_current(option: QStyleOptionViewItem, index: Index) -> bool:
    view = option.widget
    return isinstance(view, QAbstractItemView) and view.currentIndex() == index


def _corner(option: QStyleOptionViewItem) -> QPolygon:
    """The mark in the trailing upper corner of a cell."""
    rect = option.rect
    is_mirrored = option.widget is not None and option.widget.isRightToLeft()
    x, way = (rect.left(), 1) if is_mirrored else (rect.right() + 1, -1)
    corner = QPoint(x, rect.top())
    return QPolygon([corner, corner + QPoint(way * CORNER, 0), corner + QPoint(0, CORNER)])


def matching(typed: str, options: list[tuple[Any, str]]) -> list[Offer]:
    """The options that hold every word typed, those that begin with the first one in front."""
    words = fold(typed).split()
    named = ((fold(name), name, value) for value, name in options)
    found = [each for each in named if all(word in each[0] for word in words)]
    if words:
        found.sort(key=lambda each: not each[0].startswith(words[0]))
    return [(name, value) for _, name, value in found[:MOST_OFFERED]]
