"""A value that was reported stays as it was reported; what changed since is told beside it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ssc_desktop.domain.indicator import FrozenFigure
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import activities
from ssc_desktop.services.frozen_values import (
    MovedRecord,
    frozen_values,
    moved_records,
    read_frozen,
)
from ssc_desktop.services.indicators import Source, indicator_figure
from ssc_desktop.services.periods import (
    Moved,
    freeze_period,
    list_periods,
    restore_period,
    unfreeze_period,
)
from ssc_desktop.storage.store import Store
from tests.services.action_case import attend, held, person

YEAR = (date(2021, 1, 1), date(2021, 12, 31))
DAY = {"start": "2021-08-16", "end": "2021-08-17", "country": "CI"}


def test_a_frozen_value_never_changes_and_the_difference_is_told(store: Store) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.3")
    attend(store, activity, person(store, "Awa", sex="F"), 2)
    freeze_period(store, *YEAR)
    attend(store, activity, person(store, "Moussa", sex="M"), 1)
    figure = indicator_figure(store, "EUTF-38", "3.3", *YEAR)
    assert (figure.value, figure.current, figure.difference) == (1, 2, 1)
    assert (figure.participations, figure.participant_days) == (1, 1.0)
    assert figure.by["sex"] == {"F": 1}
    assert figure.frozen_at is not None
    # Another period of the same days apart is counted as ever.
    assert indicator_figure(store, "EUTF-38", "3.3").value == 2
    (period,) = list_periods(store)
    assert (period.since, period.until) == YEAR
    moved = MovedRecord("activity", activity, figure.sources[0].code, 1, 2)
    assert Moved("EUTF-38", "3.3", 1, 2, (moved,)) in period.moved
    assert figure.moved == (moved,)
    assert {moved.code for moved in period.moved} == {"3.3", "41.19"}
    assert period.moved[0].difference == 1


def test_freezing_is_taken_back_and_brought_back(store: Store) -> None:
    activity = held(store, "workshop", "DEMO", **DAY, indicators="3.3")
    attend(store, activity, person(store, "Awa"), 2)
    frozen = freeze_period(store, *YEAR)
    attend(store, activity, person(store, "Moussa"), 1)
    assert unfreeze_period(store, *YEAR).count == frozen.count > 0
    assert list_periods(store) == ()
    assert indicator_figure(store, "EUTF-38", "3.3", *YEAR).value == 2
    restore_period(store, *YEAR)
    assert indicator_figure(store, "EUTF-38", "3.3", *YEAR).value == 1
    unfreeze_period(store, *YEAR)
    freeze_period(store, *YEAR)
    assert indicator_figure(store, "EUTF-38", "3.3", *YEAR).value == 2


def test_what_a_value_was_computed_of_is_kept_without_small_numbers(store: Store) -> None:
    open_, closed = (
        held(store, "workshop", "DEMO", **DAY, indicators="3.3", sensitive=sensitive)
        for sensitive in ("no", "yes")
    )
    for number in range(2):
        attend(store, open_, person(store, f"A{number}"), 1)
        attend(store, closed, person(store, f"B{number}"), 1)
    freeze_period(store, *YEAR)
    with store.reading() as db:
        kept = frozen_values(db, "EUTF-38", "2021-01-01/2021-12-31")["3.3"].sources
    assert {each["id"]: each["value"] for each in kept} == {str(open_): 2, str(closed): None}
    figure = indicator_figure(store, "EUTF-38", "3.3", *YEAR)
    assert (figure.value, figure.by["sex"]) == (4, {"": None})
    assert figure.moved == ()


def test_records_that_came_moved_and_went_since_are_told(store: Store) -> None:
    moved, gone, still = (held(store, "workshop", "DEMO", **DAY, indicators="3.3") for _ in "abc")
    for number, each in enumerate((moved, gone, still)):
        attend(store, each, person(store, f"A{number}"), 1)
    freeze_period(store, *YEAR)
    attend(store, moved, person(store, "B"), 1)
    activities.remove_activity(store, gone)
    came = held(store, "workshop", "DEMO", **DAY, indicators="3.3")
    attend(store, came, person(store, "C"), 1)
    figure = indicator_figure(store, "EUTF-38", "3.3", *YEAR)
    told = {each.id: (each.frozen, each.current) for each in figure.moved}
    assert told == {moved: (1, 2), gone: (1, 0), came: (0, 1)}
    assert all(each.code for each in figure.moved)


@pytest.mark.parametrize("told", ['[{"id": "x", "value": 1}, 7]', '[{"value": []}]', "{}", "["])
def test_what_another_laptop_wrote_of_its_records_may_be_anything(told: str) -> None:
    frozen = read_frozen(FrozenFigure(value=1, sources=told))
    assert moved_records(frozen, ()) == ()


def test_of_what_was_too_small_only_its_end_and_its_growth_are_known() -> None:
    keys = [new_key() for _ in range(3)]
    small = [{"kind": "activity", "id": str(key), "code": "D", "value": None} for key in keys]
    frozen = read_frozen(FrozenFigure(value=9, sources=json.dumps(small)))
    now = [Source("activity", keys[0], "D", "", 3), Source("activity", keys[1], "D", "", 8)]
    told = {each.id: (each.frozen, each.current) for each in moved_records(frozen, now)}
    assert told == {keys[1]: (None, 8), keys[2]: (None, 0)}


def test_the_whole_can_be_frozen_too(store: Store) -> None:
    held(store, "workshop", "DEMO", **DAY, indicators="3.11")
    freeze_period(store, None, None, sets=("EUTF-38",))
    held(store, "workshop", "DEMO", **DAY, indicators="3.11")
    assert indicator_figure(store, "EUTF-38", "3.11").value == 1
    assert list_periods(store)[0].since is None


@pytest.mark.parametrize(
    ("do", "days", "code"),
    [
        (freeze_period, tuple(reversed(YEAR)), "period-backwards"),
        (unfreeze_period, YEAR, "not-frozen"),
        (restore_period, YEAR, "not-frozen"),
    ],
)
def test_what_cannot_be_is_told(
    store: Store, do: object, days: tuple[date, date], code: str
) -> None:
    with pytest.raises(Problem) as told:
        do(store, *days)  # type: ignore[operator]
    assert told.value.code == code


def test_a_period_is_frozen_once(store: Store) -> None:
    freeze_period(store, *YEAR)
    with pytest.raises(Problem) as told:
        freeze_period(store, *YEAR)
    assert told.value.code == "already-frozen"
