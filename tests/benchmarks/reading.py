"""One signed page read back, from its file to its cells: a scan, a photo, a page of a PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image

from ssc_desktop.paper.reading import READ, find_sheet, pages_of, read_sheet
from tests.benchmarks.figures import Figure, seconds
from tests.paper.reading.hands_unseen import UNSEEN
from tests.paper.reading.signed_pages import SignedPage, signed_page
from tests.paper.reading.wear_unseen import WEARS

ROUNDS = 7
# A page of 130 cells, the fullest there is, as scanners and telephones hand it over.
CASES = (
    ("scan 200 dpi", "scan.jpg"),
    ("photo 12 MP", "photo.jpg"),
    ("messenger 1600 px", "message.jpg"),
    ("scan 200 dpi", "scan.pdf"),
)


def figures() -> Iterator[Figure]:
    """The median of several rounds, everything included; the program's start is not."""
    page = signed_page(np.random.default_rng(1), UNSEEN, 0, 0)
    makers = {wear.name: wear.make for wear in WEARS}
    with tempfile.TemporaryDirectory() as folder:
        for name, file in CASES:
            path = Path(folder) / file
            pixels, _ = makers[name](page, np.random.default_rng(2))
            colours = pixels if pixels.ndim == 2 else pixels[..., ::-1]
            Image.fromarray(colours).save(path, quality=88, resolution=200)
            _read(path, page)
            took = median(seconds(lambda at=path: _read(at, page)) for _ in range(ROUNDS))
            yield Figure(f"signed page read, {name} ({path.suffix[1:]})", took, "s", 0.5)


def _read(path: Path, page: SignedPage) -> None:
    (found,) = (find_sheet(each) for each in pages_of(path))
    if read_sheet(found, page.geometry).status != READ:
        raise RuntimeError("The page was not read.")
