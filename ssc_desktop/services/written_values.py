"""Values of fields as people read them: names of codes and records, dates, money."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ssc_desktop.domain.fields import Field
from ssc_desktop.domain.record import Recorded
from ssc_desktop.domain.types import (
    Amount,
    Choice,
    Choices,
    Day,
    Decimals,
    Flag,
    Link,
    Moment,
    Written,
)
from ssc_desktop.language import N_
from ssc_desktop.services.record_names import RecordNames

YES, NO = N_("Yes"), N_("No")
Writer = Callable[[Field, Any, str], str]


class WrittenValues:
    """Writes values in the language of its names."""

    def __init__(self, names: RecordNames) -> None:
        language = names.language
        self._names = names
        self._writers: tuple[tuple[type, Writer], ...] = (
            (Choice, lambda field, value, _: names.code(_list_of(field), value)),
            (Choices, lambda field, value, _: names.codes(_list_of(field), value)),
            (Link, lambda field, value, _: names.linked(_noun_of(field), value) or str(value)),
            (Day, lambda _, value, __: language.date(value)),
            (Moment, lambda _, value, __: language.moment(value)),
            (Amount, self._amount),
            (Decimals, lambda _, value, __: language.number(value)),
            (Flag, lambda _, value, __: language(YES if value else NO)),
            # What the program writes for itself is nothing to read.
            (Written, lambda _, __, ___: "…"),
        )

    def text(self, field: Field, value: object, currency: str = "") -> str:
        """A field's value as text; empty for no value. Amounts are written in ``currency``."""
        if value is None or value in ("", ()):
            return ""
        for kind, write in self._writers:
            if isinstance(field.type, kind):
                return write(field, value, currency)
        return str(value)

    def _amount(self, _field: Field, value: Any, currency: str) -> str:  # noqa: ANN401
        language = self._names.language
        return language.money(value, currency) if currency else language.number(value)


def currency_of(record: Recorded) -> str:
    """The currency in which the amounts of a record are written."""
    if record.__tablename__ == "programme":
        return "EUR"
    return getattr(record, "currency", None) or ""


def _list_of(field: Field) -> str:
    return str(field.type.code_list)  # type: ignore[attr-defined]


def _noun_of(field: Field) -> str:
    return str(field.type.noun)  # type: ignore[attr-defined]
