"""The recycle bin in the window: what was removed, found, brought back, shown and undone."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop.domain.programme import Commitment
from ssc_desktop.services import activities, participants
from tests.gui.conftest import Desktop, Filled, reading, write


def remove(desktop: Desktop, filled: Filled) -> None:
    """Two people, a place on a list and a half-day go."""

    def work(workspace: Any) -> None:
        for person in filled.people[:2]:
            participants.remove_participant(workspace.store, person)
        participants.unregister(workspace.store, filled.activity, filled.people[3])
        activities.remove_half_day(workspace.store, filled.activity, "2021-08-17/PM")

    reading(desktop, work)


@pytest.fixture
def page(opened: Desktop, filled: Filled) -> Any:
    remove(opened, filled)
    return opened.go("recycle_bin")


def titles(page: Any) -> list[str]:
    return [each.removed.title for each in page.table.model.rows]


def people_there(desktop: Desktop) -> int:
    return int(reading(desktop, lambda workspace: participants.count_participants(workspace.store)))


def test_an_empty_bin_says_what_comes_here(opened: Desktop) -> None:
    page = opened.go("recycle_bin")
    assert page.table.currentIndex() == 1
    assert not page._restore.isEnabled()


def test_everything_removed_is_listed_with_who_and_when(page: Any) -> None:
    assert len(page.table.model.rows) == 4
    assert set(titles(page)) >= {"DEMO00 Awa", "DEMO01 Awa", "DEMO03 Awa"}
    removed = page.table.model.rows[0].removed
    assert removed.by == "DEMO Officer"
    assert removed.at is not None


def test_one_kind_of_record_is_shown_and_names_are_found(opened: Desktop, page: Any) -> None:
    page.noun.setCurrentIndex(page.noun.findData("participant"))
    opened.settle()
    assert sorted(titles(page)) == ["DEMO00 Awa", "DEMO01 Awa"]
    write(page.find_box, "démo01")
    opened.until(lambda: titles(page) == ["DEMO01 Awa"])
    page.find_box.clear()
    write(page.find_box, "officer")
    opened.until(lambda: len(titles(page)) == 2)


def test_a_person_comes_back_and_is_shown_and_goes_again_with_undo(
    opened: Desktop, page: Any, filled: Filled
) -> None:
    page.table.view.selectRow(titles(page).index("DEMO01 Awa"))
    opened.activate()
    QTest.keyClick(opened.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    opened.until(lambda: opened.page.name == "participants")
    opened.settle()
    assert opened.page.panel.key == filled.people[1]
    assert people_there(opened) == 5
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert people_there(opened) == 4


@pytest.mark.parametrize(("noun", "part"), [("registration", "people"), ("half_day", "half_days")])
def test_what_belongs_to_an_activity_is_shown_there(
    opened: Desktop, page: Any, filled: Filled, noun: str, part: str
) -> None:
    rows = [each.removed.noun for each in page.table.model.rows]
    page.table.view.selectRow(rows.index(noun))
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    opened.until(lambda: opened.page.name == "activity")
    opened.settle()
    assert opened.page.key == filled.activity
    assert opened.page.part.name == part


def test_several_come_back_at_once_and_go_again_with_one_undo(opened: Desktop, page: Any) -> None:
    page.table.view.selectAll()
    page.restore_chosen()
    opened.settle()
    assert opened.page.name == "recycle_bin"
    assert titles(page) == []
    assert people_there(opened) == 6
    opened.window.view.told.undo()
    opened.settle()
    assert len(titles(page)) == 4
    assert people_there(opened) == 4


def test_what_headquarters_removed_keeps_all_that_was_chosen_where_it_is(
    opened: Desktop, page: Any
) -> None:
    def receive(workspace: Any) -> None:
        with workspace.store.writing() as db:
            db.add(Commitment(code="DEMO", removed=True))

    reading(opened, receive)
    page.read_again()
    opened.settle()
    page.table.view.selectAll()
    page.restore_chosen()
    opened.settle()
    assert "Ask headquarters" in page.notice.text
    assert len(titles(page)) == 5
    assert people_there(opened) == 4
