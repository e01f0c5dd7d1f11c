"""Tells the rows of people from titles, totals, notes, headings and what a page break repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ssc_desktop.domain.names import fold
from ssc_desktop.workbook.columns import EMAIL, Cells, Layout, texts_in
from ssc_desktop.workbook.remarks import (
    country_headed,
    is_acronym,
    is_division,
    is_group,
    is_note,
    is_total,
    names_somebody,
    reads_as_note,
    signs,
    signs_with_name,
)
from ssc_desktop.workbook.signatures import Entry, Habits, signature_rows
from ssc_desktop.workbook.values import is_ditto, is_nothing, role_named

# Cells merged downwards speak for all their rows; a ditto mark repeats the cell above.
_REPEATABLE = frozenset(
    {"organisation", "function", "country", "nationality", "region", "city", "place", "role"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row that speaks of a person: its number, its texts, and what headings above it say."""

    number: int
    texts: Cells
    name: str
    role: str | None = None
    country: str | None = None
    organisation: str = ""
    # Why the row is no person's, if it is told all the same.
    trouble: str = ""


class Lines:
    """Walks the rows under the headings, keeping what sub-headings say of the rows below them."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._habits = Habits(layout)
        self._names = self._habits.names
        self._repeatable = {c.index for c in layout.columns if c.field in _REPEATABLE}
        self._cells = dict(layout.sheet.rows)
        self._role: str | None = None
        self._country: str | None = None
        self._organisation = ""

    def people(self) -> Iterator[Line]:
        """The rows of people, and those to report: nobody is named, or somebody may sign."""
        entries = [
            self._habits.entry(number, texts, repeats_headings=self._repeats_headings(texts))
            for number, texts in self._filled()
        ]
        self._habits.learn(entries)
        signed = signature_rows(entries, self._habits)
        for entry, following in zip(entries, chain(entries[1:], [None]), strict=False):
            if entry.number not in signed:
                line = self._line(entry, following)
            elif signed[entry.number] and _is_signer(entry):
                line = self._said(entry, entry.name, "left-out")
            else:
                line = None
            if line:
                yield line

    def _filled(self) -> Iterator[tuple[int, Cells]]:
        """The rows below the headings, completed from merged cells and ditto marks."""
        above: Cells = {}
        held: tuple[int, Cells] | None = None
        for number, cells in self._layout.sheet.rows:
            texts = texts_in(cells)
            if number <= self._layout.last_row:
                continue
            if held and self._continues(number):
                _join(held[1], texts)
                continue
            if held:
                yield held
            texts.update(self._merged_into(number))
            for index, text in texts.items():
                if index in self._repeatable and is_ditto(text):
                    texts[index] = above.get(index, "")
            held, above = (number, texts), texts
        if held:
            yield held

    def _continues(self, number: int) -> bool:
        """Whether the name of the row above is merged over this one: one person, two rows."""
        return any(
            top < number <= bottom and first == last and first in self._names
            for top, bottom, first, last in self._layout.sheet.merged
        )

    def _merged_into(self, number: int) -> Cells:
        """What cells merged downwards say of this row, where anything else stands in it."""
        return {
            first: self._text_at(top, first)
            for top, bottom, first, last in self._layout.sheet.merged
            if top < number <= bottom and first == last and first in self._repeatable
        }

    def _text_at(self, number: int, index: int) -> str:
        return texts_in(self._cells.get(number, ())).get(index, "")

    def _line(self, entry: Entry, following: Entry | None) -> Line | None:
        if entry.repeats_headings or self._is_heading(entry, following):
            return None
        if _is_name(entry.name) and not self._is_remark(entry):
            return self._said(entry, entry.name)
        if self._is_nameless_person(entry) or self._is_known_by_office(entry):
            return self._said(entry, "", "no-name")
        return None

    def _said(self, entry: Entry, name: str, trouble: str = "") -> Line:
        said = (self._role, self._country, self._organisation, trouble)
        return Line(entry.number, entry.texts, name, *said)

    def _repeats_headings(self, texts: Cells) -> bool:
        repeated = sum(1 for text in texts.values() if fold(text) in self._layout.signature)
        return repeated * 5 >= len(texts) * 3 and repeated > 0

    def _is_heading(self, entry: Entry, following: Entry | None) -> bool:
        """Whether a row is one lone text that heads the rows below it."""
        words = {index: text for index, text in entry.texts.items() if not text.isdigit()}
        if len(set(words.values())) != 1:
            return False
        index, text = next(iter(words.items()))
        if self._heads(text, entry):
            return True
        if self._is_banner(entry.number, index) or self._is_acronym_between(entry, following):
            if not (is_note(text) or is_total(text) or signs(text)):
                self._enter(text)
            return True
        return False

    def _is_banner(self, number: int, index: int) -> bool:
        """Whether a text stands over several columns, or before that of the names."""
        spans = (last - first for top, bottom, first, last in self._layout.sheet.merged
                 if top <= number <= bottom and first <= index <= last)  # fmt: skip
        return index < min(self._names, default=0) or any(span >= 2 for span in spans)

    def _is_acronym_between(self, entry: Entry, following: Entry | None) -> bool:
        """Whether a text without number, below a heading of its kind, heads numbered rows."""
        numbered = self._habits.numbered and bool(following and following.numbered)
        headed = bool(self._organisation) and numbered and not entry.numbered
        return headed and is_acronym(entry.name)

    def _enter(self, text: str) -> None:
        """What is below belongs elsewhere; one word in capitals says where."""
        known = bool(self._organisation) or not self._layout.of("organisation")
        self._country = None
        self._organisation = text if known and is_acronym(text) else ""

    def _heads(self, text: str, entry: Entry) -> bool:
        role = role_named(text)
        if role:
            self._role, self._organisation = role, ""
            return True
        if names_somebody(text, usual=self._habits.is_usual(entry)):
            return False
        # TOGO is somebody's name as well, where it stands in a row of its own number.
        country = None if entry.numbered else country_headed(text)
        group = is_group(text)
        if not country and not group and not is_division(text):
            return False
        # Each heading ends what the one before it said.
        self._country = country
        self._organisation = text.strip(" :") if group and not country else ""
        return True

    def _is_remark(self, entry: Entry) -> bool:
        """Whether what stands in the column of names is a total, a note or an office."""
        name, others = entry.name, entry.others
        if any(EMAIL.search(text) for text in others.values()):
            return False
        if is_total(name):
            return True
        if self._is_known_by_office(entry):
            return True
        if len(others) > 1:
            return False
        if is_note(name) or (not others and reads_as_note(name)):
            return True
        return signs(name) and not signs_with_name(name)

    def _is_known_by_office(self, entry: Entry) -> bool:
        """Whether a numbered row tells somebody's office in place of the name."""
        numbered = self._habits.numbered and entry.numbered
        return numbered and signs(entry.name) and not signs_with_name(entry.name)

    def _is_nameless_person(self, entry: Entry) -> bool:
        """Whether a row without a name still says enough of somebody to be reported."""
        name, texts = entry.name, list(entry.texts.values())
        said = [text for text in entry.others.values() if not is_nothing(text)]
        reached = any(EMAIL.search(text) for text in said)
        if not reached and (is_note(texts[0]) or any(is_total(text) for text in texts)):
            return False
        if any(character.isalpha() for character in name) and not is_nothing(name):
            return False
        called = any(len(re.sub(r"\D", "", text)) >= 8 for text in said)
        return ((reached or called) and len(texts[0]) < 80) or len(said) > 1


def _join(texts: Cells, more: Cells) -> None:
    for index, text in more.items():
        known = texts.get(index, "")
        texts[index] = f"{known} / {text}" if known and known != text else text


def _is_name(text: str) -> bool:
    letters = sum(1 for character in text if character.isalpha())
    return letters > 1 and not is_nothing(text) and len(text) <= 200


def _is_signer(entry: Entry) -> bool:
    """Whether a row where a list is signed names somebody."""
    if not _is_name(entry.name) or reads_as_note(entry.name):
        return False
    return entry.is_named or (signs(entry.name) and signs_with_name(entry.name))
