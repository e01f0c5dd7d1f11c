"""The activities as a table, a calendar and a board: narrowed, weighed, moved, duplicated, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.dialogs.duplicate_activity import DuplicateDialog
from ssc_desktop.gui.dialogs.move_status import MoveStatusDialog
from ssc_desktop.gui.tables.activity_filters import period_of
from ssc_desktop.language import LANGUAGES
from ssc_desktop.services import activities, attendance
from tests.gui.conftest import Desktop, Filled, reading, write

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LONGEST_TURN_S = 0.05


def record(desktop: Desktop, **values: Any) -> Any:
    kind = values.pop("kind", "workshop")
    facts = {"title": "Atelier", "start": "2021-09-01", "country": "CI", **values}
    made: list[Any] = []
    desktop.desk.ops.change(
        None,
        lambda workspace: activities.add_activity(workspace.store, kind, facts),
        made.append,
        touches=("activity",),
    )
    desktop.settle()
    return made[0]


def shown(page: Any) -> list[str]:
    return sorted(each.title for each in page.table.model.rows)


def choose(combo: Any, code: str | None) -> None:
    combo.setCurrentIndex(combo.findData(code))


def standing(desktop: Desktop) -> dict[str, str]:
    found = reading(desktop, lambda workspace: activities.list_activities(workspace.store))
    return {each.title: each.status for each in found}


@pytest.fixture
def page(opened: Desktop) -> Any:
    record(opened, title="Atelier Bamako", country="ML", themes="MD", status="confirmed")
    record(opened, title="Atelier Dakar", country="SN", themes="DR", start="2020-02-03")
    record(opened, title="Microprojet", kind="pilot_activity", status="done")
    return opened.go("activities")


def test_filters_narrow_together_and_are_cleared_at_once(opened: Desktop, page: Any) -> None:
    assert len(shown(page)) == 4
    choose(page.filters.country, "ML")
    opened.settle()
    assert shown(page) == ["Atelier Bamako"]
    choose(page.filters.country, None)
    choose(page.filters.theme, "DR")
    choose(page.filters.period, "2020")
    opened.settle()
    assert shown(page) == ["Atelier Dakar"]
    choose(page.filters.status, "done")
    opened.settle()
    assert shown(page) == []
    QTest.mouseClick(page.filters.clear_button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert len(shown(page)) == 4
    assert not page.filters.clear_button.isEnabled()


def test_filters_are_remembered_but_what_was_typed_is_not(opened: Desktop, page: Any) -> None:
    choose(page.filters.country, "SN")
    write(page.find_box, "dakar")
    opened.settle()
    opened.desk.choose_language("fr")
    opened.settle()
    again = opened.go("activities")
    assert again.filters.values() == {"country": "SN"}
    assert shown(again) == ["Atelier Dakar"]


def test_filters_are_kept_under_a_name_used_and_forgotten(opened: Desktop, page: Any) -> None:
    choose(page.filters.country, "ML")
    page.filters.saved.ask_name()
    dialog = opened.dialog()
    write(QApplication.focusWidget(), "Mali")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    page.filters.show_values({})
    opened.settle()
    assert len(shown(page)) == 4
    used = next(each for each in page.filters.saved.menu().actions() if each.text() == "Mali")
    used.trigger()
    opened.settle()
    assert shown(page) == ["Atelier Bamako"]
    page.filters.saved.forget("Mali")
    opened.settle()
    assert page.filters.saved.kept == {}
    opened.window.view.told.undo()
    opened.settle()
    assert page.filters.saved.kept == {"Mali": {"country": "ML"}}


def test_sections_count_the_kinds_and_narrow_to_one(opened: Desktop, page: Any) -> None:
    texts = [page.kinds.tabText(number) for number in range(page.kinds.count())]
    assert [text.rsplit(" ", 1)[1] for text in texts] == ["(4)", "(2)", "(1)", "(1)"]
    page.kinds.choose("pilot_activity")
    assert shown(page) == ["Microprojet"]


def test_the_gauge_tells_how_complete_each_is(opened: Desktop, page: Any) -> None:
    column = next(n for n, each in enumerate(page.table.model.columns) if each.name == "complete")
    told = {
        row.title: page.table.model.index(number, column).data()
        for number, row in enumerate(page.table.model.rows)
    }
    assert all(text.endswith("%") for text in told.values())
    before = page.complete[page.table.model.rows[0].id].share
    assert 0 < before < 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_views_open_by_keyboard_without_holding_the_window(
    opened: Desktop, page: Any, language: str
) -> None:
    opened.desk.choose_language(language)
    opened.settle()
    page = opened.go("activities")
    opened.activate()
    opened.longest = 0.0
    for key, view in ((Qt.Key.Key_2, "month"), (Qt.Key.Key_3, "board"), (Qt.Key.Key_1, "table")):
        QTest.keyClick(opened.window, key, ALT)
        opened.settle()
        assert page.views.currentWidget() is getattr(page.views, view)
        assert page.views.isAncestorOf(QApplication.focusWidget())
    assert opened.longest < LONGEST_TURN_S


def test_the_view_is_remembered(opened: Desktop, page: Any) -> None:
    page.turn_to("board")
    opened.desk.choose_language("ar")
    opened.settle()
    again = opened.go("activities")
    assert again.views.currentWidget() is again.views.board
    assert sum(len(each.cards.rows) for each in again.views.board.columns.values()) == 4


def test_a_card_is_carried_by_keyboard_and_brought_back(opened: Desktop, page: Any) -> None:
    page.turn_to("board")
    opened.settle()
    opened.activate()
    column = page.views.board.columns["planned"]
    dakar = next(each for each in column.cards.rows if each.title == "Atelier Dakar")
    column.setFocus()
    column.choose([dakar.id])
    QTest.keyClick(column, Qt.Key.Key_Right, CTRL)
    opened.settle()
    assert standing(opened)["Atelier Dakar"] == "confirmed"
    assert [each.title for each in page.views.board.chosen_rows()] == ["Atelier Dakar"]
    assert page.views.board.columns["confirmed"].hasFocus()
    QTest.keyClick(opened.window, Qt.Key.Key_Z, CTRL)
    opened.settle()
    assert standing(opened)["Atelier Dakar"] == "planned"


def move(opened: Desktop, page: Any, status: str, *titles: str) -> Any:
    chosen = [each for each in page.found if each.title in titles]
    page.deeds.move(chosen, status)
    opened.settle()
    return opened.program.app.activeModalWidget()


def test_what_is_missing_is_told_before_an_activity_is_closed(opened: Desktop, page: Any) -> None:
    dialog = move(opened, page, "closed", "Formation DEMO")
    assert isinstance(dialog, MoveStatusDialog)
    (told,) = [each.accessibleName() for each in dialog.findings]
    assert "24" in told
    assert "Signed attendance sheet" in told
    dialog.reject()
    opened.settle()
    assert standing(opened)["Formation DEMO"] == "planned"
    dialog = move(opened, page, "closed", "Formation DEMO")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert standing(opened)["Formation DEMO"] == "closed"


def test_a_reason_is_asked_for_and_several_are_moved_at_once(opened: Desktop, page: Any) -> None:
    dialog = move(opened, page, "postponed", "Atelier Dakar", "Atelier Bamako")
    write(QApplication.focusWidget(), "COVID-19")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    found = reading(opened, lambda workspace: activities.list_activities(workspace.store))
    reasons = {each.title: each.status_reason for each in found if each.status == "postponed"}
    assert reasons == {"Atelier Dakar": "COVID-19", "Atelier Bamako": "COVID-19"}
    opened.window.view.told.undo()
    opened.settle()
    assert "postponed" not in standing(opened).values()


def test_rows_that_are_chosen_are_moved_from_the_menu(opened: Desktop, page: Any) -> None:
    page.table.view.selectAll()
    menu = page._of_a_row[1].menu()
    wanted = next(each for each in menu.actions() if each.text() == "Confirmed")
    wanted.trigger()
    opened.settle()
    assert set(standing(opened).values()) == {"confirmed"}
    QTest.keyClick(opened.window, Qt.Key.Key_Z, CTRL)
    opened.settle()
    assert standing(opened)["Microprojet"] == "done"


def test_an_activity_is_duplicated_by_keyboard_and_taken_back(
    opened: Desktop, filled: Filled, page: Any
) -> None:
    opened.activate()
    rows = [each.id for each in page.table.model.rows]
    page.table.view.selectRow(rows.index(filled.activity))
    QTest.keyClick(opened.window, Qt.Key.Key_D, CTRL | ALT)
    dialog = opened.dialog()
    assert isinstance(dialog, DuplicateDialog)
    write(QApplication.focusWidget(), "13022022")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    opened.settle()
    assert dialog.form.boxes["end"].editor.value() == date(2022, 2, 14)
    assert "weekend" in dialog.form.boxes["start"].message
    dialog.people.setChecked(True)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.until(lambda: opened.page.name == "activity")
    opened.settle()
    copy = opened.page.key
    assert copy != filled.activity
    register = reading(opened, lambda workspace: attendance.read_register(workspace.store, copy))
    assert {each.participant.id for each in register.people} == set(filled.people)
    assert next(each.slot for each in register.half_days) == "2022-02-13/AM"
    opened.window.view.told.undo()
    opened.settle()
    assert opened.page.name == "activities"
    assert len(opened.page.table.model.rows) == 4


def test_days_that_cannot_be_keep_the_dialog_open(opened: Desktop, page: Any) -> None:
    page.deeds.duplicate(page.found[0])
    dialog = opened.dialog()
    dialog.form.boxes["start"].editor.set_value(date(2022, 1, 5))
    dialog.form.boxes["end"].editor.set_value(date(2022, 1, 1))
    dialog.accept()
    opened.settle()
    assert dialog.isVisible()
    assert dialog.form.boxes["end"].is_wrong
    dialog.reject()


def test_a_day_of_the_calendar_opens_or_begins(opened: Desktop, page: Any) -> None:
    page.turn_to("month")
    opened.settle()
    opened.activate()
    page.views.month.grid.go_to(date(2020, 2, 3))
    QTest.keyClick(page.views.month.grid, Qt.Key.Key_Return)
    opened.settle()
    assert opened.page.heading.text() == "Atelier Dakar"
    page = opened.go("activities")
    page.views.month.grid.go_to(date(2020, 2, 8))
    QTest.keyClick(page.views.month.grid, Qt.Key.Key_Return)
    dialog = opened.dialog()
    assert dialog.form.boxes["start"].editor.value() == date(2020, 2, 8)
    opened.until(lambda: "weekend" in dialog.form.boxes["start"].message)
    dialog.reject()


def test_the_record_tells_what_is_missing_and_leads_there(opened: Desktop, filled: Filled) -> None:
    part = opened.go("activity", filled.activity).part
    opened.until(lambda: part.form.is_complete)
    opened.activate()
    bar = part.completeness
    assert bar.isVisible()
    assert 0 < bar.gauge.share < 1
    part.go_to("details", "objectives")
    assert QApplication.focusWidget() is part.form.boxes["objectives"].widget
    write(QApplication.focusWidget(), "Savoir faire")
    before = bar.gauge.share
    part.leave()
    opened.until(lambda: bar.gauge.share > before)
    part.go_to("attendance", "")
    opened.settle()
    assert opened.page.part.name == "attendance"


def test_checks_stand_beside_their_field_and_above_the_form(
    opened: Desktop, filled: Filled
) -> None:
    def change(work: Callable[[Any], Any]) -> None:
        opened.desk.ops.change(None, work, touches=("activity",))
        opened.settle()

    change(
        lambda workspace: activities.change_activity(
            workspace.store, filled.activity,
            {"trainers": "Awa DEMO00", "status": "closed", "start": "2021-08-15"},
        )
    )  # fmt: skip
    part = opened.go("activity", filled.activity).part
    opened.until(lambda: part.form.is_complete)
    opened.settle()
    assert "weekend" in part.form.boxes["start"].message
    assert "Evidence" in part.form.boxes["status"].message
    links = [each.text() for each in part.completeness.findChildren(object)
             if callable(getattr(each, "text", None))]  # fmt: skip
    assert any("registered as participants: 1" in each for each in links)
    assert any("not marked: 36" in each for each in links)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ahead", (date(2021, 12, 15), None)),
        ("past", (None, date(2021, 12, 14))),
        ("month", (date(2021, 12, 1), date(2021, 12, 31))),
        ("2020", (date(2020, 1, 1), date(2020, 12, 31))),
        (None, (None, None)),
    ],
)
def test_a_choice_of_period_means_its_days(code: str | None, expected: object) -> None:
    assert period_of(code, date(2021, 12, 15)) == expected


def test_the_kind_of_a_new_activity_is_reached_by_tab_and_chosen_by_arrows(
    opened: Desktop,
) -> None:
    page = opened.go("activities")
    page.begin(None)
    dialog = opened.dialog()
    title = dialog.form.boxes["title"].widget
    opened.until(lambda: QApplication.focusWidget() is title)
    QTest.keyClick(title, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    kinds = dialog._kinds.buttons()
    assert QApplication.focusWidget() is kinds[0]
    chosen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget().isChecked()
        chosen.append(dialog.kind)
    assert chosen == ["capacity_session", "pilot_activity", "capacity_session"]
    assert [each.isChecked() for each in kinds] == [False, True, False]
    # Tab leaves the kinds at once, and comes back to the one that was chosen.
    QTest.keyClick(kinds[1], Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is title
    QTest.keyClick(title, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is kinds[1]
    dialog.reject()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_part_that_is_reached_by_keys_is_worked_in_by_keys(
    opened: Desktop, filled: Filled, language: str
) -> None:
    opened.desk.choose_language(language)
    opened.settle()
    page = opened.go("activity", (filled.activity, "people"))
    QTest.keyClick(page, Qt.Key.Key_PageDown, CTRL)
    opened.settle()
    grid = page.parts["attendance"].grid.view
    assert QApplication.focusWidget() is grid
    write(grid, "a")
    opened.settle()
    first = reading(
        opened, lambda workspace: attendance.read_register(workspace.store, filled.activity)
    )
    assert list(first.marks.values()).count("absent") == 1
    # The same keys go on from there, and back.
    QTest.keyClick(grid, Qt.Key.Key_PageDown, CTRL)
    opened.settle()
    assert page.part.name == "check_in"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, CTRL)
    opened.settle()
    assert QApplication.focusWidget() is grid
