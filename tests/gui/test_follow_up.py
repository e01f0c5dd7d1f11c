"""The monitoring of an activity: one table a noun, rows recorded, corrected, removed and brought back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.parts.follow_up import FollowUpPart
from ssc_desktop.services import activities, followup
from tests.gui.conftest import Desktop, Filled, press, reading, write

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pilot(opened: Desktop) -> UUID:
    values = {"title": "DEMO pilote", "start": "2021-09-01", "country": "CI"}
    return reading(
        opened,
        lambda workspace: activities.add_activity(workspace.store, "pilot_activity", values).id,
    )


@pytest.fixture
def part(opened: Desktop, pilot: UUID) -> Any:
    page = opened.go("activity", (pilot, "follow_up"))
    opened.until(lambda: bool(page.part.noun))
    return page.part


def rows(opened: Desktop, activity: UUID, noun: str) -> list[Any]:
    return reading(
        opened, lambda workspace: followup.list_follow_ups(workspace.store, noun, activity)
    )


def dialog() -> Any:
    return QApplication.activeModalWidget()


def test_a_pilot_activity_has_what_its_monitoring_sheet_shows(part: Any) -> None:
    assert list(part.choices) == [
        *("milestone", "beneficiaries", "risk", "monitoring_visit", "recommendation")
    ]
    assert part.choices["milestone"].isChecked()


def test_a_meeting_has_recommendations_and_evaluations(opened: Desktop, filled: Filled) -> None:
    page = opened.go("activity", (filled.activity, "follow_up"))
    opened.until(lambda: bool(page.part.noun))
    assert list(page.part.choices) == ["recommendation", "evaluation"]


def test_a_milestone_is_recorded_by_keys_corrected_removed_and_brought_back(
    opened: Desktop, part: Any, pilot: UUID
) -> None:
    QTest.keyClick(part, Qt.Key.Key_N, CONTROL)
    opened.until(lambda: dialog() is not None)
    made = dialog()
    assert "activity_id" not in made.form.boxes
    write(made.form.boxes["title"].widget, "DEMO équipement livré")
    made.form.boxes["planned_on"].editor.set_value("2021-11-15")
    QTest.keyClick(made, Qt.Key.Key_Return)
    opened.until(lambda: part.shown.panel.isVisible())
    (milestone,) = rows(opened, pilot, "milestone")
    assert (milestone.title, str(milestone.planned_on)) == ("DEMO équipement livré", "2021-11-15")
    assert part.shown.panel.heading == "DEMO équipement livré"
    assert part.shown.summary.text() == "0 of 1 milestones reached"

    box = part.shown.panel.form.boxes["progress"]
    box.widget.setFocus()
    write(box.widget, "60")
    part.leave()
    opened.until(lambda: rows(opened, pilot, "milestone")[0].progress == 60)
    assert "activity_id" not in part.shown.panel.form.boxes

    # Offscreen nobody activates the window again once a dialog is closed.
    opened.activate()
    part.shown.table.view.setFocus()
    QTest.keyClick(part.shown.table.view, Qt.Key.Key_Backspace, CONTROL)
    opened.until(lambda: not rows(opened, pilot, "milestone"))
    opened.settle()
    assert not part.shown.panel.isVisible()
    opened.window.view.told.undo()
    opened.until(lambda: len(rows(opened, pilot, "milestone")) == 1)
    opened.until(lambda: len(part.shown.table.model.rows) == 1)


def test_beneficiaries_are_summed_and_the_buttons_count(
    opened: Desktop, part: Any, pilot: UUID
) -> None:
    def add(workspace: Any) -> Any:
        for direct, count in ((True, "40"), (False, "120"), (True, "2")):
            values = {"is_direct": direct, "count": count, "sex": "female"}
            followup.add_follow_up(workspace.store, "beneficiaries", pilot, values)

    reading(opened, add)
    part.read_again()
    opened.until(lambda: "3" in part.choices["beneficiaries"].text())
    part.choices["beneficiaries"].click()
    opened.settle()
    assert part.noun == "beneficiaries"
    assert part.shown.summary.text() == "42 direct and 120 other beneficiaries"
    assert part.new_button.text().strip() == "New count…"


def test_another_activity_shows_its_own_rows(
    opened: Desktop, part: Any, pilot: UUID, filled: Filled
) -> None:
    reading(
        opened,
        lambda workspace: followup.add_follow_up(
            workspace.store, "recommendation", pilot, {"text": "DEMO"}
        ),
    )
    part.read_again()
    opened.until(lambda: "1" in part.choices["recommendation"].text())
    part.show_noun("recommendation")
    press(part.shown.table.view, Qt.Key.Key_Return)
    assert part.shown.panel.isVisible()
    opened.go("activity", (filled.activity, "follow_up"))
    opened.until(lambda: list(part.choices) == ["recommendation", "evaluation"])
    assert not part.shown.table.model.rows
    assert not part.shown.panel.isVisible()


def test_keys_pressed_before_anything_was_read_do_nothing(opened: Desktop, pilot: UUID) -> None:
    page = opened.go("activity", (pilot, "details"))
    part = FollowUpPart(opened.desk)
    page.body.addWidget(part)
    part.begin()
    part.remove_chosen()
    assert QApplication.activeModalWidget() is None
    part.deleteLater()
