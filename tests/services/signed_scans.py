"""Sheets of a workspace printed, signed by machine and laid on a scanner, for tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from ssc_desktop.paper.page_pictures import Pixels
from ssc_desktop.services.printed import Printed
from tests.paper.reading import capture
from tests.paper.reading.pens import PAGE, Pen, leave, strokes_mask
from tests.paper.reading.signed_pages import Hand

DPI = 200
_PEN = Pen(0.5, 0.95, (120, 40, 20))
Signs = Callable[[dict[str, Any]], bool]
"""Whether a box of the geometry is signed."""


def everybody(cell: dict[str, Any]) -> bool:
    """Everybody on the list signs everything; blank lines stay blank."""
    return "participant" in cell


def scans_of(
    printed: Printed,
    signs: Signs,
    seed: int = 1,
    dots: float = DPI,
    hand: Hand | None = None,
) -> list[Pixels]:
    """Every page of a printed sheet as an office scanner gives it: signed, grey, a little turned.

    Without a hand of its own everybody signs so that nobody can doubt it.
    """
    assert printed.geometry is not None
    rng = np.random.default_rng(seed)
    document = pdfium.PdfDocument(printed.pdf)
    found = []
    for at, page in enumerate(printed.geometry["pages"]):
        paper = _rendered(document, at)
        for cell in (*page["cells"], *page["blank_cells"]):
            if signs(cell):
                _sign(rng, paper, cell["box_mm"], hand or _plain)
        found.append(_scanned(paper, page["size_mm"], rng, dots))
    document.close()
    return found


def _rendered(document: pdfium.PdfDocument, at: int) -> Pixels:
    bitmap = document[at].render(scale=PAGE * 25.4 / 72, grayscale=True)
    grey = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))


def _sign(rng: np.random.Generator, paper: Pixels, box: Sequence[float], hand: Hand) -> None:
    x, y, width, height = box
    mask, pen = hand(rng, min(width, 34.0), height)
    leave(paper, mask, x + width / 2, y + height / 2, pen)


def _plain(rng: np.random.Generator, width: float, height: float) -> tuple[Pixels, Pen]:
    """A plain signature nobody can take for anything else: loops from one side to the other."""
    time, turns = np.linspace(0, 1, 200), rng.uniform(4, 6)
    phase = 2 * np.pi * turns * time + rng.uniform(0, 6.3)
    across = (time - 0.5 + 0.07 * np.cos(phase)) * width * 0.6
    down = np.sin(phase) * height * 0.24 * (0.6 + 0.4 * np.cos(7 * time + rng.uniform(0, 6.3)))
    return strokes_mask([np.stack([across, down], 1)], _PEN, rng), _PEN


def _scanned(paper: Pixels, size: Sequence[float], rng: np.random.Generator, dots: float) -> Pixels:
    view = capture.flat((size[0], size[1]), dots)
    capture.turned(view, rng.normal(0, 0.25))
    picture, _ = capture.taken(paper, view)
    picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.055 * dots / 25.4))
    return capture.grey(capture.grainy(picture, 2.5, rng))


def saved(pages: Sequence[Pixels], path: Path) -> Path:
    """Pages as one file: a picture, or several in a PDF or TIFF."""
    pictures = [Image.fromarray(each) for each in pages]
    more = {"save_all": True, "append_images": pictures[1:]} if len(pages) > 1 else {}
    pictures[0].save(path, resolution=DPI, dpi=(DPI, DPI), quality=88, **more)
    return path
