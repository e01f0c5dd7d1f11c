"""`report`: narrative, quarterly and country reports as PDF or as documents to edit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from ssc_desktop.cli.call import this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.printing import LANGUAGE_HELP, paper_language
from ssc_desktop.cli.shapes import plain
from ssc_desktop.language import LANGUAGES, N_

DAY = click.DateTime(["%Y-%m-%d"])
SINCE_HELP, UNTIL_HELP = N_("First day of the period."), N_("Last day of the period.")
_COUNTRY_HELP = N_("Only this country: two letters, such as CI.")
_OUTPUT_HELP = N_("File to write; its ending, .pdf or .docx, says which.")

report = Group(
    "report",
    help=N_("Reports of a period, as PDF or as documents to edit; they name no participant."),
    example="ssc-desktop report narrative --from 2021-01-01 --to 2021-12-31 --output report.docx",
)


def day_of(moment: datetime | None) -> date | None:
    """The day that was given, None where none was."""
    return moment.date() if moment else None


def _of_a_period(command: Callable[..., None]) -> Callable[..., None]:
    """What every report asks: the period, the country, the language, the file."""
    options = (
        option("--from", "since", type=DAY, metavar="DATE", help=SINCE_HELP),
        option("--to", "until", type=DAY, metavar="DATE", help=UNTIL_HELP),
        option("--country", metavar="CODE", help=_COUNTRY_HELP),
        option("--language", "named", type=click.Choice(LANGUAGES), help=LANGUAGE_HELP),
        option("--output", type=READ_FILE, required=True, metavar="FILE", help=_OUTPUT_HELP),
    )
    # Written above each other, the last is put on first.
    for each in reversed(options):
        command = each(command)
    return command


def _make(
    kind: str,
    since: datetime | None,
    until: datetime | None,
    country: str | None,
    named: str | None,
    output: Path,
) -> None:
    """Make one report and tell where it lies."""
    from ssc_desktop.services.report_facts import Wanted
    from ssc_desktop.services.reports import make_report

    call = this_call()
    language = paper_language(named)
    wanted = Wanted(day_of(since), day_of(until), country)
    with opened(call) as workspace:
        made = make_report(workspace, kind, wanted, language=language, path=output)
    shape = {
        "file": str(output),
        "report": kind,
        "format": made.form.removeprefix("."),
        "language": language.code,
        "from": plain(wanted.since),
        "to": plain(wanted.until),
        "countries": list(made.countries),
        "bytes": len(made.content),
    }
    call.answer(shape, lambda: call.say(N_("Written: {file}"), file=output))


@report.command(
    "narrative",
    help=N_(
        "The narrative report for the donor, in the order of Annex VI; what no record tells is left to be written."
    ),
    example=(
        "ssc-desktop report narrative --from 2021-01-01 --to 2021-12-31 "
        "--language fr --output report.docx"
    ),
)
@_of_a_period
def _narrative(**asked: Any) -> None:  # noqa: ANN401
    _make("narrative", **asked)


@report.command(
    "quarterly",
    help=N_("The quarterly report of the office: figures, activities, indicators, budget."),
    example=("ssc-desktop report quarterly --from 2021-07-01 --to 2021-09-30 --output quarter.pdf"),
)
@_of_a_period
def _quarterly(**asked: Any) -> None:  # noqa: ANN401
    _make("quarterly", **asked)


@report.command(
    "country",
    help=N_("A sheet of one page for a country, or for each country of the programme."),
    example="ssc-desktop report country --country CI --from 2021-01-01 --output ci.pdf",
)
@_of_a_period
def _country(**asked: Any) -> None:  # noqa: ANN401
    _make("country", **asked)
