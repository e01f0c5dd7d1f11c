"""The attendance sheet, cold and warm, against plain strings on a bare canvas."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from ssc_desktop.language import Language
from ssc_desktop.paper.attendance_sheet import attendance_sheet
from tests.benchmarks.figures import Figure, in_turns, seconds
from tests.paper.sheets import sheet

ROOT = Path(__file__).resolve().parents[2]
PEOPLE, DAYS, PAGES, ROWS, COLUMNS = 1_000, 5, 77, 13, 16

COLD = """
import time
from ssc_desktop.language import Language
from ssc_desktop.paper.attendance_sheet import attendance_sheet
from tests.paper.sheets import sheet
given = sheet({people}, {days}, grid=True)
start = time.perf_counter()
attendance_sheet(given, Language("fr"))
print(time.perf_counter() - start)
"""


def figures() -> Iterator[Figure]:
    """1,000 people by ten half-days, and one page."""
    large = sheet(PEOPLE, DAYS, grid=True)
    warm, bare = in_turns(
        lambda: seconds(lambda: attendance_sheet(large, Language("fr"))),
        lambda: seconds(_bare_canvas),
    )
    cold, one = in_turns(lambda: _cold(PEOPLE, DAYS), lambda: _cold(13, 1))
    size = len(attendance_sheet(large, Language("fr"))[0]) / 1024
    yield Figure("attendance sheet 1,000 x 10, cold", cold, "s", 0.6)
    yield Figure("attendance sheet 1,000 x 10, warm", warm, "s", 0.3)
    yield Figure("attendance sheet 1,000 x 10, to bare canvas", warm, "s", 3.0, bare)
    yield Figure("attendance sheet 1,000 x 10, size", size, "KB", 400)
    yield Figure("attendance sheet of one page, cold", one, "s", 0.08)


def _cold(people: int, days: int) -> float:
    program = COLD.format(people=people, days=days)
    asked = [sys.executable, "-c", program]
    answer = subprocess.run(asked, cwd=ROOT, env=os.environ, capture_output=True, check=True)
    return float(answer.stdout)


def _bare_canvas() -> bytes:
    """As many pages, strings and boxes as the large sheet, unshaped, in a built-in font."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=landscape(A4), pageCompression=1)
    for _ in range(PAGES):
        canvas.setFont("Helvetica", 8)
        for row in range(ROWS):
            for column in range(COLUMNS):
                x, y = 20 + column * 48.0, 40 + row * 38.0
                canvas.rect(x, y, 48, 38)
                canvas.drawString(x + 2, y + 14, "Coulibaly DEMO")
        canvas.showPage()
    canvas.save()
    return written.getvalue()
