"""Public holidays where days are shown: the first page, the calendar, half-days, what does not fit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ssc_desktop.services import activities
from tests.gui.conftest import Desktop, Filled, reading

# The office of these tests is in Côte d'Ivoire.
NATIONAL, THRONE = date(2021, 8, 7), date(2021, 7, 30)


def month_of(opened: Desktop, page_name: str) -> Any:
    page = opened.go(page_name)
    if page_name == "home":
        return page.month
    page.turn_to("month")
    opened.settle()
    return page.views.month


@pytest.mark.parametrize("page_name", ["home", "activities"])
def test_a_calendar_names_the_holidays_of_the_office_s_country(
    opened: Desktop, page_name: str
) -> None:
    grid = month_of(opened, page_name).grid
    grid.go_to(NATIONAL)
    opened.until(lambda: "Independence Day" in grid.accessibleDescription())
    assert "Throne Day" not in grid.said_of(THRONE)
    grid.go_to(date(2021, 12, 1))
    opened.until(lambda: "Christmas Day" in grid.said_of(date(2021, 12, 25)))


def test_half_days_and_dates_follow_the_country_of_the_activity(
    opened: Desktop, filled: Filled
) -> None:
    values = {"country": "MA", "start": THRONE, "end": THRONE}
    reading(
        opened,
        lambda workspace: activities.change_activity(workspace.store, filled.activity, values),
    )
    reading(
        opened,
        lambda workspace: activities.add_half_day(workspace.store, filled.activity, f"{THRONE}/AM"),
    )
    part = opened.go("activity", (filled.activity, "half_days")).part
    shown = [part.model.index(line, 0).data() for line in range(part.model.rowCount())]
    assert "Friday 30/07/2021 · Throne Day" in shown
    form = opened.go("activity", (filled.activity, "details")).part.form
    opened.until(lambda: "30/07/2021 Throne Day" in form.boxes["start"].message)
