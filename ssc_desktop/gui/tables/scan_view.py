"""The grid in which a scanned page is confirmed: each box as it was signed, one key an answer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.attendance_marks import (
    ARABIC_KEYS,
    ARABIC_N,
    LETTERS,
    TOKENS,
    draw_shape,
)
from ssc_desktop.gui.tables.record_model import Index
from ssc_desktop.gui.tables.row_choosing import NamesChoose
from ssc_desktop.gui.tables.scan_model import (
    DIFFERS,
    EMPTY,
    GONE,
    KNOWN,
    LEFT,
    OPEN,
    SIGNED,
    WRITES,
    ScanModel,
)
from ssc_desktop.language import Language

NAME_WIDTH, LEAST_CELL, MOST_CELL, ROW_HEIGHT = 186, 84, 220, 44
MARK_WIDTH = 38
# A key, and what it says of a box: P or the space bar signed, A empty.
SAID = {"P": SIGNED, "A": EMPTY}


class BoxDelegate(QStyledItemDelegate):
    """Paints a box: its piece of the scan, and beside it what becomes of it."""

    def __init__(self, scan: ScanModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._scan = scan

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the tint, the piece of the scan, the mark and the cursor."""
        tokens, row, column = tokens_now(), index.row(), index.column()
        look, rect = self._scan.look(row, column), option.rect
        painter.save()
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        tint = {OPEN: "warning_tint", DIFFERS: "danger_tint", WRITES: "tint"}.get(look)
        is_blank = self._scan.lines[row].is_blank
        if tint and not (is_blank and not self._scan.is_asked(row, column) and look == OPEN):
            painter.fillRect(rect, tokens.colour(tint))
        whole = rect.adjusted(4, 4, -4, -4)
        mark = QRect(whole.right() - MARK_WIDTH + 1, whole.top(), MARK_WIDTH, whole.height())
        piece = QRect(whole.left(), whole.top(), whole.width() - MARK_WIDTH, whole.height())
        direction = option.direction
        self._draw_piece(painter, QStyle.visualRect(direction, whole, piece), row, column)
        self._draw_mark(painter, QStyle.visualRect(direction, whole, mark), row, column, look)
        if option.state & QStyle.StateFlag.State_Selected:
            is_here = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(tokens.colour("accent"), 2.5 if is_here else 1.2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5))
        painter.restore()

    def _draw_piece(self, painter: QPainter, rect: QRect, row: int, column: int) -> None:
        leaf = self._scan.leaf
        if leaf is None or leaf.image is None:
            return
        source = self._scan.part_of(row, column)
        size = source.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(rect.topLeft(), size)
        target.moveCenter(rect.center())
        painter.drawImage(target, leaf.image, source)

    def _draw_mark(self, painter: QPainter, rect: QRect, row: int, column: int, look: str) -> None:
        tokens, state = tokens_now(), self._scan.outcome(row, column).state
        if look == OPEN:
            self._write(painter, rect, "?", "warning")
        elif look == GONE:
            self._write(painter, rect, "×", "muted")
        elif state is None:
            self._write(painter, rect, "–", "muted")
        else:
            token = "muted" if look == KNOWN else TOKENS[state][0]
            centre = QPointF(rect.center()) - QPointF(8, 0)
            draw_shape(painter, state, centre, tokens.colour(token))
            letter = QRect(rect.center().x() + 3, rect.top(), 18, rect.height())
            self._write(painter, letter, LETTERS[state] + ("!" if look == DIFFERS else ""), token)

    def _write(self, painter: QPainter, rect: QRect, text: str, token: str) -> None:
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(tokens_now().colour(token))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class ScanView(QTableView):
    """Arrows move; P or space says signed, A empty, Delete leaves; N goes on, Enter accepts."""

    accepted = Signal()
    named = Signal()
    finished = Signal()
    """The last box that was asked for is answered."""

    def __init__(self, scan: ScanModel, language: Language) -> None:
        super().__init__()
        self._scan = scan
        self.setModel(scan)
        self.setItemDelegate(BoxDelegate(scan, self))
        self.setAccessibleName(language("Scanned page"))
        self.setProperty("keys", "P, A, N")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        fixed = QHeaderView.ResizeMode.Fixed
        names, days = self.verticalHeader(), self.horizontalHeader()
        names.setSectionResizeMode(fixed)
        names.setDefaultSectionSize(ROW_HEIGHT)
        names.setFixedWidth(NAME_WIDTH)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        days.setSectionResizeMode(fixed)
        days.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        # Two lines: the day and the part of it.
        days.setFixedHeight(2 * days.fontMetrics().lineSpacing() + 12)
        NamesChoose(self)
        scan.modelReset.connect(self._fit)

    # --- going about ------------------------------------------------------------------------

    def begin(self) -> None:
        """Go to the first box that is asked for, else to the first of all."""
        if not self.go_to_asked(from_start=True) and self._scan.rowCount():
            self.setCurrentIndex(self._scan.index(0, 0))

    def go_to_asked(self, *, from_start: bool = False) -> bool:
        """Go to the next box that is asked for, around the end; False when there is none."""
        asked = list(self._scan.asked())
        if not asked:
            return False
        here = self.currentIndex()
        place = (-1, -1) if from_start or not here.isValid() else (here.row(), here.column())
        following = next((each for each in asked if each > place), asked[0])
        self.setCurrentIndex(self._scan.index(*following))
        return True

    def chosen(self) -> list[tuple[int, int]]:
        """The selected boxes, or the one under the cursor."""
        found = self.selectionModel().selectedIndexes() or [self.currentIndex()]
        return [(each.row(), each.column()) for each in found if each.isValid()]

    def answer(self, said: str | None) -> None:
        """Answer the chosen boxes; whoever answers what was asked is led to the next."""
        cells = self.chosen()
        was_asked = any(self._scan.is_asked(*each) for each in cells)
        self._scan.answer(cells, said)
        if was_asked and said is not None and not self.go_to_asked():
            self.finished.emit()

    # --- keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key an answer."""
        controls = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.modifiers() & controls:
            super().keyPressEvent(event)
        elif self._answer_by_key(event) or self._go_by_key(event):
            event.accept()
        elif not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)

    def _answer_by_key(self, event: QKeyEvent) -> bool:
        letter = ARABIC_KEYS.get(event.text(), event.text().upper())
        if event.key() == Qt.Key.Key_Space or letter in SAID:
            self.answer(SAID.get(letter, SIGNED))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) or letter == "-":
            self.answer(LEFT)
        else:
            return False
        return True

    def _go_by_key(self, event: QKeyEvent) -> bool:
        if event.text().upper() == "N" or event.text() == ARABIC_N:
            self.go_to_asked()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.named.emit()
        else:
            return False
        return True

    # --- room -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the half-days."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = self._scan.columnCount()
        if columns:
            room = (self.viewport().width() - 2) // columns
            self.horizontalHeader().setDefaultSectionSize(max(LEAST_CELL, min(MOST_CELL, room)))
