"""Buttons side by side of which one is down: a choice among few."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ssc_desktop.gui.icons import icon
from ssc_desktop.gui.widgets.plain import row


def segments(
    owner: QWidget,
    options: list[tuple[str, str, str]],
    chosen: str,
    choose: Callable[[str], object],
    name: str,
) -> QHBoxLayout:
    """Buttons side by side of which one is down: a value, its words and an icon each."""
    group = QButtonGroup(owner)
    made = row(spacing=6)
    for value, words, icon_name in options:
        each = segment(words, icon_name, f"{name}: {words}")
        each.setChecked(value == chosen)
        each.clicked.connect(lambda _checked=False, value=value: choose(value))
        group.addButton(each)
        made.addWidget(each)
    made.addStretch()
    return made


def segment(words: str, icon_name: str, name: str) -> QToolButton:
    """One of several buttons of which one is down."""
    made = QToolButton()
    made.setProperty("role", "segment")
    made.setText(f"\u2009\u2009{words}" if icon_name else words)
    made.setAccessibleName(name)
    made.setCheckable(True)
    made.setFixedHeight(34)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if icon_name:
        made.setIcon(icon(icon_name, "muted"))
    return made
