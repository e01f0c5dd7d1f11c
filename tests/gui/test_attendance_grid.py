"""The attendance grid: keys, ranges, totals, undo, and that every mark is in the database."""

from __future__ import annotations

import time
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.domain.activity import HalfDay
from ssc_desktop.gui.tables.attendance_grid import AttendanceGrid
from ssc_desktop.gui.tables.attendance_marks import ARABIC_KEYS, LETTERS, state_typed
from ssc_desktop.gui.tables.attendance_model import AttendanceModel
from ssc_desktop.gui.tables.attendance_order import Wish
from ssc_desktop.gui.tables.attendance_totals import SharesModel, TotalsModel
from ssc_desktop.language import Language
from ssc_desktop.services import attendance, attendance_grid, participants
from ssc_desktop.services.attendance_grid import Grid, GridPerson
from ssc_desktop.services.workspaces import Workspace
from tests.gui.conftest import Desktop, Filled, fill, reading

NONE = Qt.KeyboardModifier.NoModifier
SLOTS = ("2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM", "2021-08-17/PM")


@pytest.fixture
def grid(opened: Desktop, filled: Filled) -> AttendanceGrid:
    page = opened.go("activity", (filled.activity, "attendance"))
    page.part.grid.view.setFocus()
    opened.settle()
    return page.part.grid


