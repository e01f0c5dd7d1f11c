"""Checking an attestation somebody shows: whether we issued it, and whether it still stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ssc_desktop.domain.activity import Activity
from ssc_desktop.domain.attestation import Attestation
from ssc_desktop.domain.problems import Problem
from ssc_desktop.domain.seal import (
    KIND,
    PREFIX,
    Seal,
    Statement,
    is_of_newer_version,
    read_seal,
    read_serial,
)
from ssc_desktop.language import N_
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import activities, laptops, participants
from ssc_desktop.storage import attestations as stored
from ssc_desktop.storage.local import Device
from ssc_desktop.storage.store import Db
from ssc_desktop.vault.identity import PublicKeys
from ssc_desktop.vault.signatures import digest, verify

GENUINE, ALTERED, REVOKED = "genuine", "altered", "revoked"
UNKNOWN, SIGNER_UNKNOWN = "unknown", "signer-unknown"
STATES = (GENUINE, ALTERED, REVOKED, UNKNOWN, SIGNER_UNKNOWN)
MESSAGES = {
    GENUINE: N_("This attestation is genuine and stands."),
    ALTERED: N_("This is not what was issued under this number: the attestation was altered."),
    REVOKED: N_("This attestation was issued and then revoked."),
    UNKNOWN: N_("No attestation of this number or code is known here."),
    SIGNER_UNKNOWN: N_(
        "The laptop that signed this attestation is not one of ours, or was revoked. Do not accept it before its office confirms it."
    ),
}
_NOT_ARRIVED = N_(
    "The signature is genuine. The record has not arrived yet, so a revocation would not be known here."
)
_OTHER_NAME = N_("The name on the paper is not the one this attestation was issued to.")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: the state (one of ``STATES``), a marked message, what is attested.

    ``is_recorded`` tells whether the record is here: only then is a revocation known, and whose
    the attestation is. ``name_fits`` compares the printed name where one was given.
    """

    state: str
    message: str
    serial: str = ""
    activity: str = ""
    title: str = ""
    attended: int | None = None
    possible: int | None = None
    issued_on: date | None = None
    device: str = ""
    office: str = ""
    is_recorded: bool = False
    participant: UUID | None = None
    holder: str = ""
    name_fits: bool | None = None
    revoked_on: date | None = None
    revoked_reason: str = ""


def check_attestation(workspace: Workspace, text: str, *, printed_name: str = "") -> Checked:
    """Check the text of a scanned code, or a serial number; nothing is changed."""
    if is_of_newer_version(text):
        raise Problem(
            "newer-attestation",
            N_(
                "This attestation was issued by a newer version of the program. It was not checked. Update this program."
            ),
        )
    seal, serial = read_seal(text), read_serial(text)
    with workspace.store.reading() as db:
        if seal is not None:
            return _check_seal(db, workspace, seal, text.strip(), printed_name)
        if serial is not None:
            return _check_serial(db, workspace, serial, printed_name)
    return Checked(UNKNOWN, MESSAGES[UNKNOWN])


def _check_serial(db: Db, workspace: Workspace, serial: str, printed_name: str) -> Checked:
    """What the record of this number says; its seal is checked as if it had been scanned."""
    records = stored.by_serial(db, serial)
    if not records:
        return Checked(UNKNOWN, MESSAGES[UNKNOWN], serial=serial)
    text = records[0].seal or ""
    if not text:
        return _as_recorded(db, _without_seal(records[0]), records[0])
    seal = read_seal(text)
    if seal is None:
        return _told(ALTERED, Checked(ALTERED, "", serial=serial))
    return _check_seal(db, workspace, seal, text, printed_name)


def _check_seal(db: Db, workspace: Workspace, seal: Seal, text: str, printed_name: str) -> Checked:
    records = stored.by_serial(db, seal.statement.serial)
    signer = _signer(db, workspace, seal.statement.device)
    found = _as_stated(seal.statement, signer, printed_name)
    if signer is not None and not _is_signed(signer, seal):
        return _told(ALTERED, found)
    record = next((each for each in records if each.seal == text), None)
    if record is None and signer is not None:
        record = next((each for each in records if not each.seal), None)
    if record is None and any(each.seal for each in records):
        return _told(ALTERED, found)
    if record is None:
        trusted = signer is not None and signer.status != "revoked"
        state = GENUINE if trusted else SIGNER_UNKNOWN
        return _told(state, found, _NOT_ARRIVED if trusted else "")
    return _as_recorded(db, found, record)


def _without_seal(record: Attestation) -> Checked:
    """What is known where the seal itself stayed with the office: see ``domain.disclosure``."""
    return Checked(
        state="",
        message="",
        serial=record.serial or "",
        attended=record.attended,
        possible=record.possible,
        issued_on=record.issued_on,
    )


def _as_stated(statement: Statement, signer: Device | None, printed_name: str) -> Checked:
    """What the code says of itself."""
    return Checked(
        state="",
        message="",
        serial=statement.serial,
        activity=statement.activity,
        attended=statement.attended,
        possible=statement.possible,
        issued_on=statement.issued_on,
        device=statement.device,
        office=signer.office_code if signer else "",
        name_fits=statement.is_of(printed_name) if printed_name.strip() else None,
    )


def _as_recorded(db: Db, found: Checked, record: Attestation) -> Checked:
    """What the record adds: whose it is, and whether it was revoked."""
    person = participants.standing(db, record.participant_id) if record.participant_id else None
    activity = activities.by_key(db, record.activity_id) if record.activity_id else None
    shown = person if person and not person.removed else None
    is_revoked = record.revoked_on is not None or bool(record.removed)
    told = replace(
        found,
        activity=_code(activity) or found.activity,
        title=(activity.title if activity else None) or "",
        is_recorded=True,
        participant=person.id if person else record.participant_id,
        holder=shown.full_name if shown else "",
        revoked_on=record.revoked_on,
        revoked_reason=record.revoked_reason or "",
    )
    return _told(REVOKED if is_revoked else GENUINE, told)


def _told(state: str, found: Checked, message: str = "") -> Checked:
    """The answer; another name on genuine paper is an alteration of the paper."""
    if state == GENUINE and found.name_fits is False:
        return replace(found, state=ALTERED, message=_OTHER_NAME)
    return replace(found, state=state, message=message or MESSAGES[state])


def _signer(db: Db, workspace: Workspace, device: str) -> Device | None:
    """The laptop of this id, this one included, by the hash of its very key."""
    own = workspace.identity.public
    if own.device == device:
        return Device(
            device=device,
            office_code=workspace.office.code,
            signing_key=own.signing_key,
            recipient=own.recipient,
            status="own",
        )
    known = {
        PublicKeys(each.signing_key, each.recipient).device: each for each in laptops.devices(db)
    }
    return known.get(device)


def _is_signed(signer: Device, seal: Seal) -> bool:
    return verify(signer.signing_key, seal.signature, KIND, PREFIX.encode(), digest(seal.stated))


def _code(activity: Activity | None) -> str:
    return (activity.code if activity else None) or ""
