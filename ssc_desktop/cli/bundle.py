"""`bundle`: hand changes over by file, and take them in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.progress import progress_bar
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.exchange import Inspected, Status
    from ssc_desktop.services.receiving import Imported

# These files did not come in and will not by themselves: somebody has to act.
_UNTAKEN = frozenset({"refused", "quarantined"})
_HEADS = (N_("File"), N_("Status"), N_("Changes"), N_("Conflicts"))

bundle = Group(
    "bundle",
    help=N_("Bundles: hand changes over to headquarters by file, and take them in."),
    example="ssc-desktop bundle export --workspace abidjan --output /media/stick",
)


@bundle.command(
    "export",
    help=N_("Write everything headquarters is not known to have into one bundle."),
    example="ssc-desktop bundle export --workspace abidjan --output /media/stick",
)
@option("--output", type=READ_FILE, help=N_("Folder, or file ending in .sscb; else the outbox."))
@option(
    "--level",
    default="pseudonymised",
    help=N_("How much of people it tells: aggregate, pseudonymised (the usual) or identified."),
)
@option(
    "--basis",
    default="",
    metavar="TEXT",
    help=N_(
        "Of an identified bundle: on what basis names may leave the country; kept for the next."
    ),
)
@option("--full", is_flag=True, help=N_("Write everything there is."))
@option("--since-last", is_flag=True, help=N_("Only what the last export did not hold."))
@option("--to", metavar="OFFICE", help=N_("At headquarters: the code of the office it is for."))
@option("--part-size", help=N_("Cut a larger bundle into parts of this size as well, say 5MB."))
def _export(
    output: Path | None,
    level: str,
    basis: str,
    full: bool,
    since_last: bool,
    to: str | None,
    part_size: str | None,
) -> None:
    from ssc_desktop.services.exchange import export_bundle
    from ssc_desktop.services.parts import size_of
    from ssc_desktop.services.returning import export_return

    call = this_call()
    size = size_of(part_size) if part_size else None
    with opened(call) as workspace:
        if to is not None:
            made = export_return(workspace, to, output, full=full, part_size=size)
        else:
            made = export_bundle(
                workspace,
                output=output,
                level=level,
                full=full,
                since_last=since_last,
                part_size=size,
                basis=basis,
            )
    shape = {
        "file": str(made.file),
        "number": made.number,
        "changes": made.changes,
        "bytes": made.bytes,
        "level": made.level,
        "parts": [str(each) for each in made.parts],
    }
    call.answer(
        shape,
        lambda: call.say(
            N_("Bundle {number} with {changes} changes, read back and whole: {file}"),
            number=made.number,
            changes=call.language.number(made.changes),
            file=made.file,
        ),
    )


@bundle.command(
    "inspect",
    help=N_("Show what a bundle says of itself; nothing is changed."),
    example="ssc-desktop bundle inspect ABJ-00001.sscb --workspace headquarters",
)
@click.argument("file", type=READ_FILE)
def _inspect(file: Path) -> None:
    from ssc_desktop.services.exchange import inspect_bundle

    call = this_call()
    with opened(call) as workspace:
        found = inspect_bundle(workspace, file)
    shape = _inspected(found)
    call.answer(shape, lambda: call.table((N_("Field"), N_("Value")), shape.items()))


@bundle.command(
    "import",
    help=N_("Take bundles in, each whole or not at all; a folder stands for its bundles."),
    example="ssc-desktop bundle import /media/stick --workspace headquarters --json",
)
@click.argument("files", metavar="FILE...", type=READ_FILE, nargs=-1)
@option("--archive", is_flag=True, help=N_("Take in again all that was received, after a restore."))
def _import(files: tuple[Path, ...], archive: bool) -> None:
    from ssc_desktop.services.archive import reimport_archive
    from ssc_desktop.services.exchange import import_bundles

    call = this_call()
    if not files and not archive:
        raise click.MissingParameter(param_hint="FILE...", param_type="argument")
    with opened(call) as workspace, progress_bar(call, N_("Taking bundles in")) as advance:
        results = reimport_archive(workspace, advance) if archive else []
        results += import_bundles(workspace, files, advance) if files else []
    rows = ((each.file.name, each.status, each.changes, each.conflicts) for each in results)
    call.answer([_imported(call, each) for each in results], lambda: call.table(_HEADS, rows))
    for each in results:
        if each.problem is not None:
            told = each.problem.told(call.language)
            click.echo(f"{each.code or each.problem.code}: {each.file.name}: {told}", err=True)
    if any(each.status in _UNTAKEN for each in results):
        click.get_current_context().exit(1)


@bundle.command(
    "status",
    help=N_("Show what the other side has not received, and what waits here."),
    example="ssc-desktop bundle status --workspace abidjan --json",
)
def _status() -> None:
    from ssc_desktop.services.exchange import bundle_status

    call = this_call()
    with opened(call) as workspace:
        found = bundle_status(workspace)
    shape = {
        "vector": dict(found.vector),
        "not_yet_received": found.not_yet_received,
        "last_acknowledged": (
            None if found.last_acknowledged is None else dict(found.last_acknowledged)
        ),
        "acknowledged_at": plain(found.acknowledged_at),
        "waiting": [_imported(call, each) for each in found.waiting],
    }
    call.answer(shape, lambda: _show_status(call, found))


def _inspected(found: Inspected) -> Shape:
    return {
        "from": found.office or found.sender,
        "device": found.sender,
        "number": found.number,
        "schema": found.schema,
        "changes": found.changes,
        "level": found.level,
        "signature": found.signature,
    }


def _imported(call: Call, each: Imported) -> Shape:
    shape: Shape = {
        "file": str(each.file),
        "status": each.status,
        "code": each.code,
        "changes": each.changes,
        "conflicts": each.conflicts,
    }
    if each.problem is not None:
        shape["message"] = each.problem.told(call.language)
    return shape


def _show_status(call: Call, found: Status) -> None:
    call.say(
        N_("Changes not known to have been received: {count}"),
        count=call.language.number(found.not_yet_received),
    )
    call.table((N_("Laptop"), N_("Changes here")), found.vector.items())
    if found.waiting:
        call.say(N_("Waiting:"))
        call.table(_HEADS, ((w.file.name, w.status, w.changes, w.conflicts) for w in found.waiting))
