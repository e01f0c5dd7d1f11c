"""The leading side of the frame: one button a page, folding to icons; and the foot of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout

from ssc_desktop.gui.actions import shortcut_text, tool_for
from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.plain import label

WIDE, NARROW = 208, 60


class NavigationButton(QToolButton):
    """A button of the navigation, as wide as it."""


class FindButton(QToolButton):
    """Looks like a box one types into; opens the one that is."""


class Navigation(QFrame):
    """Where one can go; tells which page was asked for."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self._heading = label(bold=True)
        self._below = label(role="muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 16, 10, 10)
        self._column.setSpacing(2)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._below)
        self._column.addSpacing(12)
        self._column.addStretch()
        self._is_folded = False
        self.fold(folded=False)

    def head(self, title: str, below: str) -> None:
        """Say whose workspace this is."""
        self._heading.setText(title)
        self._heading.setContentsMargins(10, 0, 10, 0)
        self._below.setText(below)
        self._below.setContentsMargins(10, 0, 10, 0)

    def add_find(self, made: QAction) -> None:
        """Add the box that finds everything, above the pages."""
        found = tool_for(made, FindButton())
        found.setIcon(icon("search", "muted"))
        found.setIconSize(QSize(18, 18))
        found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        found.setFixedHeight(34)
        self._column.insertWidget(3, found)
        self._column.insertSpacing(4, 10)
        self._buttons["find"] = found
        self.fold(folded=self._is_folded)

    def add(
        self, name: str, title: str, icon_name: str, keys: str, *, at_foot: bool = False
    ) -> None:
        """Add a page: above the gap, or at the foot."""
        made = NavigationButton()
        made.setText(f"\u2009\u2009{title}")
        made.setIcon(icon(icon_name, "muted"))
        made.setIconSize(QSize(20, 20))
        made.setCheckable(True)
        made.setAccessibleName(title)
        made.setToolTip(f"{title} ({shortcut_text(keys)})")
        # A button's own shortcut is a slow click; this one is there at once.
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: self.asked.emit(name))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFixedHeight(36 if at_foot else 40)
        made.clicked.connect(lambda: self.asked.emit(name))
        self._group.addButton(made)
        self._buttons[name] = made
        above = self._column.count() - 1
        self._column.insertWidget(above + at_foot, made)

    def add_foot(self, *actions: QAction) -> None:
        """Add small buttons at the foot."""
        for each in actions:
            made = tool_for(each, NavigationButton())
            made.setIconSize(QSize(20, 20))
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.setFixedHeight(36)
            self._column.addWidget(made)
            self._buttons[f"foot:{each.objectName()}"] = made
        self.fold(folded=self._is_folded)

    def show_page(self, name: str) -> None:
        """Mark the page that is shown."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    @property
    def is_folded(self) -> bool:
        """Whether only icons show."""
        return self._is_folded

    def fold(self, *, folded: bool) -> None:
        """Show icons alone, or icons and words."""
        self._is_folded = folded
        self.setFixedWidth(NARROW if folded else WIDE)
        self._heading.setVisible(not folded)
        self._below.setVisible(not folded)
        styles = Qt.ToolButtonStyle
        style = styles.ToolButtonIconOnly if folded else styles.ToolButtonTextBesideIcon
        for each in self._buttons.values():
            each.setToolButtonStyle(style)
