"""`conflicts`: fields for which two officers wrote different values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.conflicts import Conflict

_HEADS = (N_("Id"), N_("Which record"), N_("Field"), N_("Shown"), N_("Values"))

conflicts = Group(
    "conflicts",
    help=N_("Fields for which two officers wrote different values; both are kept."),
    example="ssc-desktop conflicts list --workspace headquarters",
)


@conflicts.command(
    "list", help=N_("List the open conflicts."), example="ssc-desktop conflicts list --json"
)
def _list() -> None:
    from ssc_desktop.services.conflicts import list_conflicts

    call = this_call()
    with opened(call) as workspace:
        found = list_conflicts(workspace.store)
    rows = ((each.id, each.record, each.field, each.shown, len(each.values)) for each in found)
    call.answer([_shape(each) for each in found], lambda: call.table(_HEADS, rows))


@conflicts.command(
    "show",
    help=N_("Show who wrote which value, when and where."),
    example="ssc-desktop conflicts show 4f1d2a9c07 --json",
)
@click.argument("conflict", metavar="ID")
def _show(conflict: str) -> None:
    from ssc_desktop.services.conflicts import show_conflict

    call = this_call()
    with opened(call) as workspace:
        found = show_conflict(workspace.store, conflict)
    call.answer(_shape(found), lambda: _show_one(call, found))


def _shape(conflict: Conflict) -> Shape:
    return {
        "id": conflict.id,
        "record": conflict.record,
        "field": conflict.field,
        "values": [
            {
                "value": plain(each.value),
                "by": each.by,
                "at": plain(each.at),
                "office": each.office,
                "device": each.device,
            }
            for each in conflict.values
        ],
        "shown": plain(conflict.shown),
    }


def _show_one(call: Call, conflict: Conflict) -> None:
    call.say(N_("Record: {record}, field: {name}"), record=conflict.record, name=conflict.field)
    call.table(
        (N_("Value"), N_("By"), N_("At"), N_("Office")),
        [
            (each.value, each.by, call.language.moment(each.at), each.office)
            for each in conflict.values
        ],
    )
