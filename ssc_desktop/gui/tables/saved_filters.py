"""Filters kept under names: a button with the list of them, to use, to keep, to forget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from ssc_desktop.gui.desk import Desk
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.plain import beside_icon, button, label, row

Values = dict[str, str]


class SavedFilters(QToolButton):
    """The filters of one list; they are kept in the workspace, which is encrypted."""

    wanted = Signal(object)

    def __init__(self, desk: Desk, of: str, values: Callable[[], Values]) -> None:
        super().__init__()
        self._desk = desk
        self._of = of
        self._values = values
        self.kept: dict[str, Values] = {}
        self.setIcon(icon("bookmark"))
        self.setText(beside_icon(desk.language("Filters")))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAccessibleName(desk.language("Saved filters"))
        self.setToolTip(desk.language("Saved filters"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self._fill()
        self.read()

    def read(self) -> None:
        """Read the names that are kept."""
        of = self._of

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import saved_filters

            return saved_filters.list_filters(workspace.store, of)

        self._desk.ops.read(self, work, self._show)

    def keep(self, name: str, values: Values | None = None) -> None:
        """Keep what is asked for now, or other values, under a name."""
        of, wanted = self._of, self._values() if values is None else values

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import saved_filters

            return saved_filters.save_filter(workspace.store, of, name, wanted)

        self._desk.ops.change(self, work, self._show)

    def forget(self, name: str) -> None:
        """Take a name off the list, with an undo."""
        of = self._of

        def work(workspace: Any) -> Any:  # noqa: ANN401
            from ssc_desktop.services import saved_filters

            return saved_filters.forget_filter(workspace.store, of, name)

        def done(gone: Values | None) -> None:
            self.read()
            words = self._desk.language("The filter “{name}” was forgotten", name=name)
            self._desk.tell(words, lambda: self.keep(name, gone or {}))

        self._desk.ops.change(self, work, done)

    def ask_name(self) -> None:
        """Ask under which name what is asked for now is kept."""
        dialog = NameDialog(self, self._desk)
        dialog.named.connect(self.keep)
        dialog.open()

    def _show(self, kept: dict[str, Values]) -> None:
        self.kept = kept
        self._fill()

    def _fill(self) -> None:
        language, menu = self._desk.language, self.menu()
        menu.clear()
        for name, values in self.kept.items():
            each = menu.addAction(name)
            each.triggered.connect(lambda _checked=False, values=values: self.wanted.emit(values))
        if not self.kept:
            menu.addAction(language("None is kept yet")).setEnabled(False)
        menu.addSeparator()
        keep = menu.addAction(icon("plus"), language("Keep these filters…"))
        keep.triggered.connect(lambda _checked=False: self.ask_name())
        if self.kept:
            forget = menu.addMenu(language("Forget"))
            for name in self.kept:
                each = forget.addAction(name)
                each.triggered.connect(lambda _checked=False, name=name: self.forget(name))


class NameDialog(QDialog):
    """Asks for a name."""

    named = Signal(str)

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        language = desk.language
        self.setWindowTitle(language("Keep these filters"))
        self.setMinimumWidth(360)
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.name.setAccessibleName(language("Name"))
        keep = button(language("Keep"), role="primary", icon_name="check")
        keep.setDefault(True)
        keep.setEnabled(False)
        keep.clicked.connect(self.accept)
        self.name.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
        cancel = button(language("Cancel"))
        cancel.clicked.connect(self.reject)
        words = label(language("Name"))
        words.setBuddy(self.name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(10)
        whole.addWidget(words)
        whole.addWidget(self.name)
        whole.addLayout(row(None, cancel, keep))

    def accept(self) -> None:
        """Tell the name."""
        if self.name.text().strip():
            self.named.emit(self.name.text().strip())
            super().accept()
