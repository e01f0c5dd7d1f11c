"""The action plans in the window: commitments with their progress and the activities behind it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.tables.commitment_progress import Served, done_words
from ssc_desktop.services import activities, programmes
from tests.gui.conftest import Desktop, Filled, reading, write


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


# --- at headquarters -------------------------------------------------------------------------------


def test_an_office_reads_and_does_not_write(opened: Desktop) -> None:
    page = opened.go("action_plans")
    assert page.deeds is None


def test_headquarters_writes_a_commitment_and_takes_one_away(headquarters_open: Desktop) -> None:
    desktop = headquarters_open
    page = desktop.go("action_plans")
    desktop.until(lambda: bool(page.plans))
    before = len(page.table.model.rows)
    page.plan.setCurrentIndex(1)
    plan = page.plan.currentData()
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desktop.settle()
    made: Any = QApplication.activeModalWidget()
    assert made.form.boxes["action_plan_id"].editor.value() == plan
    write(made.form.boxes["code"].widget, "DEMO-1")
    write(made.form.boxes["text_fr"].widget, "DEMO un nouvel engagement")
    made.accept()
    commitments = programmes.list_commitments
    desktop.until(
        lambda: "DEMO-1" in [c.code for c in reading(desktop, lambda w: commitments(w.store))]
    )
    page.plan.setCurrentIndex(0)
    desktop.until(lambda: len(page.table.model.rows) == before + 1)

    (line,) = (each for each in page.table.model.rows if each.commitment.code == "DEMO-1")
    page.table.opened.emit(line)
    form: Any = QApplication.activeModalWidget()
    desktop.until(lambda: "state" in form.form.boxes)
    form.form.boxes["state"].editor.set_value("done")
    form.accept()
    desktop.settle()
    found = reading(desktop, lambda w: commitments(w.store))
    assert next(each for each in found if each.code == "DEMO-1").state == "done"

    page.table.choose({line.id})
    page.deeds.remove_chosen()
    desktop.until(lambda: len(page.table.model.rows) == before)
    desktop.window.view.told.undo()
    desktop.until(lambda: len(page.table.model.rows) == before + 1)


def test_headquarters_writes_the_programme_and_its_plans(headquarters_open: Desktop) -> None:
    desktop = headquarters_open
    page = desktop.go("action_plans")
    desktop.until(lambda: bool(page.plans))
    assert not page.deeds.plan_button.isEnabled()
    page.deeds.edit_programme()
    form: Any = QApplication.activeModalWidget()
    desktop.until(lambda: "contract_no" in form.form.boxes)
    form.form.boxes["contract_no"].editor.set_value("DEMO 2021/1")
    form.accept()
    desktop.settle()
    told = reading(desktop, lambda w: programmes.show_programme(w.store))
    assert told.contract_no == "DEMO 2021/1"
    page.plan.setCurrentIndex(1)
    assert page.deeds.plan_button.isEnabled()
    page.deeds.edit_plan()
    form = QApplication.activeModalWidget()
    desktop.until(lambda: "title_fr" in form.form.boxes)
    form.form.boxes["title_fr"].editor.set_value("DEMO plan")
    form.accept()
    desktop.settle()
    plans = reading(desktop, lambda w: programmes.list_action_plans(w.store))
    assert "DEMO plan" in [each.title_fr for each in plans]


def test_an_empty_plan_is_taken_away_and_brought_back(headquarters_open: Desktop) -> None:
    desktop = headquarters_open
    made = reading(
        desktop, lambda w: programmes.add_reference(w, "action_plan", {"code": "DEMO-P"})
    )
    page = desktop.go("action_plans")
    desktop.until(lambda: made.id in page.plans)
    assert not page.deeds.remove_plan_button.isEnabled()
    page.choose_plan(made.id)
    # What is chosen stays so when the page reads again.
    page.read_again()
    desktop.settle()
    assert page.plan.currentData() == made.id
    page.deeds.remove_plan_button.click()
    desktop.until(lambda: made.id not in page.plans)
    assert page.plan.currentData() is None
    desktop.window.view.told.undo()
    desktop.until(lambda: made.id in page.plans)


def test_a_plan_on_which_commitments_hang_stays_and_says_how_many(
    headquarters_open: Desktop,
) -> None:
    desktop = headquarters_open
    page = desktop.go("action_plans")
    desktop.until(lambda: bool(page.plans))
    page.plan.setCurrentIndex(1)
    plan, hanging = page.plan.currentData(), len(page.table.model.rows)
    page.deeds.remove_plan_button.click()
    desktop.settle()
    assert page.notice.isVisible()
    assert f"commitments: {hanging}, activities: 0" in page.notice.text
    assert plan in reading(
        desktop, lambda w: [each.id for each in programmes.list_action_plans(w.store)]
    )
