from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.problems import Problem
from ssc_desktop.vault import sealed

STANZA = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
MAC = b"--- " + b"C" * 43 + b"\n"
MAGIC = b"age-encryption.org/v1\n"


def seconds_to_refuse(forged: bytes, secret: str) -> float:
    times = []
    for _ in range(3):
        start = perf_counter()
        with pytest.raises(Problem, match="sealed-damaged"):
            sealed.open_sealed(forged, secret)
        times.append(perf_counter() - start)
    return min(times)


@pytest.fixture(scope="module")
def readers() -> list[tuple[str, str]]:
    return [sealed.new_key() for _ in range(sealed.MOST_RECIPIENTS)]


def test_each_of_sixty_four_readers_opens_it_alone(readers: list[tuple[str, str]]) -> None:
    body = sealed.seal(b"attendance", [recipient for _, recipient in readers])
    assert b"attendance" not in body
    assert len(readers) == 64
    assert [sealed.open_sealed(body, secret) for secret, _ in readers] == [b"attendance"] * 64


def test_one_reader_more_and_none_at_all_are_refused(readers: list[tuple[str, str]]) -> None:
    recipients = [recipient for _, recipient in readers]
    with pytest.raises(Problem, match="too-many-recipients"):
        sealed.seal(b"", [*recipients, sealed.new_key()[1]])
    with pytest.raises(Problem, match="no-recipient"):
        sealed.seal(b"", [])


def test_a_reader_named_twice_counts_once(readers: list[tuple[str, str]]) -> None:
    secret, recipient = readers[0]
    body = sealed.seal(b"x", [recipient] * 20)
    assert sealed.count_stanzas(body) <= 2
    assert sealed.open_sealed(body, secret) == b"x"


def test_a_stranger_is_told_that_it_is_for_others(readers: list[tuple[str, str]]) -> None:
    stranger, _ = sealed.new_key()
    with pytest.raises(Problem, match="sealed-for-others"):
        sealed.open_sealed(sealed.seal(b"x", [readers[0][1]]), stranger)


def test_a_recipient_is_known_from_its_secret_and_told_from_other_text() -> None:
    secret, recipient = sealed.new_key()
    assert sealed.recipient_of(secret) == recipient
    assert sealed.is_recipient(recipient)
    assert not sealed.is_recipient(secret)
    assert not sealed.is_recipient("age1")


@pytest.mark.parametrize("stanzas", [10, 65, 66, 128, 4_000, 1_000_000])
def test_a_forged_header_is_refused_at_once(stanzas: int, readers: list[tuple[str, str]]) -> None:
    assert seconds_to_refuse(MAGIC + STANZA * stanzas + MAC + b"body", readers[0][0]) < 0.05


def test_an_endless_stanza_is_refused_at_once(readers: list[tuple[str, str]]) -> None:
    for filler in (b"A" * 10_000_000, (b"A" * 64 + b"\n") * 100_000):
        forged = MAGIC + b"-> X25519 " + filler + b"\n" + MAC
        assert seconds_to_refuse(forged, readers[0][0]) < 0.05


def test_stanzas_are_counted_as_age_writes_them(readers: list[tuple[str, str]]) -> None:
    for count in (*range(1, 9), 33, 64):
        body = sealed.seal(b"\n-> not a stanza\n-> X25519\n", [r for _, r in readers[:count]])
        assert sealed.count_stanzas(body) - count in {0, 1}


def test_every_truncation_and_every_flipped_byte_is_refused(
    readers: list[tuple[str, str]],
) -> None:
    secret, recipient = readers[0]
    body = sealed.seal(b"twelve words", [recipient])
    for length in range(len(body)):
        with pytest.raises(Problem):
            sealed.open_sealed(body[:length], secret)
    for place in range(len(body)):
        changed = bytearray(body)
        changed[place] ^= 1
        with pytest.raises(Problem):
            sealed.open_sealed(bytes(changed), secret)


@given(st.binary(max_size=2000), st.booleans())
def test_no_bytes_whatever_break_the_reader(
    readers: list[tuple[str, str]], noise: bytes, with_magic: bool
) -> None:
    with pytest.raises(Problem):
        sealed.open_sealed(MAGIC * with_magic + noise, readers[0][0])


def test_armoured_files_are_not_ours(readers: list[tuple[str, str]]) -> None:
    armoured = b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24ub3Jn\n"
    assert sealed.count_stanzas(armoured) == 0
    with pytest.raises(Problem, match="sealed-damaged"):
        sealed.open_sealed(armoured, readers[0][0])
