"""Data protection in the window: declarations, the register of processing, a person's own data."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ssc_desktop.gui.dialogs.paper_preview import PaperPreviewDialog
from ssc_desktop.services import erasure, processing
from tests.gui.conftest import Desktop, Filled, reading, write


def declared(opened: Desktop) -> dict[str, Any]:
    found = reading(opened, lambda workspace: processing.list_declarations(workspace.store))
    return {each.country: each.declaration for each in found}


def test_a_declaration_is_typed_and_saved_field_by_field(opened: Desktop) -> None:
    card = opened.go("settings").protection
    assert {country for country, _ in card.editors} == {"MA", "SN", "CI", "ML"}
    receipt = card.editors["MA", "receipt_no"]
    receipt.setFocus()
    write(receipt, "D-123/2021")
    QTest.keyClick(receipt, Qt.Key.Key_Tab)
    opened.settle()
    day = card.editors["MA", "declared_on"]
    write(day.line, "150321")
    QTest.keyClick(day.line, Qt.Key.Key_Return)
    opened.settle()
    formality = card.editors["MA", "formality"]
    formality.set_value("authorisation")
    formality.left.emit()
    opened.settle()
    made = declared(opened)["MA"]
    assert made.receipt_no == "D-123/2021"
    assert made.declared_on == date(2021, 3, 15)
    assert made.formality == "authorisation"
    assert declared(opened)["SN"] is None


def test_a_day_that_is_none_is_refused_and_marked(opened: Desktop) -> None:
    page = opened.go("settings")
    day = page.protection.editors["CI", "declared_on"]
    write(day.line, "yesterday")
    QTest.keyClick(day.line, Qt.Key.Key_Return)
    opened.settle()
    assert "not a date" in page.notice.text
    assert day.property("wrong")
    assert declared(opened)["CI"] is None


def test_the_register_is_seen_for_one_country_and_saved(opened: Desktop, tmp_path: Path) -> None:
    card = opened.go("settings").protection
    QTest.mouseClick(card.register_button, Qt.MouseButton.LeftButton)
    dialog = opened.dialog()
    assert isinstance(dialog, PaperPreviewDialog)
    opened.until(dialog.print_button.isEnabled)
    dialog.choice.setCurrentIndex(dialog.choice.findData("ML"))
    dialog.choice.activated.emit(dialog.choice.currentIndex())
    dialog.spoken.setCurrentIndex(dialog.spoken.findData("en"))
    dialog.spoken.activated.emit(dialog.spoken.currentIndex())
    opened.until(dialog.print_button.isEnabled)
    dialog.write(tmp_path / "register.pdf")
    opened.settle()
    with pypdfium2.PdfDocument(tmp_path / "register.pdf") as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "APDP" in text
    assert "CNDP" not in text
    assert dialog.preview.page_count > 0
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.reject()
    opened.program.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone == [True]


def test_a_person_gets_everything_recorded_as_paper_and_as_data(
    opened: Desktop, filled: Filled, tmp_path: Path
) -> None:
    page = opened.go("participants")
    page.table.view.clearSelection()
    assert not page._export.isEnabled()
    page.table.view.selectRow(0)
    assert page._export.isEnabled()
    folder = tmp_path / "given"
    folder.mkdir()
    page.write_person(filled.people[0], folder)
    opened.settle()
    files = sorted(each.suffix for each in folder.iterdir())
    assert files == [".json", ".pdf"]
    data = json.loads(next(folder.glob("*.json")).read_text("utf-8"))
    assert "DEMO00" in json.dumps(data)
    assert not any("DEMO" in each.name for each in folder.iterdir())
    assert next(folder.glob("*.pdf")).name in opened.window.view.told.text


def test_the_data_of_the_person_one_reads_is_given_not_of_another(
    opened: Desktop, filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened.go("participants")
    page.show_person(filled.people[3])
    opened.until(lambda: page.panel.isVisible() and page.panel.form.is_complete)
    # Somebody else is chosen in the table beside the record one is in.
    page.table.choose({filled.people[0]})
    page.panel.form.boxes["email"].widget.setFocus()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    QTest.keyClick(
        page.panel.form.boxes["email"].widget,
        Qt.Key.Key_E,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    opened.settle()
    told = next(tmp_path.glob("*.json")).read_text("utf-8")
    assert "DEMO03" in told
    assert "DEMO00" not in told


def test_erasures_are_listed_without_a_name(opened: Desktop, filled: Filled) -> None:
    card = opened.go("settings").protection
    card.erasures_button.click()
    dialog = opened.dialog()
    assert dialog.table.currentIndex() == 1
    dialog.accept()
    key = filled.people[2]
    reading(
        opened,
        lambda workspace: erasure.erase_participant(
            workspace.store, key, "request of 12 March", confirm=True
        ),
    )
    card.erasures_button.click()
    dialog = opened.dialog()
    model = dialog.table.model
    told = [model.index(0, column).data() for column in range(model.columnCount())]
    assert model.rowCount() == 1
    assert told[1:] == ["DEMO Officer · ABJ", "request of 12 March", str(key)]
    assert "DEMO02" not in str(told)
    dialog.reject()
