"""A workspace brought back from a safety copy before any is open: on a new laptop, or a broken one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from ssc_desktop.gui.pages import bring_back as page
from ssc_desktop.services import activities
from ssc_desktop.services.backups import create_backup
from ssc_desktop.services.workspaces import open_workspace
from tests.gui.conftest import PASSPHRASE, Desktop, Filled, reading, write


@pytest.fixture
def stick(filled: Filled, tmp_path: Path) -> Path:
    """A stick with a safety copy of the office."""
    (tmp_path / "stick").mkdir()
    with open_workspace(filled.folder, PASSPHRASE) as workspace:
        return create_backup(workspace, tmp_path / "stick").file


def titles(desktop: Desktop) -> list[str]:
    """What activities the workspace that is open holds."""
    found = reading(desktop, lambda workspace: activities.list_activities(workspace.store))
    return [each.title for each in found]


def until_open(desktop: Desktop) -> None:
    desktop.until(lambda: getattr(desktop.window.view, "page", None) is not None)
    desktop.settle()


def test_a_lost_laptop_comes_back_from_its_stick(
    desktop: Desktop, filled: Filled, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(filled.folder)
    monkeypatch.setattr(page, "documents_folder", lambda: tmp_path / "Documents")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(stick), ""))
    desktop.window.start.choose("copy")
    step = desktop.window.start.step
    QTest.mouseClick(step.file.parent().findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert step.folder.text() == str(tmp_path / "Documents" / "SSC ABJ")
    write(step.passphrase, PASSPHRASE)
    QTest.keyClick(step.passphrase, Qt.Key.Key_Return)
    until_open(desktop)
    assert titles(desktop) == ["Formation DEMO"]
    assert desktop.desk.workspace.folder == tmp_path / "Documents" / "SSC ABJ"
    assert "put back" in desktop.window.view.told.text


def test_a_workspace_that_opens_no_more_offers_its_newest_copy(
    desktop: Desktop, filled: Filled
) -> None:
    with open_workspace(filled.folder, PASSPHRASE) as workspace:
        made = create_backup(workspace)
    database = filled.folder / "data.db"
    database.write_bytes(b"\0" * 20_000)
    desktop.window.ask_passphrase(filled.folder)
    desktop.settle()
    unlock = desktop.window.start.step
    assert unlock.from_copy.isHidden()
    write(unlock.passphrase, PASSPHRASE)
    QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    desktop.settle()
    assert unlock.notice.text
    QTest.mouseClick(unlock.from_copy, Qt.MouseButton.LeftButton)
    desktop.settle()
    step = desktop.window.start.step
    assert (step.file.text(), step.folder.text()) == (str(made.file), str(filled.folder))
    write(step.passphrase, PASSPHRASE)
    QTest.mouseClick(step.bring_button, Qt.MouseButton.LeftButton)
    until_open(desktop)
    assert titles(desktop) == ["Formation DEMO"]


def test_a_wrong_passphrase_leaves_the_new_folder_as_it_was(
    desktop: Desktop, stick: Path, tmp_path: Path
) -> None:
    desktop.window.start.choose("copy")
    step = desktop.window.start.step
    step.file.setText(str(stick))
    step.folder.setText(str(tmp_path / "new"))
    step.passphrase.setText("another one altogether")
    step.bring()
    desktop.settle()
    assert step.notice.text
    assert step.bring_button.isEnabled()
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("empty", ["file", "folder", "passphrase"])
def test_what_is_missing_is_pointed_at(desktop: Desktop, empty: str) -> None:
    desktop.window.start.choose("copy")
    step: Any = desktop.window.start.step
    step.file.setText("/copy.sscbackup")
    step.passphrase.setText(PASSPHRASE)
    getattr(step, empty).clear()
    step.bring()
    assert step.notice.text == "Please fill in this field."
    assert desktop.window.focusWidget() is getattr(step, empty)
