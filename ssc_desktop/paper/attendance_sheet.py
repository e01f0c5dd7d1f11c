"""The attendance sheet: A4, lying or standing, a signature for each person and half-day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ssc_desktop.language import N_, Language
from ssc_desktop.paper import frame, marks
from ssc_desktop.paper.attendance_columns import columns_of
from ssc_desktop.paper.attendance_content import (
    TITLE,
    AttendanceSheet,
    Heading,
    Person,
    Slot,
)
from ssc_desktop.paper.attendance_end import ClosedList, closing_height
from ssc_desktop.paper.attendance_head import SheetHead, when
from ssc_desktop.paper.attendance_plan import (
    LEFT,
    SHAPES,
    TABLE_HEAD,
    Line,
    PagePlan,
    Placed,
    Table,
    groups,
    plan_pages,
)
from ssc_desktop.paper.drawing import Drawing
from ssc_desktop.paper.frame import Notices, Printing, Visibility
from ssc_desktop.paper.tables import Column, edges, name_cell, row
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

# How far the number of a sheet may stand out below its code, on each side.
_BESIDE_CODE = 2.0
_SEXES = {"F": N_("F"), "M": N_("M")}


def attendance_sheet(sheet: AttendanceSheet, language: Language) -> tuple[bytes, dict[str, Any]]:
    """The PDF and its geometry, in millimetres from the top left of each page."""
    return SheetBeingDrawn(sheet, language).drawn()


class SheetBeingDrawn:
    """One attendance sheet on its way to paper."""

    def __init__(self, sheet: AttendanceSheet, language: Language) -> None:
        self.sheet = sheet
        self.language = language
        self.shape = SHAPES[sheet.orientation]
        self.drawing = Drawing(
            (self.shape.width, self.shape.height),
            language,
            title=f"{language(TITLE)} {sheet.heading.code}",
            subject=sheet.heading.title,
            at=sheet.printing.at,
        )
        self.head = SheetHead(self.drawing, sheet, self.shape)
        self.pages = plan_pages(sheet.people, sheet.slots, self._table(), grid=sheet.grid)
        self.codes = marks.codes(self.shape.width, self.shape.height, rtl=language.is_rtl)

    def _table(self) -> Table:
        """The area for rows; the widest group of half-days says what closing the list takes."""
        widest = max(groups(self.sheet.slots, grid=self.sheet.grid), key=len)
        return replace(self.head.table, closing=closing_height(self._columns(widest)))

    def _columns(self, slots: Sequence[Slot]) -> dict[str, Column]:
        return columns_of(self.language, self.sheet, slots, self.shape.table_width)

    def drawn(self) -> tuple[bytes, dict[str, Any]]:
        """All pages, one after the other."""
        described = []
        group = -1
        for number, page in enumerate(self.pages, 1):
            if number > 1:
                self.drawing.next_page()
            columns = columns_of(self.language, self.sheet, page.slots, self.shape.table_width)
            if page.group != group:
                group = page.group
                self._share_head(page, columns)
            self.drawing.show(f"head{group}")
            self._draw_codes(number)
            self._draw_table(page, columns)
            if page.is_last:
                ClosedList(self.drawing, page, columns).draw()
            described.append(self._described(number, page, columns))
        return self.drawing.finish(), {"sheet": self.sheet.sheet_id, "pages": described}

    def _share_head(self, page: PagePlan, columns: Mapping[str, Column]) -> None:
        with self.drawing.shared(f"head{page.group}"):
            self.head.draw(page.slots, list(columns.values()))
        words = when(self.language, self.sheet, page.slots)
        self.drawing.bookmark(f"day{page.group}", words)

    def _draw_codes(self, number: int) -> None:
        drawing, sheet = self.drawing, self.sheet.sheet_id
        modules = marks.code_modules(marks.Mark(sheet, number, len(self.pages)).payload)
        for place in self.codes:
            drawing.modules(place.x, place.y, place.size, modules)
        large = self.codes[0]
        words, room = ltr(f"{marks.spoken(sheet)} / {number}"), large.size + 2 * _BESIDE_CODE
        x = drawing.physical(large.x, large.size) - _BESIDE_CODE
        content = fit(words, drawing.style(8, bold=True), room, 4.2)
        drawing.fitted(x, 31.8, room, 4.2, content, align="center")
        base = self.shape.height - marks.TAG_MARGIN + 0.4
        frame.page_number(drawing, self.shape.foot_end - 34, base, 34, number, len(self.pages))

    def _draw_table(self, page: PagePlan, columns: Mapping[str, Column]) -> None:
        drawing, ordered = self.drawing, list(columns.values())
        xs = edges(LEFT, ordered)
        drawing.grid(xs, [self.head.end, self.head.end + TABLE_HEAD])
        for stretch in _stretches(page):
            drawing.grid(xs, [*(placed.top for placed in stretch), stretch[-1].end])
        for placed in page.lines:
            if placed.line.kind == "section":
                self._draw_section(placed)
            else:
                cells = self._cells(placed.line, columns)
                row(drawing, LEFT, placed.top, placed.height, ordered, cells)

    def _draw_section(self, placed: Placed) -> None:
        drawing, width, height = self.drawing, self.shape.table_width, placed.height
        drawing.fill(LEFT, placed.top, width, height, 0.92)
        drawing.frame(LEFT, placed.top, width, height)
        words = self.language("Facilitators and organisers (not counted among participants)")
        content = fit(words, drawing.style(8, bold=True), width - 3, height)
        drawing.fitted(LEFT + 1.5, placed.top, width - 3, height, content)

    def _cells(self, line: Line, columns: Mapping[str, Column]) -> list[str]:
        values = {"number": str(line.number)}
        if line.person is not None:
            values |= self._values(line.person)
        return [values.get(name, "") for name in columns]

    def _values(self, person: Person) -> dict[str, str]:
        sex = self.language(_SEXES[person.sex]) if person.sex in _SEXES else ""
        if self.sheet.sensitive:
            return {"code": ltr(person.code), "name": person.given_names, "sex": sex}
        phone = ltr(person.phone.replace(" ", "\u00a0"))
        return {
            "name": self._name(person),
            "sex": sex,
            "organisation": person.organisation,
            "function": person.function,
            "place": person.place,
            "region": person.region,
            "category": person.category,
            "age": person.age,
            "contact": "\n".join(value for value in (phone, ltr(person.email)) if value),
            "code": ltr(person.code),
        }

    def _name(self, person: Person) -> str:
        """Family name in capitals, then given names; in both scripts."""
        latin = " ".join(part for part in (person.family_name.upper(), person.given_names) if part)
        return name_cell(self.language, latin, person.name_ar)

    def _described(
        self, number: int, page: PagePlan, columns: Mapping[str, Column]
    ) -> dict[str, Any]:
        """The geometry of one page; rows left blank for walk-ins are told apart."""
        cells = list(self._boxes(page, columns))
        closing = ClosedList(self.drawing, page, columns)
        return {
            "page": number,
            "size_mm": [self.shape.width, self.shape.height],
            "cells": [cell for cell in cells if "participant" in cell],
            "blank_cells": [cell for cell in cells if "participant" not in cell],
            "tags": [tag.box() for tag in marks.tags(self.shape.width, self.shape.height)],
            "codes": [code.box() for code in self.codes],
            "counts": closing.count_boxes() if page.is_last else [],
        }

    def _boxes(self, page: PagePlan, columns: Mapping[str, Column]) -> Iterator[dict[str, Any]]:
        """Every signature cell of a page."""
        xs = dict(zip(columns, edges(LEFT, list(columns.values())), strict=False))
        spans = [
            (slot.key, self.drawing.box(xs[str(at)], 0, columns[str(at)].width, 0))
            for at, slot in enumerate(page.slots)
        ]
        for placed in page.lines:
            line, person = placed.line, placed.line.person
            if line.kind == "section":
                continue
            who = {"participant": person.id, "team": person.in_team} if person else {}
            top, height = round(placed.top, 3), round(placed.height, 3)
            for half_day, (x, _, width, _) in spans:
                where = [x, top, width, height]
                yield {**who, "half_day": half_day, "box_mm": where, "row": line.number}


def _stretches(page: PagePlan) -> list[list[Placed]]:
    """Rows between section heads."""
    found: list[list[Placed]] = [[]]
    for placed in page.lines:
        if placed.line.kind == "section":
            found.append([])
        else:
            found[-1].append(placed)
    return [stretch for stretch in found if stretch]
