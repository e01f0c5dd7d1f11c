"""The month: its weeks and lanes, the keys that drive it, both directions of reading."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.icons import draw_icons_with
from ssc_desktop.gui.theme import Theme
from ssc_desktop.gui.widgets.month import Month, MonthGrid
from ssc_desktop.gui.widgets.month_days import (
    Entry,
    bars_of,
    hidden_on,
    monday_of,
    month_further,
    weeks_of,
)
from ssc_desktop.language import LANGUAGES, Language

MONDAY = date(2021, 8, 16)


def entry(first: int, last: int, title: str = "A", **facts: bool) -> Entry:
    days = (MONDAY + timedelta(first), MONDAY + timedelta(last))
    return Entry(title, title, *days, "presentation", **facts)


@pytest.fixture(params=LANGUAGES)
def month(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Month]:
    draw_icons_with(Theme(qapp, "light"))
    language = Language(request.param)
    made = Month(language, is_large=True)
    right = Qt.LayoutDirection.RightToLeft
    made.setLayoutDirection(right if language.is_rtl else Qt.LayoutDirection.LeftToRight)
    made.resize(900, 620)
    made.show()
    made.grid.go_to(MONDAY)
    made.grid.show_entries([entry(0, 1), entry(3, 3, "B")])
    yield made
    made.deleteLater()


def test_the_weeks_of_a_month_begin_on_monday_and_hold_all_its_days() -> None:
    for offset in range(60):
        day = month_further(date(2019, 1, 31), offset)
        weeks = weeks_of(day)
        assert all(each.weekday() == 0 for each in weeks)
        assert weeks[0] <= day.replace(day=1) < weeks[0] + timedelta(7)
        assert len(weeks) in (4, 5, 6)
        assert month_further(day.replace(day=1), 1) <= weeks[-1] + timedelta(7)


def test_a_month_further_ends_where_the_month_ends() -> None:
    assert month_further(date(2021, 1, 31), 1) == date(2021, 2, 28)
    assert month_further(date(2021, 1, 15), -1) == date(2020, 12, 15)
    assert month_further(date(2021, 12, 15), 1) == date(2022, 1, 15)


def test_activities_of_the_same_days_lie_in_lanes_of_their_own() -> None:
    bars = bars_of(MONDAY, [entry(0, 2, "A"), entry(2, 4, "B"), entry(3, 3, "C"), entry(9, 9, "D")])
    assert {(each.entry.title, each.lane, each.first, each.last) for each in bars} == {
        ("A", 0, 0, 2), ("B", 1, 2, 4), ("C", 0, 3, 3)
    }  # fmt: skip
    assert [hidden_on(column, bars, 1) for column in range(7)] == [0, 0, 1, 1, 1, 0, 0]


def test_what_does_not_take_place_makes_room() -> None:
    bars = bars_of(MONDAY, [entry(0, 4, "A", is_quiet=True), entry(0, 0, "B")])
    assert [(each.entry.title, each.lane) for each in bars] == [("B", 0), ("A", 1)]


def test_a_project_of_months_is_drawn_where_it_begins_and_ends() -> None:
    long = entry(0, 120)
    weeks = [MONDAY + timedelta(7 * number) for number in range(18)]
    drawn = [week for week in weeks if bars_of(week, [long])]
    assert drawn == [MONDAY, monday_of(long.last)]
    assert long.covers(MONDAY + timedelta(50))
    assert not long.is_marked_on(MONDAY + timedelta(50))


def test_arrows_follow_the_reading_and_keys_turn_the_month(month: Month) -> None:
    grid = month.grid
    forward = Qt.Key.Key_Left if grid.isRightToLeft() else Qt.Key.Key_Right
    QTest.keyClick(grid, forward)
    assert grid.day == MONDAY + timedelta(1)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.day == MONDAY + timedelta(8)
    QTest.keyClick(grid, Qt.Key.Key_PageUp)
    assert grid.day == date(2021, 7, 24)
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.day == date.today()
    assert grid.accessibleDescription() == grid.said_of(date.today())


def test_enter_opens_the_day_and_the_pointer_an_activity(month: Month) -> None:
    opened: list[object] = []
    picked: list[object] = []
    month.grid.opened.connect(opened.append)
    month.grid.picked.connect(picked.append)
    QTest.keyClick(month.grid, Qt.Key.Key_Return)
    assert opened == [MONDAY]
    (bar,) = [each for each in month.grid._bars_in(MONDAY) if each.entry.title == "B"]
    place = month.grid.places.bar(MONDAY, bar).center().toPoint()
    QTest.mouseDClick(month.grid, Qt.MouseButton.LeftButton, pos=place)
    assert picked == ["B"]
    QTest.mouseClick(month.grid, Qt.MouseButton.LeftButton, pos=place)
    assert month.grid.day == MONDAY + timedelta(3)


def test_every_day_is_found_where_it_is_drawn(month: Month) -> None:
    places = month.grid.places
    for week in places.weeks:
        for offset in range(7):
            day = week + timedelta(offset)
            assert places.day_at(places.cell(day).center()) == day
    assert places.day_at(QPointF(5, 2)) is None
    monday, sunday = places.cell(MONDAY), places.cell(MONDAY + timedelta(6))
    assert (monday.left() > sunday.left()) == month.isRightToLeft()


def test_a_day_is_told_with_what_takes_place(month: Month) -> None:
    said = month.grid.said_of(MONDAY)
    assert said.endswith("A")
    assert "2021" in said
    assert [each.title for each in month.grid.entries_on(MONDAY + timedelta(3))] == ["B"]


def test_a_holiday_is_marked_and_named(month: Month) -> None:
    grid, day = month.grid, MONDAY + timedelta(4)
    before = grid.grab().toImage()
    grid.go_to(day)
    grid.show_holidays({day: "Fête du Trône"})
    assert "Fête du Trône" in grid.said_of(day)
    assert "Fête du Trône" in grid.accessibleDescription()
    assert "Fête" not in grid.said_of(MONDAY)
    grid.go_to(MONDAY)
    after, ratio = grid.grab().toImage(), before.devicePixelRatio()
    cell = grid.places.cell(day).center().toPoint() * ratio
    assert before.pixelColor(cell) != after.pixelColor(cell)
    plain = grid.places.cell(MONDAY + timedelta(2)).center().toPoint() * ratio
    assert before.pixelColor(plain) == after.pixelColor(plain)


def test_both_sizes_are_drawn(month: Month, qapp: QApplication) -> None:
    small = MonthGrid(Language("fr"))
    small.resize(300, 260)
    small.go_to(MONDAY)
    empty = small.grab().toImage()
    small.show_entries([entry(0, 0)])
    assert small.grab().toImage() != empty
    drawn = month.grid.grab().toImage()
    bar = month.grid._bars_in(MONDAY)[0]
    place = month.grid.places.bar(MONDAY, bar)
    inside = place.topLeft().toPoint() + QPoint(int(place.width()) // 2, 2)
    colour = drawn.pixelColor(inside * drawn.devicePixelRatio()).name().upper()
    assert colour == Theme(qapp, "light").tokens.tint
