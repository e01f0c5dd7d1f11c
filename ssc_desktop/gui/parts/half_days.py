"""The half-days of an activity: hours and topics typed in place, half-days added and taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QStackedWidget, QTableView

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.day_editor import DayEditor
from ssc_desktop.gui.parts.part import Part
from ssc_desktop.gui.tables.attendance_words import PARTS
from ssc_desktop.gui.tables.copying import offer
from ssc_desktop.gui.widgets.notices import EmptyState
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import N_, Language

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
TITLES = (
    ("day", N_("Day")),
    ("part", N_("Half-day")),
    ("starts_at", N_("Starts at")),
    ("ends_at", N_("Ends at")),
    ("topic", N_("Topic")),
    ("facilitator", N_("Facilitator")),
)
WIDTHS = (270, 120, 90, 90, 280, 160)
# A day with its holiday may be cut: it is told whole where the pointer rests.
SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole)


class HalfDaysModel(QAbstractTableModel):
    """One row a half-day; a cell that is typed into is told, and saved by the part."""

    typed = Signal(str, str, object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.half_days: list[Any] = []
        self._holidays: Mapping[date, str] = {}
        self._typed: dict[tuple[str, str], str] = {}

    def show_half_days(self, half_days: list[Any], holidays: Mapping[date, str]) -> None:
        """Show the half-days that were read, and which of their days are public holidays."""
        self.beginResetModel()
        self.half_days = list(half_days)
        self._holidays = holidays
        self._typed.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """One row a half-day."""
        return 0 if parent.isValid() else len(self.half_days)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Day, part and what is typed."""
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """What a cell shows."""
        if not index.isValid() or role not in SHOWN:
            return None
        half_day, name = self.half_days[index.row()], TITLES[index.column()][0]
        if name == "day":
            return self._day(half_day.day)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if name == "part":
            return self._language(PARTS[half_day.part])
        return self._typed.get((half_day.slot, name), getattr(half_day, name) or "")

    def _day(self, day: date) -> str:
        said = f"{self._language.weekday(day)} {self._language.date(day)}"
        return " · ".join(filter(None, (said, self._holidays.get(day))))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Take what was typed; it shows at once."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        slot, name = self.half_days[index.row()].slot, TITLES[index.column()][0]
        if str(value) != self.data(index):
            self._typed[slot, name] = str(value)
            self.dataChanged.emit(index, index)
            self.typed.emit(slot, name, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Day and part are what the half-day is; the rest can be typed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= 2 else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._language(TITLES[section][1])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None


class HalfDaysPart(Part):
    """The half-days with their hours and topics."""

    name: ClassVar[str] = "half_days"
    title: ClassVar[str] = N_("Half-days")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = self.language
        self.model = HalfDaysModel(language)
        self.model.typed.connect(self._save)
        self.view = self._view()
        self.day = DayEditor(language)
        self.day.setAccessibleName(language("Day"))
        self.part = QComboBox()
        self.part.setAccessibleName(language("Half-day"))
        for code, words in PARTS.items():
            self.part.addItem(language(words), code)
        add = button(language("Add"), icon_name="plus")
        add.clicked.connect(self.add_half_day)
        remove = button(language("Remove"), icon_name="trash-2")
        remove.clicked.connect(self.remove_chosen)
        before = label(language("Add a half-day"), role="muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty())
        self.body.addLayout(row(before, self.day, self.part, add, None, remove))
        self.body.addWidget(self._stack, 1)

    def read_again(self) -> None:
        """Read the half-days."""
        key, language = self.key, self.language

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities, public_holidays

            found = activities.show_activity(workspace.store, key)
            days = [each.day for each in found.half_days]
            return found, public_holidays.holidays_of(days, found.activity.country, language)

        self.read(work, self._show)

    def add_half_day(self) -> None:
        """Add the half-day that is chosen beside the button."""
        day = self.day.value()
        if not isinstance(day, date):
            self.notice.say(self.language("Please type a day like 16/08/2021."))
            self.day.setFocus()
            return
        self.notice.hide()
        self._put(f"{day.isoformat()}/{self.part.currentData()}")

    def remove_chosen(self) -> None:
        """Take away the half-day of the current row, with an undo."""
        index = self.view.currentIndex()
        if not index.isValid():
            return
        key, slot = self.key, self.model.half_days[index.row()].slot

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.remove_half_day(workspace.store, key, slot)

        def done(_: Any) -> None:  # noqa: ANN401
            self._renew()
            self.desk.tell(self.language("The half-day was removed"), lambda: self._put(slot))

        self.change(work, done)

    def _put(self, slot: str) -> None:
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.add_half_day(workspace.store, key, slot)

        self.change(work, lambda _: self._renew())

    def _save(self, slot: str, name: str, value: object) -> None:
        key = self.key

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.change_half_day(workspace.store, key, slot, {name: value})

        self.change(work)

    def _show(self, read: Any) -> None:  # noqa: ANN401
        found, holidays = read
        half_days = list(found.half_days)
        self.model.show_half_days(half_days, holidays)
        self._stack.setCurrentIndex(0 if half_days else 1)
        last = half_days[-1].day if half_days else found.activity.start
        if last is not None:
            self.day.set_value(last if not half_days else last + timedelta(days=1))

    def _renew(self) -> None:
        self.read_again()
        self.renewed.emit()

    def _view(self) -> QTableView:
        made = QTableView()
        made.setModel(self.model)
        made.setAccessibleName(self.language("Half-days"))
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        offer(made, self.language)
        made.verticalHeader().hide()
        made.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        made.verticalHeader().setDefaultSectionSize(34)
        made.horizontalHeader().setStretchLastSection(True)
        made.horizontalHeader().setHighlightSections(False)
        for number, width in enumerate(WIDTHS):
            made.setColumnWidth(number, width)
        return made

    def _empty(self) -> EmptyState:
        return EmptyState(
            "calendar",
            self.language("No half-days yet"),
            self.language(
                "Give the activity its start and end dates: mornings and afternoons are made "
                "from them. Or add half-days one by one above."
            ),
        )
