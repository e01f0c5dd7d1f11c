"""Enrolment by file or by typed lines: headquarters' card, an office's request, approval and revocation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import timedelta
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services import acknowledgement
from ssc_desktop.services.workspaces import Workspace, rekeying, save_keys
from ssc_desktop.storage import change_log, laptops
from ssc_desktop.storage.local import Device as Device
from ssc_desktop.storage.local import read_fact, write_fact
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.vault.cards import CARD_SUFFIX, REQUEST_SUFFIX, Card, Request, read_file
from ssc_desktop.vault.durable import write_whole
from ssc_desktop.vault.identity import PublicKeys
from ssc_desktop.vault.typed_cards import card_file, request_from, typed_card, typed_request

REQUESTED, APPROVED, REVOKED = "requested", "approved", "revoked"
CARD_FACT = "headquarters_card"
_NUMBERS, _EARLIER = "laptop_numbers", "headquarters_earlier"
BOTH_KEYS = timedelta(days=365)
"""For how long offices seal their bundles to headquarters' key of before as well."""


@dataclass(frozen=True, slots=True)
class MadeCard:
    """A card that was written, and the fingerprint to print beside it."""

    file: Path
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Joined:
    """A headquarters that was joined: both fingerprints are compared with those on paper."""

    file: Path
    headquarters: str
    headquarters_fingerprint: str
    device: str
    fingerprint: str


def make_card(workspace: Workspace, output: Path) -> MadeCard:
    """Write the card by which offices get to know this headquarters."""
    data = card_of(workspace)
    file = _target(output, workspace.office.code + CARD_SUFFIX)
    _write(file, data)
    return MadeCard(file, workspace.fingerprint)


def card_of(workspace: Workspace) -> bytes:
    """The content of the card by which offices get to know this headquarters."""
    needs(workspace, "headquarters")
    with workspace.store.reading() as db:
        recipient = (read_fact(db, "recovery_recipient") or b"").decode()
    public, number = workspace.identity.public, len(workspace.identity.earlier)
    card = Card(workspace.office.name, public, recipient, number)
    return card.to_bytes(workspace.identity)


def card_lines(workspace: Workspace) -> list[str]:
    """The card of this headquarters as lines to print, for an office that no file can reach."""
    return typed_card(card_of(workspace))


def typed_in(file: Path) -> str:
    """The lines that somebody typed into a file."""
    return read_file(file).decode(errors="replace")


def read_card(source: Path | str) -> Card:
    """The card in a file, or in lines that were typed, to show its fingerprint before joining."""
    return Card.from_bytes(_card_data(source))


def _card_data(source: Path | str) -> bytes:
    return read_file(source) if isinstance(source, Path) else card_file(source)


def joined_card(store: Store) -> Card | None:
    """The headquarters this office joined, if any."""
    with store.reading() as db:
        data = read_fact(db, CARD_FACT)
    return Card.from_bytes(data) if data else None


def join(
    workspace: Workspace, source: Path | str, output: Path, *, replace: bool = False
) -> Joined:
    """Believe a headquarters, let its recovery key open this workspace, ask it to be approved.
    ``source`` is the file of its card, or the lines on its paper as they were typed.

    Joining the same headquarters again writes the request again; another one is refused unless
    it is to ``replace`` the first.
    """
    needs(workspace, "office")
    data = _card_data(source)
    card = Card.from_bytes(data)
    _refuse_second(workspace.store, card, replace=replace)
    file = _target(output, workspace.office.code + REQUEST_SUFFIX)
    keys = workspace.keys.with_recovery(workspace.key, card.recovery_recipient)
    request = _request(workspace).to_bytes(workspace.identity, card)
    before = joined_card(workspace.store)
    with rekeying(workspace), workspace.store.writing() as db:
        if before is not None and card.follows(before):
            keep_earlier_key(db, before)
        write_fact(db, CARD_FACT, data)
        write_fact(db, "recovery_recipient", card.recovery_recipient.encode())
        for other in laptops.devices(db):
            other.status = REVOKED
            if other.device != card.keys.device:
                acknowledgement.forget(db)
        known = _as_device(card.keys, office_name=card.name, status=APPROVED, approved_at=now())
        db.merge(known)
        db.flush()
        _write(file, request)
        save_keys(workspace, keys)
    return Joined(file, card.name, card.keys.fingerprint, workspace.device, workspace.fingerprint)


def request_lines(workspace: Workspace) -> list[str]:
    """This laptop's request as lines to print, for a headquarters that no file can reach."""
    needs(workspace, "office")
    card = joined_card(workspace.store)
    if card is None:
        raise Problem(
            "not-joined",
            N_(
                "This office has not joined a headquarters yet. Nothing was written. Join one first."
            ),
        )
    request = replaced(_request(workspace), officer=workspace.office.name)
    return typed_request(request, workspace.identity, card)


def read_request(workspace: Workspace, source: Path | str) -> Request:
    """The request in a file, or in lines that were typed, to compare its fingerprint before
    approving."""
    needs(workspace, "headquarters")
    if isinstance(source, Path):
        return Request.from_bytes(read_file(source), workspace.identity)
    return request_from(source, workspace.identity)


