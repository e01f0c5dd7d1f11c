"""What a register counts up to: the rows below it, and the table of totals beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, QTimer

from ssc_desktop.gui.tables.attendance_counts import FACETS, Share
from ssc_desktop.gui.tables.attendance_model import NO_INDEX, AttendanceModel, Index
from ssc_desktop.gui.theme import font_of
from ssc_desktop.language import N_, Language

HEAD_ROLE = Qt.ItemDataRole.UserRole
FACET_ROLE = Qt.ItemDataRole.UserRole + 1
# What the donors ask for, in their order; organisations and roles are for grouping.
COUNTED_BY = ("sex", "country", "category")
PAUSE_MS = 40
TITLES = (N_("Totals"), N_("People"), N_("Days"))
TIPS = ("", N_("Attended, of those on the list"), N_("Participant-days"))


class TotalsModel(QAbstractTableModel):
    """The rows below the register: how many were there each half-day, women, men."""

    def __init__(
        self, register: AttendanceModel, language: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register = register
        self._titles = (language("Attended"), language("Women"), language("Men"))
        register.modelReset.connect(self._reset)
        register.counted.connect(self._follow)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """All, women, men."""
        return 0 if parent.isValid() else len(self._titles)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """The columns of the register."""
        return 0 if parent.isValid() else self._register.columnCount()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """A count."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self._count(index.row(), index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """What is counted."""
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section] if 0 <= section < len(self._titles) else None
        return None

    def _count(self, row: int, column: int) -> int:
        present = self._register.counts.present
        chosen = [present[column]] if column < len(present) else present
        return sum(each.total() if row == 0 else each["FM"[row - 1]] for each in chosen)

    def _reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def _follow(self) -> None:
        if self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)


class SharesModel(QAbstractTableModel):
    """The totals by sex, country and stakeholder category: people who attended of those on the
    list, and their participant-days."""

    def __init__(
        self, register: AttendanceModel, language: Language, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register = register
        self._language = language
        self._rows: list[tuple[str, str, str, Share | None]] = []
        self._bold = font_of(10, bold=True)
        self._figures: dict[int, str] = {}
        # A key is shown first, what it counts up to a moment after.
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._follow)
        register.modelReset.connect(self._reset)
        register.counted.connect(self._pause.start)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """All, then every facet with its values, the largest first."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """What, people, participant-days."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._language(TITLES[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._language(TIPS[section]) if TIPS[section] else None
        return self._aligned(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """A name, or a count."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        facet, value, words, share = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words if index.column() == 0 else self._figure(index.column(), share)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned(index.column())
        if role == Qt.ItemDataRole.FontRole and (share is None or not facet):
            return self._bold
        if role == HEAD_ROLE:
            return share is None
        return (facet, value) if role == FACET_ROLE and share is not None and facet else None

    def not_marked(self) -> str:
        """How many cells of everybody say nothing, in words."""
        count = self._register.counts.unmarked
        return self._language.plural("{count} cell not marked", "{count} cells not marked", count)

    def _figure(self, column: int, share: Share | None) -> str:
        if share is None:
            return ""
        if column == 1:
            return f"{share.attended} / {share.registered}"
        half_days = share.half_days
        if half_days not in self._figures:
            self._figures[half_days] = self._language.number(half_days / 2)
        return self._figures[half_days]

    def _aligned(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeading if column == 0 else Qt.AlignmentFlag.AlignTrailing
        return side | Qt.AlignmentFlag.AlignVCenter

    def _reset(self) -> None:
        self.beginResetModel()
        counts, words = self._register.counts, self._register.words
        self._rows = [("", "", self._language("All"), counts.whole)]
        for facet in COUNTED_BY:
            shares = counts.shares.get(facet, {})
            if not shares:
                continue
            self._rows.append((facet, "", self._language(FACETS[facet]), None))
            for value, share in sorted(shares.items(), key=lambda each: -each[1].registered):
                self._rows.append((facet, value, words.value(facet, value), share))
        self.endResetModel()

    def _follow(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(TITLES) - 1)
            self.dataChanged.emit(self.index(0, 1), last)
