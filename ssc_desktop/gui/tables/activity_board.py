"""The activities as a board: a column for each status, a card for each activity."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ssc_desktop.gui.tables.board_column import BoardColumn
from ssc_desktop.gui.widgets.plain import label, row
from ssc_desktop.language import Language

WIDE, EMPTY = 212, 104


class ActivityBoard(QScrollArea):
    """Moves of cards are asked for; the page looks at them and makes them."""

    opened = Signal(object)
    moved = Signal(object, str)
    chosen = Signal()

    def __init__(self, language: Language, statuses: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._language = language
        self.columns: dict[str, BoardColumn] = {}
        self._holders: dict[str, QWidget] = {}
        self._counts: dict[str, Any] = {}
        self._current = ""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self._across = QHBoxLayout(inside)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(12)
        for code, words in statuses:
            self._across.addWidget(self._column(code, words))
        self.setWidget(inside)

    def _column(self, code: str, words: str) -> QWidget:
        made = self.columns[code] = BoardColumn(words, self._language)
        made.opened.connect(self.opened)
        made.cards.dropped.connect(lambda keys: self.ask(keys, code))
        made.stepped.connect(lambda step: self._step(code, step))
        made.carried.connect(lambda step: self._carry(code, step))
        made.entered.connect(lambda: self._enter(code))
        made.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self._counts[code] = label(role="muted")
        holder = self._holders[code] = QWidget()
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(row(label(words, bold=True), self._counts[code], None))
        whole.addWidget(made, 1)
        return holder

    def show_rows(self, rows: Iterable[Any]) -> None:
        """Show other activities, with the same ones chosen where they are still there."""
        chosen = {each.id for each in self.chosen_rows()}
        by_status: dict[str, list[Any]] = {code: [] for code in self.columns}
        first = next(iter(by_status.values()))
        for each in rows:
            # What has no status, or one of another release, is not lost from sight.
            by_status.get(each.status or "", first).append(each)
        for code, cards in by_status.items():
            self.columns[code].cards.show_rows(cards)
            self._counts[code].setText(self._language.number(len(cards)) if cards else "")
            self._holders[code].setFixedWidth(WIDE if cards else EMPTY)
        self.choose(chosen)

    def chosen_rows(self) -> list[Any]:
        """The cards that are selected, in the column in use."""
        column = self.columns.get(self._current)
        return column.chosen_rows() if column is not None else []

    def choose(self, keys: Iterable[UUID]) -> None:
        """Select these cards wherever they stand now, and go there."""
        wanted = set(keys)
        holding = (
            code
            for code, each in self.columns.items()
            if wanted & {card.id for card in each.cards.rows}
        )
        code = next(holding, None)
        if code is None:
            return
        self._current = code
        column = self.columns[code]
        column.choose(wanted)
        if any(each.hasFocus() for each in self.columns.values()):
            column.setFocus()
        # The width of a column that was empty is known in the next turn of the loop.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(column, 12, 0))

    def allow(self, *actions: QAction) -> None:
        """Offer actions in the context menu of a card."""
        for each in self.columns.values():
            each.setContextMenuPolicy(each.contextMenuPolicy().ActionsContextMenu)
            each.addActions(list(actions))

    def take_focus(self) -> None:
        """Go to the card in use, else to the first there is."""
        filled = (code for code, each in self.columns.items() if each.cards.rows)
        code = self._current or next(filled, next(iter(self.columns)))
        self.columns[code].enter(self.columns[code].currentIndex().row())

    def ask(self, keys: list[UUID], status: str) -> None:
        """Ask for cards to be moved, but for those that stand there already."""
        there = {each.id for each in self.columns[status].cards.rows}
        wanted = [each for each in keys if each not in there]
        if wanted:
            self.moved.emit(wanted, status)

    def _neighbour(self, code: str, step: int) -> str | None:
        codes = list(self.columns)
        place = codes.index(code) + step
        return codes[place] if 0 <= place < len(codes) else None

    def _step(self, code: str, step: int) -> None:
        neighbour = self._neighbour(code, step)
        if neighbour is not None:
            self.columns[neighbour].enter(self.columns[code].currentIndex().row())
            self.ensureWidgetVisible(self.columns[neighbour], 12, 0)

    def _carry(self, code: str, step: int) -> None:
        neighbour = self._neighbour(code, step)
        keys = [each.id for each in self.columns[code].chosen_rows()]
        if neighbour is not None and keys:
            self.moved.emit(keys, neighbour)

    def _enter(self, code: str) -> None:
        self._current = code
        for other, column in self.columns.items():
            if other != code:
                column.clearSelection()
