"""`activity`: record, list, show, change, duplicate, check, remove and restore activities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, of_activity
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.domain.activity import Activity
    from ssc_desktop.domain.rules import Finding
    from ssc_desktop.services.activities import ActivityFile
    from ssc_desktop.services.completeness import Completeness
    from ssc_desktop.services.totals import Reported
    from ssc_desktop.services.workspaces import Workspace

_SET = N_("A field and its value, such as city=Abidjan; may be given several times.")
_LIST_HEADS = (N_("Code"), N_("Dates"), N_("Title"), N_("City or commune"), N_("Status"))

_DAY = click.DateTime(["%Y-%m-%d"])

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
@option("--country", help=N_("Only this country."))
@option("--theme", help=N_("Only this theme."))
@option("--from", "since", type=_DAY, metavar="DATE", help=N_("Only those on this day or later."))
@option("--to", "until", type=_DAY, metavar="DATE", help=N_("Only those on this day or earlier."))
@option("--find", "typed", default="", metavar="TEXT", help=N_("Only those with these words."))
@option("--removed", is_flag=True, help=N_("Those that were removed."))
def _list(
    since: datetime | None, until: datetime | None, typed: str, removed: bool, **equal: str | None
) -> None:
    from ssc_desktop.services.activities import list_activities, slots_of

    call = this_call()
    first, last = (each.date() if each else None for each in (since, until))
    with opened(call) as workspace:
        found = list_activities(
            workspace.store, typed, since=first, until=last, removed=removed, **equal
        )
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
    from ssc_desktop.services.totals import reported_totals

    call = this_call()
    with opened(call) as workspace:
        found = show_activity(workspace.store, code)
        _answer(call, found, reported_totals(workspace.store, found.activity.id))


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
    "duplicate",
    help=N_(
        "Record an activity again for other days, without its attendance, evidence or results."
    ),
    example="ssc-desktop activity duplicate ACSS-CI-2021-CAP-001 --start 2021-10-04 --people",
)
@click.argument("code")
@option("--start", required=True, metavar="DATE", help=N_("First day, such as 2021-08-16."))
@option("--end", metavar="DATE", help=N_("Last day; as many days as before when it is not given."))
@option("--title", help=N_("Title; the same when it is not given."))
@option("--people", is_flag=True, help=N_("Register the same people."))
def _duplicate(code: str, start: str, end: str | None, title: str | None, people: bool) -> None:
    from ssc_desktop.services.activities import show_activity
    from ssc_desktop.services.activity_copies import duplicate_activity

    call = this_call()
    with opened(call) as workspace:
        made = duplicate_activity(workspace.store, code, start, end=end, title=title, people=people)
        _answer(call, show_activity(workspace.store, made.id))


@activity.command(
    "check",
    help=N_("Tell what of an activity does not fit, and what is still missing."),
    example="ssc-desktop activity check ACSS-CI-2021-ECH-001 --json",
)
@click.argument("code")
def _check(code: str) -> None:
    from ssc_desktop.services.activity_status import check_activity
    from ssc_desktop.services.completeness import completeness_of

    call = this_call()
    with opened(call) as workspace:
        findings = check_activity(workspace.store, code)
        complete = completeness_of(workspace.store, code)
    call.answer(
        {
            "findings": [of_finding(call, each) for each in findings],
            "complete": round(complete.share, 4),
            "items": [
                {
                    "text": call.language(each.text),
                    "type": each.code or None,
                    "done": each.is_done,
                    "part": each.where.part,
                    "field": each.where.field or None,
                }
                for each in complete.items
            ],
        },
        lambda: _show_check(call, findings, complete),
    )


def _show_check(call: Call, findings: list[Finding], complete: Completeness) -> None:
    call.say(N_("Complete: {share}"), share=call.language.percent(complete.share))
    for each in complete.missing:
        text = ": ".join(filter(None, (call.language(each.text), each.code)))
        call.say(N_("Missing: {what}"), what=text)
    for finding in findings:
        click.echo(finding.told(call.language))


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


def _answer(call: Call, found: ActivityFile, reported: Sequence[Reported] = ()) -> None:
    shape: Shape = {
        **of_activity(found.activity, found.slots),
        "findings": [of_finding(call, each) for each in found.findings],
        "indicators_proposed": list(_proposed(found.activity)),
        "reported_totals": [_of_totals(each) for each in reported],
    }

    def show() -> None:
        _show_one(call, found)
        proposed = _proposed(found.activity)
        if proposed:
            call.say(
                N_(
                    "It may count for the indicators {codes}: activity set {activity} indicators={codes}"
                ),
                codes=",".join(proposed),
                activity=found.activity.code,
            )
        for each in reported:
            call.say(
                N_("Reported by {office}: {registered} registered, {attended} attended"),
                office=each.office or each.device,
                registered=_few(each.registered),
                attended=_few(each.attended),
            )

    call.answer(shape, show)


def _proposed(activity: Activity) -> tuple[str, ...]:
    """The indicators an activity that names none may count for."""
    from ssc_desktop.services.indicators import indicators_proposed

    return () if activity.indicators else indicators_proposed(activity)


def _of_totals(total: Reported) -> Shape:
    return {
        "office": total.office,
        "device": total.device,
        "registered": total.registered,
        "attended": total.attended,
        "participant_days": total.participant_days,
        "by": {way: dict(cells) for way, cells in total.by.items()},
    }


def _few(number: int | None) -> str:
    """A number; one that was too small to be told is said to be below the smallest."""
    return "<5" if number is None else str(number)


def of_finding(call: Call, finding: Finding) -> Shape:
    """A finding with its message in the reader's language."""
    return {
        "code": finding.code,
        "field": finding.field or None,
        "part": finding.part or None,
        "message": finding.told(call.language),
    }


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
        click.echo(finding.told(call.language))


def _told(call: Call, value: object) -> str:
    from datetime import date

    if isinstance(value, date):
        return call.language.date(value, "long")
    if isinstance(value, tuple):
        return call.language.list_of([str(each) for each in value])
    return str(value)
