"""A record beside its table: the whole form, open while one goes through the rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSplitter, QToolButton, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.forms.form import RecordForm
from ssc_desktop.gui.forms.saving import Saver
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.parts.part import NO_KEY
from ssc_desktop.gui.widgets.plain import label, row


class SidePanel(QFrame):
    """Shows one record's form under its name; hidden until a row is opened."""

    saved = Signal(object)

    def __init__(self, desk: Desk, record_class: type, saver: Saver) -> None:
        super().__init__()
        self.setMinimumWidth(360)
        self.key = NO_KEY
        self._heading = label(size="section", wrap=True)
        self._below = label(role="muted", wrap=True)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setAccessibleName(desk.language("Close"))
        close.setToolTip(desk.language("Close"))
        close.clicked.connect(self.close_record)
        self._wanted = (desk, record_class, saver)
        self.form: RecordForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 12, 8, 8)
        self._column.setSpacing(4)
        head = row(self._heading, close)
        head.setStretch(0, 1)
        self._column.addLayout(head)
        self._column.addWidget(self._below)
        self._column.addSpacing(8)
        self._head = head
        self.hide()

    def add_head(self, button: QWidget) -> None:
        """Put a button beside the name, before the one that closes."""
        self._head.insertWidget(self._head.count() - 1, button)

    def add_above(self, widget: QWidget) -> None:
        """Put something between the name and the form."""
        self._column.insertWidget(self._column.indexOf(self._below) + 1, widget)

    @property
    def heading(self) -> str:
        """The name that is shown."""
        return self._heading.text()

    def show_record(self, record: Any, heading: str, below: str) -> None:  # noqa: ANN401
        """Show a record; the one shown before is saved first."""
        form = self._made_form()
        if record.id != self.key:
            form.leave()
            form.verticalScrollBar().setValue(0)
        self.key = record.id
        self._heading.setText(heading)
        self._below.setText(below)
        self._below.setVisible(bool(below))
        form.show_record(record)
        self.show()

    def close_record(self) -> None:
        """Save what is half typed and hide."""
        self.leave()
        self.hide()

    def forget_record(self) -> None:
        """Hide without saving: what is half typed of a record that is no more goes with its form."""
        self.hide()
        self.key = NO_KEY
        form, self.form = self.form, None
        if form is not None:
            form.hide()
            form.deleteLater()

    def leave(self) -> None:
        """Save what is half typed."""
        if self.form is not None:
            self.form.leave()

    def _made_form(self) -> RecordForm:
        if self.form is None:
            self.form = RecordForm(*self._wanted)
            self.form.saved.connect(lambda _name: self.saved.emit(self.key))
            self._column.addWidget(self.form, 1)
        return self.form


def beside(table: QWidget, panel: SidePanel) -> QSplitter:
    """A table and the panel beside it; the person moves what divides them."""
    made = QSplitter()
    made.setChildrenCollapsible(False)
    made.setHandleWidth(16)
    made.addWidget(table)
    made.addWidget(panel)
    made.setStretchFactor(0, 1)
    made.setSizes([620, 420])
    return made
