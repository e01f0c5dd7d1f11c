"""A block of cells copied from a spreadsheet: what its columns hold, and who its rows name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ssc_desktop.domain.names import fold, is_arabic
from ssc_desktop.workbook.columns import EMAIL, Column, Layout, find_layout
from ssc_desktop.workbook.countries import country_named
from ssc_desktop.workbook.drafts import ListRow
from ssc_desktop.workbook.headings import (
    FAMILY_NAME,
    FIELDS,
    FULL_NAME,
    GIVEN_NAMES,
    IGNORED,
    NAME_AR,
    NUMBER,
    meaning_of,
)
from ssc_desktop.workbook.people import People
from ssc_desktop.workbook.sheets import Sheet
from ssc_desktop.workbook.texts import text_of
from ssc_desktop.workbook.troubles import Rejected
from ssc_desktop.workbook.values import read_birth, role_of, sex_codes

Rows = Sequence[Sequence[str]]
_SAMPLED = 100
# Headings stand at the top of what somebody copied, below a title or two.
_LOWEST_HEADING = 5


@dataclass(frozen=True, slots=True)
class BlockGuess:
    """What a block seems to be: the number of its row of headings (0 for none), the headings and
    what each column holds."""

    heading_row: int
    headings: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BlockRead:
    """The people of a block and the cells that could not be taken; rows count from 1."""

    rows: tuple[ListRow, ...]
    rejected: tuple[Rejected, ...]


def look_at(rows: Rows) -> BlockGuess:
    """Guess whether a block has headings, and what its columns hold."""
    sheet = _sheet(rows)
    width = max((len(row) for row in rows), default=0)
    layout = find_layout(sheet)
    if layout is None or layout.last_row > _LOWEST_HEADING:
        return BlockGuess(0, ("",) * width, _by_values(rows, width))
    named = {column.index: column for column in layout.columns}
    headings = tuple(named[i].heading if i in named else "" for i in range(width))
    fields = tuple(named[i].field or IGNORED if i in named else IGNORED for i in range(width))
    return BlockGuess(layout.last_row, headings, fields)


def read_block(
    rows: Rows, fields: Sequence[str], *, heading_row: int, likely: tuple[str | None, ...]
) -> BlockRead:
    """Read the people below the headings of a block whose columns are known; ``likely`` countries
    are where telephone numbers without prefix are at home."""
    sheet = _sheet(rows)
    above = rows[heading_row - 1] if heading_row else ()
    columns = tuple(
        _column(index, name, above[index] if index < len(above) else "")
        for index, name in enumerate(fields)
        if name in FIELDS
    )
    signature = frozenset(fold(cell) for cell in above if fold(cell))
    layout = Layout(sheet, heading_row, heading_row, columns, 0.0, signature)
    reading = People(layout, likely).read()
    return BlockRead(reading.rows, reading.rejected)


def _sheet(rows: Rows) -> Sheet:
    numbered = ((number, tuple(row)) for number, row in enumerate(rows, start=1))
    return Sheet("", tuple(each for each in numbered if any(text_of(cell) for cell in each[1])))


def _column(index: int, name: str, heading: str) -> Column:
    meaning = meaning_of(heading)
    order = meaning.order if meaning and meaning.field == name else ""
    return Column(index, heading, name, order, is_told=True)


# --- a block without headings -----------------------------------------------------------------


def _by_values(rows: Rows, width: int) -> tuple[str, ...]:
    """What columns hold, told by what stands in them."""
    values = [_values(rows, index) for index in range(width)]
    fields = [_told_by(each) for each in values]
    taken: set[str] = set()
    for index, name in enumerate(fields):
        fields[index] = "" if name in taken else name
        taken.add(fields[index])
    for index, name in zip(_words(fields), _parts(values, fields), strict=False):
        fields[index] = name
    return tuple(name or IGNORED for name in fields)


def _values(rows: Rows, index: int) -> list[str]:
    cells = (text_of(row[index]) for row in rows[:_SAMPLED] if index < len(row))
    return [each for each in cells if each]


def _told_by(values: list[str]) -> str:
    for name, holds in _SIGNS:
        if values and sum(1 for each in values if holds(each)) * 5 > len(values) * 3:
            return name
    return "" if values else IGNORED


def _is_phone(text: str) -> bool:
    return 8 <= len(re.sub(r"\D", "", text)) <= 15 and not re.search(r"[^\W\d_]{3,}", text)


def _is_birth(text: str) -> bool:
    year, band, _ = read_birth(text, text)
    return bool(year or band) and not (text.isdigit() and len(text) < 2)


def _is_number(text: str) -> bool:
    return text.isdigit() and len(text) < 4


_SIGNS: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("email", EMAIL.search),
    # A column of 1 and 2 numbers its rows before it says who is a man.
    (NUMBER, _is_number),
    ("sex", lambda text: sex_codes([text])),
    ("phone", _is_phone),
    ("birth", _is_birth),
    ("role", role_of),
    ("country", country_named),
    (NAME_AR, is_arabic),
)


def _words(fields: list[str]) -> list[int]:
    return [index for index, name in enumerate(fields) if not name]


def _parts(values: list[list[str]], fields: list[str]) -> list[str]:
    """What the columns of words hold, in the order in which lists usually have them."""
    words = _words(fields)
    if not words:
        return []
    first = values[words[0]]
    whole = sum(1 for each in first if len(each.split()) > 1) * 2 > len(first)
    alone = whole or len(words) == 1 or words[1] != words[0] + 1
    names = [FULL_NAME] if alone else [FAMILY_NAME, GIVEN_NAMES]
    return [*names, "organisation", "function", "city"]
