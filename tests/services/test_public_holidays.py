"""The holidays a calendar shows are those of the office's country."""

from __future__ import annotations

from datetime import date

from ssc_desktop.language import Language
from ssc_desktop.services.public_holidays import holidays_between, holidays_of
from ssc_desktop.services.workspaces import Workspace

FIRST, LAST = date(2021, 7, 26), date(2021, 9, 5)


def test_a_calendar_has_the_holidays_of_the_country_of_the_office(office: Workspace) -> None:
    assert office.office.country == "CI"
    assert holidays_between(office, FIRST, LAST, Language("fr")) == {
        date(2021, 8, 7): "Fête Nationale",
        date(2021, 8, 15): "Fête de l’Assomption",
    }
    assert holidays_between(office, LAST, FIRST, Language("fr")) == {}


def test_the_days_of_an_activity_are_those_of_its_own_country() -> None:
    days = [date(2021, 7, 30), date(2021, 8, 7)]
    assert holidays_of(days, "MA", Language("en")) == {days[0]: "Throne Day"}
    assert holidays_of(days, None, Language("en")) == {}
