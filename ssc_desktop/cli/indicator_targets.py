"""`indicators targets`: what is aimed at, of the whole Action or a period, of all countries or one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.report import DAY, SINCE_HELP, UNTIL_HELP, day_of
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.domain.indicator import Target

SET_HELP = N_("Set of indicators: EUTF-38, EUTF-41, LOGFRAME or GERF.")
_TARGET_HEADS = (
    N_("Set"),
    N_("Code"),
    N_("Period"),
    N_("Country"),
    N_("Baseline"),
    N_("Target"),
    N_("Comment"),
)

targets = Group(
    "targets",
    help=N_("What is aimed at: targets and baselines."),
    example="ssc-desktop indicators targets list --set EUTF-38",
)


@targets.command(
    "set",
    help=N_("Record the target and the baseline of an indicator, of the whole or a period."),
    example="ssc-desktop indicators targets set EUTF-38 3.7 --target 200 --baseline 0",
)
@click.argument("set_code", metavar="SET")
@click.argument("code", metavar="CODE")
@option("--target", metavar="NUMBER", help=N_("What is to be reached."))
@option("--baseline", metavar="NUMBER", help=N_("What there was before."))
@option("--comment", metavar="TEXT", help=N_("Comment."))
@option("--from", "since", type=DAY, metavar="DATE", help=SINCE_HELP)
@option("--to", "until", type=DAY, metavar="DATE", help=UNTIL_HELP)
@option("--country", metavar="CODE", default="", help=N_("Of one country alone: two letters."))
def _set_target(
    set_code: str,
    code: str,
    since: datetime | None,
    until: datetime | None,
    country: str,
    **typed: str | None,
) -> None:
    from ssc_desktop.services.indicator_aims import list_targets, write_target

    call = this_call()
    values = {name: value for name, value in typed.items() if value is not None}
    with opened(call) as workspace:
        write_target(
            workspace.store,
            set_code,
            code,
            values,
            since=day_of(since),
            until=day_of(until),
            country=country.upper(),
        )
        found = [each for each in list_targets(workspace.store, set_code) if each.code == code]
    _answer_targets(call, found)


@targets.command(
    "list",
    help=N_("List the targets and baselines, of one set or all."),
    example="ssc-desktop indicators targets list --json",
)
@option("--set", "set_code", metavar="SET", help=SET_HELP)
def _list_targets(set_code: str | None) -> None:
    from ssc_desktop.services.indicator_aims import list_targets

    call = this_call()
    with opened(call) as workspace:
        found = list_targets(workspace.store, set_code)
    _answer_targets(call, found)


@targets.command(
    "remove",
    help=N_("Take a target away; setting it again brings it back."),
    example="ssc-desktop indicators targets remove EUTF-38 3.7",
)
@click.argument("set_code", metavar="SET")
@click.argument("code", metavar="CODE")
@option("--from", "since", type=DAY, metavar="DATE", help=SINCE_HELP)
@option("--to", "until", type=DAY, metavar="DATE", help=UNTIL_HELP)
@option("--country", metavar="CODE", default="", help=N_("Of one country alone: two letters."))
def _remove_target(
    set_code: str, code: str, since: datetime | None, until: datetime | None, country: str
) -> None:
    from ssc_desktop.services.indicator_aims import list_targets, remove_target

    call = this_call()
    days = {"since": day_of(since), "until": day_of(until)}
    with opened(call) as workspace:
        remove_target(workspace.store, set_code, code, country=country.upper(), **days)
        found = list_targets(workspace.store, set_code)
    _answer_targets(call, found)


def _answer_targets(call: Call, found: Sequence[Target]) -> None:
    rows = [
        (
            each.set_code,
            each.code,
            each.period,
            each.country,
            number(each.baseline),
            number(each.target),
            each.comment,
        )
        for each in found
    ]
    call.answer([_shape_of_target(each) for each in found], lambda: call.table(_TARGET_HEADS, rows))


def _shape_of_target(target: Target) -> Shape:
    from ssc_desktop.domain.indicator import period_days

    since, until = period_days(target.period)
    return {
        "set": target.set_code,
        "code": target.code,
        "from": plain(since),
        "to": plain(until),
        "country": target.country or None,
        "baseline": number(target.baseline),
        "baseline_year": target.baseline_year,
        "target": number(target.target),
        "comment": target.comment,
    }


def number(value: Decimal | None) -> int | float | None:
    """A target as JSON holds it: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
