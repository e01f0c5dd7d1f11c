"""A column that scrolls when the window is low."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

# What Qt gives a widget whose width nobody bound.
UNBOUND = 16_777_215


def scrolling(widget: QWidget, *, centred: bool = False) -> QScrollArea:
    """A widget at the leading side, or in the middle, of an area that scrolls."""
    around = QWidget()
    line = QHBoxLayout(around)
    line.setContentsMargins(0, 0, 0, 0)
    if centred:
        line.addStretch(1)
    line.addWidget(widget, 20)
    if centred or widget.maximumWidth() < UNBOUND:
        line.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(around)
    area.setFocusProxy(widget)
    return area
