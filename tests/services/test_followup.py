"""What follows an activity is recorded, changed, taken away and brought back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import new_key
from ssc_desktop.services import activities, followup
from ssc_desktop.storage.store import Store

ROWS = {
    "recommendation": {"text": "Publier la liste (DEMO)", "due_on": "2021-12-01", "state": "open"},
    "milestone": {"title": "Site choisi (DEMO)", "progress": "40", "state": "under_way"},
    "beneficiaries": {"beneficiary_type": "returning_migrant", "sex": "F", "count": "12"},
    "risk": {"text": "Pluies (DEMO)", "likelihood": "3", "impact": "4"},
    "monitoring_visit": {"visited_on": "2021-11-05", "findings": "Conforme (DEMO)"},
    "evaluation": {"instrument": "satisfaction", "satisfaction_score": "4"},
}


@pytest.fixture
def activity(store: Store) -> UUID:
    values = {"title": "DEMO", "start": "2021-09-01", "country": "ML"}
    return activities.add_activity(store, "pilot_activity", values).id


@pytest.mark.parametrize("noun", sorted(followup.FOLLOW_UPS))
def test_a_row_is_listed_with_its_activity_until_it_is_removed(
    store: Store, activity: UUID, noun: str
) -> None:
    added = followup.add_follow_up(store, noun, activity, ROWS[noun])
    assert [each.id for each in followup.list_follow_ups(store, noun, activity)] == [added.id]
    followup.remove_follow_up(store, noun, added.id)
    assert followup.list_follow_ups(store, noun, activity) == []
    followup.restore_follow_up(store, noun, added.id)
    assert len(followup.list_follow_ups(store, noun, activity)) == 1


def test_values_are_read_as_their_fields_hold_them(store: Store, activity: UUID) -> None:
    added = followup.add_follow_up(store, "recommendation", activity, ROWS["recommendation"])
    followup.change_follow_up(store, "recommendation", added.id, {"due_on": "01/02/2022"})
    kept = followup.list_follow_ups(store, "recommendation", activity)[0]
    assert (kept.due_on, kept.text) == (date(2022, 2, 1), "Publier la liste (DEMO)")  # type: ignore[attr-defined]


def test_a_row_of_an_unknown_activity_is_refused(store: Store) -> None:
    with pytest.raises(Problem) as refused:
        followup.add_follow_up(store, "risk", new_key(), ROWS["risk"])
    assert refused.value.code == "not-found"


def test_an_unknown_noun_is_refused(store: Store, activity: UUID) -> None:
    with pytest.raises(Problem) as refused:
        followup.add_follow_up(store, "participant", activity, {})
    assert refused.value.code == "unknown-noun"
