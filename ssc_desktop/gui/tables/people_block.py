"""Blocks of cells as spreadsheets exchange them through the clipboard."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

Block = list[list[str]]


def block_of(text: str) -> Block:
    """The cells of a text a spreadsheet copied; lines without anything at its end are left out."""
    lines = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter="\t"))
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    return [[cell.strip() for cell in line] for line in lines]


def text_of(block: Sequence[Sequence[str]]) -> str:
    """A block as a text that spreadsheets take."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(block)
    return written.getvalue()


def width_of(block: Block) -> int:
    """How many columns a block has."""
    return max((len(line) for line in block), default=0)
