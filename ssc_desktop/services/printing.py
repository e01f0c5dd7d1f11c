"""Printing: attendance sheets and activity sheets as PDF, each attendance printing recorded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from ssc_desktop.domain.activity import HalfDay
from ssc_desktop.domain.evidence import SheetPrint
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_, Language
from ssc_desktop.paper.activity_sheet import ActivitySheet, activity_sheet
from ssc_desktop.paper.attendance_columns import ALWAYS, COLUMNS, ON_BY_DEFAULT, OPTIONAL
from ssc_desktop.paper.attendance_content import LANDSCAPE, ORIENTATIONS
from ssc_desktop.paper.attendance_plan import SHAPES, groups
from ssc_desktop.paper.attendance_sheet import AttendanceSheet, attendance_sheet
from ssc_desktop.paper.field_blocks import blocks_of
from ssc_desktop.paper.geometry import fold, unfold
from ssc_desktop.paper.marks import new_sheet_id
from ssc_desktop.services import activity_contents, sheet_contents
from ssc_desktop.services.attendance import read_register
from ssc_desktop.services.printed import PaperFiles, Printed, write_paper
from ssc_desktop.storage import sheets
from ssc_desktop.storage.store import Store

# Ten half-days still leave a signature fifteen millimetres; evenings may be added to them.
MOST_GRID_DAYS = 5


@dataclass(frozen=True, slots=True)
class OfferedColumn:
    """A column an officer may have or leave out; ``label`` is marked, not translated."""

    name: str
    label: str
    is_on: bool


def columns_offered() -> tuple[OfferedColumn, ...]:
    """The optional columns of an attendance sheet in their order, and which are on by default.

    Number, name, sex and organisation always stand on it; sensitive sheets have columns of
    their own. Columns for which signatures would become too narrow are left out of a grid.
    """
    return tuple(OfferedColumn(name, COLUMNS[name], name in ON_BY_DEFAULT) for name in OPTIONAL)


def print_attendance(
    store: Store,
    code_or_key: str | UUID,
    *,
    language: Language,
    day: int | None = None,
    grid: bool = False,
    columns: Iterable[str] | None = None,
    orientation: str = LANDSCAPE,
    path: Path | None = None,
    geometry_path: Path | None = None,
    recorded: bool = True,
) -> Printed:
    """Print a sheet a day (or one day, or a grid of up to five), and record the printing.

    ``columns`` names the optional ones wanted, None those that are on by default.
    Not ``recorded``, it is to be looked at only: a scan of it would not find its sheet.
    The files and the record of the printing are written together or not at all.
    """
    _refuse_one_file_for_both(path, geometry_path)
    register = read_register(store, code_or_key)
    half_days = _chosen(register.half_days, day, grid=grid)
    slots = sheet_contents.slots_of(half_days)
    wanted = _known_columns(columns)
    _refuse_too_narrow(max(map(len, groups(slots, grid=grid))), orientation)
    activity = register.activity
    number = new_sheet_id()
    with PaperFiles() as files, store.writing() if recorded else store.reading() as db:
        around = sheet_contents.read_around(db, store.officer_id)
        version = sheets.last_version(db, activity.id) + 1
        heading = sheet_contents.heading_of(activity, register.half_days, around, language)
        sheet = AttendanceSheet(
            sheet_id=number,
            heading=heading,
            people=sheet_contents.people_of(register, language),
            slots=slots,
            printing=sheet_contents.printing_of(around, now(), activity, version),
            notices=sheet_contents.notices_of(activity, around, language),
            visibility=sheet_contents.visibility_of(around, heading.host, language),
            grid=grid,
            sensitive=bool(activity.sensitive),
            neutral=bool(activity.without_visibility),
            columns=wanted,
            orientation=orientation,
        )
        pdf, geometry = attendance_sheet(sheet, language)
        if recorded:
            made = _record_of(sheet, activity.id, language, pdf, geometry)
            made.printed_by_id = UUID(hex=store.officer_id) if store.officer_id else None
            db.add(made)
        db.flush()
        described = json.dumps(geometry, ensure_ascii=False, indent=1)
        files.write(geometry_path, f"{described}\n".encode())
        files.write(path, pdf)
    return Printed(pdf, geometry, number, version, path)


def _record_of(
    sheet: AttendanceSheet,
    activity: UUID,
    language: Language,
    pdf: bytes,
    geometry: dict[str, Any],
) -> SheetPrint:
    """The record of a printing: what a scan needs to find its sheet years later."""
    return SheetPrint(
        activity_id=activity,
        sheet_no=sheet.sheet_id,
        version=sheet.printing.version,
        language=language.code,
        printed_at=sheet.printing.at,
        sha256=sha256(pdf).hexdigest(),
        page_count=len(geometry["pages"]),
        row_count=len(sheet.people),
        geometry=fold(geometry),
    )


def _known_columns(columns: Iterable[str] | None) -> tuple[str, ...] | None:
    if columns is None:
        return None
    wanted = tuple(columns)
    known = (*ALWAYS, *OPTIONAL)
    for name in wanted:
        if name not in known:
            raise Problem(
                "unknown-column",
                N_(
                    "“{column}” is not a column of the attendance sheet. Nothing was printed. Choose from: {known}."
                ),
                field="columns",
                column=name,
                known=", ".join(known),
            )
    return wanted


def _refuse_too_narrow(half_days: int, orientation: str) -> None:
    """A page on which nobody could sign is not printed; nor is one of another shape in its place."""
    if orientation not in ORIENTATIONS:
        raise Problem(
            "unknown-orientation",
            N_(
                "“{orientation}” is not a way to lay a page. Nothing was printed. Choose from: {known}."
            ),
            field="orientation",
            orientation=orientation,
            known=", ".join(ORIENTATIONS),
        )
    most = SHAPES[orientation].most_slots
    if half_days > most:
        raise Problem(
            "page-too-narrow",
            N_(
                "This page has room for at most {most} half-days to sign, here are {half_days}. Nothing was printed. Lay the page across, or print one sheet a day."
            ),
            field="orientation",
            most=most,
            half_days=half_days,
        )


def _refuse_one_file_for_both(path: Path | None, geometry_path: Path | None) -> None:
    if path is not None and geometry_path is not None and path.resolve() == geometry_path.resolve():
        raise Problem(
            "same-file",
            N_(
                "The sheet and its geometry cannot be one file. Nothing was written. Name two files."
            ),
        )


def print_activity(
    store: Store, code_or_key: str | UUID, *, language: Language, path: Path | None = None
) -> Printed:
    """Print what is recorded about an activity."""
    register = read_register(store, code_or_key)
    activity = register.activity
    with store.reading() as db:
        around = sheet_contents.read_around(db, store.officer_id)
        names = around.names(language)
        heading = sheet_contents.heading_of(activity, register.half_days, around, language)
        sheet = ActivitySheet(
            code=heading.code,
            title=heading.title,
            blocks=blocks_of(
                activity, language, names=names, without=activity_contents.left_out(activity)
            ),
            printing=sheet_contents.printing_of(around, now(), activity),
            action=heading.action,
            contract=heading.contract,
            half_days=activity_contents.half_day_lines(register),
            reached=activity_contents.reached_facts(db, register, language),
            tallies=activity_contents.tallies_of(db, register, language),
            recommendations=activity_contents.promises_of(db, activity.id, names, language),
            learning=activity_contents.learning_facts(db, activity.id, language),
            evidence=activity_contents.evidence_lines(db, activity.id, language),
            notices=sheet_contents.notices_of(activity, around, language),
            visibility=sheet_contents.visibility_of(around, heading.host, language),
            neutral=bool(activity.without_visibility),
            budget=activity_contents.budget_of(activity, language),
            contributions=activity_contents.contributions_of(register, language),
        )
    pdf = activity_sheet(sheet, language)
    write_paper(path, pdf)
    return Printed(pdf, path=path)


def list_printings(store: Store, activity: UUID) -> list[SheetPrint]:
    """The attendance sheets printed for an activity, the oldest first."""
    with store.reading() as db:
        return sheets.printings(db, activity)


def geometry_of(store: Store, number: str) -> dict[str, Any]:
    """Where the cells of a printed sheet are, by the number printed on it."""
    return unfold(_found(store, number).geometry or "")


def _found(store: Store, number: str) -> SheetPrint:
    with store.reading() as db:
        found = sheets.by_number(db, number.replace("-", "").upper())
    if found is None or not found.geometry:
        raise Problem(
            "unknown-sheet",
            N_(
                "No sheet {number} was printed in this workspace. Nothing was changed. Check the number under the large code of the sheet."
            ),
            number=number,
        )
    return found


def _chosen(half_days: Sequence[HalfDay], day: int | None, *, grid: bool) -> tuple[HalfDay, ...]:
    days = sorted({each.day for each in half_days})
    if not days:
        raise Problem(
            "no-half-days",
            N_(
                "The activity has no half-days, so there is nothing to sign. Nothing was printed. Give it a start date or add half-days."
            ),
            field="start",
        )
    if day is not None:
        if not 1 <= day <= len(days):
            raise Problem(
                "unknown-day",
                N_("The activity has no day {day}. Nothing was printed. Choose 1 to {days}."),
                day=day,
                days=len(days),
            )
        days = [days[day - 1]]
    if grid and len(days) > MOST_GRID_DAYS:
        raise Problem(
            "too-many-days",
            N_(
                "A grid holds at most {most} days, this activity has {days}. Nothing was printed. Print one sheet a day, or one day."
            ),
            most=MOST_GRID_DAYS,
            days=len(days),
        )
    return tuple(each for each in half_days if each.day in days)
