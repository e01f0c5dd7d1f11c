"""`outputs`: record, list, change and remove studies, groups, tools, strategies and initiatives."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.domain.output import Output
    from ssc_desktop.services.workspaces import Workspace

_HEADS = (N_("Id"), N_("Kind"), N_("Title"), N_("State"), N_("Date"), N_("Evidence"))
_PAIRS_HELP = N_(
    "A field and its value, such as reached_on=2021-08-16; may be given several times."
)
_ACTIVITY_HELP = N_("Code of the activity it came from.")

outputs = Group(
    "outputs",
    help=N_("Studies, groups, tools, strategies and initiatives, each with its evidence."),
    example="ssc-desktop outputs list --kind study",
)


@outputs.command(
    "add",
    help=N_("Record an output; it counts once a document is named as its evidence."),
    example=(
        "ssc-desktop outputs add study --title 'Mapping of the diaspora' "
        "--set reached_on=2021-09-30 --evidence 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f"
    ),
)
@click.argument("kind")
@option("--title", required=True, metavar="TEXT", help=N_("Title."))
@option("--activity", metavar="CODE", help=_ACTIVITY_HELP)
@option("--evidence", metavar="ID", help=N_("Id of the document that proves it."))
@option("--set", "pairs", multiple=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _add(
    kind: str, title: str, activity: str | None, evidence: str | None, pairs: tuple[str, ...]
) -> None:
    from ssc_desktop.services.outputs import add_output

    call = this_call()
    values: dict[str, object] = {"kind": kind, "title": title, **read_pairs(pairs, "--set")}
    if evidence is not None:
        values["evidence_id"] = evidence
    with opened(call) as workspace:
        added = add_output(workspace.store, values, activity=activity)
        _answer(call, workspace, [added], is_one=True)


@outputs.command(
    "list",
    help=N_("List the outputs, of a kind or an activity where one is named."),
    example="ssc-desktop outputs list --kind strategy --json",
)
@option("--kind", metavar="CODE", help=N_("Only this kind, such as study."))
@option("--activity", metavar="CODE", help=N_("Only those of this activity."))
def _list(kind: str | None, activity: str | None) -> None:
    from ssc_desktop.services.activities import show_activity
    from ssc_desktop.services.outputs import list_outputs

    call = this_call()
    with opened(call) as workspace:
        key = show_activity(workspace.store, activity).activity.id if activity else None
        _answer(call, workspace, list_outputs(workspace.store, kind=kind, activity=key))


@outputs.command(
    "set",
    help=N_("Change fields of an output."),
    example="ssc-desktop outputs set 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f --set state=adopted",
)
@click.argument("key", metavar="ID")
@option("--set", "pairs", multiple=True, required=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _set(key: str, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.outputs import change_output, show_output

    call = this_call()
    with opened(call) as workspace:
        change_output(workspace.store, _key(key), read_pairs(pairs, "--set"))
        _answer(call, workspace, [show_output(workspace.store, _key(key))], is_one=True)


@outputs.command(
    "remove",
    help=N_("Take an output off the list; with --restore, bring it back."),
    example="ssc-desktop outputs remove 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f",
)
@click.argument("key", metavar="ID")
@option("--restore", is_flag=True, help=N_("Bring back what was taken off."))
def _remove(key: str, restore: bool) -> None:
    from ssc_desktop.services.outputs import remove_output, restore_output, show_output

    call = this_call()
    with opened(call) as workspace:
        (restore_output if restore else remove_output)(workspace.store, _key(key))
        _answer(call, workspace, [show_output(workspace.store, _key(key))], is_one=True)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Problem(
            "not-an-output",
            N_("This is not the id of an output. “outputs list” shows the ids."),
        ) from None


def _answer(call: Call, workspace: Workspace, found: list[Output], *, is_one: bool = False) -> None:
    from ssc_desktop.services.reference import names

    kinds = names(workspace.store, "output_kind", call.language)
    states = names(workspace.store, "output_state", call.language)
    rows = [
        (
            each.id,
            kinds.get(each.kind or "", each.kind),
            each.title,
            states.get(each.state or "", each.state),
            each.reached_on,
            "✓" if each.evidence_id else "–",
        )
        for each in found
    ]
    shapes = [_shape(each) for each in found]
    call.answer(shapes[0] if is_one else shapes, lambda: call.table(_HEADS, rows))


def _shape(output: Output) -> Shape:
    from ssc_desktop.domain.fields import fields_of

    fields = {each.name: plain(getattr(output, each.name)) for each in fields_of(type(output))}
    return {
        "id": str(output.id),
        **fields,
        "counts_for": list(output.counts_for),
        "removed": bool(output.removed),
    }
