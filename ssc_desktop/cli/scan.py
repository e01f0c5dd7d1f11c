"""`scan`: signed sheets read from images and PDFs, their attendance proposed and recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Command, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.scan_confirming import Confirmed
    from ssc_desktop.services.scanning import ScannedPage, ScannedSheet, Scans

_HEADS = (
    N_("File"), N_("Page"), N_("Sheet"), N_("Signed"), N_("Empty"), N_("Not sure"),
    N_("Cannot be read"), N_("State"),
)  # fmt: skip


@click.command(
    "scan",
    cls=Command,
    help=N_(
        "Read signed attendance sheets from images and PDFs. With --apply, record what is sure and keep the scans as evidence; what is not sure is left to a person."
    ),
    example="ssc-desktop scan sheet.pdf photo.jpg --activity ACSS-CI-2021-ECH-001 --apply",
)
@click.argument("files", metavar="FILE...", type=READ_FILE, nargs=-1, required=True)
@option("--activity", metavar="CODE", help=N_("Take sheets of this activity only."))
@option("--apply", "is_applied", is_flag=True, help=N_("Record what is sure."))
@option(
    "--absent",
    "is_absent",
    is_flag=True,
    help=N_("With --apply: mark people absent where they surely did not sign."),
)
def scan(files: tuple[Path, ...], activity: str | None, is_applied: bool, is_absent: bool) -> None:
    """Read, and record where it is asked for."""
    from ssc_desktop.services.scan_confirming import Answered, confirm
    from ssc_desktop.services.scan_proposals import ABSENT, propose
    from ssc_desktop.services.scanning import read_scans

    if is_absent and not is_applied:
        raise click.UsageError("--absent goes with --apply", click.get_current_context())
    call, done = this_call(), None
    with opened(call) as workspace:
        scans = read_scans(workspace.store, files, activity)
        if is_applied:
            unsigned = ABSENT if is_absent else None
            proposed = propose(workspace.store, scans.pages)
            done = confirm(workspace, [Answered(each, unsigned=unsigned) for each in proposed])
            walk_ins = sum(len(each.walk_ins) for each in proposed)
            call.answer(
                {**_of_scans(scans), "applied": _of_confirmed(done, walk_ins)},
                lambda: _show(call, scans, done, walk_ins),
            )
        else:
            call.answer(_of_scans(scans), lambda: _show(call, scans))
    if is_applied:
        _refuse_where_nothing_was_read(scans)


def _refuse_where_nothing_was_read(scans: Scans) -> None:
    if not any(page.cells for page in scans.pages):
        raise Problem(
            "no-sheet-read",
            N_(
                "No sheet could be read on {count} pages. Nothing was changed. Scan the whole page at 200 dots an inch or more, in grey or colour."
            ),
            count=len(scans.pages),
        )


# --- as JSON ------------------------------------------------------------------------------------


def _of_scans(scans: Scans) -> Shape:
    return {
        "files": [_of_page(each) for each in scans.pages],
        "sheets": [_of_sheet(each) for each in scans.sheets],
    }


def _of_page(page: ScannedPage) -> Shape:
    return {
        "file": str(page.file),
        "file_page": page.number,
        "sheet": page.sheet or None,
        "page": page.page or None,
        "pages": page.pages or None,
        "activity": page.activity_code or None,
        "version": page.version or None,
        "status": page.status,
        "remarks": list(page.remarks),
        "cells": [
            {
                "participant": str(cell.participant) if cell.participant else None,
                "row": cell.row,
                "half_day": cell.half_day,
                "reading": cell.reading,
                "confidence": cell.confidence,
            }
            for cell in page.cells
        ],
    }


def _of_sheet(sheet: ScannedSheet) -> Shape:
    return {
        "sheet": sheet.number,
        "activity": sheet.activity_code,
        "version": sheet.version,
        "newest_version": sheet.newest_version,
        "pages": list(sheet.pages),
        "missing": list(sheet.missing),
        "newcomers": sheet.newcomers,
    }


def _of_confirmed(done: Confirmed, walk_ins: int) -> Shape:
    return {
        "marked": done.marked,
        "open": done.open,
        "differing": done.differing,
        "walk_ins": walk_ins,
        "transaction": done.tx or None,
    }


# --- to a person --------------------------------------------------------------------------------


def _show(call: Call, scans: Scans, done: Confirmed | None = None, walk_ins: int = 0) -> None:
    from ssc_desktop.services import scan_words

    call.table(_HEADS, (_row(call, each) for each in scans.pages))
    for remark in dict.fromkeys(each for page in scans.pages for each in page.remarks):
        call.say(scan_words.REMARKS[remark])
    for sheet in scans.sheets:
        _tell_sheet(call, sheet)
    if done is None:
        return
    call.say(N_("Marks recorded: {count}."), count=done.marked)
    told = (
        (scan_words.OPEN, done.open),
        (scan_words.DIFFERING, done.differing),
        (scan_words.WALK_INS, walk_ins),
    )
    for words, count in told:
        if count:
            call.say(words, count=count)


def _row(call: Call, page: ScannedPage) -> tuple[object, ...]:
    from ssc_desktop.services import scan_words

    named = [each.reading for each in page.cells if each.participant]
    counts = [named.count(each) if page.cells else "" for each in scan_words.READINGS]
    place = f"{page.sheet} {page.page}/{page.pages}" if page.sheet else ""
    status = call.language(scan_words.STATUSES[page.status])
    return page.file.name, page.number, place, *counts, status


def _tell_sheet(call: Call, sheet: ScannedSheet) -> None:
    from ssc_desktop.services import scan_words

    for page in sheet.missing:
        call.say(scan_words.MISSING, sheet=sheet.number, page=page, pages=len(sheet.pages))
    if sheet.newest_version > sheet.version:
        call.say(
            scan_words.OLDER,
            sheet=sheet.number,
            version=sheet.version,
            newest=sheet.newest_version,
        )
    if sheet.newcomers:
        call.say(scan_words.NEWCOMERS, sheet=sheet.number, count=sheet.newcomers)
