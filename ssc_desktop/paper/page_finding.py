"""Finding a sheet on a picture: its corner tags and its codes, whichever way the page lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np
import zxingcpp

from ssc_desktop.paper import marks
from ssc_desktop.paper.marks import Mark
from ssc_desktop.paper.page_pictures import PageImage, Pixels

FOUND, NO_SHEET, NO_CODE, FOREIGN = "found", "no-sheet", "no-code", "foreign"
BROKEN = "broken-file"
_A4 = ((297.0, 210.0), (210.0, 297.0))
# Three tags say where a page lies as well as four do.
_ENOUGH_TAGS = 3
# Corners that miss their places by less than this, in millimetres, are of a page that lies flat.
_FLAT = 0.12
# The longest side a page is searched at, the likeliest first.
_SIDES = (1600, 2600, 900)
# The only code read: a broken one of another kind would stop the rest.
_QR = zxingcpp.barcode_formats_from_str("QRCode")
# Pixels a millimetre and blank millimetres around when the known place of a code is cut out.
_CODE_SCALE, _CODE_BLANK = 14, 4.0
# Places of codes looked at a second time.
_CODES_TRIED = 2


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """What was found on a page: a status, the mark of its codes, corners of tags and codes.

    ``tags`` are corners by the tag's number, ``codes`` those of QR codes of ours, in pixels.
    """

    page: PageImage
    status: str
    mark: Mark | None = None
    tags: dict[int, Pixels] = field(default_factory=dict)
    codes: tuple[Pixels, ...] = ()

    @property
    def grey(self) -> Pixels:
        """The page without colour."""
        return grey_of(self.page)


def grey_of(page: PageImage) -> Pixels:
    """A page without colour."""
    assert page.pixels is not None
    if page.pixels.ndim == 2:
        return page.pixels
    return np.asarray(cv2.cvtColor(page.pixels, cv2.COLOR_BGR2GRAY))


def find_sheet(page: PageImage) -> FoundSheet:
    """The sheet on a page, or why there is none."""
    if page.pixels is None:
        return FoundSheet(page, BROKEN)
    grey = grey_of(page)
    tags = find_tags(grey)
    read = _read_codes(grey)
    ours = [(mark, corners) for text, corners in read if (mark := marks.read_payload(text))]
    if ours:
        mark = ours[0][0]
        codes = tuple(corners for each, corners in ours if each == mark)
        return FoundSheet(page, FOUND, mark, tags, codes)
    second = _read_where_codes_are(grey, tags)
    if second is not None:
        return FoundSheet(page, FOUND, second, tags)
    if len(tags) >= 2:
        return FoundSheet(page, NO_CODE, None, tags)
    return FoundSheet(page, FOREIGN if read else NO_SHEET, None, tags)


# --- tags ---------------------------------------------------------------------------------------


@lru_cache(1)
def _detector() -> cv2.aruco.ArucoDetector:
    asked = cv2.aruco.DetectorParameters()
    asked.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    asked.adaptiveThreshWinSizeMin = 5
    asked.adaptiveThreshWinSizeMax = 45
    asked.adaptiveThreshWinSizeStep = 20
    asked.minMarkerPerimeterRate = 0.015
    asked.polygonalApproxAccuracyRate = 0.05
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    return cv2.aruco.ArucoDetector(dictionary, asked)


def find_tags(grey: Pixels) -> dict[int, Pixels]:
    """The corners of each corner tag in view; larger and smaller pictures until three are."""
    found: dict[int, tuple[Pixels, int]] = {}
    longest, searched = max(grey.shape), set()
    for side in _SIDES:
        scale = min(1.0, side / longest)
        if scale in searched:
            continue
        searched.add(scale)
        for number, corners in _tags_at(grey, scale):
            found.setdefault(number, (corners, max(2, int(3 / scale))))
        if len(found) >= _ENOUGH_TAGS:
            break
    return {number: _refined(grey, *each) for number, each in sorted(found.items())}


def _tags_at(grey: Pixels, scale: float) -> Iterator[tuple[int, Pixels]]:
    small = grey
    if scale < 1:
        small = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    corners, numbers, _ = _detector().detectMarkers(small)
    if numbers is None:
        return
    for number, each in zip(numbers.ravel(), corners, strict=True):
        if int(number) < len(marks.TAG_MODULES):
            yield int(number), (each[0] + 0.5) / scale - 0.5


def _refined(grey: Pixels, corners: Pixels, window: int) -> Pixels:
    """Corners to a fraction of a pixel, on the picture in its full size."""
    given = np.ascontiguousarray(corners.reshape(-1, 1, 2).astype(np.float32))
    height, width = grey.shape
    margin = window + 2
    inside = (given > margin).all() and (given < (width - margin, height - margin)).all()
    if not inside:
        return np.asarray(given.reshape(4, 2))
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_COUNT, 20, 0.03)
    refined = cv2.cornerSubPix(grey, given.copy(), (window, window), (-1, -1), stop)
    moved = np.linalg.norm((refined - given).reshape(4, 2), axis=1).max()
    return np.asarray((refined if moved <= window else given).reshape(4, 2))


# --- codes --------------------------------------------------------------------------------------


def _read_codes(grey: Pixels) -> list[tuple[str, Pixels]]:
    """Texts and corners of QR codes; harder tries only while none of ours was read."""
    tries = (
        (1.0, zxingcpp.Binarizer.LocalAverage),
        (1.6, zxingcpp.Binarizer.LocalAverage),
        (1.0, zxingcpp.Binarizer.GlobalHistogram),
    )
    seen: list[tuple[str, Pixels]] = []
    for scale, binarizer in tries:
        if scale > 1 and max(grey.shape) * scale > 4200:
            continue
        found = _codes_at(grey, scale, binarizer)
        if any(marks.read_payload(text) for text, _ in found):
            return found
        seen += found
    return seen


def _codes_at(
    grey: Pixels, scale: float, binarizer: zxingcpp.Binarizer
) -> list[tuple[str, Pixels]]:
    picture = grey
    if scale != 1:
        picture = np.asarray(
            cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        )
    read = zxingcpp.read_barcodes(
        np.ascontiguousarray(picture),
        formats=_QR,
        binarizer=binarizer,
        try_invert=False,
    )
    return [(each.text, _corners(each.position) / scale) for each in read]


def _corners(position: zxingcpp.Position) -> Pixels:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return np.array([[each.x, each.y] for each in corners], np.float64)


def _read_where_codes_are(grey: Pixels, tags: dict[int, Pixels]) -> Mark | None:
    """A second chance: cut out and enlarged, the places where a code must be, made sharper."""
    if len(tags) < 2:
        return None
    size = likely_size(tags)
    to_page = straight(tag_pairs(tags, *size))
    cuts = [
        _cut_out(grey, to_page, place)
        for rtl in (False, True)
        for place in marks.codes(*size, rtl=rtl)
    ]
    # Blank paper has no code: the places where most is printed come first.
    cuts.sort(key=lambda cut: float(cut.std()), reverse=True)
    pictures = (picture for cut in cuts[:_CODES_TRIED] for picture in _sharpened(cut))
    return next((mark for picture in pictures if (mark := _mark_on(picture))), None)


def _cut_out(grey: Pixels, to_page: Pixels, place: marks.Square) -> Pixels:
    scale, blank = _CODE_SCALE, _CODE_BLANK
    cut = np.array(
        [[scale, 0, -(place.x - blank) * scale], [0, scale, -(place.y - blank) * scale], [0, 0, 1]]
    )
    side = int((place.size + 2 * blank) * scale)
    return np.asarray(cv2.warpPerspective(grey, cut @ to_page, (side, side), flags=cv2.INTER_CUBIC))


def _mark_on(picture: Pixels) -> Mark | None:
    for text, _ in _codes_at(picture, 1.0, zxingcpp.Binarizer.LocalAverage):
        mark = marks.read_payload(text)
        if mark is not None:
            return mark
    return None


def _sharpened(cut: Pixels) -> Iterator[Pixels]:
    """Evenly lit, then with edges drawn harder and harder."""
    even = np.asarray(cv2.createCLAHE(2.0, (4, 4)).apply(cut))
    yield even
    for sigma, gain in ((6.0, 1.2), (3.0, 2.2), (10.0, 2.5)):
        soft = cv2.GaussianBlur(even, (0, 0), sigma)
        yield np.asarray(cv2.addWeighted(even, 1 + gain, soft, -gain, 0))


# --- from pixels to millimetres -----------------------------------------------------------------

Pair = tuple[Pixels, Pixels]


def corners_of(x: float, y: float, size: float) -> Pixels:
    """The corners of a square mark, clockwise from the top left."""
    return np.array([[x, y], [x + size, y], [x + size, y + size], [x, y + size]], np.float64)


def tag_pairs(tags: dict[int, Pixels], width: float, height: float) -> list[Pair]:
    """Corners of tags: where they were found, where they were printed."""
    places = marks.tags(width, height)
    return [
        (corners, corners_of(places[number].x, places[number].y, places[number].size))
        for number, corners in tags.items()
    ]


def straight(pairs: list[Pair], *, with_codes: bool = False) -> Pixels:
    """The way from pixels to millimetres that most corners agree on.

    Few corners, or those of codes, which are less exact, do not show how a page is tilted: while
    they fit a page that lies flat, it does.
    """
    found = np.vstack([pair[0] for pair in pairs]).astype(np.float64)
    printed = np.vstack([pair[1] for pair in pairs]).astype(np.float64)
    many = len(pairs) >= _ENOUGH_TAGS and not with_codes
    if not many:
        flat = _turned_and_sized(found, printed)
        if np.abs(moved(found, flat) - printed).mean() < _FLAT:
            return flat
    matrix, _ = cv2.findHomography(found, printed, cv2.LMEDS if many else 0)
    return np.asarray(matrix) if matrix is not None else np.eye(3)


def _turned_and_sized(found: Pixels, printed: Pixels) -> Pixels:
    """The turn, size and place that fit corners best."""
    x, y = found.T
    one, none = np.ones_like(x), np.zeros_like(x)
    terms = np.concatenate([np.stack([x, -y, one, none], 1), np.stack([y, x, none, one], 1)])
    a, b, across, down = np.linalg.lstsq(terms, printed.T.ravel(), rcond=None)[0]
    return np.array([[a, -b, across], [b, a, down], [0, 0, 1]])


def likely_size(tags: dict[int, Pixels]) -> tuple[float, float]:
    """Lying or standing: the size of paper that the corners fit better."""
    return min(_A4, key=lambda size: misfit(tag_pairs(tags, *size)))


def misfit(pairs: list[Pair]) -> float:
    """How far, in millimetres, corners are from where the homography puts them."""
    matrix = straight(pairs)
    found = np.vstack([pair[0] for pair in pairs])
    printed = np.vstack([pair[1] for pair in pairs])
    return float(np.abs(moved(found, matrix) - printed).mean())


def moved(points: Pixels, matrix: Pixels) -> Pixels:
    """Points through a homography."""
    given = np.asarray(points, np.float64).reshape(1, -1, 2)
    return np.asarray(cv2.perspectiveTransform(given, matrix)[0])
