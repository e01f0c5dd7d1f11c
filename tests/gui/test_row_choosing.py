"""Rows chosen by a press on the names beside them, from right to left as from left to right."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from ssc_desktop.gui.tables.row_choosing import NamesChoose
from tests.gui.conftest import Desktop, Filled, let_go_of_keys

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TO_RIGHT, TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
# Each gesture: rows that are pressed with what is held, a cell that is clicked (None), or a row that
# is drawn to with the button down.
GESTURES: dict[str, list[tuple[str, int, Qt.KeyboardModifier]]] = {
    "one": [("press", 2, NONE)],
    "another instead": [("press", 2, NONE), ("press", 4, NONE)],
    "a range": [("press", 1, NONE), ("press", 3, SHIFT)],
    "a range upwards": [("press", 3, NONE), ("press", 1, SHIFT)],
    "a range made shorter": [("press", 1, NONE), ("press", 4, SHIFT), ("press", 2, SHIFT)],
    "one more": [("press", 1, NONE), ("press", 3, CONTROL)],
    "one less": [("press", 1, NONE), ("press", 3, CONTROL), ("press", 1, CONTROL)],
    "a range from a cell": [("cell", 1, NONE), ("press", 3, SHIFT)],
    "drawn over": [("hold", 1, NONE), ("draw", 2, NONE), ("draw", 3, NONE), ("let go", 3, NONE)],
    "drawn back": [("hold", 1, NONE), ("draw", 3, NONE), ("draw", 2, NONE), ("let go", 2, NONE)],
    "a cell after a row": [("press", 1, NONE), ("cell", 3, NONE)],
}


def gesture(view: QTableView, what: str, row: int, held: Qt.KeyboardModifier) -> None:
    names = view.verticalHeader()
    place = QPoint(names.width() // 2, names.sectionViewportPosition(row) + 6)
    if what == "cell":
        centre = view.visualRect(view.model().index(row, 1)).center()
        QTest.mouseClick(view.viewport(), LEFT, held, centre)
    elif what == "press":
        QTest.mouseClick(names.viewport(), LEFT, held, place)
    elif what == "hold":
        QTest.mousePress(names.viewport(), LEFT, held, place)
    elif what == "draw":
        QTest.mouseMove(names.viewport(), place)
        QApplication.processEvents()
    else:
        QTest.mouseRelease(names.viewport(), LEFT, held, place)


def chosen(view: QTableView) -> list[int]:
    """The rows that are chosen, each with all its cells."""
    return sorted(each.row() for each in view.selectionModel().selectedRows())


def made(direction: Qt.LayoutDirection, width: int) -> QTableView:
    QApplication.setLayoutDirection(direction)
    view = QTableView()
    view.setModel(QStandardItemModel(6, 5, view))
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    NamesChoose(view)
    view.resize(width, 320)
    view.show()
    return view


@pytest.mark.parametrize("width", [300, 1200])
@pytest.mark.parametrize("scrolled", [0, 40])
@pytest.mark.parametrize("name", GESTURES)
def test_from_right_to_left_as_from_left_to_right(
    qapp: QApplication, name: str, scrolled: int, width: int
) -> None:
    told = []
    for direction in (TO_RIGHT, TO_LEFT):
        view = made(direction, width)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        qapp.processEvents()
        view.horizontalScrollBar().setValue(scrolled)
        for each in GESTURES[name]:
            gesture(view, *each)
        told.append((chosen(view), view.currentIndex().row()))
        let_go_of_keys(view)
        view.close()
    assert told[0] == told[1]
    assert told[0][1] >= 0


def test_a_table_without_columns_chooses_nothing(qapp: QApplication) -> None:
    view = made(TO_LEFT, 300)
    view.model().removeColumns(0, 5)
    qapp.processEvents()
    gesture(view, "press", 1, NONE)
    assert chosen(view) == []
    view.close()


@pytest.mark.parametrize("code", ["fr", "ar"])
@pytest.mark.parametrize("name", ["travel", "attendance", "people"])
def test_a_name_beside_the_grid_chooses_the_line(
    opened: Desktop, filled: Filled, name: str, code: str
) -> None:
    opened.desk.choose_language(code)
    opened.settle()
    part: Any = opened.go("activity", (filled.activity, name)).part
    opened.until(lambda: _view(part).model().rowCount() >= 6)
    view = _view(part)
    assert view.isRightToLeft() == (code == "ar")
    gesture(view, "press", 2, NONE)
    assert chosen(view) == [2]
    gesture(view, "press", 4, SHIFT)
    assert chosen(view) == [2, 3, 4]
    let_go_of_keys(view)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert chosen(view) == []
    assert view.currentIndex().row() == 3


def _view(part: Any) -> QTableView:
    found: QTableView = (part.grid if hasattr(part, "grid") else part.table).view
    return found
