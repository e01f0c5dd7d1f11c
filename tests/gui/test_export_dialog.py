"""The dialog of exports: what it asks for which form, what it writes, how it stops."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ssc_desktop.domain.export_forms import FORMS
from ssc_desktop.gui.dialogs.export import ExportDialog, ask_export
from tests.gui.conftest import Desktop


@pytest.fixture
def dialog(opened: Desktop) -> Any:
    page = opened.go("indicators")
    made = ask_export(page, opened.desk)
    opened.settle()
    return made


def choose(dialog: ExportDialog, form: str) -> None:
    dialog.fields.form.setCurrentIndex(dialog.fields.form.findData(form))


def test_the_page_of_indicators_opens_it_for_its_period(opened: Desktop) -> None:
    page = opened.go("indicators")
    page.export()
    made: Any = opened.dialog()
    assert isinstance(made, ExportDialog)
    assert made.fields.since.value() == page.choices.period.since
    assert made.fields.sets.currentData() == page.choices.set_code
    made.reject()
    opened.settle()


def test_it_asks_for_what_the_form_needs(dialog: Any, opened: Desktop) -> None:
    for form, known in FORMS.items():
        choose(dialog, form)
        assert dialog.fields.told.text() == known.told
        assert dialog.fields.level.isVisible() == known.has_people
        assert dialog.fields.sets.isVisible() == known.has_indicators
        assert dialog.fields.publisher.isVisible() == (form == "iati")
        assert not dialog.fields.basis.isVisible()
    choose(dialog, "workbook")
    dialog.fields.level.setCurrentIndex(dialog.fields.level.findData("identified"))
    assert dialog.fields.basis.isVisible()
    choose(dialog, "hxl")
    assert not dialog.fields.basis.isVisible()
    dialog.reject()
    opened.settle()


def test_it_writes_the_file_and_says_so(dialog: Any, opened: Desktop, tmp_path: Path) -> None:
    told: list[str] = []
    opened.desk.told.connect(lambda text, _undo: told.append(text))
    file = tmp_path / "book.xlsx"
    dialog.fields.spoken.setCurrentIndex(dialog.fields.spoken.findData("ar"))
    dialog.export(file)
    assert dialog.bar.isVisible()
    assert not dialog.export_button.isEnabled()
    opened.until(file.is_file)
    opened.settle()
    assert told == ["Saved: book.xlsx"]
    assert openpyxl.load_workbook(file).worksheets[0].sheet_view.rightToLeft


def test_names_ask_for_their_basis(dialog: Any, opened: Desktop, tmp_path: Path) -> None:
    file = tmp_path / "names.json"
    choose(dialog, "json")
    dialog.fields.level.setCurrentIndex(dialog.fields.level.findData("identified"))
    dialog.export(file)
    opened.settle()
    assert dialog.notice.isVisible()
    assert not file.exists()
    assert dialog.fields.basis.hasFocus()
    assert dialog.export_button.isEnabled()
    dialog.fields.basis.setText("DEMO 12/2021")
    dialog.export(file)
    opened.until(file.is_file)
    opened.settle()
    assert "DEMO00" in file.read_text("utf-8")


def test_cancelling_leaves_no_file(dialog: Any, opened: Desktop, tmp_path: Path) -> None:
    choose(dialog, "json")
    dialog.export(tmp_path / "all.json")
    dialog.reject()
    opened.settle()
    assert not [each for each in tmp_path.iterdir() if "all.json" in each.name]


def test_a_wrong_date_is_told_before_anything_is_written(
    dialog: Any, opened: Desktop, tmp_path: Path
) -> None:
    dialog.fields.since.line.setText("soon")
    dialog.export(tmp_path / "book.xlsx")
    opened.settle()
    assert dialog.notice.isVisible()
    assert not (tmp_path / "book.xlsx").exists()
    dialog.reject()
    opened.settle()
