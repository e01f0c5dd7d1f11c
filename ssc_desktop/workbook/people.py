"""Turns the rows of a list into people, and reports the cells that could not be taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ssc_desktop.domain.names import fold
from ssc_desktop.domain.reference import code_named
from ssc_desktop.workbook.columns import Layout
from ssc_desktop.workbook.countries import country_named, place_named
from ssc_desktop.workbook.drafts import Draft, ListRow, said
from ssc_desktop.workbook.headings import FAMILY_NAME, FULL_NAME, GIVEN_NAMES, NAME_AR, PLACE
from ssc_desktop.workbook.naming import Naming
from ssc_desktop.workbook.reach import Reach
from ssc_desktop.workbook.rows import Line, Lines
from ssc_desktop.workbook.troubles import Rejected, rejected
from ssc_desktop.workbook.values import is_unsaid, read_birth, role_of, sex_codes

_LONGEST = 200


@dataclass
class Reading:
    """What one sheet gave."""

    rows: tuple[ListRow, ...]
    rejected: tuple[Rejected, ...]
    country: str | None
    # What the rows say that were left out: with a name they would be people.
    left_out: tuple[ListRow, ...] = ()


class People:
    """Reads the people of one sheet whose columns are known."""

    def __init__(self, layout: Layout, likely: tuple[str | None, ...]) -> None:
        self._layout = layout
        self._found = tuple(Lines(layout).people())
        self._lines = tuple(line for line in self._found if not line.trouble)
        self._raw = dict(layout.sheet.rows)
        self._naming = Naming(layout, self._lines)
        self._reach = Reach(layout, self._lines, likely)

    def read(self) -> Reading:
        """The people and the reports of the sheet."""
        rows: list[ListRow] = []
        left_out: list[ListRow] = []
        reports: list[Rejected] = []
        for line in self._found:
            draft = Draft(line)
            self._read_line(draft)
            row = ListRow(line.number, **self._clipped(draft))  # type: ignore[arg-type]
            if line.trouble:
                left_out.append(row)
                reports.append(self._nobody(line))
            else:
                rows.append(row)
                reports += draft.reports
        return Reading(tuple(rows), tuple(reports), self._reach.home, tuple(left_out))

    def _nobody(self, line: Line) -> Rejected:
        named = (*self._layout.of(FULL_NAME), *self._layout.of(FAMILY_NAME),
                 *self._layout.of(GIVEN_NAMES), *self._layout.of(NAME_AR))  # fmt: skip
        column = next(iter(named), None)
        value = line.texts.get(column.index, "") if column else ""
        return rejected(line.number, column.heading if column else "", value, line.trouble)

    def _clipped(self, draft: Draft) -> dict[str, str | int | tuple[str, ...] | None]:
        values: dict[str, str | int | tuple[str, ...] | None] = dict(draft.values)
        for name, value in draft.values.items():
            if isinstance(value, str) and len(value) > _LONGEST:
                values[name] = value[:_LONGEST].rstrip()
                draft.report(next(iter(self._layout.of(name)), None), value, "text-too-long")
        phones = str(values.pop("phones", "") or "")
        return {**values, "phones": tuple(phones.split())}

    def _read_line(self, draft: Draft) -> None:
        for name, value in self._naming.values(draft.line).items():
            draft.put(name, value)
        self._read_sex(draft)
        self._read_birth(draft)
        self._read_places(draft)
        self._read_work(draft)
        self._reach.read(draft)

    # Sex and age

    @cached_property
    def _sexes(self) -> dict[int, dict[str, str]]:
        return {
            column.index: sex_codes(
                (line.texts.get(column.index, "") for line in self._lines), column.heading
            )
            for column in self._layout.of("sex")
        }

    def _read_sex(self, draft: Draft) -> None:
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

    def _read_birth(self, draft: Draft) -> None:
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

    def _read_places(self, draft: Draft) -> None:
        for name in ("country", "nationality"):
            for column, text in said(self._layout, draft.line, name):
                draft.put(name, country_named(text))
                if not country_named(text):
                    draft.report(column, text, "country-unknown")
        for _, text in said(self._layout, draft.line, PLACE):
            country, city = place_named(text)
            draft.put("country", country)
            draft.put("city", city)
        for _, text in said(self._layout, draft.line, "city"):
            draft.put("city", text)
        for _, text in said(self._layout, draft.line, "region"):
            code = code_named("region", text)
            # A region we have no code for is still where the person lives.
            draft.put("region" if code else "city", code or text)
        draft.put("country", draft.line.country)

    def _read_work(self, draft: Draft) -> None:
        for name in ("organisation", "function"):
            for _, text in said(self._layout, draft.line, name):
                draft.put(name, " ".join(text.split()))
        draft.put("organisation", draft.line.organisation)
        for column, text in said(self._layout, draft.line, "role"):
            role = role_of(text)
            draft.put("role", role)
            if not role:
                draft.report(column, text, "role-unknown")
        draft.put("role", draft.line.role)


def _is_ticked(text: str) -> bool:
    return bool(text) and fold(text) not in ("0", "non", "no", "n") and text not in ("-", "–", "—")
