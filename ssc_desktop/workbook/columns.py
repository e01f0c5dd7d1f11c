"""Finds the row of headings wherever it stands, and which column holds what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ssc_desktop.domain.names import LATIN, fold, folded_words, is_arabic
from ssc_desktop.workbook import troubles
from ssc_desktop.workbook.headings import (
    CONTACT,
    FAMILY_NAME,
    FIELDS,
    FULL_NAME,
    GIVEN_NAMES,
    IGNORED,
    NAME_AR,
    NAME_FIELDS,
    NUMBER,
    SOME_NAME,
    SYNONYMS,
    Meaning,
    meaning_of,
)
from ssc_desktop.workbook.sheets import Sheet
from ssc_desktop.workbook.texts import text_of
from ssc_desktop.workbook.values import is_nothing, role_of

_ROWS_LOOKED_AT = 120
_TALLEST_HEADINGS = 3
# Below this a row that holds more than a name's heading is not the headings of a list.
_WEAKEST = 1.0

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_SEX_WORDS = folded_words(
    "f m h femme homme feminin masculin female male woman man ذكر أنثى رجل امرأة"
)
_IS_ROLE = re.compile(r"roles?\b|الدور")
_COURTESY = re.compile(r"^(?:m|mr|mme|mlle|mrs|ms|dr|pr|prof|monsieur|madame|السيد|السيده|الانسه)$")


@dataclass(frozen=True)
class Column:
    """One column of a list: where, its heading as typed, and what it holds."""

    index: int
    heading: str
    field: str
    order: str = ""
    # Whether a person said what the column holds.
    is_told: bool = False


@dataclass(frozen=True)
class Layout:
    """Where the headings of a sheet stand and which column holds what."""

    sheet: Sheet
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    strength: float
    # A heading that a page break repeats amid the list is known by its folded cells.
    signature: frozenset[str] = field(default_factory=frozenset)

    def of(self, name: str) -> tuple[Column, ...]:
        """The columns that hold this field."""
        return self._by_field.get(name, ())

    @cached_property
    def _by_field(self) -> dict[str, tuple[Column, ...]]:
        fields = {column.field for column in self.columns}
        return {
            name: tuple(column for column in self.columns if column.field == name)
            for name in fields
        }

    @property
    def telling(self) -> frozenset[str]:
        """The fields that say something of people."""
        return frozenset(self._by_field) - {"", NUMBER, IGNORED}

    @property
    def mapping(self) -> dict[str, str]:
        """Heading -> field, as it was understood."""
        return {column.heading: column.field for column in self.columns}


Cells = dict[int, str]

Told = Mapping[str, str] | Mapping[str | int, str]
"""What a person said: the heading of a column, or its place from 0, with the field it holds."""


def texts_in(cells: Sequence[object]) -> Cells:
    """The filled cells of a row by column."""
    texts = ((index, text_of(cell)) for index, cell in enumerate(cells))
    return {index: text for index, text in texts if text}


def find_layout(
    sheet: Sheet, given: Told | None = None, heading: int | None = None
) -> Layout | None:
    """The strongest headings of a sheet, with what the person said of columns; None if none.

    ``heading`` is the row where the person says they begin. Only then may a column be told by its
    place, counted from 0, instead of by its heading.
    """
    named = {key: _field_named(name) for key, name in (given or {}).items()}
    told = {fold(key): name for key, name in named.items() if isinstance(key, str)}
    placed = {key: name for key, name in named.items() if isinstance(key, int)}
    rows = [(number, texts_in(cells)) for number, cells in sheet.rows[:_ROWS_LOOKED_AT]]
    best: Layout | None = None
    for height in range(1, _TALLEST_HEADINGS + 1):
        for start in range(len(rows)):
            if heading is not None and rows[start][0] != heading:
                continue
            layout = _layout(sheet, rows[start : start + height], told)
            if layout and (best is None or _is_better(layout, best, height)):
                best = layout
    if best is None and heading is not None:
        best = _bare(sheet, dict(rows), heading)
    return _by_content(best, placed) if best else None


def _bare(sheet: Sheet, rows: Mapping[int, Cells], heading: int) -> Layout | None:
    """A row that a person says holds the headings, though no name is among them."""
    cells = rows.get(heading)
    if cells is None:
        return None
    columns = []
    for index, text in cells.items():
        meaning = meaning_of(text)
        columns.append(
            Column(index, text, meaning.field if meaning else "", meaning.order if meaning else "")
        )
    signature = frozenset(fold(text) for text in cells.values())
    return Layout(sheet, heading, heading, tuple(columns), 0.0, signature)


def _is_better(layout: Layout, best: Layout, height: int) -> bool:
    """Whether headings are stronger; a further line of them must tell of another field."""
    stronger = layout.strength > best.strength + 0.05
    return stronger and (height == 1 or len(layout.telling) > len(best.telling))


def _field_named(name: str) -> str:
    known = SYNONYMS.get(name, name)
    if known not in FIELDS:
        raise troubles.unknown_field(name, (*FIELDS, *SYNONYMS))
    return known


def _layout(sheet: Sheet, block: list[tuple[int, Cells]], told: Mapping[str, str]) -> Layout | None:
    if len(block) > 1 and block[-1][0] - block[0][0] >= _TALLEST_HEADINGS:
        return None
    lines = [_spread(sheet, number, cells) for number, cells in block]
    if any(not _may_head(cells, lines[0]) for _, cells in block[1:]):
        return None
    found = {index: _meaning(lines, index, told) for index in sorted(set().union(*lines))}
    meanings = {index: each for index, each in found.items() if each}
    if len({"sex_f", "sex_m"} & {each.field for each in meanings.values()}) == 1:
        # A sex is ticked in two columns; "F" alone is somebody's sex.
        meanings = {i: each for i, each in meanings.items() if each.field not in ("sex_f", "sex_m")}
        found = {index: meanings.get(index) for index in found}
    strength = _strength(meanings, len(found), told)
    if strength < _WEAKEST:
        return None
    headings = {index: " ".join(_stack(lines, index)) for index in found}
    columns = tuple(
        Column(index, headings[index], meaning.field, meaning.order, meaning.strength > 1)
        if meaning
        else Column(index, headings[index], "")
        for index, meaning in found.items()
    )
    signature = frozenset(fold(text) for _, cells in block for text in cells.values())
    return Layout(sheet, block[0][0], block[-1][0], columns, strength, signature)


def _may_head(cells: Cells, above: Cells) -> bool:
    """Whether a row may be a further line of headings: it says of columns, not of a person, and
    of more than one, as the name of an institution over the people of a list does not."""
    signed = _signed(above)
    texts = [text for index, text in cells.items() if index not in signed]
    if len(cells) < 2 or not texts:
        return False
    if any(EMAIL.search(text) or len(re.sub(r"\D", "", text)) > 7 for text in texts):
        return False
    return sum(1 for text in texts if meaning_of(text)) * 2 > len(texts)


def _signed(above: Cells) -> set[int]:
    """The columns in which people sign: whatever stands below that heading is a day or its half."""
    signed: set[int] = set()
    widest = max(above, default=0) + 12
    for index in sorted(above):
        meaning = meaning_of(above[index])
        if meaning and meaning.field == IGNORED:
            after = next((each for each in sorted(above) if each > index), widest)
            signed |= set(range(index, after))
    return signed


def _strength(meanings: Mapping[int, Meaning], filled: int, told: Mapping[str, str]) -> float:
    fields = {each.field: each.strength for each in meanings.values()}
    if not NAME_FIELDS & fields.keys():
        return 0.0
    # Beside a few known headings, those of a form of its own are many and strange.
    if len(fields) < 3 and len(meanings) * 2 < filled:
        return 0.0
    named = sum(value for name, value in fields.items() if name not in (NUMBER, IGNORED))
    # What the person told counts above all that we guess.
    said = sum(1.0 for each in meanings.values() if each.strength > 1 and told)
    aside = 0.3 * len({NUMBER, IGNORED} & fields.keys())
    # Cells that mean nothing speak against a row, a little.
    return named + said + aside - min(0.2 * (filled - len(meanings)), 1.0)


def _spread(sheet: Sheet, number: int, cells: Cells) -> Cells:
    """A row of headings in which a merged cell stands above all its columns."""
    spread = dict(cells)
    for top, bottom, first, last in sheet.merged:
        if top <= number <= bottom and first in cells and last - first < 8:
            for index in range(first + 1, last + 1):
                spread.setdefault(index, cells[first])
    return spread


def _stack(lines: list[Cells], index: int) -> list[str]:
    """The headings above one column, from the top down, each once."""
    stack = [line[index] for line in lines if index in line]
    if len(lines) > 1 and index in lines[-1] and index not in lines[0]:
        # Without merged cells, a heading stands above the columns to its right as well.
        left = [each for each in lines[0] if each < index]
        if left and (max(left) in lines[-1] or _none_between(lines[-1], max(left), index)):
            stack.insert(0, lines[0][max(left)])
    return list(dict.fromkeys(stack))


def _none_between(line: Cells, left: int, right: int) -> bool:
    return not any(each in line for each in range(left + 1, right))


def _meaning(lines: list[Cells], index: int, told: Mapping[str, str]) -> Meaning | None:
    own = [line[index] for line in lines if index in line]
    for text in (*own, " ".join(own)):
        if fold(text) in told:
            return Meaning(told[fold(text)], 2.0)
    stack = _stack(lines, index)
    low = meaning_of(stack[-1])
    if len(stack) == 1:
        return low
    high = meaning_of(stack[0])
    if low and (low.field not in ("sex_f", "sex_m") or (high and high.field == "sex")):
        return low
    joined = meaning_of(" ".join(stack))
    return joined or high


def _by_content(layout: Layout, placed: Mapping[int, str]) -> Layout:
    """Settle what headings leave open by looking at what stands below them."""
    below = [texts_in(cells) for number, cells in layout.sheet.rows if number > layout.last_row]
    columns = [
        replace(each, field=placed[each.index], is_told=True) if each.index in placed else each
        for each in (*layout.columns, *_unheaded(layout, below))
    ]
    values = {
        column.index: [cells[column.index] for cells in below if column.index in cells][:300]
        for column in columns
    }
    settled = [_settled(column, values[column.index]) for column in columns]
    return replace(layout, columns=tuple(_settle_names(_claim(settled, values), values)))


def _settled(column: Column, values: list[str]) -> Column:
    if column.field == CONTACT or column.is_told:
        return column
    if column.field == "role" and not _IS_ROLE.match(fold(column.heading)):
        # "Statut" and "Catégorie" count where they do tell roles.
        filled = [each for each in values if not is_nothing(each)]
        return column if _share(filled, role_of) > 0.5 else replace(column, field="")
    if (
        column.field == "function"
        and _share(values, lambda each: _COURTESY.match(fold(each))) > 0.5
    ):
        return replace(column, field="title")
    if column.field == "function" and _share(values, role_of) > 0.8:
        return replace(column, field="role")
    if column.field in ("sex_f", "sex_m") and _share(values, lambda each: len(each) < 4) < 0.9:
        return replace(column, field="")
    return column


def _unheaded(layout: Layout, below: list[Cells]) -> list[Column]:
    """Columns without a heading whose values speak for themselves."""
    headed = {column.index for column in layout.columns}
    bare = Counter(index for cells in below for index in cells if index not in headed)
    return [Column(index, "", "") for index, count in sorted(bare.items()) if count > 1]


def _claim(columns: list[Column], values: dict[int, list[str]]) -> list[Column]:
    """Give a column without known heading to the field its values are of, if nobody has it."""
    taken = {column.field for column in columns}
    claimed = []
    for column in columns:
        if not column.field:
            guess = _guess(values.get(column.index, []))
            if guess and guess not in taken and not (guess == "phone" and CONTACT in taken):
                taken.add(guess)
                column = replace(column, field=guess)
        claimed.append(column)
    return claimed


def _guess(values: list[str]) -> str:
    if len(values) < 2:
        return ""
    if _share(values, EMAIL.search) > 0.6:
        return "email"
    if _share(values, lambda each: fold(each) in _SEX_WORDS) > 0.8:
        return "sex"
    if _share(values, lambda each: 8 <= len(re.sub(r"\D", "", each)) <= 15) > 0.6:
        return "phone"
    return ""


def _share(values: list[str], holds: object) -> float:
    if not values or not callable(holds):
        return 0.0
    return sum(1 for each in values if holds(each)) / len(values)


def is_only_arabic(text: str) -> bool:
    """Whether a text is Arabic without a name in Latin letters beside it."""
    return is_arabic(text) and len(LATIN.findall(text)) < 3


def _settle_names(columns: list[Column], values: dict[int, list[str]]) -> list[Column]:
    """Which of the name columns is which: "Nom" alone, and names written in two scripts."""
    named = [column for column in columns if column.field in NAME_FIELDS]
    arabic = {c.index for c in named if _share(values.get(c.index, []), is_only_arabic) >= 0.5}
    if arabic and len(arabic) < len(named):
        columns = [
            replace(c, field=NAME_AR) if c.index in arabic else c for c in columns
        ]  # fmt: skip
    fields = {column.field for column in columns}
    # Beside a column of one part, "Nom" is the other; alone it holds all, as "Prénoms" would.
    alone = FULL_NAME
    if GIVEN_NAMES in fields or FAMILY_NAME in fields:
        alone = FAMILY_NAME if GIVEN_NAMES in fields else GIVEN_NAMES
    settled = [replace(c, field=alone) if c.field == SOME_NAME else c for c in columns]
    fields = {column.field for column in settled}
    if not fields & {FAMILY_NAME, FULL_NAME}:
        settled = [replace(c, field=FULL_NAME) if c.field == GIVEN_NAMES else c for c in settled]
    return settled
