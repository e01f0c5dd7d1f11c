"""Reads a list of participants as an office keeps it: who is on it, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ssc_desktop.domain.names import fold
from ssc_desktop.workbook import troubles
from ssc_desktop.workbook.columns import Layout, Told, find_layout, texts_in
from ssc_desktop.workbook.countries import country_in
from ssc_desktop.workbook.drafts import ListRow
from ssc_desktop.workbook.headings import strength_of
from ssc_desktop.workbook.people import People
from ssc_desktop.workbook.sheets import Sheet, read_sheets
from ssc_desktop.workbook.texts import text_of
from ssc_desktop.workbook.troubles import Rejected

__all__ = ["ListRow", "ParticipantList", "Rejected", "read_list"]


@dataclass(frozen=True)
class ParticipantList:
    """The people of a list, the cells that could not be taken, and how the list was understood."""

    rows: tuple[ListRow, ...]
    rejected: tuple[Rejected, ...]
    mapping: dict[str, str]
    sheet: str
    sheets: tuple[str, ...]
    # Other sheets that hold people too: a person must know that they were not read.
    other_sheets: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    # The cells of each row, as typed, for a workbook to correct.
    originals: dict[int, tuple[str, ...]] = field(default_factory=dict)
    # Where local telephone numbers of this list are at home.
    country: str | None = None
    # What the rows say that were left out for want of a name, or because they sign the list.
    left_out: tuple[ListRow, ...] = ()


def read_list(
    path: Path,
    *,
    sheet: str | None = None,
    columns: Told | None = None,
    heading: int | None = None,
    country: str | None = None,
    fallback_country: str | None = None,
) -> ParticipantList:
    """Read the list of participants in a workbook or text file.

    ``sheet`` names the sheet to read, else the one with most people is. ``columns`` gives headings
    to fields where they would be misread; with ``heading``, the row where they stand, also places.
    ``country`` is the activity's, ``fallback_country`` the office's: where numbers without prefix
    are at home unless the list itself says otherwise.
    """
    path = Path(path)
    sheets = read_sheets(path, strength_of)
    if not any(each.rows for each in sheets):
        raise troubles.empty()
    found = [
        (layout, People(layout, (country, _told_country(path, layout), fallback_country)))
        for each in _chosen(sheets, sheet)
        if (layout := find_layout(each, columns, heading))
    ]
    read = [(layout, people.read()) for layout, people in found]
    with_people = [each for each in read if each[1].rows or each[1].rejected]
    if not with_people:
        raise troubles.no_people()
    layout, reading = max(with_people, key=lambda each: len(each[1].rows))
    _check_told(layout, columns or {})
    others = tuple(
        each.sheet.name for each, people in with_people if each is not layout and people.rows
    )
    headings, originals = _originals(
        layout, {each.row for each in (*reading.rows, *reading.left_out)}
    )
    return ParticipantList(
        rows=reading.rows,
        rejected=reading.rejected,
        mapping={heading: name for heading, name in layout.mapping.items() if heading and name},
        sheet=layout.sheet.name,
        sheets=tuple(each.name for each in sheets),
        other_sheets=others,
        headings=headings,
        originals=originals,
        country=reading.country,
        left_out=reading.left_out,
    )


def _told_country(path: Path, layout: Layout) -> str | None:
    """The country that the lines above the headings, or else the file's name, speak of."""
    above = [
        text_of(cell)
        for number, cells in layout.sheet.rows
        if number < layout.first_row
        for cell in cells
    ]
    for text in (*above, layout.sheet.name, path.stem.replace("_", " ")):
        country = country_in(text)
        if country:
            return country
    return None


def _chosen(sheets: tuple[Sheet, ...], name: str | None) -> list[Sheet]:
    """The sheet asked for, else those a person can see, else all."""
    if name is None:
        return [each for each in sheets if not each.hidden] or list(sheets)
    exact = [each for each in sheets if each.name == name]
    alike = [each for each in sheets if fold(each.name) == fold(name)]
    if not exact and not alike:
        raise troubles.no_such_sheet(name, tuple(each.name for each in sheets))
    return (exact or alike)[:1]


def _check_told(layout: Layout, columns: Told) -> None:
    headings = {fold(text) for _, cells in layout.sheet.rows for text in map(str, cells) if text}
    for heading in columns:
        if isinstance(heading, str) and fold(heading) not in headings:
            raise troubles.no_such_column(heading)


def _originals(
    layout: Layout, wanted: set[int]
) -> tuple[tuple[str, ...], dict[int, tuple[str, ...]]]:
    headed = {column.index: column.heading for column in layout.columns}
    width = max(headed, default=-1) + 1
    headings = tuple(headed.get(index, "") for index in range(width))
    lines = dict(_lines(layout, wanted, width))
    return headings, lines


def _lines(layout: Layout, wanted: set[int], width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in layout.sheet.rows:
        if number in wanted:
            texts = texts_in(cells)
            yield number, tuple(texts.get(index, "") for index in range(width))