def keys(grid: AttendanceGrid, *pressed: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    for key in pressed:
        QTest.keyClick(grid.view, key, modifier)


def marks(desktop: Desktop, filled: Filled) -> dict[tuple[UUID, str], str]:
    register = reading(
        desktop, lambda workspace: attendance.read_register(workspace.store, filled.activity)
    )
    return register.marks


def test_a_letter_marks_the_cell_and_is_in_the_database(
    opened: Desktop, filled: Filled, grid: AttendanceGrid
) -> None:
    keys(grid, Qt.Key.Key_E)
    opened.settle()
    assert marks(opened, filled) == {(filled.people[0], SLOTS[0]): "excused"}


@pytest.mark.parametrize(("state", "letter"), LETTERS.items())
def test_each_state_has_its_key(
    opened: Desktop, filled: Filled, grid: AttendanceGrid, state: str, letter: str
) -> None:
    QTest.keyClicks(grid.view, letter.lower())
    opened.settle()
    assert marks(opened, filled)[filled.people[0], SLOTS[0]] == state


def test_the_same_keys_on_an_arabic_keyboard_mark_the_same(grid: AttendanceGrid) -> None:
    for arabic, letter in ARABIC_KEYS.items():
        assert state_typed(arabic) == state_typed(letter)
    assert state_typed("-") == (True, None)
    assert state_typed("x") == (False, None)


def test_space_toggles_present(opened: Desktop, filled: Filled, grid: AttendanceGrid) -> None:
    keys(grid, Qt.Key.Key_Space)
    assert grid.model.state(0, 0) == "present"
    keys(grid, Qt.Key.Key_Space)
    opened.settle()
    assert marks(opened, filled) == {}


def test_shift_and_arrows_choose_a_range_that_one_key_marks(
    opened: Desktop, filled: Filled, grid: AttendanceGrid
) -> None:
    keys(grid, Qt.Key.Key_Down, Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    keys(grid, Qt.Key.Key_A)
    opened.settle()
    expected = {(filled.people[r], SLOTS[c]): "absent" for r in (0, 1) for c in (0, 1)}
    assert marks(opened, filled) == expected


def test_fill_down_copies_a_cell_to_all_below(
    opened: Desktop, filled: Filled, grid: AttendanceGrid
) -> None:
    keys(grid, Qt.Key.Key_L)
    keys(grid, Qt.Key.Key_D, modifier=Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert marks(opened, filled) == {(person, SLOTS[0]): "late" for person in filled.people}


def test_all_present_fills_only_what_is_empty_and_is_undone(
    opened: Desktop, filled: Filled, grid: AttendanceGrid
) -> None:
    keys(grid, Qt.Key.Key_A)
    opened.page.part.grid.view.mark_all_present()
    opened.settle()
    found = marks(opened, filled)
    assert len(found) == 24
    assert found[filled.people[0], SLOTS[0]] == "absent"
    assert sum(state == "present" for state in found.values()) == 23
    opened.window.view.told.undo()
    opened.settle()
    assert marks(opened, filled) == {(filled.people[0], SLOTS[0]): "absent"}


def test_undo_takes_back_one_marking_after_the_other(
    opened: Desktop, filled: Filled, grid: AttendanceGrid
) -> None:
    keys(grid, Qt.Key.Key_P, Qt.Key.Key_Down, Qt.Key.Key_A)
    assert opened.page.undo()
    assert grid.model.state(1, 0) is None
    assert opened.page.undo()
    assert not opened.page.undo()
    opened.settle()
    assert marks(opened, filled) == {}


def test_totals_follow_every_key(opened: Desktop, filled: Filled, grid: AttendanceGrid) -> None:
    keys(grid, Qt.Key.Key_P, Qt.Key.Key_Down, Qt.Key.Key_O, Qt.Key.Key_Down, Qt.Key.Key_A)
    assert grid.totals.data(grid.totals.index(0, 0)) == "2"
    assert grid.totals.data(grid.totals.index(1, 0)) == "1"
    assert grid.model.counts.attended().total() == 2
    assert grid.model.counts.whole.half_days == 2
    assert "2 attended" in opened.page.part.foot.summary.text()


def test_the_cursor_stays_out_of_the_column_of_totals(grid: AttendanceGrid) -> None:
    keys(grid, Qt.Key.Key_End)
    assert grid.view.currentIndex().column() == 3
    keys(grid, Qt.Key.Key_Right, Qt.Key.Key_P)
    assert grid.model.state(0, 3) == "present"


def test_a_refused_mark_is_told_and_the_register_read_again(
    opened: Desktop, filled: Filled, grid: AttendanceGrid
) -> None:
    def leave(workspace: Workspace) -> None:
        participants.unregister(workspace.store, filled.activity, filled.people[0])

    reading(opened, leave)
    keys(grid, Qt.Key.Key_P)
    opened.settle()
    assert "not on the list" in opened.page.part.notice.text
    assert grid.model.rowCount() == 5


def test_marks_keep_their_order_when_typed_fast(
    opened: Desktop, filled: Filled, grid: AttendanceGrid
) -> None:
    for letter in "paelop":
        QTest.keyClicks(grid.view, letter)
    opened.settle()
    assert marks(opened, filled) == {(filled.people[0], SLOTS[0]): "present"}


def test_the_models_pass_the_tester_of_qt(qapp: QApplication, office: Workspace) -> None:
    made = fill(office, 3)
    model = AttendanceModel(Language("en"))
    totals, shares = TotalsModel(model, Language("en")), SharesModel(model, Language("en"))
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(each, fatal) for each in (model, totals, shares)]
    register = attendance_grid.read_grid(office.store, made.activity)
    model.show_register(register)
    model.mark([(0, 0), (2, 3)], "present")
    model.mark([(0, 0)], None)
    model.arrange_by(Wish(order="sex", typed="demo"))
    model.put_note(model.cell(0, 0), "DEMO")
    model.arrange_by(Wish(typed="nobody"))
    model.show_register(register)
    model.arrange_by(Wish())
    assert len(testers) == 3
    assert model.counts.unmarked == 12


def test_a_thousand_people_open_and_are_marked_without_holding_the_window(
    qapp: QApplication, office: Workspace
) -> None:
    grid = AttendanceGrid(Language("en"))
    grid.resize(1000, 600)
    grid.show()
    begun = time.thread_time()
    grid.model.show_register(_register(1000, 10))
    qapp.processEvents()
    opening = time.thread_time() - begun
    begun = time.thread_time()
    grid.view.mark_all_present()
    qapp.processEvents()
    filling = time.thread_time() - begun
    spent = []
    for _ in range(20):
        begun = time.thread_time()
        QTest.keyClick(grid.view, Qt.Key.Key_A)
        QTest.keyClick(grid.view, Qt.Key.Key_Down)
        qapp.processEvents()
        spent.append(time.thread_time() - begun)
    grid.close()
    assert opening < 0.3
    assert filling < 0.5
    assert sorted(spent)[10] < 0.05


def _register(people: int, slots: int) -> Grid:
    days = [f"2021-08-{16 + n // 2:02}/{'AM' if n % 2 == 0 else 'PM'}" for n in range(slots)]
    return Grid(
        UUID(int=1),
        tuple(HalfDay(activity_id=UUID(int=1), slot=each) for each in days),
        tuple(
            GridPerson(UUID(int=n), f"Demo{n}", "", "DD", "F", "CI", "", "participant")
            for n in range(people)
        ),
    )
