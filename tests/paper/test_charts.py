"""Charts on paper: their lengths say the numbers, their colours are the window's, Arabic mirrors."""

from __future__ import annotations

import numpy as np
import pypdfium2 as pdfium
import pytest

from ssc_desktop.domain.chart import Bar, Bars, Line, Lines
from ssc_desktop.gui.theme import LIGHT_TOKENS
from ssc_desktop.language import Language
from ssc_desktop.paper import charts
from ssc_desktop.paper.drawing import A4, Drawing
from tests.paper.drawn import outside, overlapping
from tests.paper.report_samples import BARS, LINES

WIDTH, LEFT, TOP, DPI = 170.0, 20.0, 30.0, 150
LANGUAGES = ["fr", "ar"]


def drawn(chart: Bars | Lines, code: str) -> tuple[Drawing, np.ndarray]:
    drawing = Drawing(A4, Language(code), title="chart")
    charts.draw(drawing, LEFT, TOP, WIDTH, chart)
    bitmap = pdfium.PdfDocument(drawing.finish())[0].render(scale=DPI / 72)
    return drawing, bitmap.to_numpy()[:, :, :3][:, :, ::-1].astype(int)


def coloured(picture: np.ndarray, code: str) -> np.ndarray:
    """Where the pixels have this colour, give or take what smoothing does."""
    wanted = [int(code[at : at + 2], 16) for at in (1, 3, 5)]
    return np.abs(picture - wanted).max(axis=2) < 12


def stretches(picture: np.ndarray, code: str) -> list[tuple[float, float]]:
    """Start and length, in millimetres, of every bar of a colour from the top down."""
    there = coloured(picture, code)
    found, before = [], False
    for row in there:
        long = row.sum() > 20
        if long and not before:
            across = np.flatnonzero(row) / DPI * 25.4
            found.append((float(across.min()), float(across.max() - across.min())))
        before = bool(long)
    return found


def test_the_colours_are_those_of_the_window() -> None:
    tokens = (LIGHT_TOKENS.accent, LIGHT_TOKENS.edge, LIGHT_TOKENS.tint, LIGHT_TOKENS.line)
    assert tokens == (charts.ACCENT, charts.EDGE, charts.TINT, charts.THIN)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("chart", [BARS, LINES], ids=["bars", "lines"])
def test_nothing_of_a_chart_is_cut_or_covered(chart: Bars | Lines, code: str) -> None:
    drawing, _ = drawn(chart, code)
    assert drawing.cut == []
    assert overlapping(drawing) == []
    assert outside(drawing) == []
    high = charts.height_of(drawing, chart, WIDTH)
    assert all(box.y >= TOP - 1 and box.y + box.height <= TOP + high + 1 for box in drawing.boxes)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_bar_is_as_long_as_its_share_and_begins_where_lines_begin(code: str) -> None:
    bars = tuple(Bar("", value, 100, str(value)) for value in (100, 50, 20))
    # The legend's own box is narrower than what counts as a bar here.
    _, picture = drawn(Bars(bars, "R", "T"), code)
    found = stretches(picture, charts.ACCENT)[-3:]
    whole = found[0][1]
    assert [round(length / whole, 1) for _, length in found] == [1.0, 0.5, 0.2]
    if code == "ar":
        ends = {round(start + length) for start, length in found}
    else:
        ends = {round(start) for start, _ in found}
    assert len(ends) == 1


def test_bars_without_targets_share_one_measure() -> None:
    bars = tuple(Bar("", value, None, str(value)) for value in (80, 40))
    _, picture = drawn(Bars(bars, "R", "T"), "en")
    (_, one), (_, other) = stretches(picture, charts.ACCENT)[-2:]
    assert other / one == pytest.approx(0.5, abs=0.02)


def test_nothing_reached_leaves_no_bar() -> None:
    _, picture = drawn(Bars((Bar("", 0, None, "0"),), "R", "T"), "en")
    assert len(stretches(picture, charts.ACCENT)) <= 1
    assert stretches(picture, charts.TINT)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_rising_line_rises_the_way_people_read(code: str) -> None:
    rising = Lines(tuple("abcdef"), (Line("R", (0, 1, 2, 3, 4, 5)),))
    _, picture = drawn(rising, code)
    there = coloured(picture, charts.ACCENT)
    there[: round((TOP + 6) / 25.4 * DPI)] = False
    rows, columns = np.nonzero(there)
    early = rows[columns < np.median(columns)].mean()
    late = rows[columns >= np.median(columns)].mean()
    assert (early > late) == (code == "fr")
