"""The indicators an activity names are proposed from what it is, and never written by themselves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from ssc_desktop.gui.parts.indicator_proposal import FIELD
from ssc_desktop.services import activities
from tests.gui.conftest import Desktop, Filled, reading


def details(opened: Desktop, filled: Filled) -> Any:
    """The description of the activity, its form built whole."""
    page = opened.go("activity", (filled.activity, "details"))
    opened.until(lambda: page.part.form.is_complete)
    opened.settle()
    return page.part


def named(opened: Desktop, filled: Filled) -> tuple[str, ...]:
    """The indicators the activity names in the workspace."""
    found = reading(opened, lambda w: activities.show_activity(w.store, filled.activity))
    return tuple(found.activity.indicators or ())


def press_propose(part: Any) -> None:
    """Press the button beside the field, by keyboard."""
    box = part.form.boxes[FIELD]
    button = next(
        each for each in box.findChildren(QPushButton) if each.accessibleName() == "Propose"
    )
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_what_a_training_usually_counts_for_is_added_and_saved(
    opened: Desktop, filled: Filled
) -> None:
    part = details(opened, filled)
    assert named(opened, filled) == ()
    press_propose(part)
    opened.settle()
    assert named(opened, filled) == ("3.6", "3.7")
    assert "3.6" in opened.window.view.told.text


def test_what_was_chosen_by_hand_stays_and_the_proposal_can_be_taken_back(
    opened: Desktop, filled: Filled
) -> None:
    part = details(opened, filled)
    box = part.form.boxes[FIELD]
    box.editor.set_value(("5.3",))
    box.editor.left.emit()
    opened.settle()
    press_propose(part)
    opened.settle()
    assert named(opened, filled) == ("3.6", "3.7", "5.3")
    opened.window.view.told.undo()
    opened.settle()
    assert named(opened, filled) == ("5.3",)


def test_nothing_is_proposed_twice(opened: Desktop, filled: Filled) -> None:
    part = details(opened, filled)
    press_propose(part)
    opened.settle()
    press_propose(part)
    opened.settle()
    assert named(opened, filled) == ("3.6", "3.7")
    assert "already" in opened.window.view.told.text
