"""Cards and requests as text on paper: typed or scanned, they are the files they were made from."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from ssc_desktop.domain.problems import Problem
from ssc_desktop.language import N_
from ssc_desktop.vault import bech32
from ssc_desktop.vault.cards import CARDS, Card, Request, card_body, request_body
from ssc_desktop.vault.envelope import Malformed, octets, packed
from ssc_desktop.vault.identity import Identity, PublicKeys
from ssc_desktop.vault.typed_lines import as_lines, from_lines

_CARD, _REQUEST = b"\x01\x01", b"\x02\x01"
_KEY, _SIGNATURE, _DEVICE = 32, 64, 8


def typed_card(data: bytes) -> list[str]:
    """The lines that stand for a card file."""
    card = Card.from_bytes(data)
    keys = [bech32.key_of(each) for each in (card.keys.recipient, card.recovery_recipient)]
    signature = octets(CARDS.read(data), "signature", _SIGNATURE, _SIGNATURE)
    told = (card.number.to_bytes(2), card.keys.signing_key, *keys, signature, card.name.encode())
    return as_lines(_CARD + b"".join(told))


def card_file(typed: str) -> bytes:
    """The content of the card file that these lines stand for."""
    reader = _reader(typed, _CARD)
    with CARDS.believing():
        number = int.from_bytes(_taken(reader, 2))
        signing_key = _taken(reader, _KEY)
        recipient, recovery = (bech32.recipient_of(_taken(reader, _KEY)) for _ in range(2))
        signature = _taken(reader, _SIGNATURE)
        card = Card(reader.read().decode(), PublicKeys(signing_key, recipient), recovery, number)
    data = CARDS.write({"headquarters": card_body(card), "signature": packed(signature)})
    Card.from_bytes(data)
    return data


def typed_request(request: Request, identity: Identity, card: Card) -> list[str]:
    """The lines of a request. They name the office and no officer, so they need not be sealed."""
    body, signature = request.signed(identity, card)
    told = [
        int(request.created.timestamp()).to_bytes(4),
        bytes.fromhex(card.keys.device),
        request.keys.signing_key,
        bech32.key_of(request.keys.recipient),
        signature,
        *(_sized(str(body[name])) for name in ("office_code", "country", "office_name")),
    ]
    return as_lines(_REQUEST + b"".join(told))


def request_from(typed: str, headquarters: Identity) -> Request:
    """The request that these lines stand for, checked by the headquarters it is for."""
    reader = _reader(typed, _REQUEST)
    try:
        created = datetime.fromtimestamp(int.from_bytes(_taken(reader, 4)), UTC)
        addressee = _taken(reader, _DEVICE).hex()
        signing_key, raw = _taken(reader, _KEY), _taken(reader, _KEY)
        signature = _taken(reader, _SIGNATURE)
        code, country, name = (_taken(reader, _taken(reader, 1)[0]).decode() for _ in range(3))
    except (ValueError, OverflowError, OSError):
        raise _other_text() from None
    keys = PublicKeys(signing_key, bech32.recipient_of(raw))
    request = Request(keys, code, name, country, name, created)
    record = {"request": request_body(request, addressee), "signature": packed(signature)}
    return Request.from_record(record, headquarters)


def _reader(typed: str, kind: bytes) -> BytesIO:
    reader = BytesIO(from_lines(typed))
    if reader.read(len(kind)) != kind:
        raise _other_text()
    return reader


def _taken(reader: BytesIO, size: int) -> bytes:
    found = reader.read(size)
    if len(found) != size:
        raise Malformed("size")
    return found


def _sized(text: str) -> bytes:
    data = text.encode()
    return bytes([len(data)]) + data


def _other_text() -> Problem:
    return Problem(
        "other-text",
        N_(
            "These lines stand for something else. Nothing was changed. Headquarters prints a card,"
            " an office prints a request: look which of the two is needed here."
        ),
    )
