"""Lines of text turned into glyphs in the order they are drawn: levels, runs, HarfBuzz."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import uharfbuzz as hb

from ssc_desktop.paper.bidi import LTR, RTL, levels, reorder
from ssc_desktop.paper.fonts import Face, chain, drawable, face, font_for

# A move this small (1/1000 of the size) is not worth writing.
_NOTHING = 0.01
# Marks that steer direction and draw nothing; they have done their work once levels are known.
_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SCRIPTS = (
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"), (0x0750, 0x077F, "Arab"),
    (0x0870, 0x08FF, "Arab"), (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFF, "Arab"),
    (0x07C0, 0x07FF, "Nkoo"), (0x2D30, 0x2D7F, "Tfng"), (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
)  # fmt: skip
# Text of one level, one script and one font (the first of every chain): most lines of a French
# sheet, worth a short way past the itemisation.
_PLAIN = re.compile("[ -~\u00a0-\u017f\u2010-\u2014\u2018-\u201e\u2022\u2026\u202f\u20ac]*")


class Glyph(NamedTuple):
    """One glyph: what it draws, the text it stands for, how it moves the pen (1/1000 size)."""

    glyph: int
    text: str
    advance: float
    x: float
    y: float


class Piece(NamedTuple):
    """Glyphs drawn without a move between them: how high, moved by what before and after."""

    rise: float
    before: float
    keys: tuple[tuple[int, str], ...]
    after: float


class Run(NamedTuple):
    """Glyphs of one font, left to right as drawn; the same again cut into pieces."""

    font: str
    glyphs: tuple[Glyph, ...]
    pieces: tuple[Piece, ...]


class ShapedLine(NamedTuple):
    """A line ready to be drawn, left to right; ``width`` in thousandths of the size."""

    runs: tuple[Run, ...]
    width: float
    spaces: int


class _Span(NamedTuple):
    start: int
    end: int
    level: int
    font: str
    script: str


def shape(text: str, *, rtl: bool, bold: bool = False, language: str = "en") -> ShapedLine:
    """The glyphs of one line whose paragraph runs right to left or not."""
    if not rtl and _PLAIN.fullmatch(text):
        return _shape(text, None, bold, language)
    return _shape(text, tuple(levels(text, RTL if rtl else LTR)), bold, language)


def shape_part(
    text: str, text_levels: Sequence[int], *, bold: bool = False, language: str = "en"
) -> ShapedLine:
    """The glyphs of a part of a paragraph whose levels are known."""
    flat = not any(text_levels)
    return _shape(text, None if flat else tuple(text_levels), bold, language)


@lru_cache(40_000)
def _shape(text: str, text_levels: tuple[int, ...] | None, bold: bool, language: str) -> ShapedLine:
    names = chain(bold=bold)
    if text_levels is None and _PLAIN.fullmatch(text):
        return _line([_run(text, _Span(0, len(text), 0, names[0], "Latn"), language)])
    text = "".join([drawable(char, names) for char in text])
    spans = _spans(text, text_levels or (0,) * len(text), names)
    ordered = reorder(spans, [span.level for span in spans])
    return _line([_run(text, span, language) for span in ordered])


def _line(runs: list[Run]) -> ShapedLine:
    width = sum(glyph[2] for run in runs for glyph in run.glyphs)
    return ShapedLine(
        tuple(runs), width, sum(glyph[1] == " " for run in runs for glyph in run.glyphs)
    )


def _spans(text: str, text_levels: Sequence[int], names: tuple[str, ...]) -> list[_Span]:
    """Cuts where the level, the font or the script changes; controls fall out."""
    spans: list[_Span] = []
    for at, char in enumerate(text):
        if char in _CONTROLS:
            continue
        last = spans[-1] if spans else None
        font, script = _font_and_script(char, last, names)
        joins = (
            last is not None
            and last.level == text_levels[at]
            and last.font == font
            and script in (last.script, "")
        )
        if joins and last is not None:
            spans[-1] = last._replace(end=at + 1)
        else:
            spans.append(_Span(at, at + 1, text_levels[at], font, script))
    return spans


def _font_and_script(char: str, last: _Span | None, names: tuple[str, ...]) -> tuple[str, str]:
    """Marks and blanks stay with the run before them; digits and points look alike everywhere."""
    script = _script(char)
    if last is not None and (_is_mark(char) or (char == " " and face(last.font).draws(char))):
        return last.font, last.script
    return font_for(char, names) or names[0], script


@lru_cache(4096)
def _script(char: str) -> str:
    """The script of a letter as HarfBuzz names it; blank for what belongs to any script."""
    category = unicodedata.category(char)
    if not category.startswith("L") or char == "\u0640":
        return ""
    code = ord(char)
    return next((name for low, high, name in _SCRIPTS if low <= code <= high), "Latn")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def _run(text: str, span: _Span, language: str) -> Run:
    used = face(span.font)
    said = text[span.start : span.end]
    if not _CONTROLS.isdisjoint(said):
        said = "".join(char for char in said if char not in _CONTROLS)
    buffer = hb.Buffer()
    buffer.add_codepoints([ord(char) for char in said])
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.direction = "rtl" if span.level & 1 else "ltr"
    buffer.script = span.script or "Latn"
    buffer.language = language
    hb.shape(used.font, buffer)
    glyphs = _glyphs(buffer, said, used.scale)
    return Run(span.font, glyphs, tuple(pieces_of(used, glyphs)))


def pieces_of(used: Face, glyphs: Sequence[Glyph], stretch: float = 0.0) -> Iterator[Piece]:
    """Glyphs gathered up to the next move; ``stretch`` widens every blank."""
    keys: list[tuple[int, str]] = []
    rise = before = 0.0
    for glyph, said, advance, x, y in glyphs:
        if keys and (abs(x) > _NOTHING or abs(y - rise) > _NOTHING):
            yield Piece(rise, before, tuple(keys), 0.0)
            keys, before = [], 0.0
        if not keys:
            before, rise = -x, y
        keys.append((glyph, said))
        move = used.width(glyph) + x - advance
        if stretch and said == " ":
            move -= stretch
        if abs(move) > _NOTHING:
            yield Piece(rise, before, tuple(keys), move)
            keys, before = [], 0.0
    if keys:
        yield Piece(rise, before, tuple(keys), 0.0)


def _glyphs(buffer: hb.Buffer, said: str, scale: float) -> tuple[Glyph, ...]:
    """Glyphs with the text that each stands for."""
    infos = [(info.codepoint, info.cluster) for info in buffer.glyph_infos or ()]
    places = [position.position for position in buffer.glyph_positions or ()]
    texts = _texts([cluster for _, cluster in infos], places, said)
    return tuple(
        Glyph(infos[at][0], texts[at], across * scale, x * scale, y * scale)
        for at, (x, y, across, _) in enumerate(places)
    )


def _texts(
    clusters: list[int], places: list[tuple[int, int, int, int]], said: str
) -> Sequence[str]:
    """Of each cluster, the widest glyph speaks for all its characters, the others for none."""
    if clusters == list(range(len(said))):
        return said
    starts = sorted(set(clusters))
    ends = dict(pairwise([*starts, len(said)]))
    speakers: dict[int, int] = {}
    for at, cluster in enumerate(clusters):
        if cluster not in speakers or places[at][2] > places[speakers[cluster]][2]:
            speakers[cluster] = at
    texts = [""] * len(clusters)
    # What reads a PDF turns right-to-left text round character by character, ligatures too.
    step = -1 if clusters and clusters[0] > clusters[-1] else 1
    for cluster, at in speakers.items():
        texts[at] = said[cluster : ends[cluster]][::step]
    return texts
