"""Scanning back: sheets found on pictures and PDFs, each read by the geometry it was printed with."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.evidence import SheetPrint
from ssc_desktop.paper import reading
from ssc_desktop.paper.geometry import Geometry, unfold
from ssc_desktop.paper.reading import CellReading, FoundSheet, PageImage, PageReading
from ssc_desktop.services.activities import find_activity
from ssc_desktop.storage import activities, merges, paper_marks, participants, sheets
from ssc_desktop.storage.store import Db, Store

READ, POOR = reading.READ, reading.POOR
BROKEN = reading.BROKEN
UNKNOWN, ELSEWHERE, TWICE = "unknown-sheet", "other-activity", "read-twice"
WITH_CELLS = frozenset({READ, POOR})
"""What may be confirmed: the cells of the page were looked at."""

Progress = Callable[[int, int], None]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of a file and what was found on it; ``number`` is its place in the file."""

    file: Path
    number: int
    status: str
    sheet: str = ""
    page: int = 0
    pages: int = 0
    activity: UUID | None = None
    activity_code: str = ""
    version: int = 0
    reading: PageReading | None = field(default=None, repr=False)
    stamp: tuple[int, int] = (0, 0)
    """Size and time of the file when it was read."""

    @property
    def cells(self) -> tuple[CellReading, ...]:
        """What was read in its cells; nothing of a page that is not confirmed."""
        has_cells = self.reading is not None and self.status in WITH_CELLS
        return self.reading.cells if self.reading is not None and has_cells else ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of the picture, by code."""
        return self.reading.remarks if self.reading is not None else ()


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """A printing that was found: its pages, those missing, and what the list has become since."""

    number: str
    activity: UUID
    activity_code: str
    activity_title: str
    version: int
    newest_version: int
    pages: tuple[int, ...]
    missing: tuple[int, ...]
    newcomers: int
    """How many are on the list of the activity today and not on this printing."""


@dataclass(frozen=True, slots=True)
class Scans:
    """Everything that was read from some files."""

    pages: tuple[ScannedPage, ...]
    sheets: tuple[ScannedSheet, ...]


def read_scans(
    store: Store,
    files: Sequence[Path],
    activity: str | UUID | None = None,
    progress: Progress | None = None,
) -> Scans:
    """Read signed sheets from images and PDFs, of one activity where it is named.

    ``progress`` is told after each page how many files are done, of how many; what it raises stops
    the reading. A page that cannot be read stops nothing: its status says why.
    """
    found: list[ScannedPage] = []
    places = {file: number for number, file in enumerate(files)}
    for page in scan_pages(store, files, activity):
        found.append(page)
        if progress is not None:
            progress(places[page.file] + 1, len(files))
    return gather(store, found)


def scan_pages(
    store: Store, files: Iterable[Path], activity: str | UUID | None = None
) -> Iterator[ScannedPage]:
    """Read one page after the other, whoever asks for the next one decides when."""
    with store.reading() as db:
        wanted = find_activity(db, activity).id if activity else None
    for file in files:
        for image in reading.pages_of(file):
            yield _scanned(store, file, image, wanted)


def gather(store: Store, pages: Sequence[ScannedPage]) -> Scans:
    """Pages that were read, each sheet's page once, and what is to be said of their sheets."""
    once = tuple(_each_once(pages))
    numbers = dict.fromkeys(each.sheet for each in once if each.status in WITH_CELLS)
    with store.reading() as db:
        found = [_sheet(db, number, once) for number in numbers]
    return Scans(once, tuple(each for each in found if each is not None))


def looks_scanned(file: Path) -> bool:
    """Whether the first page of a file holds a sheet of ours, wherever it was printed."""
    image = next(iter(reading.pages_of(file)), None)
    return image is not None and _found(image).mark is not None


# --- one page -----------------------------------------------------------------------------------


def _scanned(store: Store, file: Path, image: PageImage, wanted: UUID | None) -> ScannedPage:
    found = _found(image)
    mark = found.mark
    if mark is None:
        return ScannedPage(file, image.number, image.trouble or found.status)
    blank = ScannedPage(file, image.number, UNKNOWN, mark.sheet, mark.page, mark.pages)
    with store.reading() as db:
        printing = sheets.by_number(db, mark.sheet)
        activity = _activity_of(db, printing)
    if printing is None or activity is None or not printing.geometry:
        return blank
    known = replace(
        blank,
        activity=activity.id,
        activity_code=activity.code or "",
        version=printing.version or 1,
    )
    if wanted is not None and activity.id != wanted:
        return replace(known, status=ELSEWHERE)
    read = _read(found, printing.geometry)
    return replace(known, status=read.status, reading=read, stamp=stamp_of(file))


