"""`participants import`: an office's own list taken in, with a report of what was not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Command, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.progress import progress_bar
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.participant_lists import ListImport


@click.command(
    "import",
    cls=Command,
    help=N_(
        "Take a list of participants in (xlsx, xls, ods, csv). People known already are matched; likely doubles are reported, never merged."
    ),
    example="ssc-desktop participants import list.xlsx --activity ACSS-CI-2021-ECH-001 --dry-run",
)
@click.argument("file", type=READ_FILE)
@option("--activity", metavar="CODE", required=True, help=N_("Activity to register people for."))
@option("--sheet", metavar="NAME", help=N_("Sheet of the workbook; else the one with most people."))
@option(
    "--column",
    "columns",
    multiple=True,
    metavar="HEADER=FIELD",
    help=N_("What a column holds, where its header would be misread; may be given several times."),
)
@option("--dry-run", is_flag=True, help=N_("Tell what would happen and change nothing."))
@option("--errors", type=READ_FILE, metavar="OUT.xlsx", help=N_("Workbook with what to correct."))
def import_people(
    file: Path,
    activity: str,
    sheet: str | None,
    columns: tuple[str, ...],
    dry_run: bool,
    errors: Path | None,
) -> None:
    """Take a list of participants in."""
    from ssc_desktop.services.participant_lists import import_list

    call = this_call()
    named = read_pairs(columns, "--column")
    with opened(call) as workspace, progress_bar(call, N_("Reading the list")) as advance:
        outcome = import_list(
            workspace.store,
            file,
            activity,
            sheet=sheet,
            columns=named or None,
            dry_run=dry_run,
            errors=errors,
            language=call.language.code,
            progress=advance,
        )
    written = errors if errors is not None and outcome.rejected else None
    call.answer(_shape(call, outcome, written), lambda: _show(call, outcome, written, dry_run))


def _shape(call: Call, outcome: ListImport, written: Path | None) -> Shape:
    return {
        "read": outcome.read,
        "imported": outcome.imported,
        "matched": outcome.matched,
        "skipped": outcome.skipped,
        "left_aside": outcome.left_aside,
        "possible_duplicates": [
            {
                "row": each.row,
                "participant": str(each.participant),
                "resembles": str(each.resembles),
                "resembles_row": each.resembles_row,
                "score": each.score,
                "reasons": list(each.reasons),
            }
            for each in outcome.possible_duplicates
        ],
        "rejected": [
            {
                "row": each.row,
                "column": each.column,
                "value": plain(each.value),
                "code": each.code,
                "message": call.language(each.message),
            }
            for each in outcome.rejected
        ],
        "sheet": outcome.sheet,
        "other_sheets": list(outcome.other_sheets),
        "errors": None if written is None else str(written),
    }


def _show(call: Call, outcome: ListImport, written: Path | None, dry_run: bool) -> None:
    if dry_run:
        call.say(N_("Nothing was changed; this would happen:"))
    call.say(
        N_(
            "{read} people read: {imported} new, {matched} known already, {skipped} on the list already."
        ),
        read=outcome.read,
        imported=outcome.imported,
        matched=outcome.matched,
        skipped=outcome.skipped,
    )
    if outcome.other_sheets:
        call.say(
            N_("Other sheets hold people too and were not read: {sheets}. See --sheet."),
            sheets=call.language.list_of(list(outcome.other_sheets)),
        )
    for double in outcome.possible_duplicates:
        call.say(
            N_("Row {row} resembles somebody who is known: {participant}"),
            row=double.row,
            participant=double.resembles,
        )
    if outcome.rejected:
        call.table(
            (N_("Row"), N_("Column"), N_("Value"), N_("Reason")),
            [
                (each.row, each.column, each.value, call.language(each.message))
                for each in outcome.rejected
            ],
        )
    if written is not None:
        call.say(N_("Workbook to correct: {file}"), file=written)
