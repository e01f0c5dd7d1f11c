"""`evidence`: keep documents encrypted, list them, take copies out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import this_call
from ssc_desktop.cli.command import READ_FILE, Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.evidence import Document

_HEADS = (N_("Id"), N_("Activity"), N_("Type"), N_("File name"), N_("Size"), N_("Here"))

evidence = Group(
    "evidence",
    help=N_("Documents that prove an activity, kept encrypted in the workspace."),
    example="ssc-desktop evidence list --activity ACSS-CI-2021-ECH-001",
)


@evidence.command(
    "add",
    help=N_("Keep a copy of a file, encrypted; its name is kept exactly."),
    example="ssc-desktop evidence add report.pdf --activity ACSS-CI-2021-ECH-001 --type report",
)
@click.argument("files", metavar="FILE...", type=READ_FILE, nargs=-1, required=True)
@option("--activity", metavar="CODE", help=N_("Activity that it proves."))
@option("--type", "evidence_type", metavar="CODE", help=N_("Type of document."))
@option(
    "--set",
    "pairs",
    multiple=True,
    metavar="FIELD=VALUE",
    help=N_("A field and its value, such as taken_on=2021-08-16; may be given several times."),
)
def _add(
    files: tuple[Path, ...],
    activity: str | None,
    evidence_type: str | None,
    pairs: tuple[str, ...],
) -> None:
    from ssc_desktop.services.evidence import add_evidence

    call = this_call()
    values = {"evidence_type": evidence_type} if evidence_type else {}
    values |= read_pairs(pairs, "--set")
    with opened(call) as workspace:
        kept = [add_evidence(workspace, file, values, activity=activity) for file in files]
    shapes = [_shape(each) for each in kept]
    call.answer(
        shapes if len(shapes) > 1 else shapes[0], lambda: call.table(_HEADS, map(_row, kept))
    )


@evidence.command(
    "list",
    help=N_("List the documents, of one activity or of all."),
    example="ssc-desktop evidence list --activity ACSS-CI-2021-ECH-001 --json",
)
@option("--activity", metavar="CODE", help=N_("Only those of this activity."))
def _list(activity: str | None) -> None:
    from ssc_desktop.services.evidence import list_evidence

    call = this_call()
    with opened(call) as workspace:
        found = list_evidence(workspace, activity)
    call.answer([_shape(each) for each in found], lambda: call.table(_HEADS, map(_row, found)))


@evidence.command(
    "extract",
    help=N_("Write a readable copy of a document."),
    example="ssc-desktop evidence extract 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f --output .",
)
@click.argument("key", metavar="ID")
@option("--output", type=READ_FILE, required=True, help=N_("New file, or a folder."))
def _extract(key: str, output: Path) -> None:
    from ssc_desktop.services.evidence import extract_evidence, show_evidence

    call = this_call()
    with opened(call) as workspace:
        document = show_evidence(workspace, _key(key))
        file = extract_evidence(workspace, document.evidence.id, output)
    call.answer(
        {**_shape(document), "file": str(file)},
        lambda: call.say(N_("Written: {file}"), file=file),
    )


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Problem(
            "not-evidence",
            N_("This is not the id of a document. “evidence list” shows the ids."),
        ) from None


def _shape(document: Document) -> Shape:
    record = document.evidence
    return {
        "id": str(record.id),
        "activity": document.activity_code,
        "type": record.evidence_type,
        "file_name": record.file_name,
        "sha256": record.sha256,
        "size": record.size,
        "taken_on": plain(record.taken_on),
        "here": document.is_here,
    }


def _row(document: Document) -> tuple[object, ...]:
    record = document.evidence
    here = "✓" if document.is_here else "–"
    return (
        record.id,
        document.activity_code,
        record.evidence_type,
        record.file_name,
        record.size,
        here,
    )