def approve(workspace: Workspace, source: Path | str) -> Device:
    """Take the bundles of the laptop that wrote this request; twice is as good as once. Its
    certificate goes back with the next bundle to its office."""
    request = read_request(workspace, source)
    with workspace.store.writing() as db:
        known = db.get(Device, request.keys.device)
        if known is not None:
            _refuse_unlike(known, request.keys)
        approved_at = known.approved_at if known is not None else None
        device = _as_device(
            request.keys,
            office_code=request.office_code,
            office_name=request.office_name,
            country=request.country,
            officer=request.officer,
            status=APPROVED,
            approved_at=approved_at or now(),
        )
        device = db.merge(device)
        db.flush()
        number_laptops(db)
        return device


def list_devices(store: Store) -> list[Device]:
    """Every laptop known here, by office; at an office, its headquarters."""
    with store.reading() as db:
        return laptops.devices(db)


def find_device(store: Store, device: str) -> Device:
    """The laptop of this id, or a Problem."""
    with store.reading() as db:
        return _known(db.get(Device, device))


def fingerprint_of(device: Device) -> str:
    """The fingerprint of a laptop that is known here."""
    return PublicKeys(device.signing_key, device.recipient).fingerprint


def revoke(workspace: Workspace, device: str, from_number: int | None = None) -> Device:
    """Take no more of a laptop from one of its changes on; what it sent before stays. Without a
    number that is all that has not come until now. Revoked again, only an earlier number counts.
    """
    needs(workspace, "headquarters")
    if from_number is not None and from_number < 1:
        raise Problem(
            "bad-number",
            N_("Changes are numbered from 1 on. Nothing was changed."),
            field="from_number",
        )
    with workspace.store.writing() as db:
        known = _known(db.get(Device, device))
        held = [upto for (name, _), upto in change_log.vector(db).items() if name == device]
        limit = from_number or max(held, default=0) + 1
        if known.status != REVOKED or limit < (known.revoked_from_seq or limit):
            known.status = REVOKED
            known.revoked_from_seq = limit
        return known


def keep_earlier_key(db: Db, before: Card) -> None:
    """Remember headquarters' key of before and until when bundles are sealed to it as well."""
    known = earlier_keys(db)
    known[before.keys.recipient] = (now() + BOTH_KEYS).isoformat()
    write_fact(db, _EARLIER, json.dumps(known).encode())


def earlier_keys(db: Db) -> dict[str, str]:
    """Headquarters' keys of before, and until when bundles are sealed to each."""
    told = read_fact(db, _EARLIER)
    return dict(json.loads(told)) if told else {}


def laptop_numbers(db: Db) -> dict[str, int]:
    """The numbers that laptops were given until now."""
    told = read_fact(db, _NUMBERS)
    return dict(json.loads(told)) if told else {}


def number_laptops(db: Db) -> dict[str, int]:
    """The number of each laptop of this headquarters, counted in the order of their approval; a
    number once given stays."""
    numbers = laptop_numbers(db)
    known = [
        each for each in laptops.devices(db) if each.approved_at and each.device not in numbers
    ]
    for each in sorted(known, key=lambda each: (each.approved_at or now(), each.device)):
        numbers[each.device] = max(numbers.values(), default=0) + 1
    if known:
        write_fact(db, _NUMBERS, json.dumps(numbers).encode())
    return numbers


def _request(workspace: Workspace) -> Request:
    return Request(
        keys=workspace.identity.public,
        office_code=workspace.office.code,
        office_name=workspace.office.name,
        country=workspace.office.country,
        officer=(workspace.officer.name if workspace.officer else None) or workspace.office.name,
        created=now(),
    )


def _as_device(keys: PublicKeys, **known: object) -> Device:
    return Device(
        device=keys.device, signing_key=keys.signing_key, recipient=keys.recipient, **known
    )


def needs(workspace: Workspace, edition: str) -> None:
    """Raise a Problem unless this is the workspace of an office, or of a headquarters."""
    if workspace.edition == edition:
        return
    if edition == "headquarters":
        raise Problem(
            "headquarters-only",
            N_("Only a headquarters can do this; this is an office's workspace. Nothing was done."),
        )
    raise Problem(
        "office-only",
        N_("Only an office can do this; this is a headquarters' workspace. Nothing was done."),
    )


def _refuse_second(store: Store, card: Card, *, replace: bool) -> None:
    joined = joined_card(store)
    if joined is None or joined.keys == card.keys or card.follows(joined):
        return
    if not replace:
        raise Problem(
            "other-headquarters",
            N_(
                "This office has joined another headquarters. Nothing was changed."
                " Compare the fingerprints; replace it only if headquarters asks you to."
            ),
        )


def _refuse_unlike(known: Device, keys: PublicKeys) -> None:
    if (known.signing_key, known.recipient) != (keys.signing_key, keys.recipient):
        raise Problem(
            "other-keys",
            N_("A laptop of this id is known here with other keys. Nothing was changed."),
        )
    if known.status == REVOKED:
        raise Problem(
            "device-revoked",
            N_(
                "This laptop was revoked and stays so. Nothing was changed."
                " Let the office make a new workspace and ask again."
            ),
        )


def _known(device: Device | None) -> Device:
    if device is None:
        raise Problem(
            "unknown-device", N_("There is no laptop of this id here. Nothing was changed.")
        )
    return device


def _target(output: Path, name: str) -> Path:
    """The file a person means by ``output``: a folder gets one of the usual name."""
    return output / name if output.is_dir() else output


def _write(file: Path, data: bytes) -> None:
    try:
        write_whole(file, data)
    except OSError:
        raise Problem(
            "file-not-written",
            N_("The file {file} could not be written. Nothing was changed. Choose another place."),
            file=file.name,
        ) from None
