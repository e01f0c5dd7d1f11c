"""The certificate of a laptop: what headquarters approved or revoked, signed by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from ssc_desktop.language import N_
from ssc_desktop.vault import signatures
from ssc_desktop.vault.envelope import (
    Envelope,
    Malformed,
    canonical,
    octets,
    packed,
    section,
    text,
    whole,
)
from ssc_desktop.vault.identity import Identity

_KIND = "application/vnd.ssc.certificate.v1"
_MOST = 999_999
_DAMAGED = (
    "certificate-altered",
    N_("The certificate in this bundle is damaged or was altered. Nothing was imported."),
)
CERTIFICATES = Envelope(
    "ssc-desktop-certificates",
    1,
    _DAMAGED,
    (
        "newer-certificate",
        N_("The certificate in this bundle was made by a newer version. Install that version."),
    ),
    _DAMAGED,
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What headquarters says of one laptop: its number, its office, the country whose records it
    is given, since when, and from which change on it is revoked; 0 when it is not."""

    device: str
    number: int
    office_code: str
    office_name: str
    country: str
    since: datetime
    revoked_from: int = 0

    def body(self) -> dict[str, object]:
        """What is signed."""
        return {
            "device": self.device,
            "number": self.number,
            "office_code": self.office_code,
            "office_name": self.office_name,
            "country": self.country,
            "since": self.since.astimezone(UTC).isoformat(timespec="seconds"),
            "revoked_from": self.revoked_from,
        }


def written(certificates: Iterable[Certificate], identity: Identity) -> bytes:
    """The certificates as they travel, each signed by headquarters."""
    signed = []
    for each in certificates:
        body = each.body()
        signature = identity.sign(_KIND, b"", signatures.digest(canonical(body)))
        signed.append({"certificate": body, "signature": packed(signature)})
    return CERTIFICATES.write({"certificates": signed})


def read(data: bytes, signing_key: bytes) -> list[Certificate]:
    """The certificates in ``data``; a Problem unless this key signed every one of them."""
    record = CERTIFICATES.read(data)
    with CERTIFICATES.believing():
        listed = record.get("certificates")
        if not isinstance(listed, list):
            raise Malformed("certificates")
        return [_believed(each, signing_key) for each in listed]


def _believed(record: object, signing_key: bytes) -> Certificate:
    if not isinstance(record, dict):
        raise Malformed("certificate")
    body = section(record, "certificate")
    signature = octets(record, "signature", 64, 64)
    content = signatures.digest(canonical(body))
    if not signatures.verify(signing_key, signature, _KIND, b"", content):
        raise Malformed("signature")
    return _from(body)


def _from(body: Mapping[str, object]) -> Certificate:
    return Certificate(
        device=text(body, "device", 16),
        number=whole(body, "number", 1, _MOST),
        office_code=text(body, "office_code", 16),
        office_name=text(body, "office_name"),
        country=text(body, "country", 2),
        since=datetime.fromisoformat(text(body, "since", 40)),
        revoked_from=whole(body, "revoked_from", 0, 2**62),
    )
