"""The import of a list, step by step: by keyboard, dropped, corrected, decided, undone."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.dialogs.import_list import ImportListDialog
from ssc_desktop.gui.dialogs.import_steps import COLUMNS, FILE, PEOPLE, RESULT, SHEET
from ssc_desktop.gui.tables.import_model import COLUMNS as FIELDS
from ssc_desktop.gui.tables.import_model import TO_CORRECT, TO_DECIDE
from ssc_desktop.services import participants
from ssc_desktop.services.list_drafts import Choice, State
from ssc_desktop.workbook.typed_lists import write_list
from tests.gui.conftest import Desktop, Filled, reading, write

HEAD = ["N°", "NOM", "PRÉNOMS", "SEXE", "STRUCTURE", "TÉL"]


@pytest.fixture
def names(tmp_path: Path) -> Path:
    rows = [
        ["Liste DEMO"],
        HEAD,
        [1, "TRAORÉ", "Awa", "F", "STR", "0701020304"],
        [2, "KONÉ", "Ali", "H", "STR", "07010203"],
        [3, "", "", "F", "STR", "0501020304"],
        [4, "Demo01x", "Awa", "M", "STR", ""],
    ]
    write_list(tmp_path / "liste.xlsx", rows)
    return tmp_path / "liste.xlsx"


def opened_dialog(opened: Desktop, filled: Filled, path: Path | None = None) -> Any:
    page = opened.go("activity", (filled.activity, "half_days"))
    dialog = ImportListDialog(page, opened.desk, filled.activity, path)
    dialog.open()
    opened.settle()
    return dialog


def at_people(opened: Desktop, filled: Filled, path: Path) -> Any:
    dialog = opened_dialog(opened, filled, path)
    dialog.go_on()
    dialog.go_on()
    opened.settle()
    assert dialog.step == PEOPLE
    return dialog


def count(opened: Desktop) -> int:
    return int(reading(opened, lambda w: participants.count_participants(w.store)))


def listed(opened: Desktop, filled: Filled) -> int:
    return len(reading(opened, lambda w: participants.list_participants(w.store, filled.activity)))


def test_a_list_comes_in_by_keyboard_alone(opened: Desktop, filled: Filled, names: Path) -> None:
    dialog = opened_dialog(opened, filled, names)
    assert dialog.step == SHEET
    assert QApplication.focusWidget() is dialog.sheet.rows
    QTest.keyClick(dialog.sheet.rows, Qt.Key.Key_Return)
    assert dialog.step == COLUMNS
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    grid = dialog.people.grid
    assert QApplication.focusWidget() is grid
    QTest.keyClick(grid, Qt.Key.Key_F8)
    assert grid.current.number == 5
    QTest.keyClick(grid, Qt.Key.Key_F2)
    write(QApplication.focusWidget(), "Bamba")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    opened.settle()
    assert grid.current.state is State.NEW
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert dialog.step == RESULT
    assert (count(opened), listed(opened, filled)) == (10, 10)
    assert [each.code for each in dialog.outcome.rejected.model.rows] == ["phone-old-ci"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert QApplication.activeModalWidget() is None


def test_rows_are_judged_again_in_place_and_each_correction_is_undone(
    opened: Desktop, filled: Filled, names: Path
) -> None:
    dialog = at_people(opened, filled, names)
    step = dialog.people
    QAbstractItemModelTester(step.model)
    assert [each.state for each in step.model.rows][:3] == [State.NEW, State.NEW, State.ERROR]
    phone = step.model.index(1, FIELDS.index("phone"))
    assert phone.data() == "07010203"
    assert phone.data(Qt.ItemDataRole.ToolTipRole)
    step.grid.setCurrentIndex(phone)
    write(step.grid, "0")
    write(QApplication.focusWidget(), "707010203")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    opened.settle()
    assert phone.data() == "+2250707010203"
    assert not step.model.rows[1].troubles
    QTest.keyClick(step.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert phone.data() == "07010203"
    assert step.model.rows[1].troubles
    dialog.reject()


def test_filters_show_what_waits(opened: Desktop, filled: Filled, names: Path) -> None:
    step = at_people(opened, filled, names).people
    step.filters[TO_CORRECT].click()
    assert [each.number for each in step.model.rows] == [4, 5]
    step.filters[TO_DECIDE].click()
    assert all(each.state is State.DOUBLE for each in step.model.rows)


@pytest.fixture
def double(opened: Desktop, tmp_path: Path) -> Path:
    values = {"family_name": "El Idrissi", "given_names": "Mohamed", "phone": "+212661234567"}
    reading(opened, lambda w: participants.add_participant(w.store, values))
    write_list(
        tmp_path / "double.xlsx", [HEAD, [1, "Idrissi", "Mohammed", "H", "S", "+212661234567"]]
    )
    return tmp_path / "double.xlsx"


@pytest.mark.parametrize(
    ("key", "choice", "state", "people"),
    [
        (Qt.Key.Key_1, Choice.SAME, State.KNOWN, 7),
        (Qt.Key.Key_2, Choice.TWO, State.NEW, 8),
        (Qt.Key.Key_3, Choice.LEAVE, State.ASIDE, 7),
    ],
)
def test_a_possible_duplicate_is_decided_by_key(
    opened: Desktop,
    filled: Filled,
    double: Path,
    key: Qt.Key,
    choice: Choice,
    state: State,
    people: int,
) -> None:
    dialog = at_people(opened, filled, double)
    step = dialog.people
    assert step.grid.current.state is State.DOUBLE
    QTest.keyClick(step.grid, key, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert (step.grid.current.choice, step.grid.current.state) == (choice, state)
    dialog.do_import()
    opened.settle()
    assert count(opened) == people


def test_an_import_is_undone_from_its_result_and_from_the_first_step(
    opened: Desktop, filled: Filled, names: Path
) -> None:
    dialog = at_people(opened, filled, names)
    dialog.do_import()
    opened.settle()
    assert listed(opened, filled) == 9
    dialog.outcome.undo.click()
    opened.settle()
    assert (count(opened), listed(opened, filled)) == (6, 6)
    assert "undone" in dialog.outcome.counts.text()
    dialog.reject()
    dialog = at_people(opened, filled, names)
    dialog.do_import()
    opened.settle()
    dialog.reject()
    later = opened_dialog(opened, filled)
    assert later.step == FILE
    tx = reading(opened, _last_import)
    later.undo_earlier(tx)
    opened.settle()
    assert listed(opened, filled) == 6
    later.reject()


def _last_import(workspace: Any) -> int:
    from ssc_desktop.services.import_undo import recent_imports

    return recent_imports(workspace.store)[0].tx


def test_escape_asks_before_corrections_are_given_up(
    opened: Desktop, filled: Filled, names: Path
) -> None:
    dialog = at_people(opened, filled, names)
    dialog.people.amend(5, "family_name", "Bamba")
    opened.settle()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.notice.text
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert count(opened) == 6
    assert QApplication.activeModalWidget() is None


def test_what_a_column_holds_is_remembered_for_the_same_headings(
    opened: Desktop, filled: Filled, names: Path
) -> None:
    dialog = opened_dialog(opened, filled, names)
    dialog.go_on()
    box = dialog.columns.boxes[4]
    assert box.currentData() == "organisation"
    box.setFocus()
    box.setCurrentIndex(box.findData("function"))
    box.activated.emit(box.currentIndex())
    dialog.reject()
    again = at_people(opened, filled, names)
    assert again.columns.told == {4: "function"}
    assert again.people.model.rows[0].row.function == "STR"
    again.reject()


def test_another_heading_row_and_another_sheet_are_chosen(
    opened: Desktop, filled: Filled, tmp_path: Path
) -> None:
    book = Book()
    sheet = book.active
    assert sheet is not None
    for line in (["AAA", "BBB"], ["CCC", "DDD"], ["Traoré Awa", "x"]):
        sheet.append(line)
    other = book.create_sheet("Jour 2")
    for line in (
        ["Nom et prénoms", "Tél"],
        ["Koné Ali", "0701020304"],
        ["Bamba Issa", "0501020304"],
    ):
        other.append(line)
    book.save(tmp_path / "two.xlsx")
    dialog = opened_dialog(opened, filled, tmp_path / "two.xlsx")
    assert dialog.sheet.sheet == "Jour 2"
    dialog.sheet.choose_sheet("Sheet")
    opened.settle()
    dialog.sheet.rows.setCurrentIndex(dialog.sheet.model.index(1, 0))
    QTest.keyClick(dialog.sheet.rows, Qt.Key.Key_Return)
    opened.settle()
    dialog.go_on()
    assert not dialog.next.isEnabled()
    box = dialog.columns.boxes[0]
    assert dialog.columns._columns[0].heading == "CCC"
    box.setCurrentIndex(box.findData("full_name"))
    box.activated.emit(box.currentIndex())
    assert dialog.next.isEnabled()
    dialog.go_on()
    opened.settle()
    assert [each.row.family_name for each in dialog.people.model.rows] == ["Traoré"]
    dialog.do_import()
    opened.settle()
    dialog.outcome.sheet_asked.emit("Jour 2")
    opened.settle()
    assert (dialog.step, dialog.sheet.sheet) == (SHEET, "Jour 2")
    dialog.reject()


def dropped(target: Any, path: Path) -> bool:
    """Drag a file over a widget and let go, as the system tells it; whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = (
        Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        enter = QDragEnterEvent(QPoint(40, 40), copy, data, left, none)
    QApplication.sendEvent(target, enter)
    drop = QDropEvent(QPointF(40, 40), copy, data, left, none, QEvent.Type.Drop)
    QApplication.sendEvent(target, drop)
    return enter.isAccepted() and drop.isAccepted()


def test_a_list_dropped_on_the_window_opens_its_import(
    opened: Desktop, filled: Filled, names: Path, tmp_path: Path
) -> None:
    opened.go("activity", (filled.activity, "half_days"))
    assert dropped(opened.window.view, names)
    opened.settle()
    dialog = opened.dialog()
    assert isinstance(dialog, ImportListDialog)
    assert dialog.step == SHEET
    dialog.reject()
    opened.go("participants")
    assert dropped(opened.window.view, names)
    dialog = opened.dialog()
    assert dialog._activity == filled.activity
    dialog.reject()
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(b"x")
    assert not dropped(opened.window.view, picture)
    opened.settle()
    assert QApplication.activeModalWidget() is None


def test_what_was_not_imported_is_saved_as_a_workbook(
    opened: Desktop, filled: Filled, names: Path, tmp_path: Path
) -> None:
    dialog = at_people(opened, filled, names)
    dialog.do_import()
    opened.settle()
    dialog.write_rejected(tmp_path / "to correct.xlsx")
    opened.settle()
    sheet = load_workbook(tmp_path / "to correct.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 3
    dialog.reject()


def test_a_file_that_is_no_list_is_told(opened: Desktop, filled: Filled, tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    dialog = opened_dialog(opened, filled, tmp_path / "empty.xlsx")
    assert dialog.notice.text
    assert dialog.step == FILE
    dialog.reject()


def test_a_long_list_is_stopped_and_does_not_hold_the_window(
    opened: Desktop, filled: Filled, tmp_path: Path
) -> None:
    rows = [HEAD, *([n, f"Nom{n}", f"Awa{n}", "F", "S", f"07{n:08}"] for n in range(10_000))]
    write_list(tmp_path / "long.xlsx", rows)
    dialog = opened_dialog(opened, filled, tmp_path / "long.xlsx")
    dialog.go_on()
    opened.longest = 0.0
    dialog.go_on()
    assert dialog.bar.is_busy
    dialog.bar.stop.click()
    opened.settle()
    assert (dialog.step, dialog.bar.is_busy) == (COLUMNS, False)
    dialog.go_on()
    opened.settle()
    assert len(dialog.people.model.rows) == 10_000
    dialog.do_import()
    opened.until(lambda: dialog.bar.progress.maximum() > 0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert dialog.step == PEOPLE
    assert count(opened) == 6
    dialog.reject()
