"""Printing: attendance sheets and activity sheets as PDF, each attendance printing recorded."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
from ssc_desktop.paper.attendance_sheet import AttendanceSheet, attendance_sheet
from ssc_desktop.paper.field_blocks import blocks_of
from ssc_desktop.paper.geometry import fold, unfold
from ssc_desktop.paper.marks import new_sheet_id
from ssc_desktop.services import activity_contents, sheet_contents
from ssc_desktop.services.attendance import read_register
from ssc_desktop.storage import sheets
from ssc_desktop.storage.store import Store
from ssc_desktop.vault.durable import write_whole

# Ten half-days still leave a signature fifteen millimetres; evenings may be added to them.
MOST_GRID_DAYS = 5
_IN_HEADING = frozenset({"code", "title"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed paper; an attendance sheet has its number and its geometry."""

    pdf: bytes
    geometry: dict[str, Any] | None = None
    sheet_number: str = ""
    version: int = 0
    path: Path | None = None

    @property
    def pages(self) -> int:
        """How many pages an attendance sheet has."""
        return len(self.geometry["pages"]) if self.geometry else 0


def print_attendance(
    store: Store,
    code_or_key: str | UUID,
    *,
    language: Language,
    day: int | None = None,
    grid: bool = False,
    columns: Sequence[str] = (),
    path: Path | None = None,
    geometry_path: Path | None = None,
    recorded: bool = True,
) -> Printed:
    """Print a sheet a day (or one day, or a grid of up to five), and record the printing.

    Not ``recorded``, it is to be looked at only: a scan of it would not find its sheet.
    The files and the record of the printing are written together or not at all.
    """
    _refuse_one_file_for_both(path, geometry_path)
    register = read_register(store, code_or_key)
    half_days = _chosen(register.half_days, day, grid=grid)
    activity = register.activity
    number = new_sheet_id()
    with store.writing() if recorded else store.reading() as db:
        around = sheet_contents.read_around(db, store.officer_id)
        version = sheets.last_version(db, activity.id) + 1
        at = now()
        heading = sheet_contents.heading_of(activity, register.half_days, around, language)
        sheet = AttendanceSheet(
            sheet_id=number,
            heading=heading,
            people=tuple(sheet_contents.person_of(each, language) for each in register.people),
            slots=sheet_contents.slots_of(half_days),
            printing=sheet_contents.printing_of(around, at, version),
            notices=sheet_contents.notices_of(activity, around, language),
            visibility=sheet_contents.visibility_of(around, heading.host, language),
            grid=grid,
            sensitive=bool(activity.sensitive),
            neutral=bool(activity.without_visibility),
            columns=tuple(columns),
        )
        pdf, geometry = attendance_sheet(sheet, language)
        if recorded:
            db.add(
                SheetPrint(
                    activity_id=activity.id,
                    sheet_no=number,
                    version=version,
                    language=language.code,
                    printed_at=at,
                    printed_by_id=UUID(hex=store.officer_id) if store.officer_id else None,
                    sha256=sha256(pdf).hexdigest(),
                    page_count=len(geometry["pages"]),
                    row_count=len(sheet.people),
                    geometry=fold(geometry),
                )
            )
        db.flush()
        _write(geometry_path, f"{json.dumps(geometry, ensure_ascii=False, indent=1)}\n".encode())
        _write(path, pdf)
    return Printed(pdf, geometry, number, version, path)


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
            blocks=blocks_of(activity, language, names=names, without=_IN_HEADING),
            printing=sheet_contents.printing_of(around, now(), 1),
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
        )
    pdf = activity_sheet(sheet, language)
    _write(path, pdf)
    return Printed(pdf, path=path)


def list_printings(store: Store, activity: UUID) -> list[SheetPrint]:
    """The attendance sheets printed for an activity, the oldest first."""
    with store.reading() as db:
        return sheets.printings(db, activity)


def geometry_of(store: Store, number: str) -> dict[str, Any]:
    """Where the cells of a printed sheet are, by the number printed on it."""
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
    return unfold(found.geometry)


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


def _write(path: Path | None, content: bytes) -> None:
    if path is None:
        return
    try:
        write_whole(path, content)
    except OSError:
        raise Problem(
            "paper-not-written",
            N_(
                "The file could not be written there. Nothing was recorded. Choose a folder you may write to, or close the program that shows the old file."
            ),
        ) from None
