"""The visibility band: the emblem with its statement, donors, agencies, partners, in that order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ssc_desktop.language import Language
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.logos import Picture, draw_picture
from ssc_desktop.paper.text import Style, fit, width_of

# The emblem may not be lower than one centimetre, nor smaller than any other logo.
BAND = 10.0
_EMBLEM_SHAPE = 1.5
# Empty places grow with the name they wait for.
_PLACES = (22.0, 26.0, 30.0, 34.0)
_GAP, _SIDE, _MOST_SPREAD = 4.4, 2.6, 4.0
_BESIDE_EMBLEM = 1.2
_CAPTION, _SMALLEST_CAPTION = 5.5, 4.0
_STATEMENT, _SMALLEST_STATEMENT = 7.5, 6.0
_HEADING = 6.0
_SHORTEST_LINE = 10.0
# Gaps and words give way before logos shrink to less than this share.
_TIGHTER, _EASY = (1.0, 0.85, 0.7, 0.55, 0.4), 0.85


@dataclass(frozen=True, slots=True)
class Visibility:
    """The band at the head of every page, in the order the donors require.

    Places are named by whose they are; ``pictures`` holds the logos that were imported for them.
    """

    statement: str = ""
    emblem: str = "Union européenne"
    donors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Place:
    """A logo, or the empty place that waits for it."""

    name: str
    width: float
    height: float
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class _Group:
    """What stands together: a heading, then places side by side."""

    places: tuple[_Place, ...]
    heading: str = ""
    heading_width: float = 0.0

    @property
    def flexible(self) -> float:
        """How much of its width shrinks when the band is short of room."""
        return sum(place.width for place in self.places)

    def fixed(self, side: float) -> float:
        """How much does not."""
        return self.heading_width + side * (len(self.places) - 1)


def visibility_band(
    drawing: Drawing,
    visibility: Visibility,
    x: float,
    y: float,
    width: float,
    height: float = BAND,
) -> None:
    """Emblem with its statement, donors, "implemented by" agencies, partners.

    ``height`` is that of the emblem. What does not fit shrinks evenly, the emblem never: it stays
    at least as tall as every other logo.
    """
    plan = _plan(drawing, visibility, width, height, _TIGHTER[0])
    for tight in _TIGHTER[1:]:
        if plan.shrink >= _EASY:
            break
        plan = _plan(drawing, visibility, width, height, tight)
    x = _draw_emblem(drawing, plan, x, y)
    for group in plan.groups:
        middle = x + plan.gap / 2
        drawing.rule(middle, y, middle, y + height, weight=0.3, grey=0.75)
        x = _draw_group(drawing, plan, group, x + plan.gap, y)


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a band is laid out: the emblem with its words, then groups that may shrink."""

    height: float
    emblem: _Place
    words: str
    style: Style
    room: float
    groups: tuple[_Group, ...]
    heading: Style
    gap: float
    side: float
    shrink: float


def _plan(
    drawing: Drawing, visibility: Visibility, width: float, height: float, tight: float
) -> _Plan:
    scale = height / BAND * tight
    picture = _usable(visibility.pictures.get(visibility.emblem))
    emblem = _Place(
        visibility.emblem, height * (picture.shape if picture else _EMBLEM_SHAPE), height, picture
    )
    size = max(_STATEMENT * _lessened(height) * tight, _SMALLEST_STATEMENT)
    style, room = drawing.style(size, bold=True), 0.0
    if visibility.statement:
        room = _narrowest(visibility.statement, style, round(height, 2), _SHORTEST_LINE)
    heading = drawing.style(_HEADING * _lessened(height) * max(tight, 0.8), grey=0.25)
    groups = _groups(drawing, visibility, height, heading)
    side, gap = _SIDE * scale, _GAP * scale
    left = width - emblem.width - room - (_BESIDE_EMBLEM if room else 0.0)
    left -= sum(group.fixed(side) + gap for group in groups)
    flexible = sum(group.flexible for group in groups)
    shrink = min(1.0, max(left, 0.1) / max(flexible, 0.1))
    left -= flexible * shrink
    gap += max(0.0, min(_MOST_SPREAD * scale, left / max(len(groups), 1)))
    return _Plan(
        height, emblem, visibility.statement, style, room, groups, heading, gap, side, shrink
    )


def _draw_emblem(drawing: Drawing, plan: _Plan, x: float, y: float) -> float:
    """The emblem and its statement, which are never apart; where they end."""
    _draw_place(drawing, plan.emblem, x, y, plan.height, 1.0)
    x += plan.emblem.width
    if not plan.words:
        return x
    x += _BESIDE_EMBLEM
    words = fit(plan.words, plan.style, plan.room, plan.height, plan.style.size)
    drawing.fitted(x, y, plan.room, plan.height, words)
    return x + plan.room


