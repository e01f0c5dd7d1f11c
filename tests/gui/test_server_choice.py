"""A headquarters that is founded on a PostgreSQL server, from the window, on a real one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ssc_desktop.gui.pages.new_workspace import NewWorkspace
from ssc_desktop.services.checking import check_workspace
from ssc_desktop.services.database import database_of
from ssc_desktop.services.server_choice import try_server
from ssc_desktop.services.workspaces import open_workspace
from ssc_desktop.storage.store import Store
from tests.gui.conftest import PASSPHRASE, Desktop, write
from tests.postgres_server import binaries, new_database


@pytest.fixture
def url() -> str:
    """An empty database of a real server."""
    assert binaries() is not None, "install Debian's package postgresql"
    return new_database()


@pytest.fixture
def step(desktop: Desktop) -> NewWorkspace:
    """The step that founds a headquarters, with all but its database filled in."""
    desktop.window.start.choose("headquarters")
    desktop.settle()
    made = desktop.window.start.step
    assert isinstance(made, NewWorkspace)
    write(made.office_name, "Siège DEMO")
    write(made.office_code, "HQ")
    write(made.officer, "DEMO Officer")
    made.folder.setText(str(desktop.folder / "siege"))
    made.folder.setModified(True)
    write(made.passphrase, PASSPHRASE)
    write(made.again, PASSPHRASE)
    return made


def press(button: object) -> None:
    QTest.keyClick(button, Qt.Key.Key_Space)  # type: ignore[arg-type]


def test_an_address_is_tried_and_the_headquarters_begins_there(
    desktop: Desktop, step: NewWorkspace, url: str
) -> None:
    choice = step.database
    assert not choice.try_button.isEnabled()
    write(choice.line, url)
    press(choice.try_button)
    desktop.settle()
    assert "answers" in choice.told.text()
    press(step.create_button)
    desktop.until(lambda: getattr(desktop.window.view, "page", None) is not None)
    desktop.settle()
    folder = desktop.folder / "siege"
    desktop.close()
    with open_workspace(folder, PASSPHRASE) as workspace:
        assert database_of(workspace) is not None
        assert check_workspace(workspace).problems == ()


def test_an_address_that_leads_nowhere_is_told_and_nothing_is_made(
    desktop: Desktop, step: NewWorkspace
) -> None:
    choice = step.database
    write(choice.line, "a server somewhere")
    press(choice.try_button)
    desktop.settle()
    assert "looks like" in choice.told.text()
    choice.line.clear()
    write(choice.line, "postgresql+psycopg://ssc@/no?host=/nowhere/at/all")
    press(choice.try_button)
    desktop.settle()
    assert "cannot be reached" in choice.told.text()
    press(step.create_button)
    desktop.settle()
    assert "cannot be reached" in step.notice.text
    assert not (desktop.folder / "siege" / "data.db").exists()


def test_a_database_that_holds_a_headquarters_already_is_refused(
    desktop: Desktop, step: NewWorkspace, url: str, tmp_path: Path
) -> None:
    Store.create(tmp_path / "other.db", bytes(32), url).close()
    choice = step.database
    write(choice.line, url)
    press(choice.try_button)
    desktop.settle()
    assert "already" in choice.told.text()


def test_trying_writes_nothing_there(url: str) -> None:
    try_server(url)
    try_server(url)


def test_an_office_is_not_asked(desktop: Desktop) -> None:
    desktop.window.start.choose("office")
    desktop.settle()
    assert not desktop.window.start.step.database.isVisible()
