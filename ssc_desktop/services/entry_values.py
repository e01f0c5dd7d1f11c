"""What is typed into a cell of the participants grid, read as the fields it stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from ssc_desktop.domain.attendance import Registration
from ssc_desktop.domain.fields import Field, field_named
from ssc_desktop.domain.participant import Participant
from ssc_desktop.domain.phones import read_phone
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.reference import code_named
from ssc_desktop.domain.types import Choice
from ssc_desktop.domain.values import read_value
from ssc_desktop.language import N_
from ssc_desktop.workbook.countries import country_named
from ssc_desktop.workbook.troubles import MESSAGES
from ssc_desktop.workbook.values import read_birth, read_email, role_of, sex_codes

Fields = dict[str, Any]
# Two fields stand in one column; an organisation is typed by its name.
BIRTH, ORGANISATION, PHONE = "birth", "organisation", "phone"
# These belong to the place on the list of the activity, not to the person.
PLACE_FIELDS = ("role", "invitation", "travel")


def field_of(column: str) -> Field | None:
    """The declared field a column stands for; none for the columns that are read otherwise."""
    return field_named(Registration if column in PLACE_FIELDS else Participant, column)


def read_cell(
    column: str, typed: object, *, country: str | None, organisation: Callable[[str], UUID | None]
) -> Fields:
    """The fields that a cell writes. ``country`` is where telephone numbers without prefix are at
    home, ``organisation`` finds or makes the one of a name."""
    text = "" if typed is None else str(typed).strip()
    if column == ORGANISATION:
        key = typed if isinstance(typed, UUID) else organisation(text) if text else None
        return {"organisation_id": key}
    if column == BIRTH:
        return _birth(text)
    if column == PHONE:
        phone = read_phone(text, country)
        return {"phone": phone.number, "phone_as_typed": phone.as_typed or None}
    if column == "email":
        return {"email": _email(text)}
    field = field_of(column)
    if field is None:
        raise Problem(
            "unknown-field",
            N_("There is no field named {name}. Nothing was saved. Check the spelling."),
            field=column,
            name=column,
        )
    if text and isinstance(field.type, Choice):
        return {column: _code(field, text)}
    return {column: read_value(field, typed if text else None)}


def _birth(text: str) -> Fields:
    if not text:
        return {"birth_year": None, "age_band": None}
    band = code_named("age_band", text)
    if band:
        return {"birth_year": None, "age_band": band}
    year, band, trouble = read_birth(text, text)
    if trouble or not (year or band):
        raise Problem(
            "birth-unread",
            N_(
                "No year of birth or age can be read here. It was not saved. Write it like 1985, 34 or 25-29."
            ),
            field=BIRTH,
        )
    return {"birth_year": year, "age_band": band}


def _email(text: str) -> str | None:
    if not text:
        return None
    address, _ = read_email(text)
    if address is None:
        raise Problem(
            "email-unread",
            N_("This is not an e-mail address. It was not saved. Write it like name@example.org."),
            field="email",
        )
    return address


def _code(field: Field, text: str) -> str:
    code_list: str = field.type.code_list  # type: ignore[attr-defined]
    found = code_named(code_list, text)
    if found is None and code_list in _MEANT:
        found = _MEANT[code_list](text)
    if found is None:
        raise Problem(
            "not-on-list",
            N_("This is not in the list. It was not saved. Choose one of the list below the cell."),
            field=field.name,
        )
    return found


def _sex(text: str) -> str | None:
    return next(iter(sex_codes([text]).values()), None)


# Lists and people write more than the names of codes.
_MEANT: dict[str, Callable[[str], str | None]] = {
    "sex": _sex,
    "country": country_named,
    "role": role_of,
}


def doubts_of(person: Participant, country: str | None) -> dict[str, str]:
    """What was kept of a person though it is doubtful: marked texts by column."""
    found = {}
    if person.phone_as_typed and not person.phone:
        trouble = read_phone(person.phone_as_typed, person.country or country).trouble
        found[PHONE] = MESSAGES[trouble or "phone-invalid"]
    if person.email and read_email(person.email)[1]:
        found["email"] = MESSAGES["email-typo"]
    return found
