"""Another officer is given a passphrase of their own, and opens the workspace with it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ssc_desktop.vault.keyfile import KeyFile
from tests.conftest import PASSPHRASE
from tests.gui.conftest import Desktop, Filled, write

SECRET = "quatre mots bien choisis"


@pytest.fixture
def card(opened: Desktop) -> Any:
    page = opened.go("settings")
    opened.settle()
    return page.officers


def asked(card: Any) -> Any:
    card.add_button.click()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    return dialog


def test_an_officer_is_added_by_keys_and_opens_the_workspace(
    opened: Desktop, filled: Filled, card: Any
) -> None:
    dialog = asked(card)
    write(dialog.name, "DEMO Moussa")
    for line in (dialog.passphrase, dialog.again):
        write(line, SECRET)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.until(lambda: "DEMO Moussa" in card.accounts.text())
    keys = KeyFile.load(filled.folder)
    assert keys.unlock(SECRET).slot != keys.unlock(PASSPHRASE).slot


def test_what_is_missing_is_said_and_nothing_is_added(opened: Desktop, card: Any) -> None:
    before = card.accounts.text()
    dialog = asked(card)
    dialog.accept()
    assert dialog.notice.isVisible()
    assert dialog.name.property("wrong")
    write(dialog.name, "DEMO")
    write(dialog.passphrase, SECRET)
    write(dialog.again, "something else")
    dialog.accept()
    opened.settle()
    assert dialog.isVisible()
    assert dialog.again.property("wrong")
    dialog.reject()
    opened.settle()
    assert card.accounts.text() == before
