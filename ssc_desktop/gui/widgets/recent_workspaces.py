"""The workspaces opened last, on the start view: opened by a click, taken off the list, put back."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ssc_desktop.gui.actions import action
from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.notices import Told
from ssc_desktop.gui.widgets.plain import button, clear, column, label


class RecentWorkspaces(QWidget):
    """A button a workspace; hidden while there is none to show."""

    asked = Signal(object)

    def __init__(self, desk: Desk, told: Told) -> None:
        super().__init__()
        self._desk, self._told = desk, told
        self.buttons: dict[Path, QPushButton] = {}
        self._list = column(spacing=4)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(label(desk.language("Opened last"), size="section"))
        whole.addLayout(self._list)
        whole.addStretch()
        self._show()
        # Shown by the view it stands in: shown now, it would be a window of its own.
        if not self.buttons:
            self.hide()

    def forget(self, folder: Path) -> None:
        """Take a workspace off the list; its folder is not touched, and the list can have it back."""
        settings, language = self._desk.memory.settings, self._desk.language
        place = list(self.buttons).index(folder)
        at = settings.forget_workspace(folder)
        self._show(place)
        self.setVisible(bool(self.buttons))

        def put_back() -> None:
            settings.remember_workspace(folder, at)
            self._show()
            self.show()
            self.buttons[folder].setFocus()

        words = language("{name} is off this list; its folder was not touched", name=folder.name)
        self._told.say(words, put_back)

    def _show(self, place: int | None = None) -> None:
        """Show what is remembered; the keyboard goes to the button at a place, or the last one."""
        clear(self._list)
        self.buttons = {each: self._button(each) for each in self._desk.memory.recent}
        for each in self.buttons.values():
            self._list.addWidget(each)
        if place is not None and self.buttons:
            list(self.buttons.values())[: place + 1][-1].setFocus()

    def _button(self, folder: Path) -> QPushButton:
        made = button(folder.name, role="quiet", icon_name="lock", tip=str(folder))
        made.setStyleSheet("text-align: left;")
        made.setIcon(icon("lock", "muted"))
        made.clicked.connect(lambda: self.asked.emit(folder))
        deed = action(made, "forget_workspace", self._desk.language, partial(self.forget, folder))
        made.setAccessibleDescription(deed.toolTip())
        made.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        return made
