"""`history`: what happened to a record, and ways back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option
from ssc_desktop.cli.find import noun_label
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.domain.changes import Changes
    from ssc_desktop.services.history import Bulk
    from ssc_desktop.services.history_steps import FieldChange, Step
    from ssc_desktop.services.undoing import Undone
    from ssc_desktop.services.workspaces import Workspace

_HEADS = (N_("Step"), N_("At"), N_("By"), N_("Office"), N_("Field"), N_("Before"), N_("After"))
_PART_HEADS = (*_HEADS[:4], N_("Which record"), *_HEADS[4:])
_KINDS = {
    "created": N_("Created"),
    "changed": N_("Changed"),
    "removed": N_("Removed"),
    "restored": N_("Restored"),
}
# What is restricted stays in the window.
_HIDDEN = "…"

history = Group(
    "history",
    help=N_("What happened to a record: who changed what and when; old values written again."),
    example="ssc-desktop history show activity ACSS-CI-2021-ECH-001",
)


@history.command(
    "show",
    help=N_("Show every change of one record, the latest first, or of its parts of one kind."),
    example="ssc-desktop history show activity ACSS-CI-2021-ECH-001 --parts attendance --json",
)
@click.argument("noun", metavar="NOUN")
@click.argument("key", metavar="ID")
@option(
    "--parts",
    metavar="NOUN",
    help=N_("Parts of an activity or participant instead, such as half_day or attendance."),
)
@option("--limit", type=click.IntRange(1), default=100, metavar="N", help=N_("At most so many."))
@option("--offset", type=click.IntRange(0), default=0, metavar="N", help=N_("Leave out the first."))
def _show(noun: str, key: str, parts: str | None, limit: int, offset: int) -> None:
    from ssc_desktop.services.history import history_of, history_of_parts

    call = this_call()
    with opened(call) as workspace:
        store, record = workspace.store, _key(workspace, noun, key)
        if parts:
            steps = history_of_parts(
                store, noun, record, parts, call.language, limit=limit, offset=offset
            )
        else:
            steps = history_of(store, noun, record, call.language)[offset : offset + limit]
    heads = _PART_HEADS if parts else _HEADS
    rows = [row for step in steps for row in _rows(call, step, about=bool(parts))]
    call.answer([_shape(each) for each in steps], lambda: call.table(heads, rows))


@history.command(
    "parts",
    help=N_("Count the changes of the parts of an activity or participant, by kind."),
    example="ssc-desktop history parts activity ACSS-CI-2021-ECH-001",
)
@click.argument("noun", metavar="NOUN")
@click.argument("key", metavar="ID")
def _parts(noun: str, key: str) -> None:
    from ssc_desktop.services.history import count_parts

    call = this_call()
    with opened(call) as workspace:
        counts = count_parts(workspace.store, noun, _key(workspace, noun, key))
    rows = ((each, noun_label(call, each), n) for each, n in counts.items())
    call.answer(counts, lambda: call.table((N_("Noun"), N_("What"), N_("Changes")), rows))


@history.command(
    "put-back",
    help=N_("Write again what a field said before a step of its history."),
    example=(
        "ssc-desktop history put-back activity ACSS-CI-2021-ECH-001 title "
        "--step 0f1e2d3c4b5a6978-1-42"
    ),
)
@click.argument("noun", metavar="NOUN")
@click.argument("key", metavar="ID")
@click.argument("field", metavar="FIELD")
@option("--step", required=True, metavar="STEP", help=N_("The step, as “history show” names it."))
def _put_back(noun: str, key: str, field: str, step: str) -> None:
    from ssc_desktop.services.history import restore_value

    call = this_call()
    with opened(call) as workspace:
        record = _key(workspace, noun, key)
        changes = restore_value(workspace, noun, record, field, step)
    call.answer(of_changes(changes), lambda: call.say(N_("Written again: {name}"), name=field))


@history.command(
    "recent",
    help=N_("List the latest imports and changes of many records made on this laptop."),
    example="ssc-desktop history recent --json",
)
@option("--limit", type=click.IntRange(1), default=20, metavar="N", help=N_("At most so many."))
def _recent(limit: int) -> None:
    from ssc_desktop.services.history import recent_bulk

    call = this_call()
    with opened(call) as workspace:
        found = recent_bulk(workspace.store, limit=limit)
    heads = (N_("Number"), N_("At"), N_("By"), N_("Records"))
    rows = (
        (each.tx, call.language.moment(each.at), each.by, _counts(call, each)) for each in found
    )
    shapes = [
        {"tx": each.tx, "at": plain(each.at), "by": each.by, "counts": each.counts}
        for each in found
    ]
    call.answer(shapes, lambda: call.table(heads, rows))


@history.command(
    "undo",
    help=N_(
        "Take back a whole import or change of many records; what was changed since is left as it is."
    ),
    example="ssc-desktop history undo 117",
)
@click.argument("tx", type=int, metavar="NUMBER")
def _undo(tx: int) -> None:
    from ssc_desktop.services.undoing import undo_transaction

    call = this_call()
    with opened(call) as workspace:
        undone = undo_transaction(workspace.store, tx)
    left = [{"noun": each.noun, "id": each.key, "field": each.field} for each in undone.left]
    shape = {**of_changes(undone.changes), "left": left, "tx": undone.tx}
    call.answer(shape, lambda: _tell_undone(call, undone))


def of_changes(changes: Changes) -> Shape:
    """What was touched: nouns and how many records."""
    return {"nouns": sorted(changes.nouns), "count": changes.count}


def _key(workspace: Workspace, noun: str, key: str) -> UUID | str:
    """Activities are named by their code as well."""
    from ssc_desktop.services.activities import show_activity

    return show_activity(workspace.store, key).activity.id if noun == "activity" else key


def _shape(step: Step) -> Shape:
    return {
        "step": step.id,
        "kind": step.kind,
        "at": plain(step.at),
        "by": step.by,
        "office": step.office,
        "device": step.device,
        "record": f"{step.noun}/{step.key}",
        "about": step.about,
        "fields": [_field_shape(each) for each in step.fields],
    }


def _field_shape(change: FieldChange) -> Shape:
    return {
        "field": change.field,
        "label": change.label,
        "before": _HIDDEN if change.restricted else change.before,
        "after": _HIDDEN if change.restricted else change.after,
        "state": change.state,
    }


def _rows(call: Call, step: Step, *, about: bool) -> list[tuple[object, ...]]:
    named = (step.about,) if about else ()
    head = (step.id, call.language.moment(step.at), step.by, step.office, *named)
    kind = (*head, call.language(_KINDS[step.kind]), "", "")
    blank = ("",) * len(head)
    shapes = [_field_shape(each) for each in step.fields]
    fields = [(*blank, each["label"], each["before"], each["after"]) for each in shapes]
    return [kind, *fields]


def _counts(call: Call, bulk: Bulk) -> str:
    told = [
        f"{noun_label(call, noun)}: {call.language(_KINDS[act]).lower()} {n}"
        for noun, acts in bulk.counts.items()
        for act, n in acts.items()
    ]
    return "; ".join(told)


def _tell_undone(call: Call, undone: Undone) -> None:
    count, left = undone.changes.count, len(undone.left)
    done = call.language.plural(
        "{count} record says again what it said before.",
        "{count} records say again what they said before.",
        count,
    )
    click.echo(done)
    if left:
        note = call.language.plural(
            "{count} value was changed or used since and was left as it is.",
            "{count} values were changed or used since and were left as they are.",
            left,
        )
        click.echo(note)
