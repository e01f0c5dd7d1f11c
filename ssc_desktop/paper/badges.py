"""Badges to cut out: A4 sheets of eight or ten, a name to read across a room, a code to check in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame
from ssc_desktop.paper.codes import draw_code
from ssc_desktop.paper.drawing import A4, Drawing
from ssc_desktop.paper.frame import Visibility
from ssc_desktop.paper.text import LEADING, POINT, Style, fit

TITLE = N_("Badges")
NO_PHOTO = N_("No photo")
# A loud orange that is told from every grey and from the red of a stamp.
_ORANGE = (0.93, 0.36, 0.05)
_PAD = 4.0
_ACROSS = 2
_MARK = 4.0


@dataclass(frozen=True, slots=True)
class _Shape:
    """The measures of a badge, in millimetres from its top: rows of names, code, foot."""

    down: int
    width: float
    height: float
    code: float
    rows: tuple[tuple[float, float], ...]
    narrow: tuple[tuple[float, float], ...]
    foot: float


SHAPES = {
    8: _Shape(
        4, 90.0, 65.0, 15.0,
        ((19.0, 10.5), (29.5, 7.5)), ((37.2, 6.3), (43.8, 7.0), (51.0, 4.4)), 8.0,
    ),
    10: _Shape(
        5, 86.0, 54.0, 13.0,
        ((18.3, 8.2), (26.5, 5.7)), ((32.2, 4.7), (36.9, 5.6), (42.5, 3.8)), 7.0,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Band:
    """How the foot of a badge looks for a role: its grey, white words or black, a heavy outline."""

    grey: float
    outlined: bool = False

    @property
    def ink(self) -> float:
        """The grey of the words."""
        return 1.0 if self.grey < 0.5 else 0.0


_GUEST = Band(0.88)
BANDS = {
    "participant": _GUEST,
    "facilitator": Band(0.32),
    "speaker": Band(0.32),
    "resource_person": Band(0.32),
    "organiser": Band(0.0),
    "interpreter": Band(0.62),
    "rapporteur": Band(0.62),
    "driver": Band(0.62),
    "press": Band(1.0, outlined=True),
    "observer": Band(1.0),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge shows; one without a ``first`` name is left to be filled in by hand."""

    first: str = ""
    second: str = ""
    other: str = ""
    organisation: str = ""
    country: str = ""
    role: str = "participant"
    role_name: str = ""
    code: str = ""
    no_photo: bool = False


@dataclass(frozen=True, slots=True)
class BadgePaper:
    """What all badges of an activity show; texts are final, in the paper's language."""

    code: str
    title: str
    badges: tuple[Badge, ...]
    guest: str
    per_page: int = 8
    visibility: Visibility = field(default_factory=Visibility)
    neutral: bool = False
    sensitive: bool = False


def badges(paper: BadgePaper, language: Language) -> bytes:
    """The PDF; blank badges fill the last sheet."""
    return drawn_badges(paper, language).finish()


def drawn_badges(paper: BadgePaper, language: Language) -> Drawing:
    """The sheets, drawn and not yet finished."""
    drawing = Drawing(A4, language, title=f"{language(TITLE)} {paper.code}")
    shape = SHAPES[paper.per_page]
    blanks = -len(paper.badges) % paper.per_page if paper.badges else paper.per_page
    all_badges = [*paper.badges, *[Badge(role_name=paper.guest)] * blanks]
    for start in range(0, len(all_badges), paper.per_page):
        if start:
            drawing.next_page()
        _draw_cuts(drawing, shape)
        sheet = all_badges[start : start + paper.per_page]
        for (x, y), badge in zip(_places(drawing, shape), sheet, strict=True):
            _draw_badge(drawing, shape, x, y, paper, badge)
    return drawing


def _corner(drawing: Drawing, shape: _Shape) -> tuple[float, float]:
    left = (drawing.width - _ACROSS * shape.width) / 2
    return left, (drawing.height - shape.down * shape.height) / 2


def _places(drawing: Drawing, shape: _Shape) -> Iterator[tuple[float, float]]:
    left, top = _corner(drawing, shape)
    for down in range(shape.down):
        for across in range(_ACROSS):
            yield left + across * shape.width, top + down * shape.height


def _draw_cuts(drawing: Drawing, shape: _Shape) -> None:
    """Marks in the margin for a guillotine, small crosses between badges for scissors."""
    left, top = _corner(drawing, shape)
    xs = [left + at * shape.width for at in range(_ACROSS + 1)]
    ys = [top + at * shape.height for at in range(shape.down + 1)]
    for x in xs:
        for outer, inner in ((top - 1.5, top - 1.5 - _MARK), (ys[-1] + 1.5, ys[-1] + 1.5 + _MARK)):
            drawing.rule(x, outer, x, inner, weight=0.3)
    for y in ys:
        for outer, inner in (
            (left - 1.5, left - 1.5 - _MARK),
            (xs[-1] + 1.5, xs[-1] + 1.5 + _MARK),
        ):
            drawing.rule(outer, y, inner, y, weight=0.3)
        for x in xs:
            drawing.rule(x - 1, y, x + 1, y, weight=0.3, grey=0.55)
            drawing.rule(x, y - 1, x, y + 1, weight=0.3, grey=0.55)


