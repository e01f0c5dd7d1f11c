"""Cards and requests as lines of text: typed carelessly they are understood, wrongly they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssc_desktop.domain.problems import Problem
from ssc_desktop.vault import bech32, sealed
from ssc_desktop.vault.cards import Card, Request
from ssc_desktop.vault.identity import Identity
from ssc_desktop.vault.typed_cards import card_file, request_from, typed_card, typed_request
from ssc_desktop.vault.typed_lines import as_code, as_lines, from_lines

HEADQUARTERS, LAPTOP = Identity.new(), Identity.new()
CARD = Card("DEMO Secrétariat عام", HEADQUARTERS.public, sealed.new_key()[1], 3)
FILE = CARD.to_bytes(HEADQUARTERS)
LINES = typed_card(FILE)
REQUEST = Request(
    keys=LAPTOP.public,
    office_code="ABJ",
    office_name="DEMO Bureau d’Abidjan",
    country="CI",
    officer="DEMO Bureau d’Abidjan",
    created=datetime(2021, 8, 16, 9, 30, tzinfo=UTC),
)
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(data=st.binary(max_size=300))
@settings(max_examples=60)
def test_what_was_printed_comes_back(data: bytes) -> None:
    assert from_lines("\n".join(as_lines(data))) == data
    assert from_lines(as_code(as_lines(data))) == data


def test_a_card_typed_is_the_file_to_the_byte() -> None:
    assert card_file("\n".join(LINES)) == FILE
    assert Card.from_bytes(card_file(as_code(LINES))) == CARD


def test_people_type_as_they_like() -> None:
    careless = [
        f" {number}. {line.lower().replace('0', 'o').replace('1', 'l').replace(' ', '-')} \n"
        for number, line in enumerate(LINES, 1)
    ]
    assert card_file("\n".join(careless)) == FILE
    arabic = "\n".join(LINES).translate(str.maketrans("23456789", "٢٣٤٥٦٧٨٩"))
    assert card_file(arabic) == FILE


@given(
    line=st.integers(0, len(LINES) - 1),
    place=st.integers(0, 23),
    letter=st.sampled_from(_LETTERS),
)
@settings(max_examples=150)
def test_one_wrong_letter_is_told_with_its_line(line: int, place: int, letter: str) -> None:
    letters = LINES[line].replace(" ", "")
    place %= len(letters)
    if letters[place] == letter:
        return
    typed = list(LINES)
    typed[line] = letters[:place] + letter + letters[place + 1 :]
    with pytest.raises(Problem) as refused:
        card_file("\n".join(typed))
    assert (refused.value.code, refused.value.details) == ("line-wrong", {"line": line + 1})


@given(line=st.integers(0, len(LINES) - 1), place=st.integers(0, 22))
@settings(max_examples=100)
def test_two_letters_exchanged_are_told(line: int, place: int) -> None:
    letters = LINES[line].replace(" ", "")
    place %= len(letters) - 1
    one, other = letters[place : place + 2]
    if one == other:
        return
    typed = list(LINES)
    typed[line] = letters[:place] + other + one + letters[place + 2 :]
    with pytest.raises(Problem) as refused:
        card_file("\n".join(typed))
    assert refused.value.details == {"line": line + 1}


def test_lines_exchanged_left_out_or_typed_twice_are_told() -> None:
    for typed in (
        [LINES[1], LINES[0], *LINES[2:]],
        [*LINES[:4], *LINES[5:]],
        [*LINES[:2], LINES[1], *LINES[2:]],
    ):
        with pytest.raises(Problem) as refused:
            card_file("\n".join(typed))
        assert refused.value.code == "line-wrong"
    with pytest.raises(Problem) as refused:
        card_file("\n".join(LINES[:-1]))
    assert refused.value.code == "lines-missing"
    with pytest.raises(Problem) as refused:
        card_file(" \n ")
    assert refused.value.code == "nothing-typed"


@given(text=st.text(max_size=300))
@settings(max_examples=200)
def test_anything_typed_is_a_card_or_a_problem(text: str) -> None:
    with pytest.raises(Problem):
        card_file(text)
    with pytest.raises(Problem):
        request_from(text, HEADQUARTERS)


@given(body=st.binary(max_size=260))
@settings(max_examples=100)
def test_lines_of_anything_else_are_refused(body: bytes) -> None:
    for start in (b"\x01\x01", b"\x02\x01", b""):
        with pytest.raises(Problem):
            card_file("\n".join(as_lines(start + body)))
        with pytest.raises(Problem):
            request_from("\n".join(as_lines(start + body)), HEADQUARTERS)


def test_a_request_typed_is_believed_by_its_headquarters_alone() -> None:
    lines = "\n".join(typed_request(REQUEST, LAPTOP, CARD))
    assert request_from(lines, HEADQUARTERS) == REQUEST
    with pytest.raises(Problem) as refused:
        request_from(lines, Identity.new())
    assert refused.value.code == "request-for-others"
    with pytest.raises(Problem) as refused:
        card_file(lines)
    assert refused.value.code == "other-text"
    forged = typed_request(replace(REQUEST, country="ML"), LAPTOP, CARD)
    assert request_from("\n".join(forged), HEADQUARTERS).country == "ML"
    with pytest.raises(Problem) as refused:
        request_from("\n".join(typed_request(REQUEST, Identity.new(), CARD)), HEADQUARTERS)
    assert refused.value.code == "request-altered"


def test_the_keys_of_recipients_come_back() -> None:
    for _ in range(20):
        recipient = sealed.new_key()[1]
        assert bech32.recipient_of(bech32.key_of(recipient)) == recipient
    for wrong in ("", "age1", recipient[:-1] + ("q" if recipient[-1] != "q" else "p"), "bc1qq"):
        with pytest.raises(ValueError, match="recipient"):
            bech32.key_of(wrong)


def test_an_identity_opens_what_was_sealed_to_a_key_of_before() -> None:
    before = Identity.new()
    after = before.with_new_age_key().with_new_age_key()
    assert after.public.device == before.public.device
    assert after.public.fingerprint != before.public.fingerprint
    again = Identity.from_bytes(after.to_bytes())
    for public in (before.public, after.public):
        assert again.open_sealed(sealed.seal(b"kept", [public.recipient])) == b"kept"
    with pytest.raises(Problem) as refused:
        again.open_sealed(sealed.seal(b"kept", [LAPTOP.public.recipient]))
    assert refused.value.code == "sealed-for-others"
    with pytest.raises(Problem):
        before.open_sealed(sealed.seal(b"kept", [after.public.recipient]))


def test_a_later_card_of_the_same_key_follows_an_earlier_one() -> None:
    later = replace(CARD, number=4)
    assert later.follows(CARD)
    assert not CARD.follows(later)
    assert not replace(later, keys=LAPTOP.public).follows(CARD)
    old = replace(CARD, number=0).to_bytes(HEADQUARTERS)
    assert b"number" not in old
    assert Card.from_bytes(old).number == 0
