"""What a person who cannot see well, or uses no mouse, finds on the window: names, order, contrast."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView,
            QAbstractSpinBox, QTabBar)  # fmt: skip
# Pieces that Qt makes of its own controls.
INNER = frozenset({"QHeaderView", "QTableCornerButton", "ComboLine", "QComboBoxListView",
                   "QLineEditIconButton", "QExpandingLineEdit"})  # fmt: skip
SCALE = 3
READABLE, LARGE = 4.5, 3.0
# From this size on, in points, bold text counts as large (WCAG).
LARGE_POINTS = 14
FEWEST_PIXELS = 12


def controls_in(root: QWidget) -> Iterator[QWidget]:
    """The controls that are shown, without the pieces Qt makes of them."""
    for each in root.findChildren(QWidget):
        is_inner = (
            isinstance(each, QHeaderView)
            or type(each).__name__ in INNER
            or each.objectName().startswith("qt_")
        )
        is_inner = is_inner or isinstance(each.parent(), QLineEdit)
        if isinstance(each, CONTROLS) and each.isVisible() and not is_inner:
            yield each


def told(widget: QWidget) -> str:
    """A widget in a failure: its class, name and place."""
    return f"{type(widget).__name__} “{name_of(widget)}” in {type(widget.parent()).__name__}"


def name_of(widget: QWidget) -> str:
    """What a screen reader calls a widget."""
    heard: Any = QAccessible.queryAccessibleInterface(widget)
    return str(heard.text(QAccessible.Text.Name)) if heard is not None else ""


def unnamed(root: QWidget) -> list[str]:
    """The controls a screen reader has no name or no role for."""
    found = []
    for each in controls_in(root):
        heard: Any = QAccessible.queryAccessibleInterface(each)
        is_known = heard is not None and heard.role() != QAccessible.Role.NoRole
        if not is_known or not (name_of(each) or isinstance(each, QTabBar)):
            found.append(told(each))
    return found


def unreachable(root: QWidget) -> list[str]:
    """Enabled controls that Tab never comes to."""
    stops = set(tab_stops(root))
    return [
        told(each)
        for each in controls_in(root)
        if each.isEnabled()
        and not (reached(each) & stops)
        and not has_other_way(each)
        and not is_only_shown(each)
    ]


def is_only_shown(widget: QWidget) -> bool:
    """Whether a table only shows: nothing in it can be chosen."""
    none = QAbstractItemView.SelectionMode.NoSelection
    return isinstance(widget, QAbstractItemView) and widget.selectionMode() == none


def reached(widget: QWidget) -> set[QWidget]:
    """The widgets by which Tab may come to a control."""
    found: set[QWidget] = {widget}
    proxy = widget.focusProxy()
    while proxy is not None:
        found.add(proxy)
        proxy = proxy.focusProxy()
    return found | {each for each in widget.findChildren(QWidget) if each.focusProxy() is widget}


def has_other_way(widget: QWidget) -> bool:
    """Whether a control says that a key does what it does: its tip names the key."""
    group = getattr(widget, "group", lambda: None)()
    # Of buttons of which one is down Tab comes to that one, and arrows go on.
    if group is not None and group.exclusive():
        return True
    return widget.property("keys") is not None or "(" in widget.toolTip()


def tab_stops(root: QWidget) -> list[QWidget]:
    """Where Tab stops, in its order, from the first widget of a page on."""
    found, each = [], root.nextInFocusChain()
    seen: set[QWidget] = set()
    while each is not root and each not in seen:
        seen.add(each)
        takes_tab = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
        # Instead of a widget with a proxy Tab comes to the proxy.
        takes_tab = takes_tab and each.focusProxy() is None
        if takes_tab and each.isVisible() and each.isEnabled() and root.isAncestorOf(each):
            found.append(each)
        each = each.nextInFocusChain()
    return found


def out_of_order(root: QWidget) -> list[str]:
    """Neighbours in the order of Tab of which the later one is read before the earlier one."""
    mirrored = QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    stops = tab_stops(root)
    return [
        f"{told(later)} after {told(earlier)}"
        for earlier, later in pairwise(stops)
        if is_scrolled_away(earlier) == is_scrolled_away(later)
        and goes_back(place_of(root, earlier), place_of(root, later), mirrored=mirrored)
    ]


def is_scrolled_away(widget: QWidget) -> bool:
    """Whether nothing of it shows: then it is not read where it is, but where it comes to be."""
    return widget.visibleRegion().isEmpty()


def place_of(root: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def goes_back(earlier: QRect, later: QRect, *, mirrored: bool) -> bool:
    """Whether reading would come to the later place first: it stands above, or before on a line."""
    if mirrored:
        earlier, later = (
            QRect(-each.right(), each.top(), each.width(), each.height())
            for each in (earlier, later)
        )
    if later.bottom() < earlier.top():
        # A column beside this one begins at the top again.
        return later.left() <= earlier.right()
    is_beside = later.top() <= earlier.bottom()
    return is_beside and later.right() < earlier.left()


# --- contrast -----------------------------------------------------------------------------------


def pale_texts(root: QWidget) -> list[str]:
    """Texts that are shown and stand out too little from what is behind them."""
    picture = pixels_of(root)
    found = []
    for each in root.findChildren(QWidget):
        text = text_of(each)
        if not text or not each.isVisible() or not each.isEnabled() or hidden_behind(root, each):
            continue
        seen = contrast_at(picture, place_of(root, each).intersected(root.rect()))
        if seen is not None and seen < needed(each):
            found.append(f"{told(each)} “{text[:30]}”: {seen:.2f}")
    return found


def text_of(widget: QWidget) -> str:
    """The text that a label or a button draws itself."""
    if isinstance(widget, QAbstractButton):
        only_icon = getattr(widget, "toolButtonStyle", lambda: None)()
        if only_icon == Qt.ToolButtonStyle.ToolButtonIconOnly:
            return ""
    if isinstance(widget, (QLabel, QAbstractButton)):
        return str(widget.text()).strip()
    return widget.text() if isinstance(widget, QLineEdit) else ""


def needed(widget: QWidget) -> float:
    is_large = widget.font().bold() and widget.font().pointSize() >= LARGE_POINTS
    return LARGE if is_large else READABLE


def hidden_behind(root: QWidget, widget: QWidget) -> bool:
    """Whether something else is drawn where the middle of a widget is."""
    middle = widget.mapTo(root, widget.rect().center())
    top = root.childAt(middle)
    return top is None or not (top is widget or widget.isAncestorOf(top))


def pixels_of(root: QWidget) -> np.ndarray[Any, Any]:
    """A widget as it is drawn, larger, so that thin strokes have their full colour."""
    size = root.size() * SCALE
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    root.render(image)
    # One number a pixel: its red, green and blue.
    data = np.frombuffer(image.constBits(), np.uint32).reshape(size.height(), -1)
    return data & 0xFFFFFF


def contrast_at(picture: np.ndarray[Any, Any], place: QRect) -> float | None:
    """The contrast of what stands out most at a place, with what most of it is; None for nothing."""
    top, left = place.top() * SCALE, place.left() * SCALE
    part = picture[top : top + place.height() * SCALE, left : left + place.width() * SCALE]
    if part.size == 0:
        return None
    colours, counts = np.unique(part, return_counts=True)
    behind = luminance(colours[[np.argmax(counts)]])[0]
    seen = luminance(colours[counts >= FEWEST_PIXELS])
    ratios = (np.maximum(seen, behind) + 0.05) / (np.minimum(seen, behind) + 0.05)
    return float(ratios.max()) if len(ratios) > 1 else None


def luminance(colours: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    parts = np.stack([colours >> 16 & 255, colours >> 8 & 255, colours & 255], axis=-1) / 255
    linear = np.where(parts <= 0.03928, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    result: np.ndarray[Any, Any] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return result
