"""What a person types, read as the value a field holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from ssc_desktop.domain import reference
from ssc_desktop.domain.fields import Field, fields_of
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.domain.types import (
    Choice,
    Choices,
    Count,
    Day,
    Decimals,
    Flag,
    Key,
    Line,
    Moment,
    Paragraph,
)
from ssc_desktop.language import N_

# A list of hundreds of codes helps nobody inside a message.
_TOLD = 40
_YES = frozenset({"1", "yes", "true", "oui", "نعم", "y", "o"})
_NO = frozenset({"0", "no", "false", "non", "لا", "n"})
# A paragraph keeps its tabs and its breaks.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_CONTROLS_AND_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def read_values(record_class: type, typed: Mapping[str, object]) -> dict[str, Any]:
    """Every typed value as its field holds it; empty means no value.

    Raises Problem ``unknown-field`` or the Problem of the first value that does not fit.
    """
    known = {each.name: each for each in fields_of(record_class)}
    values = {}
    for name, value in typed.items():
        if name not in known:
            raise Problem(
                "unknown-field",
                N_("There is no field named {name}. Nothing was saved. Check the spelling."),
                field=name,
                name=name,
            )
        values[name] = read_value(known[name], value)
    return values


def read_value(field: Field, typed: object) -> Any:  # noqa: ANN401
    """One typed value as its field holds it: text, date, number, code, codes, flag or key."""
    if typed is None or typed == "":
        return () if isinstance(field.type, Choices) else None
    for kind, reader in _READERS:
        if isinstance(field.type, kind):
            return reader(field, typed)
    return typed


def _problem(field: Field, code: str, message: str, **details: object) -> Problem:
    return Problem(code, message, field=field.name, **details)


def _read_line(field: Field, typed: object) -> str:
    text = _without_controls(str(typed), one_line=not isinstance(field.type, Paragraph))
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise _problem(
            field,
            "not-text",
            N_("This text came in an encoding that cannot be read. It was not saved. Use UTF-8."),
        )
    longest = getattr(field.type, "length", None) or field.type.impl_instance.length  # type: ignore[attr-defined]
    if longest and len(text) > longest:
        raise _problem(
            field,
            "too-long",
            N_("This is longer than {longest} characters. It was not saved. Shorten it."),
            longest=longest,
        )
    return text


def _without_controls(text: str, *, one_line: bool) -> str:
    """Text as a person sees it: cells of lists hold breaks and tabs where people see a blank."""
    unwanted = _CONTROLS_AND_BREAKS if one_line else _CONTROLS
    return unwanted.sub(" ", text).strip()


def _read_day(field: Field, typed: object) -> date:
    if isinstance(typed, datetime):
        return typed.date()
    if isinstance(typed, date):
        return typed
    text = str(typed).strip()
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise _problem(
        field,
        "not-a-date",
        N_("This is not a date. It was not saved. Write it like 2021-08-16 or 16/08/2021."),
    )


def _read_count(field: Field, typed: object) -> int:
    try:
        return int(str(typed).strip())
    except ValueError:
        raise _problem(
            field,
            "not-a-number",
            N_("This is not a whole number. It was not saved. Write digits only."),
        ) from None


def _read_decimal(field: Field, typed: object) -> Decimal:
    text = "".join(str(typed).split()).replace("\u202f", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise _problem(
            field,
            "not-an-amount",
            N_("This is not a number. It was not saved. Write it like 1234.50."),
        )
    return number


def _read_flag(field: Field, typed: object) -> bool:
    word = str(typed).strip().casefold()
    if word not in _YES | _NO:
        raise _problem(field, "not-yes-or-no", N_("This is neither yes nor no. It was not saved."))
    return word in _YES


def _read_key(field: Field, typed: object) -> UUID:
    try:
        return typed if isinstance(typed, UUID) else UUID(str(typed))
    except ValueError:
        raise _problem(
            field, "not-a-key", N_("This does not name a record. It was not saved.")
        ) from None


def _read_choice(field: Field, typed: object) -> str:
    text = str(typed).strip()
    code_list: str = field.type.code_list  # type: ignore[attr-defined]
    found = reference.entry(code_list, text)
    # One that is no longer in force is read: what is entered may be older than that.
    if found is not None and not found.is_removed:
        return text
    named = reference.code_named(code_list, text)
    if named is None:
        today = now().date()
        known = [each.code for each in reference.entries(code_list) if each.valid_on(today)]
        raise _problem(
            field,
            "unknown-code",
            N_("“{typed}” is not in the list. It was not saved. Choose one of: {known}."),
            typed=text,
            known=", ".join([*known[:_TOLD], *["…"][: len(known) > _TOLD]]),
        )
    return named


def _read_choices(field: Field, typed: object) -> tuple[str, ...]:
    parts: Iterable[object] = typed.split(",") if isinstance(typed, str) else typed  # type: ignore[assignment]
    codes = {_read_choice(field, part) for part in parts if str(part).strip()}
    return tuple(sorted(codes))


def _read_moment(field: Field, typed: object) -> datetime:
    if isinstance(typed, datetime):
        return typed
    raise _problem(field, "not-a-date", N_("This is not a date and time. It was not saved."))


_READERS = (
    (Choice, _read_choice),
    (Choices, _read_choices),
    (Line, _read_line),
    (Day, _read_day),
    (Moment, _read_moment),
    (Count, _read_count),
    (Decimals, _read_decimal),
    (Flag, _read_flag),
    (Key, _read_key),
)
