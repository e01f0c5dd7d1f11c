"""What headquarters and offices hand each other to know one another: the card and the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.vault import sealed, signatures
from ssc_desktop.vault.envelope import (
    LARGEST,
    Envelope,
    Malformed,
    canonical,
    octets,
    packed,
    parsed,
    section,
    text,
    whole,
)
from ssc_desktop.vault.identity import Identity, PublicKeys

CARD_SUFFIX = ".sscard"
REQUEST_SUFFIX = ".sscreq"
_MOST_KEYS = 999
_CARD_KIND = "application/vnd.ssc.card.v1"
_REQUEST_KIND = "application/vnd.ssc.request.v1"

_CARD_ALTERED = (
    "card-altered",
    N_("This headquarters card is damaged or was altered. It was not taken. Ask for a new copy."),
)
_REQUEST_ALTERED = (
    "request-altered",
    N_("This request is damaged or was altered. It was not taken. Ask the office for a new one."),
)
_FOR_OTHERS = (
    "request-for-others",
    N_("This request was written for another headquarters. It was not taken."),
)
CARDS = Envelope(
    "ssc-desktop-card",
    1,
    ("not-a-card", N_("This file is not a headquarters card. Choose a file ending in .sscard.")),
    (
        "newer-card",
        N_(
            "This headquarters card was made by a newer version of the program. It was not taken."
            " Install the newer version."
        ),
    ),
    _CARD_ALTERED,
)
REQUESTS = Envelope(
    "ssc-desktop-request",
    1,
    ("not-a-request", N_("This file is not an office's request. Choose a file ending in .sscreq.")),
    (
        "newer-request",
        N_(
            "This request was made by a newer version of the program. It was not taken."
            " Install the newer version."
        ),
    ),
    _REQUEST_ALTERED,
)


@dataclass(frozen=True, slots=True)
class Card:
    """A headquarters as offices know it: whom to trust, whom to write to, who can recover."""

    name: str
    keys: PublicKeys
    recovery_recipient: str
    number: int = 0
    """How many times this headquarters has changed the key that bundles are sealed to."""

    def to_bytes(self, identity: Identity) -> bytes:
        """The text of a card file, signed by the headquarters it describes."""
        body = card_body(self)
        return CARDS.write({"headquarters": body, **_signature(identity, _CARD_KIND, body)})

    @classmethod
    def from_bytes(cls, data: bytes) -> Card:
        """The card in a file's content; an altered one is refused."""
        record = CARDS.read(data)
        with CARDS.believing():
            body = section(record, "headquarters")
            keys = _signed_keys(record, body, _CARD_KIND)
            number = whole(body, "number", 0, _MOST_KEYS) if "number" in body else 0
            recovery = _recipient(body, "recovery_recipient")
            return cls(text(body, "name"), keys, recovery, number)

    def follows(self, other: Card) -> bool:
        """Whether this is a later card of the same headquarters: the key that signs both stays."""
        return self.keys.signing_key == other.keys.signing_key and self.number > other.number


