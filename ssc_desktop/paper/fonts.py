"""The fonts that print: their files, what they can draw, which one draws a character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import uharfbuzz as hb

from ssc_desktop.paths import resources_folder

REGULAR = (
    "NotoSans-Regular", "NotoSansArabic-Regular", "NotoSansTifinagh-Regular",
    "NotoSansNKo-Regular",
)  # fmt: skip
BOLD = (
    "NotoSans-Bold", "NotoSansArabic-Bold", "NotoSansTifinagh-Regular", "NotoSansNKo-Regular",
)  # fmt: skip
# What may stand in, in this order, for a character that no font of the chain draws.
_SUBSTITUTES = {
    "\u202f": "\u00a0 ",
    "\u00a0": " ",
    "\u2007": "\u00a0 ",
    "\u2009": "\u202f ",
    "\u2011": "\u2010-",
    "\u2010": "-",
    "\u2212": "\u2013-",
    "\u02bc": "\u2019'",
    "\u2019": "'",
    "\u066c": "\u2019'",
}
_ENDS_OF_LINES = "\t\n\v\f\r\x85\u2028\u2029"
# Tables that a font inside a PDF has no use for.
_LEFT_OUT = (
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "STAT", "DSIG", "gasp", "kern", "hdmx", "VDMX", "LTSH",
    "PCLT", "cmap", "name", "post", "OS/2", "cvt ", "fpgm", "prep", "meta",
)  # fmt: skip


class Subset(NamedTuple):
    """A font program cut down to some glyphs, and where each of them went."""

    program: bytes
    places: dict[int, int]


class Face:
    """One font file, opened once."""

    def __init__(self, name: str) -> None:
        self.name = name
        path = resources_folder() / "fonts" / f"{name}.ttf"
        self.face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.font = hb.Font(self.face)
        self.scale = 1000 / self.face.upem
        self.missing = self._stand_in()
        self._widths: dict[int, float] = {}
        self._drawn: dict[str, bool] = {}

    def _stand_in(self) -> int:
        """The glyph shown for a character the font does not draw: files that are to be kept for
        good may not show the font's own mark of absence (PDF/A-2, 6.2.11.8)."""
        tried = (self.font.get_nominal_glyph(ord(char)) for char in "\ufffd\u25cc?")
        return next((glyph for glyph in tried if glyph), 0)

    def draws(self, char: str) -> bool:
        """Whether the font has a glyph for the character."""
        known = self._drawn.get(char)
        if known is None:
            known = self._drawn[char] = self.font.get_nominal_glyph(ord(char)) is not None
        return known

    def width(self, glyph: int) -> float:
        """How far the glyph moves the pen, in thousandths of the size."""
        known = self._widths.get(glyph)
        if known is None:
            advance: int = self.font.get_glyph_h_advance(glyph)
            known = self._widths[glyph] = advance * self.scale
        return known

    def extents(self) -> tuple[float, float]:
        """Ascent and descent, in thousandths of the size."""
        found: Any = self.font.get_font_extents("ltr")
        return found.ascender * self.scale, found.descender * self.scale

    def table(self, tag: str) -> bytes:
        """The bytes of one table of the font file."""
        return bytes(self.face.reference_table(tag).data)

    def subset(self, glyphs: Iterable[int]) -> Subset:
        """The font program with these glyphs only; the same glyphs give the same bytes."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(sorted({0, *glyphs}))
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _LEFT_OUT)
        plan = hb.SubsetPlan(self.face, wanted)
        program = bytes(plan.execute().blob.data)
        return Subset(program, dict(plan.old_to_new_glyph_mapping))


@lru_cache(16)
def face(name: str) -> Face:
    """The font of that name."""
    return Face(name)


def chain(*, bold: bool) -> tuple[str, ...]:
    """Names of the fonts tried for a character, in order."""
    return BOLD if bold else REGULAR


@lru_cache(8192)
def font_for(char: str, names: tuple[str, ...]) -> str | None:
    """The first font that draws the character, or None."""
    return next((name for name in names if face(name).draws(char)), None)


@lru_cache(8192)
def drawable(char: str, names: tuple[str, ...]) -> str:
    """The character, or what stands in for it when no font draws it."""
    if char in _ENDS_OF_LINES:
        return " "
    if font_for(char, names) or unicodedata.category(char) in ("Cf", "Mn"):
        return char
    if unicodedata.category(char) == "Cc":
        return "\ufffd"
    tried = _SUBSTITUTES.get(char, "")
    return next((each for each in tried if font_for(each, names)), char)
