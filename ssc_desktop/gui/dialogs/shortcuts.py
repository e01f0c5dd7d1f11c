"""The shortcut sheet: every action with its keys, by group."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ssc_desktop.gui.actions import DEEDS, shortcut_text
from ssc_desktop.gui.widgets.plain import button, label, row
from ssc_desktop.language import N_, Language

GRID_KEYS = (
    (N_("Move"), N_("Arrows, Tab, Enter")),
    (N_("Present, or not marked again"), N_("Space")),
    (N_("Present, absent, excused"), "P, A, E"),
    (N_("Late, left early, online"), "L, D, O"),
    (N_("Not marked"), N_("Hyphen or Delete")),
    (N_("Choose a range"), N_("Shift and arrows")),
)


def keys_label(keys: str) -> QLabel:
    """Keys read from left to right in every language."""
    made = label(keys, role="muted")
    made.setMinimumWidth(120)
    return made


class ShortcutsDialog(QDialog):
    """Shows the keys of the program on one sheet."""

    def __init__(self, parent: QWidget, language: Language) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(language("Keyboard shortcuts"))
        self.resize(900, 600)
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setSpacing(48)
        groups = list(dict.fromkeys(each.group for each in DEEDS.values()))
        for half in (groups[::2], groups[1::2]):
            side = QVBoxLayout()
            side.setSpacing(20)
            for group in half:
                side.addLayout(self._group(group, language))
            side.addStretch()
            columns.addLayout(side, 1)
        columns.setContentsMargins(0, 0, 16, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(sheet)
        close = button(language("Close"), role="primary")
        close.clicked.connect(self.close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.addWidget(area)
        whole.addLayout(row(None, close))

    def _group(self, group: str, language: Language) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label(language(group), bold=True), 0, 0)
        lines = [
            (language(each.text).rstrip("…"), shortcut_text(each.keys))
            for each in DEEDS.values()
            if each.group == group and each.keys
        ]
        if any(each.group == group and each.keys == "Ctrl+D" for each in DEEDS.values()):
            lines += [(language(what), language(keys)) for what, keys in GRID_KEYS]
        for number, (what, keys) in enumerate(lines, start=1):
            grid.addWidget(label(what), number, 0)
            grid.addWidget(keys_label(keys), number, 1)
        return grid
