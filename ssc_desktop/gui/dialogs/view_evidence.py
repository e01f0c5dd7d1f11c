"""A document in large, from memory alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.file_preview import FilePreview, Shown
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at


class ViewEvidenceDialog(QDialog):
    """Shows one document; Escape closes, and nothing of it stays."""

    def __init__(
        self, parent: QWidget, desk: Desk, name: str, shown: Shown, save: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        open_at(self, 1080, 680)
        self.preview = FilePreview(desk.language, large=True)
        copy = button(desk.language("Save a copy…"), icon_name="save")
        copy.clicked.connect(save)
        close = button(desk.language("Close"), role="primary")
        close.clicked.connect(self.accept)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addWidget(label(name, size="section"))
        whole.addWidget(self.preview, 1)
        whole.addLayout(row(None, copy, close))
        self.preview.show_ready(shown)
