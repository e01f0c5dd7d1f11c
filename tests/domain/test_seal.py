"""The seal of an attestation: what its code says can be read back, and says no name."""

from __future__ import annotations

from datetime import date

import pytest

from ssc_desktop.domain.seal import (
    Statement,
    is_of_newer_version,
    name_digest,
    read_seal,
    read_serial,
)

SIGNATURE = bytes(range(64))
STATEMENT = Statement(
    serial="7K3M9QXZ",
    activity="ACSS-CI-2021-CAP-001",
    attended=9,
    possible=10,
    issued_on=date(2021, 8, 20),
    name=name_digest("7K3M9QXZ", "TRAORÉ Awa"),
    device="0123456789abcdef",
)


def test_a_seal_is_read_back_as_it_was_stated() -> None:
    text = STATEMENT.sealed(SIGNATURE)
    seal = read_seal(f"  {text}\n")
    assert seal
    assert seal.statement == STATEMENT
    assert seal.stated.decode() == STATEMENT.text
    assert seal.signature == SIGNATURE


def test_a_usual_seal_stays_in_the_small_alphabet_of_codes() -> None:
    text = STATEMENT.sealed(SIGNATURE)
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert len(text) < 190


@pytest.mark.parametrize("code", ["Atelier: été 2021", "a:1/2:b", "ورشة-1"])
def test_any_code_of_an_activity_is_kept_exactly(code: str) -> None:
    other = Statement("7K3M9QXZ", code, 1, 2, date(2021, 1, 2), "ABCDEFGH", "f" * 16)
    seal = read_seal(other.sealed(SIGNATURE))
    assert seal
    assert seal.statement == other


def test_no_name_is_in_the_seal_and_every_spelling_of_it_is_told() -> None:
    text = STATEMENT.sealed(SIGNATURE)
    assert "AWA" not in text
    assert "TRAOR" not in text
    for name in ("TRAORÉ Awa", "Awa Traore", "awa  traoré"):
        assert STATEMENT.is_of(name)
    for name in ("Awa Koné", "Awa", ""):
        assert not STATEMENT.is_of(name)
    assert name_digest("7K3M9QXZ", "Awa") != name_digest("7K3M9QXY", "Awa")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SSC1:7K3M9QXZ:001/002",
        STATEMENT.text,
        STATEMENT.sealed(SIGNATURE)[:-1],
        STATEMENT.sealed(SIGNATURE) + "A",
        STATEMENT.sealed(SIGNATURE).replace("20210820", "20211340"),
        STATEMENT.sealed(SIGNATURE).replace("SSCA1", "SSCA2"),
    ],
)
def test_what_is_no_seal_of_this_version_is_not_read(text: str) -> None:
    assert read_seal(text) is None


def test_a_seal_of_a_newer_version_is_told_apart() -> None:
    newer = STATEMENT.sealed(SIGNATURE).replace("SSCA1", "SSCA2")
    assert is_of_newer_version(newer)
    assert not is_of_newer_version(STATEMENT.sealed(SIGNATURE))
    assert not is_of_newer_version("7K3M-9QXZ")


@pytest.mark.parametrize("typed", ["7K3M-9QXZ", "7k3m 9qxz", "7K3M9QXZ", " 7k3m–9qxz "])
def test_a_serial_is_read_however_it_is_typed(typed: str) -> None:
    assert read_serial(typed) == "7K3M9QXZ"


def test_letters_taken_for_digits_are_put_right_and_anything_else_is_none() -> None:
    assert read_serial("OIL0-1234") == "01101234"
    for typed in ("7K3M-9QX", "7K3M-9QXU", "7K3M-9QXZ-1", ""):
        assert read_serial(typed) is None
