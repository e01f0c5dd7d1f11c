"""A training from its title to the printed sheet by keyboard alone, and in a spreadsheet beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QWidget

from ssc_desktop.gui.tables.attendance_grid import AttendanceView
from ssc_desktop.services import attendance, organisations, participants, printing
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
MOST_TABS = 30
NONE = Qt.KeyboardModifier.NoModifier
ENTRAIDE, AVENIR, MAIRIE, RESEAU = (
    "Association DEMO Entraide", "Coopérative DEMO Avenir", "Mairie DEMO", "Réseau DEMO Retour",
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
    known = people_of(KNOWN, ((ENTRAIDE, 5), (AVENIR, 5), (MAIRIE, 5)), 1020301)
    new = people_of(NEW, ((ENTRAIDE, 6), (RESEAU, 8), (MAIRIE, 4), (AVENIR, 7)), 5040301)
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

    def tab_to(self, wanted: type[QWidget]) -> None:
        """Press Tab until something of that kind has the focus."""
        for _ in range(MOST_TABS):
            if isinstance(self.target, wanted):
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to the {wanted.__name__}")

    def look(self) -> None:
        """Wait as a person does until the window shows what the keys did."""
        self._desktop.settle()
        # What opened last gets the keyboard, as from a window manager; here there is none.
        dialogs = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
        opened = next((each for each in dialogs if each.isVisible()), None)
        if opened is None and QApplication.activeWindow() is None:
            self._desktop.activate()
        elif opened is not None and not opened.isActiveWindow():
            opened.activateWindow()
            with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
                QApplication.setActiveWindow(opened)
            self._desktop.until(opened.isActiveWindow)

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
            for name in (ENTRAIDE, AVENIR, MAIRIE)
        }
        for each in work.known:
            values = {
                "family_name": each.family, "given_names": each.given, "sex": each.sex,
                "phone": f"+225{each.phone}", "organisation_id": str(firms[each.organisation]),
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


def go_to_people(keys: Keyboard) -> None:
    """The tab; the columns this list has nothing for go, which the window remembers; the line."""
    keys.doing = "participants tab"
    keys.press(Key.Key_PageDown, Key.Key_PageDown, held=CONTROL)
    keys.look()
    for place in (3, 6, 7, 8):
        keys.press(Key.Key_C, held=CONTROL | SHIFT)
        keys.press(*[Key.Key_Down] * place, Key.Key_Return)
    keys.press(Key.Key_N, held=CONTROL)
    keys.look()


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
    keys.tab_to(AttendanceView)
    keys.press(Key.Key_A, held=CONTROL | SHIFT)
    keys.look()
    for (down, along), (_, _, state) in zip(arrows(work.exceptions), work.exceptions, strict=True):
        keys.press(*[Key.Key_Down] * down)
        keys.press(*[Key.Key_Right if along > 0 else Key.Key_Left] * abs(along))
        keys.type(LETTERS[state])
    keys.look()


def print_sheet(keys: Keyboard, desktop: Desktop, name: str) -> None:
    """Ctrl+P shows the sheet, Ctrl+P again asks for the printer: the last one writes a file.

    On paper Enter would do; the name of the file is counted against the program.
    """
    keys.doing = "printing"
    keys.press(Key.Key_P, held=CONTROL)
    keys.look()
    desktop.until(lambda: bool(desktop.page.part.print_button.isEnabled()))
    keys.press(Key.Key_P, held=CONTROL)
    keys.look()
    printers = keys.target
    assert isinstance(printers, QComboBox)
    keys.press(Key.Key_End)
    assert "PDF" in printers.currentText(), "a test must not print on paper"
    keys.tab_to(QLineEdit)
    keys.press(Key.Key_A, held=CONTROL)
    keys.type(name)
    keys.press(Key.Key_Return)
    keys.look()
    desktop.until(lambda: bool(desktop.window.view.told.text.endswith("printed")))


def test_forty_people_five_days_and_a_sheet_cost_fewer_keys_than_a_spreadsheet(
    opened: Desktop, known: dict[str, UUID], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where the system's print dialog proposes to write.
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    work, keys = training(), Keyboard(opened)
    before = count_people(opened)
    begin_training(keys, work)
    go_to_people(keys)
    enter_known(keys, work)
    enter_new(keys, work)
    mark_attendance(keys, work)
    print_sheet(keys, opened, "sheet.pdf")
    check_recorded(opened, work, known)
    assert count_people(opened) == before + len(work.new)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    told = comparison(keys.counts, work)
    print(told)
    assert keys.counts.total() < sum(spreadsheet_presses(work).values()), told


def check_recorded(desktop: Desktop, work: Training, known: dict[str, UUID]) -> None:
    """What the database holds of the training that is shown is the work, whole."""
    key = desktop.page.key

    def read(workspace: Any) -> tuple[Any, Any, Any]:
        store = workspace.store
        listed = participants.list_participants(store, key)
        return (
            listed, attendance.read_register(store, key), printing.list_printings(store, key)
        )  # fmt: skip

    listed, register, printed = reading(desktop, read)
    assert (register.activity.kind, register.activity.title) == ("capacity_session", work.title)
    assert len(register.half_days) == 10
    assert [each.participant.id for each in listed[:15]] == list(known.values())
    entered = [
        Person(
            each.participant.family_name, each.participant.given_names, each.participant.sex,
            each.organisation.name_fr, each.participant.phone.removeprefix("+225"),
        )
        for each in listed
    ]  # fmt: skip
    assert entered == list(work.people)
    slots = [each.slot for each in register.half_days]
    wanted = {(each.participant.id, slot): "present" for each in listed for slot in slots}
    for row, column, state in work.exceptions:
        wanted[listed[row].participant.id, slots[column]] = state
    assert len(wanted) == 400
    assert register.marks == wanted
    assert len(printed) == 1


def count_people(desktop: Desktop) -> int:
    """How many people the office knows."""
    found: int = reading(
        desktop, lambda workspace: participants.count_participants(workspace.store)
    )
    return found


def comparison(ours: Counter[str], work: Training) -> str:
    """Both counts, piece by piece."""
    theirs = spreadsheet_presses(work)
    lines = [f"{'key presses':24}{'here':>8}{'spreadsheet':>14}"]
    lines += [
        f"{piece:24}{ours[piece]:8}{theirs.get(piece, 0):14}"
        for piece in dict.fromkeys((*ours, *theirs))
    ]
    lines.append(f"{'together':24}{ours.total():8}{sum(theirs.values()):14}")
    ways = known_presses(work).items()
    lines += [f"  known people, {way}: {count}" for way, count in ways]
    return "\n".join(lines)


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of its own, without a window manager."""
    reading_end, writing_end = os.pipe()
    server = subprocess.Popen(
        [
            str(shutil.which("Xvfb")), "-displayfd", str(writing_end), "-screen", "0",
            "1600x1000x24", "-nolisten", "tcp",
        ],
        pass_fds=(writing_end,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing_end)
    try:
        with os.fdopen(reading_end) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="Xvfb is not installed")
def test_the_same_keys_do_it_on_a_screen(display: str) -> None:
    name = test_forty_people_five_days_and_a_sheet_cost_fewer_keys_than_a_spreadsheet.__name__
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rP", "-p", "no:xdist", f"{__file__}::{name}"],
        env=surroundings, cwd=Path(__file__).parents[2], capture_output=True, text=True,
        timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]
    assert "together" in done.stdout
