"""Which indicators are shown, and of which period; remembered from one day to the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.day_editor import DayEditor
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.gui.widgets.reporting_periods import (
    FREE,
    KINDS,
    MONTHS,
    WHOLE,
    Period,
    period_of,
    periods_of,
    read_period,
)

KEPT = "indicators"
FIRST_SET = "EUTF-38"


class IndicatorChoices(QWidget):
    """A set, a kind of period, and which one; tells when another one is asked for."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        kept = desk.memory.words(KEPT)
        self._set = kept[0] if kept else FIRST_SET
        self._kept = read_period(kept[1] if len(kept) > 1 else "")
        self._days = (date.today(), date.today())
        self.sets = self._combo(language("Indicator set"), 22)
        self.kinds = self._combo(language("Kind of period"), 14)
        self.periods = self._combo(language("Period"), 18)
        self.since, self.until = DayEditor(language), DayEditor(language)
        for code, words in KINDS.items():
            self.kinds.addItem(language(words), code)
        self.since.setAccessibleName(language("From"))
        self.until.setAccessibleName(language("Until"))
        for each in (self.since, self.until):
            each.left.connect(self._tell)
        self.kinds.setCurrentIndex(self.kinds.findData(self._kept.kind))
        self.since.set_value(self._kept.since)
        self.until.set_value(self._kept.until)
        self.sets.currentIndexChanged.connect(lambda _index: self._tell())
        self.periods.currentIndexChanged.connect(lambda _index: self._tell())
        self.kinds.currentIndexChanged.connect(lambda _index: self._turn())
        self.setLayout(row(self.sets, self.kinds, self.periods, self.since, self.until))
        self._fill_periods()

    @property
    def set_code(self) -> str:
        """The set that is chosen."""
        return str(self.sets.currentData() or self._set)

    @property
    def period(self) -> Period:
        """The period that is chosen."""
        kind = self.kinds.currentData()
        if kind == FREE:
            days = (self.since.value(), self.until.value())
            return Period(FREE, *(each if isinstance(each, date) else None for each in days))
        chosen = self.periods.currentData()
        return chosen if kind in MONTHS and chosen else Period(WHOLE)

    def offer(self, sets: Iterable[tuple[str, str]], first: date, last: date) -> None:
        """Offer sets, and periods between two days; what is chosen stays."""
        wanted = self.set_code
        self.sets.blockSignals(True)
        self.sets.clear()
        for code, words in sets:
            self.sets.addItem(words, code)
        self.sets.setCurrentIndex(max(self.sets.findData(wanted), 0))
        self.sets.blockSignals(False)
        self._days = (first, last)
        self._fill_periods()

    def _combo(self, name: str, letters: int) -> QComboBox:
        made = QComboBox()
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(letters)
        made.setAccessibleName(name)
        made.setToolTip(name)
        return made

    def _turn(self) -> None:
        self._fill_periods()
        self._tell()

    def _fill_periods(self) -> None:
        kind, chosen = self.kinds.currentData(), self.periods.currentData() or self._kept
        found = periods_of(kind, *self._days) if kind in MONTHS else []
        if kind in MONTHS and chosen.kind == kind and chosen not in found:
            found = [chosen, *found]
        self.periods.blockSignals(True)
        self.periods.clear()
        for each in found:
            self.periods.addItem(each.words(self._desk.language), each)
        self.periods.setCurrentIndex(self._place(found, chosen))
        self.periods.blockSignals(False)
        self.periods.setVisible(kind in MONTHS)
        for day in (self.since, self.until):
            day.setVisible(kind == FREE)

    def _place(self, found: list[Period], chosen: Period) -> int:
        """Where the chosen period stands, else the one of today, else the latest."""
        wanted: list[Any] = [chosen]
        wanted += [period_of(found[0].kind, date.today())] if found else []
        return next((found.index(each) for each in wanted if each in found), 0 if found else -1)

    def _tell(self) -> None:
        self._desk.memory.keep_words(KEPT, [self.set_code, self.period.code])
        self.changed.emit()