def stamp_of(file: Path) -> tuple[int, int]:
    """By what a file is known to be as it was."""
    try:
        told = file.stat()
    except OSError:
        return 0, 0
    return told.st_size, told.st_mtime_ns


def _found(image: PageImage) -> FoundSheet:
    try:
        return reading.find_sheet(image)
    except Exception:
        # One picture that nobody foresaw must not stop the seventy others.
        _log.exception("a page could not be searched")
        return FoundSheet(image, BROKEN)


def _read(found: FoundSheet, geometry: str) -> PageReading:
    try:
        return reading.read_sheet(found, geometry)
    except Exception:
        _log.exception("a page could not be read")
        return PageReading(BROKEN, found.mark)


def _activity_of(db: Db, printing: SheetPrint | None) -> Activity | None:
    key = printing.activity_id if printing is not None else None
    found = activities.by_key(db, key) if key else None
    return found if found is not None and not found.removed else None


# --- all pages ----------------------------------------------------------------------------------


def _each_once(pages: Sequence[ScannedPage]) -> Iterator[ScannedPage]:
    """Of two pictures of one page the better one is kept, the other is told."""
    best: dict[tuple[str, int], ScannedPage] = {}
    for each in pages:
        place = each.sheet, each.page
        if each.reading is not None and each.reading.status in WITH_CELLS:
            best[place] = min(best.get(place, each), each, key=_doubt)
    for each in pages:
        if each.reading is None or each.reading.status not in WITH_CELLS:
            yield each
        elif best[each.sheet, each.page] is each:
            yield replace(each, status=each.reading.status)
        else:
            yield replace(each, status=TWICE)


def _doubt(page: ScannedPage) -> tuple[bool, int]:
    cells = page.reading.cells if page.reading is not None else ()
    open_ = sum(each.reading in (reading.UNSURE, reading.UNREADABLE) for each in cells)
    return page.reading is None or page.reading.status != READ, open_


def _sheet(db: Db, number: str, pages: Sequence[ScannedPage]) -> ScannedSheet | None:
    printing = sheets.by_number(db, number)
    activity = _activity_of(db, printing)
    if printing is None or activity is None:
        return None
    geometry = unfold(printing.geometry or "")
    seen = {each.page for each in pages if each.sheet == number and each.status in WITH_CELLS}
    seen |= pages_kept(db, activity.id, number, geometry)
    expected = tuple(page["page"] for page in geometry["pages"])
    return ScannedSheet(
        number,
        activity.id,
        activity.code or "",
        activity.title or "",
        printing.version or 1,
        sheets.last_version(db, activity.id),
        expected,
        tuple(page for page in expected if page not in seen),
        len(_newcomers(db, activity.id, geometry)),
    )


def pages_kept(db: Db, activity: UUID, number: str, geometry: Geometry) -> set[int]:
    """The pages of a sheet of which something was confirmed before."""
    lead = merges.of_people(db)
    signed = paper_marks.of_sheet(db, activity, number)
    return {
        page["page"]
        for page in geometry["pages"]
        for cell in page["cells"]
        if (lead.standing(UUID(cell["participant"])), cell["half_day"]) in signed
    }


def people_printed(db: Db, geometry: Geometry) -> set[UUID]:
    """Everybody on a printing, under the keys they lead to today."""
    cells = (cell for page in geometry["pages"] for cell in page["cells"])
    keys = {cell["participant"] for cell in cells}
    lead = merges.of_people(db)
    return {lead.standing(UUID(key)) for key in keys}


def _newcomers(db: Db, activity: UUID, geometry: Geometry) -> set[UUID]:
    lead = merges.of_people(db)
    printed = people_printed(db, geometry)
    today = {each.participant_id for each in participants.registrations(db, activity=activity)}
    today = {lead.standing(each) for each in today}
    return today - printed - participants.erased(db)
