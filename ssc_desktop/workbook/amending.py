"""One value of a row typed anew: read as the list's own cells are, the row stays what it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ssc_desktop.domain.phones import read_phone
from ssc_desktop.domain.reference import code_named
from ssc_desktop.workbook.countries import country_named
from ssc_desktop.workbook.drafts import ListRow
from ssc_desktop.workbook.splitting import clean_name
from ssc_desktop.workbook.values import read_birth, read_email, role_of, sex_codes

BIRTH = "birth"
AMENDABLE = (
    "family_name", "given_names", "name_ar", "sex", BIRTH, "country", "city", "organisation",
    "function", "phone", "email", "role",
)  # fmt: skip
_LONGEST = 200
Amended = tuple[ListRow, str]


def amend(row: ListRow, field: str, text: str, home: str | None) -> Amended:
    """The row with one field read anew from ``text``, and the code of what is wrong with it."""
    typed = " ".join(text.split())[:_LONGEST]
    reader = _READERS.get(field)
    if reader is not None:
        return reader(row, typed, home)
    if field in ("family_name", "given_names"):
        typed = clean_name(typed).family
    return replace(row, **{field: typed}), ""  # type: ignore[arg-type]


def written(row: ListRow, field: str) -> str:
    """What a row says of a field, as text to type over."""
    if field == BIRTH:
        return str(row.birth_year or row.age_band or "")
    if field == "phone":
        return row.phone or row.phone_as_typed
    return str(getattr(row, field) or "")


def _phone(row: ListRow, text: str, home: str | None) -> Amended:
    own = read_phone(text, row.country) if row.country else None
    phone = own if own and own.numbers else read_phone(text, home)
    made = replace(
        row, phone=phone.number or "", phones=phone.numbers, phone_as_typed=phone.as_typed[:80]
    )
    return made, phone.trouble or ""


def _email(row: ListRow, text: str, _home: str | None) -> Amended:
    address, trouble = read_email(text) if text else ("", None)
    return replace(row, email=address or ""), trouble or ""


def _sex(row: ListRow, text: str, _home: str | None) -> Amended:
    code = next(iter(sex_codes([text]).values()), "") if text else ""
    return replace(row, sex=code), "sex-unknown" if text and not code else ""


def _birth(row: ListRow, text: str, _home: str | None) -> Amended:
    band = code_named("age_band", text) if text else None
    if band or not text:
        return replace(row, birth_year=None, age_band=band or ""), ""
    year, found, trouble = read_birth(text, text)
    if not (year or found):
        trouble = trouble or "birth-unlikely"
    return replace(row, birth_year=year, age_band=found or ""), trouble or ""


def _country(row: ListRow, text: str, _home: str | None) -> Amended:
    code = (country_named(text) or code_named("country", text)) if text else ""
    return replace(row, country=code or ""), "country-unknown" if text and not code else ""


def _role(row: ListRow, text: str, _home: str | None) -> Amended:
    code = (code_named("role", text) or role_of(text)) if text else ""
    return replace(row, role=code or ""), "role-unknown" if text and not code else ""


_READERS: dict[str, Callable[[ListRow, str, str | None], Amended]] = {
    "phone": _phone,
    "email": _email,
    "sex": _sex,
    BIRTH: _birth,
    "country": _country,
    "role": _role,
}
