"""`conflicts`: fields for which two officers wrote different values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option
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
@option(
    "--settled",
    is_flag=True,
    help=N_("The marks of attendance instead that the assigned officer's mark settled."),
)
def _list(settled: bool) -> None:
    from ssc_desktop.services.conflicts import list_conflicts, list_settled_marks

    call = this_call()
    with opened(call) as workspace:
        found = (list_settled_marks if settled else list_conflicts)(workspace.store)
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


@conflicts.command(
    "decide",
    help=N_(
        "Decide conflicts for a value: one that stands, or another one; keep or remove; a new code."
    ),
    example='ssc-desktop conflicts decide 4f1d2a9c07 --value Bouaké --reason "As on the sheet"',
)
@click.argument("conflict", metavar="ID...", nargs=-1, required=True)
@option("--value", help=N_("The value that is to stand."))
@option("--shown", is_flag=True, help=N_("The value that is shown, of each of them."))
@option("--reason", default="", help=N_("Why; the office reads it. Name nobody here."))
def _decide(conflict: tuple[str, ...], value: str | None, shown: bool, reason: str) -> None:
    from ssc_desktop.services.conflicts import show_conflict
    from ssc_desktop.services.deciding import decide_conflicts

    if (value is None) is not shown:
        raise click.UsageError(this_call().language(N_("Say --value or --shown.")))
    call = this_call()
    with opened(call) as workspace:
        store = workspace.store
        chosen = {each: show_conflict(store, each).shown if shown else value for each in conflict}
        made = decide_conflicts(store, chosen, reason)
    call.answer(
        {"decided": list(made.decided), "tx": made.tx},
        lambda: call.say(
            N_("Decided: {count}. To undo it: conflicts undo {tx}"),
            count=call.language.number(len(made.decided)),
            tx=made.tx,
        ),
    )


@conflicts.command(
    "undo",
    help=N_("Open again what was decided under a number."),
    example="ssc-desktop conflicts undo 412",
)
@click.argument("tx", metavar="NUMBER", type=int)
def _undo(tx: int) -> None:
    from ssc_desktop.services.deciding import undo_decisions

    call = this_call()
    with opened(call) as workspace:
        changes = undo_decisions(workspace.store, tx)
    shape = {"nouns": sorted(changes.nouns), "count": changes.count}
    call.answer(shape, lambda: call.say(N_("The conflicts are open again.")))


@conflicts.command(
    "decisions",
    help=N_("Show what was decided, by whom and why, the latest first."),
    example="ssc-desktop conflicts decisions --json",
)
@option("--limit", type=int, default=100, help=N_("At most so many."))
@option("--offset", type=int, default=0, help=N_("Leave out so many of the latest."))
def _decisions(limit: int, offset: int) -> None:
    from ssc_desktop.services.decision_log import list_decisions

    call = this_call()
    with opened(call) as workspace:
        found = list_decisions(workspace.store, limit=limit, offset=offset)
    shape = [
        {
            "record": f"{each.noun}/{each.key}",
            "field": each.field,
            "verdict": each.verdict,
            "reason": each.reason,
            "by": each.by,
            "office": each.office,
            "at": plain(each.at),
        }
        for each in found
    ]
    rows = [(each["record"], each["field"], each["verdict"], each["reason"]) for each in shape]
    heads = (N_("Which record"), N_("Field"), N_("Decision"), N_("Reason"))
    call.answer(shape, lambda: call.table(heads, rows))


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
                "record": f"{conflict.noun}/{each.record}" if each.record else conflict.record,
            }
            for each in conflict.values
        ],
        "shown": plain(conflict.shown),
        "kind": conflict.kind,
        "settled": conflict.settled,
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
