"""The end of a list: boxes for the hand count, the closing sentence, three signatures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ssc_desktop.language import N_
from ssc_desktop.paper.attendance_columns import AFTER_SIGNATURES, has_trailing
from ssc_desktop.paper.attendance_content import PARTS
from ssc_desktop.paper.attendance_plan import LEFT, PagePlan
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.tables import Column, edges
from ssc_desktop.paper.text import fit, width_of

_COUNT_LABELS = {
    "F": N_("Women"),
    "M": N_("Men"),
    "X": N_("Not stated"),
    "all": N_("All"),
}
_SIGNERS = (N_("Facilitator"), N_("Organiser"), N_("Host institution"))
_BLANK = "." * 34
_LABELS = 21.0
_TOTAL = 14.0
_GAP = 1.2
_COUNT_HEAD = 3.6
# The least heights: counts and signatures beside each other, or signatures below the counts.
_BESIDE, _STACKED = 26.0, 50.0
# Narrower than this, three people cannot sign beside the counts.
_LEAST_BESIDE = 90.0
# A stamp is round and about four centimetres wide; a page with room to spare gives it that room.
_TALLEST = 40.0


def closing_height(columns: Mapping[str, Column]) -> float:
    """The least room that closing a list takes below its last row."""
    return _BESIDE if _beside_counts(columns) >= _LEAST_BESIDE else _STACKED


def _beside_counts(columns: Mapping[str, Column]) -> float:
    """The width before the counts and their labels."""
    before = sum(column.width for name, column in columns.items() if _is_before_signing(name))
    return before - (0.0 if has_trailing(columns) else _TOTAL) - _LABELS - 2


def _is_before_signing(name: str) -> bool:
    return not name.isdigit() and name not in AFTER_SIGNATURES


class ClosedList:
    """The block below the last row; what is left of the page makes it taller."""

    def __init__(self, drawing: Drawing, page: PagePlan, columns: Mapping[str, Column]) -> None:
        self.drawing = drawing
        self.page = page
        self.columns = columns
        self.top = page.end + _GAP
        least = closing_height(columns)
        self.is_stacked = least == _STACKED
        tallest = _TALLEST + (_STACKED - _BESIDE if self.is_stacked else 0.0)
        self.height = max(least, min(page.room, tallest)) - _GAP - 0.8
        # Numbers counted by hand need no box taller than a line of writing.
        for_counts = _BESIDE if self.is_stacked else self.height
        self.count_row = min(7.0, (for_counts - _COUNT_HEAD) / len(_COUNT_LABELS))

    def draw(self) -> None:
        """Draw it."""
        self._draw_counts()
        self._draw_signers()

    def count_boxes(self) -> list[dict[str, Any]]:
        """Where the numbers counted by hand are written; no half-day means the total."""
        top = self.top + _COUNT_HEAD
        return [
            {
                "half_day": key,
                "count": kind,
                "box_mm": self.drawing.box(x, top + at * self.count_row, width, self.count_row),
            }
            for key, x, width in self._places()
            for at, kind in enumerate(_COUNT_LABELS)
        ]

    def _places(self) -> list[tuple[str | None, float, float]]:
        """A half-day, or None for the total, with the column its numbers stand in.

        The total stands in the column after the signatures, or before them when there is none.
        """
        xs = dict(zip(self.columns, edges(LEFT, list(self.columns.values())), strict=False))
        signed = [
            (slot.key, xs[str(at)], self.columns[str(at)].width)
            for at, slot in enumerate(self.page.slots)
        ]
        if has_trailing(self.columns):
            name, column = list(self.columns.items())[-1]
            return [*signed, (None, xs[name], column.width)]
        return [(None, xs["0"] - _TOTAL, _TOTAL), *signed]

    def _draw_counts(self) -> None:
        drawing, language, places = self.drawing, self.drawing.language, self._places()
        parts = {slot.key: PARTS[slot.part] for slot in self.page.slots}
        xs = [*(x for _, x, _ in places), places[-1][1] + places[-1][2]]
        first = self.top + _COUNT_HEAD
        ys = [first + at * self.count_row for at in range(len(_COUNT_LABELS) + 1)]
        drawing.grid(xs, ys, weight=0.4)
        small, label = drawing.style(6, grey=0.3), drawing.style(7)
        for key, x, width in places:
            title = language(parts[key] if key else N_("Total"))
            content = fit(title, small, width - 0.6, _COUNT_HEAD, 4.5)
            drawing.fitted(x + 0.3, self.top, width - 0.6, _COUNT_HEAD, content, align="center")
        for kind, y in zip(_COUNT_LABELS, ys, strict=False):
            content = fit(language(_COUNT_LABELS[kind]), label, _LABELS - 2, self.count_row)
            x = xs[0] - _LABELS
            drawing.fitted(x, y, _LABELS - 1.4, self.count_row, content, align="end")

    def _draw_signers(self) -> None:
        drawing, language = self.drawing, self.drawing.language
        width = _beside_counts(self.columns)
        words = language(
            "This list is closed at {number} (in words) participants, of whom {women} women.",
            number=_BLANK,
            women=_BLANK[:14],
        )
        style = drawing.style(8)
        taken = 5.0 if width_of(words, style) * 0.85 <= width else 8.0
        if self.is_stacked:
            taken = _COUNT_HEAD + len(_COUNT_LABELS) * self.count_row
        content = fit(words, style, width, taken)
        drawing.fitted(LEFT, self.top, width, taken, content, middle=not self.is_stacked)
        if self.is_stacked:
            width = sum(column.width for column in self.columns.values())
        self._draw_boxes(self.top + taken + 0.8, width, self.height - taken - 0.8)

    def _draw_boxes(self, top: float, width: float, height: float) -> None:
        """Three boxes to sign in, side by side."""
        drawing, box = self.drawing, (width - 4) / len(_SIGNERS)
        for at, signer in enumerate(_SIGNERS):
            x = LEFT + at * (box + 2)
            drawing.frame(x, top, box, height)
            caption = fit(drawing.language(signer), drawing.style(7, bold=True), box - 2, 3.4)
            drawing.fitted(x + 1, top + 0.4, box - 2, 3.4, caption)
            asked = drawing.language("Name, function, date, signature, stamp")
            wanted = fit(asked, drawing.style(5.5, grey=0.4), box - 2, 5.4, 4.5)
            drawing.fitted(x + 1, top + 3.9, box - 2, 5.4, wanted, middle=False)
