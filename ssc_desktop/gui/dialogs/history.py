"""The history of one record, in a window of its own."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.history_panel import HistoryPanel
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.gui.widgets.room import open_at


class HistoryDialog(QDialog):
    """Shows what happened to a record under its name."""

    def __init__(self, parent: QWidget, desk: Desk, noun: str, key: UUID | str, title: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(desk.language("History"))
        open_at(self, 980, 600)
        self.panel = HistoryPanel(desk, noun, key)
        close = button(desk.language("Close"), role="primary")
        close.clicked.connect(self.close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(label(title or desk.language("History"), size="section", wrap=True))
        whole.addWidget(self.panel, 1)
        whole.addLayout(row(None, close))
        self.panel.view.setFocus()
