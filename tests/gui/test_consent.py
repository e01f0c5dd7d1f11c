"""What people answered when asked for consent: recorded of one or of many, shown, taken back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.parts.people_menu import record_consent
from ssc_desktop.services import consents
from tests.gui.conftest import Desktop, Filled, reading


def states(opened: Desktop, filled: Filled, purpose: str = "photo") -> list[str | None]:
    found = reading(opened, lambda w: consents.consents_of(w.store, filled.people))
    answers = (found.get(each, {}).get(purpose) for each in filled.people)
    return [None if each is None else each.state for each in answers]


def dialog() -> Any:
    made = QApplication.activeModalWidget()
    assert made is not None
    return made


def test_the_chosen_people_answer_together_and_are_given_back_their_own(
    opened: Desktop, filled: Filled
) -> None:
    first = filled.people[0]
    reading(
        opened,
        lambda w: consents.record_consent(
            w.store, first, "photo", {"state": "refused", "given_on": "2021-08-16"}
        ),
    )
    page = opened.go("participants")
    page.table.view.selectAll()
    QTest.keyClick(
        page.table.view,
        Qt.Key.Key_C,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    made = dialog()
    assert "6" in made.windowTitle()
    assert made.purpose.currentData() == "photo"
    QTest.keyClick(made, Qt.Key.Key_Return)
    opened.until(lambda: states(opened, filled) == ["given"] * 6)
    opened.window.view.told.undo()
    opened.until(lambda: states(opened, filled) == ["refused", *[None] * 5])


def test_the_record_of_a_person_says_what_they_answered(opened: Desktop, filled: Filled) -> None:
    page = opened.go("participants", filled.people[0])
    line = page.panel.consents
    opened.until(lambda: line.words.text() == "Nobody asked for consent yet")
    line.ask_button.click()
    made = dialog()
    made.purpose.setCurrentIndex(made.purpose.findData("contact_list"))
    made.form.boxes["state"].editor.set_value("refused")
    made.form.boxes["given_on"].editor.set_value("2021-08-16")
    made.accept()
    opened.until(lambda: "refused" in line.words.text().lower())
    assert states(opened, filled, "contact_list")[0] == "refused"


def test_consent_is_recorded_from_the_list_of_an_activity(opened: Desktop, filled: Filled) -> None:
    page = opened.go("activity", (filled.activity, "people"))
    view = page.part.table.view
    view.selectRow(0)
    record_consent(page.part)
    dialog().accept()
    opened.until(lambda: states(opened, filled).count("given") == 1)
