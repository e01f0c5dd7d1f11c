from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.problems import Problem
from ssc_desktop.vault import sealed
from ssc_desktop.vault.cards import Card, Request, read_file
from ssc_desktop.vault.envelope import packed
from ssc_desktop.vault.identity import Identity

HEADQUARTERS = Identity.new()
LAPTOP = Identity.new()
CARD = Card("DEMO Secrétariat", HEADQUARTERS.public, sealed.new_key()[1])
REQUEST = Request(
    LAPTOP.public,
    office_code="ABJ",
    office_name="DEMO Bureau d'Abidjan",
    country="CI",
    officer="DEMO Koné Awa",
    created=datetime(2021, 8, 16, 9, 30, tzinfo=UTC),
)


CARD_FILE = CARD.to_bytes(HEADQUARTERS)
REQUEST_FILE = REQUEST.to_bytes(LAPTOP, CARD)


def outcome(read: Callable[[], object]) -> object:
    try:
        return read()
    except Problem as problem:
        return problem.code


def altered(data: bytes, part: str, **changed: object) -> bytes:
    record = json.loads(data)
    record[part].update(changed)
    return json.dumps(record).encode()


def test_a_card_is_read_as_it_was_written() -> None:
    assert Card.from_bytes(CARD.to_bytes(HEADQUARTERS)) == CARD


@pytest.mark.parametrize("name", ["name", "signing_key", "recipient", "recovery_recipient"])
def test_a_card_with_a_changed_value_is_refused(name: str) -> None:
    stranger = Identity.new()
    forged = {
        "name": "Somebody else",
        "signing_key": packed(stranger.public.signing_key),
        "recipient": stranger.public.recipient,
        "recovery_recipient": stranger.public.recipient,
    }
    data = altered(CARD.to_bytes(HEADQUARTERS), "headquarters", **{name: forged[name]})
    with pytest.raises(Problem, match="card-altered"):
        Card.from_bytes(data)


def test_a_card_signed_by_a_stranger_is_refused() -> None:
    with pytest.raises(Problem, match="card-altered"):
        Card.from_bytes(CARD.to_bytes(Identity.new()))


def test_a_request_handed_in_as_a_card_is_not_a_card() -> None:
    with pytest.raises(Problem, match="not-a-card"):
        Card.from_bytes(REQUEST.to_bytes(LAPTOP, CARD))
    with pytest.raises(Problem, match="not-a-request"):
        Request.from_bytes(CARD.to_bytes(HEADQUARTERS), HEADQUARTERS)


@pytest.mark.parametrize("foreign", [b"", b"%PDF-1.7", b"{}", b"\xff\xfe", b"x" * 100_000])
def test_foreign_files_are_neither(foreign: bytes) -> None:
    with pytest.raises(Problem, match="not-a-card"):
        Card.from_bytes(foreign)
    with pytest.raises(Problem, match="not-a-request"):
        Request.from_bytes(foreign, HEADQUARTERS)


def test_files_of_a_newer_program_are_told() -> None:
    card = json.loads(CARD.to_bytes(HEADQUARTERS)) | {"version": 2}
    request = json.loads(REQUEST.to_bytes(LAPTOP, CARD)) | {"version": 2}
    with pytest.raises(Problem, match="newer-card"):
        Card.from_bytes(json.dumps(card).encode())
    with pytest.raises(Problem, match="newer-request"):
        Request.from_bytes(json.dumps(request).encode(), HEADQUARTERS)


@given(st.data())
def test_every_changed_byte_of_a_card_is_told_or_means_nothing(data: st.DataObject) -> None:
    whole = bytearray(CARD_FILE)
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    read = outcome(lambda: Card.from_bytes(bytes(whole)))
    assert read in (CARD, "card-altered", "not-a-card", "newer-card")


def test_a_request_is_read_by_its_headquarters_as_it_was_written() -> None:
    assert Request.from_bytes(REQUEST.to_bytes(LAPTOP, CARD), HEADQUARTERS) == REQUEST


def test_nothing_about_the_office_stands_in_clear() -> None:
    text = REQUEST.to_bytes(LAPTOP, CARD)
    for secret in ("ABJ", "Abidjan", "Awa", LAPTOP.public.device, LAPTOP.public.recipient):
        assert secret.encode() not in text
    assert set(json.loads(text)) == {"format", "version", "sealed"}


def test_a_request_to_another_headquarters_is_refused() -> None:
    with pytest.raises(Problem, match="request-for-others"):
        Request.from_bytes(REQUEST.to_bytes(LAPTOP, CARD), Identity.new())


def test_a_request_sealed_again_for_another_headquarters_is_refused() -> None:
    other = Identity.new()
    record = json.loads(REQUEST.to_bytes(LAPTOP, CARD))
    inner = HEADQUARTERS.open_sealed(b64decode(record["sealed"]))
    record["sealed"] = packed(sealed.seal(inner, [other.public.recipient]))
    with pytest.raises(Problem, match="request-for-others"):
        Request.from_bytes(json.dumps(record).encode(), other)


def test_a_request_signed_by_another_laptop_is_refused() -> None:
    with pytest.raises(Problem, match="request-altered"):
        Request.from_bytes(REQUEST.to_bytes(Identity.new(), CARD), HEADQUARTERS)


@given(st.data())
def test_every_changed_byte_of_a_request_is_told_or_means_nothing(data: st.DataObject) -> None:
    whole = bytearray(REQUEST_FILE)
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    read = outcome(lambda: Request.from_bytes(bytes(whole), HEADQUARTERS))
    refusals = ("request-altered", "not-a-request", "newer-request", "request-for-others")
    assert read in (REQUEST, *refusals)


def test_a_file_that_cannot_be_read_is_told_by_its_name_alone(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="file-unreadable") as problem:
        read_file(tmp_path / "HQ.sscard")
    assert problem.value.details == {"file": "HQ.sscard"}
