"""Beside the grid: totals as one types, and the hand counts of the printed sheets."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.gui.parts.hand_count_card import HandCountCard
from ssc_desktop.gui.tables.attendance_model import AttendanceModel
from ssc_desktop.gui.tables.attendance_totals import FACET_ROLE, HEAD_ROLE, SharesModel
from ssc_desktop.gui.theme import tabular
from ssc_desktop.gui.widgets.plain import label
from ssc_desktop.language import Language

WIDTH, ROW, MARGIN, PAUSE_MS = 316, 26, 6, 120


class AttendanceSide(QScrollArea):
    """Totals and sheets in one column; choosing a total shows only those people."""

    facet_chosen = Signal(object)
    counted = Signal(str, object)
    opened = Signal(list)
    """The sheets whose difference waits for a reason; told again whenever marks change."""

    def __init__(self, model: AttendanceModel, language: Language) -> None:
        super().__init__()
        self._language = language
        self._register = model
        self._counts: list[Any] = []
        self.cards: list[HandCountCard] = []
        self.shares = SharesModel(model, language, self)
        self.table = self._table()
        self._unmarked = label(role="muted")
        self._none = label(
            language("No attendance sheet was printed yet."), role="muted", wrap=True
        )
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.follow)
        model.counted.connect(self._timer.start)
        model.counted.connect(self._say_unmarked)
        self.shares.modelReset.connect(self._fit)
        self._arrange()

    def show_counts(self, counts: list[Any]) -> None:
        """Show the sheets that were read."""
        self._counts = counts
        for surplus in self.cards[len(counts) :]:
            surplus.hide()
            surplus.deleteLater()
        del self.cards[len(counts) :]
        while len(self.cards) < len(counts):
            made = HandCountCard(self._language)
            made.typed.connect(self.counted)
            self.cards.append(made)
            self._column.insertWidget(self._column.count() - 1, made)
        for card, count in zip(self.cards, counts, strict=True):
            card.show_count(count)
        self._none.setVisible(not counts)
        self.follow()

    def follow(self) -> None:
        """Hold the hand counts against the marks of now."""
        if not self._register.counts.people:
            return
        for card in self.cards:
            card.follow(self._register.counts)
        self.opened.emit([each.count for each in self.cards if each.count.is_open])

    def show_open(self) -> None:
        """Lead to the first sheet whose difference waits for a reason."""
        for card in self.cards:
            if card.count.is_open:
                self.ensureWidgetVisible(card)
                card.focus_what_is_open()
                return

    def _arrange(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, MARGIN, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.table)
        self._column.addWidget(self._unmarked)
        self._column.addSpacing(8)
        self._column.addWidget(label(self._language("Counted by hand"), bold=True))
        self._column.addWidget(self._none)
        self._column.addStretch()
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFixedWidth(WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _table(self) -> QTableView:
        made = QTableView()
        made.setModel(self.shares)
        made.setAccessibleName(self._language("Totals"))
        made.setFont(tabular(made.font()))
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.verticalHeader().hide()
        made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        made.verticalHeader().setDefaultSectionSize(ROW)
        head = made.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 84), (2, 60)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, width)
        made.activated.connect(self._choose)
        made.clicked.connect(self._choose)
        return made

    def _choose(self, index: QModelIndex) -> None:
        facet = index.data(FACET_ROLE)
        if facet is not None:
            self.facet_chosen.emit(tuple(facet))

    def _say_unmarked(self) -> None:
        self._unmarked.setText(self.shares.not_marked())
        self._unmarked.setVisible(bool(self._register.counts.unmarked))

    def _fit(self) -> None:
        self.table.clearSpans()
        for line in range(self.shares.rowCount()):
            if self.shares.index(line, 0).data(HEAD_ROLE):
                self.table.setSpan(line, 0, 1, self.shares.columnCount())
        height = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(height + self.shares.rowCount() * ROW + 4)
