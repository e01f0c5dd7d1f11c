"""What a list looks like before it is read: its sheets, its first rows, its columns with samples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.workbook import troubles
from ssc_desktop.workbook.columns import Layout, Told, find_layout, texts_in
from ssc_desktop.workbook.headings import IGNORED, NUMBER, strength_of
from ssc_desktop.workbook.sheets import Sheet, read_sheets

_ROWS_SHOWN = 60
_SAMPLES, _LONGEST_SAMPLE = 3, 60


@dataclass(frozen=True, slots=True)
class SheetOutline:
    """One sheet of a workbook: how many rows it has, and whether people seem to stand on it."""

    name: str
    row_count: int
    has_people: bool
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class ColumnOutline:
    """One column: its place from 0, its heading, what it seems to hold and what stands in it."""

    index: int
    heading: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListOutline:
    """A list as it looks from outside; ``heading`` and ``last_heading`` are rows of its sheet."""

    sheets: tuple[SheetOutline, ...]
    sheet: str
    heading: int
    last_heading: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    columns: tuple[ColumnOutline, ...]

    @property
    def others(self) -> tuple[SheetOutline, ...]:
        """The other sheets that a person can see and on which people seem to stand."""
        return tuple(
            each
            for each in self.sheets
            if each.has_people and not each.is_hidden and each.name != self.sheet
        )


def outline_list(
    path: Path, *, sheet: str | None = None, columns: Told | None = None, heading: int | None = None
) -> ListOutline:
    """Look at a list: the sheet asked for, else the one where most people seem to stand."""
    sheets = read_sheets(Path(path), strength_of)
    filled = [each for each in sheets if each.rows]
    if not filled:
        raise troubles.empty()
    layouts = {each.name: find_layout(each) for each in filled}
    chosen = _chosen(filled, layouts, sheet)
    # A row without any heading is where a person begins to say what the columns hold.
    row = heading or (None if layouts[chosen.name] else chosen.rows[0][0])
    layout = find_layout(chosen, columns, row)
    if layout is None:
        layout = find_layout(chosen, columns, chosen.rows[0][0])
    return ListOutline(
        tuple(_sheet(each, layouts.get(each.name)) for each in sheets),
        chosen.name,
        layout.first_row if layout else chosen.rows[0][0],
        layout.last_row if layout else chosen.rows[0][0],
        _first_rows(chosen),
        _columns(layout) if layout else (),
    )


def _chosen(sheets: list[Sheet], layouts: dict[str, Layout | None], name: str | None) -> Sheet:
    if name is not None:
        found = [each for each in sheets if each.name == name]
        if not found:
            raise troubles.no_such_sheet(name, tuple(each.name for each in sheets))
        return found[0]
    return max(
        sheets,
        key=lambda each: (layouts[each.name] is not None, not each.hidden, len(each.rows)),
    )


def _sheet(sheet: Sheet, layout: Layout | None) -> SheetOutline:
    below = layout is not None and any(number > layout.last_row for number, _ in sheet.rows)
    return SheetOutline(sheet.name, len(sheet.rows), below, sheet.hidden)


def _first_rows(sheet: Sheet) -> tuple[tuple[int, tuple[str, ...]], ...]:
    shown = [(number, texts_in(cells)) for number, cells in sheet.rows[:_ROWS_SHOWN]]
    width = max((max(cells, default=-1) for _, cells in shown), default=-1) + 1
    return tuple(
        (number, tuple(cells.get(index, "") for index in range(width))) for number, cells in shown
    )


def _columns(layout: Layout) -> tuple[ColumnOutline, ...]:
    below = [texts_in(cells) for number, cells in layout.sheet.rows if number > layout.last_row][
        :400
    ]
    found = []
    for column in sorted(layout.columns, key=lambda each: each.index):
        values = dict.fromkeys(cells[column.index] for cells in below if column.index in cells)
        samples = tuple(" ".join(each.split())[:_LONGEST_SAMPLE] for each in values)[:_SAMPLES]
        heading = " ".join(column.heading.split())
        is_aside = column.field in (NUMBER, IGNORED)
        found.append(ColumnOutline(column.index, heading, column.field if not is_aside else "",
                                   samples))  # fmt: skip
    return tuple(found)
