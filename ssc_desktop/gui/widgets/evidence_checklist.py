"""What an activity of its kind is expected to keep: there, or missing and a way to add it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.plain import beside_icon, clear, label, row


class EvidenceChecklist(QWidget):
    """One mark a type; a press adds a document of it."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words = label(role="muted")
        self._marks = row(spacing=6)
        inside = row(self._words, self._marks, None, spacing=10)
        self.setLayout(inside)
        self.buttons: list[QToolButton] = []

    def show_expected(self, expected: list[Any]) -> None:
        """Show what is expected and how much of it is there."""
        language = self._desk.language
        clear(self._marks)
        self.buttons = [self._mark(each) for each in expected]
        for each in self.buttons:
            self._marks.addWidget(each)
        missing = sum(not each.kept for each in expected)
        self._words.setText(
            language.plural("{count} still missing:", "{count} still missing:", missing)
            if missing
            else language("Everything expected is there:")
        )
        self.setVisible(bool(expected))

    def _mark(self, each: Any) -> QToolButton:  # noqa: ANN401
        language, lists = self._desk.language, self._desk.lists
        names = [lists.name("evidence_type", kind) for kind in each.types]
        made = QToolButton()
        made.setProperty("role", "segment")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIcon(icon("circle-check", "accent") if each.kept else icon("circle", "warning"))
        made.setText(beside_icon(names[0]))
        either = " / ".join(names)
        state = language("{type}: there", type=either) if each.kept else language(
            "{type}: missing. Press to add it.", type=either
        )  # fmt: skip
        made.setToolTip(state)
        made.setAccessibleName(state)
        made.clicked.connect(self._asks(each.types[0]))
        return made

    def _asks(self, kind: str) -> Callable[[], None]:
        return lambda: self.asked.emit(kind)
