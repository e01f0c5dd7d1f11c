"""A forgotten passphrase: the recovery key opens the workspace from the window, and nothing else does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ssc_desktop.services.workspaces import add_account, create_workspace, open_workspace
from tests.gui.conftest import Desktop, Filled, write

NEW = "quatre mots faciles ici"


@dataclass(frozen=True)
class Founded:
    """A headquarters with two officers, and the key in its safe."""

    folder: Path
    secret: str


@pytest.fixture
def founded(tmp_path: Path, light_passphrases: None) -> Founded:
    with create_workspace(
        tmp_path / "hq", edition="headquarters", country="MA", office_name="Siège DEMO",
        office_code="RBT", officer="DEMO Chef", language="fr", passphrase="correct horse battery",
    ) as workspace:  # fmt: skip
        add_account(workspace, "DEMO Adjointe", "officer", "another horse battery")
        assert workspace.recovery_secret
        return Founded(workspace.folder, workspace.recovery_secret)


def ask(desktop: Desktop, folder: Path) -> Any:
    """The dialog, opened from the step that asks for the passphrase."""
    desktop.window.ask_passphrase(folder)
    desktop.settle()
    QTest.mouseClick(desktop.window.start.step.forgotten, Qt.MouseButton.LeftButton)
    return desktop.dialog()


def enter(desktop: Desktop, line: Any, text: str) -> None:
    """Type into a line and press Enter."""
    line.clear()
    write(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    desktop.settle()


def test_a_key_copied_from_paper_gives_an_officer_a_new_passphrase(
    desktop: Desktop, founded: Founded
) -> None:
    dialog = ask(desktop, founded.folder)
    # As people copy: small letters, in pieces.
    copied = founded.secret.lower()
    enter(desktop, dialog.key, f" {copied[:30]} {copied[30:]} ")
    names = {dialog.officer.itemText(n) for n in range(dialog.officer.count())}
    assert names == {"DEMO Adjointe", "DEMO Chef"}
    dialog.officer.setCurrentIndex(dialog.officer.findText("DEMO Chef"))
    write(dialog.passphrase, NEW)
    enter(desktop, dialog.again, NEW)
    desktop.until(lambda: getattr(desktop.window.view, "page", None) is not None)
    desktop.settle()
    assert desktop.desk.workspace.officer.name == "DEMO Chef"
    desktop.window.lock()
    desktop.settle()
    with open_workspace(founded.folder, "another horse battery") as workspace:
        assert workspace.officer
        assert workspace.officer.name == "DEMO Adjointe"


def test_a_wrong_key_is_told_and_opens_nothing(desktop: Desktop, founded: Founded) -> None:
    dialog = ask(desktop, founded.folder)
    wrong = founded.secret[:-1] + ("Q" if founded.secret[-1] != "Q" else "P")
    enter(desktop, dialog.key, wrong)
    assert dialog.notice.text
    assert dialog._choice.isHidden()
    enter(desktop, dialog.key, "")
    assert dialog.notice.text == "Please fill in this field."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desktop.settle()
    assert desktop.desk.workspace is None


def test_two_passphrases_that_differ_or_are_short_change_nothing(
    desktop: Desktop, founded: Founded
) -> None:
    dialog = ask(desktop, founded.folder)
    enter(desktop, dialog.key, founded.secret)
    write(dialog.passphrase, "short")
    enter(desktop, dialog.again, "short")
    assert "12" in dialog.notice.text
    dialog.passphrase.clear()
    write(dialog.passphrase, NEW)
    enter(desktop, dialog.again, NEW + "!")
    assert dialog.notice.text == "The two passphrases differ. Please type them again."
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desktop.settle()
    with open_workspace(founded.folder, "correct horse battery"):
        pass


def test_the_key_is_taken_from_the_file_it_was_kept_in(
    desktop: Desktop, founded: Founded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "safe.txt"
    kept.write_text(f"\n{founded.secret}\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(kept), ""))
    dialog = ask(desktop, founded.folder)
    QTest.mouseClick(dialog.from_file, Qt.MouseButton.LeftButton)
    desktop.settle()
    assert dialog.key.text() == founded.secret


def test_an_office_that_never_joined_is_not_offered_what_cannot_help(
    desktop: Desktop, filled: Filled
) -> None:
    desktop.window.ask_passphrase(filled.folder)
    desktop.settle()
    assert desktop.window.start.step.forgotten.isHidden()
