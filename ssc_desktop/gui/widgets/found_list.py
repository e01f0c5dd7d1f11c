"""A list of what was found: groups under their headings, each entry with icon, title and a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ssc_desktop.gui.icons import paint_icon, tokens_now
from ssc_desktop.gui.tables.record_model import NO_INDEX, Index
from ssc_desktop.gui.tables.record_table import is_latin
from ssc_desktop.gui.theme import font_of
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.language import Language

ENTRY_ROLE = Qt.ItemDataRole.UserRole
MARGIN, ICON, GAP = 12, 20, 12
HEADING_POINTS, KEYS_POINTS = 9, 9
NONE = -1
DOT = " · "


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be opened; an entry that opens nothing is the heading of a group."""

    title: str
    line: str = ""
    icon: str = ""
    keys: str = ""
    open: Callable[[], object] | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it only says what follows."""
        return self.open is None

    def is_like(self, other: Entry) -> bool:
        """Whether it says the same."""
        return (self.title, self.line, self.icon) == (other.title, other.line, other.icon)


def in_pieces(text: str, language: Language) -> str:
    """A line of several pieces, each in its own direction: on a mirrored screen a code, a date and
    a city would else run into each other."""
    if not language.is_rtl:
        return text
    return DOT.join(f"\u2068{piece}\u2069" for piece in text.split(DOT))


class FoundModel(QAbstractListModel):
    """Headings and entries as Qt wants them; only entries can be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """How many lines there are, headings included."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a line says."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.title, entry.line, entry.keys) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.line
        return entry if role == ENTRY_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if not index.isValid() or self.entries[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_entry(self, row: int, step: int) -> int:
        """The nearest entry from a line on, in one direction; ``NONE`` when there is none."""
        while 0 <= row < len(self.entries):
            if not self.entries[row].is_heading:
                return row
            row += step
        return NONE


class FoundDelegate(QStyledItemDelegate):
    """Draws an entry on two lines, its shortcut at the end; a heading small and quiet."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """An entry is as high as its two lines, however large the font is."""
        entry: Entry = index.data(ENTRY_ROLE)
        line = QFontMetrics(font_of(HEADING_POINTS)).height()
        if entry.is_heading:
            return QSize(0, line + 16)
        title = QFontMetrics(option.font).height()
        return QSize(0, title + 14 + (line if entry.line else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line of the list."""
        entry: Entry = index.data(ENTRY_ROLE)
        painter.save()
        inside = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if entry.is_heading:
            painter.setFont(font_of(HEADING_POINTS, bold=True))
            at_foot = inside.adjusted(0, 0, 0, -4)
            self._write(
                painter, option, at_foot, entry.title, "muted", Qt.AlignmentFlag.AlignBottom
            )
        else:
            self._draw(painter, option, entry, inside)
        painter.restore()

    def _draw(
        self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry, inside: QRect
    ) -> None:
        states = QStyle.StateFlag
        tokens = tokens_now()
        is_chosen = bool(option.state & states.State_Selected)
        if is_chosen or option.state & states.State_MouseOver:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("tint" if is_chosen else "hover"))
            painter.drawRoundedRect(option.rect.adjusted(2, 1, -2, -1), 6, 6)

        def place(rect: QRect) -> QRect:
            return QStyle.visualRect(option.direction, inside, rect)

        picture = QRect(inside.left(), inside.center().y() - ICON // 2 + 1, ICON, ICON)
        if entry.icon:
            colour = tokens.accent if is_chosen else tokens.muted
            paint_icon(painter, entry.icon, place(picture).toRectF(), colour)
        words = inside.adjusted(ICON + GAP, 6, 0, -6)
        if entry.keys:
            painter.setFont(font_of(KEYS_POINTS))
            wide = painter.fontMetrics().horizontalAdvance(entry.keys)
            keys = QRect(inside.right() - wide, inside.top(), wide + 1, inside.height())
            self._write(painter, option, place(keys), entry.keys, "muted", is_plain=True)
            words.setRight(keys.left() - GAP)
        words = place(words)
        painter.setFont(option.font)
        high = painter.fontMetrics().height()
        above = QRect(
            words.left(), words.top(), words.width(), high if entry.line else words.height()
        )
        self._write(painter, option, above, entry.title, "text")
        if entry.line:
            painter.setFont(font_of(HEADING_POINTS))
            below = words.adjusted(0, high, 0, 2)
            self._write(painter, option, below, entry.line, "muted")

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        text: str,
        token: str,
        vertical: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
        *,
        is_plain: bool = False,
    ) -> None:
        """Write at the leading side; a Latin name keeps its own direction on a mirrored screen."""
        painter.setPen(tokens_now().colour(token))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        reads_left = is_plain or not mirrored or is_latin(text)
        left, right = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
        painter.setLayoutDirection(left if reads_left else right)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = side | vertical | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextSingleLine), shown)


class FoundList(QListView):
    """Shows what was found; the box above it says where to go with the arrows."""

    opened = Signal(object)

    def __init__(self, name: str, *, opens_on_click: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "plain")
        self.setAccessibleName(name)
        # The box above goes through it: Tab need not.
        self.setProperty("keys", "Up, Down")
        self.found = FoundModel(self)
        self.setModel(self.found)
        self.setItemDelegate(FoundDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        (self.clicked if opens_on_click else self.doubleClicked).connect(self._open)

    @property
    def chosen(self) -> Entry | None:
        """The entry one is on."""
        index = self.currentIndex()
        entry: Entry | None = index.data(ENTRY_ROLE) if index.isValid() else None
        return entry if entry is not None and not entry.is_heading else None

    def show_entries(self, entries: Sequence[Entry], *, keep: bool = False) -> None:
        """Show other entries, the first one chosen: or the one that was, where it is to be kept."""
        chosen = self.chosen if keep else None
        self.found.show_entries(entries)
        same = (row for row, each in enumerate(entries) if chosen and each.is_like(chosen))
        self._choose(next(same, self.found.next_entry(0, 1)))

    def step(self, step: int) -> None:
        """Go some entries down, or up where ``step`` is negative; headings are passed over."""
        way = 1 if step > 0 else -1
        row = self.currentIndex().row()
        for _ in range(abs(step)):
            following = self.found.next_entry(row + way, way)
            if following == NONE:
                break
            row = following
        self._choose(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the entry one is on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_chosen()
            return
        super().keyPressEvent(event)

    def open_chosen(self) -> None:
        """Open the entry one is on."""
        self._open(self.currentIndex())

    def _choose(self, row: int) -> None:
        if row == NONE:
            return
        self.setCurrentIndex(self.found.index(row))
        if row <= 1:
            self.scrollToTop()
        announce(self, str(self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)))

    def _open(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(ENTRY_ROLE) if index.isValid() else None
        if entry is not None and not entry.is_heading:
            self.opened.emit(entry)
