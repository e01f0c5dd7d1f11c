"""`find`: one search for everything that is recorded."""

from __future__ import annotations

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Command, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.language import N_

_HEADS = (N_("What"), N_("Id"), N_("Name"), N_("About"))


@click.command(
    "find",
    cls=Command,
    help=N_(
        "Find activities, people, organisations, action plans and evidence by any word, in any script."
    ),
    example="ssc-desktop find traore",
)
@click.argument("typed", metavar="TEXT")
@option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=10,
    metavar="N",
    help=N_("Show at most so many of each kind of record."),
)
def find(typed: str, limit: int) -> None:
    """Find anything by any word."""
    from ssc_desktop.services.finding import find as find_records

    call = this_call()
    with opened(call) as workspace:
        found = find_records(workspace.store, typed, call.language, limit)
    shapes = [
        {"noun": each.noun, "id": str(each.key), "title": each.title, "line": each.line}
        for each in found
    ]
    rows = ((noun_label(call, each.noun), each.key, each.title, each.line) for each in found)
    call.answer(shapes, lambda: call.table(_HEADS, rows))


def noun_label(call: Call, noun: str) -> str:
    """What records of a noun are called."""
    from ssc_desktop.domain.nouns import NOUN_LABELS

    return call.language(NOUN_LABELS.get(noun, noun))
