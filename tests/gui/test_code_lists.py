"""The code lists in the window: headquarters writes them with the keyboard, offices read them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from ssc_desktop.services import activities, code_lists, enrolment
from ssc_desktop.services.returning import export_return
from ssc_desktop.services.workspaces import Workspace
from tests.gui.conftest import Desktop, open_in, reading, write
from tests.services.exchanging import record

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(page: Any) -> dict[str, str]:
    """The codes in the table and where each stands."""
    return {line.code: line.listed.standing for line in page.table.model.rows}


def turn_to(desktop: Desktop, page: Any, code_list: str) -> None:
    """Choose a list as the keys do."""
    names = [each.name for each in page._lists]
    page.lists.setFocus()
    while page.lists.currentRow() != names.index(code_list):
        is_above = page.lists.currentRow() > names.index(code_list)
        QTest.keyClick(page.lists, Qt.Key.Key_Up if is_above else Qt.Key.Key_Down)
    desktop.settle()


@pytest.fixture
def page(headquarters_open: Desktop) -> Any:
    """The page as headquarters comes to it from the settings."""
    settings = headquarters_open.go("settings")
    QTest.mouseClick(settings.lists_button, Qt.MouseButton.LeftButton)
    headquarters_open.settle()
    made = headquarters_open.page
    assert made.name == "code_lists"
    return made


def test_a_list_shows_its_codes_with_their_names(headquarters_open: Desktop, page: Any) -> None:
    assert page.chosen_list.name == "theme"
    assert shown(page) == dict.fromkeys(("MD", "DR", "MO"), "shipped")
    titles = [each.title for each in page.table.model.columns]
    assert titles[:4] == ["Code", "Name", "Name (French)", "Name (Arabic)"]
    turn_to(headquarters_open, page, "region")
    line = next(each for each in page.table.model.rows if each.code == "CI-GOH")
    assert line.parent
    assert line.parent != line.listed.entry.parent
    QTest.keyClick(page, Qt.Key.Key_F, CONTROL)
    write(page.find_box, "kayes")
    headquarters_open.until(lambda: 0 < len(page.table.model.rows) < 5)
    write(page.find_box, "zzz")
    headquarters_open.until(lambda: page.table.currentIndex() == 1)


def test_headquarters_adds_a_code_and_forms_offer_it(headquarters_open: Desktop, page: Any) -> None:
    desktop = headquarters_open
    QTest.keyClick(page, Qt.Key.Key_N, CONTROL)
    dialog = desktop.dialog()
    assert list(dialog.editors) == [
        "code",
        "name_fr",
        "name_en",
        "name_ar",
        "valid_from",
        "valid_to",
    ]
    write(dialog.editors["code"], "md")
    write(dialog.editors["name_fr"], "Retour")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    desktop.until(lambda: "MD already" in dialog.notice.text)
    assert dialog.editors["code"].hasFocus()
    dialog.editors["code"].clear()
    write(dialog.editors["code"], "RT")
    write(dialog.editors["name_ar"], "العودة")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    desktop.until(lambda: shown(page).get("RT") == "added")
    desktop.settle()
    assert [each.code for each in page.table.chosen_rows()] == ["RT"]
    assert ("RT", "Retour") in desktop.desk.lists.options("theme")
    filters = desktop.go("activities").filters
    assert filters.theme.findText("Retour") > 0


def test_enter_opens_a_code_and_writes_what_is_new_alone(
    headquarters_open: Desktop, page: Any
) -> None:
    desktop = headquarters_open
    page.table.choose({("theme", "DR")})
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    dialog = desktop.dialog()
    assert "code" not in dialog.editors
    dialog.editors["name_fr"].setFocus()
    dialog.editors["name_fr"].selectAll()
    write(dialog.editors["name_fr"], "Droits DEMO")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    desktop.until(lambda: shown(page)["DR"] == "changed")
    told = reading(desktop, lambda w: code_lists.show_code(w.store, "theme", "DR"))
    assert told.entry.fr == "Droits DEMO"
    desktop.settle()
    desktop.activate()
    QTest.keyClick(page, Qt.Key.Key_H, CONTROL)
    history = desktop.dialog().panel
    assert history.view.model().rowCount() > 0
    desktop.dialog().close()


def test_delete_withdraws_and_what_was_done_is_undone(
    headquarters_open: Desktop, page: Any
) -> None:
    desktop = headquarters_open
    page.find_box.setFocus()
    QTest.keyClick(page.find_box, Qt.Key.Key_Delete)
    desktop.settle()
    assert "withdrawn" not in shown(page).values()
    page.table.choose({("theme", "MO")})
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete)
    desktop.until(lambda: shown(page)["MO"] == "withdrawn")
    desktop.settle()
    assert "MO" not in dict(desktop.desk.lists.options("theme"))
    assert desktop.desk.lists.name("theme", "MO") != "MO"
    desktop.window.view.told.undo()
    desktop.until(lambda: shown(page)["MO"] == "shipped")
    page.table.choose({("theme", "MD"), ("theme", "MO")})
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete)
    desktop.until(lambda: shown(page)["MD"] == "withdrawn")
    desktop.settle()
    assert page.deeds.restore.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_R, CONTROL)
    desktop.until(lambda: set(shown(page).values()) == {"shipped"})


def test_lists_the_rules_know_give_their_names_alone(headquarters_open: Desktop, page: Any) -> None:
    desktop = headquarters_open
    turn_to(desktop, page, "sex")
    assert "The rules of the program know" in page.words.text()
    assert not page.deeds.new.isEnabled()
    page.table.choose({("sex", "F")})
    assert not page.deeds.withdraw.isEnabled()
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert list(desktop.dialog().editors) == ["name_fr", "name_en", "name_ar"]
    desktop.dialog().reject()
    turn_to(desktop, page, "evidence_type")
    assert page.deeds.new.isEnabled()
    page.table.choose({("evidence_type", "report")})
    assert not page.deeds.withdraw.isEnabled()


def test_a_code_is_put_below_one_of_the_list_above(headquarters_open: Desktop, page: Any) -> None:
    desktop = headquarters_open
    turn_to(desktop, page, "activity_type")
    QTest.keyClick(page, Qt.Key.Key_N, CONTROL)
    dialog = desktop.dialog()
    write(dialog.editors["code"], "hackathon")
    write(dialog.editors["name_fr"], "Hackathon")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    desktop.until(lambda: "below another one" in dialog.notice.text)
    parent = dialog.editors["parent"]
    assert parent.hasFocus()
    assert parent.count() == 5
    QTest.keyClick(parent, Qt.Key.Key_Down)
    chosen = parent.currentText()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    desktop.until(lambda: "hackathon" in shown(page))
    line = next(each for each in page.table.model.rows if each.code == "hackathon")
    assert line.parent == chosen != ""


def test_one_comes_to_a_code_from_elsewhere(headquarters_open: Desktop) -> None:
    page = headquarters_open.go("code_lists", "sector//education")
    assert page.chosen_list.name == "sector"
    assert [each.code for each in page.table.chosen_rows()] == ["education"]
    page = headquarters_open.go("code_lists", "theme//MO")
    assert [each.code for each in page.table.chosen_rows()] == ["MO"]


# --- at an office ---------------------------------------------------------------------------------


def test_an_office_reads_and_does_not_write(opened: Desktop) -> None:
    page = opened.go("code_lists")
    assert page.deeds is None
    assert "Its next bundle brings" in page.words.text()
    assert shown(page).keys() == {"MD", "DR", "MO"}
    assert "New code…" not in {each.accessibleName() for each in page.findChildren(QPushButton)}
    page.table.choose({("theme", "MO")})
    page.table.view.setFocus()
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Return):
        QTest.keyClick(page.table.view, key)
        opened.settle()
    assert QApplication.activeModalWidget() is None
    assert set(shown(page).values()) == {"shipped"}


def test_an_open_form_offers_what_a_bundle_of_headquarters_brought(
    desktop: Desktop, office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    joined(office, headquarters, tmp_path)
    key = record(office, themes=("MO",))
    code_lists.add_code(headquarters, "theme", "RT", {"name_en": "Return"})
    code_lists.withdraw_code(headquarters, "theme", "MO")
    file = export_return(headquarters, "ABJ", tmp_path).file
    headquarters.close()
    office.close()
    open_in(desktop, office.folder)
    lists = desktop.go("code_lists")
    assert "RT" not in shown(lists)
    activity = desktop.go("activity", key)
    desktop.until(lambda: "themes" in activity.part.form.boxes)
    editor = activity.part.form.boxes["themes"].editor
    before = editor.text()
    bring(desktop, file)
    options = dict(desktop.desk.lists.options("theme"))
    assert options["RT"] == "Return"
    assert "MO" not in options
    # What is recorded still reads as it did, and choosing another one keeps it.
    assert editor.text() == before
    editor.show_list()
    popup: Any = QApplication.activePopupWidget()
    codes = [popup._model.item(row) for row in range(popup._model.rowCount())]
    assert [each.text() for each in codes[-2:]] == ["Return", before]
    assert codes[-1].checkState() == Qt.CheckState.Checked
    QTest.keyClick(popup._view, Qt.Key.Key_End)
    QTest.keyClick(popup._view, Qt.Key.Key_Up)
    QTest.keyClick(popup._view, Qt.Key.Key_Space)
    QTest.keyClick(popup._view, Qt.Key.Key_Return)
    activity.leave()
    desktop.settle()
    found = reading(desktop, lambda w: activities.show_activity(w.store, key).activity.themes)
    assert found == ("MO", "RT")
    assert "Return" in editor.text()
    assert shown(desktop.go("code_lists"))["RT"] == "added"


def test_a_name_that_a_bundle_changed_is_shown_in_what_is_open(
    desktop: Desktop, office: Workspace, headquarters: Workspace, tmp_path: Path
) -> None:
    joined(office, headquarters, tmp_path)
    key = record(office, themes=("MO",), activity_type="workshop")
    code_lists.change_code(headquarters, "theme", "MO", {"name_en": "DEMO mobility"})
    code_lists.change_code(headquarters, "activity_type", "workshop", {"name_en": "DEMO meeting"})
    file = export_return(headquarters, "ABJ", tmp_path).file
    headquarters.close()
    office.close()
    open_in(desktop, office.folder)
    activity = desktop.go("activity", key)
    boxes = activity.part.form.boxes
    desktop.until(lambda: {"themes", "activity_type"} <= set(boxes))
    bring(desktop, file)
    assert boxes["themes"].editor.text() == "DEMO mobility"
    assert boxes["activity_type"].editor.currentText() == "DEMO meeting"
    filters = desktop.go("activities").filters
    assert filters.theme.findText("DEMO mobility") > 0


def joined(office: Workspace, headquarters: Workspace, folder: Path) -> None:
    card = enrolment.make_card(headquarters, folder / "HQ.sscard").file
    enrolment.approve(headquarters, enrolment.join(office, card, folder / "o.sscreq").file)


def bring(desktop: Desktop, file: Path) -> None:
    """Take a bundle of headquarters in, as the office does."""
    shown_before = desktop.window.view.place
    desktop.go("exchange").content.returned.take_in([file])
    desktop.settle()
    desktop.go(*shown_before)
