"""The recovery key of a headquarters, shown this once, to be written down and locked away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import Language


class RecoveryDialog(QDialog):
    """Closes only once the person says that the key was kept."""

    def __init__(self, parent: QWidget, language: Language, secret: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = language("The recovery key of this headquarters")
        self.setWindowTitle(title)
        at_least(self, 600)
        self.secret = QPlainTextEdit(secret)
        self.secret.setReadOnly(True)
        self.secret.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.secret.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.secret.setFixedHeight(70)
        self.secret.setAccessibleName(title)
        self.kept = QCheckBox(language("I have written it down and put it in a safe place"))
        self.close_button = button(language("Go on"), role="primary", icon_name="check")
        self.close_button.setEnabled(False)
        self.close_button.clicked.connect(self.accept)
        self.kept.toggled.connect(self.close_button.setEnabled)
        copy = button(language("Copy"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(secret))
        words = language(
            "It opens this workspace and those of the offices that join when a passphrase is "
            "forgotten. It is shown only now and is written nowhere on this laptop."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(label(words, wrap=True))
        whole.addWidget(self.secret)
        whole.addWidget(self.kept)
        whole.addLayout(row(copy, None, self.close_button))

    def reject(self) -> None:
        """Escape does not close it: what is not kept now is lost."""
        if self.kept.isChecked():
            super().reject()
