"""Pseudonyms: the same person the same, another key another name, nothing of the record told."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ssc_desktop.domain.pseudonyms import KEY_LENGTH, pseudonym, year_band

KEYS = st.binary(min_size=KEY_LENGTH, max_size=KEY_LENGTH)
PERSON = UUID("018f2c9e-7b1a-7c3d-9e55-0a1b2c3d4e5f")


def test_a_pseudonym_stays_the_same() -> None:
    """It is written down in files people keep: another way to make it would be another person."""
    assert pseudonym(bytes(range(32)), PERSON) == "P-SWAFVC44SKQA"


@given(KEYS, st.uuids(), st.uuids())
def test_two_people_never_share_one(key: bytes, one: UUID, other: UUID) -> None:
    assert (pseudonym(key, one) == pseudonym(key, other)) == (one == other)


@given(KEYS, KEYS, st.uuids())
def test_another_workspace_says_another(key: bytes, other: bytes, person: UUID) -> None:
    assert (pseudonym(key, person) == pseudonym(other, person)) == (key == other)


@given(KEYS, st.uuids())
def test_it_reads_as_text_and_tells_nothing_of_the_key(key: bytes, person: UUID) -> None:
    told = pseudonym(key, person)
    assert told.startswith("P-")
    assert told[2:].isalnum()
    assert len(told) == 14
    assert person.hex[:6] not in told.lower()


def test_a_year_is_told_as_five() -> None:
    assert [year_band(each) for each in (1985, 1989, 1990, None, 0)] == [
        *("1985-1989", "1985-1989", "1990-1994", "", ""),
    ]
