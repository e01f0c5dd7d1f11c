"""What scrolls when the window is low or narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
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
    area = _area(around)
    area.setFocusProxy(widget)
    return area


def never_smaller(widget: QWidget, least: QSize) -> QScrollArea:
    """A widget that fills its area, and scrolls in it where that is smaller than it can bear."""
    widget.setMinimumSize(least)
    return _area(widget)


def _area(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
