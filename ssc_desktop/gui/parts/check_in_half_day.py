"""For which half-day people are checked in: chosen by the clock until a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ssc_desktop.gui.tables.attendance_words import PARTS
from ssc_desktop.gui.widgets.plain import row
from ssc_desktop.language import Language

LATE_AFTER = (None, 15, 30, 60)
CLOCK_MS = 30_000


class HalfDayChoice(QWidget):
    """The half-day, and after how many minutes of it people are late."""

    changed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._half_days: Sequence[Any] = ()
        self._is_chosen = False
        self.half_day = QComboBox()
        self.half_day.setAccessibleName(language("Half-day"))
        self.half_day.setMinimumWidth(270)
        self.half_day.activated.connect(self._choose)
        self.late = QComboBox()
        self.late.setAccessibleName(language("Late"))
        for minutes in LATE_AFTER:
            self.late.addItem(self._late_in_words(minutes), minutes)
        line = row(self.half_day, self.late)
        self.setLayout(line)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self.follow_clock)
        self._clock.start()

    @property
    def slot(self) -> str:
        """The half-day people are marked for."""
        return str(self.half_day.currentData() or "")

    @property
    def arriving_state(self) -> str:
        """How somebody who comes now is marked: present, or late."""
        from ssc_desktop.services import check_in

        half_day = self._half_days[self.half_day.currentIndex()]
        return check_in.state_on_arrival(half_day, datetime.now(), self.late.currentData())

    def forget(self) -> None:
        """Follow the clock again."""
        self._is_chosen = False

    def show_half_days(self, half_days: Sequence[Any]) -> None:
        """Offer these; the one that was chosen stays chosen."""
        chosen = self.slot
        self._half_days = half_days
        self.half_day.clear()
        for each in half_days:
            self.half_day.addItem(self._title(each), each.slot)
        place = self.half_day.findData(chosen)
        if self._is_chosen and place >= 0:
            self.half_day.setCurrentIndex(place)
        else:
            self._is_chosen = False
            self.follow_clock()
        # Only where the hours are known can anybody be late.
        self.late.setVisible(any(each.starts_at for each in half_days))

    def follow_clock(self) -> None:
        """Turn to the half-day of now, unless another was chosen."""
        if self._is_chosen or not self._half_days:
            return
        from ssc_desktop.services import check_in

        place = self.half_day.findData(check_in.slot_now(self._half_days, datetime.now()))
        if place != self.half_day.currentIndex():
            self.half_day.setCurrentIndex(place)
            self.changed.emit()

    def _choose(self, _: int) -> None:
        self._is_chosen = True
        self.changed.emit()

    def _title(self, half_day: Any) -> str:  # noqa: ANN401
        day, part = half_day.day, self._language(PARTS[half_day.part])
        return f"{self._language.weekday(day)} {self._language.date(day)} · {part}"

    def _late_in_words(self, minutes: int | None) -> str:
        if minutes is None:
            return self._language("Nobody is marked late")
        return self._language("Late after {count} minutes", count=minutes)
