"""The first page: steps lead where they are done, a line adds an activity, the month is driven."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ssc_desktop.gui.widgets.agenda import STEPS, Line, line_of_step
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.services import activities, next_steps
from tests.gui.conftest import Desktop, Filled, reading, write


def lines(page: Any) -> list[Line]:
    return [each for each in page.findChildren(Line) if each.isVisible()]


def titles(page: Any) -> list[str]:
    return [each.accessibleName() for each in lines(page)]


def recorded(desktop: Desktop, title: str, offset: int, **values: Any) -> Any:
    day = date.today() + timedelta(offset)
    facts = {"title": title, "start": day, "end": day, "country": "CI", **values}
    made: list[Any] = []
    desktop.desk.ops.change(
        None,
        lambda workspace: activities.add_activity(workspace.store, "workshop", facts),
        made.append,
        touches=("activity",),
    )
    desktop.settle()
    return made[0]


@pytest.fixture
def home(opened: Desktop) -> Any:
    return opened.go("home")


def test_every_step_has_words_in_every_language(opened: Desktop, filled: Filled) -> None:
    codes = {
        value for name, value in vars(next_steps).items()
        if name.startswith("TO_") and isinstance(value, str)
    }  # fmt: skip
    assert codes == set(STEPS)
    activity = reading(
        opened, lambda workspace: activities.show_activity(workspace.store, filled.activity)
    ).activity
    for code in codes:
        step = next_steps.Step(code, 1, "home", activity, count=3, types=("agenda",), office="X")
        for language in LANGUAGES:
            made = line_of_step(step, Language(language), opened.desk.lists)
            assert made.accessibleName()
            assert "{" not in made.accessibleName() + made.accessibleDescription()


def test_a_step_leads_where_it_is_done(opened: Desktop, filled: Filled) -> None:
    page = opened.go("home")
    (step,) = [each for each in lines(page) if each.accessibleName().startswith("Type the")]
    assert "24" in step.accessibleDescription()
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    opened.settle()
    assert (opened.page.name, opened.page.part.name) == ("activity", "attendance")
    assert opened.page.key == filled.activity


def test_a_step_that_is_done_is_gone_when_one_comes_back(opened: Desktop) -> None:
    page = opened.go("home")
    assert any(each.startswith("Type the") for each in titles(page))
    part = opened.go("activity", (page._found.steps[0].activity.id, "attendance")).part
    part.grid.view.mark_all_present()
    opened.settle()
    page = opened.go("home")
    assert not any(each.startswith("Type the") for each in titles(page))


def test_the_weekly_copy_leads_to_the_safety_copies(opened: Desktop) -> None:
    page = opened.go("home")
    words = "Copy the workspace to a USB stick"
    (step,) = [each for each in lines(page) if each.accessibleName() == words]
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    opened.settle()
    assert opened.page.name == "safety_copies"


def test_an_activity_is_added_in_one_line_and_taken_back(opened: Desktop, home: Any) -> None:
    opened.activate()
    home.quick_add.title.setFocus()
    write(QApplication.focusWidget(), "Table ronde DEMO")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    day = date.today() + timedelta(3)
    write(QApplication.focusWidget(), f"{day:%d%m%Y}")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    opened.settle()
    (made,) = reading(
        opened, lambda workspace: activities.list_activities(workspace.store, "table ronde")
    )
    assert (made.start, made.end, made.country) == (day, day, "CI")
    assert home.month.grid.day == day
    assert "Table ronde DEMO" in titles(home)
    assert QApplication.focusWidget() is home.quick_add.title
    assert home.quick_add.title.text() == ""
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert "Table ronde DEMO" not in titles(home)
    left = reading(opened, lambda workspace: activities.list_activities(workspace.store))
    assert made.id not in {each.id for each in left}


def test_what_cannot_be_recorded_is_told_beside_its_field(opened: Desktop, home: Any) -> None:
    home.quick_add.record()
    assert home.quick_add.title.property("wrong")
    write(home.quick_add.title, "A")
    home.quick_add.start.line.setText("99/99/2021")
    home.quick_add.record()
    opened.settle()
    assert home.notice.isVisible()
    assert home.quick_add.start.line.property("wrong")
    assert home.quick_add.title.text() == "A"
    assert home.quick_add.record_button.isEnabled()


def test_the_month_shows_what_is_coming_and_enter_opens_it(opened: Desktop) -> None:
    made = recorded(opened, "Atelier DEMO", 1)
    page = opened.go("home")
    assert "Atelier DEMO" in titles(page)
    page.month.setFocus()
    page.month.grid.go_to(made.start)
    QTest.keyClick(page.month.grid, Qt.Key.Key_Return)
    opened.settle()
    assert (opened.page.name, opened.page.key) == ("activity", made.id)


def test_an_empty_day_begins_an_activity_and_a_full_one_is_listed(opened: Desktop) -> None:
    made = recorded(opened, "A", 2)
    recorded(opened, "B", 2)
    page = opened.go("home")
    opened.activate()
    page.month.grid.go_to(made.start)
    QTest.keyClick(page.month.grid, Qt.Key.Key_Return)
    opened.settle()
    assert isinstance(QApplication.focusWidget(), Line)
    page.month.setFocus()
    free = made.start + timedelta(1)
    page.month.grid.go_to(free)
    QTest.keyClick(page.month.grid, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.quick_add.title
    assert page.quick_add.start.value() == page.quick_add.end.value() == free


def test_many_steps_are_shown_when_asked_for(opened: Desktop) -> None:
    for number in range(9):
        recorded(opened, f"Atelier {number}", 1)
    page = opened.go("home")
    (more,) = [
        each for each in page.findChildren(QPushButton) if each.text().startswith("Show more")
    ]
    before = len(titles(page))
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    opened.settle()
    assert len(titles(page)) > before


def test_headquarters_is_told_what_it_needs(headquarters_open: Desktop) -> None:
    page = headquarters_open.go("home")
    assert page.isVisible()
    assert not any("sheets" in each for each in titles(page))
