"""Activities: recorded, changed, found, removed and brought back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.domain.problems import Problem
from ssc_desktop.services import activities, attendance, participants
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage.store import Store

DAYS = {"title": "Atelier de planification", "start": "2021-08-16", "end": "2021-08-20"}


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_is_saved_half_filled_and_read_back(store: Store, kind: str) -> None:
    activity = activities.add_activity(store, kind, {**DAYS, "country": "CI"})
    shown = activities.show_activity(store, activity.code or "").activity
    assert type(shown) is ALL_KINDS[kind]
    assert (shown.title, shown.start, shown.end) == (
        DAYS["title"],
        date(2021, 8, 16),
        date(2021, 8, 20),
    )


def test_half_days_are_made_from_the_dates(store: Store) -> None:
    activity = activities.add_activity(store, "workshop", DAYS)
    slots = activities.show_activity(store, activity.id).slots
    assert slots[:3] == ("2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM")
    assert len(slots) == 10


def test_codes_are_numbered_within_country_year_and_kind(store: Store) -> None:
    codes = [
        activities.add_activity(store, "capacity_session", {**DAYS, "country": "ML"}).code
        for _ in range(2)
    ]
    assert [code.split("-")[1:] for code in codes if code] == [
        ["ML", "2021", "CAP", "001"],
        ["ML", "2021", "CAP", "002"],
    ]


def test_a_code_that_is_taken_is_refused(store: Store) -> None:
    first = activities.add_activity(store, "workshop", DAYS)
    with pytest.raises(Problem) as told:
        activities.add_activity(store, "workshop", {**DAYS, "code": first.code})
    assert told.value.code == "code-taken"


def test_new_dates_keep_the_half_days_on_which_somebody_is_marked(store: Store) -> None:
    activity = activities.add_activity(store, "workshop", DAYS)
    person = participants.add_participant(store, {"family_name": "A"}, activity=activity.id)
    attendance.mark(store, activity.id, [(person.id, "2021-08-16/AM", "present")])
    activities.change_activity(store, activity.id, {"start": "2021-08-19"})
    assert activities.show_activity(store, activity.id).slots == (
        "2021-08-16/AM",
        "2021-08-19/AM",
        "2021-08-19/PM",
        "2021-08-20/AM",
        "2021-08-20/PM",
    )


def test_a_marked_half_day_is_not_taken_away(store: Store) -> None:
    activity = activities.add_activity(store, "workshop", DAYS)
    person = participants.add_participant(store, {"family_name": "A"}, activity=activity.id)
    attendance.mark(store, activity.id, [(person.id, "2021-08-16/AM", "absent")])
    with pytest.raises(Problem) as told:
        activities.remove_half_day(store, activity.id, "2021-08-16/AM")
    assert told.value.code == "half-day-marked"
    activities.remove_half_day(store, activity.id, "2021-08-16/PM")
    assert "2021-08-16/PM" not in activities.show_activity(store, activity.id).slots
    activities.add_half_day(store, activity.id, "2021-08-16/PM")
    assert "2021-08-16/PM" in activities.show_activity(store, activity.id).slots


def test_an_end_before_the_start_is_refused_and_nothing_is_saved(store: Store) -> None:
    activity = activities.add_activity(store, "workshop", DAYS)
    with pytest.raises(Problem) as told:
        activities.change_activity(store, activity.id, {"end": "2021-08-01", "title": "Autre"})
    assert (told.value.code, told.value.field) == ("end-before-start", "end")
    assert activities.show_activity(store, activity.id).activity.title == DAYS["title"]


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("start", "hier", "not-a-date"),
        ("budget_planned", "beaucoup", "not-an-amount"),
        ("target_women", "dix", "not-a-number"),
        ("status", "perdue", "unknown-code"),
        ("colour", "red", "unknown-field"),
        ("interpretation", "peut-être", "not-yes-or-no"),
        ("title", "x" * 301, "too-long"),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(
    store: Store, field: str, typed: str, code: str
) -> None:
    with pytest.raises(Problem) as told:
        activities.add_activity(store, "workshop", {**DAYS, field: typed})
    assert (told.value.code, told.value.field) == (code, field)
    assert activities.list_activities(store) == []


def test_typed_values_are_read_as_people_write_them(store: Store) -> None:
    activity = activities.add_activity(
        store,
        "workshop",
        {
            "title": "  Atelier  ",
            "start": "16/08/2021",
            "budget_planned": "1 234 567,5",
            "themes": "MD, MO",
            "interpretation": "oui",
            "target_women": "12",
            "country": "Côte d'Ivoire",
        },
    )
    shown = activities.show_activity(store, activity.id).activity
    assert shown.title == "Atelier"
    assert shown.start == date(2021, 8, 16)
    assert shown.budget_planned == Decimal("1234567.5")
    assert shown.themes == ("MD", "MO")
    assert (shown.interpretation, shown.target_women, shown.country) == (True, 12, "CI")


def test_a_removed_activity_comes_back_with_everything(store: Store) -> None:
    activity = activities.add_activity(store, "workshop", DAYS)
    activities.remove_activity(store, activity.id)
    assert activities.list_activities(store) == []
    assert [a.id for a in activities.list_activities(store, removed=True)] == [activity.id]
    activities.restore_activity(store, activity.id)
    assert len(activities.show_activity(store, activity.code or "").slots) == 10


def test_an_unknown_activity_or_kind_is_a_problem(store: Store) -> None:
    with pytest.raises(Problem) as told:
        activities.show_activity(store, "NONE-1")
    assert told.value.code == "unknown-activity"
    with pytest.raises(Problem) as told:
        activities.add_activity(store, "party", DAYS)
    assert told.value.code == "unknown-kind"


def test_warnings_stand_beside_the_field_and_refuse_nothing(office: Workspace) -> None:
    activity = activities.add_activity(
        office.store,
        "workshop",
        {
            "title": "A",
            "start": "2023-01-07",
            "status": "cancelled",
            "currency": "XOF",
            "budget_planned": "10.5",
            "budget_spent": "11",
        },
    )
    found = {
        (f.code, f.field) for f in activities.show_activity(office.store, activity.id).findings
    }
    assert found == {
        ("outside-period", "start"),
        ("weekend", "start"),
        ("reason-missing", "status_reason"),
        ("xof-decimals", "budget_planned"),
        ("over-budget", "budget_spent"),
    }


@pytest.mark.parametrize("title", ["", "   ", None])
def test_an_activity_keeps_a_title(store: Store, title: str | None) -> None:
    with pytest.raises(Problem) as told:
        activities.add_activity(store, "workshop", {**DAYS, "title": title})
    assert (told.value.code, told.value.field) == ("needed", "title")
    activity = activities.add_activity(store, "workshop", DAYS)
    with pytest.raises(Problem):
        activities.change_activity(store, activity.id, {"title": title})
    assert activities.show_activity(store, activity.id).activity.title == DAYS["title"]


def test_text_in_a_broken_encoding_is_refused(store: Store) -> None:
    with pytest.raises(Problem) as told:
        activities.add_activity(store, "workshop", {**DAYS, "title": "\udce9t\udce9"})
    assert told.value.code == "not-text"


def test_a_long_list_of_codes_is_told_as_cut(store: Store) -> None:
    with pytest.raises(Problem) as told:
        activities.add_activity(store, "workshop", {**DAYS, "country": "ZZ"})
    assert str(told.value.details["known"]).endswith("…")


def test_the_list_is_narrowed_by_country_theme_and_period(store: Store) -> None:
    for values in (
        {"title": "A", "start": "2021-01-04", "end": "2021-01-08", "country": "CI", "themes": "MD"},
        {"title": "B", "start": "2021-06-01", "country": "ML", "themes": "MD,DR"},
        {"title": "C", "country": "CI"},
    ):
        activities.add_activity(store, "workshop", values)

    def titles(**wanted: object) -> list[str | None]:
        found = activities.list_activities(store, **wanted)  # type: ignore[arg-type]
        return sorted(str(each.title) for each in found)

    assert titles(country="CI") == ["A", "C"]
    assert titles(theme="DR") == ["B"]
    assert titles(theme="MD", country="CI") == ["A"]
    assert titles(since=date(2021, 1, 7)) == ["A", "B"]
    assert titles(since=date(2021, 1, 9), until=date(2021, 5, 31)) == []
    assert titles(until=date(2021, 1, 4)) == ["A"]


def test_several_are_removed_at_once_or_none(store: Store) -> None:
    kept = activities.add_activity(store, "workshop", DAYS)
    with pytest.raises(Problem):
        activities.remove_activities(store, [kept.id, UUID(int=7)])
    assert [each.id for each in activities.list_activities(store)] == [kept.id]
    other = activities.add_activity(store, "workshop", DAYS)
    assert activities.remove_activities(store, [kept.id, other.id]).count == 2
    assert activities.list_activities(store) == []
