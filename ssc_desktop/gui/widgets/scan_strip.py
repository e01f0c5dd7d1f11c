"""The line of the sheet one is on, as it lies on the paper: number, name, every signature."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ssc_desktop.gui.icons import tokens_now
from ssc_desktop.language import Language

HEIGHT = 58


class ScanStrip(QWidget):
    """Shows one band of a page as wide as there is room for."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._band = (0, 0)
        self.setAccessibleName(language("The line on the sheet"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A line of a sheet is long and low."""
        return QSize(400, HEIGHT)

    def show_band(self, image: QImage | None, top: int = 0, bottom: int = 0) -> None:
        """Show another line, or none."""
        self._image, self._band = image, (top, bottom)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the band in the middle, framed by a quiet line."""
        if self._image is None:
            return
        top, bottom = self._band
        source = QRect(0, top, self._image.width(), max(1, bottom - top))
        room = self.rect().adjusted(1, 1, -1, -1)
        size = source.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(room.topLeft(), size)
        target.moveCenter(room.center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image, source)
        painter.setPen(tokens_now().colour("line"))
        painter.drawRect(target.adjusted(0, 0, -1, -1))
