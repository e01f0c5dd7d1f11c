"""The workspaces opened last: taken off the list by menu or key, their folders untouched, put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.app import Program
from ssc_desktop.gui.memory import Memory
from tests.gui.conftest import Desktop


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The window as it starts where three workspaces were opened before."""
    memory = Memory(tmp_path / "home")
    memory.language, memory.theme = "en", "light"
    for name in ("bamako", "dakar", "abidjan"):
        (tmp_path / name).mkdir()
        memory.remember_workspace(tmp_path / name)
    made = Desktop(Program([], memory), tmp_path)
    made.window.show()
    made.activate()
    made.settle()
    yield made
    made.close()


def names(desktop: Desktop) -> list[str]:
    return [each.name for each in desktop.window.start.recent.buttons]


def of(desktop: Desktop, name: str) -> Any:
    return desktop.window.start.recent.buttons[desktop.folder / name]


def test_delete_takes_a_workspace_off_the_list_and_undo_puts_it_back(start: Desktop) -> None:
    of(start, "dakar").setFocus()
    QTest.keyClick(of(start, "dakar"), Qt.Key.Key_Delete)
    start.settle()
    assert names(start) == ["abidjan", "bamako"]
    assert (start.folder / "dakar").is_dir()
    assert of(start, "bamako").hasFocus()
    view = start.window.start
    assert "folder was not touched" in view.told.text
    assert [each.name for each in Memory(start.folder / "home").recent] == ["abidjan", "bamako"]
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    start.settle()
    assert names(start) == ["abidjan", "dakar", "bamako"]
    assert of(start, "dakar").hasFocus()


def test_the_menu_of_a_workspace_says_that_its_folder_stays(start: Desktop) -> None:
    each = of(start, "abidjan")
    assert each.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    (deed,) = each.findChildren(QAction)
    assert "its folder stays" in deed.text()
    deed.trigger()
    start.settle()
    assert names(start) == ["dakar", "bamako"]


def test_the_list_goes_with_its_last_workspace_and_comes_back(start: Desktop) -> None:
    recent = start.window.start.recent
    for name in ("abidjan", "dakar", "bamako"):
        of(start, name).findChild(QAction).trigger()
        start.settle()
    assert not recent.isVisible()
    start.window.start.told.undo()
    assert recent.isVisible()
    assert names(start) == ["bamako"]
