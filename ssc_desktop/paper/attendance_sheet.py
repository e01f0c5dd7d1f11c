"""The attendance sheet: A4 landscape, a signature for each person and half-day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame, marks
from ssc_desktop.paper.attendance_content import (
    TITLE,
    AttendanceSheet,
    Heading,
    Person,
    Slot,
)
from ssc_desktop.paper.attendance_end import count_boxes, draw_end
from ssc_desktop.paper.attendance_head import columns_of, draw_head, when
from ssc_desktop.paper.attendance_plan import (
    HEAD_TOP,
    HEIGHT,
    LEFT,
    RIGHT,
    ROWS_TOP,
    WIDTH,
    Line,
    PagePlan,
    plan_pages,
)
from ssc_desktop.paper.drawing import A4_LANDSCAPE, Drawing
from ssc_desktop.paper.frame import Notices, Printing, Visibility
from ssc_desktop.paper.tables import Column, edges, row
from ssc_desktop.paper.text import fit, ltr

__all__ = [
    "AttendanceSheet",
    "Heading",
    "Notices",
    "Person",
    "Printing",
    "Slot",
    "Visibility",
    "attendance_sheet",
]

_SEXES = {"F": N_("F"), "M": N_("M")}


def attendance_sheet(sheet: AttendanceSheet, language: Language) -> tuple[bytes, dict[str, Any]]:
    """The PDF and its geometry, in millimetres from the top left of each page."""
    return SheetBeingDrawn(sheet, language).drawn()


class SheetBeingDrawn:
    """One attendance sheet on its way to paper."""

    def __init__(self, sheet: AttendanceSheet, language: Language) -> None:
        self.sheet = sheet
        self.language = language
        self.drawing = Drawing(
            A4_LANDSCAPE,
            language,
            title=f"{language(TITLE)} {sheet.heading.code}",
            subject=sheet.heading.title,
        )
        self.pages = plan_pages(sheet.people, sheet.slots, grid=sheet.grid)
        self.codes = marks.codes(WIDTH, HEIGHT, rtl=language.is_rtl)

    def drawn(self) -> tuple[bytes, dict[str, Any]]:
        """All pages, one after the other."""
        described = []
        group = -1
        for number, page in enumerate(self.pages, 1):
            if number > 1:
                self.drawing.next_page()
            columns = columns_of(self.language, self.sheet, page.slots)
            if page.group != group:
                group = page.group
                self._share_head(page, columns)
            self.drawing.show(f"head{group}")
            self._draw_codes(number)
            self._draw_table(page, columns)
            if page.is_last:
                draw_end(self.drawing, page, columns)
            described.append(self._described(number, page, columns))
        return self.drawing.finish(), {"sheet": self.sheet.sheet_id, "pages": described}

    def _share_head(self, page: PagePlan, columns: Mapping[str, Column]) -> None:
        with self.drawing.shared(f"head{page.group}"):
            draw_head(self.drawing, self.sheet, page.slots, list(columns.values()))
        words = when(self.language, self.sheet, page.slots)
        self.drawing.bookmark(f"day{page.group}", words)

    def _draw_codes(self, number: int) -> None:
        drawing, sheet = self.drawing, self.sheet.sheet_id
        modules = marks.code_modules(marks.Mark(sheet, number, len(self.pages)).payload)
        for place in self.codes:
            drawing.modules(place.x, place.y, place.size, modules)
        large = self.codes[0]
        drawing.text(
            drawing.physical(large.x, large.size),
            35.2,
            ltr(f"{marks.spoken(sheet)} / {number}"),
            drawing.style(8, bold=True),
            width=large.size,
            align="center",
        )
        end = WIDTH - marks.TAG_MARGIN - marks.TAG - 3
        frame.page_number(drawing, end - 34, 203.4, 34, number, len(self.pages))

    def _draw_table(self, page: PagePlan, columns: Mapping[str, Column]) -> None:
        drawing, ordered = self.drawing, list(columns.values())
        xs = edges(LEFT, ordered)
        drawing.grid(xs, [HEAD_TOP, ROWS_TOP])
        for start, end in _stretches(page):
            last, line = page.lines[end - 1]
            drawing.grid(xs, [*(top for top, _ in page.lines[start:end]), last + line.height])
        for top, line in page.lines:
            if line.kind == "section":
                self._draw_section(top, line)
            else:
                row(drawing, LEFT, top, line.height, ordered, self._cells(line, columns))

    def _draw_section(self, top: float, line: Line) -> None:
        self.drawing.fill(LEFT, top, RIGHT - LEFT, line.height, 0.92)
        self.drawing.frame(LEFT, top, RIGHT - LEFT, line.height)
        words = self.language("Facilitators and organisers (not counted among participants)")
        style = self.drawing.style(8, bold=True)
        width = RIGHT - LEFT - 3
        self.drawing.fitted(LEFT + 1.5, top, width, line.height, fit(words, style, width, 5))

    def _cells(self, line: Line, columns: Mapping[str, Column]) -> list[str]:
        values = {"number": str(line.number)}
        if line.person is not None:
            values |= self._values(line.person)
        return [values.get(name, "") for name in columns]

    def _values(self, person: Person) -> dict[str, str]:
        sex = self.language(_SEXES[person.sex]) if person.sex in _SEXES else ""
        if self.sheet.sensitive and not person.in_team:
            first = person.given_names or person.name_ar or person.family_name
            return {"code": ltr(person.code), "name": first, "sex": sex}
        phone = ltr(person.phone.replace(" ", "\u00a0"))
        return {
            "name": self._name(person),
            "sex": sex,
            "organisation": person.organisation,
            "function": person.function,
            "place": person.place,
            "contact": "\n".join(value for value in (phone, ltr(person.email)) if value),
            "code": ltr(person.code),
        }

    def _name(self, person: Person) -> str:
        """Family name in capitals, then given names; both scripts, the sheet's own first."""
        latin = " ".join(part for part in (person.family_name.upper(), person.given_names) if part)
        scripts = [name for name in (latin, person.name_ar) if name]
        if sorted(latin.split()) == sorted(person.name_ar.split()):
            # Lists in Arabic script fill both; nobody wants to read a name twice.
            return person.name_ar
        return "\n".join(reversed(scripts) if self.language.is_rtl else scripts)

    def _described(
        self, number: int, page: PagePlan, columns: Mapping[str, Column]
    ) -> dict[str, Any]:
        """The geometry of one page; rows left blank for walk-ins are told apart."""
        cells = list(self._boxes(page, columns))
        return {
            "page": number,
            "size_mm": [WIDTH, HEIGHT],
            "cells": [cell for cell in cells if "participant" in cell],
            "blank_cells": [cell for cell in cells if "participant" not in cell],
            "tags": [tag.box() for tag in marks.tags(WIDTH, HEIGHT)],
            "codes": [code.box() for code in self.codes],
            "counts": count_boxes(self.drawing, page, columns) if page.is_last else [],
        }

    def _boxes(self, page: PagePlan, columns: Mapping[str, Column]) -> Iterator[dict[str, Any]]:
        """Every signature cell of a page."""
        xs = dict(zip(columns, edges(LEFT, list(columns.values())), strict=False))
        box = self.drawing.box
        for top, line in page.lines:
            if line.kind == "section":
                continue
            person = line.person
            who = {"participant": person.id, "team": person.in_team} if person else {}
            for at, slot in enumerate(page.slots):
                where = box(xs[str(at)], top, columns[str(at)].width, line.height)
                yield {**who, "half_day": slot.key, "box_mm": where, "row": line.number}


def _stretches(page: PagePlan) -> list[tuple[int, int]]:
    """Rows between section heads, as slices of the page's lines."""
    bounds = [at for at, (_, line) in enumerate(page.lines) if line.kind == "section"]
    starts = [0, *(at + 1 for at in bounds)]
    ends = [*bounds, len(page.lines)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if end > start]
