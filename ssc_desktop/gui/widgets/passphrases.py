"""Lines for a passphrase, and what is wrong with one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ssc_desktop.language import Language

SHORTEST = 12


def passphrase_line(name: str) -> QLineEdit:
    """A line whose letters are not shown; ``name`` is what it is called aloud."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    # A passphrase reads from the left on every screen.
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made.setAccessibleName(name)
    return made


def wrong_choice(
    new: QLineEdit, again: QLineEdit, language: Language
) -> tuple[QLineEdit, str] | None:
    """The line that is wrong of a new passphrase typed twice, and why; None where both are right."""
    if len(new.text()) < SHORTEST:
        return new, language("The passphrase needs at least 12 characters.")
    if new.text() != again.text():
        return again, language("The two passphrases differ. Please type them again.")
    return None
