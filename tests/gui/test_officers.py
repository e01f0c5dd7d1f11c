"""Another officer is given a passphrase of their own, and opens the workspace with it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ssc_desktop.domain.problems import Problem
from ssc_desktop.services.officer_access import take_access
from ssc_desktop.services.workspaces import add_account
from ssc_desktop.vault.keyfile import KeyFile
from tests.conftest import PASSPHRASE
from tests.gui.conftest import Desktop, Filled, reading, write

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
    opened.until(lambda: "DEMO Moussa" in "".join(card.accounts))
    keys = KeyFile.load(filled.folder)
    assert keys.unlock(SECRET).slot != keys.unlock(PASSPHRASE).slot


def test_what_is_missing_is_said_and_nothing_is_added(opened: Desktop, card: Any) -> None:
    before = card.accounts
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
    assert card.accounts == before


def added(opened: Desktop, card: Any, name: str = "DEMO Moussa") -> str:
    """The account of another officer, added through the service."""

    def work(workspace: Any) -> str:
        add_account(workspace, name, "officer", SECRET)
        return str(workspace.keys.accounts[-1].id)

    account: str = reading(opened, work)
    card.read_again()
    opened.settle()
    return account


def test_access_is_taken_away_after_a_confirmation_and_given_again(
    opened: Desktop, filled: Filled, card: Any
) -> None:
    account = added(opened, card)
    assert card.accounts[0].endswith("(you)")
    card.deeds[account].click()
    dialog = opened.dialog()
    words = "".join(each.text() for each in dialog.findChildren(QLabel))
    assert "old passphrase" in words
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    # The key that is pressed without reading keeps the access.
    assert KeyFile.load(filled.folder).unlock(SECRET).slot == account
    card.deeds[account].click()
    opened.dialog().go.click()
    opened.until(lambda: "no longer" in "".join(card.accounts))
    with pytest.raises(Problem, match="wrong-passphrase"):
        KeyFile.load(filled.folder).unlock(SECRET)
    card.deeds[account].click()
    dialog = opened.dialog()
    dialog.accept()
    assert dialog.passphrase.property("wrong")
    for line in (dialog.passphrase, dialog.again):
        write(line, "cinq mots tout nouveaux")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.until(lambda: "no longer" not in "".join(card.accounts))
    assert KeyFile.load(filled.folder).unlock("cinq mots tout nouveaux").slot == account


def test_a_refusal_is_told_where_it_was_asked(opened: Desktop, card: Any) -> None:
    account = added(opened, card)
    card.deeds[account].click()
    dialog = opened.dialog()
    reading(opened, lambda workspace: take_access(workspace, account))
    dialog.go.click()
    opened.settle()
    assert dialog.notice.isVisible()
    assert dialog.go.isEnabled()
    dialog.reject()


def test_who_is_alone_takes_nobodys_access(card: Any) -> None:
    assert len(card.accounts) == 1
    assert card.deeds == {}
