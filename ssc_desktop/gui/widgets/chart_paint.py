"""Draws charts: on the page, into a picture, on paper; mirrored where lines run right to left.

Drawn by hand rather than by a plotting library: those mirror nothing, measure Arabic labels as if
they were Latin, and take half a second to be loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from ssc_desktop.domain.chart import (
    Bars,
    Line,
    Lines,
    Shape,
    Stacks,
    Tile,
    Tiles,
    ticks_to,
)
from ssc_desktop.gui.theme import Tokens
from ssc_desktop.gui.widgets.drawn_line import draw_line

ROW, BAR, LEGEND, GAP = 30.0, 12.0, 26.0, 10.0
# The highest number of an axis stands below the legend, not on it.
HEAD = 12.0
LABEL_SHARE, LONGEST_LABEL, NUMBER_SHARE = 0.34, 300.0, 0.3
LINES_HEIGHT = 190.0
SWATCH = 11.0
TILE, WIDEST_TILE, TILE_LABEL = 46.0, 168.0, 120.0
DISC = 3.0
# The share of the accent in the parts of a bar; they differ in lightness, for those who see no
# colours, and what lies between two parts is drawn.
SHADES = (1.0, 0.55, 0.25)


@dataclass(frozen=True, slots=True)
class Look:
    """How it is drawn: colours, font, direction, and how a number is written."""

    tokens: Tokens
    font: QFont
    mirrored: bool
    number: Callable[[float], str]


def height_of(shape: Shape) -> float:
    """The height a chart takes."""
    if isinstance(shape, Lines):
        return LEGEND + LINES_HEIGHT
    if isinstance(shape, Tiles):
        return LEGEND + len(shape.rows) * TILE
    count = len(shape.bars if isinstance(shape, Bars) else shape.stacks)
    return LEGEND + count * ROW


def paint_chart(painter: QPainter, place: QRectF, shape: Shape, look: Look) -> None:
    """Draw a chart into a place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font)
    drawn = _Drawing(painter, place, look)
    if isinstance(shape, Lines):
        drawn.lines(shape)
    elif isinstance(shape, Bars):
        drawn.bars(shape)
    elif isinstance(shape, Tiles):
        drawn.tiles(shape)
    else:
        drawn.stacks(shape)
    painter.restore()


def shades_of(tokens: Tokens, count: int) -> list[QColor]:
    """A colour for each part of a bar, from the accent to the quietest."""
    strong, ground = QColor(tokens.accent), QColor(tokens.surface)
    mixed = [_mixed(strong, ground, share) for share in SHADES]
    return [*mixed, QColor(tokens.edge), QColor(tokens.warning), QColor(tokens.line)][:count]


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    def part(strong: int, weak: int) -> int:
        return round(strong * share + weak * (1 - share))

    return QColor(
        part(one.red(), other.red()),
        part(one.green(), other.green()),
        part(one.blue(), other.blue()),
    )


