"""`monitoring`: what follows an activity: milestones, beneficiaries, risks, visits, recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_entry_key, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import of_record, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssc_desktop.domain.record import Record

# Said once more: the records themselves bring the database, which help has no use for.
NOUNS = ("milestone", "beneficiaries", "risk", "monitoring_visit", "recommendation", "evaluation")
_NOUN = click.Choice(NOUNS)
_HEADS = (N_("Id"), N_("Entry"), N_("What it says"))
_PAIRS_HELP = N_("A field and its value, such as due_on=2021-10-31; may be given several times.")
_ID = "018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f"

monitoring = Group(
    "monitoring",
    help=N_("What follows an activity: milestones, beneficiaries, risks, visits, recommendations."),
    example="ssc-desktop monitoring list ACSS-CI-2021-PIL-001",
)


@monitoring.command(
    "add",
    help=N_("Record an entry of an activity."),
    example=(
        "ssc-desktop monitoring add milestone ACSS-CI-2021-PIL-001 "
        "--set title='Equipment delivered' --set planned_on=2021-11-15"
    ),
)
@click.argument("noun", type=_NOUN)
@click.argument("code")
@option("--set", "pairs", multiple=True, required=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _add(noun: str, code: str, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.activities import show_activity
    from ssc_desktop.services.followup import add_follow_up

    call = this_call()
    with opened(call) as workspace:
        activity = show_activity(workspace.store, code).activity.id
        _answer_one(
            call, add_follow_up(workspace.store, noun, activity, read_pairs(pairs, "--set"))
        )


@monitoring.command(
    "list",
    help=N_("List what follows an activity, of one noun where it is named."),
    example="ssc-desktop monitoring list ACSS-CI-2021-PIL-001 --noun risk --json",
)
@click.argument("code")
@option("--noun", type=_NOUN, help=N_("Only these, such as milestone."))
def _list(code: str, noun: str | None) -> None:
    from ssc_desktop.services.activities import show_activity
    from ssc_desktop.services.followup import follow_ups_of

    call = this_call()
    with opened(call) as workspace:
        found = follow_ups_of(workspace.store, show_activity(workspace.store, code).activity.id)
        wanted = [each for name, rows in found.items() if noun in (None, name) for each in rows]
        call.answer([of_record(each) for each in wanted], lambda: _tell(call, wanted))


@monitoring.command(
    "set",
    help=N_("Change fields of an entry."),
    example=f"ssc-desktop monitoring set milestone {_ID} --set reached_on=2021-12-02",
)
@click.argument("noun", type=_NOUN)
@click.argument("key", metavar="ID")
@option("--set", "pairs", multiple=True, required=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _set(noun: str, key: str, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.followup import change_follow_up, show_follow_up

    call = this_call()
    with opened(call) as workspace:
        change_follow_up(workspace.store, noun, read_entry_key(key), read_pairs(pairs, "--set"))
        _answer_one(call, show_follow_up(workspace.store, noun, read_entry_key(key)))


@monitoring.command(
    "remove",
    help=N_("Take an entry away; with --restore, bring it back."),
    example=f"ssc-desktop monitoring remove risk {_ID}",
)
@click.argument("noun", type=_NOUN)
@click.argument("key", metavar="ID")
@option("--restore", is_flag=True, help=N_("Bring back what was taken off."))
def _remove(noun: str, key: str, restore: bool) -> None:
    from ssc_desktop.services.followup import (
        remove_follow_up,
        restore_follow_up,
        show_follow_up,
    )

    call = this_call()
    with opened(call) as workspace:
        (restore_follow_up if restore else remove_follow_up)(
            workspace.store, noun, read_entry_key(key)
        )
        _answer_one(call, show_follow_up(workspace.store, noun, read_entry_key(key)))


def _answer_one(call: Call, entry: Record) -> None:
    call.answer(of_record(entry), lambda: _tell(call, [entry]))


def _tell(call: Call, found: Sequence[Record]) -> None:
    from ssc_desktop.domain.fields import fields_of
    from ssc_desktop.domain.nouns import NOUN_LABELS

    rows = []
    for each in found:
        said = (
            getattr(each, field.name) for field in fields_of(type(each)) if field.facts.in_table
        )
        words = ", ".join(str(plain(value)) for value in said if value is not None)
        rows.append((each.id, call.language(NOUN_LABELS[each.__tablename__]), words))
    call.table(_HEADS, rows)
