"""The participants grid: typed by keyboard alone, known people taken, blocks pasted, all undone."""

from __future__ import annotations

import threading
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from ssc_desktop.gui.dialogs.paste_columns import PasteColumnsDialog
from ssc_desktop.gui.tables.people_editors import CellLine
from ssc_desktop.gui.tables.people_lines import ALIKE, DOUBTFUL, REFUSED, SAVED
from ssc_desktop.gui.tables.people_model import GHOST_ROLE
from ssc_desktop.services import activities, organisations, participants, pasted_people
from tests.gui.conftest import Desktop, Filled, reading, write
from tests.gui.watchdog import Watchdog

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HEADED = "Nom\tPrénoms\tSexe\tTéléphone\nKOUASSI\tAya\tF\t0701020304\nTRAORÉ\tIssa\tM\t07010203\n"


@pytest.fixture
def part(opened: Desktop, filled: Filled) -> Any:
    """The six participants of the training."""
    shown = opened.go("activity", (filled.activity, "people")).part
    shown.table.view.setFocus()
    opened.settle()
    return shown


class Typist:
    """Types as a person does, and counts the keys."""

    def __init__(self, desktop: Desktop, part: Any) -> None:
        self.desktop = desktop
        self.view = part.table.view
        self.keys = 0

    @property
    def target(self) -> Any:
        return self.view.editor or self.view

    def write(self, text: str) -> None:
        for letter in text:
            write(self.target, letter)
            self.keys += 1

    def press(self, *keys: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(self.target, key, modifier)
            self.keys += 1


@pytest.fixture
def typist(opened: Desktop, part: Any) -> Typist:
    return Typist(opened, part)


def listed(desktop: Desktop, filled: Filled) -> list[Any]:
    return reading(
        desktop,
        lambda workspace: participants.list_participants(workspace.store, filled.activity),
    )


def at(part: Any, row: int, name: str) -> Any:
    model = part.table.model
    return model.index(row, model.columns.places[name])


def go(part: Any, row: int, name: str) -> None:
    part.table.view.setFocus()
    part.table.view.setCurrentIndex(at(part, row, name))


def known(desktop: Desktop, **values: object) -> UUID:
    add = participants.add_participant
    return reading(desktop, lambda workspace: add(workspace.store, values)).id


def paste(part: Any, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(part.table.view, Qt.Key.Key_V, CONTROL)


def test_the_model_keeps_what_qt_expects(opened: Desktop, part: Any, typist: Typist) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(part.table.model, mode, part)
    part.new_person()
    typist.write("NEUVE")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    part.table.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    go(part, 0, "family_name")
    part.unregister_chosen()
    opened.settle()
    part.read_again()
    opened.settle()
    assert part.table.model.rowCount() == 7


def test_ten_new_people_and_five_known_ones_are_entered_by_keyboard(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    for number in range(5):
        known(opened, family_name=f"CONNUE{'ABCDE'[number]}", given_names="Fatou")
    part.new_person()
    for number in range(10):
        typist.write(f"NEUF{'ABCDEFGHIJ'[number]}")
        typist.press(Qt.Key.Key_Tab)
        typist.write("Aya")
        typist.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
        typist.write("f")
        if number == 0:
            typist.write("ADEMO")
        typist.press(Qt.Key.Key_Tab)
        typist.write("Juriste")
        typist.press(Qt.Key.Key_Return)
    new_keys = typist.keys
    opened.settle()
    for number in range(5):
        typist.write("connue" + "abcde"[number])
        typist.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
        opened.settle()
    found = listed(opened, filled)
    assert len(found) == 6 + 10 + 5
    new = [each for each in found if (each.participant.family_name or "").startswith("NEUF")]
    assert [each.participant.sex for each in new] == ["F"] * 10
    assert {each.organisation.short_name for each in new} == {"ADEMO"}
    assert {each.participant.function for each in new} == {"Juriste"}
    count = reading(opened, lambda workspace: participants.count_participants(workspace.store))
    assert count == 6 + 10 + 5
    assert all(line.state == SAVED for line in part.table.model.rows[:6])
    # Of a new person: every letter of the three texts, and six keys more.
    assert new_keys == 10 * (len("NEUFX") + len("Aya") + len("Juriste") + 6) + len("ADEMO")
    # Of a known one: the letters of the name, Down and Enter.
    assert typist.keys - new_keys == 5 * (len("connuex") + 2)


def test_a_key_pressed_before_the_list_came_is_kept_for_it(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    key = known(opened, family_name="CONNUE", given_names="Fatou")
    part.new_person()
    typist.write("connu")
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    opened.settle()
    assert [each.participant.id for each in listed(opened, filled)][-1] == key
    assert part.table.view.currentIndex().row() == 7


def test_people_are_found_in_arabic_letters_and_those_on_the_list_are_shown_where(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    key = known(opened, name_ar="فاطمة الزهراء")
    part.new_person()
    typist.write("فاطم")
    opened.settle()
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    opened.settle()
    assert part.table.model.rows[-1].key == key
    typist.write("demo03")
    opened.settle()
    assert "already on the list" in typist.view.editor.offers.model().index(0, 0).data()
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    opened.settle()
    assert part.table.view.line.participant.family_name == "DEMO03"
    assert len(listed(opened, filled)) == 7


def test_enter_tab_arrows_and_escape_move_as_in_a_spreadsheet(
    opened: Desktop, part: Any, typist: Typist
) -> None:
    view = part.table.view
    go(part, 0, "function")
    typist.write("Juriste")
    typist.press(Qt.Key.Key_Return)
    assert view.currentIndex() == at(part, 1, "function")
    typist.write("Cadre")
    typist.press(Qt.Key.Key_Right)
    assert view.currentIndex() == at(part, 1, "country")
    typist.press(Qt.Key.Key_Backtab)
    assert view.currentIndex() == at(part, 1, "function")
    typist.press(Qt.Key.Key_F2)
    editor = view.editor
    assert editor.text() == "Cadre"
    typist.press(Qt.Key.Key_Left)
    assert view.editor is editor
    typist.write("s")
    typist.press(Qt.Key.Key_Escape)
    assert not view.is_editing
    typist.press(Qt.Key.Key_Return, modifier=SHIFT)
    assert view.currentIndex() == at(part, 0, "function")
    opened.settle()
    assert [at(part, row, "function").data() for row in (0, 1)] == ["Juriste", "Cadre"]


def test_what_the_line_above_says_is_offered_and_taken_with_tab(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    go(part, 5, "country")
    typist.write("mali")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert part.table.model.rows[5].participant.country == "ML"
    part.new_person()
    typist.write("NEUVE")
    go_on = part.table.model.columns.places["country"]
    typist.press(Qt.Key.Key_Tab)
    ghost = part.table.model.index(6, go_on)
    assert (ghost.data(), ghost.data(GHOST_ROLE)) == ("", "Mali")
    part.table.view.setCurrentIndex(ghost)
    typist.press(Qt.Key.Key_Tab)
    assert ghost.data() == "Mali"
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert listed(opened, filled)[-1].participant.country == "ML"


def test_a_refused_cell_keeps_what_was_typed_and_says_why_below_it(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    go(part, 2, "email")
    typist.write("nothing")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert part.table.model.rows[2].state == REFUSED
    assert at(part, 2, "email").data() == "nothing"
    go(part, 2, "email")
    assert "not an e-mail address" in part.table.note.text
    assert part.table.note.isVisible()
    assert "1 to correct" in part.count.text()
    typist.write("awa@demo.example")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert part.table.model.rows[2].state == SAVED
    assert listed(opened, filled)[2].participant.email == "awa@demo.example"


def test_telephones_are_grouped_and_old_ivorian_ones_flagged(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    go(part, 0, "phone")
    for number in ("0701020304", "07 01 02 03"):
        typist.write(number)
        typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert at(part, 0, "phone").data() == "+225 07 01 02 03 04"
    assert at(part, 1, "phone").data() == "07 01 02 03"
    assert part.table.model.rows[1].state == DOUBTFUL
    go(part, 1, "phone")
    assert "8 digits" in part.table.note.text
    assert listed(opened, filled)[1].participant.phone is None


def test_a_line_without_a_name_stays_and_says_so(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    part.new_person()
    part.table.view.setCurrentIndex(at(part, 6, "function"))
    typist.write("Juriste")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert part.table.model.lines[6].state == REFUSED
    assert len(listed(opened, filled)) == 6
    go(part, 6, "family_name")
    typist.write("NEUVE")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert listed(opened, filled)[-1].participant.function == "Juriste"


def test_escape_gives_a_line_up_and_undo_brings_it_back(part: Any, typist: Typist) -> None:
    part.new_person()
    typist.write("NEUVE")
    typist.press(Qt.Key.Key_Tab, Qt.Key.Key_Escape)
    assert part.table.model.rowCount() == 7
    assert part.table.model.lines[-1].is_empty
    assert part.undo()
    assert part.table.model.lines[6].typed["family_name"] == "NEUVE"


def test_a_possible_duplicate_is_told_and_the_known_one_taken(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    key = known(opened, family_name="TRAORÉ", given_names="Awa", phone="+2250701020304")
    part.new_person()
    typist.write("Traore")
    typist.press(Qt.Key.Key_Tab)
    typist.write("Awa")
    typist.press(Qt.Key.Key_Tab)
    part.table.view.setCurrentIndex(at(part, 6, "phone"))
    typist.write("0701020304")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    line = part.table.model.rows[6]
    assert line.state == ALIKE
    go(part, 6, "sex")
    assert "same telephone" in part.table.note.text
    QTest.keyClick(part.table.view, Qt.Key.Key_J, CONTROL)
    opened.settle()
    assert [each.participant.id for each in listed(opened, filled)][-1] == key
    assert [each.key for each in part.table.model.rows][-1] == key
    opened.activate()
    part.table.view.setFocus()
    QTest.keyClick(part.table.view, Qt.Key.Key_Z, CONTROL)
    opened.settle()
    assert listed(opened, filled)[-1].participant.id == line.key
    assert line.key != key


def test_two_people_of_one_name_are_told_apart(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    known(opened, family_name="TRAORÉ", given_names="Awa", email="awa@demo.example")
    part.new_person()
    typist.write("Traoré")
    typist.press(Qt.Key.Key_Tab)
    typist.write("Awa")
    typist.press(Qt.Key.Key_Tab)
    part.table.view.setCurrentIndex(at(part, 6, "email"))
    typist.write("awa@demo.example")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert part.table.model.rows[6].state == ALIKE
    go(part, 6, "sex")
    QTest.keyClick(part.table.view, Qt.Key.Key_J, CONTROL | SHIFT)
    opened.settle()
    assert part.table.model.rows[6].state == SAVED
    assert part.undo()
    opened.settle()
    assert part.table.model.rows[6].state == ALIKE
    assert len(listed(opened, filled)) == 7


def test_fill_down_copy_above_clear_and_undo(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    def cities() -> list[Any]:
        opened.settle()
        return [each.participant.city for each in listed(opened, filled)]

    go(part, 0, "city")
    typist.write("Bouaké")
    typist.press(Qt.Key.Key_Return)
    go(part, 0, "city")
    QTest.keyClick(part.table.view, Qt.Key.Key_D, CONTROL)
    assert cities() == ["Bouaké"] * 6
    typist.press(Qt.Key.Key_Delete)
    assert cities() == [None, *["Bouaké"] * 5]
    go(part, 1, "city")
    QTest.keyClick(part.table.view, Qt.Key.Key_Apostrophe, CONTROL)
    assert cities()[:2] == [None, None]
    for expected in ([None, "Bouaké"], ["Bouaké", "Bouaké"], ["Bouaké", None], [None, None]):
        opened.activate()
        part.table.view.setFocus()
        QTest.keyClick(part.table.view, Qt.Key.Key_Z, CONTROL)
        assert cities()[:2] == expected
    assert part.undo() is False


def test_control_enter_fills_the_whole_selection(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    go(part, 1, "city")
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Down, modifier=SHIFT)
    typist.write("Dakar")
    typist.press(Qt.Key.Key_Return, modifier=CONTROL)
    opened.settle()
    found = [each.participant.city for each in listed(opened, filled)]
    assert found == [None, "Dakar", "Dakar", "Dakar", None, None]


def test_a_block_is_copied_and_pasted_within_the_grid(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    go(part, 0, "sex")
    typist.press(Qt.Key.Key_Down, modifier=SHIFT)
    QTest.keyClick(part.table.view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Female\nMale\n"
    go(part, 3, "sex")
    QTest.keyClick(part.table.view, Qt.Key.Key_V, CONTROL)
    opened.settle()
    assert [each.participant.sex for each in listed(opened, filled)] == list("FMFFMM")
    assert part.undo()
    opened.settle()
    assert [each.participant.sex for each in listed(opened, filled)] == list("FMFMFM")


def test_a_pasted_list_is_mapped_pasted_marked_and_undone_at_once(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    part.new_person()
    paste(part, HEADED)
    dialog = opened.dialog()
    assert isinstance(dialog, PasteColumnsDialog)
    assert dialog.fields == ("family_name", "given_names", "sex", "phone")
    assert dialog.heading_row == 1
    QTest.keyClick(dialog.paste_button, Qt.Key.Key_Return)
    opened.settle()
    assert [each.participant.family_name for each in listed(opened, filled)][6:] == [
        "KOUASSI", "TRAORÉ",
    ]  # fmt: skip
    assert [line.state for line in part.table.model.rows[6:]] == [SAVED, DOUBTFUL]
    opened.activate()
    part.table.view.setFocus()
    QTest.keyClick(part.table.view, Qt.Key.Key_Z, CONTROL)
    opened.settle()
    assert len(listed(opened, filled)) == 6
    count = reading(opened, lambda workspace: participants.count_participants(workspace.store))
    assert count == 6


def test_what_was_said_of_headings_is_remembered(opened: Desktop, part: Any) -> None:
    part.new_person()
    paste(part, HEADED.replace("Prénoms", "Truc"))
    dialog = opened.dialog()
    box = dialog.boxes[1]
    box.setCurrentIndex(box.findData("function"))
    dialog.accept()
    opened.settle()
    opened.activate()
    part.new_person()
    paste(part, HEADED.replace("Prénoms", "Truc"))
    dialog = opened.dialog()
    assert dialog.fields[1] == "function"
    dialog.boxes[0].setCurrentIndex(0)
    dialog.accept()
    assert "name" in dialog.notice.text
    dialog.reject()


def test_rows_without_a_name_are_completed_in_place(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    part.new_person()
    paste(part, HEADED + "\t\tF\t0506070809\n")
    opened.dialog().accept()
    opened.settle()
    (line,) = [each for each in part.table.model.lines if each.state == REFUSED]
    row = part.table.model.place_of(line)
    assert at(part, row, "phone").data() == "0506070809"
    opened.activate()
    go(part, row, "family_name")
    typist.write("KONÉ")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert listed(opened, filled)[-1].participant.phone == "+2250506070809"


def test_five_hundred_pasted_people_do_not_hold_the_window(
    opened: Desktop, filled: Filled, part: Any, watchdog: Watchdog
) -> None:
    lines = [f"FAMILLE{number}\tAya {number}\tF" for number in range(500)]
    part.new_person()
    paste(part, "\n".join(["Nom\tPrénoms\tSexe", *lines]))
    dialog = opened.dialog()
    watchdog.begin()
    dialog.accept()
    opened.settle()
    assert len(part.table.model.rows) == 506
    assert len(listed(opened, filled)) == 506
    assert not part.progress.isVisible()
    assert not watchdog.broken, watchdog.broken[0].told()


def test_people_are_sorted_and_found(opened: Desktop, part: Any, typist: Typist) -> None:
    go(part, 0, "family_name")
    for first in ("DEMO00", "DEMO05"):
        QTest.keyClick(part.table.view, Qt.Key.Key_S, CONTROL | SHIFT)
        assert at(part, 0, "family_name").data() == first
    assert part.table.model.lines[-1].is_empty
    QTest.keyClick(opened.window, Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is part.find_box
    write(part.find_box, "démo02")
    opened.until(lambda: part.table.view.line.participant.family_name == "DEMO02")
    QTest.keyClick(part.find_box, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is part.table.view


def test_people_are_taken_off_and_brought_back(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    go(part, 1, "sex")
    typist.press(Qt.Key.Key_Down, modifier=SHIFT)
    QTest.keyClick(part.table.view, Qt.Key.Key_Delete, CONTROL)
    opened.settle()
    assert opened.page.name == "activity"
    assert len(listed(opened, filled)) == 4
    opened.window.view.told.undo()
    opened.settle()
    names = [line.participant.family_name for line in part.table.model.rows]
    assert names == [f"DEMO0{number}" for number in range(6)]


def test_leaving_the_section_records_who_is_half_entered(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    part.new_person()
    typist.write("NEUVE")
    opened.page.show_part("attendance")
    opened.settle()
    assert listed(opened, filled)[-1].participant.family_name == "NEUVE"


def test_what_changes_elsewhere_waits_until_the_cell_is_left(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    go(part, 0, "function")
    typist.write("Jur")
    add = participants.add_participant
    values = {"family_name": "AILLEURS"}
    reading(opened, lambda w: add(w.store, values, activity=filled.activity))
    part.read_again()
    opened.settle()
    assert isinstance(part.table.view.editor, CellLine)
    typist.write("iste")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    assert len(part.table.model.rows) == 7
    assert listed(opened, filled)[0].participant.function == "Juriste"


def test_an_organisation_is_chosen_from_those_that_are_known(
    opened: Desktop, filled: Filled, part: Any, typist: Typist
) -> None:
    add = organisations.add_organisation
    made = reading(opened, lambda w: add(w.store, {"acronym": "ADEMO", "name_fr": "Agence DEMO"}))
    opened.desk.lists.load()
    opened.settle()
    go(part, 0, "organisation")
    typist.write("agence demo")
    typist.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    opened.settle()
    assert listed(opened, filled)[0].participant.organisation_id == made.id
    assert at(part, 0, "organisation").data() == "ADEMO"


def test_restricted_columns_are_off_until_they_are_chosen(part: Any) -> None:
    grid = part.table
    shown = {grid.model.columns.all[each].name for each in grid.view.shown_columns()}
    assert not shown & {"person_statuses", "disability", "note"}
    grid.show_column(grid.model.columns.places["invitation"], True)
    shown = {grid.model.columns.all[each].name for each in grid.view.shown_columns()}
    assert "invitation" in shown


def test_latin_cells_read_from_left_to_right_on_a_mirrored_screen(part: Any) -> None:
    option = QStyleOptionViewItem()
    option.direction = Qt.LayoutDirection.RightToLeft
    part.table.view.itemDelegate().initStyleOption(option, at(part, 0, "family_name"))
    assert option.direction == Qt.LayoutDirection.LeftToRight
    assert option.displayAlignment & Qt.AlignmentFlag.AlignRight


def test_an_activity_of_nobody_begins_with_the_line_to_type_in(
    opened: Desktop, filled: Filled
) -> None:
    add = activities.add_activity
    made = reading(opened, lambda w: add(w.store, "workshop", {"title": "Vide"}))
    part = opened.go("activity", (made.id, "people")).part
    assert part.table.model.rowCount() == 1
    assert part.table.model.index(0, 0).data(GHOST_ROLE) == "Type a name…"
    assert "0 people" in part.count.text()


def test_a_thousand_people_are_shown_typed_among_and_sorted_in_short_turns(
    opened: Desktop, filled: Filled, part: Any, typist: Typist, watchdog: Watchdog
) -> None:
    block = [["Nom", "Prénoms", "Sexe", "Ville"]]
    block += [[f"FAMILLE{number}", f"Aya {number}", "F", "Abidjan"] for number in range(1000)]
    fields = ("family_name", "given_names", "sex", "city")
    reading(
        opened,
        lambda w: pasted_people.paste_people(
            w.store, filled.activity, block, fields, heading_row=1
        ),
    )
    watchdog.begin()
    part.read_again()
    opened.settle()
    part.new_person()
    typist.write("NEUVE")
    typist.press(Qt.Key.Key_Tab)
    typist.write("Awa")
    typist.press(Qt.Key.Key_Return)
    opened.settle()
    part.table.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    opened.settle()
    assert len(part.table.model.rows) == 1007
    assert not watchdog.broken, watchdog.broken[0].told()


def test_whoever_is_on_the_list_is_not_chosen_again(opened: Desktop, part: Any) -> None:
    key = known(opened, family_name="CONNUE", given_names="Fatou")
    part.choose_people()
    dialog = opened.dialog()
    column = next(
        number for number, each in enumerate(dialog.table.model.columns) if each.name == "place"
    )
    on_list = {
        row.participant.id: dialog.table.model.index(number, column).data()
        for number, row in enumerate(dialog.table.model.rows)
    }
    assert on_list.pop(key) == ""
    assert set(on_list.values()) == {"Yes"}
    dialog.table.view.selectAll()
    chosen: list[Any] = []
    dialog.chosen.connect(chosen.extend)
    dialog._choose()
    opened.settle()
    assert chosen == [key]


def test_pasting_can_be_cancelled_and_nothing_was_written(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    block = [["KOUASSI", "Aya"], ["TRAORÉ", "Issa"]]
    gate = threading.Event()
    opened.desk.ops.read(None, lambda _: gate.wait(20), lambda _: None)
    part.pasting.paste_people(block, ["family_name", "given_names"], 0)
    assert part.progress.isVisible()
    QTest.mouseClick(part.cancel_button, Qt.MouseButton.LeftButton)
    gate.set()
    opened.settle()
    assert not part.progress.isVisible()
    assert len(listed(opened, filled)) == 6
    assert part.undo() is False


def test_a_block_pasted_over_cells_reaches_below_the_last_line(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    go(part, 4, "family_name")
    paste(part, "UN\tAya\nDEUX\tIssa\nTROIS\tFatou\n")
    opened.settle()
    names = [each.participant.latin_name for each in listed(opened, filled)]
    assert names[4:] == ["UN Aya", "DEUX Issa", "TROIS Fatou"]


def test_a_column_of_names_is_pasted_as_people(opened: Desktop, filled: Filled, part: Any) -> None:
    part.new_person()
    paste(part, "KOUASSI Aya\nTRAORÉ Issa\n")
    opened.settle()
    names = [each.participant.latin_name for each in listed(opened, filled)]
    assert names[6:] == ["KOUASSI Aya", "TRAORÉ Issa"]
