"""Every page as a person meets it: opened, filled, emptied, undone, in three languages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ssc_desktop.gui.dialogs.shortcuts import ShortcutsDialog
from ssc_desktop.gui.errors import LastResort
from ssc_desktop.gui.pages import all_pages
from ssc_desktop.language import LANGUAGES, Language
from ssc_desktop.services import activities, organisations, participants
from tests.gui.conftest import Desktop, Filled, open_in, reading, write

PARTS = ("details", "half_days", "people", "attendance", "travel", "papers", "evidence")
# How many bare forms of fifty lines the window may take in one turn of its loop.
LONGEST_TURN = 12


def test_the_window_opens_with_its_choices(desktop: Desktop) -> None:
    assert set(desktop.window.start._choices) == {"office", "headquarters", "open", "copy", "demo"}


def test_a_wrong_passphrase_is_told_and_may_be_tried_again(
    desktop: Desktop, filled: Filled
) -> None:
    desktop.window.ask_passphrase(filled.folder)
    desktop.settle()
    step = desktop.window.start.step
    write(step.passphrase, "not this one at all")
    QTest.keyClick(step.passphrase, Qt.Key.Key_Return)
    desktop.settle()
    assert step.notice.text
    assert step.passphrase.isEnabled()
    assert desktop.desk.workspace is None


def test_a_folder_that_is_no_workspace_is_told(desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    desktop.window.ask_passphrase(tmp_path / "empty")
    desktop.settle()
    assert desktop.window.start.notice.text


@pytest.mark.parametrize("edition", ["office", "headquarters"])
def test_a_workspace_is_made_from_the_start_view(
    desktop: Desktop, tmp_path: Path, edition: str
) -> None:
    desktop.window.start.choose(edition)
    step = desktop.window.start.step
    for line, text in (
        (step.office_name, "Bureau DEMO"), (step.office_code, "demo"), (step.officer, "Awa DEMO"),
        (step.folder, str(tmp_path / "made")), (step.passphrase, "quatre mots faciles ici"),
        (step.again, "quatre mots faciles ici"),
    ):  # fmt: skip
        line.clear()
        write(line, text)
    QTest.mouseClick(step.create_button, Qt.MouseButton.LeftButton)
    desktop.until(lambda: hasattr(desktop.window.view, "page"))
    desktop.settle()
    assert desktop.desk.workspace.office.code == "DEMO"
    assert desktop.desk.memory.recent == [tmp_path / "made"]
    if edition == "headquarters":
        dialog = desktop.dialog()
        assert dialog.secret.toPlainText()
        assert not dialog.close_button.isEnabled()
        dialog.kept.setChecked(True)
        dialog.accept()


def test_passphrases_that_differ_make_nothing(desktop: Desktop, tmp_path: Path) -> None:
    desktop.window.start.choose("office")
    step = desktop.window.start.step
    for line, text in (
        (step.office_name, "Bureau DEMO"), (step.office_code, "DEMO"), (step.officer, "Awa"),
        (step.folder, str(tmp_path / "made")), (step.passphrase, "quatre mots faciles ici"),
        (step.again, "quatre mots faciles là"),
    ):  # fmt: skip
        line.clear()
        write(line, text)
    step.make()
    assert step.notice.text
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language_without_holding_the_window(
    opened: Desktop, filled: Filled, language: str
) -> None:
    opened.desk.choose_language(language)
    opened.settle()
    opened.longest = 0.0
    for page in all_pages("office"):
        if not page.under:
            opened.go(page.name)
    for part in PARTS:
        opened.go("activity", (filled.activity, part))
    direction = opened.program.app.layoutDirection()
    assert (direction == Qt.LayoutDirection.RightToLeft) == (language == "ar")
    assert opened.longest < LONGEST_TURN * _bare_form(opened)


def _bare_form(desktop: Desktop) -> float:
    """The time this machine needs to make and show fifty bare lines with their labels."""
    spent = []
    for _ in range(5):
        begun = time.thread_time()
        form = QWidget()
        lines = QFormLayout(form)
        for number in range(50):
            lines.addRow(f"Line {number}", QLineEdit())
        form.show()
        desktop.program.app.processEvents()
        spent.append(time.thread_time() - begun)
        form.deleteLater()
    return sorted(spent)[2]


def test_every_control_has_a_name(opened: Desktop, filled: Filled) -> None:
    for page in all_pages("office"):
        if not page.under:
            opened.go(page.name)
            assert unnamed(opened) == [], page.name
    for part in PARTS:
        page = opened.go("activity", (filled.activity, part))
        if part == "details":
            opened.until(lambda page=page: page.part.form.is_complete)
        assert unnamed(opened) == [], part


def unnamed(desktop: Desktop) -> list[str]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    found = []
    for widget in desktop.window.findChildren(object):
        if not isinstance(widget, kinds) or not widget.isVisible():
            continue
        inner = widget.objectName().startswith("qt_") or type(widget).__name__ in (
            "QHeaderView", "QTableCornerButton", "ComboLine", "QComboBoxListView",
        )  # fmt: skip
        said = widget.accessibleName() or getattr(widget, "text", str)()
        if not inner and not said and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            found.append(f"{type(widget).__name__} {widget.objectName()} in {widget.parent()}")
    return found


def test_shortcuts_of_a_page_do_what_they_say(opened: Desktop) -> None:
    opened.go("activities")
    opened.window.activateWindow()
    QTest.keyClick(opened.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is opened.page.find_box
    QTest.keyClick(opened.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert opened.dialog().windowTitle() == "New activity"
    opened.dialog().close()
    opened.activate()
    QTest.keyClick(opened.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert opened.page.name == "participants"


def test_shift_f1_shows_every_shortcut(opened: Desktop) -> None:
    QTest.keyClick(opened.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(opened.dialog(), ShortcutsDialog)
    opened.dialog().close()


def test_a_closed_dialog_is_freed(opened: Desktop) -> None:
    opened.go("activities").begin(None)
    dialog = opened.dialog()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.reject()
    opened.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    opened.settle()
    assert gone == [True]


def test_an_activity_is_recorded_by_keyboard_and_opens(opened: Desktop) -> None:
    opened.go("activities").begin("pilot_activity")
    dialog = opened.dialog()
    write(QApplication.focusWidget(), "Microprojet DEMO")
    QTest.keyClick(dialog, Qt.Key.Key_Tab)
    write(QApplication.focusWidget(), "010921")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.until(lambda: opened.page.name == "activity")
    opened.settle()
    assert opened.page.heading.text() == "Microprojet DEMO"
    listed = reading(opened, lambda workspace: activities.list_activities(workspace.store))
    made = next(each for each in listed if each.kind == "pilot_activity")
    assert made.start.isoformat() == "2021-09-01"
    assert made.country == "CI"


def test_a_removed_activity_comes_back_with_undo(opened: Desktop, filled: Filled) -> None:
    page = opened.go("activities")
    page.remove_chosen()
    opened.settle()
    assert page.table.currentIndex() == 1
    assert opened.window.view.told.may_undo
    QTest.keyClick(opened.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    assert [each.id for each in page.table.model.rows] == [filled.activity]


def test_the_find_box_and_the_filters_narrow_the_table(opened: Desktop) -> None:
    page = opened.go("activities")
    write(page.find_box, "nothing of that name")
    opened.until(lambda: not page.table.model.rows)
    page.find_box.clear()
    opened.until(lambda: len(page.table.model.rows) == 1)
    page.kinds.choose("workshop")
    opened.until(lambda: not page.table.model.rows)


@pytest.mark.parametrize("when", ["before", "meanwhile", "after"])
def test_a_record_read_again_while_somebody_types_is_shown_as_saved(
    opened: Desktop, when: str
) -> None:
    page = opened.go("participants")
    page.new_person()
    dialog = opened.dialog()
    write(QApplication.focusWidget(), "NOUVELLE")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.until(page.panel.isVisible)
    opened.settle()
    opened.until(lambda: page.panel.form.is_complete)
    opened.activate()
    line = page.panel.form.boxes["function"].widget
    line.setFocus()
    for moment, typed in (("before", "Jur"), ("meanwhile", "iste"), ("after", "")):
        if moment == when:
            page.read_again()
        write(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    opened.settle()
    [shown] = [each for each in page.table.model.rows if each.participant.id == page.panel.key]
    assert shown.participant.function == "Juriste"


def test_a_person_is_recorded_found_changed_and_removed(opened: Desktop) -> None:
    page = opened.go("participants")
    page.new_person()
    dialog = opened.dialog()
    write(QApplication.focusWidget(), "NOUVELLE")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.until(page.panel.isVisible)
    opened.settle()
    write(page.find_box, "nouvelle")
    opened.until(lambda: len(page.table.model.rows) == 1)
    opened.until(lambda: page.panel.form.is_complete)
    opened.activate()
    line = page.panel.form.boxes["function"].widget
    line.setFocus()
    write(line, "Juriste")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    opened.settle()
    assert page.table.model.rows[0].participant.function == "Juriste"
    page.remove_chosen()
    opened.settle()
    count = reading(opened, lambda workspace: participants.count_participants(workspace.store))
    assert count == 6
    opened.window.view.told.undo()
    opened.settle()
    assert len(page.table.model.rows) == 1


def test_an_organisation_is_recorded_and_named_where_it_is_chosen(opened: Desktop) -> None:
    page = opened.go("organisations")
    page.new_organisation()
    dialog = opened.dialog()
    dialog.form.boxes["acronym"].editor.set_value("ADEMO")
    dialog.accept()
    opened.until(page.panel.isVisible)
    opened.settle()
    found = reading(
        opened, lambda workspace: organisations.list_organisations(workspace.store, "ADEMO")
    )
    names = dict(opened.desk.lists.records("organisation"))
    assert names[found[0].id] == "ADEMO"


def test_people_are_registered_given_a_role_and_taken_off(opened: Desktop, filled: Filled) -> None:
    other = reading(
        opened,
        lambda workspace: activities.add_activity(workspace.store, "workshop", {"title": "Autre"}),
    )
    page = opened.go("activity", (other.id, "people"))
    part = page.part
    part.register(list(filled.people[:3]))
    opened.settle()
    assert len(part.table.model.rows) == 3
    part.table.view.selectRow(0)
    part.set_all("role", "facilitator")
    opened.settle()
    assert part.table.model.rows[0].role == "facilitator"
    part.table.view.selectRow(0)
    part.unregister_chosen()
    opened.settle()
    assert len(part.table.model.rows) == 2
    opened.window.view.told.undo()
    opened.settle()
    assert len(part.table.model.rows) == 3


def test_half_days_are_typed_added_and_taken_away(opened: Desktop, filled: Filled) -> None:
    part = opened.go("activity", (filled.activity, "half_days")).part
    part.model.setData(part.model.index(0, 4), "Ouverture")
    part.day.set_value(part.day.value())
    part.part.setCurrentIndex(2)
    part.add_half_day()
    opened.settle()
    assert len(part.model.half_days) == 5
    assert part.model.half_days[0].topic == "Ouverture"
    part.view.setCurrentIndex(part.model.index(4, 0))
    part.remove_chosen()
    opened.settle()
    assert len(part.model.half_days) == 4


def test_what_one_page_changes_the_others_show(opened: Desktop, filled: Filled) -> None:
    opened.go("activities")
    listed = opened.page
    form = opened.go("activity", filled.activity).part.form
    opened.until(lambda: form.is_complete)
    line = form.boxes["title"].widget
    line.setFocus()
    line.clear()
    write(line, "Autre titre")
    opened.go("activities")
    assert listed.table.model.rows[0].title == "Autre titre"


def test_the_look_and_the_language_change_where_one_is(opened: Desktop, filled: Filled) -> None:
    opened.go("activity", (filled.activity, "attendance"))
    opened.program.theme.choose("dark")
    opened.settle()
    assert opened.page.name == "activity"
    assert opened.page.part.name == "attendance"
    assert opened.program.theme.is_dark
    opened.desk.choose_language("ar")
    opened.settle()
    assert opened.page.key == filled.activity
    assert opened.desk.language == Language("ar")


def test_locking_saves_and_asks_for_the_passphrase_again(opened: Desktop, filled: Filled) -> None:
    opened.desk.closed.emit()
    opened.settle()
    assert opened.window.start.step.passphrase.isVisible()
    open_in(opened, filled.folder)
    assert opened.page.name == "home"


def test_the_passphrase_is_changed(opened: Desktop) -> None:
    page = opened.go("settings")
    for line, text in (
        (page.old, "correct horse battery"), (page.new, "autres quatre mots"),
        (page.again, "autres quatre mots"),
    ):  # fmt: skip
        write(line, text)
    page.change_passphrase()
    opened.settle()
    assert page.notice.isHidden()
    assert page.old.text() == ""
    page.check.check()
    opened.settle()
    assert "in order" in page.check.result.text()


def test_a_bug_is_offered_as_a_report_without_anybodys_data(opened: Desktop) -> None:
    def fail(_: object) -> None:
        raise ValueError("Awa Traoré, +2250701020304")

    opened.desk.ops.read(opened.window, fail, lambda _: None)
    opened.until(lambda: opened.program.app.activeModalWidget() is not None)
    report = opened.program.app.activeModalWidget()._report.toPlainText()
    assert "ValueError" in report
    assert "Traoré" not in report
    opened.program.app.activeModalWidget().close()
    opened.bugs.clear()


def test_the_status_bar_tells_what_is_saved_and_what_headquarters_has_not_got(
    opened: Desktop, filled: Filled
) -> None:
    status = opened.window.view.status
    opened.until(lambda: bool(status.waiting_text))
    before = status.waiting_text
    assert status.saved_text == "Saved"
    reading(
        opened,
        lambda workspace: activities.change_activity(
            workspace.store, filled.activity, {"city": "Bouaké"}
        ),
    )
    opened.go("activity", (filled.activity, "attendance"))
    opened.page.part.grid.view.mark_all_present()
    opened.until(lambda: status.waiting_text != before)
    opened.until(lambda: status.is_saved and status.saved_text.startswith("Saved at"))


def test_what_nobody_foresaw_becomes_a_report_and_the_program_stays_open(opened: Desktop) -> None:
    last_resort = LastResort()
    last_resort.caught.connect(opened.window.show_bug)
    try:
        raise ZeroDivisionError("77 12 34 56")
    except ZeroDivisionError as error:
        last_resort._hear(type(error), error, error.__traceback__)
    dialog = opened.dialog()
    report = dialog._report.toPlainText()
    assert "ZeroDivisionError" in report
    assert "77 12 34 56" not in report
    dialog._copy()
    assert opened.program.app.clipboard().text() == report
    dialog.close()
    assert opened.window.isVisible()