@dataclass(frozen=True, slots=True)
class Request:
    """A laptop that asks headquarters to take its bundles."""

    keys: PublicKeys
    office_code: str
    office_name: str
    country: str
    officer: str
    created: datetime

    def to_bytes(self, identity: Identity, card: Card) -> bytes:
        """The text of a request file: signed by the laptop, readable by that headquarters only."""
        body, signature = self.signed(identity, card)
        inner = canonical({"request": body, "signature": packed(signature)})
        return REQUESTS.write({"sealed": packed(sealed.seal(inner, [card.keys.recipient]))})

    @classmethod
    def from_bytes(cls, data: bytes, headquarters: Identity) -> Request:
        """The request in a file's content, opened and checked by the headquarters it is for."""
        record = REQUESTS.read(data)
        with REQUESTS.believing():
            outer = octets(record, "sealed", 1, LARGEST)
        inner = _opened(outer, headquarters)
        with REQUESTS.believing():
            opened = parsed(inner)
        return cls.from_record(opened, headquarters)

    def signed(self, identity: Identity, card: Card) -> tuple[dict[str, object], bytes]:
        """What a request says to one headquarters, and its signature."""
        body = request_body(self, card.keys.device)
        content = signatures.digest(canonical(body))
        return body, identity.sign(_REQUEST_KIND, b"", content)

    @classmethod
    def from_record(cls, record: Mapping[str, object], headquarters: Identity) -> Request:
        """The request in a record that was opened or typed, checked by whom it is for."""
        with REQUESTS.believing():
            request, addressee = cls._believed(record)
        if addressee != headquarters.public.device:
            raise Problem(*_FOR_OTHERS)
        return request

    @classmethod
    def _believed(cls, record: Mapping[str, object]) -> tuple[Request, str]:
        body = section(record, "request")
        keys = _signed_keys(record, body, _REQUEST_KIND)
        if body.get("device") != keys.device:
            raise Malformed("device")
        request = cls(
            keys=keys,
            office_code=text(body, "office_code", 16),
            office_name=text(body, "office_name"),
            country=text(body, "country", 2),
            officer=text(body, "officer"),
            created=datetime.fromisoformat(text(body, "created", 40)),
        )
        return request, text(body, "headquarters", 16)


def card_body(card: Card) -> dict[str, object]:
    """What a card says, as it is signed."""
    return {
        "name": card.name,
        **_written_keys(card.keys),
        "recovery_recipient": card.recovery_recipient,
        **({"number": card.number} if card.number else {}),
    }


def request_body(request: Request, headquarters: str) -> dict[str, object]:
    """What a request says to the headquarters of a device id, as it is signed."""
    return {
        **_written_keys(request.keys),
        "device": request.keys.device,
        # Named so that a request cannot be sealed again and shown to another headquarters.
        "headquarters": headquarters,
        "office_code": request.office_code,
        "office_name": request.office_name,
        "country": request.country,
        "officer": request.officer,
        "created": request.created.astimezone(UTC).isoformat(timespec="seconds"),
    }


def read_file(path: Path) -> bytes:
    """The content of a card or request file, as much as one can have."""
    try:
        with path.open("rb") as file:
            return file.read(2 * LARGEST)
    except OSError:
        raise Problem(
            "file-unreadable",
            N_("The file {file} cannot be read. Nothing was changed. Check where it lies."),
            file=path.name,
        ) from None


def _opened(sealed_body: bytes, headquarters: Identity) -> bytes:
    try:
        return headquarters.open_sealed(sealed_body)
    except Problem as problem:
        others = problem.code == "sealed-for-others"
        raise Problem(*(_FOR_OTHERS if others else _REQUEST_ALTERED)) from None


def _written_keys(keys: PublicKeys) -> dict[str, object]:
    return {"signing_key": packed(keys.signing_key), "recipient": keys.recipient}


def _signature(identity: Identity, kind: str, body: Mapping[str, object]) -> dict[str, object]:
    content = signatures.digest(canonical(body))
    return {"signature": packed(identity.sign(kind, b"", content))}


def _signed_keys(record: Mapping[str, object], body: Mapping[str, object], kind: str) -> PublicKeys:
    """The keys in ``body``, once the signature in ``record`` says that their holder wrote it."""
    keys = PublicKeys(octets(body, "signing_key", 32, 32), _recipient(body, "recipient"))
    signature = octets(record, "signature", 64, 64)
    content = signatures.digest(canonical(body))
    if not signatures.verify(keys.signing_key, signature, kind, b"", content):
        raise Malformed("signature")
    return keys


def _recipient(body: Mapping[str, object], name: str) -> str:
    found = text(body, name)
    if not sealed.is_recipient(found):
        raise Malformed(name)
    return found
