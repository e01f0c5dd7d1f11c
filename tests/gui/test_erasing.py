"""A person's data erased in the window: told first, wanted on purpose, gone from the lists after."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.dialogs.erase_person import ErasePersonDialog
from ssc_desktop.gui.dialogs.erased_documents import ErasedDocumentsDialog
from ssc_desktop.gui.dialogs.erasures import ErasuresDialog
from ssc_desktop.services import erasure, participants
from ssc_desktop.services.evidence import add_evidence
from ssc_desktop.services.merged_people import merge_people
from tests.gui.conftest import Desktop, Filled, let_go_of_keys, reading, write

ERASE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
REASON = "request of 12 March"


def asked(opened: Desktop, key: UUID) -> Any:
    """The dialog about a person who was chosen in the table, opened by the keyboard."""
    page = opened.page
    page.table.choose({key})
    page.table.view.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Delete, ERASE)
    let_go_of_keys(page.table.view)
    dialog = opened.dialog()
    assert isinstance(dialog, ErasePersonDialog)
    opened.until(dialog.go.isEnabled)
    return dialog


def answer(dialog: Any) -> None:
    """Type the reason, go on by Enter, tick and press the button, all with keys."""
    dialog.reason.widget.setFocus()
    write(dialog.reason.widget, REASON)
    QTest.keyClick(dialog.reason.widget, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.sure
    QTest.keyClick(dialog.sure, Qt.Key.Key_Space)
    assert dialog.sure.isChecked()
    QTest.keyClick(dialog.go, Qt.Key.Key_Space)


def names(page: Any) -> str:
    return str([each.participant.full_name for each in page.table.model.rows])


def erased(opened: Desktop) -> list[UUID]:
    done = reading(opened, lambda workspace: erasure.list_erasures(workspace.store))
    return [each.erasure.participant_id for each in done]


def test_a_person_is_erased_by_keys_alone_and_the_documents_are_told(
    opened: Desktop, filled: Filled, tmp_path: Path
) -> None:
    key = filled.people[2]
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 DEMO")
    reading(opened, lambda workspace: add_evidence(workspace, scan, activity=filled.activity))
    page = opened.go("participants")
    dialog = asked(opened, key)
    assert "DEMO02 Awa" in dialog.heading.text()
    assert "1 document" in dialog.reach.text()
    answer(dialog)
    after = opened.dialog()
    assert isinstance(after, ErasedDocumentsDialog)
    assert [each.evidence.file_name for each in after.table.model.rows] == ["scan.pdf"]
    assert after.focusWidget() is after.close_button
    assert "DEMO02" not in names(page)
    assert len(page.table.model.rows) == 5
    assert erased(opened) == [key]
    assert not opened.window.view.told.may_undo
    QTest.keyClick(after.list_button, Qt.Key.Key_Space)
    listed = opened.dialog()
    assert isinstance(listed, ErasuresDialog)
    assert [each.erasure.reason for each in listed.table.model.rows] == [REASON]
    # The documents are found again from the list, and lead to where they are kept.
    listed.table.choose({id(listed.table.model.rows[0])})
    QTest.keyClick(listed.table.view, Qt.Key.Key_Return)
    again = opened.dialog()
    assert isinstance(again, ErasedDocumentsDialog)
    assert not again.list_button.isVisible()
    again.table.view.setCurrentIndex(again.table.model.index(0, 0))
    QTest.keyClick(again.table.view, Qt.Key.Key_Return)
    opened.until(lambda: opened.page.name == "activity")
    opened.settle()
    assert opened.page.standing() == (filled.activity, "evidence")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_a_key_pressed_without_reading_erases_nothing(
    opened: Desktop, filled: Filled, key: Qt.Key
) -> None:
    opened.go("participants")
    dialog = asked(opened, filled.people[0])
    assert dialog.focusWidget() is dialog.cancel
    QTest.keyClick(dialog.focusWidget(), key)
    opened.settle()
    assert QApplication.activeModalWidget() is None
    assert erased(opened) == []


def test_without_a_reason_or_the_tick_it_is_refused_in_the_dialog(
    opened: Desktop, filled: Filled
) -> None:
    page = opened.go("participants")
    dialog = asked(opened, filled.people[0])
    QTest.keyClick(dialog.go, Qt.Key.Key_Space)
    opened.settle()
    assert "Say why" in dialog.reason.message
    assert dialog.focusWidget() is dialog.reason.widget
    write(dialog.reason.widget, REASON)
    QTest.keyClick(dialog.go, Qt.Key.Key_Space)
    opened.settle()
    assert dialog.reason.message == ""
    assert "cannot be undone" in dialog.notice.text
    assert dialog.focusWidget() is dialog.sure
    assert erased(opened) == []
    assert "DEMO00" in names(page)
    dialog.reject()


def test_the_record_beside_the_table_has_its_own_button(opened: Desktop, filled: Filled) -> None:
    page = opened.go("participants")
    page.show_person(filled.people[3])
    opened.until(lambda: page.panel.isVisible() and page.panel.form.is_complete)
    # Somebody else is chosen in the table: the button is about the record it stands on.
    page.table.choose({filled.people[0]})
    box = page.panel.form.boxes["email"]
    write(box.widget, "no address")
    QTest.mouseClick(page.panel.erase_button, Qt.MouseButton.LeftButton)
    dialog = opened.dialog()
    opened.until(dialog.go.isEnabled)
    assert "DEMO03" in dialog.heading.text()
    answer(dialog)
    opened.dialog().accept()
    opened.settle()
    assert erased(opened) == [filled.people[3]]
    assert not page.panel.isVisible()
    assert opened.desk.refused == 0
    # Nothing of what was half typed comes back with the next record.
    page.show_person(filled.people[4])
    opened.settle()
    assert "DEMO04" in page.panel.heading
    drafts = reading(opened, lambda workspace: _drafts(workspace, opened))
    assert drafts == []


def _drafts(workspace: Any, opened: Desktop) -> list[Any]:
    from ssc_desktop.services import drafts

    return drafts.list_drafts(workspace.store, opened.desk.language)


def test_records_that_were_merged_are_told_and_go_along(opened: Desktop, filled: Filled) -> None:
    one, other = filled.people[:2]
    reading(opened, lambda workspace: merge_people(workspace.store, one, other))
    opened.go("participants")
    dialog = asked(opened, one)
    assert "1 record that was merged" in dialog.reach.text()
    answer(dialog)
    opened.dialog().accept()
    assert sorted(erased(opened)) == sorted((one, other))


def test_a_record_erased_elsewhere_leaves_the_screen(opened: Desktop, filled: Filled) -> None:
    page = opened.go("participants")
    key = filled.people[1]
    page.show_person(key)
    opened.until(lambda: page.panel.isVisible())
    opened.desk.ops.change(
        None, lambda w: erasure.erase_participant(w.store, key, REASON, confirm=True)
    )
    opened.until(lambda: not page.panel.isVisible())
    opened.settle()
    assert "DEMO01" not in names(page)
    page.show_person(key)
    opened.settle()
    page.panel.erase_button.click()
    dialog = opened.dialog()
    opened.until(lambda: "was erased" in dialog.notice.text)
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_what_a_reader_hears(opened: Desktop, filled: Filled) -> None:
    page = opened.go("participants")
    assert page.panel.erase_button.accessibleName() == "Erase all data of this person…"
    dialog = asked(opened, filled.people[0])
    assert dialog.reason.widget.accessibleName() == "Reason for the erasure"
    assert "Name nobody" in dialog.reason.widget.accessibleDescription()
    assert dialog.go.accessibleName() == "Erase the data"
    dialog.reject()


def test_what_would_be_reached_is_told_before(opened: Desktop, filled: Filled) -> None:
    one, other = filled.people[:2]
    reading(opened, lambda workspace: merge_people(workspace.store, one, other))
    ahead = reading(opened, lambda workspace: erasure.foresee(workspace.store, other))
    assert (ahead.merged, ahead.documents) == (1, 0)
    shown = reading(opened, lambda workspace: participants.show_participant(workspace.store, one))
    assert not shown.erased


def test_with_little_room_the_words_scroll_and_nothing_that_asks_is_cut(
    opened: Desktop, filled: Filled
) -> None:
    opened.go("participants")
    dialog = asked(opened, filled.people[0])
    QTest.keyClick(dialog.go, Qt.Key.Key_Space)
    opened.settle()
    asking = (dialog.reason.widget, dialog.sure, dialog.go, dialog.cancel)
    heights = [each.height() for each in asking]
    dialog.resize(640, 300)
    opened.settle()
    assert [each.height() for each in asking] == heights
    for each in asking:
        assert dialog.rect().contains(each.mapTo(dialog, each.rect().bottomRight()))
    dialog.reject()
