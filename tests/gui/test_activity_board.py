"""The board: cards chosen and carried by keys, dragged by the pointer, in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.icons import draw_icons_with
from ssc_desktop.gui.tables.activity_board import ActivityBoard
from ssc_desktop.gui.tables.board_column import CARDS, CardsModel
from ssc_desktop.gui.theme import Theme
from ssc_desktop.language import Language
from tests.gui.conftest import let_go_of_keys

STATUSES = [("planned", "Planned"), ("confirmed", "Confirmed"), ("done", "Done")]


def card(title: str, status: str) -> Any:
    day = date(2021, 8, 16)
    return SimpleNamespace(id=uuid4(), title=title, status=status, kind="workshop", start=day,
                           end=day, city="Abidjan")  # fmt: skip


@pytest.fixture(params=["en", "ar"])
def board(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[ActivityBoard]:
    draw_icons_with(Theme(qapp, "light"))
    made = ActivityBoard(Language(request.param), STATUSES)
    right = Qt.LayoutDirection.RightToLeft
    made.setLayoutDirection(right if request.param == "ar" else Qt.LayoutDirection.LeftToRight)
    made.resize(800, 500)
    made.show()
    made.activateWindow()
    made.show_rows([card("A", "planned"), card("B", "planned"), card("C", "done")])
    made.take_focus()
    yield made
    let_go_of_keys(made)
    made.deleteLater()


def towards(board: ActivityBoard, *, end: bool) -> Qt.Key:
    return Qt.Key.Key_Right if end != board.isRightToLeft() else Qt.Key.Key_Left


def test_cards_stand_under_their_status_and_are_counted(board: ActivityBoard) -> None:
    titles = {
        code: [each.title for each in column.cards.rows] for code, column in board.columns.items()
    }
    assert titles == {"planned": ["A", "B"], "confirmed": [], "done": ["C"]}
    assert {code: each.text() for code, each in board._counts.items()} == {
        "planned": "2", "confirmed": "", "done": "1"
    }  # fmt: skip


def test_the_model_keeps_the_contract(board: ActivityBoard) -> None:
    model = CardsModel(Language("fr"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows([card("A", "planned"), card("B", "planned")])
    model.show_rows([])
    assert tester.model() is model
    assert board.columns["planned"].cards.rowCount() == 2


def test_arrows_go_from_card_to_card_and_enter_opens(board: ActivityBoard) -> None:
    opened: list[Any] = []
    board.opened.connect(opened.append)
    first = board.columns["planned"]
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert [each.title for each in opened] == ["B"]
    QTest.keyClick(first, towards(board, end=True))
    QTest.keyClick(board.columns["confirmed"], towards(board, end=True))
    assert [each.title for each in board.chosen_rows()] == ["C"]
    QTest.keyClick(board.columns["done"], towards(board, end=False))
    QTest.keyClick(board.columns["confirmed"], towards(board, end=False))
    assert [each.title for each in board.chosen_rows()] == ["A"]


def test_with_ctrl_the_chosen_cards_are_carried_along(board: ActivityBoard) -> None:
    asked: list[tuple[list[UUID], str]] = []
    board.moved.connect(lambda keys, status: asked.append((keys, status)))
    column = board.columns["planned"]
    column.selectAll()
    QTest.keyClick(column, towards(board, end=True), Qt.KeyboardModifier.ControlModifier)
    assert asked == [([each.id for each in column.cards.rows], "confirmed")]
    QTest.keyClick(column, towards(board, end=False), Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == 1


def test_a_dropped_card_is_asked_for_and_stays_until_it_is_granted(board: ActivityBoard) -> None:
    asked: list[tuple[list[UUID], str]] = []
    board.moved.connect(lambda keys, status: asked.append((keys, status)))
    source, target = board.columns["planned"], board.columns["done"]
    key = source.cards.rows[1].id
    carried = source.cards.mimeData([source.cards.index(1)])
    drop(target, carried)
    assert asked == [([key], "done")]
    assert [each.title for each in source.cards.rows] == ["A", "B"]
    drop(source, carried)
    assert len(asked) == 1


def drop(column: Any, carried: QMimeData) -> None:
    """Let go of cards over a column, as the pointer does."""
    assert carried.hasFormat(CARDS)
    facts = (Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton,
             Qt.KeyboardModifier.NoModifier)  # fmt: skip
    place = QPointF(20, 200)
    for event in (
        QDragEnterEvent(place, *facts),
        QDragMoveEvent(place, *facts),
        QDropEvent(place, *facts),
    ):
        QApplication.sendEvent(column.viewport(), event)


def test_a_card_that_moved_stays_chosen_in_its_new_column(board: ActivityBoard) -> None:
    rows = [row for column in board.columns.values() for row in column.cards.rows]
    board.columns["planned"].choose([rows[0].id])
    rows[0].status = "done"
    board.show_rows(rows)
    assert [each.title for each in board.chosen_rows()] == ["A"]
    assert board.columns["done"].chosen_rows() == board.chosen_rows()


def test_a_status_of_another_release_is_not_lost(board: ActivityBoard) -> None:
    strange = ActivityBoard(Language("en"), [("idea", "Idea"), *STATUSES])
    strange.show_rows([card("A", "frozen"), card("B", "")])
    assert [each.title for each in strange.columns["idea"].cards.rows] == ["A", "B"]
    strange.deleteLater()
