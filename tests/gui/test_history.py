"""The history of a record in the window: read, narrowed to a field, a value restored and undone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.dialogs.history import HistoryDialog
from ssc_desktop.gui.tables.history_model import (
    AFTER,
    AT_ONCE,
    BEFORE,
    FIELD,
    RECORD,
    HistoryModel,
    lines_of,
)
from ssc_desktop.language import Language
from ssc_desktop.services import activities, attendance, history, organisations, participants
from tests.gui.conftest import Desktop, Filled, reading

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def change(desktop: Desktop, filled: Filled, **values: object) -> None:
    reading(
        desktop,
        lambda workspace: activities.change_activity(workspace.store, filled.activity, values),
    )


def city(desktop: Desktop, filled: Filled) -> Any:
    return reading(
        desktop, lambda workspace: activities.show_activity(workspace.store, filled.activity)
    ).activity.city


def opened_history(desktop: Desktop) -> HistoryDialog:
    desktop.activate()
    QTest.keyClick(desktop.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = desktop.dialog()
    assert isinstance(dialog, HistoryDialog)
    return dialog


def shown(dialog: HistoryDialog, column: int) -> list[str]:
    model = dialog.panel.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def choose_field(dialog: HistoryDialog, name: str) -> None:
    dialog.panel.field.setCurrentIndex(dialog.panel.field.findData(name))


def test_a_value_is_restored_by_keyboard_and_the_restoring_undone(
    opened: Desktop, filled: Filled
) -> None:
    change(opened, filled, city="Bouaké", venue="Hôtel DEMO")
    change(opened, filled, city="Abidjan")
    opened.go("activity", filled.activity)
    dialog = opened_history(opened)
    choose_field(dialog, "city")
    assert list(zip(shown(dialog, BEFORE), shown(dialog, AFTER), strict=True)) == [
        ("Bouaké", "Abidjan"),
        ("", "Bouaké"),
    ]
    assert "Bouaké" in dialog.panel.said.text()
    QTest.keyClick(dialog, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert city(opened, filled) == "Bouaké"
    assert shown(dialog, AFTER) == ["Bouaké", "Abidjan", "Bouaké"]
    assert opened.page.part.form.boxes["city"].editor.value() == "Bouaké"
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert city(opened, filled) == "Abidjan"


def test_a_field_that_was_empty_is_emptied_again(opened: Desktop, filled: Filled) -> None:
    change(opened, filled, city="Bouaké")
    opened.go("activity", filled.activity)
    dialog = opened_history(opened)
    choose_field(dialog, "city")
    assert "empty" in dialog.panel.said.text()
    dialog.panel.restore_value()
    opened.settle()
    assert city(opened, filled) is None


def test_restoring_what_stands_already_changes_nothing(opened: Desktop, filled: Filled) -> None:
    change(opened, filled, city="Bouaké")
    change(opened, filled, city="Abidjan")
    change(opened, filled, city="Bouaké")
    opened.go("activity", filled.activity)
    dialog = opened_history(opened)
    choose_field(dialog, "city")
    dialog.panel.view.selectRow(1)
    dialog.panel.restore_value()
    opened.settle()
    assert len(shown(dialog, AFTER)) == 3
    assert not dialog.panel.told.may_undo


def test_a_value_that_cannot_be_restored_says_why(opened: Desktop, filled: Filled) -> None:
    change(opened, filled, start="2021-08-17")
    change(opened, filled, start="2021-08-16", end="2021-08-16")
    opened.go("activity", filled.activity)
    dialog = opened_history(opened)
    choose_field(dialog, "start")
    dialog.panel.restore_value()
    opened.settle()
    assert dialog.panel.notice.text


def test_a_recording_is_told_but_its_values_are_not_offered(
    opened: Desktop, filled: Filled
) -> None:
    opened.go("activity", filled.activity)
    dialog = opened_history(opened)
    assert shown(dialog, FIELD)[0] == "Recorded"
    dialog.panel.view.selectRow(1)
    assert not dialog.panel.put_back.isEnabled()


def test_the_parts_of_an_activity_are_counted_and_read_page_by_page(
    opened: Desktop, filled: Filled
) -> None:
    slots = ("2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM", "2021-08-17/PM")
    states = ("present", "absent") * 6
    for state in states:
        marks = [(person, slot, state) for person in filled.people for slot in slots]
        reading(
            opened,
            lambda workspace, marks=marks: attendance.mark(workspace.store, filled.activity, marks),
        )
    opened.go("activity", filled.activity)
    dialog = opened_history(opened)
    panel = dialog.panel
    place = panel.whose.findData("attendance")
    assert "288" in panel.whose.itemText(place)
    panel.whose.setCurrentIndex(place)
    opened.settle()
    assert panel.model.rowCount() == AT_ONCE
    assert not panel.view.isColumnHidden(RECORD)
    assert "DEMO" in shown(dialog, RECORD)[0]
    bar = panel.view.verticalScrollBar()
    steps = set()
    for _ in range(12):
        bar.setValue(bar.maximum())
        opened.settle()
        steps = {line.step.id for line in panel.model.lines}
    assert len(steps) == 288
    panel.whose.setCurrentIndex(0)
    opened.settle()
    assert panel.view.isColumnHidden(RECORD)


def test_a_person_and_an_organisation_have_their_history_too(
    opened: Desktop, filled: Filled
) -> None:
    reading(
        opened,
        lambda workspace: participants.change_participant(
            workspace.store, filled.people[0], {"function": "Juriste"}
        ),
    )
    opened.go("participants", filled.people[0])
    dialog = opened_history(opened)
    assert shown(dialog, AFTER)[0] == "Juriste"
    dialog.panel.restore_value()
    opened.settle()
    opened.until(lambda: opened.page.panel.form.is_complete)
    assert opened.page.panel.form.boxes["function"].editor.value() is None
    dialog.close()
    company = reading(
        opened,
        lambda workspace: organisations.add_organisation(workspace.store, {"acronym": "ADEMO"}),
    )
    opened.go("organisations", company.id)
    assert "ADEMO" in shown(opened_history(opened), AFTER)


def test_a_closed_history_is_freed(opened: Desktop, filled: Filled) -> None:
    opened.go("activity", filled.activity)
    dialog = opened_history(opened)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    opened.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    opened.settle()
    assert gone == [True]


@pytest.mark.parametrize("count", [0, 1, AT_ONCE, AT_ONCE + 1])
def test_the_model_passes_the_tester_while_it_fetches(
    qapp: QApplication, opened: Desktop, filled: Filled, count: int
) -> None:
    steps = reading(
        opened,
        lambda workspace: history.history_of(
            workspace.store, "activity", filled.activity, Language("en")
        ),
    )
    lines = lines_of(steps)
    model = HistoryModel(Language("en"))
    tester = QAbstractItemModelTester(model, FATAL)
    model.show_lines((lines * (count // len(lines) + 1))[:count])
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    model.add_lines(lines)
    model.fetchMore(model.index(-1, -1))
    assert model.rowCount() == count + len(lines)
    assert tester.model() is model