def _draw_badge(
    drawing: Drawing, shape: _Shape, x: float, y: float, paper: BadgePaper, badge: Badge
) -> None:
    width = shape.width - 2 * _PAD
    inner = x + _PAD
    top = y + 3.0
    if not paper.neutral:
        frame.visibility_band(drawing, paper.visibility, inner, top, width)
    if not paper.sensitive:
        room = shape.rows[0][0] - 3.6 - frame.BAND
        place = y + 3.4 + frame.BAND if not paper.neutral else y + 5.0
        style = drawing.value_style(paper.title, 6.8, grey=0.3)
        _put(drawing, inner, place, width, room, paper.title, style, 4.8)
    if badge.first:
        _draw_person(drawing, shape, inner, y, badge, sensitive=paper.sensitive)
    else:
        _draw_blank(drawing, shape, inner, y, sensitive=paper.sensitive)
    _draw_foot(drawing, shape, x, y, badge)


def _draw_person(
    drawing: Drawing, shape: _Shape, x: float, y: float, badge: Badge, *, sensitive: bool
) -> None:
    width = shape.width - 2 * _PAD
    beside_mark = width - 15 if badge.no_photo else width
    beside_code = width - shape.code - 3 if badge.code else width
    (first, tall), (second, middle) = shape.rows
    bold = drawing.value_style(badge.first, 26.0, bold=True)
    _put(drawing, x, y + first, beside_mark, tall, badge.first, bold, 8)
    bold = drawing.value_style(badge.second, 18.0, bold=True)
    _put(drawing, x, y + second, beside_mark, middle, badge.second, bold, 7)
    texts = (
        (badge.other, 13.0, 0.0),
        (badge.organisation, 8.5, 0.0),
        (badge.country, 8.5, 0.3),
    )
    for (down, high), (words, size, grey) in zip(shape.narrow, texts, strict=True):
        style = drawing.value_style(words, size, grey=grey, bold=sensitive and words == badge.other)
        _put(drawing, x, y + down, beside_code, high, words, style, 5.5)
    if badge.code:
        place = y + shape.height - shape.foot - shape.code - 1.6
        draw_code(drawing, x + width - shape.code, place, shape.code, badge.code)
    if badge.no_photo:
        _draw_no_photo(drawing, x + width - 13, y + first - 0.2)


def _draw_no_photo(drawing: Drawing, x: float, y: float) -> None:
    drawing.disc(x + 6.5, y + 3.6, 3.4, _ORANGE)
    words = drawing.language(NO_PHOTO)
    content = fit(words, drawing.style(7.5, bold=True), 13, 4, 5)
    drawing.fitted(x, y + 7.4, 13, 4, content, align="center")


def _draw_blank(drawing: Drawing, shape: _Shape, x: float, y: float, *, sensitive: bool) -> None:
    """Lines to write on, and what to write there."""
    width = shape.width - 2 * _PAD
    first = N_("First name") if sensitive else N_("Name")
    asked = (first,) if sensitive else (first, N_("Organisation"))
    (top, tall), (_, high) = shape.rows[1], shape.narrow[1]
    for label, line in zip(asked, (top + tall - 1, shape.narrow[1][0] + high), strict=False):
        drawing.rule(x, y + line, x + width, y + line, weight=0.5, grey=0.4)
        words = drawing.language(label)
        _put(drawing, x, y + line + 0.6, width, 3.6, words, drawing.style(6.5, grey=0.4), 5)


def _draw_foot(drawing: Drawing, shape: _Shape, x: float, y: float, badge: Badge) -> None:
    """The role, in words on a shade of its own, half a millimetre inside the cut."""
    band = BANDS.get(badge.role, _GUEST)
    top, inset = y + shape.height - shape.foot, 0.8
    left, width, height = x + inset, shape.width - 2 * inset, shape.foot - inset
    drawing.fill(left, top, width, height, band.grey)
    if band.grey == 1.0:
        weight = 1.6 if band.outlined else 0.5
        drawing.frame(left + 0.4, top + 0.4, width - 0.8, height - 0.8, weight=weight)
    style = replace(drawing.value_style(badge.role_name, 11, bold=True), grey=band.ink)
    content = fit(badge.role_name, style, width - 6, height - 1, 6)
    drawing.fitted(left + 3, top, width - 6, height, content, align="center")


def _put(
    drawing: Drawing,
    x: float,
    y: float,
    width: float,
    height: float,
    words: str,
    style: Style,
    smallest: float,
) -> None:
    """Words in the middle of their row, from its start, no taller than the row."""
    if words:
        style = style.at(min(style.size, height / (LEADING * POINT)))
        drawing.fitted(x, y, width, height, fit(words, style, width, height, smallest))
