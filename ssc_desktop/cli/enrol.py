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
_PAPER = N_("New PDF with the code and the lines that stand for it.")
_TYPED = N_("The file holds the lines from the paper, as they were typed.")
_THEIRS = N_("Fingerprint of headquarters")
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
@option("--pdf", type=READ_FILE, help=_PAPER)
def _card(output: Path, pdf: Path | None) -> None:
    from ssc_desktop.services.enrolment import card_lines, make_card
    from ssc_desktop.services.enrolment_papers import print_card

    call = this_call()
    with opened(call) as workspace:
        made = make_card(workspace, output)
        lines = card_lines(workspace)
        if pdf is not None:
            print_card(workspace, language=call.language, path=pdf)
    shape = {"file": str(made.file), "fingerprint": made.fingerprint, "lines": lines}
    call.answer(shape, lambda: _tell(call, made.file, {_THEIRS: made.fingerprint}))


@enrol.command(
    "request",
    help=N_("Show this laptop’s request as lines to read out or type, or print it."),
    example="ssc-desktop enrol request --workspace abidjan --pdf request.pdf",
)
@option("--pdf", type=READ_FILE, help=_PAPER)
def _request(pdf: Path | None) -> None:
    from ssc_desktop.services.enrolment import request_lines
    from ssc_desktop.services.enrolment_papers import print_request

    call = this_call()
    with opened(call) as workspace:
        lines = request_lines(workspace)
        fingerprint = workspace.fingerprint
        if pdf is not None:
            print_request(workspace, language=call.language, path=pdf)

    def show() -> None:
        for number, line in enumerate(lines, 1):
            click.echo(f"{number}. {line}")
        call.say(N_("Fingerprint: {fingerprint}"), fingerprint=fingerprint)
        call.say(_COMPARE)

    call.answer({"lines": lines, "fingerprint": fingerprint}, show)


@enrol.command(
    "join",
    help=N_("Join a headquarters by its card and write this laptop’s request."),
    example="ssc-desktop enrol join HQ.sscard --workspace abidjan --output ABJ.sscreq",
)
@click.argument("card", type=READ_FILE)
@option("--output", type=READ_FILE, required=True, help=N_("File or folder to write to."))
@option("--fingerprint", help=_FINGERPRINT)
@option("--typed", is_flag=True, help=_TYPED)
@option("--replace", is_flag=True, help=N_("Leave another headquarters that was joined before."))
def _join(card: Path, output: Path, fingerprint: str | None, typed: bool, replace: bool) -> None:
    from ssc_desktop.services.enrolment import join, read_card

    call = this_call()
    with opened(call) as workspace:
        source = _source(card, typed=typed)
        _compare(fingerprint, read_card(source).keys.fingerprint)
        joined = join(workspace, source, output, replace=replace)
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
@option("--typed", is_flag=True, help=_TYPED)
def _approve(request: Path, fingerprint: str | None, typed: bool) -> None:
    from ssc_desktop.services.enrolment import approve, read_request
    from ssc_desktop.services.exchange import import_bundles

    call = this_call()
    with opened(call) as workspace:
        source = _source(request, typed=typed)
        _compare(fingerprint, read_request(workspace, source).keys.fingerprint)
        device = approve(workspace, source)
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
    help=N_("Take no more of a laptop, from one of its changes on; what it sent before stays."),
    example="ssc-desktop enrol revoke 0f3a9c1d22e4b576 --workspace headquarters",
)
@click.argument("device", metavar="ID")
@option(
    "--from",
    "from_number",
    type=int,
    help=N_("Number of the first change not to be taken; else all that has not come yet."),
)
def _revoke(device: str, from_number: int | None) -> None:
    from ssc_desktop.services.enrolment import revoke

    call = this_call()
    with opened(call) as workspace:
        revoked = revoke(workspace, device, from_number)
    _answer(call, revoked)


@enrol.command(
    "new-key",
    help=N_("Give headquarters a new key; offices learn it with their next bundle."),
    example="ssc-desktop enrol new-key --workspace headquarters",
)
def _new_key() -> None:
    from ssc_desktop.services.headquarters_key import new_key

    call = this_call()
    with opened(call) as workspace:
        card = new_key(workspace)
    fingerprint = card.keys.fingerprint

    def show() -> None:
        call.say(N_("Fingerprint: {fingerprint}"), fingerprint=fingerprint)
        call.say(N_("The key of before still opens what is sealed to it."))

    call.answer({"number": card.number, "fingerprint": fingerprint}, show)


@enrol.command(
    "certificate",
    help=N_("Show what headquarters certified of this laptop."),
    example="ssc-desktop enrol certificate --workspace abidjan --json",
)
def _certificate() -> None:
    from ssc_desktop.services.certificates import own_certificate

    call = this_call()
    with opened(call) as workspace:
        found = own_certificate(workspace.store)

    def show() -> None:
        if found is None:
            call.say(N_("Headquarters has not certified this laptop yet."))
        else:
            call.say(
                N_("Laptop {number} of {office}, approved on {day}"),
                number=call.language.number(found.number),
                office=found.office_name,
                day=call.language.date(found.since.date(), "long"),
            )

    call.answer(found and {**found.body(), "since": plain(found.since)}, show)


def _source(path: Path, *, typed: bool) -> Path | str:
    """The file itself, or the lines that somebody typed into it."""
    from ssc_desktop.services.enrolment import typed_in

    return typed_in(path) if typed else path


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
