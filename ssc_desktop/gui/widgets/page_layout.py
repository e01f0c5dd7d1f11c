"""Where the pages of a PDF lie below each other at a zoom: plain geometry, no drawing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QSizeF

from ssc_desktop.gui.widgets.pdf_pages import POINTS_PER_INCH

AROUND, BETWEEN = 12, 12
SMALLEST, LARGEST = 0.1, 3.0


class PageStack:
    """Pages from top to bottom; ``scale`` is pixels a point at zoom 1."""

    def __init__(self) -> None:
        self._sizes: Sequence[QSizeF] = ()
        self._scale = 1.0
        self.tops: list[float] = []
        self.height = 0.0
        self.width = 0.0

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.tops)

    def lay(self, sizes: Sequence[QSizeF], zoom: float, dpi: int) -> None:
        """Lay pages out at a zoom."""
        self._sizes, self._scale = sizes, zoom * dpi / POINTS_PER_INCH
        self.tops, top = [], float(AROUND)
        for page in range(len(sizes)):
            self.tops.append(top)
            top += self.size(page).height() + BETWEEN
        self.height = top - BETWEEN + AROUND if sizes else 0.0
        self.width = max((self.size(page).width() for page in range(len(sizes))), default=0.0)

    def size(self, page: int) -> QSizeF:
        """How large a page is shown, in pixels."""
        return self._sizes[page] * self._scale

    def page_at(self, y: float) -> int:
        """The page at a height; the one above where there is none."""
        return max(bisect_right(self.tops, y) - 1, 0)

    def seen(self, top: float, height: float) -> range:
        """The pages between two heights."""
        if not self.tops:
            return range(0)
        first = self.page_at(top)
        return range(first, max(bisect_right(self.tops, top + height), first + 1))


def fitting(size: QSizeF, room: QSizeF, dpi: int) -> float:
    """The zoom at which a size in points just fits; a room without height fits the width only."""
    scale = dpi / POINTS_PER_INCH
    wide = (room.width() - 2 * AROUND) / (size.width() * scale)
    high = (room.height() - 2 * AROUND) / (size.height() * scale)
    return max(min(wide, high) if room.height() > 0 else wide, SMALLEST)
