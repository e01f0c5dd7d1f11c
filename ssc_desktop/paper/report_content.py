"""What a report says, as final texts: parts and blocks that both its writers lay out alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from ssc_desktop.domain.chart import Bars, Lines
from ssc_desktop.paper.flow import Fact
from ssc_desktop.paper.frame import Printing, Visibility

TEXT, NUMBER, CODE = "text", "number", "code"


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a table: its title, its share of the width, and whether it holds words, numbers
    or codes that always run from left to right."""

    title: str
    share: float = 1.0
    kind: str = TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; the last row may be a total. One that ``may_shorten`` gives up its last
    rows where a sheet has one page only."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False
    title: str = ""
    may_shorten: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with short values."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers to be seen at once, with their labels."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Running text, with or without a label."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A note in grey."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something no record tells: said on paper, a place to write in the document."""

    text: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A chart; the table that says the same stands beside it."""

    chart: Bars | Lines


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs, by marked titles."""

    titles: tuple[str, ...]


Block = Table | Facts | Figures | Words | Remark | Gap | Graph | Signers


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter (level 1, counted) or a section of one (level 2), with what stands in it."""

    title: str
    blocks: tuple[Block, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report says. ``title`` is marked; all other texts are in its language.
    ``neutral`` names no donor."""

    title: str
    about: str
    parts: tuple[Part, ...]
    printing: Printing
    action: str = ""
    contract: str = ""
    disclaimer: str = ""
    visibility: Visibility = field(default_factory=Visibility)
    neutral: bool = False

    def shortened(self, most: int, told: Callable[[int], str]) -> Report:
        """The same with at most so many rows in each table that may be shortened; ``told`` says
        how many were left out."""
        parts = (replace(part, blocks=tuple(_cut(part.blocks, most, told))) for part in self.parts)
        return replace(self, parts=tuple(parts))

    @property
    def longest(self) -> int:
        """How many rows the longest table has that may be shortened."""
        tables = (each for part in self.parts for each in part.blocks if isinstance(each, Table))
        return max((len(each.rows) for each in tables if each.may_shorten), default=0)


def _cut(blocks: Iterable[Block], most: int, told: Callable[[int], str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table) and block.may_shorten and len(block.rows) > most:
            yield replace(block, rows=block.rows[:most])
            yield Remark(told(len(block.rows) - most))
        else:
            yield block
