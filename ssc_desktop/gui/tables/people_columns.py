"""The columns of the participants grid: what they are called, hold, show, and copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.fields import Field, field_named
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.phones import grouped
from ssc_desktop.domain.types import Choice, Choices, Flag
from ssc_desktop.gui.cells import Cells
from ssc_desktop.gui.lists import Lists
from ssc_desktop.gui.tables.people_lines import Line
from ssc_desktop.language import N_, Language

FAMILY, GIVEN, ARABIC, SEX, PHONE = "family_name", "given_names", "name_ar", "sex", "phone"
ORGANISATION, BIRTH, COUNTRY = "organisation", "birth", "country"
PLACE_COLUMNS = ("role", "invitation", "travel")
# Typing in these offers the people who are known.
NAMING = frozenset({FAMILY, GIVEN, ARABIC, PHONE})
# What a new line is likely to share with the one above.
GHOSTS = (ORGANISATION, COUNTRY)
SHOWN = {
    FAMILY: 140, GIVEN: 130, ARABIC: 120, SEX: 70, ORGANISATION: 130, "function": 130,
    COUNTRY: 110, "city": 100, PHONE: 150, "email": 170, BIRTH: 86, "role": 118,
}  # fmt: skip
HIDDEN = (
    "invitation", "travel", "title", "nationality", "region", "stakeholder_category",
    "preferred_language", "name_as_signed", "alias", "disability", "person_statuses", "note",
)  # fmt: skip
HIDDEN_WIDTH = 120
TITLES = {ORGANISATION: N_("Organisation"), BIRTH: N_("Birth or age"), COUNTRY: N_("Country")}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: its name, its title, its width at first, the list its codes are of."""

    name: str
    title: str
    width: int
    is_shown: bool
    code_list: str = ""


class GridColumns:
    """All columns, and how what a line holds is written in them."""

    def __init__(self, lists: Lists, language: Language) -> None:
        self._lists = lists
        self._language = language
        self._cells = Cells(language, lists)
        self.all = [self._column(name) for name in (*SHOWN, *HIDDEN)]
        self.places = {each.name: number for number, each in enumerate(self.all)}
        self._writers: dict[str, Callable[[Line], str]] = {
            ORGANISATION: self._organisation,
            BIRTH: self._birth,
            PHONE: self._phone,
        }

    def text(self, line: Line, name: str) -> str:
        """What a cell shows: what is on its way to be saved, else what is recorded."""
        if name in line.typed:
            return self.written(name, line.typed[name])
        if line.listed is None:
            return ""
        if name in self._writers:
            return self._writers[name](line)
        field = field_of(name)
        return self._cells.text(field, getattr(source_of(line, name), name, None))

    def written(self, name: str, value: object) -> str:
        """A typed value as it is shown until it is saved."""
        if isinstance(value, UUID):
            return self._lists.record_name("organisation", value)
        code_list = self.all[self.places[name]].code_list
        return self._lists.name(code_list, str(value)) if code_list else str(value or "")

    def value(self, line: Line, name: str) -> object:
        """What a cell holds, to be written into another: a code or a key where there is one."""
        if name in line.typed:
            return line.typed[name]
        if line.listed is None:
            return ""
        if name == ORGANISATION:
            return line.participant.organisation_id or ""
        if name in self._writers or isinstance(field_of(name).type, (Choices, Flag)):
            return self.text(line, name)
        return getattr(source_of(line, name), name, None) or ""

    def order(self, line: Line, name: str) -> tuple[bool, str]:
        """What a column is sorted by; lines without anything come last."""
        text = self.text(line, name)
        return (not text, text.casefold())

    def options(self, name: str) -> list[tuple[Any, str]]:
        """What can be chosen in a column."""
        if name == ORGANISATION:
            return self._lists.records("organisation")
        code_list = self.all[self.places[name]].code_list
        return self._lists.options(code_list) if code_list else []

    def _column(self, name: str) -> GridColumn:
        field = field_named(holder_of(name), name)
        title = TITLES.get(name) or (field.facts.label if field else name)
        code_list = str(getattr(field.type, "code_list", "")) if field else ""
        if field and not isinstance(field.type, Choice):
            code_list = ""
        width = SHOWN.get(name, HIDDEN_WIDTH)
        return GridColumn(name, self._language(title), width, name in SHOWN, code_list)

    def _organisation(self, line: Line) -> str:
        company = line.listed.organisation if line.listed else None
        return str(company.short_name) if company else ""

    def _birth(self, line: Line) -> str:
        person = line.participant
        if person.birth_year:
            return str(person.birth_year)
        return self._lists.name("age_band", person.age_band)

    def _phone(self, line: Line) -> str:
        person = line.participant
        return grouped(person.phone) if person.phone else person.phone_as_typed or ""


def holder_of(name: str) -> type:
    """The record class that a column belongs to."""
    return Registration if name in PLACE_COLUMNS else Participant


def field_of(name: str) -> Field:
    """The declared field of a column that stands for one."""
    found = field_named(holder_of(name), name)
    assert found is not None, name
    return found


def source_of(line: Line, name: str) -> Any:  # noqa: ANN401
    """The record that a column of a line is read from."""
    return line.listed.registration if name in PLACE_COLUMNS else line.participant
