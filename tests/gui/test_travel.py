"""Per diem and travel: typed by keyboard, filled for all, summed, saved cell by cell, undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox

from ssc_desktop.gui.tables.travel_grid import TravelDelegate
from ssc_desktop.gui.tables.travel_model import COLUMNS, TOTAL
from ssc_desktop.services import attendance, travel
from tests.gui.conftest import Desktop, Filled, press, reading, write

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def part(opened: Desktop, filled: Filled) -> Any:
    """The per diem of the training."""
    return opened.go("activity", (filled.activity, "travel")).part


def at(part: Any, row: int, name: str) -> Any:
    return part.grid.model.index(row, COLUMNS.index(name))


def go(part: Any, row: int, name: str) -> Any:
    view = part.grid.view
    view.setFocus()
    view.setCurrentIndex(at(part, row, name))
    return view


def type_in(part: Any, text: str) -> Any:
    """Type into the cell one is on: the first key opens it."""
    view = part.grid.view
    QTest.keyClicks(view, text[0])
    editor = QApplication.focusWidget()
    write(editor, text[1:])
    return editor


def claims(opened: Desktop, filled: Filled) -> list[Any]:
    return reading(opened, lambda workspace: travel.list_claims(workspace.store, filled.activity))


def test_the_models_keep_what_qt_expects(part: Any, opened: Desktop) -> None:
    modes = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in (part.grid.model, part.grid.sums):
        QAbstractItemModelTester(model, modes, part)
    go(part, 0, "rate")
    type_in(part, "25000")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    opened.settle()
    part.read_again()
    opened.settle()
    assert part.grid.model.rowCount() == 6


def test_a_column_is_typed_down_with_enter_and_saved(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    view = go(part, 0, "days")
    for days in ("2", "1,5"):
        editor = type_in(part, days)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        opened.settle()
    assert view.currentIndex() == at(part, 2, "days")
    go(part, 0, "rate")
    editor = type_in(part, "25000")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    opened.settle()
    assert view.currentIndex() == at(part, 0, "lodging")
    found = claims(opened, filled)
    assert [each.claim.days if each.claim else None for each in found[:3]] == [
        Decimal(2), Decimal("1.5"), None,
    ]  # fmt: skip
    assert found[0].claim.total == Decimal(50000)
    assert at(part, 0, TOTAL).data() == "50,000"
    # The currency is the country's: the service knew it, the grid shows it.
    assert at(part, 0, "currency").data() == "XOF"
    assert part.grid.sums.data(part.grid.sums.index(0, COLUMNS.index(TOTAL))) == "50,000"
    assert "50,000" in part.summary.text()


def test_the_cursor_jumps_over_the_total_both_ways(part: Any) -> None:
    view = go(part, 0, "transport")
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.currentIndex() == at(part, 0, "currency")
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex() == at(part, 0, "transport")


def test_codes_are_chosen_and_days_typed_in_any_habit(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    view = go(part, 1, "travel")
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QComboBox)
    press(editor, Qt.Key.Key_End)
    press(editor, Qt.Key.Key_Return)
    opened.settle()
    assert at(part, 1, "travel").data() == "Off site"
    go(part, 1, "paid_on")
    QTest.keyClick(type_in(part, "200821"), Qt.Key.Key_Return)
    opened.settle()
    line = claims(opened, filled)[1]
    assert line.listed.registration.travel == "off_site"
    assert line.claim.paid_on == date(2021, 8, 20)
    assert part.grid.model.claims.paid == 1


def test_what_is_no_amount_is_refused_and_said(opened: Desktop, filled: Filled, part: Any) -> None:
    go(part, 0, "rate")
    QTest.keyClick(type_in(part, "beaucoup"), Qt.Key.Key_Return)
    opened.settle()
    assert "not a number" in part.notice.text
    assert at(part, 0, "rate").data() == ""
    go(part, 0, "rate")
    QTest.keyClick(type_in(part, "25000,50"), Qt.Key.Key_Return)
    opened.settle()
    assert "no decimals" in part.notice.text
    assert claims(opened, filled)[0].claim is None
    assert at(part, 0, "rate").data() == ""


def test_fill_down_delete_and_undo(opened: Desktop, filled: Filled, part: Any) -> None:
    view = go(part, 0, "transport")
    QTest.keyClick(type_in(part, "5000"), Qt.Key.Key_Return)
    opened.settle()
    view.setCurrentIndex(at(part, 0, "transport"))
    QTest.keyClick(view, Qt.Key.Key_D, CONTROL)
    opened.settle()
    assert [each.claim.transport for each in claims(opened, filled)] == [Decimal(5000)] * 6
    view.setCurrentIndex(at(part, 2, "transport"))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    opened.settle()
    assert claims(opened, filled)[2].claim.transport is None
    QTest.keyClick(opened.window, Qt.Key.Key_Z, CONTROL)
    opened.settle()
    assert claims(opened, filled)[2].claim.transport == Decimal(5000)
    QTest.keyClick(opened.window, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(opened.window, Qt.Key.Key_Z, CONTROL)
    opened.settle()
    assert all(not each.claim.transport for each in claims(opened, filled))
    assert part.undo() is False


def test_all_are_filled_with_the_days_attended_and_it_is_undone(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    came = filled.people[:2]
    slots = ("2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM")
    marks = [(person, slot, "present") for person in came for slot in slots]
    reading(opened, lambda workspace: attendance.mark(workspace.store, filled.activity, marks))
    part.fill_for_all()
    dialog = opened.dialog()
    write(dialog.editors["rate"], "20000")
    write(dialog.editors["transport"], "-1")
    QTest.mouseClick(dialog.fill_button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert "less than nothing" in dialog.notice.text
    assert all(each.claim is None for each in claims(opened, filled))
    dialog.editors["transport"].clear()
    QTest.mouseClick(dialog.fill_button, Qt.MouseButton.LeftButton)
    opened.settle()
    found = claims(opened, filled)
    assert [each.claim.total for each in found[:2]] == [Decimal(30000)] * 2
    assert [each.claim for each in found[2:]] == [None] * 4
    opened.activate()
    opened.window.view.told.undo()
    opened.settle()
    assert all(each.claim.rate is None for each in claims(opened, filled)[:2])
    assert at(part, 0, TOTAL).data() == ""


def test_two_currencies_are_never_added(opened: Desktop, filled: Filled, part: Any) -> None:
    people = [each.key for each in part.grid.model.people]
    part.grid.view.put({(people[0], "lodging"): Decimal(1000), (people[1], "lodging"): Decimal(90)})
    opened.settle()
    part.grid.view.put({(people[1], "currency"): "EUR"})
    opened.settle()
    assert part.grid.model.claims.totals() == {"XOF": Decimal(1000), "EUR": Decimal(90)}
    assert part.grid.model.claims.sum_of("lodging") is None
    assert "€90" in part.summary.text()


def test_numbers_stand_at_the_trailing_side_in_both_directions(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    from PySide6.QtWidgets import QStyleOptionViewItem

    part.grid.model.put({(part.grid.model.people[0].key, "lodging"): Decimal(1000)})
    for direction, side in (
        (Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignTrailing),
        (Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignLeft),
    ):
        option = QStyleOptionViewItem()
        option.direction = direction
        delegate = part.grid.view.itemDelegate()
        assert isinstance(delegate, TravelDelegate)
        delegate.initStyleOption(option, at(part, 0, "lodging"))
        assert option.displayAlignment & side
    opened.settle()


def test_an_activity_without_people_says_what_to_do(opened: Desktop) -> None:
    from ssc_desktop.services import activities

    made = reading(
        opened,
        lambda workspace: activities.add_activity(workspace.store, "workshop", {"title": "Vide"}),
    )
    part = opened.go("activity", (made.id, "travel")).part
    assert part._stack.currentIndex() == 1
    assert not part._fill.isEnabled()
    part.print_list()
    opened.settle()
    assert opened.page.part.name == "papers"
    assert opened.page.part.paper == "perdiem"


def pay(opened: Desktop, filled: Filled, part: Any, *rows: int) -> None:
    """Claims of some people, with what the grid does not show."""
    values = {"days": "2", "rate": "25000", "identity_document": "DEMO 1"}

    def work(workspace: Any) -> None:
        for row in rows:
            person = part.grid.model.people[row].key
            travel.write_claim(workspace.store, filled.activity, person, values)

    reading(opened, work)
    part.read_again()
    opened.settle()


def test_claims_are_taken_away_and_brought_back_whole(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    pay(opened, filled, part, 0, 2)
    view = go(part, 1, "rate")
    assert not part._remove.isEnabled()
    view.selectAll()
    assert part._remove.isEnabled()
    QTest.keyClick(view, Qt.Key.Key_Backspace, CONTROL)
    opened.settle()
    assert [each.claim for each in claims(opened, filled)] == [None] * 6
    assert at(part, 0, TOTAL).data() == ""
    assert "2 claims removed" in opened.window.view.told.text
    opened.window.view.told.undo()
    opened.settle()
    found = [each.claim for each in claims(opened, filled)]
    assert [each is not None for each in found] == [True, False, True, False, False, False]
    assert found[0].identity_document == "DEMO 1"
    assert at(part, 0, TOTAL).data() == "50,000"
    # What was undone there is not undone again here.
    assert not part.undo()


def test_undo_goes_back_over_removals_and_typing_in_their_order(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    pay(opened, filled, part, 0)
    view = go(part, 0, "rate")
    QTest.keyClick(type_in(part, "30000"), Qt.Key.Key_Return)
    opened.settle()
    go(part, 0, "rate")
    QTest.keyClick(view, Qt.Key.Key_Backspace, CONTROL)
    opened.settle()
    assert claims(opened, filled)[0].claim is None
    for rate in (30000, 25000):
        QTest.keyClick(view, Qt.Key.Key_Z, CONTROL)
        opened.settle()
        assert claims(opened, filled)[0].claim.rate == rate
