"""Marks a machine finds on a sheet: four corner tags, two QR codes, the sheet's number.

Places are physical millimetres from the top left of the page, the same for drawing and reading.
Tags are ArUco marks of the dictionary DICT_4X4_50, numbers 0 to 3 clockwise from the top left;
their patterns are kept here as data, so that printing needs no vision library.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from functools import lru_cache

TAG = 9.0
TAG_MARGIN = 7.0
LARGE_CODE = 22.0
SMALL_CODE = 13.0
CODE_MARGIN = 9.0
# Distance of a code from the side of the page: the tag, and the blank that a code needs around it.
CODE_INSET = 20.5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAYLOAD = re.compile(rf"SSC1:([{_ALPHABET}]{{8}}):(\d{{3}})/(\d{{3}})")
# Rows from top to bottom, a border of one dark module included; 1 is dark.
_TAG_ROWS = (
    ("111111", "101001", "110101", "111001", "111011", "111111"),
    ("111111", "111111", "100001", "101101", "101011", "111111"),
    ("111111", "111001", "111001", "111011", "100101", "111111"),
    ("111111", "101101", "101101", "110111", "110011", "111111"),
)

Modules = tuple[bytes, ...]
TAG_MODULES: tuple[Modules, ...] = tuple(
    tuple(bytes(int(module) for module in row) for row in rows) for rows in _TAG_ROWS
)


@dataclass(frozen=True, slots=True)
class Square:
    """Where a mark stands: the physical top left corner and the side, in millimetres."""

    x: float
    y: float
    size: float

    def box(self) -> list[float]:
        """The place as the geometry file writes it."""
        return [round(self.x, 3), round(self.y, 3), self.size, self.size]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the codes of a page say: sheet, page, number of pages."""

    sheet: str
    page: int
    pages: int

    @property
    def payload(self) -> str:
        """The text inside the QR codes; its letters keep the code small."""
        return f"SSC1:{self.sheet}:{self.page:03d}/{self.pages:03d}"


def read_payload(text: str) -> Mark | None:
    """The mark a code carries, or None when the code is not of a sheet of ours."""
    found = _PAYLOAD.fullmatch(text.strip())
    if not found:
        return None
    return Mark(found.group(1), int(found.group(2)), int(found.group(3)))


def new_sheet_id() -> str:
    """Forty random bits in Crockford's base 32: no letter that a person reads as a digit."""
    number = secrets.randbits(40)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def spoken(sheet: str) -> str:
    """A sheet's number in two groups, as it is printed and read aloud."""
    return f"{sheet[:4]}-{sheet[4:]}"


def tags(width: float, height: float) -> tuple[Square, ...]:
    """The four corner tags of a page, clockwise from the top left."""
    far_x, far_y = width - TAG_MARGIN - TAG, height - TAG_MARGIN - TAG
    corners = ((TAG_MARGIN, TAG_MARGIN), (far_x, TAG_MARGIN), (far_x, far_y), (TAG_MARGIN, far_y))
    return tuple(Square(x, y, TAG) for x, y in corners)


def codes(width: float, height: float, *, rtl: bool) -> tuple[Square, Square]:
    """The large code at the top trailing corner, the small one in the corner across."""
    trailing = width - CODE_INSET - LARGE_CODE
    leading = CODE_INSET
    large = Square(trailing, CODE_MARGIN, LARGE_CODE)
    small = Square(leading, height - TAG_MARGIN - SMALL_CODE, SMALL_CODE)
    if not rtl:
        return large, small
    return (
        Square(width - large.x - large.size, large.y, large.size),
        Square(width - small.x - small.size, small.y, small.size),
    )


@lru_cache(512)
def code_modules(payload: str) -> Modules:
    """The modules of a QR code; one fixed mask, because choosing the best takes most of the time
    of a page and readers do not need it."""
    import segno

    code = segno.make_qr(payload, error="m", version=2, mask=4, boost_error=True)
    return tuple(bytes(row) for row in code.matrix)
