"""Writes what could not be taken from a list as a workbook to correct and import again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ssc_desktop.domain.names import is_arabic
from ssc_desktop.language import N_, Language
from ssc_desktop.workbook.lists import ParticipantList, Rejected

_WIDEST, _NARROWEST = 46, 10


def write_corrections(path: Path, read: ParticipantList, language: Language) -> int:
    """Write the reported rows of a list with their reasons; returns how many there are.

    The columns are those of the list, so that the corrected workbook can be imported again: the
    reason stands in one more column, the cells to correct are highlighted.
    """
    reports: dict[int, list[Rejected]] = defaultdict(list)
    for each in read.rejected:
        reports[each.row].append(each)
    reason = language(N_("Reason"))
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        marked = book.add_format({"bg_color": "#FFE08A", "valign": "top"})
        plain = book.add_format({"valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        if is_arabic(" ".join(read.headings)):
            sheet.right_to_left()
        _write_line(sheet, 0, (*read.headings, reason), bold)
        for line, number in enumerate(sorted(reports), start=1):
            cells = read.originals.get(number, ("",) * len(read.headings))
            _write_line(sheet, line, cells, plain)
            told = {each.column for each in reports[number]}
            for column, heading in enumerate(read.headings):
                if heading and heading in told:
                    sheet.write_string(line, column, cells[column], marked)
            text = "\n".join(dict.fromkeys(language(each.message) for each in reports[number]))
            sheet.write_string(line, len(read.headings), text, wrapped)
        _fit(sheet, read, reports)
    return len(reports)


def _write_line(sheet: Worksheet, line: int, texts: Iterable[str], look: object) -> None:
    """Everything as text: a telephone number that becomes a quantity loses its zeros."""
    for column, text in enumerate(texts):
        sheet.write_string(line, column, text, look)


def _fit(sheet: Worksheet, read: ParticipantList, reported: Iterable[int]) -> None:
    lines = [read.originals[each] for each in reported if each in read.originals]
    for column, heading in enumerate(read.headings):
        cells = (line[column] for line in lines)
        longest = max((len(text) for text in (heading, *cells)), default=0)
        sheet.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))
    sheet.set_column(len(read.headings), len(read.headings), 60)
    sheet.freeze_panes(1, 0)
