"""Charts on paper: bars and lines as drawings, mirrored where the page runs right to left."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from ssc_desktop.domain.chart import Bar, Bars, Line, Lines, ticks_to
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.text import Fitted, fit, isolated, ltr, width_of, wrap

Colour = tuple[float, float, float]


def _colour(code: str) -> Colour:
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


# The window's colours in its light dress, by what they are for there.
ACCENT, EDGE, TINT, THIN = "#0B6E4F", "#7F8B86", "#E1F0EA", "#E1E5E2"
REACHED, TARGET, ROOM, GRID = map(_colour, (ACCENT, EDGE, TINT, THIN))
_LABEL_SHARE, _VALUE_WIDTH = 0.42, 26.0
_LEGEND = 5.0
_LINES_HEIGHT, _AXIS = 44.0, 4.6
_MOST_LABELS = 13


def height_of(drawing: Drawing, chart: Bars | Lines, width: float, scale: float = 1.0) -> float:
    """The height a chart takes at a width."""
    if isinstance(chart, Lines):
        return (_LINES_HEIGHT + _LEGEND + _AXIS) * scale
    rows = sum(_row_height(each, scale) for each in _labels(drawing, chart, width, scale))
    return (_LEGEND + 1.0) * scale + rows


def draw(
    drawing: Drawing, x: float, y: float, width: float, chart: Bars | Lines, scale: float = 1.0
) -> None:
    """Draw a chart with its top leading corner at a place."""
    if isinstance(chart, Lines):
        _draw_lines(drawing, x, y, width, chart, scale)
    else:
        _draw_bars(drawing, x, y, width, chart, scale)


def _legend(
    drawing: Drawing, place: tuple[float, float], names: Sequence[tuple[str, Colour]], scale: float
) -> None:
    x, y = place
    style = drawing.style(6.8 * scale, grey=0.3)
    for name, colour in names:
        _box(drawing, (x, y + 1.0 * scale, 2.6 * scale, 2.6 * scale), colour)
        x += 3.6 * scale
        drawing.text(x, y + 3.2 * scale, name, style)
        x += width_of(name, style) + 5.0


def _box(drawing: Drawing, box: tuple[float, float, float, float], colour: Colour) -> None:
    x, y, width, height = box
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    drawing.polygon(corners, colour)


# --- bars ---------------------------------------------------------------------------------------


def _labels(drawing: Drawing, chart: Bars, width: float, scale: float) -> list[Fitted]:
    """The label of every bar in as many lines as it needs, all of one size."""
    room = width * _LABEL_SHARE - 2
    found = []
    for each in chart.bars:
        words = isolated(each.label)
        style = drawing.value_style(words, 7.4 * scale)
        found.append(Fitted(wrap(words, style, room), style))
    return found


def _row_height(label: Fitted, scale: float) -> float:
    return max(4.8 * scale, label.height + 1.4 * scale)


def _draw_bars(
    drawing: Drawing, x: float, y: float, width: float, chart: Bars, scale: float
) -> None:
    names = [(chart.reached, REACHED)]
    if any(each.target is not None for each in chart.bars):
        names.append((chart.aimed, TARGET))
    _legend(drawing, (x, y), names, scale)
    y += _LEGEND * scale
    first = x + width * _LABEL_SHARE
    room = width * (1 - _LABEL_SHARE) - _VALUE_WIDTH
    largest = max((max(each.value, each.target or 0) for each in chart.bars), default=0)
    for bar, label in zip(chart.bars, _labels(drawing, chart, width, scale), strict=True):
        high = _row_height(label, scale)
        drawing.fitted(x, y, first - x - 2, high, label)
        # Against its target where it has one: indicators count different things.
        whole = max(bar.value, bar.target) if bar.target else largest
        _draw_bar(drawing, (first, y, room, high), bar, whole)
        style = drawing.style(7.4 * scale, bold=True)
        shown = fit(ltr(bar.shown), style, _VALUE_WIDTH - 2, high, 4.5)
        drawing.fitted(first + room + 2, y, _VALUE_WIDTH - 2, high, shown)
        y += high


def _draw_bar(
    drawing: Drawing, place: tuple[float, float, float, float], bar: Bar, whole: float
) -> None:
    x, y, room, high = place
    thick = min(3.2, high * 0.6)
    top = y + (high - thick) / 2
    _box(drawing, (x, top, room, thick), ROOM)
    if whole > 0 and bar.value > 0:
        _box(drawing, (x, top, room * bar.value / whole, thick), REACHED)
    if bar.target and whole > 0:
        at = x + room * bar.target / whole
        _box(drawing, (at - 0.35, top - 0.7, 0.7, thick + 1.4), TARGET)


# --- lines --------------------------------------------------------------------------------------


def _draw_lines(
    drawing: Drawing, x: float, y: float, width: float, chart: Lines, scale: float
) -> None:
    names = [(each.name, TARGET if each.is_target else REACHED) for each in chart.lines]
    _legend(drawing, (x, y), names, scale)
    top, high = y + (_LEGEND + 1.5) * scale, (_LINES_HEIGHT - 1.5) * scale
    ticks = ticks_to(chart.largest)
    style = drawing.style(6.4 * scale, grey=0.3)
    shown = [ltr(drawing.language.number(each)) for each in ticks]
    margin = max(width_of(each, style) for each in shown) + 1.6
    for tick, words in zip(ticks, shown, strict=True):
        level = top + high * (1 - tick / ticks[-1])
        _box(drawing, (x + margin, level - 0.1, width - margin, 0.2), GRID)
        drawing.text(x, level + 0.8, words, style, width=margin - 1.6, align="end")
    area = (x + margin, top, width - margin, high)
    _places(drawing, area, chart, scale)
    for each in chart.lines:
        _draw_line(drawing, area, each, ticks[-1])


def _across(area: tuple[float, float, float, float], at: int, count: int) -> float:
    x, _, width, _ = area
    return x + width * ((at + 0.5) / count if count else 0)


def _places(
    drawing: Drawing, area: tuple[float, float, float, float], chart: Lines, scale: float
) -> None:
    """The labels of the axis below it, every second or third where all would touch."""
    count = len(chart.places)
    every = ceil(count / _MOST_LABELS) if count else 1
    style = drawing.style(6.2 * scale, grey=0.3)
    room = area[2] / max(count, 1) * every - 0.6
    for at in range(0, count, every):
        content = fit(chart.places[at], style, room, _AXIS * scale, 4.0)
        left = max(area[0], _across(area, at, count) - room / 2)
        left = min(left, area[0] + area[2] - room)
        bottom = area[1] + area[3] + 0.6
        drawing.fitted(left, bottom, room, _AXIS * scale - 0.6, content, align="center")


def _draw_line(
    drawing: Drawing, area: tuple[float, float, float, float], line: Line, largest: float
) -> None:
    colour = TARGET if line.is_target else REACHED
    points = [
        (_across(area, at, len(line.values)), area[1] + area[3] * (1 - value / largest))
        for at, value in enumerate(line.values)
        if value is not None
    ]
    drawing.way(points, colour, weight=1.0 if line.is_target else 1.6, dashed=line.is_target)
    if not line.is_target:
        for x, y in points:
            drawing.disc(x, y, 0.7, colour)
