"""A fingerprint to compare with the one on paper or on the other screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssc_desktop.gui.theme import SECTION_POINTS
from ssc_desktop.gui.widgets.plain import label


class Fingerprint(QWidget):
    """Whose laptop it is, and eight groups of four digits in letters that cannot be mistaken."""

    def __init__(self, whose: str, digits: str = "") -> None:
        super().__init__()
        self._whose = label(whose, role="muted", wrap=True)
        self._digits = label()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSize(SECTION_POINTS)
        self._digits.setFont(font)
        self._digits.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._digits.setAccessibleName(whose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addWidget(self._whose)
        whole.addWidget(self._digits)
        self.show_digits(digits)

    def show_digits(self, digits: str, whose: str = "") -> None:
        """Show another fingerprint."""
        self._digits.setText(digits)
        self._digits.setAccessibleDescription(digits)
        if whose:
            self._whose.setText(whose)
            self._digits.setAccessibleName(whose)
        self.setVisible(bool(digits))
