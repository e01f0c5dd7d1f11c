"""A training from its title to the printed sheet by keyboard alone, and in a spreadsheet beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from ssc_desktop.services import activities, attendance, organisations, participants, printing
from tests.gui.conftest import Desktop, reading, write
from tests.gui.spreadsheet_count import (
    Person,
    Training,
    arrows,
    known_presses,
    letters_of,
    presses,
    shortest,
    spreadsheet_presses,
)

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ADEM, ESPOIR, MAIRIE, RESEAU = (
    "Association DEMO Espoir", "Coopérative DEMO Avenir", "Mairie DEMO", "Réseau DEMO Retour",
)  # fmt: skip
KNOWN = """Adjoua Aya F, Bamba Issa M, Coulibaly Fatou F, Diallo Oumar M, Ehouman Rita F,
Fofana Ali M, Gnagne Eve F, Hien Paul M, Irié Anne F, Kablan Jean M, Lago Marthe F, Meité Salif M,
Nguessan Rose F, Ouattara Moussa M, Palenfo Awa F"""
NEW = """Abouo Clara F, Brou Henri M, Camara Nana F, Dembélé Yves M, Ekra Odile F, Fanny Luc M,
Gbané Mariam F, Houphlo Noël M, Inago Sarah F, Kacou Denis M, Loba Esther F, Mobio Marc M,
Niamké Ruth F, Okou Félix M, Péhé Aline F, Sanogo Adama M, Tano Julie F, Wognin Éric M,
Yéo Kadi F, Zadi Simon M, Assoumou Léa F, Beugré Guy M, Cissé Hawa F, Djédjé Léon M, Éhui Nina F"""
OTHERS = "Adou Bakayoko Conté Diabaté Fadiga Koffi Lasme Mensah Nanan Oulai Pokou Sery Tia Zerbo"
LETTERS = {"absent": "a", "excused": "e", "late": "l", "left_early": "d", "online": "o"}
EXCEPTIONS = (
    (1, 0, "absent"), (1, 1, "absent"), (4, 2, "late"), (9, 2, "excused"), (9, 3, "excused"),
    (14, 5, "left_early"), (18, 5, "absent"), (22, 4, "late"), (27, 6, "online"),
    (31, 8, "absent"), (31, 9, "absent"), (38, 9, "left_early"),
)  # fmt: skip


def people_of(text: str, places: tuple[tuple[str, int], ...], first: int) -> tuple[Person, ...]:
    """People with the organisation each came with; those of one came together."""
    firms = [name for name, count in places for _ in range(count)]
    named = [each.split() for each in text.replace("\n", " ").split(",")]
    return tuple(
        Person(family, given, sex, firm, f"07{first + number:08}")
        for number, ((family, given, sex), firm) in enumerate(zip(named, firms, strict=True))
    )


def training() -> Training:
    """Forty people, fifteen of them known, and twelve exceptions."""
    known = people_of(KNOWN, ((ADEM, 5), (ESPOIR, 5), (MAIRIE, 5)), 1020301)
    new = people_of(NEW, ((ADEM, 6), (RESEAU, 8), (MAIRIE, 4), (ESPOIR, 7)), 5040301)
    office = (*(each.family for each in known), *OTHERS.split())
    return Training("Formation DEMO", office, known, new, EXCEPTIONS)


class Keyboard:
    """The only way the test reaches the window: keys to what has the focus, each one counted."""

    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop
        self.counts: Counter[str] = Counter()
        self.doing = ""

    @property
    def target(self) -> Any:
        app = QApplication
        return app.activePopupWidget() or app.focusWidget() or app.activeWindow()

    def type(self, text: str) -> None:
        """Type a text; a capital is two presses."""
        for letter in text:
            write(self.target, letter)
            self._count(presses(letter))

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other; what is held with them is pressed once."""
        self._count(bin(held.value).count("1"))
        for key in keys:
            QTest.keyClick(self.target, key, held)
            self._count(1)

    def look(self) -> None:
        """Wait as a person does until the window shows what the keys did."""
        self._desktop.settle()
        if QApplication.activeWindow() is None:
            # Of a desktop the window manager does it when a dialog closes; here there is none.
            self._desktop.activate()

    def _count(self, number: int) -> None:
        self.counts[self.doing] += number


@pytest.fixture
def known(opened: Desktop) -> dict[str, UUID]:
    """The keys of the people the office knows already, by family name."""
    work = training()

    def record(workspace: Any) -> dict[str, UUID]:
        store, found = workspace.store, {}
        firms = {
            name: organisations.add_organisation(store, {"name_fr": name}).id
            for name in (ADEM, ESPOIR, MAIRIE)
        }
        for each in work.known:
            values = {
                "family_name": each.family, "given_names": each.given, "sex": each.sex,
                "phone": each.phone, "organisation_id": str(firms[each.organisation]),
            }  # fmt: skip
            found[each.family] = participants.add_participant(store, values).id
        for name in OTHERS.split():
            values = {"family_name": name, "given_names": "Koffi", "sex": "M"}
            participants.add_participant(store, values)
        return found

    made: dict[str, UUID] = reading(opened, record)
    opened.desk.lists.load()
    opened.settle()
    return made


