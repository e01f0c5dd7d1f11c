"""`enrol`: headquarters and offices get to know each other by file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssc_desktop.cli.call import Call, this_call
from ssc_desktop.cli.command import READ_FILE, Group, option
from ssc_desktop.cli.opening import opened
from ssc_desktop.cli.shapes import Shape, plain
from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_

if TYPE_CHECKING:
    from ssc_desktop.services.enrolment import Device

_HEADS = (N_("Id"), N_("Office"), N_("Officer"), N_("Status"), N_("Fingerprint"))
_COMPARE = N_("Compare every fingerprint with the other side, on paper or by telephone.")
_FINGERPRINT = N_("Refuse unless the fingerprint is this one.")

enrol = Group(
    "enrol",
    help=N_("Headquarters and offices get to know each other by file."),
    example="ssc-desktop enrol card --workspace headquarters --output HQ.sscard",
)


@enrol.command(
    "card",
    help=N_("Write headquarters’ card, for the offices."),
    example="ssc-desktop enrol card --workspace headquarters --output HQ.sscard",
)
@option("--output", type=READ_FILE, required=True, help=N_("File or folder to write to."))
def _card(output: Path) -> None:
    from ssc_desktop.services.enrolment import make_card

    call = this_call()
    with opened(call) as workspace:
        made = make_card(workspace, output)
    call.answer(
        {"file": str(made.file), "fingerprint": made.fingerprint},
        lambda: _tell(call, made.file, {N_("Fingerprint of headquarters"): made.fingerprint}),
    )


@enrol.command(
    "join",
    help=N_("Join a headquarters by its card and write this laptop’s request."),
    example="ssc-desktop enrol join HQ.sscard --workspace abidjan --output ABJ.sscreq",
)
@click.argument("card", type=READ_FILE)
@option("--output", type=READ_FILE, required=True, help=N_("File or folder to write to."))
@option("--fingerprint", help=_FINGERPRINT)
@option("--replace", is_flag=True, help=N_("Leave another headquarters that was joined before."))
def _join(card: Path, output: Path, fingerprint: str | None, replace: bool) -> None:
    from ssc_desktop.services.enrolment import join, read_card

    call = this_call()
    with opened(call) as workspace:
        _compare(fingerprint, read_card(card).keys.fingerprint)
        joined = join(workspace, card, output, replace=replace)
    shape = {
        "file": str(joined.file),
        "headquarters": joined.headquarters,
        "headquarters_fingerprint": joined.headquarters_fingerprint,
        "device": joined.device,
        "fingerprint": joined.fingerprint,
    }
    told = {
        N_("Fingerprint of headquarters"): joined.headquarters_fingerprint,
        N_("Fingerprint of this laptop"): joined.fingerprint,
    }
    call.answer(shape, lambda: _tell(call, joined.file, told))


@enrol.command(
    "approve",
    help=N_("Take the bundles of the laptop that wrote a request."),
    example="ssc-desktop enrol approve ABJ.sscreq --workspace headquarters",
)
@click.argument("request", type=READ_FILE)
@option("--fingerprint", help=_FINGERPRINT)
def _approve(request: Path, fingerprint: str | None) -> None:
    from ssc_desktop.services.enrolment import approve, read_request
    from ssc_desktop.services.exchange import import_bundles

    call = this_call()
    with opened(call) as workspace:
        _compare(fingerprint, read_request(workspace, request).keys.fingerprint)
        device = approve(workspace, request)
        # Bundles that came before the approval were kept unopened until now.
        import_bundles(workspace, [])
    _answer(call, device)


@enrol.command(
    "list",
    help=N_("List the laptops known here."),
    example="ssc-desktop enrol list --workspace headquarters --json",
)
def _list() -> None:
    from ssc_desktop.services.enrolment import fingerprint_of, list_devices

    call = this_call()
    with opened(call) as workspace:
        found = list_devices(workspace.store)
    rows = (
        (
            each.device,
            each.office_code or each.office_name,
            each.officer,
            each.status,
            fingerprint_of(each),
        )
        for each in found
    )
    call.answer([_shape(each) for each in found], lambda: call.table(_HEADS, rows))


@enrol.command(
    "revoke",
    help=N_("Take no more bundles of a laptop; what it sent until now stays."),
    example="ssc-desktop enrol revoke 0f3a9c1d22e4b576 --workspace headquarters",
)
@click.argument("device", metavar="ID")
def _revoke(device: str) -> None:
    from ssc_desktop.services.enrolment import revoke

    call = this_call()
    with opened(call) as workspace:
        revoked = revoke(workspace, device)
    _answer(call, revoked)


def _compare(wanted: str | None, found: str) -> None:
    if wanted is not None and "".join(wanted.split()) != "".join(found.split()):
        raise Problem(
            "fingerprint-differs",
            N_(
                "The fingerprint is not the one you gave. Nothing was changed. Ask for the file again, by another way."
            ),
        )


def _shape(device: Device) -> Shape:
    from ssc_desktop.services.enrolment import fingerprint_of

    return {
        "device": device.device,
        "office": {
            "code": device.office_code,
            "name": device.office_name,
            "country": device.country,
        },
        "officer": device.officer,
        "status": device.status,
        "fingerprint": fingerprint_of(device),
        "approved_at": plain(device.approved_at),
        "revoked_from": device.revoked_from_seq,
    }


def _answer(call: Call, device: Device) -> None:
    from ssc_desktop.services.enrolment import fingerprint_of

    def show() -> None:
        call.say(N_("Laptop {device}: {status}"), device=device.device, status=device.status)
        call.say(N_("Fingerprint: {fingerprint}"), fingerprint=fingerprint_of(device))
        call.say(_COMPARE)

    call.answer(_shape(device), show)


def _tell(call: Call, file: Path, fingerprints: dict[str, str]) -> None:
    call.say(N_("Written: {file}"), file=file)
    for label, fingerprint in fingerprints.items():
        click.echo(f"{call.language(label)}: {fingerprint}")
    call.say(_COMPARE)
