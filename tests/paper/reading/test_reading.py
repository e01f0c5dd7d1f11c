"""Signed sheets read back whole: who signed what, in every layout, and what is told in doubt."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from uuid import UUID, uuid5

import cv2
import numpy as np
import pytest
from PIL import Image

from ssc_desktop.language import Language
from ssc_desktop.paper.attendance_sheet import attendance_sheet
from ssc_desktop.paper.geometry import fold
from ssc_desktop.paper.marks import Mark
from ssc_desktop.paper.page_pictures import PageImage, Pixels
from ssc_desktop.paper.reading import (
    EMPTY,
    FOUND,
    READ,
    REMARKS,
    SIGNED,
    UNREADABLE,
    UNSURE,
    CellReading,
    FoundSheet,
    PageReading,
    find_sheet,
    pages_of,
    read_sheet,
)
from tests.paper.reading.capture import hidden_shares
from tests.paper.reading.examples import HIDDEN_FROM
from tests.paper.reading.hands_unseen import UNSEEN
from tests.paper.reading.signed_pages import LAYOUTS, SignedPage, signed_page
from tests.paper.reading.signed_pages import SIGNED as HAS_SIGNED
from tests.paper.reading.wear_unseen import WEARS
from tests.paper.sheets import sheet

MAKERS = {wear.name: wear.make for wear in WEARS}


@lru_cache(16)
def _signed(layout: int, seed: int = 1) -> SignedPage:
    return signed_page(np.random.default_rng(seed), UNSEEN, layout, 0)


def _read(page: SignedPage, pixels: Pixels, *, one_bit: bool = False) -> PageReading:
    return read_sheet(find_sheet(PageImage(1, pixels, one_bit)), page.geometry)


def _worn(page: SignedPage, name: str, seed: int = 5) -> tuple[Pixels, Pixels]:
    return MAKERS[name](page, np.random.default_rng(seed))


def _silent(page: SignedPage, cells: tuple[CellReading, ...]) -> list[CellReading]:
    """Cells called surely and wrongly."""
    wrong = []
    for cell, truth in zip(cells, page.truth, strict=True):
        has_signed = truth == HAS_SIGNED
        if (cell.reading == SIGNED and not has_signed) or (cell.reading == EMPTY and has_signed):
            wrong.append(cell)
    return wrong


@pytest.mark.parametrize("layout", range(len(LAYOUTS)))
def test_every_layout_scanned_is_read_without_a_silent_error(layout: int) -> None:
    page = _signed(layout)
    reading = _read(page, _worn(page, "scan 200 dpi")[0])
    assert (reading.status, reading.mark) == (READ, page.mark)
    assert _silent(page, reading.cells) == []
    asked = sum(cell.reading not in (SIGNED, EMPTY) for cell in reading.cells)
    assert asked <= max(2, 0.1 * len(reading.cells))


@pytest.mark.parametrize("name", ["photo 12 MP", "hard shadow", "messenger 1600 px", "curled 4 mm"])
def test_photos_are_read_without_a_silent_error(name: str) -> None:
    page = _signed(2)
    reading = _read(page, _worn(page, name)[0])
    assert reading.status == READ
    assert _silent(page, reading.cells) == []


def test_cells_are_told_with_their_row_their_half_day_and_their_place() -> None:
    people = tuple(
        replace(person, id=str(uuid5(UUID(int=7), person.id))) for person in sheet(3, team=2).people
    )
    content = replace(sheet(3, 2, team=2, grid=True), people=people)
    pdf, geometry = attendance_sheet(content, Language("ar"))
    (found,) = (find_sheet(page) for page in _pages(pdf)[:1])
    reading = read_sheet(found, geometry)
    half_days = [slot.key for slot in content.slots]
    people_of_rows = [UUID(person.id) for person in people]
    blank = [cell for cell in reading.cells if cell.participant is None]
    named = [cell for cell in reading.cells if cell.participant]
    assert {cell.half_day for cell in reading.cells} == set(half_days)
    assert list(dict.fromkeys(cell.participant for cell in named)) == people_of_rows
    assert {(cell.row, cell.line) for cell in named if cell.team} == {
        (1, named[-2 * len(half_days)].line),
        (2, named[-1].line),
    }
    assert len(blank) >= 3 * len(half_days)
    first = next(cell for cell in named if cell.half_day == half_days[0])
    later = next(cell for cell in named if cell.half_day == half_days[-1])
    # On a sheet that runs from right to left, the first half-day stands furthest right.
    assert first.box[0] > later.box[0]
    assert reading == read_sheet(found, fold(geometry))


def _pages(pdf: bytes) -> list[PageImage]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sheet.pdf").write_bytes(pdf)
        return list(pages_of(Path(folder) / "sheet.pdf"))


def test_pictures_are_cut_from_the_straightened_table() -> None:
    page = _signed(0)
    reading = _read(page, _worn(page, "photo tilted 30°")[0])
    whole = cv2.imdecode(np.frombuffer(reading.straightened, np.uint8), cv2.IMREAD_COLOR)
    for cell in (reading.cells[0], reading.cells[-1]):
        row = cv2.imdecode(np.frombuffer(reading.picture(cell.line), np.uint8), 1)
        assert row.shape[1] == whole.shape[1]
        assert 0 <= row.shape[0] - cell.box[3] <= 8
        single = cv2.imdecode(np.frombuffer(reading.picture_of(cell), np.uint8), 1)
        assert single.shape[0] >= cell.box[3]
        assert single.shape[1] >= cell.box[2]
        x, y, width, height = cell.box
        assert 0 <= x < x + width <= whole.shape[1]
        assert 0 <= y < y + height <= whole.shape[0]
    head = cv2.imdecode(np.frombuffer(reading.picture_of_head(), np.uint8), 1)
    assert head.shape[1] == whole.shape[1]


@pytest.mark.parametrize(
    "name", ["folded 75 mm over the code", "corner folded 35 mm", "side cut off"]
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_hidden_is_never_called_empty(name: str, seed: int) -> None:
    page = _signed(0, 9)
    pixels, hidden = _worn(page, name, seed)
    reading = _read(page, pixels)
    shares = hidden_shares(hidden, [cell.box for cell in page.grid.cells])
    called = [
        cell.reading
        for cell, share in zip(reading.cells, shares, strict=True)
        if share >= HIDDEN_FROM
    ]
    assert EMPTY not in called
    assert (UNREADABLE in [cell.reading for cell in reading.cells]) == (
        "partly-hidden" in reading.remarks
    )


def test_a_scan_without_grey_calls_nothing_empty_and_says_why() -> None:
    page = _signed(0)
    reading = _read(page, _worn(page, "scan 1 bit")[0], one_bit=True)
    readings = {cell.reading for cell in reading.cells}
    assert "one-bit" in reading.remarks
    assert EMPTY not in readings
    assert {SIGNED, UNSURE} <= readings


@pytest.mark.parametrize(
    ("longest", "blur", "remark"), [(800, 0.4, "low-resolution"), (2400, 3.4, "blurred")]
)
def test_a_poor_picture_asks_for_another_and_decides_nothing(
    longest: int, blur: float, remark: str
) -> None:
    page = _signed(0)
    scale = longest / max(page.pixels.shape)
    small = cv2.resize(page.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    reading = _read(page, np.asarray(cv2.GaussianBlur(small, (0, 0), blur)))
    assert reading.status == "poor"
    assert remark in reading.remarks
    assert {cell.reading for cell in reading.cells} <= {UNSURE, UNREADABLE}


def test_remarks_are_of_the_known_ones() -> None:
    page = _signed(0)
    for name in ("scan 1 bit", "moved up to 1.2 mm", "side cut off", "photo 0.8 MP"):
        assert set(_read(page, _worn(page, name)[0]).remarks) <= set(REMARKS)


def test_an_old_printing_is_read_by_its_own_geometry() -> None:
    """The list grew and was printed anew; a sheet of the first printing is what comes back."""
    page = _signed(4)
    later = attendance_sheet(replace(LAYOUTS[4][1], sheet_id="0000AAAA"), Language("ar"))[1]
    found = find_sheet(PageImage(1, page.pixels))
    assert read_sheet(found, page.geometry).status == READ
    other = read_sheet(found, later)
    assert (other.status, other.remarks, other.cells) == ("poor", ("page-not-in-sheet",), ())


def test_a_page_that_the_printing_does_not_have_is_told() -> None:
    page = _signed(0)
    found = replace(find_sheet(PageImage(1, page.pixels)), mark=Mark(page.mark.sheet, 99, 99))
    assert read_sheet(found, page.geometry).remarks == ("page-not-in-sheet",)


@pytest.mark.parametrize(
    "corners",
    [
        np.zeros((4, 2)),
        np.array([[0, 0], [9, 9], [18, 18], [27, 27]]),
        np.array([[900, 10], [1, 800], [905, 12], [3, 700]]),
        np.array([[0, 0], [1e-9, 0], [1e-9, 1e-9], [0, 1e-9]]),
    ],
    ids=["a point", "a line", "crossed", "nothing"],
)
def test_marks_that_lie_as_on_no_page_stop_nothing(corners: Pixels) -> None:
    page = _signed(0)
    found = FoundSheet(
        PageImage(1, page.pixels), FOUND, page.mark, {0: corners.astype(np.float64)}, ()
    )
    reading = read_sheet(found, page.geometry)
    assert reading.status == "poor"
    assert {cell.reading for cell in reading.cells} <= {UNSURE, UNREADABLE}


def test_a_batch_goes_on_after_bad_pages(tmp_path: Path) -> None:
    """A broken file, a holiday photo, a page: each is told, in its turn."""
    page = _signed(0)
    (tmp_path / "1.png").write_bytes(b"\x89PNG nothing")
    Image.new("RGB", (800, 600), (90, 140, 200)).save(tmp_path / "2.jpg")
    Image.fromarray(page.pixels[..., ::-1]).save(tmp_path / "3.png")
    statuses = [
        read_sheet(find_sheet(each), page.geometry).status
        for path in sorted(tmp_path.iterdir())
        for each in pages_of(path)
    ]
    assert statuses == ["broken-file", "no-sheet", "read"]


def test_marks_of_one_person_do_not_sign_for_the_neighbour() -> None:
    """A long signature over the border of its cell leaves the next one empty or in doubt."""
    page = _signed(0)
    blank = signed_page(np.random.default_rng(2), UNSEEN, 0, 0)
    pixels = cv2.cvtColor(np.asarray(_blank(blank)), cv2.COLOR_GRAY2BGR)
    cell = page.grid.cells[4]
    x, y, width, height = (value * 10 for value in cell.box)
    time = np.linspace(0, 1, 90)
    across = x + width * (0.1 + 1.25 * time)
    down = y + height * (0.5 + 0.35 * np.sin(2 * np.pi * 5 * time))
    points = np.round(np.stack([across, down], 1)).astype(np.int32)[:, None]
    cv2.polylines(pixels, [points], False, (130, 50, 20), 4, cv2.LINE_AA)
    reading = _read(page, pixels)
    assert reading.cells[4].reading == SIGNED
    assert reading.cells[5].reading in (EMPTY, UNSURE)
    others = [cell.reading for at, cell in enumerate(reading.cells) if at not in (4, 5)]
    assert set(others) == {EMPTY}


def _blank(page: SignedPage) -> Pixels:
    from tests.paper.reading.signed_pages import blank_page

    return blank_page(0, page.mark.page - 1)
