"""A record beside its table: the whole form, open while one goes through the rows."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.form import RecordForm, Saver
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.plain import label, row


class SidePanel(QFrame):
    """Shows one record's form under its name; hidden until a row is opened."""

    saved = Signal(object)

    def __init__(self, desk: Desk, record_class: type, saver: Saver) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(360)
        self.key: UUID | None = None
        self._heading = label(size="section", wrap=True)
        self._below = label(role="muted", wrap=True)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setAccessibleName(desk.language("Close"))
        close.setToolTip(desk.language("Close"))
        close.clicked.connect(self.close_record)
        self.form = RecordForm(desk, record_class, saver)
        self.form.saved.connect(lambda _name: self.saved.emit(self.key))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 12, 8, 8)
        whole.setSpacing(4)
        head = row(self._heading, close)
        head.setStretch(0, 1)
        whole.addLayout(head)
        whole.addWidget(self._below)
        whole.addSpacing(8)
        whole.addWidget(self.form, 1)
        self.hide()

    def show_record(self, record: Any, heading: str, below: str) -> None:  # noqa: ANN401
        """Show a record; the one shown before is saved first."""
        if record.id != self.key:
            self.form.leave()
            self.form.verticalScrollBar().setValue(0)
        self.key = record.id
        self._heading.setText(heading)
        self._below.setText(below)
        self._below.setVisible(bool(below))
        self.form.show_record(record)
        self.show()

    def close_record(self) -> None:
        """Save what is half typed and hide."""
        self.form.leave()
        self.hide()

    def leave(self) -> None:
        """Save what is half typed."""
        if self.isVisible():
            self.form.leave()
