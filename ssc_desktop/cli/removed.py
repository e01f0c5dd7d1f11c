"""`removed`: what was removed, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import this_call
from ssc_desktop.cli.command import Group, option
from ssc_desktop.cli.find import noun_label
from ssc_desktop.cli.history import of_changes
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.recycle_bin import Removed

_HEADS = (N_("Noun"), N_("Id"), N_("Name"), N_("About"), N_("Removed by"), N_("At"))

removed = Group(
    "removed",
    help=N_("Everything that was removed; all of it can be brought back."),
    example="ssc-desktop removed list",
)


@removed.command(
    "list",
    help=N_("List what was removed, the latest first."),
    example="ssc-desktop removed list --noun participant --json",
)
@option("--noun", metavar="NOUN", help=N_("Only records of this noun, such as participant."))
@option("--limit", type=click.IntRange(1), default=100, metavar="N", help=N_("At most so many."))
@option("--offset", type=click.IntRange(0), default=0, metavar="N", help=N_("Leave out the first."))
def _list(noun: str | None, limit: int, offset: int) -> None:
    from ssc_desktop.services.recycle_bin import list_removed

    call = this_call()
    language = call.language
    with opened(call) as workspace:
        found = list_removed(workspace.store, language, noun, limit=limit, offset=offset)
    rows = (
        (
            noun_label(call, each.noun),
            *(each.key, each.title, each.line, each.by),
            language.moment(each.at) if each.at else None,
        )
        for each in found
    )
    call.answer([_shape(each) for each in found], lambda: call.table(_HEADS, rows))


@removed.command(
    "restore",
    help=N_("Bring a removed record back, with everything that belongs to it."),
    example="ssc-desktop removed restore participant 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f",
)
@click.argument("noun", metavar="NOUN")
@click.argument("key", metavar="ID")
def _restore(noun: str, key: str) -> None:
    from ssc_desktop.services.recycle_bin import restore

    call = this_call()
    with opened(call) as workspace:
        changes = restore(workspace, noun, key)
    told = N_("The record is back.") if changes.count else N_("The record was not removed.")
    call.answer(of_changes(changes), lambda: call.say(told))


def _shape(each: Removed) -> Shape:
    return {
        "noun": each.noun,
        "id": each.key,
        "title": each.title,
        "line": each.line,
        "by": each.by,
        "office": each.office,
        "at": plain(each.at) if each.at else None,
    }
