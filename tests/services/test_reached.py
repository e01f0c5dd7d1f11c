"""What dashboards show: an indicator month by month, commitments, places, money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ssc_desktop.domain.programme import ActionPlan, Commitment
from ssc_desktop.domain.record import new_key
from ssc_desktop.services.indicator_aims import write_target
from ssc_desktop.services.reached import (
    budget_table,
    plan_progress,
    reached_by_month,
    region_table,
)
from ssc_desktop.storage.store import Store
from tests.services.action_case import attend, held, person


def test_an_indicator_grows_month_by_month_and_never_counts_a_person_twice(store: Store) -> None:
    awa = person(store, "Awa")
    for day in ("2021-03-02", "2021-05-04", "2021-06-01"):
        activity = held(store, "workshop", "DEMO", start=day, country="CI", indicators="3.3")
        attend(store, activity, awa, 1)
        if day != "2021-05-04":
            attend(store, activity, person(store, day), 1)
    months = reached_by_month(store, "EUTF-38", "3.3", None, None)
    assert [(each.month.month, each.value) for each in months] == [(3, 2), (4, 2), (5, 2), (6, 3)]
    within = reached_by_month(store, "EUTF-38", "3.3", date(2021, 5, 1), date(2021, 6, 30))
    assert [(each.month.month, each.value) for each in within] == [(5, 1), (6, 2)]
    assert reached_by_month(store, "EUTF-38", "5.3", None, None) == ()


def test_the_target_so_far_is_the_sum_of_the_years_begun_else_the_whole(store: Store) -> None:
    for day in ("2020-11-03", "2021-02-02"):
        held(store, "workshop", "DEMO", start=day, country="CI", indicators="3.11")
    write_target(store, "EUTF-38", "3.11", {"target": "10"})
    assert {each.target for each in reached_by_month(store, "EUTF-38", "3.11", None, None)} == {10}
    for year, target in ((2020, "3"), (2021, "4")):
        days = {"since": date(year, 1, 1), "until": date(year, 12, 31)}
        write_target(store, "EUTF-38", "3.11", {"target": target}, **days)
    months = reached_by_month(store, "EUTF-38", "3.11", None, None)
    assert [each.target for each in months] == [3, 3, 7, 7]


def test_commitments_are_told_with_the_activities_that_serve_them(store: Store) -> None:
    plan, served, idle = new_key(), new_key(), new_key()
    with store.writing() as db:
        db.add(ActionPlan(id=plan, code="MA-XX"))
        for key, code in ((served, "C1"), (idle, "C2")):
            db.add(Commitment(id=key, action_plan_id=plan, code=code, state="under_way"))
    for status in ("done", "done", "planned"):
        held(store, "workshop", "DEMO", start="2021-03-02", country="CI", status=status,
             action_plan_id=plan, commitment_id=served)  # fmt: skip
    (progress,) = [each for each in plan_progress(store) if each.plan.code == "MA-XX"]
    first, second = progress.commitments
    assert (first.count, dict(first.by_status), first.state) == (
        3,
        {"done": 2, "planned": 1},
        "under_way",
    )
    assert second.count == 0


@pytest.mark.parametrize(("sensitive", "told"), [("no", 2), ("yes", None)])
def test_pilot_activities_are_told_by_region(
    store: Store, sensitive: str, told: int | None
) -> None:
    values = {"start": "2021-03-02", "country": "CI", "region": "CI-AB"}
    first = held(store, "pilot_activity", "DEMO", **values, sensitive=sensitive)
    second = held(store, "pilot_activity", "DEMO", **values)
    awa = person(store, "Awa")
    for activity in (first, second):
        attend(store, activity, awa, 1)
    attend(store, first, person(store, "Moussa"), 1)
    (region,) = region_table(store)
    assert (region.country, region.region, region.count) == ("CI", "CI-AB", 2)
    assert (dict(region.by_status), region.beneficiaries) == ({"done": 2}, told)


def test_money_is_told_in_its_currency_and_in_euro_where_a_rate_is_known(store: Store) -> None:
    day = {"start": "2021-03-02", "country": "CI", "currency": "XOF"}
    held(store, "workshop", "DEMO", **day, budget_planned="655957", rate="655.957")
    held(store, "workshop", "DEMO", **day, budget_planned="100000", budget_spent="655957")
    held(store, "workshop", "DEMO", **{**day, "currency": "EUR"}, budget_spent="12.50")
    euro, francs = budget_table(store)
    assert (euro.currency, euro.spent, euro.spent_euro) == (
        "EUR",
        Decimal("12.50"),
        Decimal("12.50"),
    )
    assert (francs.planned, francs.planned_euro) == (Decimal("755957.00"), Decimal("1000.00"))
    assert (francs.spent, francs.spent_euro) == (Decimal("655957.00"), None)
