"""Certificates: what headquarters approved, sent back with the bundles to an office and kept there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ssc_desktop.services.enrolment import (
    APPROVED,
    CARD_FACT,
    REVOKED,
    joined_card,
    laptop_numbers,
    needs,
    number_laptops,
)
from ssc_desktop.services.headquarters_key import take_cards
from ssc_desktop.services.workspaces import Workspace
from ssc_desktop.storage import bundle_files, change_log, laptops
from ssc_desktop.storage.local import Device, read_fact, write_fact
from ssc_desktop.storage.store import Db, Store
from ssc_desktop.sync.attached import CARD, CERTIFICATES
from ssc_desktop.sync.bundle import Content
from ssc_desktop.vault import certificates as vault
from ssc_desktop.vault.cards import Card
from ssc_desktop.vault.certificates import Certificate as Certificate

_FACT = "certificates"


@dataclass(frozen=True, slots=True)
class CertificateState:
    """Where the certificate of a laptop stands: its number, and the moment it was last written into
    a bundle for its office; None while it waits for the next one."""

    number: int
    sent_at: datetime | None


def certificates_for(workspace: Workspace, office_code: str) -> bytes:
    """The certificates of all laptops of an office, revoked ones too, as a bundle carries them."""
    needs(workspace, "headquarters")
    with workspace.store.reading() as db:
        known = [each for each in laptops.devices(db) if each.office_code == office_code]
    with workspace.store.writing() as db:
        numbers = number_laptops(db)
    made = [_certificate(each, numbers[each.device]) for each in known if each.device in numbers]
    return vault.written(made, workspace.identity)


def take_certificates(db: Db, data: bytes) -> None:
    """At an office: keep the certificates that came with a bundle. They are believed only when
    the headquarters signed them that this office joined."""
    told = read_fact(db, CARD_FACT)
    if told is not None:
        vault.read(data, Card.from_bytes(told).keys.signing_key)
        write_fact(db, _FACT, data)


def hear(db: Db, content: Content) -> None:
    """At an office: keep what the latest bundle of its headquarters says of cards and laptops."""
    take_cards(db, content.sections.get(CARD, b""))
    if CERTIFICATES in content.sections:
        take_certificates(db, content.sections[CERTIFICATES])


def own_certificate(store: Store) -> Certificate | None:
    """What headquarters said last of this laptop; None as long as it said nothing."""
    card = joined_card(store)
    with store.reading() as db:
        data = read_fact(db, _FACT)
        device, _ = change_log.own_source(db)
    if card is None or data is None:
        return None
    found = {each.device: each for each in vault.read(data, card.keys.signing_key)}
    return found.get(device)


def certificate_states(workspace: Workspace) -> dict[str, CertificateState]:
    """At headquarters: by device, where the certificate of each laptop stands."""
    with workspace.store.reading() as db:
        numbers = laptop_numbers(db)
        known = laptops.devices(db)
        latest: dict[str, datetime] = {}
        for each in bundle_files.exported(db):
            if each.office:
                latest[each.office] = max(latest.get(each.office, each.at), each.at)
    return {
        each.device: CertificateState(numbers[each.device], _sent(each, latest))
        for each in known
        if each.device in numbers and each.status in (APPROVED, REVOKED)
    }


def _sent(device: Device, latest: dict[str, datetime]) -> datetime | None:
    at = latest.get(device.office_code)
    return at if at and device.approved_at and at >= device.approved_at else None


def _certificate(device: Device, number: int) -> Certificate:
    assert device.approved_at is not None
    return Certificate(
        device=device.device,
        number=number,
        office_code=device.office_code,
        office_name=device.office_name,
        country=device.country,
        since=device.approved_at,
        revoked_from=(device.revoked_from_seq or 1) if device.status == REVOKED else 0,
    )
