"""Enrolment by file: headquarters' card, an office's request, approval and revocation."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.record import now
from ssc_desktop.language import N_
from ssc_desktop.services.workspaces import Workspace, rekeying, save_keys
from ssc_desktop.storage import change_log, laptops
from ssc_desktop.storage.local import Device as Device
from ssc_desktop.storage.local import read_fact, write_fact
from ssc_desktop.storage.store import Store
from ssc_desktop.vault.cards import CARD_SUFFIX, REQUEST_SUFFIX, Card, Request, read_file
from ssc_desktop.vault.durable import write_whole
from ssc_desktop.vault.identity import PublicKeys

REQUESTED, APPROVED, REVOKED = "requested", "approved", "revoked"
_CARD = "headquarters_card"


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
    _needs(workspace, "headquarters")
    with workspace.store.reading() as db:
        recipient = (read_fact(db, "recovery_recipient") or b"").decode()
    card = Card(workspace.office.name, workspace.identity.public, recipient)
    file = _target(output, workspace.office.code + CARD_SUFFIX)
    _write(file, card.to_bytes(workspace.identity))
    return MadeCard(file, workspace.fingerprint)


def read_card(path: Path) -> Card:
    """The card in a file, to show its fingerprint before joining."""
    return Card.from_bytes(read_file(path))


def joined_card(store: Store) -> Card | None:
    """The headquarters this office joined, if any."""
    with store.reading() as db:
        data = read_fact(db, _CARD)
    return Card.from_bytes(data) if data else None


def join(workspace: Workspace, card_path: Path, output: Path, *, replace: bool = False) -> Joined:
    """Believe a headquarters, let its recovery key open this workspace, ask it to be approved.

    Joining the same headquarters again writes the request again; another one is refused unless
    it is to ``replace`` the first.
    """
    _needs(workspace, "office")
    data = read_file(card_path)
    card = Card.from_bytes(data)
    _refuse_second(workspace.store, card, replace=replace)
    file = _target(output, workspace.office.code + REQUEST_SUFFIX)
    keys = workspace.keys.with_recovery(workspace.key, card.recovery_recipient)
    request = _request(workspace).to_bytes(workspace.identity, card)
    with rekeying(workspace), workspace.store.writing() as db:
        write_fact(db, _CARD, data)
        write_fact(db, "recovery_recipient", card.recovery_recipient.encode())
        for other in laptops.devices(db):
            other.status = REVOKED
        known = _as_device(card.keys, office_name=card.name, status=APPROVED, approved_at=now())
        db.merge(known)
        db.flush()
        _write(file, request)
        save_keys(workspace, keys)
    return Joined(file, card.name, card.keys.fingerprint, workspace.device, workspace.fingerprint)


def read_request(workspace: Workspace, path: Path) -> Request:
    """The request in a file, to compare its fingerprint before approving."""
    _needs(workspace, "headquarters")
    return Request.from_bytes(read_file(path), workspace.identity)


def approve(workspace: Workspace, path: Path) -> Device:
    """Take the bundles of the laptop that wrote this request; twice is as good as once."""
    request = read_request(workspace, path)
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
        return db.merge(device)


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


def revoke(workspace: Workspace, device: str) -> Device:
    """Take no more bundles of a laptop; what it sent until now stays."""
    _needs(workspace, "headquarters")
    with workspace.store.writing() as db:
        known = _known(db.get(Device, device))
        if known.status != REVOKED:
            held = [upto for (name, _), upto in change_log.vector(db).items() if name == device]
            known.status = REVOKED
            known.revoked_from_seq = max(held, default=0) + 1
        return known


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


def _needs(workspace: Workspace, edition: str) -> None:
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
    if joined is not None and joined.keys != card.keys and not replace:
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
