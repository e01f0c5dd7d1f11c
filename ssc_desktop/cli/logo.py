"""`logo`: import, list, change, order, remove and restore the logos of the visibility band."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import LANGUAGES, N_, Language

if TYPE_CHECKING:
    from ssc_desktop.domain.changes import Changes
    from ssc_desktop.domain.logo import Logo
    from ssc_desktop.services.workspaces import Workspace

_HEADS = (
    N_("Id"), N_("Place in the band"), N_("Whose logo"), N_("Height (mm)"), N_("Kind of file"),
    N_("Size"),
)  # fmt: skip
_EXAMPLE_ID = "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f"

logo = Group(
    "logo",
    help=N_("Logos of the visibility band at the head of every paper."),
    example="ssc-desktop logo list",
)


@logo.command(
    "import",
    help=N_(
        "Import a logo, SVG or PNG, after checks; places are emblem, donor, agency and partner."
    ),
    example="ssc-desktop logo import emblem.svg --place emblem --owner 'European Union'",
)
@click.argument("file", metavar="FILE", type=READ_FILE)
@option("--place", required=True, metavar="PLACE", help=N_("Place in the band."))
@option("--owner", required=True, metavar="NAME", help=N_("Whose logo it is."))
@option("--organisation", metavar="ID", help=N_("Partner's organisation: printed where it hosts."))
@option("--height", metavar="MM", help=N_("Height in millimetres; else what suits its shape."))
def _import(
    file: Path, place: str, owner: str, organisation: str | None, height: str | None
) -> None:
    from ssc_desktop.services.logos import import_logo

    call = this_call()
    key = _key(organisation) if organisation else None
    with opened(call) as workspace:
        made = import_logo(
            workspace, file, place=place, owner=owner, organisation=key, height=height
        )
    told = [(each.code, call.language(each.message, **each.details)) for each in made.warnings]
    shape = {
        **_shape(made.logo),
        "warnings": [{"code": code, "message": message} for code, message in told],
    }
    call.answer(shape, lambda: _show(call, [made.logo], [message for _, message in told]))


@logo.command(
    "list",
    help=N_("List the logos in the order of the band."),
    example="ssc-desktop logo list --json",
)
@option("--removed", is_flag=True, help=N_("Those that were removed."))
def _list(removed: bool) -> None:
    from ssc_desktop.services.logos import list_logos

    call = this_call()
    with opened(call) as workspace:
        found = list_logos(workspace.store, removed=removed)
    call.answer([_shape(each) for each in found], lambda: _show(call, found))


@logo.command(
    "change",
    help=N_("Change place, owner, organisation_id or height of a logo."),
    example=f"ssc-desktop logo change {_EXAMPLE_ID} height=12",
)
@click.argument("key", metavar="ID")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE...")
def _change(key: str, values: tuple[str, ...]) -> None:
    changed = read_pairs(values, "FIELD=VALUE")

    def work(workspace: Workspace, found: UUID) -> Changes:
        from ssc_desktop.services.logos import change_logo

        return change_logo(workspace.store, found, changed)

    _do(key, work)


@logo.command(
    "move",
    help=N_("Move a logo among those of its place: -1 before its neighbour, 1 behind it."),
    example=f"ssc-desktop logo move {_EXAMPLE_ID} --steps -1",
)
@click.argument("key", metavar="ID")
@option("--steps", type=int, required=True, metavar="N", help=N_("How many places."))
def _move(key: str, steps: int) -> None:
    def work(workspace: Workspace, found: UUID) -> Changes:
        from ssc_desktop.services.logos import move_logo

        return move_logo(workspace.store, found, steps)

    _do(key, work)


@logo.command(
    "remove",
    help=N_("Take a logo off the band; its empty place comes back."),
    example=f"ssc-desktop logo remove {_EXAMPLE_ID}",
)
@click.argument("key", metavar="ID")
def _remove(key: str) -> None:
    def work(workspace: Workspace, found: UUID) -> Changes:
        from ssc_desktop.services.logos import remove_logo

        return remove_logo(workspace.store, found)

    _do(key, work)


@logo.command(
    "restore",
    help=N_("Bring a removed logo back to its place."),
    example=f"ssc-desktop logo restore {_EXAMPLE_ID}",
)
@click.argument("key", metavar="ID")
def _restore(key: str) -> None:
    def work(workspace: Workspace, found: UUID) -> Changes:
        from ssc_desktop.services.logos import restore_logo

        return restore_logo(workspace.store, found)

    _do(key, work)


@logo.command(
    "preview",
    help=N_("Draw the band as it prints on the papers, as a PDF."),
    example="ssc-desktop logo preview --output band.pdf --language fr",
)
@option("--output", type=READ_FILE, required=True, help=N_("The PDF file to write."))
@option(
    "--language",
    "spoken",
    type=click.Choice(LANGUAGES),
    help=N_("Language of the sheet; the one of the settings when it is not given."),
)
def _preview(output: Path, spoken: str | None) -> None:
    from ssc_desktop.services.logos import preview_band
    from ssc_desktop.services.printed import write_paper
    from ssc_desktop.settings import Settings

    call = this_call()
    language = Language(spoken or Settings().sheet_language())
    with opened(call) as workspace:
        write_paper(output, preview_band(workspace.store, language))
    call.answer({"file": str(output)}, lambda: call.say(N_("Written: {file}"), file=output))


def _do(key: str, work: Callable[[Workspace, UUID], Changes]) -> None:
    """Do one thing to a logo and show what it is now."""
    from ssc_desktop.services.logos import show_logo

    call, found = this_call(), _key(key)
    with opened(call) as workspace:
        work(workspace, found)
        logo = show_logo(workspace.store, found)
    call.answer(_shape(logo), lambda: _show(call, [logo]))


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Problem(
            "not-a-logo-id",
            N_("This is not the id of a record. “logo list” shows the ids of logos."),
        ) from None


def _size(record: Logo) -> int:
    """Bytes of the picture behind its base64 text."""
    text = record.content or ""
    return len(text) * 3 // 4 - text[-2:].count("=")


def _shape(record: Logo) -> Shape:
    return {
        "id": str(record.id),
        "place": record.place,
        "owner": record.owner,
        "organisation_id": plain(record.organisation_id),
        "position": record.position,
        "height": plain(record.height),
        "media_type": record.media_type,
        "bytes": _size(record),
        "sha256": record.sha256,
        "removed": bool(record.removed),
    }


def _show(call: Call, logos: list[Logo], warnings: list[str] | None = None) -> None:
    from ssc_desktop.domain.reference import name_of

    rows = [
        (
            each.id, name_of("logo_place", each.place, call.language), each.owner, each.height,
            each.media_type, _size(each),
        )
        for each in logos
    ]  # fmt: skip
    call.table(_HEADS, rows)
    for warning in warnings or ():
        call.note(N_("Warning: {warning}"), warning=warning)
