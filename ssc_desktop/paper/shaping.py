"""Lines of text turned into glyphs in the order they are drawn: levels, runs, HarfBuzz."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from sys import intern
from typing import NamedTuple

import uharfbuzz as hb

from ssc_desktop.paper.bidi import LTR, RTL, levels, reorder
from ssc_desktop.paper.fonts import chain, drawable, face, font_for
from ssc_desktop.paper.ink import number

# A move this small (1/1000 of the size) is not worth writing.
_NOTHING = 0.01
# Marks that steer direction and draw nothing; they have done their work once levels are known.
_CONTROLS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Pasted into a name, an override would print it backwards. A blank of no width stands in for it.
_HARMLESS = dict.fromkeys((0x202D, 0x202E), "\u200b")
_SCRIPTS = (
    (0x0590, 0x05FF, "Hebr"), (0x0600, 0x06FF, "Arab"), (0x0750, 0x077F, "Arab"),
    (0x0870, 0x08FF, "Arab"), (0xFB50, 0xFDFF, "Arab"), (0xFE70, 0xFEFF, "Arab"),
    (0x07C0, 0x07FF, "Nkoo"), (0x2D30, 0x2D7F, "Tfng"), (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
)  # fmt: skip
# Text of one level, one script and one font (the first of every chain): most lines of a French
# sheet, worth a short way past the itemisation.
_PLAIN = re.compile("[ -~\u00a0-\u017f\u2010-\u2014\u2018-\u201e\u2022\u2026\u202f\u20ac]*")
# Characters that can bend the order of a line in left-to-right text: right-to-left letters and
# digits, and the controls that open such parts. Isolates that run left to right bend nothing.
_BENT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2067\u2068\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_BY_CHARACTER = hb.BufferClusterLevel.MONOTONE_CHARACTERS


class Glyph(NamedTuple):
    """One glyph: what it draws, the text it stands for, how it moves the pen (1/1000 size)."""

    glyph: int
    text: str
    advance: float
    x: float
    y: float


class Piece(NamedTuple):
    """Glyphs drawn without a move between them: how high, how many, moved before and after."""

    rise: float
    before: float
    glyphs: int
    after: float


Place = tuple[float, float, float, float]


class Run:
    """Glyphs of one font, left to right as drawn, kept as columns: a large sheet has a million.

    A key is the glyph, as the character of that number, and the text it stands for; a place is
    x, y, advance and zero (1/1000 size).
    """

    __slots__ = ("_flat", "font", "keys", "places")

    def __init__(self, font: str, keys: tuple[str, ...], places: Sequence[Place]) -> None:
        self.font = font
        self.keys = keys
        self.places = places
        self._flat: str | None = None

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs one by one."""
        return tuple(
            Glyph(ord(key[0]), key[1:], across, x, y)
            for key, (x, y, across, _) in zip(self.keys, self.places, strict=True)
        )

    @property
    def width(self) -> float:
        """How far the run moves the pen."""
        return sum([place[2] for place in self.places])

    def pattern(self, size: float, stretch: float = 0.0) -> str:
        """The operators that show the run, with ``%s`` where the code of each glyph goes."""
        if stretch:
            return pattern_of(pieces_of(self, stretch), size)
        if self._flat is None:
            pieces = list(pieces_of(self))
            if any(piece.rise for piece in pieces):
                # Raised marks move by points, which depend on the size.
                return pattern_of(pieces, size)
            self._flat = pattern_of(pieces, size)
        return self._flat


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
    return _shape(text, levels_to_draw(text, rtl=rtl), bold, language)


def shape_part(
    text: str, text_levels: Sequence[int] | None, *, bold: bool = False, language: str = "en"
) -> ShapedLine:
    """The glyphs of a part of a paragraph whose levels are known; None when all of it is flat."""
    flat = text_levels is None or not any(text_levels)
    return _shape(text, None if flat or text_levels is None else tuple(text_levels), bold, language)


def levels_to_draw(text: str, *, rtl: bool) -> tuple[int, ...] | None:
    """The levels of a line; None when it is drawn in the order in which it is written."""
    if not rtl and not _BENT.search(text):
        return None
    return tuple(levels(text.translate(_HARMLESS), RTL if rtl else LTR))


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
    spaces = sum([key[1:] == " " for run in runs for key in run.keys])
    return ShapedLine(tuple(runs), sum([run.width for run in runs]), spaces)


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
            and ("" in (script, last.script) or script == last.script)
        )
        if joins and last is not None:
            spans[-1] = last._replace(end=at + 1, script=last.script or script)
        else:
            spans.append(_Span(at, at + 1, text_levels[at], font, script))
    return spans


def _font_and_script(char: str, last: _Span | None, names: tuple[str, ...]) -> tuple[str, str]:
    """Marks and blanks stay with the run before them; digits and points look alike everywhere."""
    chosen = font_for(char, names)
    if last is not None and (_is_mark(char) or char == " "):
        if chosen is None or face(last.font).draws(char):
            return last.font, last.script
        if unicodedata.category(char) == "Cf":
            return last.font, last.script
    return chosen or names[0], _script(char)


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
    buffer.cluster_level = _BY_CHARACTER
    buffer.direction = "rtl" if span.level & 1 else "ltr"
    buffer.script = span.script or "Latn"
    buffer.language = language
    buffer.not_found_glyph = used.missing
    hb.shape(used.font, buffer)
    infos = buffer.glyph_infos or ()
    places: list[Place] = [each.position for each in buffer.glyph_positions or ()]
    texts = _texts([info.cluster for info in infos], places, said)
    if used.scale != 1:
        places = [(x * used.scale, y * used.scale, by * used.scale, 0) for x, y, by, _ in places]
    keys = [chr(info.codepoint) + text for info, text in zip(infos, texts, strict=True)]
    # The same glyph is the same object everywhere: to look up its code then takes no comparison.
    return Run(span.font, tuple(map(intern, keys)), places)


def pieces_of(run: Run, stretch: float = 0.0) -> Iterator[Piece]:
    """Glyphs gathered up to the next move; ``stretch`` widens every blank."""
    width = face(run.font).width
    count = 0
    rise = before = 0.0
    for key, (x, y, advance, _) in zip(run.keys, run.places, strict=True):
        if count and (abs(x) > _NOTHING or abs(y - rise) > _NOTHING):
            yield Piece(rise, before, count, 0.0)
            count, before = 0, 0.0
        if not count:
            before, rise = -x, y
        count += 1
        move = width(ord(key[0])) + x - advance
        if stretch and key[1:] == " ":
            move -= stretch
        if abs(move) > _NOTHING:
            yield Piece(rise, before, count, move)
            count, before = 0, 0.0
    if count:
        yield Piece(rise, before, count, 0.0)


def pattern_of(pieces: Iterable[Piece], size: float) -> str:
    """Pieces as operators: strings, the moves between them, raised marks."""
    shown: list[str] = []
    row: list[str] = []
    rise = 0.0
    for height, before, glyphs, after in pieces:
        if height != rise:
            shown += [f"[{''.join(row)}] TJ"] if row else []
            shown.append(f"{number(height * size / 1000)} Ts")
            row, rise = [], height
        if before:
            row.append(number(before))
        row.append(f"<{'%s' * glyphs}>")
        if after:
            row.append(number(after))
    shown.append(f"[{''.join(row)}] TJ")
    if rise:
        shown.append("0 Ts")
    return " ".join(shown)


def _texts(clusters: list[int], places: Sequence[Place], said: str) -> Sequence[str]:
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
