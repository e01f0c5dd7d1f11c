"""People who may be one in the window: reviewed, told apart, merged field by field, undone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel

from ssc_desktop.gui.dialogs.merge_people import MergeDialog
from ssc_desktop.gui.tables.pair_model import ONE, OTHER, ChoiceModel, Pairing, fuller
from ssc_desktop.gui.widgets.doubles_box import DoublesBox
from ssc_desktop.language import Language
from ssc_desktop.services import attendance, organisations, participants
from tests.gui.conftest import Desktop, Filled, reading, write

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
IDRISSI = {"family_name": "Idrissi", "given_names": "Mohammed", "phone": "+212661234567",
           "country": "MA"}  # fmt: skip
EL_IDRISSI = {
    "family_name": "El Idrissi", "given_names": "Mohamed", "phone": "06 61 23 45 67",
    "country": "MA", "function": "Juriste", "email": "m.idrissi@demo.invalid",
}  # fmt: skip


@pytest.fixture
def pair(opened: Desktop, filled: Filled) -> tuple[Any, Any]:
    """Two records of one man, both on the list of the training."""

    def work(workspace: Any) -> tuple[Any, Any]:
        one, other = (
            participants.add_participant(workspace.store, each, activity=filled.activity)
            for each in (IDRISSI, EL_IDRISSI)
        )
        marks = [(one.id, "2021-08-16/AM", "present"), (other.id, "2021-08-16/PM", "present")]
        attendance.mark(workspace.store, filled.activity, marks)
        return one, other

    found: tuple[Any, Any] = reading(opened, work)
    return found


def person(desktop: Desktop, key: Any) -> Any:
    return reading(
        desktop, lambda workspace: participants.show_participant(workspace.store, key)
    ).participant


def count(desktop: Desktop) -> int:
    return int(reading(desktop, lambda workspace: participants.count_participants(workspace.store)))


def key(desktop: Desktop, pressed: Qt.Key) -> None:
    desktop.activate()
    QTest.keyClick(desktop.window, pressed)
    desktop.settle()


def undo(desktop: Desktop) -> None:
    desktop.activate()
    QTest.keyClick(desktop.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desktop.settle()


def test_without_pairs_the_page_says_so(opened: Desktop) -> None:
    page = opened.go("duplicates")
    assert page._stack.currentIndex() == 1
    assert not page._merge.isEnabled()


def test_a_pair_is_shown_side_by_side_with_its_reasons_in_words(
    opened: Desktop, pair: tuple[Any, Any]
) -> None:
    page = opened.go("duplicates")
    entry = page.list.chosen
    assert entry.title == "IDRISSI Mohammed / EL IDRISSI Mohamed"
    assert "same telephone" in entry.line
    by_name = {each.name: each for each in page.card.model.pairings}
    assert by_name["phone"].is_same
    assert by_name["given_names"].differs
    said = [page.card.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
            for row in range(page.card.model.rowCount())]  # fmt: skip
    assert "Given names, different" in said
    assert "Telephone, the same" in said
    assert page.card.model.pairings[-1].label == "Activities"


def test_two_people_are_told_apart_with_one_key_and_undone(
    opened: Desktop, pair: tuple[Any, Any]
) -> None:
    page = opened.go("duplicates")
    key(opened, Qt.Key.Key_D)
    assert page.pairs == []
    undo(opened)
    assert len(page.pairs) == 1


def test_a_pair_is_merged_field_by_field_by_keyboard_and_undone(
    opened: Desktop, filled: Filled, pair: tuple[Any, Any]
) -> None:
    one, other = pair
    page = opened.go("duplicates")
    key(opened, Qt.Key.Key_M)
    dialog = opened.dialog()
    assert isinstance(dialog, MergeDialog)
    assert (dialog.survivor, dialog.loser) == (one.id, other.id)
    names = [each.name for each in dialog.model.pairings]
    chosen = dict(zip(names, dialog.model.choices, strict=True))
    assert chosen["family_name"] == OTHER
    assert chosen["given_names"] == ONE
    assert chosen["function"] == OTHER
    assert dialog.outcome.name == "El Idrissi Mohammed"
    for _ in range(names.index("given_names")):
        QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    QTest.keyClick(dialog.view, Qt.Key.Key_Right)
    assert dialog.outcome.name == "El Idrissi Mohamed"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    kept = person(opened, one.id)
    assert (kept.family_name, kept.given_names) == ("El Idrissi", "Mohamed")
    assert (kept.function, kept.email) == ("Juriste", "m.idrissi@demo.invalid")
    assert count(opened) == len(filled.people) + 1
    assert page.pairs == []
    undo(opened)
    assert count(opened) == len(filled.people) + 2
    assert person(opened, one.id).family_name == "Idrissi"
    assert len(page.pairs) == 1


def test_the_merge_shows_what_both_took_part_in(opened: Desktop, pair: tuple[Any, Any]) -> None:
    opened.go("duplicates").merge()
    dialog = opened.dialog()
    said = " ".join(each.text() for each in dialog.outcome.findChildren(QLabel))
    assert "Formation DEMO" in said
    assert "2 half-days" in said
    assert "one place remains" in said
    # The lines that came stand below the values, and nothing of them is cut.
    assert dialog.outcome.y() > dialog.view.geometry().bottom()
    assert dialog.outcome.height() >= dialog.outcome.heightForWidth(dialog.outcome.width())
    assert dialog.height() <= dialog.screen().availableGeometry().height()


def test_arrows_choose_the_other_way_on_a_mirrored_screen(
    opened: Desktop, pair: tuple[Any, Any]
) -> None:
    opened.desk.choose_language("ar")
    opened.settle()
    opened.go("duplicates").merge()
    dialog = opened.dialog()
    QTest.keyClick(dialog.view, Qt.Key.Key_Left)
    assert dialog.model.choices[0] == OTHER
    QTest.keyClick(dialog.view, Qt.Key.Key_Right)
    assert dialog.model.choices[0] == ONE
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.model.choices[0] == OTHER


def test_next_and_previous_go_through_the_pairs(opened: Desktop, pair: tuple[Any, Any]) -> None:
    def work(workspace: Any) -> None:
        for _ in range(2):
            values = {"family_name": "Kouamé", "given_names": "Aya", "email": "aya@demo.invalid"}
            participants.add_participant(workspace.store, values)

    reading(opened, work)
    page = opened.go("duplicates")
    assert len(page.pairs) == 2
    first = page.chosen
    opened.activate()
    QTest.keyClick(opened.window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert page.chosen is not first
    QTest.keyClick(opened.window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.chosen is first


def test_organisations_are_reviewed_and_merged_too(opened: Desktop) -> None:
    def work(workspace: Any) -> None:
        for name in ("Agence nationale DEMO", "Agence Nationale DEMO"):
            values = {"name_fr": name, "acronym": "AND", "country": "CI"}
            organisations.add_organisation(workspace.store, values)

    reading(opened, work)
    page = opened.go("organisations")
    page.review()
    opened.settle()
    page = opened.page
    assert page.noun == "organisation"
    assert len(page.pairs) == 1
    page.merge()
    dialog = opened.dialog()
    dialog.accept()
    opened.settle()
    assert page.pairs == []
    left = reading(opened, lambda workspace: organisations.list_organisations(workspace.store))
    assert sum(each.acronym == "AND" for each in left) == 1


def test_the_two_chosen_in_the_table_are_merged(
    opened: Desktop, filled: Filled, pair: tuple[Any, Any]
) -> None:
    page = opened.go("participants")
    assert not page._merge.isEnabled()
    write(page.find_box, "idrissi")
    opened.until(lambda: len(page.table.model.rows) == 2)
    page.table.view.selectAll()
    opened.activate()
    QTest.keyClick(opened.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialog = opened.dialog()
    dialog.accept()
    opened.settle()
    assert len(page.table.model.rows) == 1
    assert count(opened) == len(filled.people) + 1


def test_an_open_record_tells_of_its_double(opened: Desktop, pair: tuple[Any, Any]) -> None:
    one, other = pair
    page = opened.go("participants", one.id)
    opened.settle()
    assert [each.person.participant.id for each in page.panel.doubles.doubles] == [other.id]
    page.panel.doubles.acted.emit("two", page.panel.doubles.doubles[0])
    opened.settle()
    assert page.panel.doubles.isHidden()
    undo(opened)
    assert page.panel.doubles.isVisible()


def test_a_new_person_who_is_known_is_opened_instead(
    opened: Desktop, pair: tuple[Any, Any], filled: Filled
) -> None:
    page = opened.go("participants")
    page.new_person()
    dialog = opened.dialog()
    before = count(opened)
    write(QApplication.focusWidget(), "Idrissi")
    write(dialog.form.boxes["given_names"].widget, "Mohammed")
    write(dialog.form.boxes["phone"].widget, "+212 661 23 45 67")
    box = dialog.findChild(DoublesBox)
    opened.until(box.isVisible)
    assert box.doubles[0].person.participant.id == pair[0].id
    box.acted.emit("take", box.doubles[0])
    opened.until(page.panel.isVisible)
    opened.settle()
    assert page.panel.key == pair[0].id
    assert count(opened) == before


def test_a_closed_merge_is_freed(opened: Desktop, pair: tuple[Any, Any]) -> None:
    opened.go("duplicates").merge()
    dialog = opened.dialog()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    opened.settle()
    assert gone == [True]


def test_the_model_passes_the_tester(qapp: QApplication) -> None:
    model = ChoiceModel(Language("en"))
    tester = QAbstractItemModelTester(model, FATAL)
    pairings = [
        Pairing("a", "A", "one", "other", is_same=False),
        Pairing("b", "B", "", "other", is_same=False),
    ]
    model.show_choices(("One", "Other"), pairings, [ONE, OTHER])
    model.choose_all(OTHER)
    assert model.choices == [OTHER, OTHER]
    model.choose_all(ONE)
    assert model.choices == [ONE, OTHER]
    model.show_choices(("One", "Other"), [], [])
    assert tester.model() is model


@given(st.text(max_size=12), st.text(max_size=12))
def test_nothing_is_never_fuller_than_something(one: str, other: str) -> None:
    assert fuller(one, None) == (ONE if one else OTHER)
    assert fuller(None, other) == OTHER
    if one:
        assert fuller(one, one) == ONE
        assert fuller(one, f"{one} Awa") == OTHER


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("M.", "Mohamed", OTHER), ("Mohamed", "M.", ONE), ("Idrissi", "El Idrissi", OTHER),
        ("Awa", "Aya", ONE), (1980, 1981, ONE), (("a",), ("a", "b"), OTHER), (("a",), (), ONE),
    ],
)  # fmt: skip
def test_the_fuller_value_is_proposed(one: object, other: object, expected: int) -> None:
    assert fuller(one, other) == expected
