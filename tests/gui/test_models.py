"""Every model of the window keeps what Qt asks of models, wherever it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.domain.record import now
from ssc_desktop.gui.widgets.mark_desk import MarkDesk
from ssc_desktop.services import participants
from ssc_desktop.services.conflicts import Conflict, Standing
from ssc_desktop.services.headquarters_desk import NamedConflict
from ssc_desktop.workbook.typed_lists import write_list
from tests.gui.conftest import Desktop, Filled, reading, write
from tests.gui.model_testing import FAULT, TestedModels, model_classes
from tests.gui.test_accessibility import everything
from tests.gui.test_duplicates import EL_IDRISSI, IDRISSI
from tests.gui.test_find_everywhere import find
from tests.gui.test_import_list import at_people
from tests.gui.watchdog import Watchdog


@pytest.fixture
def tested(watchdog: Watchdog) -> Iterator[TestedModels]:
    """Models made from here on are looked into at every signal, which takes its time."""
    with TestedModels() as models:
        yield models
    watchdog.begin()


def test_every_model_of_the_window_is_sound(
    tested: TestedModels, opened: Desktop, filled: Filled, tmp_path: Path, qtlog: Any
) -> None:
    reading(opened, lambda w: _record_twice(w.store, filled))
    for _ in everything(opened, filled.activity):
        pass
    _go_through_the_views(opened)
    find(opened, "demo").reject()
    opened.settle()
    _take_in_a_list(opened, filled, tmp_path / "liste.xlsx")
    _merge(opened)
    _contradict(opened, filled)
    _check_in(opened, filled)
    _print(opened, filled)
    assert model_classes() - tested.seen == set()
    assert _faults(qtlog) == []


def _faults(qtlog: Any) -> list[str]:
    return [each.message for each in qtlog.records if FAULT in each.message]


def _record_twice(store: Any, filled: Filled) -> None:
    """One man, recorded twice on the list of the training."""
    for each in (IDRISSI, EL_IDRISSI):
        participants.add_participant(store, each, activity=filled.activity)


def _go_through_the_views(opened: Desktop) -> None:
    page = opened.go("activities")
    for view in ("month", "board", "table"):
        page.turn_to(view)
        opened.settle()
    table = opened.go("participants").table.view
    for column in range(table.model().columnCount()):
        table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    write(opened.page.find_box, "demo03")
    opened.settle()


def _take_in_a_list(opened: Desktop, filled: Filled, path: Path) -> None:
    write_list(path, [["NOM", "PRÉNOMS", "TÉL"], ["TRAORÉ", "Awa", "0701020304"], ["", "Ali", ""]])
    dialog = at_people(opened, filled, path)
    dialog.people.grid.selectAll()
    dialog.reject()
    opened.settle()


def _merge(opened: Desktop) -> None:
    opened.go("duplicates").merge()
    opened.settle()
    QTest.keyClick(QApplication.activeModalWidget(), Qt.Key.Key_Escape)
    opened.settle()


def _contradict(opened: Desktop, filled: Filled) -> None:
    """Two laptops that mark the people of the training differently, on the desk for marks."""
    said = [Standing(state, state, now(), "ABJ", state) for state in ("present", "absent")]
    slots = ("2021-08-16/AM", "2021-08-17/PM")
    keys = [f"{filled.activity}/{person}/{slot}" for person in filled.people for slot in slots]
    told = [Conflict(key, "attendance", key, "state", tuple(said), "present") for key in keys]
    named = [NamedConflict(each, f"DEMO · {each.key[-13:]}", "", ()) for each in told]
    desk = MarkDesk(opened.desk)
    for shown in (named, named[:3], []):
        desk.show_beside(shown[0] if shown else None, shown)
        desk.view.selectAll()
        desk.grab()
    desk.deleteLater()
    opened.settle()


def _check_in(opened: Desktop, filled: Filled) -> None:
    part = opened.go("activity", (filled.activity, "check_in")).part
    opened.settle()
    write(part.line, "demo0")
    QTest.keyClick(part.line, Qt.Key.Key_Return)
    opened.settle()


def _print(opened: Desktop, filled: Filled) -> None:
    part = opened.go("activity", (filled.activity, "papers")).part
    opened.until(lambda: part.print_button.isEnabled())
    opened.until(lambda: part.preview.page_count > 0)


def test_a_model_that_breaks_its_word_is_found(tested: TestedModels) -> None:
    model, heard = Stuck(), []
    tested.watch(model)
    before = qInstallMessageHandler(lambda _kind, _where, text: heard.append(text))
    try:
        model.beginInsertRows(QModelIndex(), 0, 0)
        model.endInsertRows()
    finally:
        qInstallMessageHandler(before)
    assert any(FAULT in each for each in heard)


class Stuck(QAbstractListModel):
    """Says that a row came, and has as many as before."""

    def rowCount(self, _parent: object = None) -> int:
        return 2

    def data(self, _index: object, _role: int = 0) -> None:
        return None
