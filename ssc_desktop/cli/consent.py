"""`consent`: what people answered when they were asked for consent: list, record."""

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
    from ssc_desktop.domain.evidence import Consent
    from ssc_desktop.services.workspaces import Workspace

_HEADS = (N_("Participant"), N_("For what"), N_("Answer"), N_("Date"))
_PERSON_HELP = N_("Id of a participant; may be given several times.")
_ACTIVITY_HELP = N_("Everybody on the list of this activity.")
_PAIRS_HELP = N_("A field and its value, such as given_on=2021-08-16; may be given several times.")

consent = Group(
    "consent",
    help=N_("What people answered when they were asked for consent, for each purpose."),
    example="ssc-desktop consent record photo given --activity ACSS-CI-2021-ECH-001",
)


@consent.command(
    "list",
    help=N_("List the answers of people, or of everybody on the list of an activity."),
    example="ssc-desktop consent list --activity ACSS-CI-2021-ECH-001 --json",
)
@option("--participant", "people", multiple=True, metavar="ID", help=_PERSON_HELP)
@option("--activity", metavar="CODE", help=_ACTIVITY_HELP)
def _list(people: tuple[str, ...], activity: str | None) -> None:
    call = this_call()
    with opened(call) as workspace:
        _answer(call, workspace, _named(workspace, people, activity))


@consent.command(
    "record",
    help=N_("Record an answer: given, refused or withdrawn; the one before stays in the history."),
    example="ssc-desktop consent record photo refused --participant 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f",
)
@click.argument("purpose")
@click.argument("state", metavar="ANSWER")
@option("--participant", "people", multiple=True, metavar="ID", help=_PERSON_HELP)
@option("--activity", metavar="CODE", help=_ACTIVITY_HELP)
@option("--set", "pairs", multiple=True, metavar="FIELD=VALUE", help=_PAIRS_HELP)
def _record(
    purpose: str,
    state: str,
    people: tuple[str, ...],
    activity: str | None,
    pairs: tuple[str, ...],
) -> None:
    from ssc_desktop.services.consents import record_consents

    call = this_call()
    with opened(call) as workspace:
        named = _named(workspace, people, activity)
        record_consents(
            workspace.store, named, purpose, {"state": state, **read_pairs(pairs, "--set")}
        )
        _answer(call, workspace, named)


def _named(workspace: Workspace, people: tuple[str, ...], activity: str | None) -> list[UUID]:
    from ssc_desktop.cli.participants import read_key
    from ssc_desktop.services.activities import show_activity
    from ssc_desktop.services.participants import list_participants

    named = [read_key(each) for each in people]
    if activity is not None:
        key = show_activity(workspace.store, activity).activity.id
        named += [each.participant.id for each in list_participants(workspace.store, key)]
    if not named:
        raise Problem(
            "nobody-named",
            N_("Nobody was named. Nothing was changed. Give --participant or --activity."),
        )
    return list(dict.fromkeys(named))


def _answer(call: Call, workspace: Workspace, people: list[UUID]) -> None:
    from ssc_desktop.services.consents import consents_of

    answers = consents_of(workspace.store, people)
    found = [(each, answers[each][name]) for each in people for name in answers.get(each, {})]
    rows = [(person, each.purpose, each.state, each.given_on) for person, each in found]
    call.answer([_shape(*each) for each in found], lambda: call.table(_HEADS, rows))


def _shape(person: UUID, given: Consent) -> Shape:
    from ssc_desktop.domain.fields import fields_of

    # Who asked is personal, and nobody's business beside the answer.
    told = (each for each in fields_of(type(given)) if not each.facts.personal)
    fields = {each.name: plain(getattr(given, each.name)) for each in told}
    return {"participant": str(person), "purpose": given.purpose, **fields}
