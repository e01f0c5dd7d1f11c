"""The action plans in the window: commitments with their progress and the activities behind it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop.gui.tables.commitment_progress import Served, done_words
from ssc_desktop.services import activities, programmes
from tests.gui.conftest import Desktop, Filled, reading


def serve(store: Any, filled: Filled) -> Any:
    """Two activities for the first commitment: one done, one planned."""
    commitment = programmes.list_commitments(store)[0]
    serves = {"commitment_id": commitment.id, "action_plan_id": commitment.action_plan_id}
    activities.change_activity(store, filled.activity, {**serves, "status": "done"})
    planned = {"title": "DEMO planned", "start": "2021-10-04", "status": "planned", **serves}
    activities.add_activity(store, "workshop", planned)
    return commitment.id


@pytest.fixture
def commitment(opened: Desktop, filled: Filled) -> Any:
    """The key of a commitment that two activities serve."""
    return reading(opened, lambda workspace: serve(workspace.store, filled))


def cell(table: Any, row: int, column: str) -> str:
    """What a cell says."""
    at = [each.name for each in table.model.columns].index(column)
    return str(table.model.index(row, at).data() or "")


def test_a_commitment_says_how_many_of_its_activities_are_done(
    opened: Desktop, commitment: Any
) -> None:
    page = opened.go("action_plans")
    row = [each.id for each in page.table.model.rows].index(commitment)
    assert cell(page.table, row, "activities") == "2"
    assert cell(page.table, row, "done") == "1 / 2"
    assert page.table.model.rows[row].share == 0.5
    others = [each for each in page.table.model.rows if each.id != commitment]
    assert others
    assert all(each.share is None for each in others)


def test_its_activities_stand_below_and_enter_opens_one(
    opened: Desktop, filled: Filled, commitment: Any
) -> None:
    page = opened.go("action_plans")
    page.table.choose({commitment})
    opened.settle()
    assert {each.title for each in page.activities.model.rows} == {"Formation DEMO", "DEMO planned"}
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert page.activities.view.hasFocus()
    page.activities.choose({filled.activity})
    QTest.keyClick(page.activities.view, Qt.Key.Key_Return)
    opened.settle()
    assert opened.page.key == filled.activity


def test_one_comes_to_a_commitment_from_elsewhere(opened: Desktop, commitment: Any) -> None:
    page = opened.go("action_plans", commitment)
    assert [each.id for each in page.table.chosen_rows()] == [commitment]


def test_what_was_cancelled_is_no_longer_waited_for(opened: Desktop) -> None:
    class Commitment:
        id = None

    served = Served(Commitment, {"done": 1, "closed": 1, "cancelled": 2, "planned": 2}, ())
    assert (served.done, served.count, served.share) == (2, 4, 0.5)
    assert done_words(served, opened.desk.language) == "2 / 4"
