"""The dictionary of a workbook: every column of every sheet, and every code of every list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ssc_desktop.domain.reference import Entry
from ssc_desktop.language import N_, Language
from ssc_desktop.workbook import table as kinds
from ssc_desktop.workbook.table import Column, Row, Table

KIND_NAMES = {
    kinds.TEXT: N_("text"),
    kinds.CODE: N_("code"),
    kinds.WHOLE: N_("whole number"),
    kinds.YEAR: N_("year"),
    kinds.DECIMAL: N_("decimal number"),
    kinds.RATE: N_("decimal number"),
    kinds.DAY: N_("date"),
    kinds.MOMENT: N_("date and time (UTC)"),
    kinds.YES_NO: N_("yes or no"),
}


def dictionary(tables: Sequence[Table], language: Language) -> Table:
    """A row for each column: where it is, its heading, its lasting name, what it holds."""
    columns = (
        Column(language(N_("Sheet")), name="sheet"),
        Column(language(N_("Heading")), name="heading"),
        Column(language(N_("Lasting name")), name="name"),
        Column(language(N_("Type")), name="type"),
        Column(language(N_("Code list")), name="code_list"),
        Column(language(N_("Explanation")), name="help"),
    )
    rows = (
        (table.title, each.heading, each.name, language(KIND_NAMES[each.kind]), each.code_list, each.help)
        for table in tables
        for each in table.columns
    )  # fmt: skip
    return Table("dictionary", language(N_("Dictionary")), columns, rows)


def lists_used(tables: Iterable[Table]) -> tuple[str, ...]:
    """The code lists that columns of these tables take their codes from."""
    used = {each.code_list for table in tables for each in table.columns if each.code_list}
    return tuple(sorted(used))


def code_sheet(lists: Mapping[str, Sequence[Entry]], language: Language) -> Table:
    """A row for each code of each list, with its names in three languages."""
    columns = (
        Column(language(N_("Code list")), name="code_list"),
        Column(language(N_("Code")), kinds.CODE, "code"),
        Column("Français", name="fr"),
        Column("English", name="en"),
        Column("العربية", name="ar"),
        Column(language(N_("Parent")), kinds.CODE, "parent"),
        Column(language(N_("Edition")), name="edition"),
        Column(language(N_("Valid from")), kinds.DAY, "valid_from"),
        Column(language(N_("Valid to")), kinds.DAY, "valid_to"),
    )
    return Table("code_lists", language(N_("Code lists")), columns, _codes(lists))


def _codes(lists: Mapping[str, Sequence[Entry]]) -> Iterator[Row]:
    for name, entries in lists.items():
        for each in entries:
            names = (each.fr, each.en, each.ar)
            valid = (each.valid_from, each.valid_to)
            yield (name, each.code, *names, each.parent, each.edition, *valid)