def _lessened(height: float) -> float:
    """Words shrink half as much as pictures: they are to be read."""
    return min(1.0, 0.5 + height / BAND / 2)


@lru_cache(256)
def _narrowest(words: str, style: Style, height: float, room: float) -> float:
    """The least room, from ``room`` on, in which all words stand at their full size."""
    whole = width_of(words, style) + 0.2
    room = max(room, *(width_of(word, style) + 0.2 for word in words.split()))
    while room < whole:
        content = fit(words, style, room, height, style.size)
        if not content.cut and content.style.size == style.size:
            return room
        room += 0.5
    return whole


def _draw_group(drawing: Drawing, plan: _Plan, group: _Group, x: float, y: float) -> float:
    height = plan.height
    if group.heading:
        room = group.heading_width - _BESIDE_EMBLEM
        words = fit(group.heading, plan.heading, room, height, plan.heading.size)
        drawing.fitted(x, y, room, height, words)
        x += group.heading_width
    for number, place in enumerate(group.places):
        x += plan.side if number else 0.0
        _draw_place(drawing, place, x, y, height, plan.shrink)
        x += place.width * plan.shrink
    return x


def _draw_place(
    drawing: Drawing, place: _Place, x: float, y: float, height: float, shrink: float
) -> None:
    """The logo in the middle of the band, or an empty framed place: none is ever shipped."""
    width = place.width * shrink
    if place.picture is not None:
        tall = place.height * shrink
        draw_picture(drawing, place.picture, x, y + (height - tall) / 2, width, tall)
        return
    drawing.frame(x, y, width, height, weight=0.3, grey=0.6, dashed=True)
    small = drawing.style(_CAPTION, grey=0.45)
    inside = width - 1.6
    words = fit(place.name, small, inside, height - 0.6, _SMALLEST_CAPTION)
    longest = max((width_of(word, words.style) for word in place.name.split()), default=0.0)
    if not words.cut and longest <= inside:
        # Half a name in an empty place would tell less than none.
        drawing.fitted(x + 0.8, y, inside, height, words, align="center")


# Measures


def _groups(
    drawing: Drawing, visibility: Visibility, height: float, style: Style
) -> tuple[_Group, ...]:
    emblem = _usable(visibility.pictures.get(visibility.emblem))
    tallest = max(emblem.height if emblem else BAND, 0.1)

    def places(names: tuple[str, ...]) -> tuple[_Place, ...]:
        return tuple(_place(drawing, visibility, name, height, tallest) for name in names)

    heading = drawing.language("Implemented by")
    room = _narrowest(heading, style, round(height, 2), 4.0)
    groups = (
        _Group(places(visibility.donors)),
        _Group(places(visibility.agencies), heading, room + _BESIDE_EMBLEM),
        _Group(places(visibility.partners)),
    )
    return tuple(group for group in groups if group.places)


def _place(
    drawing: Drawing, visibility: Visibility, name: str, height: float, tallest: float
) -> _Place:
    picture = _usable(visibility.pictures.get(name))
    if picture is not None:
        tall = height * min(1.0, picture.height / tallest)
        return _Place(name, tall * picture.shape, tall, picture)
    scale = height / BAND
    style = drawing.style(_CAPTION, grey=0.45)
    for width in _PLACES:
        content = fit(name, style, width * scale - 1.6, height - 0.6, _CAPTION)
        if not content.cut:
            break
    return _Place(name, width * scale, height)


def _usable(picture: Picture | None) -> Picture | None:
    """A picture that can be drawn; a damaged one leaves its empty place and stops no paper."""
    return picture if picture is not None and picture.shape > 0 else None


# A preview


@dataclass(frozen=True, slots=True)
class BandPlace:
    """Where a band is printed: what the paper is called, its room and height in millimetres."""

    paper: str
    width: float
    height: float = BAND


def band_preview(
    visibility: Visibility, places: Sequence[BandPlace], language: Language, title: str
) -> bytes:
    """The band as it prints in each of these places, one below the other, at true size."""
    margin, step = 10.0, BAND + 9.0
    width = max(place.width for place in places) + 2 * margin
    drawing = Drawing((width, step * len(places) + margin), language, title=title)
    top = margin - 3.0
    for place in places:
        drawing.text(margin, top + 3.0, place.paper, drawing.style(7.5, grey=0.4))
        visibility_band(drawing, visibility, margin, top + 4.5, place.width, place.height)
        top += step
    return drawing.finish()
