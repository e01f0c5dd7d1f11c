"""`activity`: record, list, show, change, remove and restore activities."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, of_activity
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.activities import ActivityFile
    from ssc_desktop.services.workspaces import Workspace

_SET = N_("A field and its value, such as city=Abidjan; may be given several times.")
_LIST_HEADS = (N_("Code"), N_("Dates"), N_("Title"), N_("City or commune"), N_("Status"))

activity = Group(
    "activity",
    help=N_("Record and look up activities."),
    example="ssc-desktop activity list --workspace abidjan",
)


@activity.command(
    "add",
    help=N_("Record an activity; its code and half-days are made from its kind and dates."),
    example=(
        "ssc-desktop activity add workshop --title 'Planning workshop' "
        "--start 2021-08-16 --end 2021-08-20 --set city=Abidjan"
    ),
)
@click.argument("kind")
@option("--title", required=True, help=N_("Title."))
@option("--start", required=True, metavar="DATE", help=N_("First day, such as 2021-08-16."))
@option("--end", metavar="DATE", help=N_("Last day; the first day when it is not given."))
@option("--set", "pairs", multiple=True, metavar="FIELD=VALUE", help=_SET)
def _add(kind: str, title: str, start: str, end: str | None, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.activities import add_activity, show_activity

    call = this_call()
    values = {"title": title, "start": start, "end": end or start, **read_pairs(pairs, "--set")}
    with opened(call) as workspace:
        values.setdefault("country", workspace.office.country)
        recorded = add_activity(workspace.store, kind, values)
        _answer(call, show_activity(workspace.store, recorded.id))


@activity.command(
    "list",
    help=N_("List activities, the latest first."),
    example="ssc-desktop activity list --kind workshop --json",
)
@option("--kind", help=N_("Only this kind."))
@option("--status", help=N_("Only this status."))
@option("--find", "typed", default="", metavar="TEXT", help=N_("Only those with these words."))
@option("--removed", is_flag=True, help=N_("Those that were removed."))
def _list(kind: str | None, status: str | None, typed: str, removed: bool) -> None:
    from ssc_desktop.services.activities import list_activities, slots_of

    call = this_call()
    with opened(call) as workspace:
        found = list_activities(workspace.store, typed, kind=kind, status=status, removed=removed)
        slots = slots_of(workspace.store, [each.id for each in found])
    rows = (
        (each.code, call.language.dates(each.start, each.end), each.title, each.city, each.status)
        for each in found
    )
    call.answer(
        [of_activity(each, slots.get(each.id, [])) for each in found],
        lambda: call.table(_LIST_HEADS, rows),
    )


@activity.command(
    "show",
    help=N_("Show one activity with all its fields."),
    example="ssc-desktop activity show ACSS-CI-2021-ECH-001 --json",
)
@click.argument("code")
def _show(code: str) -> None:
    from ssc_desktop.services.activities import show_activity

    call = this_call()
    with opened(call) as workspace:
        _answer(call, show_activity(workspace.store, code))


@activity.command(
    "set",
    help=N_("Change fields of an activity; an empty value clears a field."),
    example="ssc-desktop activity set ACSS-CI-2021-ECH-001 status=completed",
)
@click.argument("code")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...")
@option("--title", help=N_("Title."))
@option("--start", metavar="DATE", help=N_("First day, such as 2021-08-16."))
@option("--end", metavar="DATE", help=N_("Last day."))
@option("--set", "pairs", multiple=True, metavar="FIELD=VALUE", help=_SET)
def _set(
    code: str,
    values: tuple[str, ...],
    title: str | None,
    start: str | None,
    end: str | None,
    pairs: tuple[str, ...],
) -> None:
    from ssc_desktop.services.activities import change_activity, show_activity

    call = this_call()
    named = {"title": title, "start": start, "end": end}
    changed = {name: value for name, value in named.items() if value is not None}
    changed |= read_pairs((*values, *pairs), "FIELD=VALUE")
    if not changed:
        raise click.BadParameter("", param_hint="FIELD=VALUE")
    with opened(call) as workspace:
        key = show_activity(workspace.store, code).activity.id
        change_activity(workspace.store, key, changed)
        _answer(call, show_activity(workspace.store, key))


@activity.command(
    "remove",
    help=N_("Take an activity off the lists; nothing of it is lost."),
    example="ssc-desktop activity remove ACSS-CI-2021-ECH-001",
)
@click.argument("code")
def _remove(code: str) -> None:
    from ssc_desktop.services.activities import remove_activity, show_activity

    call = this_call()
    with opened(call) as workspace:
        key = show_activity(workspace.store, code).activity.id
        remove_activity(workspace.store, key)
        _answer(call, show_activity(workspace.store, key))


@activity.command(
    "restore",
    help=N_("Bring a removed activity back with everything."),
    example="ssc-desktop activity restore ACSS-CI-2021-ECH-001",
)
@click.argument("code")
def _restore(code: str) -> None:
    from ssc_desktop.services.activities import restore_activity, show_activity

    call = this_call()
    with opened(call) as workspace:
        key = _removed_key(workspace, code)
        restore_activity(workspace.store, key)
        _answer(call, show_activity(workspace.store, key))


def _removed_key(workspace: Workspace, code: str) -> UUID:
    from ssc_desktop.services.activities import list_activities, show_activity

    removed = {each.code: each.id for each in list_activities(workspace.store, removed=True)}
    return removed.get(code) or show_activity(workspace.store, code).activity.id


def _answer(call: Call, found: ActivityFile) -> None:
    shape: Shape = {
        **of_activity(found.activity, found.slots),
        "findings": [
            {
                "code": each.code,
                "field": each.field,
                "message": call.language(each.message, **each.details),
            }
            for each in found.findings
        ],
    }
    call.answer(shape, lambda: _show_one(call, found))


def _show_one(call: Call, found: ActivityFile) -> None:
    from ssc_desktop.domain.fields import fields_of

    activity = found.activity
    call.table(
        (N_("Field"), N_("Value")),
        [
            (call.language(each.facts.label), _told(call, getattr(activity, each.name)))
            for each in fields_of(type(activity))
            if getattr(activity, each.name) not in (None, "", ())
        ],
    )
    call.say(N_("Half-days: {slots}"), slots=", ".join(found.slots) or "–")
    for finding in found.findings:
        call.say(finding.message, **finding.details)


def _told(call: Call, value: object) -> str:
    from datetime import date

    if isinstance(value, date):
        return call.language.date(value, "long")
    if isinstance(value, tuple):
        return call.language.list_of([str(each) for each in value])
    return str(value)
