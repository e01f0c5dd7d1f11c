"""`participants export-subject`: a copy of everything recorded of one person, for that person."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click

from ssc_desktop.cli.call import this_call
from ssc_desktop.cli.command import READ_FILE, Command, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.language import LANGUAGES, N_, Language
from ssc_desktop.settings import Settings


@click.command(
    "export-subject",
    cls=Command,
    help=N_("Write a copy of everything recorded of one person; it is noted who made it."),
    example=(
        "ssc-desktop participants export-subject 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f "
        "--output copy.pdf --data copy.json"
    ),
)
@click.argument("participant", metavar="ID", type=click.UUID)
@option("--output", "pdf", type=READ_FILE, metavar="FILE.pdf", help=N_("PDF to read, or a folder."))
@option(
    "--data",
    type=READ_FILE,
    metavar="FILE.json",
    help=N_("JSON for other programs, or a folder."),
)
@option(
    "--language",
    "named",
    type=click.Choice(LANGUAGES),
    help=N_("Language of the sheet; the one of the settings when it is not given."),
)
def export_subject(
    participant: UUID, pdf: Path | None, data: Path | None, named: str | None
) -> None:
    """Write the copy as PDF, as JSON, or both."""
    from ssc_desktop.services import data_subjects

    call = this_call()
    if pdf is None and data is None:
        raise click.UsageError("output", click.get_current_context())
    language = Language(named or Settings().sheet_language())
    pdf = data_subjects.target_of(pdf, participant, "pdf")
    data = data_subjects.target_of(data, participant, "json")
    with opened(call) as workspace:
        data_subjects.export_subject(workspace, participant, language=language, pdf=pdf, data=data)
    shape = {
        "language": language.code,
        "pdf": None if pdf is None else str(pdf),
        "data": None if data is None else str(data),
    }

    def show() -> None:
        for file in filter(None, (pdf, data)):
            call.say(N_("Written: {file}"), file=file)

    call.answer(shape, show)
