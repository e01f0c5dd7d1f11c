"""The box that finds everything: typed into with real keys, opened with Enter, closed with Esc."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.domain.names import fold
from ssc_desktop.gui.commands import Command
from ssc_desktop.gui.dialogs.find_everywhere import FindEverywhereDialog
from ssc_desktop.gui.places import remembered
from ssc_desktop.gui.widgets.found_list import Entry, FoundModel
from ssc_desktop.services import organisations, participants
from tests.gui.conftest import Desktop, Filled, reading, write

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def opened_box(desktop: Desktop) -> FindEverywhereDialog:
    desktop.activate()
    QTest.keyClick(desktop.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    dialog = desktop.dialog()
    assert isinstance(dialog, FindEverywhereDialog)
    return dialog


def titles(dialog: FindEverywhereDialog) -> list[str]:
    return [each.title for each in dialog.list.found.entries if not each.is_heading]


def find(desktop: Desktop, text: str) -> FindEverywhereDialog:
    dialog = opened_box(desktop)
    write(dialog.line, text)
    desktop.settle()
    return dialog


@pytest.mark.parametrize("typed", ["demo03", "awa demo03", "DÉMO03"])
def test_a_person_is_found_and_opened_with_enter(
    opened: Desktop, filled: Filled, typed: str
) -> None:
    opened.go("activities")
    dialog = find(opened, typed)
    assert "DEMO03 Awa" in titles(dialog)
    while dialog.list.chosen.title != "DEMO03 Awa":  # type: ignore[union-attr]
        QTest.keyClick(dialog.line, Qt.Key.Key_Down)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    opened.until(lambda: opened.page.name == "participants" and opened.page.panel.isVisible())
    opened.settle()
    assert opened.page.panel.key == filled.people[3]


def test_a_name_in_arabic_is_found_without_its_marks(opened: Desktop) -> None:
    reading(
        opened,
        lambda workspace: participants.add_participant(
            workspace.store, {"name_ar": "أَحْمَد بنعلي", "family_name": "Benali"}
        ),
    )
    assert "BENALI" in titles(find(opened, "احمد"))


def test_enter_before_the_answer_opens_what_is_found_then(opened: Desktop, filled: Filled) -> None:
    opened.go("settings")
    dialog = opened_box(opened)
    write(dialog.line, "formation demo")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert opened.page.name == "settings"
    opened.until(lambda: opened.page.name == "activity")
    opened.settle()
    assert opened.page.key == filled.activity


def test_only_the_latest_letters_count(opened: Desktop) -> None:
    dialog = opened_box(opened)
    write(dialog.line, "demo01")
    for _ in "demo01":
        QTest.keyClick(dialog.line, Qt.Key.Key_Backspace)
    write(dialog.line, "demo02")
    opened.settle()
    assert "DEMO02 Awa" in titles(dialog)
    assert "DEMO01 Awa" not in titles(dialog)


def test_records_stand_in_groups_that_cannot_be_chosen(opened: Desktop) -> None:
    reading(
        opened,
        lambda workspace: organisations.add_organisation(workspace.store, {"acronym": "DEMORG"}),
    )
    dialog = find(opened, "demo")
    headings = [each.title for each in dialog.list.found.entries if each.is_heading]
    assert headings == ["Activities", "Participants", "Organisations"]
    seen = []
    for _ in range(len(dialog.list.found.entries)):
        seen.append(dialog.list.chosen)
        QTest.keyClick(dialog.line, Qt.Key.Key_Down)
    assert None not in seen
    QTest.keyClick(dialog.line, Qt.Key.Key_PageUp)
    QTest.keyClick(dialog.line, Qt.Key.Key_PageUp)
    assert dialog.list.currentIndex().row() == 1


def test_a_page_and_an_action_are_found_by_name(opened: Desktop) -> None:
    opened.go("home")
    dialog = find(opened, "new part")
    assert titles(dialog)[0] == "New participant"
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    opened.until(lambda: opened.page.name == "participants")
    assert opened.dialog().windowTitle() == "New participant"
    opened.dialog().reject()
    dialog = find(opened, "recyc")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    opened.until(lambda: opened.page.name == "recycle_bin")


def test_actions_of_the_page_are_offered_in_the_language_of_the_screen(
    opened: Desktop, filled: Filled
) -> None:
    opened.desk.choose_language("fr")
    opened.settle()
    opened.go("activity", (filled.activity, "people"))
    assert any(each.startswith("Imprimer") for each in titles(find(opened, "impri")))


def test_esc_closes_and_gives_the_keyboard_back(opened: Desktop) -> None:
    page = opened.go("participants")
    opened.activate()
    page.find_box.setFocus()
    dialog = opened_box(opened)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    write(dialog.line, "dem")
    QTest.keyClick(dialog.line, Qt.Key.Key_Escape)
    opened.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    opened.settle()
    assert gone == [True]
    opened.activate()
    assert QApplication.focusWidget() is page.find_box


def test_nothing_found_says_what_to_try(opened: Desktop) -> None:
    dialog = find(opened, "xyzzy")
    assert dialog.nothing.isVisible()
    assert "xyzzy" in dialog.nothing.text()
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    opened.settle()
    assert dialog.isVisible()


def test_an_empty_box_leads_back_to_where_one_was(opened: Desktop, filled: Filled) -> None:
    opened.go("activity", (filled.activity, "people"))
    opened.go("participants", filled.people[2])
    dialog = opened_box(opened)
    assert titles(dialog)[:2] == ["DEMO02 Awa", "Formation DEMO"]
    assert remembered(opened.desk)[0] == ("participant", filled.people[2])
    kept = opened.desk.memory.words(f"places/{opened.desk.workspace.office.id}")
    assert not any("DEMO" in each for each in kept)


def test_the_button_above_the_pages_opens_the_box_folded_or_not(opened: Desktop) -> None:
    navigation = opened.window.view.navigation
    for folded in (False, True):
        navigation.fold(folded=folded)
        opened.activate()
        QTest.mouseClick(navigation._buttons["find"], Qt.MouseButton.LeftButton)
        dialog = opened.dialog()
        assert isinstance(dialog, FindEverywhereDialog)
        dialog.reject()
        opened.settle()


def test_the_model_passes_the_tester(qapp: QApplication) -> None:
    model = FoundModel()
    tester = QAbstractItemModelTester(model, FATAL)
    entries = [Entry("Group"), Entry("One", "line", "user", "Ctrl+1", open=lambda: None)]
    model.show_entries(entries)
    model.show_entries([])
    model.show_entries(entries[1:])
    assert tester.model() is model
    assert model.next_entry(0, -1) == 0
    assert model.next_entry(1, 1) == -1


@pytest.mark.parametrize(
    ("name", "typed", "answers"),
    [
        ("Nouvelle activité", ["activite"], True),
        ("Retirer de l’activité", ["activ", "ret"], True),
        ("نشاط جديد", ["نشا"], True),
        ("السلة", ["سلة"], True),
        ("Print…", ["rint"], False),
    ],
)
def test_a_command_answers_to_the_beginnings_of_its_words(
    name: str, typed: list[Any], answers: bool
) -> None:
    words = [fold(each) for each in typed]
    assert Command(name, "", "", lambda: None).answers(words) is answers
