"""Tab goes in reading order: as things are laid out, whenever they were made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

# What Tab stops at as a whole; what is inside them belongs to them.
WHOLE = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)


def in_reading_order(root: QWidget, known: list[QWidget] | None = None) -> list[QWidget]:
    """Let Tab go through what is shown in a widget in the order it is read; the stops, which say
    the next time whether anything has to be done."""
    stops = list(_stops(root))
    if stops != known:
        for earlier, later in pairwise(stops):
            QWidget.setTabOrder(earlier, later)
    return stops


def _stops(widget: QWidget) -> Iterator[QWidget]:
    for each in _children(widget):
        if each.isHidden():
            continue
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
            yield each
        if not isinstance(each, WHOLE):
            yield from _stops(each)


def _children(widget: QWidget) -> Iterator[QWidget]:
    """The widgets right inside one, in reading order."""
    layout = widget.layout()
    found = next((find for kind, find in _INSIDE if isinstance(widget, kind)), None)
    if found is not None:
        return (each for each in found(widget) if each is not None)
    return _laid_out(layout) if layout is not None else iter(())


def _split(widget: QSplitter) -> Iterator[QWidget | None]:
    return (widget.widget(number) for number in range(widget.count()))


# What is inside a widget that holds others without a layout of its own.
_INSIDE: tuple[tuple[type, Callable[[Any], Iterable[QWidget | None]]], ...] = (
    (QTabWidget, lambda tabs: (tabs.tabBar(), tabs.currentWidget())),
    (QStackedWidget, lambda stack: (stack.currentWidget(),)),
    (QSplitter, _split),
    (QScrollArea, lambda area: (area.widget(),)),
)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places: Iterable[int] = range(layout.count())
    if isinstance(layout, QGridLayout):
        # A grid is read line by line, whatever was put into it first.
        places = sorted(places, key=layout.getItemPosition)  # type: ignore[arg-type]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _laid_out(inner)
