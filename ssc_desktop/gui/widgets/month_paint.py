"""Where the days and titles of a month lie on the screen, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from ssc_desktop.domain.calendar import is_ramadan, is_weekend
from ssc_desktop.gui.icons import paint_icon, tokens_now
from ssc_desktop.gui.theme import tabular
from ssc_desktop.gui.widgets.drawn_line import draw_line
from ssc_desktop.gui.widgets.month_days import DAYS, Bar, Entry, hidden_on
from ssc_desktop.language import Language

SMALL_ROW, HEAD, LANE = 38, 24, 22
# How far a mark is from the next, and where the number of a day ends.
MARK, NUMBER = 13, 32
MOST_DOTS = 3
CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are; columns run with the reading."""

    width: float
    height: float
    weeks: tuple[date, ...]
    is_large: bool
    is_mirrored: bool

    @property
    def row_height(self) -> float:
        """The height of a week."""
        return (self.height - HEAD) / len(self.weeks) if self.is_large else SMALL_ROW

    @property
    def lanes(self) -> int:
        """How many titles a day has room for."""
        return max(int((self.row_height - 28) // LANE), 0)

    def cell(self, day: date) -> QRectF:
        """Where a day is drawn."""
        line, place = divmod((day - self.weeks[0]).days, DAYS)
        column = DAYS - 1 - place if self.is_mirrored else place
        width, height = self.width / DAYS, self.row_height
        return QRectF(column * width, HEAD + line * height, width, height)

    def day_at(self, place: QPointF) -> date | None:
        """The day at a place."""
        line = int((place.y() - HEAD) // self.row_height)
        column = int(place.x() * DAYS // max(self.width, 1))
        if not (0 <= line < len(self.weeks) and 0 <= column < DAYS):
            return None
        return self.weeks[line] + timedelta(DAYS - 1 - column if self.is_mirrored else column)

    def bar(self, week: date, bar: Bar) -> QRectF:
        """Where a title is drawn; empty where there is no room for it."""
        if bar.lane >= self.lanes:
            return QRectF()
        first = self.cell(week + timedelta(bar.first))
        across = first.united(self.cell(week + timedelta(bar.last)))
        top = across.top() + 26 + bar.lane * LANE
        return QRectF(across.left() + 3, top, across.width() - 6, LANE - 3)


class MonthPaint:
    """Draws a month at its places."""

    def __init__(
        self,
        painter: QPainter,
        places: Places,
        language: Language,
        font: QFont,
        holidays: Mapping[date, str],
    ) -> None:
        self._painter = painter
        self._places = places
        self._language = language
        self._font = font
        self._holidays = holidays
        self._tokens = tokens_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def names(self) -> None:
        """The names of the days."""
        self._painter.setFont(self._font)
        self._painter.setPen(self._tokens.colour("muted"))
        for offset in range(DAYS):
            day = self._places.weeks[0] + timedelta(offset)
            place = self._places.cell(day)
            name = self._language.date(day, "EEE" if self._places.is_large else "EEEEE")
            where = QRectF(place.left(), 0, place.width(), HEAD)
            self._painter.drawText(where, CENTRE, name)

    def day(self, day: date, chosen: date, *, focused: bool) -> None:
        """The ground and the number of a day, and what is to be known of it."""
        tokens, painter = self._tokens, self._painter
        inside = self._places.cell(day).adjusted(1, 1, -1, -1)
        if self._places.is_large or self._is_off(day):
            self._round(inside, tokens.hover if self._is_off(day) else tokens.surface)
        if day == chosen:
            painter.setPen(QPen(tokens.colour("accent" if focused else "edge"), 1.5))
            is_plain = self._places.is_large
            painter.setBrush(Qt.BrushStyle.NoBrush if is_plain else tokens.colour("tint"))
            painter.drawRoundedRect(inside.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        self._number(day, inside, is_of_month=day.month == chosen.month)
        for place, name in enumerate(self._marks(day)):
            corner = QRectF(inside.right() - 13 - place * MARK, inside.top() + 3, 10, 10)
            if self._places.is_mirrored:
                corner.moveLeft(inside.left() + 3 + place * MARK)
            paint_icon(painter, name, corner, tokens.edge)

    def _is_off(self, day: date) -> bool:
        return is_weekend(day) or day in self._holidays

    def _marks(self, day: date) -> list[str]:
        """The icons in the corner of a day, the outermost first; a small day has room for one."""
        told = ((day in self._holidays, "star"), (is_ramadan(day), "moon"))
        return [name for holds, name in told if holds][: 2 if self._places.is_large else 1]

    def _number(self, day: date, inside: QRectF, *, is_of_month: bool) -> None:
        painter, is_today = self._painter, day == date.today()
        font = tabular(QFont(self._font))
        font.setBold(is_today)
        painter.setFont(font)
        is_plain = is_of_month and not self._is_off(day)
        colour = "accent" if is_today else "text" if is_plain else "muted"
        painter.setPen(self._tokens.colour(colour))
        painter.setOpacity(1.0 if is_of_month else 0.5)
        top = QRectF(inside.left() + 8, inside.top() + 2, inside.width() - 16, 22)
        number = self._language.number(day.day)
        if self._places.is_large:
            draw_line(painter, top, number, mirrored=self._places.is_mirrored)
        else:
            painter.drawText(top, CENTRE, number)
        painter.setOpacity(1.0)

    def dots(self, day: date, entries: Sequence[Entry]) -> None:
        """A dot for each of the first activities of a day."""
        inside, there = self._places.cell(day), entries[:MOST_DOTS]
        left = inside.center().x() - (len(there) * 8 - 3) / 2
        self._painter.setPen(Qt.PenStyle.NoPen)
        for number, each in enumerate(there):
            self._painter.setBrush(self._tokens.colour("edge" if each.is_quiet else "accent"))
            self._painter.drawEllipse(QRectF(left + number * 8, inside.bottom() - 11, 5, 5))

    def bars(self, week: date, bars: Sequence[Bar]) -> None:
        """The titles of a week, how many there is no room for, and else the name of a holiday."""
        self._painter.setFont(self._font)
        for bar in bars:
            place = self._places.bar(week, bar)
            if not place.isEmpty():
                self._title(bar.entry, place)
        for column in range(DAYS):
            day, hidden = week + timedelta(column), hidden_on(column, bars, self._places.lanes)
            told = f"+{hidden}" if hidden else self._holidays.get(day, "")
            if told:
                self._say_beside(day, told, at_end=bool(hidden))

    def _title(self, entry: Entry, place: QRectF) -> None:
        tokens, painter = self._tokens, self._painter
        self._round(place, tokens.line if entry.is_quiet else tokens.tint)
        colour = tokens.muted if entry.is_quiet else tokens.accent
        mark = QRectF(place.left() + 4, place.center().y() - 6.5, 13, 13)
        words = place.adjusted(21, 0, -5, 0)
        if self._places.is_mirrored:
            mark.moveRight(place.right() - 4)
            words = place.adjusted(5, 0, -21, 0)
        if entry.icon:
            paint_icon(painter, entry.icon, mark, colour)
        painter.setPen(QColor(colour))
        draw_line(painter, words, entry.title, mirrored=self._places.is_mirrored)

    def _say_beside(self, day: date, words: str, *, at_end: bool) -> None:
        """Write in muted words between the number of a day and its marks."""
        self._painter.setPen(self._tokens.colour("muted"))
        mirrored, marks = self._places.is_mirrored, 7 + MARK * len(self._marks(day))
        place = self._places.cell(day).adjusted(NUMBER, 3, -marks, 0)
        if mirrored:
            place = self._places.cell(day).adjusted(marks, 3, -NUMBER, 0)
        place.setHeight(22)
        draw_line(self._painter, place, words, mirrored=mirrored, at_end=at_end)

    def _round(self, place: QRectF, colour: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colour))
        self._painter.drawRoundedRect(place, 4, 4)
