"""What is typed and not recorded outlives a power cut; the next start leads back to it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.dialogs.new_activity import NewActivityDialog
from ssc_desktop.gui.dialogs.new_record import NewRecordDialog
from ssc_desktop.gui.dialogs.unfinished import UnfinishedDialog
from ssc_desktop.language import Language
from ssc_desktop.services import activities, drafts, participants
from ssc_desktop.services.workspaces import open_workspace
from tests.gui.conftest import PASSPHRASE, Desktop, Filled, open_in, reading, write


def power_cut(desktop: Desktop, folder: Path) -> Path:
    """The folder as it lies on the disk at this moment, with whatever was not finished."""
    copy = folder.with_name(f"{folder.name}-cut-{time.monotonic_ns()}")
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.lock"))
    return copy


def start_again(desktop: Desktop, folder: Path) -> None:
    """Leave the open workspace as it is and open the one that was cut off."""
    desktop.desk.closed.emit()
    desktop.settle()
    open_in(desktop, folder)


def pause(desktop: Desktop) -> None:
    """Rest for as long as a draft may take to be written."""
    end = time.monotonic() + 1.0
    desktop.until(lambda: time.monotonic() > end)
    desktop.settle()


def kept_in(folder: Path) -> list[drafts.Draft]:
    with open_workspace(folder, PASSPHRASE) as found:
        return drafts.list_drafts(found.store, Language("en"))


def unfinished(desktop: Desktop) -> UnfinishedDialog:
    dialog = desktop.dialog()
    assert isinstance(dialog, UnfinishedDialog)
    return dialog


def form_of(desktop: Desktop, filled: Filled) -> Any:
    page = desktop.go("activity", filled.activity)
    desktop.until(lambda: page.part.form.is_complete)
    desktop.settle()
    return page.part.form


def type_in(desktop: Desktop, form: Any, name: str, text: str) -> Any:
    widget = form.boxes[name].widget
    line = getattr(widget, "line", widget)
    line.setFocus()
    line.selectAll()
    write(line, text)
    return line


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [("city", "Boua", "Boua"), ("objectives", "Apprendre à", "Apprendre à"), ("end", "3", "3")],
)
def test_what_is_typed_in_a_field_is_in_the_database_within_a_second(
    opened: Desktop, filled: Filled, name: str, text: str, kept: str
) -> None:
    form = form_of(opened, filled)
    type_in(opened, form, name, text)
    pause(opened)
    (draft,) = kept_in(power_cut(opened, filled.folder))
    assert draft.values == {name: kept}
    assert draft.about == "Formation DEMO"


def test_what_was_saved_is_no_draft(opened: Desktop, filled: Filled) -> None:
    form = form_of(opened, filled)
    line = type_in(opened, form, "city", "Bouaké")
    pause(opened)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    opened.settle()
    type_in(opened, form, "venue", "Salle")
    opened.go("home")
    assert kept_in(power_cut(opened, filled.folder)) == []


def test_after_a_power_cut_a_half_typed_field_is_offered_and_saved_when_left(
    opened: Desktop, filled: Filled
) -> None:
    type_in(opened, form_of(opened, filled), "city", "Boua")
    pause(opened)
    cut = power_cut(opened, filled.folder)
    start_again(opened, cut)
    dialog = unfinished(opened)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    opened.settle()
    assert QApplication.activeModalWidget() is None
    opened.activate()
    form = opened.page.part.form
    opened.until(lambda: form.is_complete)
    box = form.boxes["city"]
    opened.until(lambda: box.is_being_edited)
    assert box.editor.value() == "Boua"
    assert "not saved yet" in box.message
    box.widget.setFocus()
    write(box.widget, "")
    QTest.keyClick(box.widget, Qt.Key.Key_End)
    write(box.widget, "ké")
    QTest.keyClick(box.widget, Qt.Key.Key_Tab)
    opened.settle()
    found = reading(
        opened, lambda workspace: activities.show_activity(workspace.store, filled.activity)
    )
    assert found.activity.city == "Bouaké"
    assert box.message == ""
    assert opened.desk.drafts.found == []
    assert kept_in(power_cut(opened, cut)) == []


def test_after_a_power_cut_a_half_filled_person_is_offered_and_recorded(
    opened: Desktop, filled: Filled
) -> None:
    opened.go("participants").new_person()
    assert isinstance(opened.dialog(), NewRecordDialog)
    write(QApplication.focusWidget(), "NOUVELLE")
    pause(opened)
    cut = power_cut(opened, filled.folder)
    opened.dialog().reject()
    start_again(opened, cut)
    dialog = unfinished(opened)
    dialog.go_on(opened.desk.drafts.found[0])
    opened.until(lambda: isinstance(QApplication.activeModalWidget(), NewRecordDialog))
    again = opened.dialog()
    assert again.form.values()["family_name"] == "NOUVELLE"
    again.accept()
    opened.settle()
    count = reading(opened, lambda workspace: participants.count_participants(workspace.store))
    assert count == len(filled.people) + 1
    assert kept_in(power_cut(opened, cut)) == []


def test_after_a_power_cut_a_half_filled_activity_is_offered_with_its_kind(
    opened: Desktop, filled: Filled
) -> None:
    opened.go("activities").begin("pilot_activity")
    dialog = opened.dialog()
    write(QApplication.focusWidget(), "Microprojet")
    QTest.keyClick(dialog, Qt.Key.Key_Tab)
    write(QApplication.focusWidget(), "010921")
    pause(opened)
    cut = power_cut(opened, filled.folder)
    dialog.reject()
    opened.settle()
    assert kept_in(power_cut(opened, filled.folder)) == []
    start_again(opened, cut)
    unfinished(opened).go_on(opened.desk.drafts.found[0])
    opened.until(lambda: isinstance(QApplication.activeModalWidget(), NewActivityDialog))
    again = opened.dialog()
    assert again.kind == "pilot_activity"
    assert again.form.values()["title"] == "Microprojet"
    assert again.form.boxes["start"].editor.value().isoformat() == "2021-09-01"
    again.reject()


def test_what_is_given_up_is_not_offered_again(opened: Desktop, filled: Filled) -> None:
    type_in(opened, form_of(opened, filled), "city", "Boua")
    pause(opened)
    cut = power_cut(opened, filled.folder)
    start_again(opened, cut)
    dialog = unfinished(opened)
    dialog.give_up(opened.desk.drafts.found[0])
    opened.settle()
    assert QApplication.activeModalWidget() is None
    assert kept_in(power_cut(opened, cut)) == []
    assert form_of(opened, filled).boxes["city"].editor.value() is None


def test_what_was_refused_waits_as_a_draft(opened: Desktop, filled: Filled) -> None:
    form = form_of(opened, filled)
    line = type_in(opened, form, "end", "01/01/2021")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    opened.settle()
    status = opened.window.view.status
    assert status.saved_text == "Not saved: 1 value to correct"
    assert not status.is_saved
    pause(opened)
    start_again(opened, filled.folder)
    unfinished(opened).reject()
    opened.activate()
    form = form_of(opened, filled)
    assert form.boxes["end"].editor.value().isoformat() == "2021-01-01"
    line = type_in(opened, form, "end", "18/08/2021")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    status = opened.window.view.status
    opened.until(lambda: status.is_saved)
    assert status.saved_text.startswith("Saved at ")


def test_the_next_start_leads_back_to_the_part_and_the_row(opened: Desktop, filled: Filled) -> None:
    page = opened.go("activity", (filled.activity, "attendance"))
    view = page.part.grid.view
    view.setCurrentIndex(view.model().index(3, 1))
    start_again(opened, filled.folder)
    page = opened.page
    assert (page.name, page.key) == ("activity", filled.activity)
    assert page.part.name == "attendance"
    view = page.part.grid.view
    opened.until(lambda: (view.currentIndex().row(), view.currentIndex().column()) == (3, 1))


def test_after_a_power_cut_too_one_is_led_back(opened: Desktop, filled: Filled) -> None:
    page = opened.go("participants")
    page.show_person(filled.people[4])
    opened.settle()
    page.table.view.selectRow(2)
    chosen = page.table.chosen_rows()[0].participant.id
    end = time.monotonic() + 2.0
    opened.until(lambda: time.monotonic() > end)
    opened.settle()
    cut = power_cut(opened, filled.folder)
    opened.go("home")
    start_again(opened, cut)
    page = opened.page
    assert page.name == "participants"
    opened.until(lambda: page.panel.isVisible() and page.panel.key == filled.people[4])
    opened.until(
        lambda: [each.participant.id for each in page.table.chosen_rows()] == [chosen],
    )


def test_what_was_scrolled_to_is_shown_again(opened: Desktop, filled: Filled) -> None:
    form = form_of(opened, filled)
    bar = form.verticalScrollBar()
    assert bar.maximum() > 300
    bar.setValue(300)
    opened.desk.choose_language("fr")
    opened.settle()
    opened.until(lambda: opened.page.part.form.is_complete)
    opened.until(lambda: opened.page.part.form.verticalScrollBar().value() == 300)
    start_again(opened, filled.folder)
    opened.until(lambda: opened.page.part.form.is_complete)
    opened.until(lambda: opened.page.part.form.verticalScrollBar().value() == 300)


def test_a_record_that_is_gone_is_not_gone_back_to(opened: Desktop, filled: Filled) -> None:
    opened.go("activity", filled.activity)
    opened.desk.closed.emit()
    opened.settle()
    with open_workspace(filled.folder, PASSPHRASE) as workspace:
        activities.remove_activity(workspace.store, filled.activity)
    open_in(opened, filled.folder)
    assert opened.page.name == "home"
