"""The editor of a day that can be empty: typed in any habit, or chosen on a calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.gui.icons import icon
from ssc_desktop.language import Language

_PARTS = re.compile(r"\d+")
STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}


class DayEditor(QWidget):
    """A line for the day and a button for the calendar; empty is no value."""

    left = Signal()
    typed = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self.line = QLineEdit()
        self.line.setPlaceholderText(language("dd/mm/yyyy"))
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._tidy)
        self.line.textEdited.connect(lambda _text: self.typed.emit())
        self._button = QToolButton()
        self._button.setIcon(icon("calendar", "muted"))
        self._button.setIconSize(QSize(18, 18))
        self._button.setAccessibleName(language("Choose on a calendar"))
        self._button.setToolTip(language("Choose on a calendar (Alt+Down)"))
        self._button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._button.clicked.connect(self.show_calendar)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.line, 1)
        inside.addWidget(self._button)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMaximumWidth(220)
        self.setFocusProxy(self.line)

    def value(self) -> object:
        """The day, or the text where it reads as no day."""
        text = self.line.text().strip()
        return (day_of(text) or text) if text else None

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Show a day."""
        written = self._language.date(value) if isinstance(value, date) else str(value or "")
        self.line.setText("".join(each for each in written if each not in "\u200e\u200f"))

    def setAccessibleName(self, name: str) -> None:
        """Name the line a person types in."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def show_calendar(self) -> None:
        """Open the calendar below the line."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        weeks = QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        calendar.setVerticalHeaderFormat(weeks)
        day = self.value()
        if isinstance(day, date):
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.activated.connect(lambda chosen: self._choose(chosen, popup))
        calendar.clicked.connect(lambda chosen: self._choose(chosen, popup))
        inside = QVBoxLayout(popup)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows step through the days; Alt+Down opens the calendar."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if (
                event.key() == Qt.Key.Key_Down
                and event.modifiers() & Qt.KeyboardModifier.AltModifier
            ):
                self.show_calendar()
                return True
            if event.key() in STEPS:
                self._step(STEPS[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _step(self, days: int) -> None:
        day = self.value()
        self.set_value(day + timedelta(days) if isinstance(day, date) else date.today())
        self.typed.emit()

    def _choose(self, chosen: QDate, popup: QWidget) -> None:
        self.set_value(date(chosen.year(), chosen.month(), chosen.day()))
        popup.close()
        self.line.setFocus()
        self.typed.emit()
        self.left.emit()

    def _tidy(self) -> None:
        day = self.value()
        if isinstance(day, date):
            self.set_value(day)
        self.left.emit()


def day_of(text: str, today: date | None = None) -> date | None:
    """The day meant by 16/8/2021, 16-8-21, 160821, 2021-08-16, or 16/8 of this year."""
    now = today or date.today()
    parts = _PARTS.findall(text)
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        digits = parts[0]
        parts = [digits[:2], digits[2:4], digits[4:]]
    if len(parts) == 2:
        parts = [*parts, str(now.year)]
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = (int(each) for each in parts)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
