"""What paper tests look at: rendered pages, their text with places, boxes that overlap."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict

import numpy as np
import pypdfium2 as pdfium

from ssc_desktop.paper.drawing import Box, Drawing

DPI = 200


def picture(pdf: bytes, page: int = 0) -> np.ndarray:
    """One page as a grey picture of 200 dots an inch."""
    document = pdfium.PdfDocument(pdf)
    bitmap = document[page].render(scale=DPI / 72, grayscale=True)
    return bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()


def page_text(pdf: bytes, page: int = 0) -> str:
    """All text of a page in the order it is stored."""
    return pdfium.PdfDocument(pdf)[page].get_textpage().get_text_bounded()


def text_in(pdf: bytes, page: int, box: tuple[float, float, float, float], height: float) -> str:
    """The text inside a box given in millimetres from the top left."""
    x, y, wide, high = (value / 25.4 * 72 for value in box)
    top = height / 25.4 * 72 - y
    found = pdfium.PdfDocument(pdf)[page].get_textpage()
    return found.get_text_bounded(left=x, bottom=top - high, right=x + wide, top=top)


def poppler_text(pdf: bytes, page: int, box: tuple[float, float, float, float]) -> str | None:
    """What a second program, where it is installed, copies from a box: without its marks."""
    program = shutil.which("pdftotext")
    if program is None:
        return None
    crop = zip(
        ("-x", "-y", "-W", "-H"), (str(round(value / 25.4 * 72)) for value in box), strict=True
    )
    which = ("-f", str(page + 1), "-l", str(page + 1), "-enc", "UTF-8", "-layout")
    options = [part for pair in crop for part in pair]
    done = subprocess.run(
        [program, *which, *options, "-", "-"], input=pdf, capture_output=True, check=True
    )
    return "".join(char for char in done.stdout.decode() if char not in "\u202a\u202b\u202c")


def overlapping(drawing: Drawing) -> list[tuple[Box, Box]]:
    """Pairs of text boxes that share paper on any page, found from the top of a page down."""
    by_place = defaultdict(list)
    for box in drawing.boxes:
        by_place[box.where].append(box)
    pages = {number for number, _ in drawing.shown} | {
        where for where in by_place if isinstance(where, int)
    }
    found = []
    for page in sorted(pages):
        shared = [name for number, name in drawing.shown if number == page]
        boxes = [box for where in (page, *shared) for box in by_place[where]]
        above: list[Box] = []
        for box in sorted(boxes, key=lambda each: each.y):
            above = [each for each in above if each.y + each.height > box.y]
            found += [(each, box) for each in above if _overlap(each, box)]
            above.append(box)
    return found


def outside(drawing: Drawing) -> list[Box]:
    """Text that leaves the page or its unprintable edge."""
    return [
        box
        for box in drawing.boxes
        if box.x < 4
        or box.y < 4
        or box.x + box.width > drawing.width - 4
        or box.y + box.height > drawing.height - 4
    ]


def _overlap(one: Box, other: Box) -> bool:
    slack = 0.15
    return (
        one.x + one.width > other.x + slack
        and other.x + other.width > one.x + slack
        and one.y + one.height > other.y + slack
        and other.y + other.height > one.y + slack
        and min(one.width, other.width) > slack
    )
