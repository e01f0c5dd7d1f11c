"""Opens a file of any kind that lists come in, and gives its sheets as rows of cells."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from ssc_desktop.workbook import texts, troubles

Cell = str | int | float | bool | date | datetime | time | timedelta

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST_FILE = 64 * 2**20
_LARGEST_UNPACKED = 256 * 2**20
_MOST_CELLS = 20_000_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
# The record of an .xls sheet that says which rows it spans; columns are at most 256.
_DIMENSIONS = re.compile(rb"\x00\x02\x0e\x00(.{8}).[\x00\x01].[\x00\x01]\x00\x00", re.DOTALL)
# In OpenDocument a cell or row with content may be repeated millions of times in a few bytes.
_REPEATED = re.compile(
    rb'number-columns-repeated="\d{4,}"[^>]*[^/]>\s*<text:p|'
    rb'<table:table-row[^>]*number-rows-repeated="\d{5,}"[^>]*>(?:(?!</table:table-row>).)*<text:p',
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows that are not empty, each with its number as a spreadsheet shows it."""

    name: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    # First and last row number and first and last column of each group of merged cells.
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False


def read_sheets(path: Path, strength: Callable[[list[str]], float]) -> tuple[Sheet, ...]:
    """The sheets of a workbook or text file, whatever its name ends in.

    ``strength`` says how much a row looks like headings: among the ways to cut a text file into
    columns, the one that gives the strongest row is right.
    """
    data = _bytes_of(path)
    if data.startswith(_ZIP):
        _check_package(data)
        return _workbook(data)
    if data.startswith(_OLE):
        _check_dimensions(data)
        return _workbook(data)
    rows = texts.read_text_table(data, strength)
    return (Sheet(path.stem, tuple(_numbered(rows))),)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise troubles.too_large()
        data = path.read_bytes()
    except OSError as error:
        raise troubles.missing_file() from error
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise troubles.empty()
    return data


def _check_package(data: bytes) -> None:
    """Refuse a package that would unpack to more than a machine should hold."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                raise troubles.too_large()
            for part in parts:
                _check_part(package, part)
    except (zipfile.BadZipFile, zlib.error, LookupError, EOFError, OSError, ValueError) as error:
        raise troubles.unreadable() from error
    except RuntimeError as error:  # zipfile's word for a part that is encrypted or unknown
        raise troubles.locked() from error


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
        if _extent(package.read(part)) > _MOST_CELLS:
            raise troubles.too_large()
    elif part.filename == "content.xml" and _REPEATED.search(package.read(part)):
        raise troubles.too_large()


def _extent(xml: bytes) -> int:
    """How many cells a sheet spans from its first to its last."""
    widest = tallest = 0
    for letters, row in _REFERENCE.findall(xml):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        widest, tallest = max(widest, column), max(tallest, int(row))
    return widest * tallest


def _check_dimensions(data: bytes) -> None:
    """Refuse an old workbook whose sheets claim more rows than there can be: the library takes
    the memory for them before it looks."""
    for first, last in (struct.unpack("<II", found) for found in _DIMENSIONS.findall(data)):
        if last > 65_536 or first > last:
            raise troubles.unreadable()


def _workbook(data: bytes) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return tuple(_sheets(workbook))
    except PasswordError as error:
        raise troubles.locked() from error
    except CalamineError as error:
        raise (troubles.locked() if _ENCRYPTED in data else troubles.unreadable()) from error
    except BaseException as error:
        # What the library's own language calls a panic is no Exception to Python, and has no
        # name to catch it by: some damaged workbooks end so.
        if type(error).__name__ == "PanicException":
            raise troubles.unreadable() from error
        raise


def _sheets(workbook: CalamineWorkbook) -> Iterator[Sheet]:
    for index, about in enumerate(workbook.sheets_metadata):
        try:
            sheet = workbook.get_sheet_by_index(index)
        except CalamineError:
            continue  # A chart or a sheet of macros has no cells.
        left = sheet.start[1] if sheet.start else 0
        merged = tuple(
            (top + 1, bottom + 1, first - left, last - left)
            for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
        )
        hidden = about.visible != SheetVisibleEnum.Visible
        yield Sheet(about.name, tuple(_numbered(sheet.iter_rows())), merged, hidden)


def _numbered(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for number, cells in enumerate(rows, start=1):
        if any(texts.text_of(cell) for cell in cells):
            yield number, tuple(cells)
