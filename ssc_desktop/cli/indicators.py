"""`indicators`: what each counts, frozen periods, the indicators of the logframe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_pairs
from ssc_desktop.cli.indicator_targets import SET_HELP, number, targets
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.report import DAY, SINCE_HELP, UNTIL_HELP, day_of
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.domain.indicator import Indicator
    from ssc_desktop.services.frozen_values import MovedRecord
    from ssc_desktop.services.indicators import Figure
    from ssc_desktop.services.periods import FrozenPeriod

_SHORT = {
    "age": "age_band",
    "type": "beneficiary_type",
    "category": "stakeholder_category",
}
_HEADS = (
    N_("Code"),
    N_("Indicator"),
    N_("Value"),
    N_("Participations"),
    N_("Participant-days"),
    N_("Baseline"),
    N_("Target"),
    N_("Not yet received"),
)
_PERIOD_HEADS = (N_("From"), N_("Until"), N_("Frozen on"), N_("Values"), N_("Changed since"))
_TITLE_LENGTH = 70


@click.pass_context
def _show(
    context: click.Context,
    set_code: str,
    since: datetime | None,
    until: datetime | None,
    by: str | None,
    every: bool,
) -> None:
    if context.invoked_subcommand is not None:
        return
    from ssc_desktop.services.indicators import WAYS, indicator_figures

    call = this_call()
    ways = _ways(by, WAYS)
    days = (day_of(since), day_of(until))
    with opened(call) as workspace:
        figures = indicator_figures(
            workspace.store, set_code, *days, tuple(ways.values()), every=every
        )
    call.answer(
        [_shape(each, call, ways) for each in figures],
        lambda: call.table(_HEADS, [_row(each, call) for each in figures]),
    )


indicators = Group(
    "indicators",
    help=N_("What the indicators say of a period, with the records behind each number."),
    example="ssc-desktop indicators --set EUTF-38 --from 2021-01-01 --to 2021-12-31 --by sex,age",
    invoke_without_command=True,
    callback=_show,
)
for _each in (
    option("--set", "set_code", default="EUTF-38", metavar="SET", help=SET_HELP),
    option("--from", "since", type=DAY, metavar="DATE", help=SINCE_HELP),
    option("--to", "until", type=DAY, metavar="DATE", help=UNTIL_HELP),
    option(
        "--by", metavar="WAYS", help=N_("Breakdowns: sex, age, type, country, region, category.")
    ),
    option("--all", "every", is_flag=True, help=N_("Also the indicators that say nothing here.")),
):
    _each(_show)
indicators.params[:0] = getattr(_show, "__click_params__", [])

indicators.add_command(targets)


@indicators.command(
    "freeze",
    help=N_("Keep the values of a period as they are now; later records never change them."),
    example="ssc-desktop indicators freeze --from 2021-01-01 --to 2021-06-30",
)
@option("--from", "since", type=DAY, metavar="DATE", help=SINCE_HELP)
@option("--to", "until", type=DAY, metavar="DATE", help=UNTIL_HELP)
def _freeze(since: datetime | None, until: datetime | None) -> None:
    from ssc_desktop.services.periods import freeze_period, list_periods

    call = this_call()
    with opened(call) as workspace:
        freeze_period(workspace.store, day_of(since), day_of(until))
        found = list_periods(workspace.store)
    _answer_periods(call, found)


@indicators.command(
    "unfreeze",
    help=N_("Take the freezing of a period back; with --restore, bring its values back."),
    example="ssc-desktop indicators unfreeze --from 2021-01-01 --to 2021-06-30",
)
@option("--from", "since", type=DAY, metavar="DATE", help=SINCE_HELP)
@option("--to", "until", type=DAY, metavar="DATE", help=UNTIL_HELP)
@option("--restore", is_flag=True, help=N_("Bring back what was taken back."))
def _unfreeze(since: datetime | None, until: datetime | None, restore: bool) -> None:
    from ssc_desktop.services.periods import list_periods, restore_period, unfreeze_period

    call = this_call()
    do = restore_period if restore else unfreeze_period
    with opened(call) as workspace:
        do(workspace.store, day_of(since), day_of(until))
        found = list_periods(workspace.store)
    _answer_periods(call, found)


@indicators.command(
    "periods",
    help=N_("List the frozen periods, and the values the records say otherwise since."),
    example="ssc-desktop indicators periods --json",
)
def _periods() -> None:
    from ssc_desktop.services.periods import list_periods

    call = this_call()
    with opened(call) as workspace:
        found = list_periods(workspace.store)
    _answer_periods(call, found)


@indicators.command(
    "define",
    help=N_("Record an indicator of the logframe, or with --in whether a common one is shown."),
    example=(
        "ssc-desktop indicators define R1.1 --set title_en='People trained' "
        "--set measure=trained --set follows=3.7"
    ),
)
@click.argument("code", metavar="CODE")
@option("--in", "set_code", default="LOGFRAME", metavar="SET", help=SET_HELP)
@option(
    "--set",
    "pairs",
    multiple=True,
    metavar="FIELD=VALUE",
    help=N_("A field and its value, such as follows=3.7; may be given several times."),
)
@option("--remove", is_flag=True, help=N_("Take it out; defining it again brings it back."))
def _define(code: str, set_code: str, pairs: tuple[str, ...], remove: bool) -> None:
    from ssc_desktop.services.indicator_aims import (
        list_indicators,
        remove_indicator,
        write_indicator,
    )

    call = this_call()
    values = read_pairs(pairs, "--set")
    with opened(call) as workspace:
        if remove:
            remove_indicator(workspace.store, code, set_code=set_code)
        else:
            write_indicator(workspace.store, code, values, set_code=set_code)
        found = list_indicators(workspace.store, set_code)
    call.answer(
        [_shape_of_defined(each) for each in found],
        lambda: call.table(
            (N_("Code"), N_("Title"), N_("What is counted"), N_("Follows")),
            [
                (
                    each.code,
                    call.language.choose(each.title_en, each.title_fr, each.title_ar),
                    each.measure,
                    ", ".join(each.follows),
                )
                for each in found
            ],
        ),
    )


def _ways(by: str | None, known: Sequence[str]) -> Mapping[str, str]:
    """The breakdowns that are asked for: as they were named, and as code lists are named."""
    if by is None:
        return {each: each for each in known}
    asked = {word.strip(): _SHORT.get(word.strip(), word.strip()) for word in by.split(",")}
    asked.pop("", None)
    for each, way in asked.items():
        if way not in known:
            raise click.BadParameter(each, param_hint="--by")
    return asked


def _shape(figure: Figure, call: Call, ways: Mapping[str, str]) -> Shape:
    named = {way: name for name, way in ways.items()}
    return {
        "set": figure.set,
        "code": figure.code,
        "title": figure.title(call.language),
        "measure": figure.measure,
        "value": figure.value,
        "current": figure.current,
        "participations": figure.participations,
        "participant_days": figure.participant_days,
        "by": {named.get(way, way): dict(cells) for way, cells in figure.by.items()},
        "sources": [
            {
                "kind": each.kind,
                "id": str(each.id),
                "code": each.code,
                "title": each.title,
                "value": each.value,
                "participations": each.participations,
                "participant_days": each.participant_days,
                "at_headquarters": each.is_at_headquarters,
            }
            for each in figure.sources
        ],
        "baseline": number(figure.baseline),
        "target": number(figure.target),
        "comment": figure.comment,
        "not_received": figure.not_received,
        "without_evidence": figure.without_evidence,
        "frozen_at": plain(figure.frozen_at),
    }


def _row(figure: Figure, call: Call) -> tuple[object, ...]:
    title = figure.title(call.language)
    if len(title) > _TITLE_LENGTH:
        title = title[: _TITLE_LENGTH - 1].rstrip() + "…"
    counts_people = figure.measure == "people"
    return (
        figure.code,
        title,
        f"{figure.value}{' ❄' if figure.frozen_at else ''}",
        figure.participations if counts_people else "",
        f"{figure.participant_days:g}" if counts_people else "",
        number(figure.baseline),
        number(figure.target),
        figure.not_received or "",
    )


def _answer_periods(call: Call, found: Sequence[FrozenPeriod]) -> None:
    shapes = [
        {
            "from": plain(each.since),
            "to": plain(each.until),
            "frozen_at": plain(each.frozen_at),
            "values": each.count,
            "changed": [
                {"set": moved.set, "code": moved.code, "frozen": moved.frozen,
                 "current": moved.current, "difference": moved.difference,
                 "records": [_shape_of_moved(record) for record in moved.records]}
                for moved in each.moved
            ],
        }
        for each in found
    ]  # fmt: skip
    rows = [
        (each.since, each.until, plain(each.frozen_at), each.count, len(each.moved))
        for each in found
    ]
    call.answer(shapes, lambda: call.table(_PERIOD_HEADS, rows))


def _shape_of_moved(record: MovedRecord) -> Shape:
    return {
        "kind": record.kind,
        "id": str(record.id),
        "code": record.code,
        "frozen": record.frozen,
        "current": record.current,
    }


def _shape_of_defined(indicator: Indicator) -> Shape:
    from ssc_desktop.domain.fields import fields_of

    fields = {
        each.name: plain(getattr(indicator, each.name)) for each in fields_of(type(indicator))
    }
    return {"set": indicator.set_code, "code": indicator.code, **fields}
