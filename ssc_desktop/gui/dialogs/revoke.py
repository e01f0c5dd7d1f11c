"""Revoking a laptop: all that has not come yet, or from one of its changes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QRadioButton, QSpinBox, QVBoxLayout, QWidget

from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import Language

MOST = 2_000_000_000


class RevokeDialog(QDialog):
    """What a laptop sent before stays; nothing here removes a record."""

    def __init__(self, parent: QWidget, language: Language, office: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = language("Revoke the laptop of {office}", office=office)
        self.setWindowTitle(title)
        at_least(self, 540)
        self.all_new = QRadioButton(language("Take nothing more of it from now on"))
        self.from_change = QRadioButton(language("Take nothing from this change on:"))
        self.all_new.setChecked(True)
        self.number = QSpinBox()
        self.number.setRange(1, MOST)
        self.number.setEnabled(False)
        self.number.setAccessibleName(language("Number of the first change not to be taken"))
        self.from_change.toggled.connect(self.number.setEnabled)
        self.revoke_button = button(language("Revoke this laptop"), icon_name="ban")
        self.revoke_button.clicked.connect(self.accept)
        keep = button(language("Cancel"), role="primary")
        keep.clicked.connect(self.reject)
        words = language(
            "Revoke a laptop that was lost, stolen or given away. What it sent before stays. It"
            " stays revoked: who works with it again makes a new workspace."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section", wrap=True))
        whole.addWidget(label(words, wrap=True))
        whole.addWidget(self.all_new)
        whole.addLayout(row(self.from_change, self.number, None))
        whole.addLayout(row(self.revoke_button, None, keep))

    def from_number(self) -> int | None:
        """The first change not to be taken; None for all that has not come."""
        return self.number.value() if self.from_change.isChecked() else None