class _Drawing:
    """One chart being drawn; places are counted from the side where lines begin."""

    def __init__(self, painter: QPainter, place: QRectF, look: Look) -> None:
        self._painter = painter
        self._place = place
        self._look = look
        self._colour = look.tokens.colour
        self._metrics = QFontMetricsF(look.font)
        self._label = min(place.width() * LABEL_SHARE, LONGEST_LABEL)
        self._number = self._room = 0.0

    def _share_out(self, numbers: Sequence[str]) -> None:
        """Give numbers the room they need, bars the rest."""
        widest = max((self._metrics.horizontalAdvance(each) for each in numbers), default=0)
        self._number = min(widest + 4, self._place.width() * NUMBER_SHARE)
        self._room = max(self._place.width() - self._label - self._number - 2 * GAP, 1.0)

    def _rect(self, x: float, y: float, width: float, height: float) -> QRectF:
        """A box ``x`` away from the leading side."""
        left = self._place.left() + x
        if self._look.mirrored:
            left = self._place.right() - x - width
        return QRectF(left, self._place.top() + y, width, height)

    def _box(self, box: QRectF, brush: QColor | QBrush, radius: float = 0.0) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(brush)
        self._painter.drawRoundedRect(box, radius, radius)

    def _write(self, box: QRectF, words: str, token: str, *, at_end: bool = False) -> None:
        self._painter.setPen(self._colour(token))
        draw_line(self._painter, box, words, mirrored=self._look.mirrored, at_end=at_end)

    def _legend(self, names: Sequence[tuple[str, QColor]]) -> None:
        x = 0.0
        for name, colour in names:
            box = self._rect(x, (LEGEND - SWATCH) / 2 - 4, SWATCH, SWATCH)
            self._box(box, colour, 2)
            # A pale part would not be seen on a pale ground.
            self._painter.setPen(QPen(self._colour("edge"), 0.7))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRoundedRect(box, 2, 2)
            width = self._metrics.horizontalAdvance(name) + 4
            self._write(self._rect(x + SWATCH + 6, 0, width, LEGEND - 8), name, "muted")
            x += SWATCH + width + 26

    # --- lying bars -------------------------------------------------------------------------

    def bars(self, shape: Bars) -> None:
        """Bars, a mark where each target is."""
        names = [(shape.reached, self._colour("accent"))]
        if shape.aimed and any(each.target is not None for each in shape.bars):
            names.append((shape.aimed, self._colour("text")))
        self._legend(names)
        self._share_out([each.shown for each in shape.bars])
        largest = max((each.value for each in shape.bars), default=0)
        for number, each in enumerate(shape.bars):
            top = LEGEND + number * ROW
            self._row(top, each.label, each.shown)
            whole = max(each.value, each.target) if each.target else largest
            self._ground(top)
            if whole > 0 and each.value > 0:
                width = max(self._room * each.value / whole, 3)
                self._box(self._bar(top, 0, width), self._colour("accent"), 3)
            if each.target and whole > 0:
                at = self._room * each.target / whole
                mark = self._rect(self._label + GAP + at - 1.5, top + 6, 3, ROW - 12)
                self._box(mark, self._colour("text"), 1)

    def stacks(self, shape: Stacks) -> None:
        """Bars made of parts, all against the largest of them."""
        shades = shades_of(self._look.tokens, len(shape.names))
        self._legend(list(zip(shape.names, shades, strict=False)))
        self._share_out([each.shown for each in shape.stacks])
        largest = max((sum(each.parts) for each in shape.stacks), default=0)
        for number, each in enumerate(shape.stacks):
            top = LEGEND + number * ROW
            self._row(top, each.label, each.shown)
            self._ground(top)
            begun = 0.0
            for size, shade in zip(each.parts, shades, strict=False):
                if size <= 0 or largest <= 0:
                    continue
                width = self._room * size / largest
                box = self._bar(top, begun, width)
                self._box(box, shade)
                self._painter.setPen(QPen(self._colour("edge"), 0.7))
                self._painter.setBrush(Qt.BrushStyle.NoBrush)
                self._painter.drawRect(box)
                begun += width

    def _row(self, top: float, label: str, shown: str) -> None:
        self._write(self._rect(0, top, self._label, ROW), label, "text")
        number = self._rect(self._label + self._room + 2 * GAP, top, self._number, ROW)
        self._write(number, shown, "text")

    def _ground(self, top: float) -> None:
        self._box(self._bar(top, 0, self._room), self._colour("hover"), 3)

    def _bar(self, top: float, begun: float, width: float) -> QRectF:
        return self._rect(self._label + GAP + begun, top + (ROW - BAR) / 2, width, BAR)

    # --- tiles ------------------------------------------------------------------------------

    def tiles(self, shape: Tiles) -> None:
        """Places in the line of their country, the darker the more there is."""
        self._legend([(shape.name, self._colour("accent"))])
        most = max((len(tiles) for _, tiles in shape.rows), default=0)
        room = self._place.width() - TILE_LABEL - GAP
        width = min(room / max(most, 1), WIDEST_TILE)
        for number, (label, tiles) in enumerate(shape.rows):
            top = LEGEND + number * TILE
            self._write(self._rect(0, top, TILE_LABEL, TILE - 6), label, "text")
            for at, each in enumerate(tiles):
                box = self._rect(TILE_LABEL + GAP + at * width, top, width - 6, TILE - 6)
                self._tile(box, each, each.value / (shape.largest or 1))

    def _tile(self, box: QRectF, tile: Tile, share: float) -> None:
        tokens = self._look.tokens
        # Between the palest and the full accent, words stand on neither half-way.
        is_dark = share > 0.6
        ground = _mixed(
            QColor(tokens.accent), QColor(tokens.surface), 1.0 if is_dark else share / 3
        )
        self._box(box, ground, 4)
        self._painter.setPen(QPen(self._colour("edge"), 0.7))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(box, 4, 4)
        words = "on_accent" if is_dark else "text"
        upper = QRectF(box.left() + 6, box.top() + 2, box.width() - 12, box.height() / 2 - 2)
        self._write(upper, tile.label, words)
        self._write(upper.translated(0, box.height() / 2 - 2), tile.shown, words)

    # --- lines ------------------------------------------------------------------------------

    def lines(self, shape: Lines) -> None:
        """Lines over time above an axis; the target is broken, so that it differs by more than
        its colour."""
        self._legend([(each.name, self._line_colour(each)) for each in shape.lines])
        ticks = ticks_to(shape.largest)
        shown = [self._look.number(each) for each in ticks]
        margin = max(self._metrics.horizontalAdvance(each) for each in shown) + GAP
        top = LEGEND + HEAD
        high = self._place.height() - top - ROW
        for tick, words in zip(ticks, shown, strict=True):
            level = top + high * (1 - tick / ticks[-1])
            self._box(self._rect(margin, level, self._place.width() - margin, 1), self._line())
            self._write(self._rect(0, level - 10, margin - GAP, 20), words, "muted", at_end=True)
        self._places(shape.places, margin, top + high)
        for each in shape.lines:
            self._one(each, margin, high, ticks[-1])

    def _line(self) -> QColor:
        return self._colour("line")

    def _line_colour(self, line: Line) -> QColor:
        return self._colour("text" if line.is_target else "accent")

    def _places(self, places: Sequence[str], margin: float, bottom: float) -> None:
        """The labels of the axis, every second or third where all would touch."""
        if not places:
            return
        step = (self._place.width() - margin) / len(places)
        widest = max(self._metrics.horizontalAdvance(each) for each in places) + GAP
        every = max(ceil(widest / step), 1)
        for at in range(0, len(places), every):
            width = self._metrics.horizontalAdvance(places[at]) + 2
            begins = margin + step * (at + 0.5) - width / 2
            begins = min(begins, self._place.width() - width)
            self._write(self._rect(begins, bottom + 4, width, ROW - 8), places[at], "muted")

    def _one(self, line: Line, margin: float, high: float, largest: float) -> None:
        colour = self._line_colour(line)
        step = (self._place.width() - margin) / max(len(line.values), 1)
        points = [
            self._rect(
                margin + step * (at + 0.5), LEGEND + HEAD + high * (1 - value / largest), 0, 0
            ).topLeft()
            if value is not None
            else None
            for at, value in enumerate(line.values)
        ]
        pen = QPen(colour, 1.4 if line.is_target else 2.2)
        if line.is_target:
            pen.setStyle(Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        for earlier, later in pairwise(points):
            if earlier is not None and later is not None:
                self._painter.drawLine(QLineF(earlier, later))
        if not line.is_target:
            self._discs([each for each in points if each is not None], colour)

    def _discs(self, points: Sequence[QPointF], colour: QColor) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        for each in points:
            self._painter.drawEllipse(each, DISC, DISC)
