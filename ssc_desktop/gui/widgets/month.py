"""A month of activities: small with dots, or large with their titles; driven by keys or pointer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolButton, QToolTip, QVBoxLayout, QWidget

from ssc_desktop.domain.calendar import remarks_of
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.month_days import DAYS, Bar, Entry, bars_of, month_further, weeks_of
from ssc_desktop.gui.widgets.month_paint import HEAD, SMALL_ROW, MonthPaint, Places
from ssc_desktop.gui.widgets.notices import announce
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import Language

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -DAYS, Qt.Key.Key_Down: DAYS}
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class MonthGrid(QWidget):
    """The days themselves. Arrows move the day, Page Up and Down the month, Enter opens the day."""

    chosen = Signal(object)
    opened = Signal(object)
    picked = Signal(object)
    turned = Signal()

    def __init__(self, language: Language, *, is_large: bool = False) -> None:
        super().__init__()
        self._language = language
        self._is_large = is_large
        self._entries: list[Entry] = []
        self._bars: dict[date, list[Bar]] = {}
        self._holidays: Mapping[date, str] = {}
        self.day = date.today()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(language("Calendar"))
        across = QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, across if is_large else QSizePolicy.Policy.Fixed)
        self.setMinimumSize(280, HEAD + (64 if is_large else SMALL_ROW) * 4)
        self._tell_day(aloud=False)

    def sizeHint(self) -> QSize:
        """Room for the six weeks a month may touch."""
        return QSize(320, HEAD + SMALL_ROW * 6)

    # --- what is shown ------------------------------------------------------------------------

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show other activities."""
        self._entries = list(entries)
        self._bars.clear()
        self._tell_day(aloud=False)
        self.update()

    def show_holidays(self, holidays: Mapping[date, str]) -> None:
        """Mark these days as public holidays, and name them where a day is told."""
        self._holidays = holidays
        self._tell_day(aloud=False)
        self.update()

    def entries_on(self, day: date) -> list[Entry]:
        """What takes place on a day, what calls for attention first."""
        there = [each for each in self._entries if each.covers(day)]
        return sorted(there, key=lambda each: (each.is_quiet, each.first, each.title))

    def go_to(self, day: date) -> None:
        """Choose a day, in whatever month."""
        before, self.day = self.day, day
        if (before.year, before.month) != (day.year, day.month):
            self.turned.emit()
        self._tell_day(aloud=self.hasFocus())
        self.chosen.emit(day)
        self.update()

    def said_of(self, day: date) -> str:
        """A day in words: its date, what to know of it, what takes place."""
        told = [self._language.date(day, "full")]
        told += filter(None, (self._holidays.get(day),))
        told += [self._language(each) for each in remarks_of(day)]
        told += [each.title for each in self.entries_on(day)]
        return " · ".join(told)

    def _tell_day(self, *, aloud: bool) -> None:
        said = self.said_of(self.day)
        self.setAccessibleDescription(said)
        if aloud:
            announce(self, said)

    # --- keys and pointer ---------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, turn the month, go to today, open the day."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in STEPS:
            self.go_to(self.day + timedelta(self._turned_round(key)))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go_to(month_further(self.day, 1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Home:
            self.go_to(date.today())
        elif key in OPENING:
            self.opened.emit(self.day)
        else:
            super().keyPressEvent(event)

    def _turned_round(self, key: Qt.Key) -> int:
        step = STEPS[key]
        return -step if abs(step) == 1 and self.isRightToLeft() else step

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        day = self.places.day_at(event.position())
        if day is not None:
            self.go_to(day)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the activity under the pointer, or the day."""
        entry = self.entry_at(event.position())
        if entry is not None:
            self.picked.emit(entry.key)
        elif self.places.day_at(event.position()) is not None:
            self.opened.emit(self.day)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the month where there is nothing to scroll."""
        if not self._is_large or not event.angleDelta().y():
            event.ignore()
            return
        self.go_to(month_further(self.day, -1 if event.angleDelta().y() > 0 else 1))

    def event(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = QPointF(event.pos())
            entry, day = self.entry_at(place), self.places.day_at(place)
            told = entry.title if entry else self.said_of(day) if day else ""
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    # --- where things are ---------------------------------------------------------------------

    @property
    def places(self) -> Places:
        """Where things are at the size of now."""
        weeks = tuple(weeks_of(self.day))
        return Places(self.width(), self.height(), weeks, self._is_large, self.isRightToLeft())

    @property
    def period(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        weeks = weeks_of(self.day)
        return weeks[0], weeks[-1] + timedelta(DAYS - 1)

    def entry_at(self, place: QPointF) -> Entry | None:
        """The activity whose title is at a place."""
        places = self.places
        if not self._is_large:
            return None
        for week in places.weeks:
            for bar in self._bars_in(week):
                if places.bar(week, bar).contains(place):
                    return bar.entry
        return None

    def _bars_in(self, week: date) -> list[Bar]:
        if week not in self._bars:
            self._bars[week] = bars_of(week, self._entries)
        return self._bars[week]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the names of the days, the days, and what takes place."""
        places = self.places
        paint = MonthPaint(QPainter(self), places, self._language, self.font(), self._holidays)
        paint.names()
        for week in places.weeks:
            for offset in range(DAYS):
                day = week + timedelta(offset)
                paint.day(day, self.day, focused=self.hasFocus())
                if not self._is_large:
                    paint.dots(
                        day, [each for each in self.entries_on(day) if each.is_marked_on(day)]
                    )
            if self._is_large:
                paint.bars(week, self._bars_in(week))


class Month(QWidget):
    """A month under its name, with buttons to turn it."""

    def __init__(self, language: Language, *, is_large: bool = False) -> None:
        super().__init__()
        self.language = language
        self.grid = MonthGrid(language, is_large=is_large)
        self.title = label(size="section")
        before = self._turner("chevron-left", language("Previous month"), -1)
        after = self._turner("chevron-right", language("Next month"), 1)
        today = button(language("Today"), role="quiet", tip=language("Today (Home)"))
        today.clicked.connect(lambda: self.grid.go_to(date.today()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(row(self.title, None, today, before, after, spacing=4))
        whole.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self.grid.turned.connect(self._name_month)
        self._name_month()

    def _turner(self, icon_name: str, words: str, months: int) -> QToolButton:
        made = QToolButton()
        made.setIcon(icon(icon_name))
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.clicked.connect(lambda: self.grid.go_to(month_further(self.grid.day, months)))
        return made

    def _name_month(self) -> None:
        name = self.language.date(self.grid.day, "LLLL yyyy")
        self.title.setText(name[:1].upper() + name[1:])
