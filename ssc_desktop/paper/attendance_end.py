"""The end of a list: boxes for the hand count, the closing sentence, three signatures."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from ssc_desktop.language import N_
from ssc_desktop.paper.attendance_content import PARTS
from ssc_desktop.paper.attendance_plan import (
    AFTER_SIGNATURES,
    CLOSING,
    COUNT_HEAD,
    COUNT_ROW,
    COUNTS,
    LEFT,
    PagePlan,
)
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.tables import Column, edges
from ssc_desktop.paper.text import fit

_COUNT_LABELS = {
    "F": N_("Women"),
    "M": N_("Men"),
    "X": N_("Not stated"),
    "all": N_("All"),
}
_SIGNERS = (N_("Facilitator"), N_("Organiser"), N_("Host institution"))
_BLANK = "." * 34
_LABELS = 21.0
_GAP = 1.2


def draw_end(drawing: Drawing, page: PagePlan, columns: Mapping[str, Column]) -> None:
    """Close the list below the last row of a page."""
    xs = _signature_edges(columns)
    _draw_counts(drawing, page, columns, xs)
    _draw_signers(drawing, page.end + _GAP, xs[0] - _LABELS - LEFT - 2)


def count_boxes(
    drawing: Drawing, page: PagePlan, columns: Mapping[str, Column]
) -> list[dict[str, Any]]:
    """Where the numbers counted by hand are written; no half-day means the total."""
    keys = [*(slot.key for slot in page.slots), None]
    top = page.end + _GAP + COUNT_HEAD
    return [
        {
            "half_day": key,
            "count": kind,
            "box_mm": drawing.box(left, top + at * COUNT_ROW, right - left, COUNT_ROW),
        }
        for (left, right), key in zip(pairwise(_signature_edges(columns)), keys, strict=False)
        for at, kind in enumerate(COUNTS)
    ]


def _signature_edges(columns: Mapping[str, Column]) -> list[float]:
    """Edges of the signature columns, then of the column after them if there is one."""
    xs = edges(LEFT, list(columns.values()))
    first = next(at for at, name in enumerate(columns) if name.isdigit())
    return xs[first:]


def _draw_counts(
    drawing: Drawing, page: PagePlan, columns: Mapping[str, Column], xs: list[float]
) -> None:
    language = drawing.language
    top = page.end + _GAP
    ys = [top + COUNT_HEAD + at * COUNT_ROW for at in range(len(COUNTS) + 1)]
    drawing.grid(xs, ys, weight=0.4)
    titles = [language(PARTS[slot.part]) for slot in page.slots]
    if any(name in columns for name in AFTER_SIGNATURES):
        titles.append(language("Total"))
    small = drawing.style(6, grey=0.3)
    for (left, right), title in zip(pairwise(xs), titles, strict=True):
        room = right - left - 0.6
        content = fit(title, small, room, COUNT_HEAD, 4.5)
        drawing.fitted(left + 0.3, top, room, COUNT_HEAD, content, align="center")
    label = drawing.style(7)
    for kind, y in zip(COUNTS, ys, strict=False):
        content = fit(language(_COUNT_LABELS[kind]), label, _LABELS - 2, COUNT_ROW)
        drawing.fitted(xs[0] - _LABELS, y, _LABELS - 1.4, COUNT_ROW, content, align="end")


def _draw_signers(drawing: Drawing, top: float, width: float) -> None:
    language = drawing.language
    words = language(
        "This list is closed at {number} (in words) participants, of whom {women} women.",
        number=_BLANK,
        women=_BLANK[:14],
    )
    drawing.fitted(LEFT, top, width, 5.4, fit(words, drawing.style(8), width, 5.4))
    box = (width - 4) / len(_SIGNERS)
    for at, signer in enumerate(_SIGNERS):
        x = LEFT + at * (box + 2)
        drawing.frame(x, top + 6, box, CLOSING - 8)
        caption = fit(language(signer), drawing.style(7, bold=True), box - 2, 3.4)
        drawing.fitted(x + 1, top + 6.3, box - 2, 3.4, caption)
        asked = language("Name, function, date, signature, stamp")
        wanted = fit(asked, drawing.style(5.5, grey=0.4), box - 2, 5.4, 4.5)
        drawing.fitted(x + 1, top + 9.8, box - 2, 5.4, wanted, middle=False)