def begin_training(keys: Keyboard, work: Training) -> None:
    """Ctrl+N; the title, the kind before it, the days after it."""
    keys.doing = "training"
    keys.press(Key.Key_N, held=CONTROL)
    keys.look()
    keys.type(work.title)
    keys.press(Key.Key_Backtab, held=SHIFT)
    keys.press(Key.Key_Right, Key.Key_Tab, Key.Key_Tab)
    keys.type("160821")
    keys.press(Key.Key_Tab)
    keys.type("200821")
    keys.press(Key.Key_Return)
    keys.look()


def hide_columns(keys: Keyboard) -> None:
    """The columns this list has nothing for go; the window remembers it for the next one."""
    for place in (3, 6, 7, 8):
        keys.press(Key.Key_C, held=CONTROL | SHIFT)
        keys.press(*[Key.Key_Down] * place, Key.Key_Return)


def enter_known(keys: Keyboard, work: Training) -> None:
    """A few letters, Down, Enter."""
    keys.doing = "known people"
    for each in work.known:
        keys.type(letters_of(each, work))
        keys.look()
        keys.press(Key.Key_Down, Key.Key_Return)
        keys.look()


def enter_new(keys: Keyboard, work: Training) -> None:
    """Cell by cell; an organisation that stands above is taken with Tab, a known one completed."""
    keys.doing = "new people"
    column = [each.organisation for each in work.known]
    for each in work.new:
        keys.type(each.family)
        keys.press(Key.Key_Tab)
        keys.type(each.given)
        keys.press(Key.Key_Tab)
        keys.type(each.sex.lower())
        if column[-1] == each.organisation:
            keys.press(Key.Key_Tab)
        elif each.organisation in column:
            keys.type(shortest(each.organisation, column))
            keys.look()
            keys.press(Key.Key_Down, Key.Key_Tab)
        else:
            keys.type(each.organisation)
            keys.press(Key.Key_Tab)
        column.append(each.organisation)
        keys.type(each.phone)
        keys.press(Key.Key_Return)
        keys.look()


def mark_attendance(keys: Keyboard, work: Training) -> None:
    """Everybody present, then the exceptions by arrows and a letter."""
    keys.doing = "attendance"
    keys.press(Key.Key_PageDown, held=CONTROL)
    keys.look()
    while type(QApplication.focusWidget()).__name__ != "AttendanceView":
        keys.press(Key.Key_Tab)
        assert keys.counts[keys.doing] < 30, "Tab does not lead to the grid"
    keys.press(Key.Key_A, held=CONTROL | SHIFT)
    keys.look()
    for (down, along), (_, _, state) in zip(
        arrows(work.exceptions), work.exceptions, strict=True
    ):
        keys.press(*[Key.Key_Down] * down)
        keys.press(*[Key.Key_Right if along > 0 else Key.Key_Left] * abs(along))
        keys.type(LETTERS[state])
    keys.look()


def print_sheet(keys: Keyboard, desktop: Desktop) -> None:
    """Ctrl+P shows the sheet, Ctrl+P again asks for the printer, Enter prints."""
    keys.doing = "printing"
    keys.press(Key.Key_P, held=CONTROL)
    keys.look()
    desktop.until(lambda: desktop.page.part.print_button.isEnabled())
    keys.press(Key.Key_P, held=CONTROL)
    keys.look()
    dialog = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, QPrintDialog)
    )
    print("DIALOG", dialog.isVisible(), QApplication.activeWindow(), QApplication.focusWidget())
    for each in dialog.findChildren(QComboBox):
        print([each.itemText(i) for i in range(each.count())], each.currentText(), each.isVisible())
    keys.press(Key.Key_Return)
    keys.look()


def test_forty_people_five_days_and_a_sheet_cost_fewer_keys_than_a_spreadsheet(
    opened: Desktop, known: dict[str, UUID], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    work, keys = training(), Keyboard(opened)
    before = count_people(opened)
    begin_training(keys, work)
    print(opened.page, opened.page.part, QApplication.focusWidget())
    keys.doing = "participants' columns"
    keys.press(Key.Key_PageDown, Key.Key_PageDown, held=CONTROL)
    keys.look()
    hide_columns(keys)
    keys.press(Key.Key_N, held=CONTROL)
    keys.look()
    print(opened.page.part, QApplication.focusWidget())
    enter_known(keys, work)
    enter_new(keys, work)
    mark_attendance(keys, work)
    print(keys.counts, flush=True)
    print_sheet(keys, opened)
    print(keys.counts, spreadsheet_presses(work), known_presses(work))
    print(list(tmp_path.glob("*")))
    print(sum(keys.counts.values()), sum(spreadsheet_presses(work).values()), before)
    assert 0


def count_people(desktop: Desktop) -> int:
    found: int = reading(
        desktop, lambda workspace: participants.count_participants(workspace.store)
    )
    return found
