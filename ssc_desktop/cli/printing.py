"""`print`: attendance sheets and activity sheets as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.language import LANGUAGES, N_, Language
from ssc_desktop.settings import SHEET_COLUMNS, SHEET_ORIENTATION, Settings

if TYPE_CHECKING:
    from ssc_desktop.services.printed import Printed

LANGUAGE_HELP = N_("Language of the sheet; the one of the settings when it is not given.")
OUTPUT_HELP = N_("PDF file to write.")

print_group = Group(
    "print",
    help=N_("Print sheets as PDF, in French, English or Arabic."),
    example=("ssc-desktop print attendance ACSS-CI-2021-ECH-001 --language ar --output sheet.pdf"),
)


@print_group.command(
    "attendance",
    help=N_("Print the attendance sheet, a page or more for each day; every printing is recorded."),
    example=(
        "ssc-desktop print attendance ACSS-CI-2021-ECH-001 --language fr --day 1 --output sheet.pdf"
    ),
)
@click.argument("code")
@option("--language", "sheet_language", type=click.Choice(LANGUAGES), help=LANGUAGE_HELP)
@option("--day", type=click.IntRange(1), metavar="N", help=N_("Only this day, counted from 1."))
@option("--grid", is_flag=True, help=N_("All days on one page, up to five."))
@option(
    "--orientation",
    type=click.Choice(SHEET_ORIENTATION.choices),
    help=N_(
        "Lay the page across (landscape) or upright (portrait); the choice of the settings when it is not given."
    ),
)
@option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME",
    help=N_(
        "An optional column to print, one option for each: function, place, region, category, age, contact, image; those of the settings when none is given."
    ),
)
@option(
    "--geometry",
    type=READ_FILE,
    metavar="FILE.json",
    help=N_("Also write where every cell is, in millimetres from the top left of its page."),
)
@option("--output", type=READ_FILE, required=True, metavar="FILE.pdf", help=OUTPUT_HELP)
def _attendance(
    code: str,
    sheet_language: str | None,
    day: int | None,
    grid: bool,
    orientation: str | None,
    columns: tuple[str, ...],
    geometry: Path | None,
    output: Path,
) -> None:
    from ssc_desktop.services.printing import print_attendance

    call, settings = this_call(), Settings()
    language = paper_language(sheet_language)
    with opened(call) as workspace:
        printed = print_attendance(
            workspace.store,
            code,
            language=language,
            day=day,
            grid=grid,
            columns=columns or settings.get(SHEET_COLUMNS),
            orientation=orientation or settings.get(SHEET_ORIENTATION),
            path=output,
            geometry_path=geometry,
        )
    shape = {
        "file": str(output),
        "language": language.code,
        "sheet": printed.sheet_number,
        "version": printed.version,
        "pages": printed.pages,
        "bytes": len(printed.pdf),
        "geometry": None if geometry is None else str(geometry),
    }
    call.answer(shape, lambda: _show(call, printed, output))


@print_group.command(
    "activity",
    help=N_("Print what is recorded about an activity."),
    example="ssc-desktop print activity ACSS-CI-2021-ECH-001 --language fr --output activity.pdf",
)
@click.argument("code")
@option("--language", "sheet_language", type=click.Choice(LANGUAGES), help=LANGUAGE_HELP)
@option("--output", type=READ_FILE, required=True, metavar="FILE.pdf", help=OUTPUT_HELP)
def _activity(code: str, sheet_language: str | None, output: Path) -> None:
    from ssc_desktop.services.printing import print_activity

    call = this_call()
    language = paper_language(sheet_language)
    with opened(call) as workspace:
        printed = print_activity(workspace.store, code, language=language, path=output)
    shape = {"file": str(output), "language": language.code, "bytes": len(printed.pdf)}
    call.answer(shape, lambda: _show(call, printed, output))


def paper_language(named: str | None) -> Language:
    """The language named for a paper, else the one of the settings."""
    return Language(named or Settings().sheet_language())


def _show(call: Call, printed: Printed, output: Path) -> None:
    call.say(N_("Written: {file}"), file=output)
    if printed.sheet_number:
        call.say(
            N_("Sheet {number}, version {version}, {pages} pages"),
            number=printed.sheet_number,
            version=printed.version,
            pages=printed.pages,
        )
