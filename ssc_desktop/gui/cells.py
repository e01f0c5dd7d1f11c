"""How a value of each type is written in a cell, in the person's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ssc_desktop.domain.fields import Field
from ssc_desktop.domain.types import Choice, Choices, Day, Decimals, Flag, Link, Moment
from ssc_desktop.gui.lists import Lists
from ssc_desktop.language import N_, Language

YES, NO = N_("Yes"), N_("No")


class Cells:
    """Writes values for tables and summaries."""

    def __init__(self, language: Language, lists: Lists) -> None:
        self._language = language
        self._lists = lists
        self._writers: tuple[tuple[type, Callable[[Field, Any], str]], ...] = (
            (Choice, self._code),
            (Choices, self._codes),
            (Link, self._record),
            (Day, self._day),
            (Moment, self._moment),
            (Decimals, self._number),
            (Flag, lambda _field, value: language(YES if value else NO)),
        )

    def text(self, field: Field, value: object) -> str:
        """A field's value as text; empty for no value."""
        if value is None or value in ("", ()):
            return ""
        for kind, write in self._writers:
            if isinstance(field.type, kind):
                return write(field, value)
        return str(value)

    def order(self, field: Field, value: object) -> tuple[bool, Any]:
        """What a column is sorted by: what is written, but numbers and days as they are."""
        if value is None or value in ("", ()):
            return (True, "")
        if isinstance(value, (int, Decimal, date)):
            return (False, value)
        return (False, self.text(field, value).casefold())

    def _code(self, field: Field, value: str) -> str:
        code_list: str = field.type.code_list  # type: ignore[attr-defined]
        return self._lists.name(code_list, value)

    def _record(self, field: Field, value: UUID) -> str:
        noun: str = field.type.noun  # type: ignore[attr-defined]
        return self._lists.record_name(noun, value)

    def _codes(self, field: Field, value: tuple[str, ...]) -> str:
        code_list: str = field.type.code_list  # type: ignore[attr-defined]
        return self._language.list_of([self._lists.name(code_list, each) for each in value])

    def _day(self, _field: Field, value: date) -> str:
        return self._language.date(value)

    def _moment(self, _field: Field, value: datetime) -> str:
        return self._language.moment(value)

    def _number(self, _field: Field, value: Decimal) -> str:
        return self._language.number(value)
