"""`export`: what was recorded, in the forms other programs and donors read."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from ssc_desktop.cli.call import this_call
from ssc_desktop.cli.command import READ_FILE, Command, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.progress import progress_bar
from ssc_desktop.domain.export_forms import FORMS
from ssc_desktop.language import LANGUAGES, N_, Language
from ssc_desktop.settings import Settings

_DAY = click.DateTime(("%Y-%m-%d",))


@click.command(
    "export",
    cls=Command,
    help=N_(
        "Write what was recorded as a workbook, HXL, IATI 2.03, XLSForm, 3W, OPSYS logframe or JSON."
    ),
    example="ssc-desktop export workbook --from 2021-01-01 --to 2021-12-31 --output year.xlsx",
)
@click.argument("form", metavar="FORM", type=click.Choice(tuple(FORMS)))
@option("--output", type=READ_FILE, required=True, help=N_("File to write, or a folder."))
@option("--from", "since", type=_DAY, metavar="DAY", help=N_("First day of the period."))
@option("--to", "until", type=_DAY, metavar="DAY", help=N_("Last day of the period."))
@option("--set", "set_code", default="", metavar="CODE", help=N_("Set of indicators."))
@option(
    "--level",
    default="pseudonymised",
    help=N_("How much of people it tells: pseudonymised (the usual) or identified."),
)
@option(
    "--basis",
    default="",
    metavar="TEXT",
    help=N_("Of an identified file: on what basis names may leave; kept for the next."),
)
@option(
    "--reporting-org",
    default="",
    metavar="REF",
    help=N_("Of an IATI file: the IATI identifier of the organisation that publishes it."),
)
@option(
    "--language",
    "named",
    type=click.Choice(LANGUAGES),
    help=N_("Language of the file; the one of the settings when it is not given."),
)
def export(
    form: str,
    output: Path,
    since: datetime | None,
    until: datetime | None,
    set_code: str,
    level: str,
    basis: str,
    reporting_org: str,
    named: str | None,
) -> None:
    """Write one export."""
    from ssc_desktop.services import exports

    call = this_call()
    with opened(call) as workspace, progress_bar(call, N_("Writing the export")) as advance:
        made = exports.export(
            workspace,
            form,
            output,
            language=Language(named or Settings().sheet_language()),
            since=_day(since),
            until=_day(until),
            level=level,
            set_code=set_code,
            basis=basis,
            reporting_org=reporting_org,
            progress=advance,
        )
    shape = {
        "form": made.form,
        "file": str(made.file),
        "rows": made.rows,
        "bytes": made.bytes,
        "level": made.level,
    }
    call.answer(shape, lambda: call.say(N_("Written: {file}"), file=made.file))


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
