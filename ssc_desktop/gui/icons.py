"""Icons of the one set, drawn in the colour of a token at the moment they are painted."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ssc_desktop.gui.theme import Theme, Tokens
from ssc_desktop.paths import resources_folder

# Arrows that point along the line turn round with it.
DIRECTED = frozenset(
    {"chevron-left", "chevron-right", "arrow-left", "arrow-right", "undo-2", "log-out"}
)
KIND_ICONS = {
    "workshop": "presentation",
    "capacity_session": "graduation-cap",
    "pilot_activity": "sprout",
}
_theme: list[Theme] = []


def draw_icons_with(theme: Theme) -> None:
    """Take colours from this theme from now on."""
    _theme[:] = [theme]


def tokens_now() -> Tokens:
    """The colours in use at this moment."""
    return _theme[0].tokens


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(_source(name).replace("currentColor", colour).encode())


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon into ``rect``, turned round where lines run from right to left."""
    mirrored = name in DIRECTED and QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.save()
    if mirrored:
        painter.translate(rect.left() + rect.right(), 0)
        painter.scale(-1, 1)
    _renderer(name, colour).render(painter, rect)
    painter.restore()


class DrawnIcon(QIconEngine):
    """An icon that is painted at whatever size it is wanted; who is one says ``paint``."""

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Painted on nothing."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Painted on nothing, on a screen of so many dots for a unit."""
        pixmap = QPixmap(size * scale)
        if pixmap.isNull():
            # A button that is squeezed to nothing while a form is laid out has nothing to paint on.
            return pixmap
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


class _Engine(DrawnIcon):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tokens = tokens_now()
        token = "muted" if mode == QIcon.Mode.Disabled else self._token
        if state == QIcon.State.On and token == "muted" and mode != QIcon.Mode.Disabled:
            token = "accent"
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.6)
        paint_icon(painter, self._name, QRectF(rect), getattr(tokens, token))

    def clone(self) -> QIconEngine:
        return kept(_Engine(self._name, self._token))


_engines: list[QIconEngine] = []


def kept(engine: QIconEngine) -> QIconEngine:
    """An engine for an icon: Qt owns it, yet its Python half must live as long as the program."""
    _engines.append(engine)
    return engine


@lru_cache(maxsize=256)
def icon(name: str, token: str = "text") -> QIcon:
    """The icon of that name in the colour of a token."""
    return QIcon(kept(_Engine(name, token)))
