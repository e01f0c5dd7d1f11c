"""Finds where a list is signed: who signs below it is not on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssc_desktop.workbook.columns import EMAIL, Cells, Layout
from ssc_desktop.workbook.headings import NAME_FIELDS, NUMBER
from ssc_desktop.workbook.remarks import (
    is_bare_office,
    is_closing,
    is_note,
    is_total,
    reads_as_note,
    signs,
    signs_with_name,
)
from ssc_desktop.workbook.values import sex_codes

# More than a few people below a place to sign are the people of a list.
_MOST_SIGNERS, _TALLEST = 4, 14
_NUMBERED = re.compile(r"\W*\d{1,4}\W*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row below the headings: its name, what else it tells, and whether it is numbered."""

    number: int
    texts: Cells
    name: str
    others: Cells
    numbered: bool
    repeats_headings: bool

    @property
    def is_named(self) -> bool:
        """Whether something stands in the column of names that may be a name."""
        name = self.name
        return bool(name) and not (_signs(name) or is_total(name) or is_note(name))

    @property
    def proof(self) -> bool:
        """Whether something personal is told: a sex, an address, a telephone number."""
        return any(
            EMAIL.search(text) or len(re.sub(r"\D", "", text)) >= 7 or _is_sex(text)
            for text in self.others.values()
        )


class Habits:
    """How the people of a list are written: in numbered rows, or with nothing but a name."""

    def __init__(self, layout: Layout) -> None:
        columns = layout.columns
        self.names = [column.index for column in columns if column.field in NAME_FIELDS]
        self._telling = {c.index for c in columns if c.field in layout.telling} - set(self.names)
        first = min(self.names, default=0)
        self._numbers = {c.index for c in columns if c.field == NUMBER or c.index < first}
        self.numbered = self.bare = False

    def entry(self, number: int, texts: Cells, *, repeats_headings: bool) -> Entry:
        """A row, taken apart."""
        return Entry(
            number,
            texts,
            " ".join(texts[index] for index in self.names if index in texts),
            {index: text for index, text in texts.items() if index in self._telling},
            any(_NUMBERED.fullmatch(texts.get(index, "")) for index in self._numbers),
            repeats_headings,
        )

    def learn(self, entries: Sequence[Entry]) -> None:
        """See how most rows with a name are written."""
        named = [entry for entry in entries if entry.is_named]
        numbered = sum(1 for entry in named if entry.numbered)
        # Headings and signatures have no number; people nearly all have, where any has.
        self.numbered = numbered * 2 >= len(named) and numbered > 0
        bare = sum(1 for entry in named if not entry.others)
        self.bare = bare * 2 > len(named)

    def is_usual(self, entry: Entry) -> bool:
        """Whether a row with nothing but a name looks like those of people all the same."""
        return entry.numbered if self.numbered else self.bare or bool(entry.others)

    def is_sure(self, entry: Entry) -> bool:
        """Whether a row is a person's beyond doubt."""
        if not entry.name or is_total(entry.name) or is_closing(entry.name):
            return False
        if self.numbered:
            return entry.numbered or (entry.proof and len(entry.others) > 1)
        return entry.proof


def _signs(text: str) -> bool:
    return is_closing(text) or signs(text)


def _is_sex(text: str) -> bool:
    return not text.isdigit() and bool(sex_codes([text]))


def signature_rows(entries: Sequence[Entry], habits: Habits) -> dict[int, bool]:
    """The rows of those places where a list is signed, and of each whether there is doubt."""
    found: dict[int, bool] = {}
    start = 0
    for first, last in _unsure(entries, habits):
        if any(entry.repeats_headings for entry in entries[start:first]):
            start = next(i for i in range(first, 0, -1) if entries[i - 1].repeats_headings)
        for place in range(first, last):
            block = entries[place:last]
            if _opens(block, habits) and _is_signed(block, entries[start:place], habits):
                doubt = not habits.numbered and habits.bare
                if place > first and _stands_below(block, entries[place - 1], habits):
                    block = entries[place - 1 : last]
                found.update((entry.number, doubt) for entry in block)
                break
    return found


def _unsure(entries: Sequence[Entry], habits: Habits) -> Iterator[tuple[int, int]]:
    """The stretches of rows that are nobody's for sure."""
    start: int | None = None
    for index, entry in enumerate(entries):
        ends = entry.repeats_headings or habits.is_sure(entry)
        if ends and start is not None:
            yield start, index
        start = None if ends else index if start is None else start
    if start is not None:
        yield start, len(entries)


def _opens(block: Sequence[Entry], habits: Habits) -> bool:
    """Whether a place to sign begins with the first of these rows."""
    first = block[0]
    if not first.name:
        texts = [text for text in first.texts.values() if not text.isdigit()]
        return bool(texts) and all(_signs(text) for text in texts)
    if is_closing(first.name):
        return True
    if not signs(first.name) or (first.proof and first.numbered):
        return False
    # "Le Maire Bruno" may be on the list, unless nobody comes after.
    alone = not any(entry.is_named for entry in block[1:])
    return alone or not signs_with_name(first.name)


def _heads(entry: Entry) -> bool:
    alone = not entry.others and not entry.numbered
    return alone and signs(entry.name) and not signs_with_name(entry.name)


def _stands_below(block: Sequence[Entry], above: Entry, habits: Habits) -> bool:
    """Whether an office is told below the name of who signs, and not above it."""
    office = is_bare_office(block[0].name) and not any(entry.is_named for entry in block)
    return office and habits.numbered and above.is_named and not above.others


def _is_signed(block: Sequence[Entry], before: Sequence[Entry], habits: Habits) -> bool:
    """Whether only those who sign stand in a block, each below what he or she signs as."""
    listed = sum(1 for entry in before if entry.is_named)
    signers = [entry for entry in block if entry.is_named and not reads_as_note(entry.name)]
    if len(block) > _TALLEST or len(signers) > min(_MOST_SIGNERS, listed):
        return False
    closed = any(is_closing(text) for entry in block for text in entry.texts.values())
    if not closed and any(_heads(entry) for entry in before):
        return False  # Where offices head people all along, one does at the end.
    places = {index for entry in block if not entry.is_named for index in entry.texts}
    if places & set(habits.names):
        places |= set(habits.names)
    return all(entry.texts.keys() <= places for entry in signers)
