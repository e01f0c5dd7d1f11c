"""A line of text drawn by hand: cut where it does not fit, and each script in its own direction."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ssc_desktop.gui.tables.record_table import is_latin


def draw_line(
    painter: QPainter, place: QRectF, text: str, *, mirrored: bool, at_end: bool = False
) -> None:
    """Write a line at the side where lines begin, or where they end.

    On a mirrored screen a Latin title stands at the right and still reads from left to right.
    """
    right = mirrored != at_end
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    latin = is_latin(text) or not mirrored
    painter.save()
    painter.setLayoutDirection(
        Qt.LayoutDirection.LeftToRight if latin else Qt.LayoutDirection.RightToLeft
    )
    cut = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    where = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, int(where), cut)
    painter.restore()
