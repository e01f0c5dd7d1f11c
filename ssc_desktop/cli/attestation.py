"""`attestation`: who has attended enough, attestations handed out, checked and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.domain.attestation import Attestation
    from ssc_desktop.services.attestations import Checked, Eligible, HandedOut
    from ssc_desktop.services.workspaces import Workspace

_HEADS = (
    N_("Serial number"),
    N_("Activity"),
    N_("Name"),
    N_("Half-days"),
    N_("Issued on"),
    N_("Revoked on"),
)
_PEOPLE_HEADS = (N_("Id"), N_("Name"), N_("Half-days"), N_("Enough"), N_("Serial number"))

attestation = Group(
    "attestation",
    help=N_("Attestations of attendance: hand them out, check them, take them back."),
    example="ssc-desktop attestation check 7K3M-9QXZ",
)


@attestation.command(
    "list",
    help=N_("List attestations, or everybody of an activity with the half-days attended."),
    example="ssc-desktop attestation list ACSS-CI-2021-CAP-001 --people",
)
@click.argument("code", required=False)
@option("--people", is_flag=True, help=N_("Everybody on the list, who has one and who may."))
def _list(code: str | None, people: bool) -> None:
    from ssc_desktop.services.attestations import eligible, list_attestations

    call = this_call()
    if people and code is None:
        raise click.UsageError("code", click.get_current_context())
    with opened(call) as workspace:
        if people and code is not None:
            found = eligible(workspace, code)
            shapes = [_shape_of_person(each) for each in found]
            call.answer(shapes, lambda: call.table(_PEOPLE_HEADS, map(_row_of_person, found)))
        else:
            _answer(call, list_attestations(workspace, code))


@attestation.command(
    "issue",
    help=N_("Hand out attestations to all who attended enough, or to the people named."),
    example="ssc-desktop attestation issue ACSS-CI-2021-CAP-001",
)
@click.argument("code")
@option(
    "--participant",
    "people",
    type=click.UUID,
    multiple=True,
    metavar="ID",
    help=N_("Only this person; may be given several times."),
)
def _issue(code: str, people: tuple[UUID, ...]) -> None:
    from ssc_desktop.services.attestations import issue_attestations

    call = this_call()
    with opened(call) as workspace:
        _answer(call, _handed_out(workspace, issue_attestations(workspace, code, people)))


@attestation.command(
    "check",
    help=N_("Tell whether an attestation is genuine, by the text of its code or its number."),
    example='ssc-desktop attestation check 7K3M-9QXZ --name "Awa Traoré"',
)
@click.argument("text", metavar="TEXT")
@option("--name", default="", metavar="NAME", help=N_("Name on the paper, to compare it."))
def _check(text: str, name: str) -> None:
    from ssc_desktop.services.attestations import check_attestation

    call = this_call()
    with opened(call) as workspace:
        checked = check_attestation(workspace, text, printed_name=name)
    call.answer(_shape_of_check(call, checked), lambda: _show_check(call, checked))


@attestation.command(
    "revoke",
    help=N_("Take an attestation back; whoever checks it is told."),
    example='ssc-desktop attestation revoke 7K3M-9QXZ --reason "Name misspelt"',
)
@click.argument("serial", metavar="SERIAL")
@option("--reason", required=True, metavar="TEXT", help=N_("Why it is taken back."))
def _revoke(serial: str, reason: str) -> None:
    from ssc_desktop.services.attestations import find_attestation, revoke_attestation

    call = this_call()
    with opened(call) as workspace:
        found = find_attestation(workspace, serial)
        revoke_attestation(workspace, found.id, reason)
        _answer(call, _handed_out(workspace, [found]))


def _handed_out(workspace: Workspace, issued: list[Attestation]) -> list[HandedOut]:
    from ssc_desktop.services.attestations import list_attestations

    keys = {each.id for each in issued}
    return [each for each in list_attestations(workspace) if each.attestation.id in keys]


def _answer(call: Call, found: list[HandedOut]) -> None:
    call.answer([_shape(each) for each in found], lambda: call.table(_HEADS, map(_row, found)))


def _shape(handed_out: HandedOut) -> Shape:
    record, person = handed_out.attestation, handed_out.participant
    return {
        "id": str(record.id),
        "serial": record.serial,
        "activity": handed_out.activity_code,
        "participant": plain(record.participant_id),
        "name": person.full_name if person else None,
        "attended": record.attended,
        "possible": record.possible,
        "issued_on": plain(record.issued_on),
        "revoked_on": plain(record.revoked_on),
        "reason": record.revoked_reason,
    }


def _row(handed_out: HandedOut) -> tuple[object, ...]:
    shape = _shape(handed_out)
    counted = f"{shape['attended']}/{shape['possible']}"
    return (
        shape["serial"],
        shape["activity"],
        shape["name"],
        counted,
        shape["issued_on"],
        shape["revoked_on"],
    )


def _shape_of_person(each: Eligible) -> Shape:
    person, record = each.participant.participant, each.attestation
    return {
        "participant": str(person.id),
        "name": person.full_name,
        "attended": each.attended,
        "possible": each.possible,
        "reached": each.reached,
        "serial": record.serial if record else None,
        "revoked_on": plain(record.revoked_on) if record else None,
    }


def _row_of_person(each: Eligible) -> tuple[object, ...]:
    shape = _shape_of_person(each)
    counted = f"{each.attended}/{each.possible}"
    enough = "✓" if each.reached else "–"
    return shape["participant"], shape["name"], counted, enough, shape["serial"]


def _shape_of_check(call: Call, checked: Checked) -> Shape:
    return {
        "state": checked.state,
        "message": call.language(checked.message),
        "serial": checked.serial or None,
        "activity": checked.activity or None,
        "title": checked.title or None,
        "attended": checked.attended,
        "possible": checked.possible,
        "issued_on": plain(checked.issued_on),
        "device": checked.device or None,
        "office": checked.office or None,
        "recorded": checked.is_recorded,
        "participant": plain(checked.participant),
        "name": checked.holder or None,
        "name_fits": checked.name_fits,
        "revoked_on": plain(checked.revoked_on),
        "reason": checked.revoked_reason or None,
    }


def _show_check(call: Call, checked: Checked) -> None:
    call.say(checked.message)
    if checked.attended is None:
        return
    counted = f"{checked.attended}/{checked.possible}"
    row = (
        checked.serial,
        checked.activity,
        checked.holder,
        counted,
        checked.issued_on,
        checked.revoked_on,
    )
    call.table(_HEADS, [row])
