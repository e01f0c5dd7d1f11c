"""Cells with their numbers and their truth, from pages made and read; kept on disk while tuning."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ssc_desktop.paper.cell_reading import FEATURES
from ssc_desktop.paper.decision import is_readable
from ssc_desktop.paper.page_finding import FOUND, NO_CODE, find_sheet
from ssc_desktop.paper.page_pictures import PageImage, Pixels, has_no_grey
from ssc_desktop.paper.reading import measured, poor
from ssc_desktop.paper.table_reading import straight_table
from tests.paper.reading.capture import hidden_shares
from tests.paper.reading.signed_pages import LAYOUTS, Hand, SignedPage, printed, signed_page

# Where examples are kept between runs; SSC_READING_CACHE moves it.
KEPT = Path(os.environ.get("SSC_READING_CACHE", "build/reading"))
# Counted up when what makes or reads pages changes, so that nothing older is taken for it.
_VERSION = "4"
# A cell with more of it hidden than this must not be called empty.
HIDDEN_FROM, WHOLE_TO = 0.10, 0.005
Wearing = Callable[[SignedPage, np.random.Generator], tuple[Pixels, Pixels]]


@dataclass(frozen=True, slots=True)
class Examples:
    """Cells of many pages: numbers, truth, share hidden, readable, page they are of.

    ``pages`` has a line a page: whether it could be found at all, was found, was named right, was
    poor, had no grey.
    """

    features: Pixels
    truth: Pixels
    hidden: Pixels
    readable: Pixels
    page: Pixels
    pages: Pixels


def examples(wearing: str, hand: Hand, wear: Wearing, seeds: range) -> Examples:
    """Examples of pages with these seeds, made anew only when they are not kept."""
    asked = "|".join((*FEATURES, _VERSION, hand.name, wearing, str(seeds)))
    kept = KEPT / f"{hashlib.sha256(asked.encode()).hexdigest()[:16]}.npz"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(kept, **_made(hand, wear, seeds))
    with np.load(kept, allow_pickle=False) as data:
        return Examples(**{field: data[field] for field in Examples.__slots__})


def joined(parts: list[Examples]) -> Examples:
    """Examples of several makings as one; pages stay apart."""
    shift = np.cumsum([0, *(len(part.pages) for part in parts[:-1])])
    numbers = [part.page + by for part, by in zip(parts, shift, strict=True)]
    fields = {
        field: np.concatenate([getattr(part, field) for part in parts])
        for field in Examples.__slots__
        if field != "page"
    }
    return Examples(page=np.concatenate(numbers), **fields)


def _made(hand: Hand, wear: Wearing, seeds: range) -> dict[str, Pixels]:
    rows: dict[str, list[Pixels]] = {field: [] for field in Examples.__slots__}
    for at, seed in enumerate(seeds):
        cells, told = _one(hand, wear, seed)
        rows["pages"].append(told[None])
        for field, values in cells.items():
            rows[field].append(values)
        rows["page"].append(np.full(len(cells.get("truth", [])), at))
    return {field: np.concatenate(values) for field, values in rows.items() if values}


def any_page(seed: int, hand: Hand) -> tuple[SignedPage, np.random.Generator]:
    """A signed page of a chance layout; some seeds always give the same."""
    rng = np.random.default_rng(seed)
    # Sheets of many half-days hold most cells of a year's paper.
    layout = int(rng.choice(len(LAYOUTS), p=(0.26, 0.06, 0.14, 0.12, 0.16, 0.06, 0.14, 0.06)))
    numbers = [page for page in printed(layout)[1]["pages"] if page["cells"]]
    described = numbers[rng.integers(len(numbers))]
    return signed_page(rng, hand, layout, described["page"] - 1), rng


def _one(hand: Hand, wear: Wearing, seed: int) -> tuple[dict[str, Pixels], Pixels]:
    page, rng = any_page(seed, hand)
    picture, hidden = wear(page, rng)
    found = find_sheet(PageImage(1, picture))
    is_right = found.mark == page.mark
    told = [
        float(can_be_found(page, hidden)),
        float(found.status in (FOUND, NO_CODE)),
        float(is_right),
    ]
    if not is_right:
        empty = {"features": np.zeros((0, len(FEATURES)), np.float32)}
        empty |= {field: np.zeros(0) for field in ("truth", "hidden", "readable")}
        return empty, np.array([*told, 0.0, 0.0])
    table = straight_table(found, page.grid)
    ink, cells = measured(table, page.grid)
    rows = {
        "features": cells.features,
        "truth": page.truth,
        "hidden": hidden_shares(hidden, [cell.box for cell in page.grid.cells]),
        "readable": is_readable(cells),
    }
    return rows, np.array([*told, float(bool(poor(table, ink))), float(has_no_grey(picture))])


def can_be_found(page: SignedPage, hidden: Pixels) -> bool:
    """Whether at least one tag and one code are whole on the picture."""
    tags = hidden_shares(hidden, [(*tag, tag[2]) for tag in page.grid.tags])
    codes = hidden_shares(hidden, [(*code, code[2]) for code in page.grid.codes])
    return bool((tags == 0).any() and (codes == 0).any())
