"""Attestations in the window: who qualifies, whose are printed, revoked with a reason, checked."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest

from ssc_desktop.gui.dialogs.attestations import CheckAttestationDialog
from ssc_desktop.services import attendance, attestations
from tests.gui.conftest import Desktop, Filled, reading, write


@pytest.fixture
def part(opened: Desktop, filled: Filled) -> Any:
    """The papers of the training: four people came always, one only once, one never."""
    slots = ("2021-08-16/AM", "2021-08-16/PM", "2021-08-17/AM", "2021-08-17/PM")
    marks = [(person, slot, "present") for person in filled.people[:4] for slot in slots]
    marks.append((filled.people[4], slots[0], "present"))
    reading(opened, lambda workspace: attendance.mark(workspace.store, filled.activity, marks))
    made = opened.go("activity", (filled.activity, "papers")).part
    made.choose("attestations")
    opened.until(lambda: made.wanted.paper == "attestations" and made.print_button.isEnabled())
    return made


def standing(opened: Desktop, filled: Filled) -> list[Any]:
    return reading(opened, lambda workspace: attestations.eligible(workspace, filled.activity))


def hand_out(opened: Desktop, filled: Filled) -> list[Any]:
    return reading(
        opened, lambda workspace: attestations.issue_attestations(workspace, filled.activity)
    )


def test_the_preview_hands_nothing_out_and_printing_does(
    opened: Desktop, filled: Filled, part: Any, tmp_path: Any
) -> None:
    assert part.preview.page_count == 4
    assert not any(each.is_attested for each in standing(opened, filled))
    part.write(tmp_path / "attestations.pdf")
    opened.settle()
    assert [each.is_attested for each in standing(opened, filled)] == [True] * 4 + [False] * 2


def test_the_dialog_lists_who_qualifies_and_prints_those_chosen(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    QTest.mouseClick(part.choices.who, Qt.MouseButton.LeftButton)
    dialog = opened.dialog()
    rows = dialog.table.model.rows
    assert len(rows) == 6
    assert "4 people qualify" in dialog.summary.text()
    model = dialog.table.model
    assert model.index(0, 1).data() == "4 of 4 (100%)"
    assert model.index(4, 1).data() == "1 of 4 (25%)"
    assert model.index(4, 2).data() == "Not enough half-days"
    dialog.table.view.selectRow(4)
    assert not dialog.only_chosen.isEnabled()
    dialog.table.view.selectRow(1)
    QTest.mouseClick(dialog.only_chosen, Qt.MouseButton.LeftButton)
    opened.settle()
    assert part.choices.people == (rows[1].participant.participant.id,)
    opened.until(lambda: part.print_button.isEnabled() and part.preview.page_count == 1)
    opened.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    part.choose_people()
    again = opened.dialog()
    assert [each.participant.participant.id for each in again.table.chosen_rows()] == [
        rows[1].participant.participant.id
    ]
    QTest.mouseClick(again.everybody, Qt.MouseButton.LeftButton)
    opened.until(lambda: part.print_button.isEnabled() and part.preview.page_count == 4)


def test_an_attestation_is_revoked_with_a_reason(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    hand_out(opened, filled)
    part.choose_people()
    dialog = opened.dialog()
    dialog.table.view.selectRow(0)
    QTest.mouseClick(dialog.revoke_button, Qt.MouseButton.LeftButton)
    asking = opened.dialog()
    QTest.mouseClick(asking.revoke_button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert "Say why" in asking.notice.text
    write(asking.reason, "Present under another name")
    QTest.keyClick(asking.reason, Qt.Key.Key_Return)
    opened.settle()
    found = standing(opened, filled)[0]
    assert found.attestation.revoked_reason == "Present under another name"
    assert dialog.table.model.index(0, 2).data().startswith("Revoked on")
    assert not dialog.revoke_button.isEnabled()
    dialog.reject()


def test_an_attestation_is_checked_by_its_number_and_by_its_code(
    opened: Desktop, filled: Filled, part: Any
) -> None:
    issued = hand_out(opened, filled)[0]
    dialog = CheckAttestationDialog(opened.page, opened.desk)
    dialog.open()
    for text in (issued.serial, issued.seal):
        dialog.text.clear()
        write(dialog.text, text)
        QTest.keyClick(dialog.text, Qt.Key.Key_Return)
        opened.settle()
        assert "genuine" in dialog.answer.text()
        assert "DEMO00" in dialog.details.text()
        assert "4 of 4" in dialog.details.text()
    write(dialog.name, "Somebody ELSE")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    opened.settle()
    assert "not the one this attestation was issued to" in dialog.answer.text()
    dialog.name.clear()
    dialog.text.setText("AAAA-AAAA")
    QTest.mouseClick(dialog.check_button, Qt.MouseButton.LeftButton)
    opened.settle()
    assert "No attestation" in dialog.answer.text()
    reading(
        opened,
        lambda workspace: attestations.revoke_attestation(workspace, issued.id, "Error"),
    )
    dialog.text.setText(issued.serial)
    dialog.check()
    opened.settle()
    assert "revoked" in dialog.answer.text()
    assert "Error" in dialog.details.text()
    dialog.reject()


def test_headquarters_checks_an_attestation_from_the_exchange(headquarters_open: Desktop) -> None:
    headquarters_open.go("exchange")
    QTest.keyClick(
        headquarters_open.window,
        Qt.Key.Key_K,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    dialog = headquarters_open.dialog()
    assert isinstance(dialog, CheckAttestationDialog)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.reject()
    headquarters_open.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == [True]
