"""The attendance sheet against other ways to the same pages: LongTable, fpdf2 by hand, typst.

All draw a head line and 16 columns by 13 rows a page for 1,000 people, with the fonts that print;
all are warm, measured in turns. Ours does more (codes, marks, notices, both scripts, PDF/A), the
others shape nothing, apart from typst. A sheet is printed under another number each time; typst is
measured once more with a file it has seen, for which it remembers the whole layout. How long ours
takes cold stands among the ``sheets``.
"""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import count
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import LongTable, SimpleDocTemplate

from ssc_desktop.language import Language
from ssc_desktop.paper.attendance_sheet import attendance_sheet
from ssc_desktop.paths import resources_folder
from tests.benchmarks.figures import Figure, in_turns, seconds
from tests.paper.sheets import sheet

PEOPLE, DAYS, ROWS, COLUMNS = 1_000, 5, 13, 16
WIDTHS = [20, 110, 25, 100, 80, 95, *[35] * 10]
HEAD = ["N°", "Nom et prénoms", "Sexe", "Institution", "Fonction", "Contact"]
TITLE = "Liste de présence – Atelier d’échange d’expériences"
FONTS = resources_folder() / "fonts"
FONT, SIZE, ROW = "NotoSans-Regular", 7, 35
MARGIN = 20
# Ours may take this many times what the other takes.
GOALS = {"LongTable": 1.0, "fpdf2 direct": 1.0, "typst": 1.0, "typst, seen before": 3.0}


def figures() -> Iterator[Figure]:
    """Ours as a ratio to each of the others that is installed."""
    large = sheet(PEOPLE, DAYS, grid=True)
    numbers = count(1)
    engines: dict[str, Callable[[], object]] = {"LongTable": _long_table}
    if _is_installed("fpdf2", "fpdf"):
        engines["fpdf2 direct"] = _fpdf2
    if _is_installed("typst", "typst"):
        engines["typst"] = lambda: _typst(next(numbers))
        engines["typst, seen before"] = lambda: _typst(0)
    things: list[Callable[[], object]] = [
        lambda: attendance_sheet(
            replace(large, sheet_id=f"7F3K{next(numbers):04d}"), Language("fr")
        ),
        *engines.values(),
    ]
    for draw in things:
        draw()
    ours, *others = in_turns(*((lambda draw=draw: seconds(draw)) for draw in things))
    for name, other in zip(engines, others, strict=True):
        title = f"attendance sheet 1,000 x 10, to {name}"
        yield Figure(title, ours, "s", GOALS[name], other)


def _is_installed(name: str, module: str) -> bool:
    """Whether an engine is there to be measured; what is left out is told."""
    found = importlib.util.find_spec(module) is not None
    if not found:
        print(f"other_engines: {name} is not installed, left out", file=sys.stderr)
    return found


@cache
def _rows() -> list[list[str]]:
    """What the cells say: six texts, ten blanks to sign in."""
    return [
        [
            str(number),
            f"{person.family_name.upper()} {person.given_names}"[:30],
            person.sex,
            person.organisation[:26],
            person.function[:22],
            person.email[:26],
            *[""] * (COLUMNS - len(HEAD)),
        ]
        for number, person in enumerate(sheet(PEOPLE, DAYS).people, 1)
    ]


def _head() -> list[str]:
    return [*HEAD, *(f"{16 + at // 2}/08 {'AP'[at % 2]}M" for at in range(COLUMNS - len(HEAD)))]


def _long_table() -> bytes:
    """ReportLab's own table for long lists, with plain strings."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, FONTS / f"{FONT}.ttf"))
    written = io.BytesIO()
    document = SimpleDocTemplate(
        written,
        pagesize=landscape(A4),
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN * 2,
        bottomMargin=MARGIN * 2,
    )
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), FONT, SIZE)]
    table = LongTable(
        [_head(), *_rows()],
        colWidths=WIDTHS,
        rowHeights=[ROW] * (PEOPLE + 1),
        repeatRows=1,
        style=style,
    )

    def head(canvas: object, _: object) -> None:
        canvas.setFont(FONT, 14)  # type: ignore[attr-defined]
        canvas.drawString(MARGIN, 560, TITLE)  # type: ignore[attr-defined]

    document.build([table], onFirstPage=head, onLaterPages=head)
    return written.getvalue()


def _fpdf2() -> bytes:
    """Lines and texts placed by hand, no shaping."""
    from fpdf import FPDF

    drawn = FPDF("landscape", "pt", "A4")
    drawn.set_auto_page_break(False)
    drawn.add_font("noto", fname=FONTS / f"{FONT}.ttf")
    for start in range(0, PEOPLE, ROWS):
        drawn.add_page()
        drawn.set_font("noto", size=14)
        drawn.text(MARGIN, 34, TITLE)
        drawn.set_font("noto", size=SIZE)
        for at, cells in enumerate([_head(), *_rows()[start : start + ROWS]]):
            x, y = float(MARGIN), 44.0 + at * ROW
            for width, words in zip(WIDTHS, cells, strict=True):
                drawn.rect(x, y, width, ROW)
                if words:
                    drawn.text(x + 2, y + ROW / 2, words)
                x += width
    return bytes(drawn.output())


def _typst(number: int) -> bytes:
    """A table of typst's own, with the fonts that print, by a compiler that stays warm."""
    source = _typst_source().replace(TITLE.encode(), f"{TITLE} {number}".encode())
    drawn: bytes = _compiler().compile(source, pdf_tags=False)
    return drawn


@cache
def _compiler() -> Any:
    import typst

    return typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)


@cache
def _typst_source() -> bytes:
    cells = ",".join(
        f"[#{json.dumps(words, ensure_ascii=False)}]" for row in _rows() for words in row
    )
    head = ",".join(f"[#{json.dumps(words, ensure_ascii=False)}]" for words in _head())
    columns = ",".join(f"{width}pt" for width in WIDTHS)
    source = (
        f'#set page("a4", flipped: true, margin: (x: {MARGIN}pt, y: {MARGIN * 2}pt), '
        f"header: text(14pt)[{TITLE}])\n"
        f'#set text(font: "Noto Sans", size: {SIZE}pt, hyphenate: false)\n'
        f"#table(columns: ({columns}), rows: {ROW}pt, table.header({head}), {cells})\n"
    )
    return source.encode()
