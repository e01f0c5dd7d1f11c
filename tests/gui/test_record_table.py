"""The table of records: sorted, its columns chosen and remembered, right under Qt's own tester."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from ssc_desktop.gui.icons import draw_icons_with, icon
from ssc_desktop.gui.memory import Memory
from ssc_desktop.gui.tables.record_model import RecordTableModel, number_column, text_column
from ssc_desktop.gui.tables.record_table import RecordTable, is_latin
from ssc_desktop.gui.theme import Theme
from ssc_desktop.language import Language

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Thing:
    """A row of these tests."""

    id: int
    name: str
    count: int


COLUMNS = [
    text_column("name", "Name", lambda row: row.name),
    number_column("count", "Count", lambda row: row.count, Language("en")),
    text_column("more", "More", lambda row: row.name * 2),
]
things = st.lists(
    st.builds(Thing, st.integers(), st.text(max_size=5), st.integers(0, 9)), max_size=12
)


@pytest.fixture
def table(qapp: QApplication, tmp_path: Path) -> RecordTable:
    draw_icons_with(Theme(qapp, "light"))
    made = RecordTable("things", COLUMNS, Memory(tmp_path), "Things", QLabel("Nothing"))
    made.resize(500, 300)
    made.show()
    return made


@given(rows=things, order=st.sampled_from([UP, DOWN]), column=st.integers(-1, 1))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sorting_keeps_every_row_and_passes_the_tester(
    qapp: QApplication, rows: list[Thing], order: Qt.SortOrder, column: int
) -> None:
    model = RecordTableModel(COLUMNS)
    tester = QAbstractItemModelTester(model, FATAL)
    model.show_rows(rows)
    model.sort(column, order)
    assert sorted(map(id, model.rows)) == sorted(map(id, rows))
    names = [row.name.casefold() for row in model.rows if row.name]
    if column == 0:
        assert names == sorted(names, reverse=order == DOWN)
        filled = [bool(row.name) for row in model.rows]
        assert filled == sorted(filled, reverse=True)
    assert tester.model() is model


def test_the_same_row_stays_chosen_when_the_table_is_sorted(table: RecordTable) -> None:
    table.show_rows([Thing(1, "b", 2), Thing(2, "c", 1), Thing(3, "a", 3)])
    table.view.selectRow(1)
    for order in (UP, DOWN):
        for column in (0, 1):
            table.view.sortByColumn(column, order)
            assert [row.id for row in table.chosen_rows()] == [2]
            assert table.view.currentIndex().row() == table.model.rows.index(table.chosen_rows()[0])


def test_the_same_row_stays_chosen_when_the_rows_are_read_again(table: RecordTable) -> None:
    table.show_rows([Thing(1, "b", 2), Thing(2, "c", 1)])
    table.view.selectRow(1)
    table.show_rows([Thing(0, "new", 0), Thing(1, "b", 2), Thing(2, "c changed", 1)])
    assert [row.name for row in table.chosen_rows()] == ["c changed"]


def test_an_empty_table_says_what_stands_in_its_place(table: RecordTable) -> None:
    table.show_rows([])
    assert isinstance(table.currentWidget(), QLabel)
    table.show_rows([Thing(1, "a", 1)])
    assert table.currentWidget() is table.view


def test_enter_opens_the_row(table: RecordTable) -> None:
    opened: list[Thing] = []
    table.opened.connect(opened.append)
    table.show_rows([Thing(1, "a", 1), Thing(2, "b", 1)])
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert [each.id for each in opened] == [2]


def test_columns_widths_and_sort_are_remembered(
    qapp: QApplication, tmp_path: Path, table: RecordTable
) -> None:
    table.show_chooser(QPoint(0, 0))
    menu = table.findChild(QMenu)
    assert menu is not None
    menu.actions()[1].setChecked(False)
    menu.close()
    table.view.setColumnWidth(0, 222)
    table.view.sortByColumn(0, DOWN)
    again = RecordTable("things", COLUMNS, table._memory, "Things", QLabel())
    assert again.view.isColumnHidden(1)
    assert again.view.columnWidth(0) == 222
    assert again.view.horizontalHeader().sortIndicatorOrder() == DOWN


def test_a_memory_of_other_columns_hides_nothing(table: RecordTable) -> None:
    table.view.setColumnHidden(0, True)
    table._keep()
    fewer = RecordTable("things", COLUMNS[1:], table._memory, "Things", QLabel())
    assert not fewer.view.isColumnHidden(0)


@pytest.mark.parametrize(
    ("text", "latin"),
    [("+225 07 01", True), ("TRAORÉ Awa", True), ("ورشة Atelier", False), ("(م) Awa", False),
     ("", False)],
)  # fmt: skip
def test_a_line_reads_the_way_of_its_first_letter(text: str, latin: bool) -> None:
    assert is_latin(text) is latin


def test_icons_are_sharp_on_every_screen(table: RecordTable) -> None:
    for scale in (1.0, 1.5, 2.0):
        pixmap = icon("house").pixmap(QSize(20, 20), scale)
        assert pixmap.width() == round(20 * scale)
        assert pixmap.devicePixelRatio() == scale
