"""Asks a person to compare a fingerprint with the one on paper before going on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from ssc_desktop.gui.widgets.fingerprint import Fingerprint
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import at_least
from ssc_desktop.language import Language


class CompareDialog(QDialog):
    """Goes on only once the person says that the fingerprints are the same."""

    def __init__(
        self,
        parent: QWidget,
        language: Language,
        title: str,
        text: str,
        fingerprints: Sequence[tuple[str, str]],
        go_on: str,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        at_least(self, 560)
        self.compared = QCheckBox(language("I have compared them: they are the same"))
        self.go_on = button(go_on, role="primary", icon_name="check")
        self.go_on.setEnabled(False)
        self.compared.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.accept)
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(14)
        whole.addWidget(label(title, size="section"))
        whole.addWidget(label(text, wrap=True))
        for whose, digits in fingerprints:
            whole.addWidget(Fingerprint(whose, digits))
        whole.addWidget(self.compared)
        whole.addLayout(row(None, cancel, self.go_on))
