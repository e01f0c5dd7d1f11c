"""`backup`: make, verify and put back backups of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import folder_of, opened, passphrase
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.backups import Backup

backup = Group(
    "backup",
    help=N_("Backups of a workspace: make, verify, put back."),
    example="ssc-desktop backup create --workspace abidjan --output /media/stick",
)


@backup.command(
    "create",
    help=N_(
        "Make a backup, encrypted like the workspace. With --output it also holds the documents."
    ),
    example="ssc-desktop backup create --workspace abidjan --output /media/stick",
)
@option("--output", type=READ_FILE, help=N_("New file or a folder; else the workspace itself."))
def _create(output: Path | None) -> None:
    from ssc_desktop.services import safety_copies

    call = this_call()
    with opened(call) as workspace:
        if output is not None:
            made = safety_copies.copy_to_stick(workspace, output)
        else:
            made = safety_copies.verify_copy(workspace, safety_copies.make_copy(workspace).file)
    _answer(call, made)


@backup.command(
    "list",
    help=N_("List the safety copies that lie in the workspace, the newest first."),
    example="ssc-desktop backup list --workspace abidjan --json",
)
def _list() -> None:
    from ssc_desktop.services.safety_copies import REASONS, list_copies

    call = this_call()
    with opened(call) as workspace:
        found = list_copies(workspace)
    heads = (N_("Made on"), N_("Why"), N_("Bytes"), N_("Verified on"), N_("File"))
    rows = (
        (
            call.language.moment(each.made_at),
            call.language(REASONS[each.why]),
            call.language.number(each.size),
            call.language.moment(each.verified_at) if each.verified_at else "",
            each.file.name,
        )
        for each in found
    )
    shapes = [
        {
            "file": str(each.file),
            "made_at": plain(each.made_at),
            "why": each.why,
            "bytes": each.size,
            "verified_at": plain(each.verified_at),
        }
        for each in found
    ]
    call.answer(shapes, lambda: call.table(heads, rows))


@backup.command(
    "verify",
    help=N_("Look at every byte and row of a backup of this workspace."),
    example="ssc-desktop backup verify ABJ-20210816.sscbackup --workspace abidjan",
)
@click.argument("file", type=READ_FILE)
def _verify(file: Path) -> None:
    from ssc_desktop.services.safety_copies import verify_copy

    call = this_call()
    with opened(call) as workspace:
        found = verify_copy(workspace, file)
    _answer(call, found)


@backup.command(
    "restore",
    help=N_("Put a workspace back from a backup; the database it replaces is kept."),
    example="ssc-desktop backup restore ABJ-20210816.sscbackup --workspace abidjan",
)
@click.argument("file", type=READ_FILE)
def _restore(file: Path) -> None:
    from ssc_desktop.services.restoring import restore_backup

    call = this_call()
    restored = restore_backup(folder_of(call), file, passphrase(call))

    def show() -> None:
        call.say(N_("The workspace was put back in {folder}"), folder=restored.folder)
        if restored.replaced is not None:
            call.say(N_("The replaced database is kept: {file}"), file=restored.replaced)

    shape = {
        **_shape(restored.backup),
        "workspace": str(restored.folder),
        "replaced": str(restored.replaced) if restored.replaced else None,
        "incarnation": restored.incarnation,
    }
    call.answer(shape, show)


def _shape(found: Backup) -> Shape:
    return {
        "file": str(found.file),
        "made_at": plain(found.made_at),
        "bytes": found.size,
        "changes": found.changes,
        "documents": found.documents,
    }


def _answer(call: Call, found: Backup) -> None:
    call.answer(
        _shape(found),
        lambda: call.say(
            N_("Verified: {file}, {changes} changes, {documents} documents"),
            file=found.file,
            changes=call.language.number(found.changes),
            documents=call.language.number(found.documents),
        ),
    )
