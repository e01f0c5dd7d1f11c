"""`participants`: lists that come in, and people looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option, read_pairs
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.participant_import import import_people
from ssc_desktop.cli.participant_merging import erase_one, list_erased, merge_two, unmerge_two
from ssc_desktop.cli.shapes import of_person
from ssc_desktop.cli.subject_export import export_subject
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.participants import Listed
    from ssc_desktop.services.workspaces import Workspace

_HEADS = (
    N_("Id"),
    N_("Name"),
    N_("Sex"),
    N_("Organisation"),
    N_("Function"),
    N_("Country"),
    N_("Telephone"),
    N_("Role"),
)
_ACTIVITY = N_("Only those of this activity.")

participants = Group(
    "participants",
    help=N_("Participants: take lists in, look people up."),
    example="ssc-desktop participants import list.xlsx --activity ACSS-CI-2021-ECH-001",
)
participants.add_command(import_people)
participants.add_command(export_subject)
for _each in (merge_two, unmerge_two, erase_one, list_erased):
    participants.add_command(_each)


@participants.command(
    "list",
    help=N_("List participants, of one activity in the order of its list or all by name."),
    example="ssc-desktop participants list --activity ACSS-CI-2021-ECH-001 --json",
)
@option("--activity", metavar="CODE", help=_ACTIVITY)
@option("--removed", is_flag=True, help=N_("Those that were removed."))
def _list(activity: str | None, removed: bool) -> None:
    _answer_with("", activity, removed=removed)


@participants.command(
    "find",
    help=N_("Find participants by words of name, telephone or e-mail, in any script."),
    example="ssc-desktop participants find traore",
)
@click.argument("typed", metavar="TEXT")
@option("--activity", metavar="CODE", help=_ACTIVITY)
def _find(typed: str, activity: str | None) -> None:
    _answer_with(typed, activity)


@participants.command(
    "show",
    help=N_("Show one participant and the activities of the person."),
    example="ssc-desktop participants show 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f --json",
)
@click.argument("participant", metavar="ID")
def _show(participant: str) -> None:
    call = this_call()
    with opened(call) as workspace:
        _answer_one(call, workspace, read_key(participant))


@participants.command(
    "add",
    help=N_("Record a participant, registered for an activity where one is named."),
    example=(
        "ssc-desktop participants add --activity ACSS-CI-2021-ECH-001 "
        "--set family_name=Traoré --set given_names=Awa --set sex=F"
    ),
)
@option("--activity", metavar="CODE", help=N_("Activity to register the person for."))
@option(
    "--set",
    "pairs",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help=N_("A field and its value, such as family_name=Traoré; may be given several times."),
)
def _add(activity: str | None, pairs: tuple[str, ...]) -> None:
    from ssc_desktop.services.participants import add_participant

    call = this_call()
    values = read_pairs(pairs, "--set")
    with opened(call) as workspace:
        owner = _activity_key(workspace, activity)
        person = add_participant(workspace.store, values, activity=owner)
        _answer_one(call, workspace, person.id, owner)


@participants.command(
    "register",
    help=N_("Register a known person for an activity, or change the role there."),
    example=(
        "ssc-desktop participants register 018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f "
        "--activity ACSS-CI-2021-ECH-001 --role speaker"
    ),
)
@click.argument("participant", metavar="ID")
@option("--activity", metavar="CODE", required=True, help=N_("Activity to register for."))
@option("--role", help=N_("Role in the activity."))
def _register(participant: str, activity: str, role: str | None) -> None:
    from ssc_desktop.services.activities import show_activity
    from ssc_desktop.services.participants import register

    call = this_call()
    with opened(call) as workspace:
        owner = show_activity(workspace.store, activity).activity.id
        key = read_key(participant)
        register(workspace.store, owner, key, {"role": role} if role else None)
        _answer_one(call, workspace, key, owner)


def read_key(text: str) -> UUID:
    """The key that an id names."""
    try:
        return UUID(text)
    except ValueError:
        raise Problem(
            "not-a-participant",
            N_(
                "This is not the id of a participant. Nothing was changed. “participants list” shows the ids."
            ),
            field="participant",
        ) from None


def _answer_with(typed: str, activity: str | None, *, removed: bool = False) -> None:
    from ssc_desktop.services.participants import list_participants

    call = this_call()
    with opened(call) as workspace:
        owner = _activity_key(workspace, activity)
        found = list_participants(workspace.store, owner, typed, removed=removed)
    call.answer([of_person(each) for each in found], lambda: call.table(_HEADS, map(_row, found)))


def _activity_key(workspace: Workspace, code: str | None) -> UUID | None:
    from ssc_desktop.services.activities import show_activity

    return show_activity(workspace.store, code).activity.id if code else None


def _answer_one(call: Call, workspace: Workspace, key: UUID, activity: UUID | None = None) -> None:
    from ssc_desktop.services.activities import list_activities
    from ssc_desktop.services.participants import registrations_of, show_participant

    found = show_participant(workspace.store, key)
    codes = {each.id: each.code for each in list_activities(workspace.store)}
    roles = {each.activity_id: each.role for each in registrations_of(workspace.store, key)}
    places = [{"activity": codes.get(each), "role": role} for each, role in roles.items()]
    role = roles.get(activity) if activity else None
    shape = {**of_person(found), "role": role, "activities": places}

    def show() -> None:
        call.table(_HEADS, [_row(found)])
        for place in places:
            click.echo(f"{place['activity']}  {place['role'] or ''}")

    call.answer(shape, show)


def _row(listed: Listed) -> tuple[object, ...]:
    person = listed.participant
    return (
        person.id,
        person.full_name,
        person.sex,
        listed.organisation.short_name if listed.organisation else None,
        person.function,
        person.country,
        person.phone or person.phone_as_typed,
        listed.role,
    )
