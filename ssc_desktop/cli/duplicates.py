"""`duplicates`: people and organisations that may be recorded twice, reviewed pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.progress import progress_bar
from ssc_desktop.cli.shapes import Shape, of_person, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.duplicates import OrganisationPair, Pair
    from ssc_desktop.services.merged_people import Difference

_HEADS = (N_("First"), N_("Second"), N_("Likeness"), N_("Reasons"))
_FIELDS = (N_("Field"), N_("First"), N_("Second"))

duplicates = Group(
    "duplicates",
    help=N_("People and organisations that may be recorded twice: look, tell apart, then merge."),
    example="ssc-desktop duplicates list --limit 20",
)


@duplicates.command(
    "list",
    help=N_("List the pairs to review, the likeliest first."),
    example="ssc-desktop duplicates list --limit 20 --json",
)
@option("--limit", type=click.IntRange(1), default=50, help=N_("Not more pairs than this."))
@option("--offset", type=click.IntRange(0), default=0, help=N_("Leave out the first ones."))
@option("--organisations", is_flag=True, help=N_("Organisations instead of people."))
def _list(limit: int, offset: int, organisations: bool) -> None:
    from ssc_desktop.services import duplicates as service

    call = this_call()
    with opened(call) as workspace:
        if organisations:
            found = service.likely_duplicate_organisations(
                workspace.store, limit=limit, offset=offset
            )
            call.answer(
                [_of_organisations(each) for each in found],
                lambda: call.table(_HEADS, [_told_organisations(call, each) for each in found]),
            )
            return
        with progress_bar(call, N_("Comparing people")) as advance:
            pairs = service.likely_duplicates(
                workspace.store, limit=limit, offset=offset, progress=advance
            )
    call.answer(
        [_of_pair(each) for each in pairs],
        lambda: call.table(_HEADS, [_told(call, each) for each in pairs]),
    )


@duplicates.command(
    "show",
    help=N_("Compare two people: how alike they are, and every field in which they differ."),
    example=(
        "ssc-desktop duplicates show 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f "
        "018f2c9e-8000-7c3d-9e55-0a1b2c3d4e60"
    ),
)
@click.argument("one", metavar="ID", type=click.UUID)
@click.argument("other", metavar="ID", type=click.UUID)
def _show(one: UUID, other: UUID) -> None:
    from ssc_desktop.services.duplicates import show_pair
    from ssc_desktop.services.merged_people import differences

    call = this_call()
    with opened(call) as workspace:
        pair = show_pair(workspace.store, one, other)
        keys = (pair.one.participant.id, pair.other.participant.id)
        # What is restricted stays in the window.
        differing = [
            each for each in differences(workspace.store, *keys) if not each.field.facts.restricted
        ]
    shape = {**_of_pair(pair), "differences": [_of_difference(each) for each in differing]}
    call.answer(shape, lambda: _show_one(call, pair, differing))


@duplicates.command(
    "dismiss",
    help=N_("Remember, on every laptop, that two people or two organisations are two."),
    example=(
        "ssc-desktop duplicates dismiss 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f "
        "018f2c9e-8000-7c3d-9e55-0a1b2c3d4e60"
    ),
)
@click.argument("one", metavar="ID", type=click.UUID)
@click.argument("other", metavar="ID", type=click.UUID)
@option("--undo", is_flag=True, help=N_("Review the pair again."))
def _dismiss(one: UUID, other: UUID, undo: bool) -> None:
    from ssc_desktop.services.duplicates import dismiss, restore_pair

    call = this_call()
    with opened(call) as workspace:
        (restore_pair if undo else dismiss)(workspace.store, one, other)
    shape = {"one": str(one), "other": str(other), "distinct": not undo}
    told = N_("The pair is reviewed again.") if undo else N_("These are two; this is remembered.")
    call.answer(shape, lambda: call.say(told))


def _of_pair(pair: Pair) -> Shape:
    return {
        "one": of_person(pair.one),
        "other": of_person(pair.other),
        "score": pair.score,
        "reasons": list(pair.reasons),
    }


def _of_organisations(pair: OrganisationPair) -> Shape:
    return {
        "one": {"id": str(pair.one.id), "name": pair.one.short_name},
        "other": {"id": str(pair.other.id), "name": pair.other.short_name},
        "score": pair.score,
        "reasons": list(pair.reasons),
    }


def _of_difference(difference: Difference) -> Shape:
    return {
        "field": difference.field.name,
        "one": plain(difference.survivor),
        "other": plain(difference.loser),
    }


def _told(call: Call, pair: Pair) -> tuple[object, ...]:
    names = (
        f"{each.participant.full_name}\n{each.participant.id}" for each in (pair.one, pair.other)
    )
    return (*names, f"{pair.score:g}", _in_words(call, pair.told))


def _told_organisations(call: Call, pair: OrganisationPair) -> tuple[object, ...]:
    names = (f"{each.short_name}\n{each.id}" for each in (pair.one, pair.other))
    return (*names, f"{pair.score:g}", _in_words(call, pair.told))


def _in_words(call: Call, reasons: tuple[str, ...]) -> str:
    return call.language.list_of([call.language(each) for each in reasons])


def _show_one(call: Call, pair: Pair, differing: list[Difference]) -> None:
    call.table(_HEADS, [_told(call, pair)])
    call.table(
        _FIELDS,
        [
            (call.language(each.field.facts.label), plain(each.survivor), plain(each.loser))
            for each in differing
        ],
    )
