"""One row of a list: while it is being read, and as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ssc_desktop.workbook.columns import Column, Layout
from ssc_desktop.workbook.rows import Line
from ssc_desktop.workbook.troubles import Rejected, rejected
from ssc_desktop.workbook.values import is_nothing


@dataclass(frozen=True, slots=True)
class ListRow:
    """One person of a list, as far as the row could be read; empty is not said."""

    row: int
    family_name: str = ""
    given_names: str = ""
    name_ar: str = ""
    title: str = ""
    sex: str = ""
    birth_year: int | None = None
    age_band: str = ""
    nationality: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    organisation: str = ""
    function: str = ""
    phone: str = ""
    phones: tuple[str, ...] = ()
    phone_as_typed: str = ""
    email: str = ""
    role: str = ""


@dataclass
class Draft:
    """A row while it is being read: values found, and reports."""

    line: Line
    values: dict[str, str | int | None] = field(default_factory=dict)
    reports: list[Rejected] = field(default_factory=list)

    def report(self, column: Column | None, value: str, code: str) -> None:
        """Say what is wrong with a cell."""
        heading = column.heading if column else ""
        self.reports.append(rejected(self.line.number, heading, value, code))

    def put(self, name: str, value: str | int | None) -> None:
        """Keep a value, unless one was found before."""
        if value and not self.values.get(name):
            self.values[name] = value


def said(layout: Layout, line: Line, name: str) -> list[tuple[Column, str]]:
    """The columns of a field with what they say in a row."""
    cells = ((column, line.texts.get(column.index, "")) for column in layout.of(name))
    return [(column, text) for column, text in cells if text and not is_nothing(text)]
