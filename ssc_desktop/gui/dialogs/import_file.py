"""First step of an import: the file and the activity it is of; imports that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.widgets.notices import EmptyState, announce
from ssc_desktop.gui.widgets.plain import button, card, clear, column, label, row

MOST_EARLIER = 3


class ActivityChoice(QComboBox):
    """The activities there are, to say which one a list is of."""

    nothing_there = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName(desk.language("Activity"))

    def read(self) -> None:
        """Read the activities."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import activities

            return activities.list_activities(workspace.store)

        self._desk.ops.read(self, work, self._show)

    def _show(self, found: list[Any]) -> None:
        for each in found:
            self.addItem(f"{each.code} · {each.title}", each.id)
        if not found:
            self.nothing_there.emit(
                self._desk.language(
                    "Record the activity first, then import the list of its participants."
                )
            )


class FileStep(QWidget):
    """Says what is taken, offers to choose it, and shows the last imports with their undo."""

    asked = Signal()
    undo_asked = Signal(object)

    def __init__(self, desk: Desk, activity: UUID | None) -> None:
        super().__init__()
        self._desk = desk
        language = desk.language
        self.activity = ActivityChoice(desk)
        self.choose = button(
            language("Choose the file…"), role="primary", icon_name="file-spreadsheet"
        )
        self.choose.clicked.connect(self.asked)
        words = language(
            "Excel, LibreOffice or CSV, as the office wrote it: titles, totals and notes are left "
            "aside, people already known are recognised, nobody is merged. You can also drop the "
            "file here."
        )
        title = language("A list of participants")
        self._earlier = column(spacing=4)
        self._card = card(label(language("Imports that can be undone"), bold=True), self._earlier,
                          margin=16, spacing=8)  # fmt: skip
        self._card.hide()
        self._said = label(role="accent", wrap=True)
        self._said.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        if activity is None:
            chosen = row(label(language("For the activity")), self.activity)
            chosen.setStretch(1, 1)
            whole.addLayout(chosen)
        whole.addWidget(EmptyState("file-spreadsheet", title, words, self.choose), 1)
        whole.addWidget(self._said)
        whole.addWidget(self._card)

    def say(self, text: str) -> None:
        """Say what was done."""
        self._said.setText(text)
        self._said.show()
        announce(self, text)

    def read_earlier(self) -> None:
        """Read the last imports."""

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import import_undo

            return import_undo.recent_imports(workspace.store, MOST_EARLIER)

        self._desk.ops.read(self, work, self.show_earlier)

    def show_earlier(self, found: list[Any]) -> None:
        """Show the last imports, each with the button that takes it back."""
        clear(self._earlier)
        for each in found:
            line = row(label(self._told(each)), None, self._undo_button(each), spacing=12)
            self._earlier.addLayout(line)
        self._card.setVisible(bool(found))

    def _told(self, each: Any) -> str:  # noqa: ANN401
        language = self._desk.language
        people = language.plural(
            "{count} person put on the list", "{count} people put on the list", each.registered
        )
        new = language("{count} new", count=language.number(each.recorded))
        said = (language.moment(each.at), each.code, people, new, each.by)
        return "  ·  ".join(part for part in said if part)

    def _undo_button(self, each: Any) -> QWidget:  # noqa: ANN401
        made = button(self._desk.language("Undo"), icon_name="undo-2")
        language = self._desk.language
        made.setAccessibleName(language.labelled(language("Undo"), self._told(each)))
        made.clicked.connect(self._asks(each.tx))
        return made

    def _asks(self, tx: int) -> Callable[[], None]:
        return lambda: self.undo_asked.emit(tx)
