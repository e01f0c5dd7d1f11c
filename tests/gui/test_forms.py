"""Forms: every field has an editor, is saved when it is left, and says what is wrong with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.fields import fields_of
from ssc_desktop.domain.kinds import ALL_KINDS
from ssc_desktop.gui.forms.choice_editors import ChoiceEditor, ChoicesEditor, OptionsModel
from ssc_desktop.gui.forms.day_editor import day_of
from ssc_desktop.gui.forms.editors import plain_decimal
from ssc_desktop.gui.forms.form import UNSEEN, RecordForm
from ssc_desktop.gui.forms.saving import is_same
from ssc_desktop.services import activities
from ssc_desktop.services.workspaces import Workspace, open_workspace
from tests.gui.conftest import PASSPHRASE, Desktop, Filled, open_in, press, reading, write


@pytest.fixture
def form(opened: Desktop, filled: Filled) -> RecordForm:
    page = opened.go("activity", filled.activity)
    opened.until(lambda: page.part.form.is_complete)
    opened.settle()
    return page.part.form


def show(desktop: Desktop, filled: Filled) -> Activity:
    return reading(
        desktop, lambda workspace: activities.show_activity(workspace.store, filled.activity)
    ).activity


def type_into(desktop: Desktop, form: RecordForm, name: str, text: str) -> None:
    """Type as a person does, and leave by Tab."""
    widget = form.boxes[name].widget
    line = getattr(widget, "line", widget)
    line.setFocus()
    line.clear()
    write(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    desktop.settle()


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_the_form_of_every_kind_has_every_field(
    desktop: Desktop, office: Workspace, kind: str
) -> None:
    made = activities.add_activity(office.store, kind, {"title": "DEMO", "start": "2021-08-16"})
    folder = office.folder
    office.close()
    open_in(desktop, folder)
    page = desktop.go("activity", made.id)
    desktop.until(lambda: page.part.form.is_complete)
    shown = set(page.part.form.boxes)
    assert shown == {each.name for each in fields_of(ALL_KINDS[kind])} - UNSEEN


def test_a_field_is_saved_when_it_is_left(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    type_into(opened, form, "venue", "Salle DEMO")
    assert show(opened, filled).venue == "Salle DEMO"


def test_what_is_half_typed_is_saved_when_another_page_is_shown(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    line = form.boxes["city"].widget
    line.setFocus()
    write(line, "Bouaké")
    opened.go("home")
    assert show(opened, filled).city == "Bouaké"


def test_what_is_half_typed_is_saved_when_the_window_closes(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    line = form.boxes["city"].widget
    line.setFocus()
    write(line, "Korhogo")
    opened.window.close()
    with open_workspace(filled.folder, PASSPHRASE) as again:
        found = activities.show_activity(again.store, filled.activity)
    assert found.activity.city == "Korhogo"


def test_what_is_half_typed_is_saved_when_the_person_turns_to_another_window(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    line = form.boxes["city"].widget
    line.setFocus()
    write(line, "Man")
    other = QWidget()
    other.show()
    other.activateWindow()
    opened.until(lambda: not opened.window.isActiveWindow())
    opened.settle()
    other.close()
    assert show(opened, filled).city == "Man"


def test_a_refused_value_is_told_below_its_field_and_stays_to_be_corrected(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    type_into(opened, form, "end", "01/01/2021")
    box = form.boxes["end"]
    assert "before the start" in box.message
    assert box.editor.value() == date(2021, 1, 1)
    assert show(opened, filled).end == date(2021, 8, 17)
    type_into(opened, form, "end", "18/08/2021")
    assert box.message == ""
    assert show(opened, filled).end == date(2021, 8, 18)


def test_what_does_not_fit_is_saved_and_warned_of(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    type_into(opened, form, "start", "14/08/2021")
    assert "weekend" in form.boxes["start"].message
    assert not form.boxes["start"].is_wrong
    assert show(opened, filled).start == date(2021, 8, 14)


def test_a_choice_is_found_by_typing_a_part_of_its_name(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    editor = form.boxes["country"].widget
    editor.setFocus()
    opened.settle()
    line = editor.lineEdit()
    line.selectAll()
    write(line, "seneg")
    press(line, Qt.Key.Key_Tab)
    opened.settle()
    assert show(opened, filled).country == "SN"


def test_a_choice_that_is_not_found_goes_back_to_what_it_was(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    editor = form.boxes["country"].widget
    editor.setFocus()
    opened.settle()
    editor.lineEdit().selectAll()
    write(editor.lineEdit(), "Atlantis")
    form.boxes["city"].widget.setFocus()
    opened.settle()
    assert editor.value() == "CI"
    assert editor.currentText() == "Côte d'Ivoire"


def test_regions_are_those_of_the_country(opened: Desktop, form: RecordForm) -> None:
    editor = form.boxes["region"].widget
    editor.setFocus()
    opened.settle()
    codes = [code for code, _ in editor._offered.options if code]
    assert codes
    assert all(code.startswith("CI") for code in codes)


def test_several_codes_are_chosen_and_saved(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    editor = form.boxes["themes"].widget
    assert isinstance(editor, ChoicesEditor)
    editor.set_value(("MD", "MO"))
    editor.left.emit()
    opened.settle()
    assert show(opened, filled).themes == ("MD", "MO")
    assert "," in editor.text()


def test_scrolling_over_a_choice_does_not_change_it(opened: Desktop, form: RecordForm) -> None:
    editor = form.boxes["status"].widget
    assert isinstance(editor, ChoiceEditor)
    before = editor.value()
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor, event)
    assert editor.value() == before


def test_missing_fields_are_marked_and_counted_but_block_nothing(
    opened: Desktop, filled: Filled, form: RecordForm
) -> None:
    assert form.boxes["objectives"]._needed.isVisibleTo(form)
    type_into(opened, form, "objectives", "Apprendre")
    assert not form.boxes["objectives"]._needed.isVisibleTo(form)


def test_latin_fields_run_left_to_right_in_arabic(desktop: Desktop, filled: Filled) -> None:
    desktop.desk.choose_language("ar")
    desktop.settle()
    open_in(desktop, filled.folder)
    page = desktop.go("activity", filled.activity)
    desktop.until(lambda: page.part.form.is_complete)
    boxes = page.part.form.boxes
    assert boxes["code"].widget.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert boxes["start"].widget.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert boxes["title"].layoutDirection() == Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize(
    "typed", ["16/8/2021", "16-08-21", "160821", "16082021", "2021-08-16", "16.8.2021", "16 8"]
)
def test_a_day_is_read_in_every_habit(typed: str) -> None:
    assert day_of(typed, today=date(2021, 1, 1)) == date(2021, 8, 16)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_that_was_written_is_read_back(day: date) -> None:
    assert day_of(day.strftime("%d/%m/") + f"{day.year:04}") == day
    assert day_of(day.isoformat()) == day


@pytest.mark.parametrize("typed", ["31/02/2021", "soon", "1/2/3/4", "", "99/99/2021"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert day_of(typed) is None


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("1234,5", "1234.5"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1234", "1234"),
     ("1.234.567", "1234567")],
)  # fmt: skip
def test_a_number_is_read_in_every_habit(typed: str, plain: str) -> None:
    assert plain_decimal(typed) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [(5, "5"), (Decimal("5.50"), "5.5"), (None, ""), ((), None), (("MD", "MO"), ("MO", "MD"))],
)
def test_the_same_value_is_not_saved_again(one: object, other: object) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(("one", "other"), [(5, "6"), ("a", None), (5, "five"), ((), ("MD",))])
def test_another_value_is_saved(one: object, other: object) -> None:
    assert not is_same(one, other)


def test_the_model_of_choices_passes_the_tester_of_qt(qapp: QApplication) -> None:
    model = OptionsModel(qapp)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, fatal)
    model.offer([("A", "Aah"), ("B", "Beh")], ("Z", "Zed, of old"))
    assert tester.model() is model
    assert model.place_of("Z") == 3
