"""A share as a bar with its number: on a page, and in the cell of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.gui.tables.record_model import RECORD_ROLE, Index
from ssc_desktop.gui.widgets.drawn_line import draw_line

HEIGHT = 6
WIDEST = 72


def paint_gauge(painter: QPainter, place: QRectF, share: float, *, mirrored: bool) -> None:
    """Draw a bar that is filled from the leading side."""
    tokens = tokens_now()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens.colour("line"))
    painter.drawRoundedRect(place, HEIGHT / 2, HEIGHT / 2)
    filled = QRectF(place)
    filled.setWidth(max(place.width() * share, HEIGHT if share else 0))
    if mirrored:
        filled.moveRight(place.right())
    painter.setBrush(QColor(tokens.accent if share >= 1 else tokens.edge))
    painter.drawRoundedRect(filled, HEIGHT / 2, HEIGHT / 2)
    painter.restore()


class Gauge(QWidget):
    """A bar on a page."""

    def __init__(self) -> None:
        super().__init__()
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A bar and a little air."""
        return QSize(120, HEIGHT + 4)

    def show_share(self, share: float, words: str) -> None:
        """Show another share; the words are for those who hear the page."""
        self.share = share
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        place = QRectF(0, (self.height() - HEIGHT) / 2, self.width(), HEIGHT)
        paint_gauge(QPainter(self), place, self.share, mirrored=self.isRightToLeft())


class GaugeDelegate(QStyledItemDelegate):
    """A bar before the number of a cell; a cell whose share is not known yet stays empty."""

    def __init__(self, parent: QObject, share: Callable[[Any], float | None]) -> None:
        super().__init__(parent)
        self._share = share

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the cell, the bar, the number."""
        share = self._share(index.data(RECORD_ROLE))
        if share is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        inside = QRectF(option.rect).adjusted(8, 0, -8, 0)
        width = min(inside.width() - 56, WIDEST)
        bar = QRectF(inside.left(), inside.center().y() - HEIGHT / 2 + 1, width, HEIGHT)
        number = inside.adjusted(width + 8, 0, 0, 0)
        if mirrored:
            bar.moveRight(inside.right())
            number = inside.adjusted(0, 0, -width - 8, 0)
        if width > HEIGHT:
            paint_gauge(painter, bar, share, mirrored=mirrored)
        painter.save()
        painter.setPen(tokens_now().colour("muted" if share < 1 else "text"))
        draw_line(painter, number, words, mirrored=mirrored)
        painter.restore()
