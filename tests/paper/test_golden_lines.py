"""Glyphs and their order: every golden line is what HarfBuzz makes of its reference runs."""

from __future__ import annotations

import pytest
import uharfbuzz as hb

from ssc_desktop.paper.fonts import face
from ssc_desktop.paper.shaping import shape
from tests.paper.golden_lines import ARABIC, GOLDEN, LATIN, NKO, TIFINAGH, Line

_SCRIPTS = {ARABIC: "Arab", NKO: "Nkoo", TIFINAGH: "Tfng", LATIN: "Latn"}


def _glyphs(font: str, direction: str, text: str) -> list[tuple[str, int, int]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.script = _SCRIPTS[font]
    buffer.direction = direction
    buffer.language = "ar" if font == ARABIC else "fr"
    hb.shape(face(font).font, buffer)
    return [
        (font, info.codepoint, position.x_advance)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def _expected(line: Line) -> list[tuple[str, int, int]]:
    return [glyph for run in line.runs for glyph in _glyphs(*run)]


def _drawn(line: Line) -> list[tuple[str, int, int]]:
    language = "ar" if line.direction == "rtl" else "fr"
    shaped = shape(line.text, rtl=line.direction == "rtl", language=language)
    return [
        (run.font, glyph.glyph, round(glyph.advance)) for run in shaped.runs for glyph in run.glyphs
    ]


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: ascii(line.text)[:40])
def test_glyphs_stand_in_the_order_of_reference_runs(line: Line) -> None:
    assert _drawn(line) == _expected(line)


@pytest.mark.parametrize("line", GOLDEN, ids=lambda line: ascii(line.text)[:40])
def test_nothing_of_a_line_is_lost_or_shown_as_missing(line: Line) -> None:
    shaped = shape(line.text, rtl=line.direction == "rtl")
    said = "".join(sorted(glyph.text for run in shaped.runs for glyph in run.glyphs))
    controls = "\u2066\u2067\u2068\u2069\u200e"
    assert sorted(said) == sorted(char for char in line.text if char not in controls)
    assert all(glyph.glyph != face(run.font).missing for run in shaped.runs for glyph in run.glyphs)


def test_lines_are_many_and_none_stands_twice() -> None:
    assert len({line.text for line in GOLDEN}) == len(GOLDEN) >= 60


def test_turning_or_exchanging_runs_would_be_seen() -> None:
    for line in GOLDEN:
        if len(line.runs) > 1 and len({text.strip() for _, _, text in line.runs}) > 1:
            turned = line._replace(runs=line.runs[::-1])
            assert _drawn(line) != _expected(turned)
    font, direction, text = GOLDEN[0].runs[0]
    other = {"rtl": "ltr", "ltr": "rtl"}[direction]
    assert _drawn(GOLDEN[0]) != _glyphs(font, other, text)
