"""Turns the rows of a list into people, and reports the cells that could not be taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from ssc_desktop.domain.names import fold
from ssc_desktop.domain.phones import Phone, home_country, read_phone
from ssc_desktop.domain.reference import code_named
from ssc_desktop.workbook.columns import Column, Layout
from ssc_desktop.workbook.countries import country_named, place_named
from ssc_desktop.workbook.headings import (
    CONTACT,
    FAMILY_NAME,
    FULL_NAME,
    GIVEN_NAMES,
    NAME_AR,
    PLACE,
)
from ssc_desktop.workbook.naming import Naming
from ssc_desktop.workbook.rows import Line, Lines
from ssc_desktop.workbook.troubles import Rejected, rejected
from ssc_desktop.workbook.values import (
    emails_and_rest,
    is_nothing,
    is_unsaid,
    read_birth,
    read_email,
    role_named,
    sex_codes,
)

_LONGEST = 200


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
class Reading:
    """What one sheet gave."""

    rows: tuple[ListRow, ...]
    rejected: tuple[Rejected, ...]
    country: str | None


@dataclass
class _Draft:
    """A row while it is being read: values found, and reports."""

    line: Line
    values: dict[str, str | int | None] = field(default_factory=dict)
    reports: list[Rejected] = field(default_factory=list)

    def report(self, column: Column | None, value: str, code: str) -> None:
        heading = column.heading if column else ""
        self.reports.append(rejected(self.line.number, heading, value, code))

    def put(self, name: str, value: str | int | None) -> None:
        if value and not self.values.get(name):
            self.values[name] = value


class People:
    """Reads the people of one sheet whose columns are known."""

    def __init__(self, layout: Layout, likely: tuple[str | None, ...]) -> None:
        self._layout = layout
        self._lines = tuple(Lines(layout).people())
        self._raw = dict(layout.sheet.rows)
        self._likely = likely
        self._naming = Naming(layout, self._lines)

    def read(self) -> Reading:
        """The people and the reports of the sheet."""
        rows: list[ListRow] = []
        reports: list[Rejected] = []
        for line in self._lines:
            draft = _Draft(line)
            self._read_line(draft)
            if line.name:
                rows.append(ListRow(line.number, **self._clipped(draft)))  # type: ignore[arg-type]
                reports += draft.reports
            else:
                reports.append(self._nameless(line))
        return Reading(tuple(rows), tuple(reports), self._home)

    def _nameless(self, line: Line) -> Rejected:
        named = (*self._layout.of(FULL_NAME), *self._layout.of(FAMILY_NAME),
                 *self._layout.of(GIVEN_NAMES), *self._layout.of(NAME_AR))  # fmt: skip
        column = next(iter(named), None)
        value = line.texts.get(column.index, "") if column else ""
        return rejected(line.number, column.heading if column else "", value, "no-name")

    def _clipped(self, draft: _Draft) -> dict[str, str | int | tuple[str, ...] | None]:
        values: dict[str, str | int | tuple[str, ...] | None] = dict(draft.values)
        for name, value in draft.values.items():
            if isinstance(value, str) and len(value) > _LONGEST:
                values[name] = value[:_LONGEST].rstrip()
                draft.report(next(iter(self._layout.of(name)), None), value, "text-too-long")
        phones = str(values.pop("phones", "") or "")
        return {**values, "phones": tuple(phones.split())}

    def _read_line(self, draft: _Draft) -> None:
        if not draft.line.name:
            return
        for name, value in self._naming.values(draft.line).items():
            draft.put(name, value)
        self._read_sex(draft)
        self._read_birth(draft)
        self._read_places(draft)
        self._read_work(draft)
        self._read_reach(draft)

    # Sex and age

    @cached_property
    def _sexes(self) -> dict[int, dict[str, str]]:
        return {
            column.index: sex_codes(
                (line.texts.get(column.index, "") for line in self._lines), column.heading
            )
            for column in self._layout.of("sex")
        }

    def _read_sex(self, draft: _Draft) -> None:
        for column in self._layout.of("sex"):
            text = draft.line.texts.get(column.index, "")
            code = self._sexes[column.index].get(fold(text))
            draft.put("sex", code)
            if text and not code and not is_unsaid(text):
                draft.report(column, text, "sex-unknown")
        ticked = [
            column
            for column in (*self._layout.of("sex_f"), *self._layout.of("sex_m"))
            if _is_ticked(draft.line.texts.get(column.index, ""))
        ]
        if len(ticked) == 1:
            draft.put("sex", ticked[0].field[-1].upper())
        elif ticked:
            draft.report(ticked[0], draft.line.texts[ticked[0].index], "sex-unknown")

    def _read_birth(self, draft: _Draft) -> None:
        for column in (*self._layout.of("birth"), *self._layout.of("age")):
            text = draft.line.texts.get(column.index, "")
            cells = self._raw.get(draft.line.number, ())
            value = cells[column.index] if column.index < len(cells) else text
            if not text:
                continue
            year, band, trouble = read_birth(value, text)
            draft.put("birth_year", year)
            draft.put("age_band", band)
            if trouble:
                draft.report(column, text, trouble)

    # Places and work

    def _read_places(self, draft: _Draft) -> None:
        for name in ("country", "nationality"):
            for column, text in self._said(draft.line, name):
                draft.put(name, country_named(text))
                if not country_named(text):
                    draft.report(column, text, "country-unknown")
        for _, text in self._said(draft.line, PLACE):
            country, city = place_named(text)
            draft.put("country", country)
            draft.put("city", city)
        for _, text in self._said(draft.line, "city"):
            draft.put("city", text)
        for _, text in self._said(draft.line, "region"):
            code = code_named("region", text)
            # A region we have no code for is still where the person lives.
            draft.put("region" if code else "city", code or text)
        draft.put("country", draft.line.country)

    @cached_property
    def _role_columns(self) -> tuple[Column, ...]:
        """Columns headed "status" or "category" count when they do tell roles."""
        told = []
        for column in self._layout.of("role"):
            texts = Counter(line.texts.get(column.index, "") for line in self._lines)
            texts.pop("", None)
            known = sum(count for text, count in texts.items() if _role_of(text))
            if known * 2 > sum(texts.values()):
                told.append(column)
        return tuple(told)

    def _read_work(self, draft: _Draft) -> None:
        for name in ("organisation", "function"):
            for _, text in self._said(draft.line, name):
                draft.put(name, " ".join(text.split()))
        draft.put("organisation", draft.line.organisation)
        for column in self._role_columns:
            text = draft.line.texts.get(column.index, "")
            draft.put("role", _role_of(text))
            if text and not is_nothing(text) and not _role_of(text):
                draft.report(column, text, "role-unknown")
        draft.put("role", draft.line.role)

    def _said(self, line: Line, name: str) -> list[tuple[Column, str]]:
        """The columns of this field with what they say in a row."""
        cells = ((column, line.texts.get(column.index, "")) for column in self._layout.of(name))
        return [(column, text) for column, text in cells if text and not is_nothing(text)]

    # Telephone and e-mail

    def _phone_cells(self, line: Line) -> list[tuple[Column, str]]:
        cells = self._said(line, "phone")
        for column, text in self._said(line, CONTACT):
            rest = emails_and_rest(text)[1]
            if any(character.isdigit() for character in rest):
                cells.append((column, rest))
        return cells

    @cached_property
    def _home(self) -> str | None:
        texts = [text for line in self._lines for _, text in self._phone_cells(line)]
        return home_country(texts, self._likely)

    def _read_reach(self, draft: _Draft) -> None:
        self._read_phones(draft)
        addresses = self._said(draft.line, "email")
        for column, text in self._said(draft.line, CONTACT):
            found = emails_and_rest(text)[0]
            if found or "@" in text:
                addresses.append((column, found or text))
        for column, text in addresses:
            email, trouble = read_email(text)
            draft.put("email", email)
            if trouble:
                draft.report(column, text, trouble)

    def _read_phones(self, draft: _Draft) -> None:
        cells = self._phone_cells(draft.line)
        country = str(draft.values.get("country") or "") or None
        read = [(column, text, self._phone(text, country)) for column, text in cells]
        numbers = [number for _, _, phone in read for number in phone.numbers]
        draft.put("phone", next(iter(numbers), ""))
        draft.put("phones", " ".join(dict.fromkeys(numbers)))
        draft.put("phone_as_typed", " / ".join(phone.as_typed for _, _, phone in read)[:80])
        for column, text, phone in read:
            if phone.trouble:
                draft.report(column, text, phone.trouble)

    def _phone(self, text: str, country: str | None) -> Phone:
        """At home where the person lives, else where the list was made."""
        own = read_phone(text, country) if country else None
        return own if own and own.numbers else read_phone(text, self._home)


def _is_ticked(text: str) -> bool:
    return bool(text) and fold(text) not in ("0", "non", "no", "n") and text not in ("-", "–", "—")


def _role_of(text: str) -> str | None:
    return role_named(text) or code_named("role", text)
